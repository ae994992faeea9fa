//! The calls that are measured: the program as cron calls it, the script beside it, and the bare decode.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::available_parallelism;

use serde_json::Value;

use crate::cost::Cost;
use crate::province::Period;

/// The first argument with which the benchmark calls itself to decode an inbox.
pub(crate) const DECODE: &str = "decode";

/// No form goes back, whatever is found.
pub(crate) const WITHOUT_FORMS: &str = "return-forms=never";
/// A form goes back where a count is wrong.
pub(crate) const WITH_FORMS: &str = "return-forms=warning";

/// A file beside the benchmark.
pub(crate) fn beside(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches").join(file)
}

/// `2023-Q3`, as the program is told of a period.
pub(crate) fn name(period: Period) -> String {
    format!("{}-Q{}", period.year, period.quarter)
}

/// A night: what came in, and where the runs are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Night<'a> {
    pub(crate) inbox: &'a Path,
    pub(crate) output: &'a Path,
    pub(crate) period: Period,
    /// [`WITH_FORMS`] or [`WITHOUT_FORMS`].
    pub(crate) forms: &'a str,
}

impl Night<'_> {
    /// A run of the program.
    pub(crate) fn run(&self, arguments: &[&str]) -> Cost {
        let mut program = Command::new(env!("CARGO_BIN_EXE_tthc"));
        program.arg("run").arg(beside("country.toml")).args(arguments);
        program.args(["--period", &name(self.period), "--set", self.forms]);
        program.args(["--quiet", "--fail-on", "never", "--publish"]);
        program.arg("--inbox").arg(self.inbox).arg("--output").arg(self.output);
        Cost::of(&mut program)
    }

    /// Where the newest run is published.
    fn published(&self) -> PathBuf {
        self.output.join("country").join(name(self.period)).join("latest")
    }

    /// Stages of the newest run with their seconds and rows, from its record.
    pub(crate) fn stages(&self) -> Vec<(String, f64, u64)> {
        let record = fs::read(self.published().join("run.json")).unwrap();
        let record: Value = serde_json::from_slice(&record).unwrap();
        let stage = |stage: &Value| {
            let name = stage["stage"].as_str()?.to_owned();
            Some((name, stage["seconds"].as_f64()?, stage["rows"].as_u64()?))
        };
        record["stages"].as_array().into_iter().flatten().filter_map(stage).collect()
    }

    /// Findings of the newest run, of whatever weight.
    pub(crate) fn findings(&self) -> u64 {
        let stages = self.stages().into_iter();
        stages.filter(|(stage, ..)| stage == "validate").map(|(_, _, rows)| rows).sum()
    }

    /// Forms that went back in the newest run.
    pub(crate) fn forms(&self) -> usize {
        fs::read_dir(self.published().join("phan-hoi")).map_or(0, Iterator::count)
    }
}

/// Decodes an inbox in a process of its own.
pub(crate) fn decode(inbox: &Path) -> Cost {
    Cost::of(Command::new(std::env::current_exe().unwrap()).arg(DECODE).arg(inbox))
}

/// The script, where Python has what it needs.
pub(crate) struct Script {
    out: PathBuf,
}

impl Script {
    /// Looks for Python and its packages; the script will write into a folder.
    pub(crate) fn find(folder: &Path) -> Option<Self> {
        let mut python = Command::new("python3");
        python.args(["-c", "import fastexcel, polars, xlsxwriter"]).stderr(Stdio::null());
        let found = python.status().is_ok_and(|status| status.success());
        found.then(|| Self { out: folder.join("script.xlsx") })
    }

    /// The script on an inbox, on all processors.
    pub(crate) fn run(&self, inbox: &Path) -> Cost {
        Cost::of(&mut self.command(inbox))
    }

    /// What the script says that it did.
    pub(crate) fn says(&self, inbox: &Path) -> String {
        let output = self.command(inbox).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn command(&self, inbox: &Path) -> Command {
        let processes = available_parallelism().map_or(2, usize::from);
        let mut python = Command::new("python3");
        python.arg(beside("baseline.py")).arg("fastexcel").arg(inbox);
        python.arg(beside("vietnam-2024.csv")).arg(&self.out).arg(processes.to_string());
        python
    }
}
