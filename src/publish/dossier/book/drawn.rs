//! The communes that were drawn, each with its places, what is late, and what is to be asked.

use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::CellKind;
use crate::publish::book::table::TableRow;
use crate::publish::dossier::communes::{CommuneInShort, DrawnCommunes};
use crate::publish::dossier::compose::Dossier;
use crate::publish::workbook::facts::Facts;

use super::sheet::{DossierSheet, column, words};

/// `None` where none are drawn.
pub(super) fn sheet<'a>(facts: &Facts<'a>, dossier: &Dossier<'a>) -> Option<SheetPlan<'a>> {
    let DrawnCommunes::Drawn(communes) = &dossier.communes else { return None };
    let columns =
        vec![column("Nội dung", CellKind::Words), column("Nguồn (tệp!trang!ô)", CellKind::Words)];
    let sheet = DossierSheet {
        name: "Xã được chọn",
        title: "Các xã được bốc thăm kiểm tra",
        unit: &facts.pipeline.register.get(dossier.unit).name,
        scale: None,
        rows: communes.iter().flat_map(|commune| rows(facts, commune)).collect(),
        columns,
        remarks: Vec::new(),
    };
    Some(sheet.compose(facts))
}

fn rows<'a>(facts: &Facts<'a>, commune: &CommuneInShort<'a>) -> Vec<TableRow<'a>> {
    let mut rows = vec![TableRow::band(facts.pipeline.register.get(commune.unit).name.clone())];
    let stands = commune
        .stands
        .iter()
        .map(|then| TableRow::plain(vec![words(then.sentence()), Datum::Blank]));
    rows.extend(stands);
    rows.extend(commune.late.iter().map(|row| {
        let said = row.sentence(facts);
        TableRow::plain(vec![words(said), words(row.source())])
    }));
    rows.extend(commune.questions.iter().map(|question| {
        TableRow::plain(vec![words(question.text.as_str()), words(question.source.as_str())])
    }));
    rows
}
