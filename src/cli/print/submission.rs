//! A form that was sent, or is owed, as data; and the files that came, changed or went.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::SubmissionRow;
use crate::pipeline::Register;

use super::finding::name;

/// A form that was sent, or that is owed.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct SubmissionJson<'s> {
    /// Id of the unit that sent it or should have.
    unit_id: Option<&'s str>,
    /// Its name.
    unit: Option<&'s str>,
    /// Id of the form.
    form: Option<&'s str>,
    /// The file, relative to the inbox; null where nothing was sent.
    file: Option<&'s str>,
    /// `accepted`, `accepted_with_findings`, `missing`, `late`, `unrecognised`, `unreadable`, `unusable`, `doubtful`,
    /// `superseded`.
    status: &'static str,
    /// When it came in.
    received_at: Option<String>,
    /// Until when it was due.
    due: Option<String>,
    counts: FormCounts,
}

#[derive(Debug, Serialize, JsonSchema)]
struct FormCounts {
    /// Numbers that were accepted.
    observations: u32,
    errors: u32,
    warnings: u32,
}

/// A form with the name of its unit.
pub(in crate::cli) fn data<'s>(
    row: &'s SubmissionRow,
    register: &'s Register,
) -> SubmissionJson<'s> {
    SubmissionJson {
        unit_id: row.unit_id.as_deref(),
        unit: name(register, row.unit_id.as_deref()),
        form: row.form.as_deref(),
        file: row.file.as_deref(),
        status: row.status.word(),
        received_at: row.received_at.clone(),
        due: row.due.clone(),
        counts: FormCounts { observations: row.values, errors: row.errors, warnings: row.warnings },
    }
}

/// The files of the inbox against those that a run read.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct InputsJson<'i> {
    /// Files that it did not read.
    pub(in crate::cli) came: &'i [String],
    /// Files that are not what it read.
    pub(in crate::cli) changed: &'i [String],
    /// Files that it read and that are no longer there.
    pub(in crate::cli) gone: &'i [String],
    pub(in crate::cli) counts: InputCounts,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct InputCounts {
    /// Files that are as they were.
    pub(in crate::cli) unchanged: usize,
}
