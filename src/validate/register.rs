//! The register of submissions: who owed which form, when it was due and whether it came in time.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Status, SubmissionRow, Submissions, Unit};
use crate::pipeline::{Form, Pipeline};

/// The submissions as reading left them, with due times, late ones marked and the missing ones at the end.
#[must_use]
pub fn register(read: &Submissions, pipeline: &Pipeline) -> Submissions {
    let sent = read.rows.iter().filter(|row| row.status != Status::Missing);
    let mut rows: Vec<SubmissionRow> = sent.map(|row| with_due(row.clone(), pipeline)).collect();
    mark_late(&mut rows);
    let of_form = |row: &SubmissionRow| Some((row.form.clone()?, row.unit_id.clone()?));
    let used = rows.iter().filter(|row| row.status.is_used());
    let used: BTreeSet<(String, String)> = used.filter_map(of_form).collect();
    // A form that is there needs no file that may be somebody else's.
    rows.retain(|row| {
        row.status != Status::Doubtful || of_form(row).is_none_or(|sent| !used.contains(&sent))
    });
    let sent: BTreeSet<(String, String)> = rows.iter().filter_map(of_form).collect();
    // Any form that is not there may have come in a file of which nothing tells what it was, or lie in a folder that
    // nobody could look into.
    let closed = rows.iter().find(|row| is_closed_folder(row)).cloned();
    let closed = closed.map(|row| SubmissionRow { status: Status::Doubtful, ..row });
    let mut unread: BTreeMap<&str, &SubmissionRow> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.form.is_none()) {
        if let Some(unit) = &row.unit_id {
            unread.entry(unit).or_insert(row);
        }
    }
    let missing: Vec<SubmissionRow> = pipeline
        .forms
        .iter()
        .flat_map(|form| {
            let senders = pipeline.register.iter().map(|(_, unit)| unit);
            senders
                .filter(|unit| !form.optional && form.sent_by.contains(&unit.level))
                .filter(|unit| !sent.contains(&(form.id.clone(), unit.id.clone())))
                .map(|unit| {
                    let unread = unread.get(unit.id.as_str()).copied();
                    missing(form, unit, unread.or(closed.as_ref()), pipeline)
                })
                .collect::<Vec<_>>()
        })
        .collect();
    rows.extend(missing);
    let told: BTreeSet<String> =
        rows.iter().filter(|row| row.form.is_some()).filter_map(|row| row.file.clone()).collect();
    rows.retain(|row| {
        row.form.is_some() || row.file.as_ref().is_none_or(|file| !told.contains(file))
    });
    Submissions { rows }
}

/// A folder of the inbox that was not looked into, and whose name tells of nobody: it may be anybody's.
fn is_closed_folder(row: &SubmissionRow) -> bool {
    row.unit_id.is_none() && row.file.as_ref().is_some_and(|file| file.ends_with('/'))
}

fn with_due(mut row: SubmissionRow, pipeline: &Pipeline) -> SubmissionRow {
    let unit = row.unit_id.as_deref().and_then(|id| pipeline.register.find_id(id));
    if let (Some(form), Some(unit)) = (&row.form, unit) {
        row.due = pipeline.due(form, pipeline.register.get(unit)).map(str::to_owned);
    }
    row
}

/// Marks what came late. The first file of a form decides: one that came in time and was corrected later is in time, and of
/// one that nothing tells the time of nobody says that it was late.
fn mark_late(rows: &mut [SubmissionRow]) {
    let replaced = rows.iter().filter(|row| row.status == Status::Superseded);
    // Moments are texts that sort by time.
    let in_time = replaced.filter(|row| row.received_at <= row.due);
    let in_time = in_time.filter_map(|row| Some((row.form.clone()?, row.unit_id.clone()?)));
    let in_time: BTreeSet<(String, String)> = in_time.collect();
    for row in rows.iter_mut().filter(|row| row.status == Status::Accepted) {
        let after = matches!((&row.received_at, &row.due), (Some(at), Some(due)) if at > due);
        let form = row.form.clone().zip(row.unit_id.clone());
        if after && form.is_none_or(|form| !in_time.contains(&form)) {
            row.status = Status::Late;
        }
    }
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

/// A form that is not there: it was not sent, or came in a file or folder that could not be read.
fn missing(
    form: &Form,
    unit: &Unit,
    unread: Option<&SubmissionRow>,
    pipeline: &Pipeline,
) -> SubmissionRow {
    let due = pipeline.due(&form.id, unit).map(str::to_owned);
    if let Some(file) = unread {
        let unit_id = Some(unit.id.clone());
        return SubmissionRow { unit_id, form: Some(form.id.clone()), due, ..file.clone() };
    }
    SubmissionRow {
        period: pipeline.period.to_string(),
        unit_id: Some(unit.id.clone()),
        form: Some(form.id.clone()),
        file: None,
        status: Status::Missing,
        received_at: None,
        due,
        blake3: None,
        lines: 0,
        values: 0,
        errors: 0,
        warnings: 0,
    }
}
