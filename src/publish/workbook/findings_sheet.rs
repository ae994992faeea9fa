//! What is wrong or doubtful in the submissions, with the cells to open.

use crate::model::{Area, CellRef, Finding, Severity};
use crate::pipeline::SheetKind;

use super::facts::Facts;
use crate::publish::book::layout::Annex;
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, Paper, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Findings.name();

const WIDTHS: [u32; 10] = [48, 96, 52, 140, 180, 252, 86, 86, 86, 78];

/// Composes the sheet of findings, in the order given.
pub(super) fn compose<'a>(facts: &Facts<'a>, number: u32) -> SheetPlan<'a> {
    let mut plan = SheetPlan::new(facts.pipeline, NAME, Paper::Lying, WIDTHS.to_vec());
    let title = "Phát hiện về số liệu báo cáo";
    plan.annex_heading(facts.pipeline, Annex { number, title, scale: None });
    let findings = &facts.inputs.findings;
    if findings.rows.is_empty() {
        plan.paragraph(CellStyle::Body, Datum::text("Không có phát hiện nào trong kỳ."));
        return plan;
    }
    plan.paragraph(
        CellStyle::Body,
        Datum::text("Vị trí ghi theo: tệp!trang!ô. Mở đúng ô đó trong tệp đã gửi sẽ thấy giá trị nêu ở đây."),
    );
    plan.gap(4);
    let columns = [
        TableColumn::new("STT", CellKind::Place),
        TableColumn::new("Mức độ", CellKind::Mark),
        TableColumn::new("Mã", CellKind::Mark),
        TableColumn::new("Đơn vị", CellKind::Words),
        TableColumn::new("Vị trí", CellKind::Words),
        TableColumn::new("Nội dung", CellKind::Words),
        TableColumn::new("Ghi trong tệp", CellKind::Words),
        TableColumn::new("Đúng phải là", CellKind::Words),
        TableColumn::new("Đối chiếu với", CellKind::Words),
        TableColumn::new("Xử lý", CellKind::Mark),
    ];
    let head = plan.next();
    plan.table_head(&columns);
    plan.head = Some((head, head));
    for (index, finding) in findings.iter().enumerate() {
        plan.table_row(&columns, row(facts, index + 1, finding));
    }
    let last = CellRef::new(plan.next() - 1, u32::from(plan.columns()) - 1);
    plan.filter = Some(Area { first: CellRef::new(head, 0), last });
    plan
}

fn row<'a>(facts: &Facts<'a>, number: usize, finding: &'a Finding) -> TableRow<'a> {
    let optional = |text: Option<&'a str>| text.map_or(Datum::Blank, Datum::text);
    let tone = if finding.severity >= Severity::Blocking { RowTone::Alert } else { RowTone::Plain };
    let data = vec![
        Datum::size(number),
        Datum::text(finding.severity.title()),
        Datum::text(finding.code.id()),
        optional(finding.unit_id.as_deref().map(|id| facts.name(id))),
        Datum::owned(finding.place.to_string()),
        Datum::text(&finding.message),
        optional(finding.found.as_deref()),
        optional(finding.expected.as_deref()),
        optional(finding.compared.as_deref()),
        Datum::text(finding.action.title()),
    ];
    let means = vec![Meaning::Finding(finding); data.len()];
    TableRow::toned(tone, data).meaning(means)
}
