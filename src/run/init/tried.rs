//! What reading makes of an example: its numbers, its errors, and why it gives nothing.

use crate::model::{Finding, Reading, Severity, Table};
use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::run::workers::pool::{Worker, Workers};
use crate::run::workers::read_file::read_file;

use super::error::InitError;
use super::examples::GivenExample;

/// Why an example gives nothing for the period by what was composed; `None` where it does.
pub(super) fn refused(
    example: &GivenExample,
    pipeline: &Pipeline,
    worker: &Worker,
) -> Result<Option<String>, InitError> {
    let readings = read(example, pipeline, worker)?;
    if items(&readings) > 0 {
        return Ok(None);
    }
    Ok(Some(worst(&readings).map_or_else(String::new, |finding| finding.message.clone())))
}

/// An example, read by a pipeline.
pub(super) fn read(
    example: &GivenExample,
    pipeline: &Pipeline,
    worker: &Worker,
) -> Result<Vec<Reading>, RunError> {
    let workers =
        Workers::new(worker, Some(pipeline), pipeline.limits).map_err(RunError::Reader)?;
    read_file(&workers, &example.name, Ok(example.bytes.clone()), pipeline)
}

/// Numbers that were accepted.
pub(super) fn items(readings: &[Reading]) -> usize {
    readings.iter().flat_map(|reading| &reading.tables).map(Table::items).sum()
}

/// The gravest finding; of equals the first.
fn worst(readings: &[Reading]) -> Option<&Finding> {
    let findings = readings.iter().flat_map(|reading| &reading.findings);
    findings.rev().max_by_key(|finding| finding.severity)
}

/// Findings that are errors or worse.
pub(super) fn count_errors(readings: &[Reading]) -> usize {
    let findings = readings.iter().flat_map(|reading| &reading.findings);
    findings.filter(|finding| finding.severity >= Severity::Error).count()
}
