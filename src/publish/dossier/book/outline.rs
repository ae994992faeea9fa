//! What was reported by the outline: the indicators of each section with their cells, and what is asked of everybody.

use crate::pipeline::IndicatorKind;
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, RowTone};
use crate::publish::book::table::TableRow;
use crate::publish::dossier::answers::{IndicatorAnswer, SectionAnswer};
use crate::publish::dossier::compose::Dossier;
use crate::publish::workbook::facts::Facts;

use super::sheet::{DossierSheet, column, words};

pub(super) fn sheet<'a>(facts: &Facts<'a>, dossier: &Dossier<'a>) -> Option<SheetPlan<'a>> {
    if dossier.answers.is_empty() {
        return None;
    }
    let columns = vec![
        column("Chỉ tiêu", CellKind::Words),
        column("Số báo cáo", CellKind::Count),
        column("Tính lại từ hai dòng", CellKind::Mark),
        column("Đối chiếu, phát hiện", CellKind::Words),
        column("Nguồn (tệp!trang!ô)", CellKind::Words),
    ];
    let rows = dossier.answers.iter().flat_map(|answer| section(facts, answer));
    let sheet = DossierSheet {
        name: "Theo Đề cương",
        title: "Nội dung báo cáo theo Đề cương",
        unit: &facts.pipeline.register.get(dossier.unit).name,
        scale: None,
        rows: rows.collect(),
        columns,
        remarks: vec![
            "Tỷ lệ được tính lại từ hai dòng mà biểu lấy nó; số báo cáo không bị sửa. Dấu “–”: để trống.".to_owned(),
        ],
    };
    Some(sheet.compose(facts))
}

fn section<'a>(facts: &Facts<'a>, answer: &SectionAnswer<'a>) -> Vec<TableRow<'a>> {
    let section = answer.section;
    let mut rows = vec![TableRow::band(format!("{}. {}", section.number, section.title))];
    for owed in &answer.forms {
        let (said, file) = (format!("{}: {}", owed.form.name, owed.said()), owed.file());
        let file = words(file.unwrap_or_default());
        let blank = || Datum::Blank;
        rows.push(TableRow::plain(vec![words(said), blank(), blank(), blank(), file]));
    }
    rows.extend(answer.indicators.iter().map(|one| indicator(facts, one)));
    let asked = section
        .questions
        .iter()
        .map(|question| TableRow::plain(vec![words(format!("Câu hỏi theo Đề cương: {question}"))]));
    rows.extend(asked);
    rows
}

fn indicator<'a>(facts: &Facts<'a>, one: &IndicatorAnswer<'a>) -> TableRow<'a> {
    let (value, look) = match (one.figure, &one.value.kind) {
        (Some(cell), IndicatorKind::Count) => {
            (Datum::Count(crate::model::whole_count(cell.value)), None)
        }
        (Some(cell), IndicatorKind::Percent) => {
            (Datum::Number(cell.value / 100.0), Some((1, CellKind::Rate)))
        }
        _ => (words(one.shown(facts.pipeline)), None),
    };
    let data = vec![
        words(one.form.named(one.indicator)),
        value,
        words(one.computed().unwrap_or_default()),
        words(one.said()),
        words(one.source()),
    ];
    let tone = if one.findings.is_empty() { RowTone::Plain } else { RowTone::Alert };
    TableRow { look, ..TableRow::toned(tone, data) }
}
