//! The first sheet: who is visited when and by whom, what came of the report, and what is to be asked.

use crate::publish::book::layout::SheetHead;
use crate::publish::book::plan::{Datum, Paper, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::dossier::compose::Dossier;
use crate::publish::dossier::head::head_lines;
use crate::publish::workbook::facts::Facts;

use super::sheet::words;

/// One grid for all tables, on an upright page.
const WIDTHS: [u32; 3] = [46, 420, 240];

pub(super) fn sheet<'a>(facts: &Facts<'a>, dossier: &Dossier<'a>) -> SheetPlan<'a> {
    let pipeline = facts.pipeline;
    let name = &pipeline.register.get(dossier.unit).name;
    let mut plan = SheetPlan::new(pipeline, "Tổng quan", Paper::Upright, WIDTHS.to_vec());
    plan.heading_of(pipeline, SheetHead::Of(name), "Hồ sơ phục vụ kiểm tra", None);
    for (what, said) in head_lines(facts, dossier) {
        plan.paragraph(CellStyle::Body, Datum::owned(format!("{what}: {said}")));
    }
    plan.gap(12);
    let columns = [
        TableColumn::new("STT", CellKind::Place),
        TableColumn::new("Biểu phải gửi, tình trạng", CellKind::Words),
        TableColumn::new("Tệp", CellKind::Words),
    ];
    let forms = dossier.owed.iter().enumerate().map(|(at, owed)| {
        let tone = if owed.is_there() && !owed.is_late() { RowTone::Plain } else { RowTone::Alert };
        let said = format!("{}: {}", owed.form.name, owed.said());
        let file = words(owed.file().unwrap_or_default());
        TableRow::toned(tone, vec![Datum::size(at + 1), Datum::owned(said), file])
    });
    plan.table(&columns, forms);
    plan.gap(12);
    plan.paragraph(CellStyle::Section, Datum::text("Những điểm cần làm rõ từ số liệu"));
    if dossier.questions.is_empty() {
        let none = "Số liệu đã nhận không làm nảy sinh câu hỏi nào.";
        plan.paragraph(CellStyle::Body, Datum::text(none));
        return plan;
    }
    let columns = [
        TableColumn::new("STT", CellKind::Place),
        TableColumn::new("Nội dung", CellKind::Words),
        TableColumn::new("Nguồn (tệp!trang!ô)", CellKind::Words),
    ];
    let questions = dossier.questions.iter().enumerate().map(|(at, question)| {
        let text = Datum::owned(question.text.clone());
        TableRow::plain(vec![Datum::size(at + 1), text, words(question.source.as_str())])
    });
    plan.table(&columns, questions);
    plan
}
