//! What was found in what a unit sent: by period, and one by one with cells.

use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::CellKind;
use crate::publish::book::table::TableRow;
use crate::publish::dossier::compose::Dossier;
use crate::publish::dossier::quality::QualityThen;
use crate::publish::dossier::words::place_of;
use crate::publish::workbook::facts::Facts;

use super::sheet::{DossierSheet, column, words};

/// By period, with what developed within that of the report below.
pub(super) fn periods<'a>(facts: &Facts<'a>, dossier: &Dossier<'a>) -> SheetPlan<'a> {
    let columns = vec![
        column("Kỳ", CellKind::Words),
        column("Biểu phải gửi", CellKind::Count),
        column("Đã nhận", CellKind::Count),
        column("Gửi trễ", CellKind::Count),
        column("Lỗi", CellKind::Count),
        column("Cảnh báo", CellKind::Count),
        column("Không tính", CellKind::Count),
        column("Các loại phát hiện", CellKind::Words),
    ];
    let rows = dossier.quality.periods.iter().map(|then| {
        let counts =
            [then.owed, then.received, then.late, then.errors, then.warnings, then.left_out];
        let counts = counts.map(Datum::size);
        let mut data = vec![words(then.period.title())];
        data.extend(counts);
        data.push(words(kinds(facts, then)));
        TableRow::plain(data)
    });
    let sheet = DossierSheet {
        name: "Chất lượng báo cáo",
        title: "Chất lượng báo cáo qua các kỳ",
        unit: &facts.pipeline.register.get(dossier.unit).name,
        scale: None,
        rows: rows.collect(),
        columns,
        remarks: dossier.quality.developed(facts.inputs.catalogue),
    };
    sheet.compose(facts)
}

/// `F203 Tổng không khớp (4), …`
fn kinds(facts: &Facts<'_>, then: &QualityThen) -> String {
    let kinds = then.kinds.iter();
    let kinds = kinds.map(|(code, count)| {
        format!("{} {} ({count})", code.id(), facts.inputs.catalogue.get(*code).title)
    });
    kinds.collect::<Vec<_>>().join("; ")
}

/// One by one; `None` where nothing was found.
pub(super) fn findings<'a>(facts: &Facts<'a>, dossier: &Dossier<'a>) -> Option<SheetPlan<'a>> {
    let findings = &dossier.quality.findings;
    if findings.is_empty() {
        return None;
    }
    let columns = vec![
        column("Mã", CellKind::Mark),
        column("Mức độ", CellKind::Mark),
        column("Phát hiện", CellKind::Words),
        column("Xử lý", CellKind::Mark),
        column("Nguồn (tệp!trang!ô)", CellKind::Words),
    ];
    let rows = findings.iter().map(|finding| {
        TableRow::plain(vec![
            Datum::text(finding.code.id()),
            Datum::text(finding.severity.title()),
            Datum::text(&finding.message),
            Datum::text(finding.action.title()),
            words(place_of(finding)),
        ])
    });
    let sheet = DossierSheet {
        name: "Phát hiện",
        title: "Phát hiện về số liệu đã gửi",
        unit: &facts.pipeline.register.get(dossier.unit).name,
        scale: None,
        rows: rows.collect(),
        columns,
        remarks: Vec::new(),
    };
    Some(sheet.compose(facts))
}
