//! First and last of a ranking, for the summary.

use std::borrow::Cow;

use crate::pipeline::{Grouping, Ranking};
use crate::table::{Standing, StandingStatus};
use crate::text::lower_first;

use super::facts::{Facts, Missing};
use super::words;
use super::words::size;
use crate::publish::book::meaning::{Meaning, StandingFigure};
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle};
use crate::publish::book::table::{TableColumn, TableRow};

/// How many units are named at each end of a ranking.
const ENDS: usize = 3;
/// More units than this in a tie at one end are counted, not named.
const NAMED: usize = 5;
/// More groups than this are left to the ranking's own sheet.
const GROUPS: usize = 20;

/// Link to the sheet of a ranking, what it goes by, and its ends.
pub(in crate::publish) fn ends<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    plan: &mut SheetPlan<'a>,
) {
    let standings: Vec<&Standing> = facts.inputs.rankings.of(&ranking.id).collect();
    let ranked: Vec<&Standing> = standings
        .iter()
        .copied()
        .filter(|standing| standing.status == StandingStatus::Ranked)
        .collect();
    plan.paragraph(CellStyle::Link, Datum::to_sheet(&ranking.title, &ranking.sheet));
    let unranked = standings.len() - ranked.len();
    let mut text = words::basis(facts.pipeline, ranking);
    text = format!("Theo: {text}. Xếp hạng {} đơn vị", size(ranked.len()));
    if unranked > 0 {
        text = format!("{text}; không xếp hạng {} đơn vị, lý do ở cột Ghi chú", size(unranked));
    }
    plan.paragraph(
        CellStyle::Body,
        Datum::owned(format!("{text}. Xem trang “{}”.", ranking.sheet)),
    );
    match ranking.grouping {
        _ if ranked.is_empty() => {
            plan.paragraph(CellStyle::Body, Datum::text("Không có đơn vị nào được xếp hạng."));
        }
        Grouping::Parent => group_ends(facts, ranking, &ranked, plan),
        Grouping::Whole => whole_ends(facts, ranking, &ranked, plan),
    }
    plan.gap(10);
}

fn value_kind(ranking: &Ranking) -> (&'static str, CellKind) {
    if ranking.is_score() { ("Điểm", CellKind::Points) } else { ("Tỷ lệ", CellKind::Rate) }
}

/// What is missing of the figures that units are ranked by, for each share.
pub(in crate::publish) fn missing<'a>(facts: &Facts<'a>, ranking: &Ranking) -> Vec<Missing<'a>> {
    let shares = ranking.shares.iter();
    shares.map(|share| facts.missing(ranking.scope, share.metric)).collect()
}

/// The name of a unit, with a mark where it lacks figures or its score was computed from fewer parts.
pub(in crate::publish) fn name<'a>(missing: &[Missing], standing: &'a Standing) -> Cow<'a, str> {
    let lacks = missing.iter().any(|missing| missing.contains_key(standing.unit_id.as_str()));
    let lacks = lacks.then(|| "số liệu chưa đủ".to_owned());
    let marks = lacks.into_iter().chain(words::parts(standing).map(|parts| lower_first(&parts)));
    let marks: Vec<String> = marks.collect();
    if marks.is_empty() {
        return Cow::Borrowed(&standing.unit_name);
    }
    Cow::Owned(format!("{} ({})", standing.unit_name, marks.join("; ")))
}

/// What the cells of a unit at an end show.
fn shown<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    standing: &Standing,
    what: StandingFigure,
) -> Meaning<'a> {
    let unit = facts.pipeline.register.find_id(&standing.unit_id);
    unit.map_or(Meaning::Words, |unit| Meaning::Standing { ranking, unit, shows: what })
}

