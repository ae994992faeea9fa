//! Who rose and who fell furthest, for the summary, each with what moved it most; nothing without a period before.

use super::facts::Facts;
use crate::publish::book::meaning::{Meaning, StandingFigure};
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::said::{Mover, furthest, reason};

/// So many units each way.
const MOST: usize = 5;

/// Puts the table into the summary, below its title; whether there is any.
pub(super) fn movers<'a>(
    facts: &Facts<'a>,
    title: impl FnOnce() -> Datum<'a>,
    plan: &mut SheetPlan<'a>,
) -> bool {
    let ways = [(true, "Tăng nhiều nhất"), (false, "Giảm nhiều nhất")];
    let ways = ways.map(|(up, words)| (words, furthest(facts, up, MOST)));
    if ways.iter().all(|(_, movers)| movers.is_empty()) {
        return false;
    }
    plan.paragraph(CellStyle::Section, title());
    let columns = [
        TableColumn::new("Đơn vị", CellKind::Words).across(2),
        TableColumn::new("Kỳ trước", CellKind::Place),
        TableColumn::new("Hạng", CellKind::Place),
        TableColumn::new("Danh sách", CellKind::Words),
        TableColumn::new("Lý do", CellKind::Words).across(3),
    ];
    let rows =
        ways.into_iter().filter(|(_, movers)| !movers.is_empty()).flat_map(|(words, movers)| {
            let band = TableRow::band(words.to_owned());
            std::iter::once(band).chain(movers.into_iter().map(|mover| row(facts, mover)))
        });
    plan.table(&columns, rows);
    plan.gap(12);
    true
}

fn row<'a>(facts: &Facts<'a>, mover: Mover<'a>) -> TableRow<'a> {
    let Mover { ranking, standing, now, then } = mover;
    let register = &facts.pipeline.register;
    let unit = register.find_id(&standing.unit_id);
    let name = unit.map_or_else(|| standing.unit_name.clone(), |unit| register.name_apart(unit));
    let why = reason(facts, &mover).unwrap_or_else(|| "không tách được nguyên nhân".to_owned());
    let chance =
        if standing.moved_within_chance() { "; trong mức dao động ngẫu nhiên" } else { "" };
    let means =
        |shows| unit.map_or(Meaning::Words, |unit| Meaning::Standing { ranking, unit, shows });
    TableRow::plain(vec![
        Datum::owned(name),
        Datum::Count(i64::from(then)),
        Datum::Count(i64::from(now)),
        Datum::text(&ranking.sheet),
        Datum::owned(format!("{why}{chance}")),
    ])
    .meaning(vec![
        means(StandingFigure::Note),
        means(StandingFigure::PlaceBefore),
        means(StandingFigure::Place),
        Meaning::Words,
        Meaning::Words,
    ])
}
