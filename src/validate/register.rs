//! The register of submissions: who owed which form, when it was due and whether it came in time.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Status, SubmissionRow, Unit};
use crate::pipeline::{Form, Pipeline};
use crate::table::Submissions;

/// The submissions as reading left them, with due times, late ones marked and the missing ones at the end.
#[must_use]
pub fn register(read: &Submissions, pipeline: &Pipeline) -> Submissions {
    let sent = read.rows.iter().filter(|row| row.status != Status::Missing);
    let mut rows: Vec<SubmissionRow> = sent.map(|row| with_due(row.clone(), pipeline)).collect();
    let sent: BTreeSet<(&String, &String)> =
        rows.iter().filter_map(|row| Some((row.form.as_ref()?, row.unit_id.as_ref()?))).collect();
    let missing: Vec<SubmissionRow> = pipeline
        .forms
        .iter()
        .flat_map(|form| {
            let senders = pipeline.register.iter().map(|(_, unit)| unit);
            senders
                .filter(|unit| !form.optional && form.sent_by.contains(&unit.level))
                .filter(|unit| !sent.contains(&(&form.id, &unit.id)))
                .map(|unit| missing(form, unit, pipeline))
                .collect::<Vec<_>>()
        })
        .collect();
    rows.extend(missing);
    Submissions { rows }
}

fn with_due(mut row: SubmissionRow, pipeline: &Pipeline) -> SubmissionRow {
    let unit = row.unit_id.as_deref().and_then(|id| pipeline.register.find_id(id));
    if let (Some(form), Some(unit)) = (&row.form, unit) {
        row.due = pipeline.due(form, pipeline.register.get(unit)).map(str::to_owned);
    }
    // Both are texts that sort by time.
    let late = matches!((&row.received_at, &row.due), (Some(at), Some(due)) if at > due);
    if late && row.status == Status::Accepted {
        row.status = Status::Late;
    }
    row
}

/// Of each file the places of its rows.
#[must_use]
pub fn rows_of<'f>(
    register: &Submissions,
    files: impl Iterator<Item = &'f str>,
) -> Vec<Vec<usize>> {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, row) in register.rows.iter().enumerate() {
        if let Some(file) = &row.file {
            rows.entry(file).or_default().push(place);
        }
    }
    files.map(|file| rows.get(file).cloned().unwrap_or_default()).collect()
}

fn missing(form: &Form, unit: &Unit, pipeline: &Pipeline) -> SubmissionRow {
    SubmissionRow {
        period: pipeline.period.to_string(),
        unit_id: Some(unit.id.clone()),
        form: Some(form.id.clone()),
        file: None,
        status: Status::Missing,
        received_at: None,
        due: pipeline.due(&form.id, unit).map(str::to_owned),
        blake3: None,
        lines: 0,
        values: 0,
        errors: 0,
        warnings: 0,
    }
}