fn whole_ends<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    ranked: &[&'a Standing],
    plan: &mut SheetPlan<'a>,
) {
    let (value, kind) = value_kind(ranking);
    let columns = [
        TableColumn::new("Hạng", CellKind::Place),
        TableColumn::new("Đứng đầu", CellKind::Words),
        TableColumn::new(value, kind),
        TableColumn::new("Hạng", CellKind::Place),
        TableColumn::new("Đứng cuối", CellKind::Words).across(2),
        TableColumn::new(value, kind).across(1),
    ];
    let (top, bottom) = split_ends(ranked);
    let missing = missing(facts, ranking);
    let cells = |standing: &'a Standing| {
        let place = standing.place.map_or(Datum::dash(), |place| Datum::Count(i64::from(place)));
        let value = standing.value.map_or(Datum::dash(), Datum::Number);
        let shown = |what| shown(facts, ranking, standing, what);
        [
            (place, shown(StandingFigure::Place)),
            (Datum::Text(name(&missing, standing)), shown(StandingFigure::Note)),
            (value, shown(StandingFigure::Value)),
        ]
    };
    let others = Meaning::Others(ranking);
    let (top, bottom) = (named(top, false, others, cells), named(bottom, true, others, cells));
    let rows = (0..top.len().max(bottom.len())).map(|index| {
        let nothing = || (Datum::Blank, Meaning::Words);
        let half = |side: &[EndCells<'a>]| {
            side.get(index).cloned().unwrap_or_else(|| [nothing(), nothing(), nothing()])
        };
        let (data, means) = half(&top).into_iter().chain(half(&bottom)).unzip();
        TableRow::plain(data).meaning(means)
    });
    plan.table(&columns, rows);
}

/// The first and the last of a list, each with all that tie with its third; no unit stands in both.
fn split_ends<'s, 'a>(ranked: &'s [&'a Standing]) -> (&'s [&'a Standing], &'s [&'a Standing]) {
    let top_place = ranked.get(ENDS.min(ranked.len()).wrapping_sub(1)).and_then(|s| s.place);
    let top = ranked.iter().take_while(|standing| standing.place <= top_place).count();
    let (top, rest) = ranked.split_at(top);
    let bottom_place = rest.get(rest.len().saturating_sub(ENDS)).and_then(|s| s.place);
    let before = rest.iter().take_while(|standing| standing.place < bottom_place).count();
    (top, &rest[before..])
}

/// Place, name and value of a unit, with what each shows.
type EndCells<'a> = [(Datum<'a>, Meaning<'a>); 3];

/// Rows of one end; a long tie is cut and counted.
fn named<'a>(
    side: &[&'a Standing],
    from_the_end: bool,
    others: Meaning<'a>,
    cells: impl Fn(&'a Standing) -> EndCells<'a>,
) -> Vec<EndCells<'a>> {
    let hidden = if side.len() > NAMED { side.len() + 1 - NAMED } else { 0 };
    let shown = if from_the_end { &side[hidden..] } else { &side[..side.len() - hidden] };
    let mut rows: Vec<EndCells<'a>> = shown.iter().map(|standing| cells(standing)).collect();
    if hidden > 0 {
        let more = Datum::owned(format!("và {} đơn vị khác", size(hidden)));
        let more = [Datum::text("…"), more, Datum::text("…")].map(|datum| (datum, others));
        rows.insert(if from_the_end { 0 } else { rows.len() }, more);
    }
    rows
}

