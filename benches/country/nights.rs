//! First nights and the nights after them, beside the script and the bare decode.

use std::fs;
use std::path::{Path, PathBuf};

use crate::calls::{self, Night, Script, WITH_FORMS, WITHOUT_FORMS};
use crate::cost::Cost;
use crate::decode;
use crate::land::{Edition, Land};
use crate::province::Period;
use crate::rounds::{self, Call, Round};

/// What the workbooks say before one of them changes.
const EDITION: Edition =
    Edition { period: Period { year: 2023, quarter: 3 }, seed: 0, slip: false };

/// Nights with nothing new in a round: one alone is too short to be measured.
const UNCHANGED: usize = 4;

/// Measures so many rounds and prints what they cost.
pub(crate) fn measure(folder: &Path, land: &Land, count: u16) {
    let nights = Nights {
        land,
        inbox: folder.join("inbox"),
        slips: folder.join("inbox-slips"),
        outputs: folder.join("output"),
        script: Script::find(folder),
    };
    let _ = fs::remove_dir_all(&nights.outputs);
    nights.lay_out();
    let rounds: Vec<Round> = (1..=count.into()).map(|seed| nights.round(seed)).collect();
    let output = nights.output(&count.to_string()).join(BACK);
    let back = nights.back(&output);
    println!(
        "Median of {count} rounds; {} forms went back with {} findings.\n",
        back.forms(),
        back.findings()
    );
    println!("{}", rounds::tables(&rounds));
    nights.stages();
}

/// Folder of the night on which every form goes back.
const BACK: &str = "back";

struct Nights<'a> {
    land: &'a Land,
    inbox: PathBuf,
    /// The same workbooks, each with a wrong total.
    slips: PathBuf,
    outputs: PathBuf,
    script: Option<Script>,
}

impl Nights<'_> {
    /// A folder that nothing was in before. Nothing is removed while there is something to measure: a file system may
    /// take its time over the place of a file that was just deleted.
    fn output(&self, name: &str) -> PathBuf {
        self.outputs.join(name)
    }

    /// A night on which no form goes back.
    fn night<'n>(&'n self, output: &'n Path) -> Night<'n> {
        Night { inbox: &self.inbox, output, period: EDITION.period, forms: WITHOUT_FORMS }
    }

    /// A night on which every form goes back.
    fn back<'n>(&'n self, output: &'n Path) -> Night<'n> {
        Night { inbox: &self.slips, forms: WITH_FORMS, ..self.night(output) }
    }

    /// Writes the workbooks, and reads them once by each way: from then on they lie in memory.
    fn lay_out(&self) {
        let volume = self.land.fill(&self.inbox, EDITION);
        self.land.fill(&self.slips, Edition { slip: true, ..EDITION });
        let cells = decode::inbox(&self.inbox);
        let says = self.script.as_ref().map(|script| script.says(&self.inbox));
        let missing = "left out, for want of python3 with fastexcel, polars and xlsxwriter";
        println!(
            "{} workbooks, {} lines, {} numbers, {cells} cells\nthe script: {}\n",
            volume.files,
            volume.lines,
            volume.numbers,
            says.as_deref().unwrap_or(missing)
        );
    }

    fn round(&self, seed: u64) -> Round {
        let mut round = Round::new();
        let output = self.output(&seed.to_string());
        let night = self.night(&output);
        if let Some(script) = &self.script {
            round.insert(Call::Script, script.run(&self.inbox));
        }
        round.insert(Call::First, night.run(&[]));
        let unchanged: Vec<Cost> = (0..UNCHANGED).map(|_| night.run(&[])).collect();
        round.insert(Call::Unchanged, Cost::mean(&unchanged));
        self.land.change_one(&self.inbox, Edition { seed, ..EDITION });
        round.insert(Call::Changed, night.run(&[]));
        round.insert(Call::Publish, night.run(&["--from", "publish"]));
        round.insert(Call::Decode, calls::decode(&self.inbox));
        if let Some(script) = &self.script {
            round.insert(Call::ScriptOfForms, script.run(&self.slips));
        }
        round.insert(Call::Forms, self.back(&output.join(BACK)).run(&[]));
        round
    }

    /// Where the time of one more first night goes.
    fn stages(&self) {
        let output = self.output("stages");
        let night = self.night(&output);
        night.run(&[]);
        println!("| stage | seconds | rows |\n|---|---|---|");
        for (stage, seconds, rows) in night.stages() {
            println!("| {stage} | {seconds:.3} | {rows} |");
        }
        println!();
    }
}
