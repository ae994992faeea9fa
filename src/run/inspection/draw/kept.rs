//! The record of a draw as a file: written so that people can read it, read as strictly as it was written.

use std::path::Path;

use crate::model::{DrawRecord, Sentence};
use crate::pipeline::{InspectionPlan, Pipeline};
use crate::run::error::RunError;
use crate::run::inspection::home::plan_home;
use crate::store::{Fingerprint, read_file};

use super::error::DrawError;

/// Name of the record in the folder of its plan: where it is, there was a draw.
pub(super) const RECORD: &str = "boc-tham.json";
/// Name of the paper beside it.
pub(super) const PAPER: &str = "bien-ban-boc-tham.docx";

/// The draw of a plan, where there was one.
///
/// # Errors
/// Its record cannot be read.
pub(in crate::run) fn kept_draw(
    pipeline: &Pipeline,
    plan: &InspectionPlan,
) -> Result<Option<DrawRecord>, DrawError> {
    let path = plan_home(pipeline, plan).join(RECORD);
    if path.exists() { read(&path).map(Some) } else { Ok(None) }
}

/// A fingerprint of the record, where it is there and can be opened.
pub(in crate::run) fn draw_print(pipeline: &Pipeline, plan: &InspectionPlan) -> Option<String> {
    let bytes = read_file(&plan_home(pipeline, plan).join(RECORD)).ok()?;
    Some(Fingerprint::of_bytes(&bytes).as_str().to_owned())
}

/// The record in a file.
pub(super) fn read(path: &Path) -> Result<DrawRecord, DrawError> {
    let bytes = read_file(path).map_err(RunError::from)?;
    serde_json::from_slice(&bytes).map_err(|error| unreadable(path, &error))
}

/// What is written to a file.
pub(super) fn text(record: &DrawRecord, path: &Path) -> Result<String, DrawError> {
    let text = serde_json::to_string_pretty(record).map_err(|error| unreadable(path, &error))?;
    Ok(format!("{text}\n"))
}

fn unreadable(path: &Path, error: &serde_json::Error) -> DrawError {
    DrawError::Unreadable { path: path.to_owned(), reason: Sentence::same(error.to_string()) }
}
