//! One of the two runs, with its tables. One that is gone, or that was never made, is not compared.

use polars::prelude::DataFrame;

use crate::model::Stage;
use crate::run::error::RunError;
use crate::store::{Output, Run, Verified};
use crate::table::{
    Artifact, COLUMNS, Findings, Metrics, OBSERVATIONS, Observations, Rankings, Scores, TEXTS,
    UNITS,
};

use super::difference::RunSide;

/// A run with its tables.
pub(super) struct ComparedRun {
    pub(super) run: Run,
    /// The register that it went by.
    pub(super) units: Option<DataFrame>,
    pub(super) numbers: Option<Observations>,
    pub(super) findings: Option<Findings>,
    pub(super) metrics: Option<Metrics>,
    pub(super) scores: Option<Scores>,
    pub(super) rankings: Option<Rankings>,
    pub(super) spoiled: Vec<(Output, Verified)>,
}

impl ComparedRun {
    pub(super) fn of(run: Run) -> Result<Self, RunError> {
        let spoiled = run.verify_all();
        let has = |name: &str| has(&run, &spoiled, name);
        let numbers = if has(COLUMNS) && has(TEXTS) { Some(numbers(&run)?) } else { None };
        let units = if has(UNITS) { Some(run.table(UNITS)?) } else { None };
        let (findings, metrics) = (table(&run, &spoiled)?, table(&run, &spoiled)?);
        let (scores, rankings) = (table(&run, &spoiled)?, table(&run, &spoiled)?);
        Ok(Self { run, units, numbers, findings, metrics, scores, rankings, spoiled })
    }

    pub(super) fn is_stale(&self, stages: &[Stage]) -> bool {
        let records = self.run.record().stages.iter();
        records.filter(|record| stages.contains(&record.stage)).any(|record| record.stale)
    }

    pub(super) fn side(self) -> RunSide {
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
