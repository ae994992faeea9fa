//! How many errors and warnings each submission has, for its row in the register.

use std::collections::BTreeMap;

use crate::model::{Finding, Reading, Severity, Status, SubmissionRow, Submissions};
use crate::pipeline::Pipeline;

use super::given::Given;

/// Counts errors and warnings of each submission: those of its file, and of its sheets where they name one.
pub(super) fn count(
    given: &Given,
    read: &[Finding],
    findings: &[Finding],
    submissions: &mut Submissions,
) {
    let mut of_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in read.iter().chain(findings) {
        if let Some(file) = &finding.place.file {
            of_file.entry(file).or_default().push(finding);
        }
    }
    let readings = given.readings.iter().map(|reading| (reading.file.as_str(), reading));
    let readings: BTreeMap<&str, &Reading> = readings.collect();
    for row in &mut submissions.rows {
        let Some(file) = row.file.as_deref() else { continue };
        let concerns = |finding: &&&Finding| {
            is_about(finding, row, readings.get(file).copied(), given.pipeline)
        };
        let about = of_file.get(file).into_iter().flatten().filter(concerns);
        let (mut errors, mut warnings) = (0, 0);
        for finding in about {
            errors += u32::from(finding.severity >= Severity::Error);
            warnings += u32::from(finding.severity == Severity::Warning);
        }
        (row.errors, row.warnings) = (errors, warnings);
        if matches!(row.status, Status::Accepted | Status::AcceptedWithFindings) {
            let clean = errors + warnings == 0;
            row.status = if clean { Status::Accepted } else { Status::AcceptedWithFindings };
        }
    }
}

/// Whether a finding about a file is about one of its submissions.
fn is_about(
    finding: &Finding,
    row: &SubmissionRow,
    reading: Option<&Reading>,
    pipeline: &Pipeline,
) -> bool {
    let (Some(sheet), Some(form)) = (&finding.place.sheet, &row.form) else { return true };
    let tables = reading.map_or(&[][..], |reading| &reading.tables);
    // Lines that belong to a form without being in a table of it.
    let outside = !tables.iter().any(|table| table.sheet == *sheet);
    if outside && finding.unit_id.is_some() && finding.unit_id == row.unit_id {
        return finding.form.as_ref() == Some(form);
    }
    tables
        .iter()
        .any(|table| table.sheet == *sheet && pipeline.forms[table.form.index()].id == *form)
}
