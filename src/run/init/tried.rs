//! What reading makes of an example: its numbers, its errors, and why it gives nothing.

use std::collections::BTreeSet;

use crate::model::{Finding, FormIx, Reading, Sentence, Severity, Table, UnitIx};
use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::run::workers::pool::{Worker, Workers};
use crate::run::workers::read_file::read_file;

use super::error::InitError;
use super::examples::GivenExample;

/// What an example gives by what was composed: the forms in it and who sent each; or why nothing of it counts.
pub(super) fn given(
    example: &GivenExample,
    pipeline: &Pipeline,
    worker: &Worker,
) -> Result<Result<Vec<SentForm>, String>, InitError> {
    let readings = read(example, pipeline, worker)?;
    if items(&readings) > 0 {
        let tables = readings.iter().flat_map(|reading| &reading.tables);
        return Ok(Ok(tables.map(|table| (table.form, table.sender)).collect()));
    }
    Ok(Err(worst(&readings).map_or_else(String::new, |finding| finding.message.clone())))
}

/// A form, and who sent it.
pub(super) type SentForm = (FormIx, UnitIx);

/// How many forms are still to come, of which nothing else would say why a run ends with gaps.
pub(super) fn owed(pipeline: &Pipeline, sent: &BTreeSet<SentForm>) -> Option<Sentence> {
    let asked = pipeline.forms.iter().enumerate().filter(|(_, form)| !form.optional);
    let owed = asked.flat_map(|(place, form)| {
        let form_ix = FormIx(u16::try_from(place).unwrap_or(u16::MAX));
        let senders = pipeline.register.iter();
        let senders = senders.filter(|(_, unit)| form.sent_by.contains(&unit.level));
        senders.filter(move |(unit, _)| !sent.contains(&(form_ix, *unit)))
    });
    let owed = owed.count();
    (owed > 0).then(|| {
        Sentence::new(
            format!("còn {owed} báo cáo chưa có trong thư mục nhận; đến khi đủ, lượt chạy xuất bản phần đã có và kết thúc với mã 3"),
            format!("{owed} submissions are not in the inbox yet; until they are, a run publishes what there is and ends with 3"),
        )
    })
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
