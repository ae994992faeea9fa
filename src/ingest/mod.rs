//! Files → figures, submissions and findings. Cannot fail: what is wrong with a file is a finding, and one
//! bad file never stops the others. Files are read in parallel and put together in the order of their names.
//!
//! `read` makes sheets of cells of any file, `found` sees to archives, `locate` and `header` find the declared forms in a sheet, `lines` gives each line its role, `sender` tells
//! whose it is, `assemble` turns lines into figures, `indicators` does both for forms whose lines are measures,
//! `gather` puts the files together. `inspect` shows all this of one file, `drafting` makes a declaration of a
//! filled example, `again` opens files once more, to be given back.

mod again;
mod assemble;
mod column_numbers;
mod count;
mod dated;
mod drafting;
mod file;
mod found;
mod gather;
mod header;
mod indicators;
mod inspect;
mod lines;
mod locate;
pub mod read;
mod receipts;
mod remarks;
mod said;
mod sender;
mod wording;

use rayon::prelude::*;

use crate::model::Finding;
use crate::pipeline::Pipeline;
use crate::table::{Figures, Submissions};

pub use again::{again, holder};
pub use drafting::{Drafted, NoTable, Wish, draft};
pub use inspect::inspect;

use read::Opened;
use receipts::Receipts;

/// What the files of a period hold.
#[derive(Debug, Default)]
pub struct Ingested {
    /// Every number read.
    pub figures: Figures,
    /// What became of each file.
    pub submissions: Submissions,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
}

/// Reads all files. `files` are paths relative to the inbox with `/` between folders, in order; `load` gives
/// the bytes of one, or why they cannot be had, in Vietnamese; `open` reads bytes; both are called from several
/// threads; `done` is told of each file that was read, and what that found.
///
/// # Errors
/// What `open` fails with: a wrong machine, never a wrong file.
pub fn ingest<L, O, D, E>(
    files: &[String],
    load: L,
    open: O,
    done: D,
    pipeline: &Pipeline,
) -> Result<Ingested, E>
where
    L: Fn(&str) -> Result<Vec<u8>, String> + Sync,
    O: Fn(&[u8]) -> Result<Opened, E> + Sync,
    D: Fn(&str, &[&Finding]) + Sync,
    E: Send,
{
    let (tables, files): (Vec<&String>, Vec<&String>) =
        files.iter().partition(|file| receipts::is_receipts(file));
    let mut receipts = Receipts::default();
    let known: Vec<String> = files.iter().copied().cloned().collect();
    for table in tables {
        receipts.add(table, load(table), &known);
    }
    let readings = files.par_iter().map(|name| {
        let found = found::found(name, load(name), &open, &|_: &str| true)?;
        let read = found.into_par_iter().map(|found| file::read(found, pipeline));
        let read: Vec<file::FileReading> = read.collect();
        let said = read.iter().flat_map(|reading| reading.findings.iter());
        done(name, &said.collect::<Vec<_>>());
        Ok(read)
    });
    let readings: Vec<Vec<file::FileReading>> = readings.collect::<Result<_, E>>()?;
    let mut readings: Vec<file::FileReading> = readings.into_iter().flatten().collect();
    // Files in archives stand where their names put them.
    readings.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(gather::gather(readings, receipts, pipeline))
}