fn group_ends<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    ranked: &[&'a Standing],
    plan: &mut SheetPlan<'a>,
) {
    let (value, _) = value_kind(ranking);
    let columns = [
        TableColumn::new("Địa bàn (số đơn vị xếp hạng)", CellKind::Words).across(2),
        TableColumn::new("Đứng đầu", CellKind::Words).across(3),
        TableColumn::new("Đứng cuối", CellKind::Words).across(2),
    ];
    let groups: Vec<&[&Standing]> = ranked.chunk_by(|a, b| a.group == b.group).collect();
    if groups.len() > GROUPS {
        let text = format!("Gồm {} danh sách.", size(groups.len()));
        return plan.paragraph(CellStyle::Body, Datum::owned(text));
    }
    let missing = missing(facts, ranking);
    let end = |units: &[&'a Standing], end: Option<&&'a Standing>| {
        let Some(standing) = end else { return Datum::dash() };
        let tied = units.iter().filter(|unit| unit.place == standing.place).count();
        let value = words::value(ranking, standing.value.unwrap_or(0.0));
        let others = match tied {
            0 | 1 => String::new(),
            _ => format!(" và {} đơn vị đồng hạng", tied - 1),
        };
        let name = name(&missing, standing);
        Datum::owned(format!("{name}{others} ({value})"))
    };
    let rows = groups.into_iter().map(|units| {
        let name = units[0].group.as_deref().map_or("", |group| facts.name(group));
        let last = units.last().filter(|last| last.place != units[0].place);
        let group = units[0].group.as_deref().and_then(|id| facts.pipeline.register.find_id(id));
        let note = |standing: Option<&&Standing>| {
            let shown = standing.map(|unit| shown(facts, ranking, unit, StandingFigure::Note));
            shown.unwrap_or_default()
        };
        let means = vec![Meaning::Units { ranking, group }, note(units.first()), note(last)];
        TableRow::plain(vec![
            Datum::owned(format!("{name} ({})", size(units.len()))),
            end(units, units.first()),
            end(units, last),
        ])
        .meaning(means)
    });
    plan.table(&columns, rows);
    plan.paragraph(
        CellStyle::Remark,
        Datum::owned(format!("Trong ngoặc: {}.", lower_first(value))),
    );
}

#[cfg(test)]
mod tests {
    use super::{named, split_ends};
    use crate::publish::book::meaning::Meaning;
    use crate::publish::book::plan::Datum;
    use crate::table::{Standing, StandingStatus};

    fn standings(places: &[u32]) -> Vec<Standing> {
        let standing = |(index, &place): (usize, &u32)| Standing {
            period: String::new(),
            ranking: String::new(),
            league: String::new(),
            group: None,
            unit_id: index.to_string(),
            unit_name: index.to_string(),
            status: StandingStatus::Ranked,
            place: Some(place),
            tied: false,
            of: 0,
            value: Some(1.0),
            numerator: None,
            denominator: None,
            low: None,
            high: None,
            place_low: None,
            place_high: None,
            band: None,
            previous_place: None,
            previous_of: None,
            previous_value: None,
            previous_numerator: None,
            previous_denominator: None,
            previous_note: None,
            previous_low: None,
            previous_high: None,
            prior_numerator: None,
            prior_denominator: None,
            shrunk: None,
            shrunk_place: None,
            class: None,
            previous_class: None,
            next_class: None,
            needed: None,
            parts: 1,
            parts_of: 1,
        };
        places.iter().enumerate().map(standing).collect()
    }

    fn sizes(places: &[u32]) -> (usize, usize) {
        let all = standings(places);
        let refs: Vec<&Standing> = all.iter().collect();
        let (top, bottom) = split_ends(&refs);
        (top.len(), bottom.len())
    }

    #[test]
    fn ends_hold_three_and_whoever_ties_with_the_third() {
        assert_eq!(sizes(&[1, 2, 3, 4, 5, 6, 7, 8]), (3, 3));
        assert_eq!(sizes(&[1, 2, 2, 2, 5, 6, 6, 8]), (4, 3));
        assert_eq!(sizes(&[1, 2, 3, 4, 5, 5, 7, 8]), (3, 4));
    }

    #[test]
    fn short_lists_name_nobody_twice() {
        assert_eq!(sizes(&[]), (0, 0));
        assert_eq!(sizes(&[1]), (1, 0));
        assert_eq!(sizes(&[1, 2, 3, 4]), (3, 1));
        assert_eq!(sizes(&[1, 1, 1, 1, 1]), (5, 0));
    }

    #[test]
    fn a_long_tie_is_counted() {
        let all = standings(&[1; 30]);
        let refs: Vec<&Standing> = all.iter().collect();
        let cells = |standing| {
            let Standing { unit_name, .. }: &Standing = standing;
            [Datum::dash(), Datum::text(unit_name), Datum::dash()].map(|d| (d, Meaning::Words))
        };
        let rows = named(&refs, false, Meaning::Words, cells);
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[4][1].0.to_string(), "và 26 đơn vị khác");
    }
}
