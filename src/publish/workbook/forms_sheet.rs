//! The forms that a district and what is under it sent or owe, and what was found in them: what is told to the district.

use crate::model::{Status, SubmissionRow};
use crate::pipeline::SheetKind;

use super::facts::Facts;
use super::quality_sheet::{self, UnitFindings};
use super::submissions_sheet::said;
use crate::publish::book::layout::SheetHead;
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, Paper, SheetPlan};
use crate::publish::book::style::{CellKind, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};

/// One grid for both tables, on an upright page.
const WIDTHS: [u32; 6] = [46, 170, 110, 220, 80, 80];

/// Composes the sheet.
pub(super) fn compose_inside<'a>(
    facts: &Facts<'a>,
    rows: &[&'a SubmissionRow],
    findings: &[UnitFindings<'a>],
    district: &str,
) -> SheetPlan<'a> {
    let name = SheetKind::Submissions.name();
    let mut plan = SheetPlan::new(facts.pipeline, name, Paper::Upright, WIDTHS.to_vec());
    let head = SheetHead::Of(district);
    plan.heading_of(facts.pipeline, head, "Tình hình gửi báo cáo", None);
    if !rows.is_empty() {
        let columns = [
            TableColumn::new("STT", CellKind::Place),
            TableColumn::new("Đơn vị", CellKind::Words),
            TableColumn::new("Biểu", CellKind::Words),
            TableColumn::new("Tình trạng, tệp", CellKind::Words),
            TableColumn::new("Lỗi", CellKind::Count),
            TableColumn::new("Cảnh báo", CellKind::Count),
        ];
        let rows = rows.iter().enumerate().map(|(at, submission)| row(facts, at + 1, submission));
        plan.table(&columns, rows);
    }
    quality_sheet::append(facts, findings, &mut plan);
    plan
}

fn row<'a>(facts: &Facts<'a>, number: usize, row: &'a SubmissionRow) -> TableRow<'a> {
    let form = row.form.as_deref();
    let form = form.map(|id| facts.pipeline.form(id).map_or(id, |form| &form.name));
    let unit = row.unit_id.as_deref().map_or("", |id| facts.name(id));
    let file = row.file.iter().map(|file| format!("\n{file}"));
    let said = std::iter::once(said(row)).chain(file).collect::<String>();
    let count = |count: u32| match row.status {
        Status::Missing => Datum::dash(),
        _ => Datum::Count(i64::from(count)),
    };
    let data = vec![
        Datum::size(number),
        Datum::text(unit),
        Datum::text(form.unwrap_or("(chưa rõ biểu)")),
        Datum::owned(said),
        count(row.errors),
        count(row.warnings),
    ];
    let alert = row.status.is_gap() || row.status == Status::Late;
    let means = std::iter::once(Meaning::RowNumber);
    let means = means.chain(std::iter::repeat_n(Meaning::Submission(row), data.len() - 1));
    let tone = if alert { RowTone::Alert } else { RowTone::Plain };
    let means = means.collect();
    TableRow::toned(tone, data).meaning(means)
}
