//! The memory of a run: the tables that the last one left. What was read of the files of the inbox, and which of them
//! have to be read again.

use std::collections::BTreeMap;

use crate::ingest;
use crate::model::{Findings, Reading, Stage, Submissions};
use crate::pipeline::{FigureSource, Pipeline};
use crate::run::error::RunError;
use crate::store::{Fingerprint, Input, Reason, Run};
use crate::table::{COLUMNS, ReadRecords, UNITS, changed_names, recall};

use super::artifacts::{READ_FINDINGS, READ_SUBMISSIONS, spoiled, table, tables_of};
use super::decide::FileNow;
use super::declaration::DeclarationPrints;
use super::program::program;

/// What an earlier run read of its files.
#[derive(Debug, Default)]
pub(in crate::run) struct Memory {
    /// By the file of the inbox: its reading, or those of the files in it.
    readings: BTreeMap<String, Vec<Reading>>,
    /// The inbox as that run took it.
    read: BTreeMap<String, Fingerprint>,
    /// Names that came to the register or went from it since.
    names: Vec<String>,
    /// Why nothing of it can be used.
    nothing: Option<Reason>,
}

impl Memory {
    /// What the run remembers that last read the inbox.
    pub(in crate::run) fn of(
        base: Option<&Run>,
        prints: &DeclarationPrints,
        pipeline: &Pipeline,
    ) -> Result<Self, RunError> {
        let record = base.and_then(|run| Some((run, run.record().stage(Stage::Ingest)?)));
        let Some((run, record)) = record else { return Ok(Self::default()) };
        let nothing = |reason| Ok(Self { nothing: Some(reason), ..Self::default() });
        if record.program != program() {
            return nothing(Reason::ProgramChanged);
        }
        if record.ground.as_ref() != Some(&prints.ground) {
            return nothing(Reason::DeclarationChanged);
        }
        if let Some(reason) = spoiled(run, record) {
            return nothing(reason);
        }
        // The runs of a lake are put together anew; nothing is opened for that.
        if pipeline.source == FigureSource::Runs {
            return Ok(Self { read: read_by(run), ..Self::default() });
        }
        let names = changed_names(&run.table(UNITS)?, &pipeline.register);
        let names = names.map_err(run.at_table(UNITS))?;
        let mut memory = Self { names, ..Self::default() };
        memory.add(run, pipeline)?;
        Ok(memory)
    }

    /// What several runs read by this declaration and program; what two of them read of a file is the same.
    pub(in crate::run) fn of_all(runs: &[Run], pipeline: &Pipeline) -> Result<Self, RunError> {
        let mut memory = Self::default();
        runs.iter().try_for_each(|run| memory.add(run, pipeline))?;
        Ok(memory)
    }

    /// Remembers what a run read of files of which nothing is known.
    fn add(&mut self, run: &Run, pipeline: &Pipeline) -> Result<(), RunError> {
        let tables = tables_of(run, |_| true)?;
        let findings: Findings = table(run, READ_FINDINGS)?;
        let submissions: Submissions = table(run, READ_SUBMISSIONS)?;
        let findings = findings.of_stage(Stage::Ingest);
        let kept = ReadRecords { submissions: &submissions.rows, findings: &findings };
        let recalled = recall(&tables, kept, pipeline).map_err(run.at_table(COLUMNS))?;
        let inputs = &run.record().inputs;
        let holders: Vec<String> = inputs.iter().map(|input| input.file.clone()).collect();
        for reading in recalled {
            let holder = ingest::holder(&reading.file, &holders);
            if let Some(holder) = holder.filter(|holder| !self.read.contains_key(*holder)) {
                self.readings.entry(holder.to_owned()).or_default().push(reading);
            }
        }
        self.read.extend(read_by(run));
        Ok(())
    }

    /// What was read of a file of the inbox.
    pub(in crate::run) fn take(&mut self, file: &str) -> Vec<Reading> {
        self.readings.remove(file).unwrap_or_default()
    }

    /// Why a file has to be read; `None` where what is remembered of it still holds.
    pub(in crate::run) fn reason(&self, input: &Input, asked: bool) -> Option<Reason> {
        let now = FileNow {
            nothing_kept: self.nothing,
            read: self.read.get(&input.file).map(Fingerprint::as_str),
            input: input.blake3.as_str(),
            concerned: self.is_concerned(&input.file),
            asked,
        };
        now.reason()
    }

    /// Whether a name that came or went could have been another answer to what the file asked.
    fn is_concerned(&self, file: &str) -> bool {
        let mut readings = self.readings.get(file).into_iter().flatten();
        !self.names.is_empty()
            && readings.any(|reading| ingest::is_concerned(&reading.asked, &self.names))
    }
}

/// The inbox as a run took it: each file with the fingerprint of its bytes.
fn read_by(run: &Run) -> BTreeMap<String, Fingerprint> {
    let inputs = run.record().inputs.iter();
    inputs.map(|input| (input.file.clone(), input.blake3.clone())).collect()
}
