//! What the reader sees in one file, by the first of several pipelines that knows a form in it.

use std::path::Path;

use crate::ingest::ROWS_OF_A_PAGE;
use crate::model::Inspection;
use crate::pipeline::Pipeline;
use crate::store::{self, Inbox};
use crate::{ingest, publish};

use super::error::RunError;
use super::workers::job::{Job, Reply, together};
use super::workers::pool::{Worker, Workers};

/// Inspects a file, or each file in an archive. Of the pipelines the one that finds most forms speaks; of equals
/// the first.
///
/// # Errors
/// The file is not there, or no process can be started to read it. Wrong data is never an error.
pub fn inspect(
    file: &Path,
    pipelines: &[Pipeline],
    worker: &Worker,
) -> Result<Vec<Inspection>, RunError> {
    let inbox = Inbox::of_files(&[file.to_owned()]);
    let name = inbox.names().into_iter().next().unwrap_or_default();
    if !file.exists() {
        return Err(RunError::NoFile { path: file.to_owned() });
    }
    let mut best: Option<(usize, Vec<Inspection>)> = None;
    for pipeline in pipelines {
        let inspections = match inbox.read(&name, pipeline.limits.file) {
            Ok(bytes) => one(&name, &bytes, pipeline, worker)?,
            Err(reason) => ingest::inspect(&name, Err(reason), pipeline, ROWS_OF_A_PAGE),
        };
        let tables = inspections.iter().flat_map(|i| &i.sheets).map(|s| s.tables.len()).sum();
        if best.as_ref().is_none_or(|(most, _)| tables > *most) {
            best = Some((tables, inspections));
        }
    }
    Ok(best.map(|(_, inspections)| inspections).unwrap_or_default())
}

fn one(
    name: &str,
    bytes: &[u8],
    pipeline: &Pipeline,
    worker: &Worker,
) -> Result<Vec<Inspection>, RunError> {
    let workers = Workers::new(worker, Some(pipeline), pipeline.limits);
    let workers = workers.map_err(RunError::Reader)?;
    let job = Job::Inspect { file: name.to_owned() };
    let inspected = |answer| match answer {
        Reply::Inspected(inspections) => Some(inspections),
        _ => None,
    };
    Ok(match workers.ask(&job, &[bytes], inspected).map_err(RunError::Reader)? {
        Ok(inspections) => inspections.into_iter().map(together).collect(),
        Err(reason) => ingest::inspect(name, Err(reason), pipeline, ROWS_OF_A_PAGE),
    })
}

/// Writes the page that shows what the reader sees.
///
/// # Errors
/// The disk refuses, or the page cannot be made; a defect of the program.
pub fn inspection_page(inspections: &[Inspection], path: &Path) -> Result<(), RunError> {
    let page = publish::inspection_page(inspections)?;
    Ok(store::write_file(path, page.as_bytes())?)
}
