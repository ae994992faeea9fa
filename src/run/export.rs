//! Any table of a run as it is stored, and the accepted numbers as a view over three of them.

use polars::prelude::DataFrame;

use crate::model::Stage;
use crate::store::Run;
use crate::table::{COLUMNS, OBSERVATIONS, TEXTS, view};

use super::RunError;
use super::memory::tables_of;

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
