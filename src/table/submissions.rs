//! `submissions.parquet`: who sent what, and who did not.

use polars::prelude::DataFrame;

use crate::model::{Status, SubmissionRow, Submissions};

use super::Artifact;
use super::column::{Columns, TableError, frame, texts, whole};

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
