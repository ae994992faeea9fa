//! Published runs → the lake. All that is to be refused is known before the first table is written.

use std::path::PathBuf;

use polars::prelude::{DataFrame, IntoColumn as _};

use crate::model::Stage;
use crate::pipeline::FigureSource;
use crate::run::error::RunError;
use crate::run::kept::declared_in;
use crate::store::{Lake, LakeRecord, Run, Verified, encode};
use crate::table::column::constant;
use crate::table::{NAMES, TableError, lines_of};

use super::error::{LakeError, Unpublished};
use super::find::{FoundRun, found};
use super::meaning::{agree, layout, metrics};

/// A run in the lake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatheredRun {
    /// Name of the pipeline.
    pub pipeline: String,
    /// Reporting period.
    pub period: String,
    /// Id of the run.
    pub run: String,
    /// How many tables it has there.
    pub tables: usize,
    /// Whether anything of it was written: else it was there already.
    pub changed: bool,
}

/// Puts runs into a lake, each in place of what is there of its pipeline and period; `places` are folders of runs, of
/// periods, of pipelines or of all results. What was itself put together from a lake is passed over where it was not named.
///
/// # Errors
/// A folder holds no run; a run is not published, is not what was written, or means something else by a metric or form
/// than another; the disk refuses. Nothing is written but where the disk refuses.
pub fn gather(lake: &Lake, places: &[PathBuf]) -> Result<Vec<GatheredRun>, RunError> {
    let mut runs = Vec::new();
    for place in places {
        runs.extend(found(place)?);
    }
    put(lake, runs)
}

/// Puts runs that were found into a lake.
pub(in crate::run) fn put(lake: &Lake, runs: Vec<FoundRun>) -> Result<Vec<GatheredRun>, RunError> {
    let mut gathered: Vec<(Run, LakeRecord)> = Vec::new();
    for FoundRun { run, named } in runs {
        if let Some(record) = record_of(&run, named)? {
            // Of a run that was named twice, or of two of one period, the last is meant.
            gathered.retain(|(_, known)| known.file() != record.file());
            gathered.push((run, record));
        }
    }
    let there = lake.records()?;
    for (place, (_, record)) in gathered.iter().enumerate() {
        let beside = there.iter().filter(|other| {
            let replaced = gathered.iter().any(|(_, new)| new.file() == other.file());
            !replaced
        });
        let before = gathered[..place].iter().map(|(_, other)| other);
        beside.chain(before).try_for_each(|other| agree(record, other))?;
    }
    gathered.into_iter().map(|(run, record)| put_one(lake, &run, record)).collect()
}

/// What the lake says of a run, without its tables; `None` of one that is not to be in it.
fn record_of(run: &Run, named: bool) -> Result<Option<LakeRecord>, RunError> {
    let told = run.record();
    let path = || run.path().to_owned();
    if let Some(why) = Unpublished::of(told) {
        return Err(LakeError::Unpublished { path: path(), why }.into());
    }
    whole(run)?;
    let Some(pipeline) = declared_in(run) else {
        return Err(LakeError::Undeclared { path: path() }.into());
    };
    if pipeline.source == FigureSource::Runs {
        return if named { Err(LakeError::OfRuns { path: path() }.into()) } else { Ok(None) };
    }
    let mut record = LakeRecord::new(&told.pipeline, &told.period, &told.run);
    record.metrics = metrics(&pipeline);
    let prefix = lines_of("");
    for name in names(run) {
        if let Some(form) = name.strip_prefix(&prefix) {
            record.forms.insert(form.to_owned(), layout(&run.table(&name)?));
        }
    }
    Ok(Some(record))
}

fn put_one(lake: &Lake, run: &Run, record: LakeRecord) -> Result<GatheredRun, RunError> {
    let names = names(run);
    let mut tables = Vec::with_capacity(names.len());
    for name in names {
        let frame = told(run.table(&name)?, &record);
        let bytes = frame.and_then(|frame| encode(&frame)).map_err(run.at_table(&name))?;
        tables.push((name, bytes));
    }
    let told = GatheredRun {
        pipeline: record.pipeline.clone(),
        period: record.period.clone(),
        run: record.run.clone(),
        tables: tables.len(),
        changed: false,
    };
    Ok(GatheredRun { changed: lake.put(record, &tables)?, ..told })
}

/// The tables of a run that a lake holds: all but what serves only the next reading.
fn names(run: &Run) -> Vec<String> {
    let stages = run.record().stages.iter();
    let outputs = stages.flat_map(|stage| &stage.outputs);
    let names = outputs.filter_map(|output| {
        output.file.strip_prefix("data/")?.strip_suffix(".parquet").map(str::to_owned)
    });
    let mut names: Vec<String> =
        names.filter(|name| name != NAMES && !name.starts_with("read_")).collect();
    names.sort();
    names
}

/// A table with the pipeline in front, and with the period where it does not tell of it.
fn told(mut frame: DataFrame, record: &LakeRecord) -> Result<DataFrame, TableError> {
    let height = frame.height();
    if frame.column("period").is_err() {
        frame.insert_column(0, constant("period", &record.period, height).into_column())?;
    }
    frame.insert_column(0, constant("pipeline", &record.pipeline, height).into_column())?;
    Ok(frame)
}

/// That all tables of a run are what was written.
fn whole(run: &Run) -> Result<(), RunError> {
    for record in &run.record().stages {
        for output in record.outputs.iter().filter(|output| output.is_table()) {
            if run.verify(output) != Verified::Whole {
                let (stage, file): (Stage, String) = (record.stage, output.file.clone());
                return Err(RunError::Spoiled { stage, file });
            }
        }
    }
    Ok(())
}
