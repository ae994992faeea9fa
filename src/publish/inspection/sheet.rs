//! The sheet: who is visited when and by whom, what is due and what came, in the order of the plan; below it the other
//! units that have not sent all, or not in time.

use super::told::{lines, plans, unclear, visit};
use crate::model::Lang;
use crate::pipeline::{InspectionPlan, SheetKind};
use crate::publish::book::layout::Annex;
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, Paper, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::workbook::facts::Facts;
use crate::table::{InspectionPart, UnitReport};
use crate::text::day;

/// Name on the tab.
const NAME: &str = SheetKind::Inspections.name();

/// One grid for both tables, on a lying page: number, unit, who leads, when, due, what came.
const WIDTHS: [u32; 6] = [44, 176, 170, 142, 84, 324];
/// Columns of the grid that what came of other units takes.
const REST: u16 = 4;

/// Composes the sheet.
pub(in crate::publish) fn compose<'a>(facts: &Facts<'a>, number: u32) -> SheetPlan<'a> {
    let mut sheet = SheetPlan::new(facts.pipeline, NAME, Paper::Lying, WIDTHS.to_vec());
    let title = "Tình hình thực hiện kế hoạch kiểm tra";
    sheet.annex_heading(facts.pipeline, Annex { number, title, scale: None });
    let plans = plans(facts);
    if plans.is_empty() {
        let text = "Không có kế hoạch kiểm tra nào dùng báo cáo của kỳ này.";
        sheet.paragraph(CellStyle::Body, Datum::text(text));
        return sheet;
    }
    for (plan, as_of) in plans {
        block(facts, plan, as_of, &mut sheet);
    }
    if let Some(unclear) = unclear(facts) {
        sheet.gap(4);
        sheet.paragraph(CellStyle::Remark, Datum::owned(unclear));
    }
    sheet
}

/// One plan.
fn block<'a>(facts: &Facts<'a>, plan: &'a InspectionPlan, as_of: &str, sheet: &mut SheetPlan<'a>) {
    let number = if plan.number.is_empty() { String::new() } else { format!(" ({})", plan.number) };
    sheet.paragraph(CellStyle::Section, Datum::owned(format!("{}{number}", plan.title)));
    let all = facts.inputs.inspections;
    let summary = all.summary(plan, as_of, Lang::Vi).join(" ");
    sheet.paragraph(CellStyle::Body, Datum::owned(summary));
    sheet.gap(4);
    let columns = [
        TableColumn::new("STT", CellKind::Place),
        TableColumn::new("Đơn vị được kiểm tra", CellKind::Words),
        TableColumn::new("Trưởng đoàn, phó trưởng đoàn", CellKind::Words),
        TableColumn::new("Thời gian kiểm tra", CellKind::Words),
        TableColumn::new("Hạn gửi báo cáo", CellKind::Mark),
        TableColumn::new("Báo cáo gửi Đoàn kiểm tra", CellKind::Words),
    ];
    let head = sheet.next();
    sheet.table_head(&columns);
    // The first plan is the one whose head stands on each page.
    if sheet.head.is_none() {
        (sheet.head, sheet.holds_columns) = (Some((head, head)), 2);
    }
    let targets = all.reports(&plan.id, InspectionPart::Target);
    for (at, report) in targets.enumerate() {
        sheet.table_row(&columns, target(facts, plan, at + 1, &report));
    }
    let others = all.behind(&plan.id, InspectionPart::Other);
    let Some(due) = plan.others_report_by.filter(|_| !others.is_empty()) else { return };
    let tally = all.tally(&plan.id, InspectionPart::Other);
    sheet.gap(8);
    let said = format!(
        "Đơn vị tự kiểm tra, báo cáo đến hết ngày {}: {} trên {} đơn vị chưa gửi đủ hoặc gửi muộn",
        day(&due.to_string()),
        others.len(),
        tally.units
    );
    sheet.paragraph(CellStyle::Section, Datum::owned(said));
    let columns = [
        TableColumn::new("STT", CellKind::Place),
        TableColumn::new("Đơn vị tự kiểm tra", CellKind::Words),
        TableColumn::new("Báo cáo", CellKind::Words).across(REST),
    ];
    sheet.table_head(&columns);
    for (at, report) in others.iter().enumerate() {
        let data = vec![
            Datum::size(at + 1),
            Datum::text(&report.first.unit_name),
            Datum::owned(lines(facts, report).join("\n")),
        ];
        let row = TableRow::toned(tone(report), data).meaning(vec![Meaning::RowNumber]);
        sheet.table_row(&columns, row);
    }
}

fn target<'a>(
    facts: &Facts<'a>,
    plan: &'a InspectionPlan,
    number: usize,
    report: &UnitReport<'a>,
) -> TableRow<'a> {
    let declared = plan.target(&report.first.unit_id);
    let offices = declared.into_iter().flat_map(|target| [&target.lead, &target.deputy]);
    let offices: Vec<&str> = offices.map(String::as_str).filter(|name| !name.is_empty()).collect();
    let data = vec![
        Datum::size(number),
        Datum::text(&report.first.unit_name),
        Datum::owned(offices.join("\n")),
        Datum::owned(visit(report).join("\n")),
        Datum::owned(day(&report.first.report_by)),
        Datum::owned(lines(facts, report).join("\n")),
    ];
    TableRow::toned(tone(report), data).meaning(vec![Meaning::RowNumber])
}

/// What is late or to be sent again catches the eye; what can still come in time does not.
fn tone(report: &UnitReport<'_>) -> RowTone {
    if report.asks_for_help() { RowTone::Alert } else { RowTone::Plain }
}
