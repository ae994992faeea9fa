//! `checks.parquet`: which checks could be made in each submission, and which held.

use polars::prelude::DataFrame;

use crate::model::{CheckRow, Checks, Code, Verdict};

use super::Artifact;
use super::column::{Columns, TableError, frame, texts, whole};

impl Artifact for Checks {
    const NAME: &'static str = "checks";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        frame(vec![
            texts("period", rows.iter().map(|r| Some(r.period.as_str()))),
            texts("unit_id", rows.iter().map(|r| r.unit_id.as_deref())),
            texts("form", rows.iter().map(|r| r.form.as_deref())),
            texts("file", rows.iter().map(|r| r.file.as_deref())),
            texts("code", rows.iter().map(|r| Some(r.code.id()))),
            texts("verdict", rows.iter().map(|r| Some(r.verdict.word()))),
            whole("compared", rows.iter().map(|r| Some(r.compared))),
            whole("failed", rows.iter().map(|r| Some(r.failed))),
        ])
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (period, unit_id, form) = (c.text("period")?, c.text("unit_id")?, c.text("form")?);
        let (file, code, verdict) = (c.text("file")?, c.text("code")?, c.text("verdict")?);
        let (compared, failed) = (c.whole("compared")?, c.whole("failed")?);
        let rows = (0..frame.height())
            .map(|i| {
                Ok(CheckRow {
                    period: period.required(i)?,
                    unit_id: unit_id.optional(i),
                    form: form.optional(i),
                    file: file.optional(i),
                    code: code.word(i, Code::ALL, Code::id)?,
                    verdict: verdict.word(i, &Verdict::ALL, Verdict::word)?,
                    compared: compared.get(i).unwrap_or(0),
                    failed: failed.get(i).unwrap_or(0),
                })
            })
            .collect::<Result<_, TableError>>()?;
        Ok(Self { rows })
    }
}
