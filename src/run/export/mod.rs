//! Any table of a run as it is stored, and the accepted numbers as a view over three of them; each as a file that other
//! programs read.

mod error;
mod format;
pub(super) mod rows;
pub(super) mod text;
mod workbook;

use std::path::PathBuf;

use polars::prelude::DataFrame;

use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::store::{Output, Run, StageRecord, Verified, encode};
use crate::table::{COLUMNS, OBSERVATIONS, TEXTS, view};

use super::again::artifacts::{is_read_lines, tables_of};
use super::error::RunError;
use super::named::named;

pub use error::ExportError;
pub use format::TableFormat;

/// Names of the tables of a run, in order, with the view.
#[must_use]
pub fn table_names(run: &Run) -> Vec<String> {
    let files = run.files();
    let stored = files.iter().filter_map(|f| f.strip_prefix("data/")?.strip_suffix(".parquet"));
    let mut names: Vec<String> = stored.map(str::to_owned).collect();
    if run.record().stage(Stage::Ingest).is_some() {
        names.push(OBSERVATIONS.to_owned());
    }
    names.sort();
    names
}

/// A table of a run, or the view [`OBSERVATIONS`].
///
/// # Errors
/// The run has no such table, or it cannot be read.
pub fn table(run: &Run, name: &str) -> Result<DataFrame, RunError> {
    if name != OBSERVATIONS {
        return Ok(run.table(name)?);
    }
    let tables = tables_of(run, |name| name == COLUMNS || name == TEXTS)?;
    Ok(view(&tables).map_err(run.at_table(COLUMNS))?)
}

/// A table in a format, and what should be known of the run that it is of.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The table.
    pub bytes: Vec<u8>,
    /// Id of the run.
    pub run: String,
    /// Files that it was taken from and that were changed since the run.
    pub changed: Vec<(String, Verified)>,
    /// Stages that made it and were not run again after what stands before them was.
    pub stale: Vec<Stage>,
}

/// A table of a run in a format; the run is named by an id, the beginning of one, `latest`, `latest~1` or its folder.
///
/// # Errors
/// The run or the table is not known, what is stored of it cannot be read, or the format cannot hold it.
pub fn export(
    pipeline: &Pipeline,
    run: &str,
    name: &str,
    format: TableFormat,
) -> Result<Exported, ExportError> {
    let run = named(pipeline, run)?;
    let all = table_names(&run);
    if !all.iter().any(|known| known == name) {
        return Err(ExportError::no_table(name, all));
    }
    let TableDoubts { changed, stale } =
        doubts(&run, name).map_err(|path| ExportError::Gone { path })?;
    let bytes = bytes_of(&run, pipeline, name, format)?;
    Ok(Exported { bytes, run: run.record().run.clone(), changed, stale })
}

/// What should be known of a table before it is relied on.
#[derive(Debug, Default)]
pub(in crate::run) struct TableDoubts {
    /// Files that it is taken from and that were changed since the run.
    pub(in crate::run) changed: Vec<(String, Verified)>,
    /// Stages that made it and were not run again after what stands before them was.
    pub(in crate::run) stale: Vec<Stage>,
}

/// What should be known of a table of a run; the path of a file of it that is gone.
pub(in crate::run) fn doubts(run: &Run, name: &str) -> Result<TableDoubts, PathBuf> {
    let mut doubts = TableDoubts::default();
    for (record, output) in sources(run, name) {
        match run.verify(output) {
            Verified::Whole => {}
            Verified::Missing => return Err(run.path().join(&output.file)),
            Verified::Changed => doubts.changed.push((output.file.clone(), Verified::Changed)),
        }
        if record.stale && !doubts.stale.contains(&record.stage) {
            doubts.stale.push(record.stage);
        }
    }
    Ok(doubts)
}

/// The stored files that a table is taken from, each with the stage that made it.
fn sources<'r>(run: &'r Run, name: &str) -> impl Iterator<Item = (&'r StageRecord, &'r Output)> {
    let own = format!("data/{name}.parquet");
    let of_view = [COLUMNS, TEXTS].map(|name| format!("data/{name}.parquet"));
    let is_view = name == OBSERVATIONS;
    let wanted = move |record: &StageRecord, output: &Output| {
        if is_view {
            let read = record.stage == Stage::Ingest && is_read_lines(output);
            read || of_view.contains(&output.file)
        } else {
            output.file == own
        }
    };
    let stages = run.record().stages.iter();
    let outputs =
        stages.flat_map(|record| record.outputs.iter().map(move |output| (record, output)));
    outputs.filter(move |(record, output)| wanted(record, output))
}

fn bytes_of(
    run: &Run,
    pipeline: &Pipeline,
    name: &str,
    format: TableFormat,
) -> Result<Vec<u8>, ExportError> {
    let mut frame = table(run, name)?;
    // Values are asked for one by one.
    frame.rechunk_mut();
    match format {
        TableFormat::Csv => Ok(text::csv(&frame)?),
        TableFormat::Json => Ok(text::json(&frame)?),
        TableFormat::Xlsx => workbook::workbook(&frame, run, pipeline, name),
        TableFormat::Parquet if name == OBSERVATIONS => {
            Ok(encode(&frame).map_err(run.at_table(COLUMNS)).map_err(RunError::from)?)
        }
        TableFormat::Parquet => {
            Ok(run.bytes(&format!("data/{name}.parquet")).map_err(RunError::from)?)
        }
    }
}
