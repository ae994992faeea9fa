//! One of the two runs, with its tables. One that is gone, or that was never made, is not compared.

use crate::model::{Findings, Stage, Submissions};
use crate::run::again::artifacts::is_read_lines;
use crate::run::error::RunError;
use crate::store::{Output, Run, Verified};
use crate::table::{
    Artifact, COLUMNS, Metrics, OBSERVATIONS, Observations, Rankings, ReadTables, Scores, TEXTS,
};

use super::difference::RunSide;

/// A run with its tables.
pub(in crate::run) struct ComparedRun {
    pub(in crate::run) run: Run,
    pub(super) numbers: Option<Observations>,
    /// Its lines where they are not those that it stored.
    pub(super) tables: Option<ReadTables>,
    pub(super) findings: Option<Findings>,
    pub(super) submissions: Option<Submissions>,
    pub(super) metrics: Option<Metrics>,
    pub(super) scores: Option<Scores>,
    pub(in crate::run) rankings: Option<Rankings>,
    pub(super) spoiled: Vec<(Output, Verified)>,
}

impl ComparedRun {
    pub(in crate::run) fn of(run: Run) -> Result<Self, RunError> {
        let mut of = Self::without_numbers(run)?;
        let has = |name: &str| has(&of.run, &of.spoiled, name);
        of.numbers = match numbers(&of.run) {
            _ if !has(COLUMNS) || !has(TEXTS) => None,
            // What was lost or changed since need not be readable.
            Err(_) if !of.spoiled.is_empty() => None,
            numbers => Some(numbers?),
        };
        Ok(of)
    }

    /// The same without its single numbers: no sum is to be split into cells.
    pub(in crate::run) fn without_numbers(run: Run) -> Result<Self, RunError> {
        let spoiled = run.verify_all();
        Ok(Self {
            numbers: None,
            findings: table(&run, &spoiled)?,
            submissions: table(&run, &spoiled)?,
            metrics: table(&run, &spoiled)?,
            scores: table(&run, &spoiled)?,
            rankings: table(&run, &spoiled)?,
            tables: None,
            spoiled,
            run,
        })
    }

    /// A run of which nothing is looked at: nobody stood anywhere.
    pub(in crate::run) fn without_places(run: &Run) -> Self {
        Self {
            run: run.clone(),
            numbers: None,
            tables: None,
            findings: None,
            submissions: None,
            metrics: None,
            scores: Some(Scores::default()),
            rankings: Some(Rankings::default()),
            spoiled: Vec::new(),
        }
    }

    /// Whether what it counted from is gone or was changed since.
    pub(super) fn is_spoiled(&self) -> bool {
        let tables = [COLUMNS, Findings::NAME, Submissions::NAME, Rankings::NAME, Scores::NAME];
        let is_used = |output: &Output| {
            is_read_lines(output)
                || tables.iter().any(|name| output.file == format!("data/{name}.parquet"))
        };
        self.spoiled.iter().any(|(output, _)| is_used(output))
    }

    pub(super) fn is_stale(&self, stages: &[Stage]) -> bool {
        let records = self.run.record().stages.iter();
        records.filter(|record| stages.contains(&record.stage)).any(|record| record.stale)
    }

    pub(in crate::run) fn side(self) -> RunSide {
        let stale = self.run.record().stages.iter().filter(|stage| stage.stale);
        let spoiled = self.spoiled.into_iter().map(|(output, verified)| (output.file, verified));
        RunSide {
            stale: stale.map(|record| record.stage).collect(),
            spoiled: spoiled.collect(),
            record: self.run.record().clone(),
        }
    }
}

/// The accepted numbers of a run.
fn numbers(run: &Run) -> Result<Observations, RunError> {
    let view = crate::run::export::table(run, OBSERVATIONS)?;
    Ok(Observations::of(&view).map_err(run.at_table(OBSERVATIONS))?)
}

/// Whether a run wrote a table and still has it; one that was changed is read as it is, and told about.
fn has(run: &Run, spoiled: &[(Output, Verified)], name: &str) -> bool {
    let file = format!("data/{name}.parquet");
    let mut written = run.record().outputs();
    let gone = |(output, verified): &(Output, Verified)| {
        output.file == file && *verified == Verified::Missing
    };
    written.any(|output| output.file == file) && !spoiled.iter().any(gone)
}

fn table<T: Artifact>(run: &Run, spoiled: &[(Output, Verified)]) -> Result<Option<T>, RunError> {
    if !has(run, spoiled, T::NAME) {
        return Ok(None);
    }
    let frame = run.table(T::NAME)?;
    Ok(Some(T::from_frame(&frame).map_err(run.at_table(T::NAME))?))
}
