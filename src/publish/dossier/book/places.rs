//! The places of a unit in all kept periods, and beside its peers.

use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::dossier::compose::Dossier;
use crate::publish::dossier::peers::PeerRow;
use crate::publish::dossier::stands::StandingThen;
use crate::publish::workbook::certainty::interval;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::definition;
use crate::text::group_thousands;

use super::sheet::{DossierSheet, column, count, ratio, words};

pub(super) fn sheet<'a>(facts: &Facts<'a>, dossier: &Dossier<'a>) -> Option<SheetPlan<'a>> {
    if dossier.stands.is_empty() {
        return None;
    }
    let columns = vec![
        column("Kỳ", CellKind::Words),
        column("Hạng", CellKind::Place),
        column("Trong", CellKind::Place),
        column("Khoảng hạng (95%)", CellKind::Mark),
        column("Giá trị", CellKind::Rate),
        column("Tử số", CellKind::Count),
        column("Mẫu số", CellKind::Count),
        column("Chắc đến đâu, đổi so với kỳ trước", CellKind::Words),
    ];
    let lists = dossier.stands.chunk_by(|a, b| a.ranking.id == b.ranking.id);
    let rows = lists.flat_map(|list| {
        let title = TableRow::band(list[0].ranking.title.clone());
        std::iter::once(title).chain(list.iter().map(row))
    });
    let sheet = DossierSheet {
        name: "Xếp hạng",
        title: "Vị trí xếp hạng qua các kỳ",
        unit: &facts.pipeline.register.get(dossier.unit).name,
        scale: None,
        rows: rows.collect(),
        columns,
        remarks: dossier.lacks.iter().map(|lack| format!("{lack}.")).collect(),
    };
    Some(sheet.compose(facts))
}

fn row<'a>(then: &StandingThen<'a>) -> TableRow<'a> {
    let standing = then.standing;
    let points = then.ranking.is_score();
    let data = vec![
        words(then.period.title()),
        count(standing.place.map(i64::from)),
        count(standing.place.map(|_| i64::from(standing.of))),
        interval(standing).map_or_else(Datum::dash, Datum::owned),
        ratio(standing.value),
        count(standing.numerator),
        count(standing.denominator),
        words(then.sure()),
    ];
    let look = points.then_some((4, CellKind::Points));
    TableRow { look, ..TableRow::plain(data) }
}

/// The unit beside those of its size; `None` where there are none.
pub(super) fn peers<'a>(facts: &Facts<'a>, dossier: &Dossier<'a>) -> Option<SheetPlan<'a>> {
    let peers = dossier.peers.as_ref()?;
    let metric = peers.by.shares.first().map(|share| facts.pipeline.metric(share.metric))?;
    let mut columns = vec![
        column("Đơn vị", CellKind::Words),
        TableColumn::new(metric.denominator_title.as_str(), CellKind::Count),
    ];
    for ranking in &peers.rankings {
        columns.push(column("Tỷ lệ", CellKind::Rate).under(&ranking.sheet));
        columns.push(column("Hạng", CellKind::Place).under(&ranking.sheet));
        columns.push(column("Khoảng", CellKind::Mark).under(&ranking.sheet));
    }
    let rows = peers.rows.iter().map(|row| peer(facts, row, row.unit == dossier.unit));
    let rule = format!(
        "Đơn vị cùng quy mô: {} đơn vị cùng danh sách “{}” có {} gần nhất, tính theo tỷ số.",
        group_thousands(i64::try_from(peers.rows.len() - 1).unwrap_or(0)),
        peers.by.sheet,
        crate::text::lower_first(&metric.denominator_title),
    );
    let mut told = vec![rule];
    for ranking in &peers.rankings {
        let of = ranking.shares.first().map(|share| facts.pipeline.metric(share.metric));
        told.extend(of.map(|of| {
            format!("{}: {}; {}.", ranking.sheet, definition(of), ranking.scope.title())
        }));
    }
    let sheet = DossierSheet {
        name: "Cùng quy mô",
        title: "So với các đơn vị cùng quy mô",
        unit: &facts.pipeline.register.get(dossier.unit).name,
        scale: None,
        rows: rows.collect(),
        columns,
        remarks: told,
    };
    Some(sheet.compose(facts))
}

fn peer<'a>(facts: &Facts<'a>, row: &PeerRow<'a>, own: bool) -> TableRow<'a> {
    let mut data =
        vec![words(facts.pipeline.register.name_apart(row.unit)), Datum::Count(row.size)];
    for standing in &row.standings {
        data.push(ratio(standing.and_then(|of| of.value)));
        data.push(count(standing.and_then(|of| of.place).map(i64::from)));
        data.push(standing.and_then(interval).map_or_else(Datum::dash, Datum::owned));
    }
    TableRow::toned(if own { RowTone::Band } else { RowTone::Plain }, data)
}
