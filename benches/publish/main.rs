//! What publishing costs beside the night that it is part of: the demonstration province with all that it declares, and a
//! country of 705 districts with more and more declared: the ranking workbook, a workbook for
//! each district, the page, the notice and the data edition.
//!
//! Each round makes, for each of them in turn, a first night, `--from publish`, which makes everything published anew and
//! nothing else, and nights with nothing new and with one file changed. `RESULTS.md` keeps what was measured.
//!
//! ```text
//! cargo bench --bench publish
//! TTHC_ROUNDS=1 cargo bench --bench publish       # to try it; three rounds where nothing is said
//! ```

#![expect(clippy::disallowed_methods, reason = "a benchmark lays out its own temporary folder")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be laid out has nothing to say")]

#[path = "../country/cost.rs"]
mod cost;
#[path = "../country/land.rs"]
mod land;
#[path = "../../examples/province/mod.rs"]
mod province;
mod shown;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cost::Cost;
use land::{Edition, Land};
use province::Period;
use shown::{Costs, table};

const EDITION: Edition =
    Edition { period: Period { year: 2023, quarter: 3 }, seed: 0, slip: false };
/// Nights with nothing new in a round: one alone is too short to be measured.
const UNCHANGED: usize = 4;

const PAGE: &str = "\n[page]\nfile = \"xep-hang.html\"\ntitle = \"Xếp hạng\"\n";
const NOTICE_AND_DATA: &str = "\n[notice]\nfile = \"thong-bao.docx\"\ntitle = \"Kết quả\"\nnumber = \"TB-BD\"\n\
    rankings = [\"huyen\", \"xa\"]\nrecipients = [\"Lưu: VT\"]\n\n[data]\nfile = \"so-lieu.xlsx\"\n";

const DISTRICTS: &str =
    "\n[districts]\nfolder = \"huyen\"\ntitle = \"Kết quả trên địa bàn huyện\"\nranking = \"xa\"\n";

/// What is published, from which inbox.
struct Published<'l> {
    name: &'static str,
    pipeline: PathBuf,
    inbox: Option<PathBuf>,
    /// Where one file of the inbox can be made anew.
    land: Option<&'l Land>,
}

impl Published<'_> {
    /// A run into a folder.
    fn run(&self, output: &Path, arguments: &[&str]) -> Cost {
        let mut program = Command::new(env!("CARGO_BIN_EXE_tthc"));
        program.arg("run").arg(&self.pipeline).args(arguments);
        program.args(["--quiet", "--fail-on", "never", "--publish", "--set", "return-forms=never"]);
        if let Some(inbox) = &self.inbox {
            program.arg("--inbox").arg(inbox);
        }
        Cost::of(program.arg("--output").arg(output))
    }

    fn round(&self, output: &Path, seed: u64) -> Costs {
        let first = self.run(output, &[]);
        let publish = self.run(output, &["--from", "publish"]);
        let unchanged: Vec<Cost> = (0..UNCHANGED).map(|_| self.run(output, &[])).collect();
        let changed = self.land.zip(self.inbox.as_ref()).map(|(land, inbox)| {
            land.change_one(inbox, Edition { seed, ..EDITION });
            self.run(output, &[])
        });
        Costs { first, publish, unchanged: Cost::mean(&unchanged), changed }
    }
}

/// A country that publishes more than its ranking workbook.
fn country<'l>(
    folder: &Path,
    land: &'l Land,
    name: &'static str,
    (file, more): (&str, &str),
) -> Published<'l> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let declared = fs::read_to_string(root.join("benches/country.toml")).unwrap();
    let declared = declared.replace("../pipelines", &root.join("pipelines").to_string_lossy());
    let pipeline = folder.join(file);
    fs::write(&pipeline, declared + more).unwrap();
    Published { name, pipeline, inbox: Some(folder.join("inbox")), land: Some(land) }
}

fn main() {
    let rounds =
        std::env::var("TTHC_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3);
    let (temporary, root) = (tempfile::tempdir().unwrap(), Path::new(env!("CARGO_MANIFEST_DIR")));
    let folder = temporary.path();
    let register = folder.join("vietnam-2024.csv");
    fs::copy(root.join("benches/vietnam-2024.csv"), &register).unwrap();
    let land = Land::of(&register);
    let volume = land.fill(&folder.join("inbox"), EDITION);
    println!("{} workbooks, {} lines, {} numbers\n", volume.files, volume.lines, volume.numbers);
    let more = |name, declared| country(folder, &land, name, declared);
    let all = format!("{PAGE}{NOTICE_AND_DATA}");
    let published = [
        Published {
            name: "the demonstration",
            pipeline: root.join("pipelines/nightly.toml"),
            inbox: None,
            land: None,
        },
        more("a country, its ranking workbook", ("workbook.toml", "")),
        more("with a workbook for each district", ("districts.toml", DISTRICTS)),
        more("with the page", ("page.toml", PAGE)),
        more("with page, notice and data edition", ("all.toml", &all)),
    ];
    let mut costs: Vec<(&str, Vec<Costs>)> =
        published.iter().map(|of| (of.name, Vec::new())).collect();
    for round in 1..=rounds {
        for (index, of) in published.iter().enumerate() {
            costs[index].1.push(of.round(&folder.join(format!("{round}-{index}")), round));
        }
    }
    println!("{}", table(&costs));
}
