//! A unit's own check before it sends: the same reading and the same rules as at night, on files named one by
//! one. Nothing is kept.

use std::path::PathBuf;

use crate::check::{Checked, checked};
use crate::ingest::take_files;
use crate::pipeline::Pipeline;
use crate::store::Inbox;

use super::error::RunError;
use super::many_hands::ManyHands;
use super::workers::pool::{Worker, Workers};
use super::workers::read_file::read_file;

/// Checks files by the rules of a pipeline. What others have not sent is no concern of these.
///
/// # Errors
/// A file is not there, or no process can be started to read it. Wrong data is never an error.
pub fn check(files: &[PathBuf], pipeline: &Pipeline, worker: &Worker) -> Result<Checked, RunError> {
    let inbox = Inbox::of_files(files);
    if let Some(missing) = files.iter().find(|file| !file.exists()) {
        return Err(RunError::NoFile { path: missing.clone() });
    }
    let limits = pipeline.limits;
    let workers = Workers::new(worker, Some(pipeline), limits).map_err(RunError::Reader)?;
    let load = |file: &str| inbox.read(file, limits.file);
    let files = inbox.names().into_iter().map(|file| (file, Vec::new())).collect();
    let read = |file: &str| read_file(&workers, file, load(file), pipeline);
    Ok(checked(take_files(files, load, read, &ManyHands)?, pipeline, &ManyHands))
}
