//! A ranking: every unit of the league, places first, then those without one and why.

use crate::model::UnitIx;
use crate::pipeline::Ranking;
use crate::table::{Standing, StandingStatus};

use super::facts::Facts;
use super::live::{self, ClassNames, LiveColumns, PartColumns};
use super::ranking_columns::{RankingField, column_numbers};
use super::ranking_remarks::{BelowList, remarks};
use super::ranking_rows::ListedRows;
use crate::publish::book::layout::SheetHead;
use crate::publish::book::live::RatioColumns;
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::CellStyle;
use crate::publish::book::table::TableColumn;
use crate::publish::book::table_fit::{Fitted, fit};

/// Composes the sheet of a ranking, the annex of this number in a workbook; `has_method` where that has the sheet of the
/// method, with the rules whole and the bounds of classes by their names.
pub(super) fn compose<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    number: u32,
    has_method: bool,
) -> SheetPlan<'a> {
    let standings = facts.inputs.rankings.of(&ranking.id).collect();
    let head = SheetHead::Annex(number);
    let part = ListPart { head, name: &ranking.sheet, inside: None, has_method };
    compose_part(facts, ranking, standings, &part)
}

/// Composes the sheet of those units of a ranking that stand under one district: their places in the whole list, and among
/// each other.
pub(super) fn compose_inside<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    standings: Vec<&'a Standing>,
    district: UnitIx,
) -> SheetPlan<'a> {
    let head = SheetHead::Of(&facts.pipeline.register.get(district).name);
    let name = ranking.league.sheet_title();
    let part = ListPart { head, name, inside: Some(district), has_method: false };
    compose_part(facts, ranking, standings, &part)
}

/// What of a ranking a sheet holds.
struct ListPart<'a> {
    head: SheetHead<'a>,
    /// Name on the tab.
    name: &'a str,
    /// The district whose units these are; all of the list where it is none.
    inside: Option<UnitIx>,
    /// Whether the workbook has the sheet of the method.
    has_method: bool,
}

fn compose_part<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    mut standings: Vec<&'a Standing>,
    part: &ListPart<'a>,
) -> SheetPlan<'a> {
    let ListPart { inside, has_method, .. } = *part;
    for group in standings.chunk_by_mut(|a, b| a.group == b.group) {
        group.sort_by_key(|standing| standing.status != StandingStatus::Ranked);
    }
    let mut fields = RankingField::of(facts, ranking, inside);
    let mut listed = ListedRows::of(facts, ranking, &fields, (&standings, inside));
    let once = listed.keep_what_tells(&mut fields);
    // That all have the same unit above them needs no telling.
    let once = once.iter().filter(|(field, _)| *field != RankingField::Parent);
    let once = once
        .map(|(field, value)| (field.column(facts, ranking).title.into_owned(), value.to_string()));
    let once: Vec<(String, String)> = once.collect();
    let ListedRows { rows, gaps } = listed;
    let columns: Vec<TableColumn> =
        fields.iter().map(|field| field.column(facts, ranking)).collect();
    let numbers = column_numbers(&fields, ranking);
    let scale = scale(facts, &fields, ranking);
    // Most heads say it themselves.
    let said =
        |scale: &str| columns.iter().any(|column| column.title.to_lowercase().contains(scale));
    let scale = scale.filter(|scale| !said(&scale.to_lowercase()));
    let heading =
        |width| SheetPlan::heading_px(facts.pipeline, part.head, (&ranking.title, scale), width);
    let Fitted { paper, widths } = fit(&columns, &numbers, &rows, heading);
    let mut plan = SheetPlan::new(facts.pipeline, part.name, paper, widths);
    plan.heading_of(facts.pipeline, part.head, &ranking.title, scale);
    let head = plan.next();
    plan.table_head(&columns);
    plan.column_numbers(numbers);
    plan.head = Some((head, plan.next() - 1));
    let name = fields.iter().position(|field| *field == RankingField::Name);
    plan.holds_columns = name.and_then(|at| u16::try_from(at + 1).ok()).unwrap_or(0);
    let first = plan.next();
    for row in rows {
        plan.table_row(&columns, row);
    }
    let classes = ClassNames::of(facts.pipeline, ranking).filter(|_| has_method);
    let better = ranking.better(&facts.pipeline.metrics);
    let at = (standings.as_slice(), first);
    live::follow(&mut plan, ranking, better, &live_columns(&fields), at, classes.as_ref());
    if standings.is_empty() {
        plan.paragraph(CellStyle::Body, Datum::text("Không có đơn vị nào trong danh sách."));
    }
    let tail = plan.next();
    let below = BelowList { standings: &standings, gaps: &gaps, once: &once, has_method };
    remarks(facts, ranking, &below, &mut plan);
    plan.keep_blocks_whole(&[0, tail]);
    plan
}

/// The unit of measure of the counts, where any are shown.
fn scale<'a>(facts: &Facts<'a>, fields: &[RankingField], ranking: &Ranking) -> Option<&'a str> {
    let share = ranking.shares.first().filter(|_| fields.contains(&RankingField::Numerator))?;
    let scale = facts.scale(facts.pipeline.metric(share.metric));
    (!scale.is_empty()).then_some(scale)
}

/// Where the figures stand that hang together.
fn live_columns(fields: &[RankingField]) -> LiveColumns {
    let at = |wanted: RankingField| {
        fields.iter().position(|&field| field == wanted).and_then(|index| u16::try_from(index).ok())
    };
    let part = |field: &RankingField| {
        let RankingField::PartScore(share) = *field else { return None };
        let above = at(RankingField::PartNumerator(share))?;
        let below = at(RankingField::PartDenominator(share))?;
        let ratio = RatioColumns { above, below, ratio: at(RankingField::PartRate(share))? };
        Some(PartColumns { share, ratio, score: at(*field)? })
    };
    let within = at(RankingField::Within);
    LiveColumns {
        // A place in a list of which the sheet holds a part follows from nothing on it; that among these does.
        place: within.or_else(|| at(RankingField::Place)),
        moved: at(RankingField::Move).filter(|_| within.is_none()),
        numerator: at(RankingField::Numerator),
        denominator: at(RankingField::Denominator),
        rate: at(RankingField::Rate),
        score: at(RankingField::Score),
        change: at(RankingField::Change),
        class: at(RankingField::Class),
        needed: at(RankingField::Needed),
        parts: fields.iter().filter_map(part).collect(),
    }
}
