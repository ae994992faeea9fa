//! What was reported by the outline: the indicators of each section with their cells, and what is asked of everybody.

use crate::model::whole_count;
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
        column("Tính lại, đối chiếu", CellKind::Words),
        column("Nguồn (tệp!trang!ô)", CellKind::Words),
    ];
    let remark = "Tỷ lệ được tính lại từ hai dòng mà biểu lấy nó; số báo cáo không bị sửa.";
    let remarks = dossier.no_indicators().into_iter().chain([remark.to_owned()]);
    let sheet = DossierSheet {
        name: "Theo Đề cương",
        title: "Nội dung báo cáo theo Đề cương",
        unit: &facts.pipeline.register.get(dossier.unit).name,
        scale: None,
        rows: dossier.answers.iter().flat_map(section).collect(),
        columns,
        remarks: remarks.collect(),
    };
    Some(sheet.compose(facts))
}

fn section<'a>(answer: &SectionAnswer<'a>) -> Vec<TableRow<'a>> {
    let section = answer.section;
    let mut rows = vec![TableRow::band(format!("{}. {}", section.number, section.title))];
    for owed in &answer.forms {
        let (said, file) = (format!("{}: {}", owed.form.name, owed.said()), owed.file());
        let file = words(file.unwrap_or_default());
        rows.push(TableRow::plain(vec![words(said), Datum::Blank, Datum::Blank, file]));
    }
    rows.extend(answer.indicators.iter().map(indicator));
    let asked = section
        .questions
        .iter()
        .map(|question| TableRow::plain(vec![words(format!("Câu hỏi theo Đề cương: {question}"))]));
    rows.extend(asked);
    rows
}

fn indicator<'a>(one: &IndicatorAnswer<'a>) -> TableRow<'a> {
    let (value, look) = match (one.figure.value, one.figure.kind.as_str()) {
        (Some(value), "count") => (Datum::Count(whole_count(value)), None),
        (Some(value), "percent") => (Datum::Number(value / 100.0), Some((1, CellKind::Rate))),
        _ => (words(one.shown()), None),
    };
    let data = vec![words(one.named()), value, words(one.said()), words(one.source.as_str())];
    let tone = if one.differs { RowTone::Alert } else { RowTone::Plain };
    TableRow { look, ..TableRow::toned(tone, data) }
}
