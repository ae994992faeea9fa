//! The memory of a run: the tables that the last one left. Which files of the inbox have to be read and why, and what was
//! read of the others.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::ingest;
use crate::model::{Reading, Stage, Status};
use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::run::night::tables::{READ_FINDINGS, READ_SUBMISSIONS};
use crate::run::request::{Request, Select};
use crate::store::{Fingerprint, Input, Output, Reason, Run, StageRecord, Verified};
use crate::table::{
    COLUMNS, Findings, Kept, NAMES, ReadTables, Submissions, TEXTS, UNITS, changed_names, lines_of,
    recall,
};

use super::decide::FileLook;
use super::declaration::{Reads, program};

/// Whether a table serves only the next reading: no stage of this run is made from it.
pub(in crate::run) fn is_memory(file: &str) -> bool {
    [UNITS, NAMES].iter().any(|name| file == format!("data/{name}.parquet"))
}

/// The inbox as a run takes it, and the files that are to be read whatever is remembered of them.
#[derive(Debug, Default)]
pub(in crate::run) struct Intake {
    pub(in crate::run) inputs: Vec<Input>,
    asked: BTreeSet<String>,
}

impl Intake {
    /// The inbox as it lies there; for a retry as the newest run took it, but for what it could not read. Where nothing
    /// of that can be used, for it did not come to read it, or all would be read anew, a retry takes it as it lies there
    /// too.
    pub(in crate::run) fn new(
        request: &Request,
        reads: &Reads,
        base: Option<&Run>,
        lying: Vec<Input>,
    ) -> Result<Self, RunError> {
        let all = |inputs| Self { inputs, asked: BTreeSet::new() };
        let Some(base) = base.filter(|_| request.select == Select::Retry) else {
            return Ok(all(lying));
        };
        let holds = |record: &StageRecord| {
            record.program == program()
                && record.declaration == *reads.stage(Stage::Ingest)
                && spoiled(base, record).is_none()
        };
        if !base.record().stage(Stage::Ingest).is_some_and(holds) {
            return Ok(all(lying));
        }
        let mut inputs = base.record().inputs.clone();
        let asked = unreadable(base, &inputs)?;
        let now: BTreeMap<String, Fingerprint> =
            lying.into_iter().map(|input| (input.file, input.blake3)).collect();
        // What is no longer there cannot be read again.
        inputs.retain(|input| !asked.contains(&input.file) || now.contains_key(&input.file));
        for input in inputs.iter_mut().filter(|input| asked.contains(&input.file)) {
            if let Some(blake3) = now.get(&input.file) {
                input.blake3.clone_from(blake3);
            }
        }
        Ok(Self { inputs, asked })
    }

    /// Why the stage runs although nothing has changed, where it has to.
    pub(in crate::run) fn reason(&self) -> Option<Reason> {
        (!self.asked.is_empty()).then_some(Reason::Asked)
    }

