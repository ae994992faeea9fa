//! A country in one night: a workbook of Phụ lục 3 and Phụ lục 5 for each of 705 districts, with 10,599 communes, 84,759
//! lines and 805,218 numbers.
//!
//! Each round calls, in turn: the script of `baseline.py`, the program on a first night, with nothing new, with one file
//! changed and from `publish` on, a bare calamine decode of the same files, and the script and a first night again with a
//! wrong total in each workbook, so that 705 forms go back. Twelve periods then follow each other. `RESULTS.md` keeps
//! what was measured.
//!
//! ```text
//! cargo bench
//! TTHC_ROUNDS=1 TTHC_PERIODS=0 cargo bench       # to try it; five rounds and twelve periods where nothing is said
//! TTHC_COUNTRY=/tmp/country cargo bench          # keeps the files and the runs
//! pip install fastexcel polars xlsxwriter        # for the script, which is left out where these are missing
//! ```

#![expect(clippy::disallowed_methods, reason = "a benchmark lays out its own temporary folder")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be laid out has nothing to say")]

mod calls;
mod cost;
mod decode;
mod land;
mod nights;
mod periods;
#[path = "../../examples/province/mod.rs"]
mod province;
mod rounds;

use std::env;
use std::path::{Path, PathBuf};

use calls::beside;
use land::Land;

/// A number from the environment.
fn number(variable: &str, usual: u16) -> u16 {
    env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [command, inbox] = arguments.as_slice()
        && command == calls::DECODE
    {
        println!("{} cells", decode::inbox(Path::new(inbox)));
        return;
    }
    let temporary = tempfile::tempdir().unwrap();
    let folder =
        env::var_os("TTHC_COUNTRY").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let land = Land::of(&beside("vietnam-2024.csv"));
    match number("TTHC_ROUNDS", 5) {
        0 => {}
        count => nights::measure(&folder, &land, count),
    }
    match number("TTHC_PERIODS", 12) {
        0 | 1 => {}
        count => periods::measure(&folder, &land, count),
    }
}
