//! A form that was sent, or is owed, as data.

use serde::Serialize;

use crate::model::SubmissionRow;
use crate::pipeline::Register;

use super::finding_json::unit_name;

/// A form that was sent, or that is owed.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
pub struct SubmissionJson<'s> {
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

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct FormCounts {
    /// Numbers that were accepted.
    observations: u32,
    errors: u32,
    warnings: u32,
}

impl<'s> SubmissionJson<'s> {
    /// A form with the name of its unit.
    #[must_use]
    pub fn of(row: &'s SubmissionRow, register: &'s Register) -> Self {
        Self {
            unit_id: row.unit_id.as_deref(),
            unit: unit_name(register, row.unit_id.as_deref()),
            form: row.form.as_deref(),
            file: row.file.as_deref(),
            status: row.status.word(),
            received_at: row.received_at.clone(),
            due: row.due.clone(),
            counts: FormCounts {
                observations: row.values,
                errors: row.errors,
                warnings: row.warnings,
            },
        }
    }
}