    /// Of each file why it has to be read; `None` where what is remembered of it still holds. `all` asks for every
    /// file.
    pub(in crate::run) fn files(
        &self,
        memory: &Memory,
        all: bool,
    ) -> Vec<(&Input, Option<Reason>)> {
        let files = self.inputs.par_iter().map(|input| {
            let look = FileLook {
                nothing_kept: memory.nothing,
                read: memory.read.get(&input.file).map(Fingerprint::as_str),
                input: input.blake3.as_str(),
                concerned: memory.is_concerned(&input.file),
                asked: all || self.asked.contains(&input.file),
            };
            (input, look.reason())
        });
        files.collect()
    }
}

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
        reads: &Reads,
        pipeline: &Pipeline,
    ) -> Result<Self, RunError> {
        let record = base.and_then(|run| Some((run, run.record().stage(Stage::Ingest)?)));
        let Some((run, record)) = record else { return Ok(Self::default()) };
        let inputs = run.record().inputs.iter();
        let read: BTreeMap<String, Fingerprint> =
            inputs.map(|input| (input.file.clone(), input.blake3.clone())).collect();
        let nothing = |reason| Ok(Self { nothing: Some(reason), ..Self::default() });
        if record.program != program() {
            return nothing(Reason::ProgramChanged);
        }
        if record.ground.as_ref() != Some(&reads.ground) {
            return nothing(Reason::DeclarationChanged);
        }
        if let Some(reason) = spoiled(run, record) {
            return nothing(reason);
        }
        let names = changed_names(&run.table(UNITS)?, &pipeline.register);
        let names = names.map_err(run.at_table(UNITS))?;
        let tables = tables_of(run, |_| true)?;
        let findings: Findings = table(run, READ_FINDINGS)?;
        let submissions: Submissions = table(run, READ_SUBMISSIONS)?;
        let findings = findings.of_stage(Stage::Ingest);
        let kept = Kept { submissions: &submissions.rows, findings: &findings };
        let recalled = recall(&tables, kept, pipeline).map_err(run.at_table(COLUMNS))?;
        let holders: Vec<String> = read.keys().cloned().collect();
        let mut readings: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
        for reading in recalled {
            if let Some(holder) = ingest::holder(&reading.file, &holders) {
                readings.entry(holder.to_owned()).or_default().push(reading);
            }
        }
        Ok(Self { readings, read, names, nothing: None })
    }

    /// What was read of a file of the inbox.
    pub(in crate::run) fn take(&mut self, file: &str) -> Vec<Reading> {
        self.readings.remove(file).unwrap_or_default()
    }

    /// Whether a name that came or went could have been another answer to what the file asked.
    fn is_concerned(&self, file: &str) -> bool {
        let mut readings = self.readings.get(file).into_iter().flatten();
        !self.names.is_empty()
            && readings.any(|reading| ingest::is_concerned(&reading.asked, &self.names))
    }
}

/// Why the tables of a stage cannot be used: one is gone, or is not what was written.
fn spoiled(run: &Run, record: &StageRecord) -> Option<Reason> {
    let verified = |output: &Output| match run.verify(output) {
        Verified::Whole => None,
        Verified::Missing => Some(Reason::OutputMissing),
        Verified::Changed => Some(Reason::OutputChanged),
    };
    record.outputs.par_iter().find_map_first(verified)
}

/// The tables of what was read, of those that are wanted; the others are empty.
pub(in crate::run) fn tables_of(
    run: &Run,
    wanted: impl Fn(&str) -> bool,
) -> Result<ReadTables, RunError> {
    let load = |name: &str| -> Result<DataFrame, RunError> {
        if wanted(name) { Ok(run.table(name)?) } else { Ok(DataFrame::empty()) }
    };
    let prefix = format!("data/{}", lines_of(""));
    let files = run.record().stage(Stage::Ingest).map_or(&[][..], |record| &record.outputs);
    let forms = files
        .iter()
        .filter_map(|output| output.file.strip_prefix(&prefix)?.strip_suffix(".parquet"));
    let forms: Vec<&str> = forms.collect();
    let lines = forms.par_iter().map(|form| Ok(((*form).to_owned(), load_lines(run, form)?)));
    let lines = lines.collect::<Result<_, RunError>>()?;
    Ok(ReadTables { lines, columns: load(COLUMNS)?, texts: load(TEXTS)?, names: load(NAMES)? })
}

fn load_lines(run: &Run, form: &str) -> Result<DataFrame, RunError> {
    Ok(run.table(&lines_of(form))?)
}

fn table<T: crate::table::Table>(run: &Run, name: &str) -> Result<T, RunError> {
    Ok(T::from_frame(&run.table(name)?).map_err(run.at_table(name))?)
}

/// The files of the inbox that a run could not read, or in which it could not read a file.
fn unreadable(run: &Run, inputs: &[Input]) -> Result<BTreeSet<String>, RunError> {
    let submissions: Submissions = table(run, READ_SUBMISSIONS)?;
    let names: Vec<String> = inputs.iter().map(|input| input.file.clone()).collect();
    let rows = submissions.rows.iter().filter(|row| row.status == Status::Unreadable);
    let files = rows.filter_map(|row| row.file.as_deref());
    Ok(files.filter_map(|file| ingest::holder(file, &names)).map(str::to_owned).collect())
}
