//! Putting a declaration into a run that is being made.

use std::path::Path;

use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::store::{NewRun, Output, Run};

use super::layout::{PlacedFile, place};
use super::then::KeptFile;

/// The files of a declaration as a run would keep them, the pipeline file first. A file that is declared twice is one.
pub(in crate::run) fn as_kept(pipeline: &Pipeline) -> Vec<KeptFile> {
    let paths: Vec<&Path> = pipeline.files.iter().map(|file| file.path.as_path()).collect();
    let mut kept: Vec<KeptFile> = Vec::with_capacity(paths.len());
    for (file, PlacedFile { name, foreign }) in pipeline.files.iter().zip(place(&paths)) {
        if kept.iter().all(|known| known.name != name) {
            kept.push(KeptFile { name, text: file.text.clone(), foreign });
        }
    }
    kept
}

/// Puts the files of a declaration into a run, the pipeline file first. One that is as it was in `base` is linked.
pub(in crate::run) fn keep(
    pipeline: &Pipeline,
    draft: &NewRun,
    base: Option<&Run>,
) -> Result<Vec<Output>, RunError> {
    let files = as_kept(pipeline).into_iter();
    files.map(|file| Ok(draft.file(&file.name, file.text.as_bytes(), base)?)).collect()
}
