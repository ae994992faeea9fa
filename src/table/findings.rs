//! `findings.parquet`: what is wrong or doubtful in the submissions.

use polars::prelude::DataFrame;

use crate::model::{
    Action, CellRef, Code, Finding, Findings, Place, Severity, Stage, StagedFinding,
};

use super::Artifact;
use super::column::{Columns, TableError, frame, texts};

impl Artifact for Findings {
    const NAME: &'static str = "findings";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        let all = || rows.iter().map(|row| &row.finding);
        let cells: Vec<Option<String>> =
            all().map(|f| f.place.cell.map(|cell| cell.to_string())).collect();
        let measures: Vec<Option<String>> =
            all().map(|f| (!f.measures.is_empty()).then(|| f.measures.join(" "))).collect();
        frame(vec![
            texts("code", all().map(|f| Some(f.code.id()))),
            texts("severity", all().map(|f| Some(f.severity.word()))),
            texts("stage", rows.iter().map(|row| Some(row.stage.word()))),
            texts("unit_id", all().map(|f| f.unit_id.as_deref())),
            texts("file", all().map(|f| f.place.file.as_deref())),
            texts("sheet", all().map(|f| f.place.sheet.as_deref())),
            texts("cell", cells.iter().map(Option::as_deref)),
            texts("message", all().map(|f| Some(f.message.as_str()))),
            texts("found", all().map(|f| f.found.as_deref())),
            texts("expected", all().map(|f| f.expected.as_deref())),
            texts("action", all().map(|f| Some(f.action.word()))),
            texts("form", all().map(|f| f.form.as_deref())),
            texts("compared", all().map(|f| f.compared.as_deref())),
            texts("measures", measures.iter().map(Option::as_deref)),
        ])
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (code, severity, stage) = (c.text("code")?, c.text("severity")?, c.text("stage")?);
        let (unit_id, file, sheet) = (c.text("unit_id")?, c.text("file")?, c.text("sheet")?);
        let (cell, message, action) = (c.text("cell")?, c.text("message")?, c.text("action")?);
        let (found, expected, form) = (c.text("found")?, c.text("expected")?, c.text("form")?);
        let (compared, measures) = (c.text("compared")?, c.text("measures")?);
        let rows = (0..frame.height())
            .map(|i| {
                let place = Place {
                    file: file.optional(i),
                    sheet: sheet.optional(i),
                    cell: cell.optional(i).and_then(|cell| CellRef::parse(&cell)),
                };
                let finding = Finding {
                    code: code.word(i, Code::ALL, Code::id)?,
                    severity: severity.word(i, &Severity::ALL, Severity::word)?,
                    unit_id: unit_id.optional(i),
                    form: form.optional(i),
                    place,
                    message: message.required(i)?,
                    found: found.optional(i),
                    expected: expected.optional(i),
                    compared: compared.optional(i),
                    measures: measures
                        .get(i)
                        .map(|ids| ids.split(' ').map(str::to_owned).collect())
                        .unwrap_or_default(),
                    action: action.word(i, &Action::ALL, Action::word)?,
                };
                Ok(StagedFinding { stage: stage.word(i, &Stage::ALL, Stage::word)?, finding })
            })
            .collect::<Result<_, TableError>>()?;
        Ok(Self { rows })
    }
}
