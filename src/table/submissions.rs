//! `submissions.parquet`: who sent what, and who did not.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::model::{Status, SubmissionRow};

use super::Artifact;
use super::column::{Columns, TableError, frame, texts, whole};

/// All submissions of a run, by file, unit and form; forms not sent come last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submissions {
    /// The rows.
    pub rows: Vec<SubmissionRow>,
}

impl Submissions {
    /// Each form that a unit owes, by form and unit, and whether one was received that can be used. A unit owes a
    /// form once, however many files it sent.
    #[must_use]
    pub fn owed(&self) -> BTreeMap<(&str, &str), bool> {
        let mut owed: BTreeMap<(&str, &str), bool> = BTreeMap::new();
        for row in &self.rows {
            if let (Some(form), Some(unit)) = (&row.form, &row.unit_id) {
                *owed.entry((form, unit)).or_default() |= !row.status.is_gap();
            }
        }
        owed
    }

    /// How many files there are of which nothing can be used.
    #[must_use]
    pub fn unusable(&self) -> usize {
        let rows = self.rows.iter().filter(|row| row.is_unusable());
        rows.map(|row| &row.file).collect::<BTreeSet<_>>().len()
    }
}

impl Submissions {
    /// The same under other ids of the units that sent them; those of units that have none are gone.
    pub fn relabel_units<'i>(&mut self, id: impl Fn(&str) -> Option<&'i str>) {
        self.rows.retain_mut(|row| {
            let Some(unit) = &mut row.unit_id else { return true };
            let now = id(unit);
            if let Some(now) = now {
                now.clone_into(unit);
            }
            now.is_some()
        });
    }
}

impl Artifact for Submissions {
    const NAME: &'static str = "submissions";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        frame(vec![
            texts("period", rows.iter().map(|r| Some(r.period.as_str()))),
            texts("unit_id", rows.iter().map(|r| r.unit_id.as_deref())),
            texts("form", rows.iter().map(|r| r.form.as_deref())),
            texts("file", rows.iter().map(|r| r.file.as_deref())),
            texts("status", rows.iter().map(|r| Some(r.status.word()))),
            texts("received_at", rows.iter().map(|r| r.received_at.as_deref())),
            texts("due", rows.iter().map(|r| r.due.as_deref())),
            texts("blake3", rows.iter().map(|r| r.blake3.as_deref())),
            whole("lines", rows.iter().map(|r| Some(r.lines))),
            whole("values", rows.iter().map(|r| Some(r.values))),
            whole("errors", rows.iter().map(|r| Some(r.errors))),
            whole("warnings", rows.iter().map(|r| Some(r.warnings))),
        ])
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (period, unit_id, form) = (c.text("period")?, c.text("unit_id")?, c.text("form")?);
        let (file, status, blake3) = (c.text("file")?, c.text("status")?, c.text("blake3")?);
        let (received_at, due) = (c.text("received_at")?, c.text("due")?);
        let (lines, values) = (c.whole("lines")?, c.whole("values")?);
        let (errors, warnings) = (c.whole("errors")?, c.whole("warnings")?);
        let rows = (0..frame.height())
            .map(|i| {
                Ok(SubmissionRow {
                    period: period.required(i)?,
                    unit_id: unit_id.optional(i),
                    form: form.optional(i),
                    file: file.optional(i),
                    status: status.word(i, &Status::ALL, Status::word)?,
                    received_at: received_at.optional(i),
                    due: due.optional(i),
                    blake3: blake3.optional(i),
                    lines: lines.get(i).unwrap_or(0),
                    values: values.get(i).unwrap_or(0),
                    errors: errors.get(i).unwrap_or(0),
                    warnings: warnings.get(i).unwrap_or(0),
                })
            })
            .collect::<Result<_, TableError>>()?;
        Ok(Self { rows })
    }
}
