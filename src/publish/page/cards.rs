//! A card for each unit: how it stands in every ranking, and what that is made of.

use std::collections::{BTreeMap, BTreeSet};

use super::card_details::CardDetails;
use super::figures::{NONE, counted, moved, points, rate, rate_before};
use super::plan::{CardStanding, Told, UnitCard};

use super::context::PageContext;
use crate::model::{Scope, UnitIx};
use crate::pipeline::{Better, MetricIx, Ranking};
use crate::publish::workbook::certainty;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::ranking_notes::notes;
use crate::publish::workbook::words;
use crate::table::{MoveRow, Standing};
use crate::text::{group_thousands, percent};

/// Where a unit stands, with what is said beside it.
struct CardPlace<'a> {
    ranking: &'a Ranking,
    row: &'a Standing,
    note: String,
    /// What moved it since the period before.
    moved: Option<&'a MoveRow>,
}

/// The cards, in the order of the register.
pub(super) fn cards(context: &PageContext<'_, '_>) -> Vec<UnitCard> {
    let facts = context.facts;
    let mut places: BTreeMap<UnitIx, Vec<CardPlace>> = BTreeMap::new();
    for ranking in &facts.pipeline.rankings {
        let mut notes = notes(facts, ranking);
        let moves = facts.inputs.moves.of(&ranking.id);
        let moves: BTreeMap<&str, &MoveRow> =
            moves.map(|moved| (moved.unit_id.as_str(), moved)).collect();
        for standing in facts.inputs.rankings.of(&ranking.id) {
            let id = standing.unit_id.as_str();
            let unit = facts.pipeline.register.find_id(id).filter(|_| context.carded.contains(id));
            let Some(unit) = unit else { continue };
            let note = notes.remove(id).unwrap_or_default();
            let moved = moves.get(id).copied();
            let place = CardPlace { ranking, row: standing, note, moved };
            places.entry(unit).or_default().push(place);
        }
    }
    let details = CardDetails::new(facts, context);
    places.iter().map(|(unit, places)| card(facts, &details, *unit, places)).collect()
}

fn card(
    facts: &Facts<'_>,
    details: &CardDetails<'_, '_>,
    ix: UnitIx,
    places: &[CardPlace<'_>],
) -> UnitCard {
    let unit = facts.pipeline.register.get(ix);
    let tier = words::upper_first(unit.level.title());
    let rankings: Vec<&Ranking> = places.iter().map(|place| place.ranking).collect();
    UnitCard {
        unit: unit.id.clone(),
        name: unit.name.clone(),
        about: match facts.parent_name(ix) {
            Some(above) => format!("{tier}, trực thuộc {above}"),
            None => tier,
        },
        back: rankings.first().map(|ranking| ranking.id.clone()).unwrap_or_default(),
        standings: standings(facts, places),
        rates: details.other_rates(ix, &rankings),
        fields: details.fields(ix, &rankings),
        findings: details.findings(&unit.id),
        more_findings: details.more_findings(&unit.id),
        sources: details.sources(&unit.id),
        more_sources: details.more_sources(ix, &rankings),
    }
}

/// How it stands in each ranking; a rate that several go by is told with the first.
fn standings(facts: &Facts<'_>, places: &[CardPlace<'_>]) -> Vec<CardStanding> {
    let mut told: BTreeSet<(Scope, MetricIx)> = BTreeSet::new();
    let mut is_new = |ranking: &Ranking| {
        let mut shares = ranking.shares.iter().map(|share| (ranking.scope, share.metric));
        shares.next().is_some_and(|goes_by| told.insert(goes_by))
    };
    places.iter().map(|place| standing(facts, place, is_new(place.ranking))).collect()
}

fn standing(
    facts: &Facts<'_>,
    CardPlace { ranking, row, note, moved }: &CardPlace<'_>,
    with_rate: bool,
) -> CardStanding {
    let causes = moved.and_then(causes);
    let mut told = Vec::new();
    let mut tell = |what: &str, text: String| {
        if !text.is_empty() {
            told.push(Told { what: what.to_owned(), text });
        }
    };
    tell("Hạng", here(row).unwrap_or_else(|| NONE.to_owned()));
    let share = ranking.shares.first().filter(|_| with_rate && ranking.shares.len() == 1);
    if let Some((rate, share)) = rate(row).zip(share) {
        tell(&facts.pipeline.metric(share.metric).title, counted(rate));
    }
    if ranking.is_score() {
        let full = ranking.full_points();
        let score = row.value.map(|value| format!("{} / {full}", points(value)));
        tell("Điểm", score.unwrap_or_default());
    }
    if let Some((by, value)) = ranking.indicator.zip(row.value) {
        let title = &facts.pipeline.measure(by.measure).title;
        tell(title, words::value(facts.pipeline, ranking, value));
    }
    tell("Đổi hạng do", causes.unwrap_or_default());
    tell("Kỳ trước", before(facts, ranking, row, with_rate).unwrap_or_default());
    if let Some((low, high)) = row.low.zip(row.high).filter(|_| with_rate) {
        tell("Khoảng 95 %", format!("{} – {}", percent(low), percent(high)));
    }
    tell("Hạng có thể", certainty::interval(row).unwrap_or_default());
    tell("Xếp loại", class(facts, ranking, row).unwrap_or_default());
    tell("Ghi chú", note.clone());
    let name = ranking.sheet.clone();
    let group = row.group.as_deref().map(|group| match facts.pipeline.register.find_id(group) {
        Some(unit) => facts.pipeline.register.get(unit).name.clone(),
        None => group.to_owned(),
    });
    CardStanding { ranking: group.map_or(name.clone(), |group| format!("{name}: {group}")), told }
}

/// `3 / 20 ▲ 2`.
fn here(row: &Standing) -> Option<String> {
    let place = |place: u32| group_thousands(i64::from(place));
    let here = format!("{} / {}", place(row.place?), place(row.of));
    let by = row.previous_place.and_then(|_| moved(row)).map(|by| format!(" {by}"));
    Some(format!("{here}{}", by.unwrap_or_default()))
}

/// `hạng 5 / 20, 96,12% (250 / 260)`.
fn before(facts: &Facts<'_>, ranking: &Ranking, row: &Standing, with_rate: bool) -> Option<String> {
    let place = |place: u32| group_thousands(i64::from(place));
    let there = row.previous_place.map(|before| {
        let of = row.previous_of.map(|of| format!(" / {}", place(of))).unwrap_or_default();
        format!("hạng {}{of}", place(before))
    });
    let figures = match (rate_before(row), row.previous_value) {
        (Some(rate), _) => with_rate.then(|| counted(rate)),
        (None, Some(value)) if ranking.indicator.is_some() => {
            Some(words::value(facts.pipeline, ranking, value))
        }
        (None, Some(value)) => Some(format!("{} điểm", points(value))),
        (None, None) => None,
    };
    let told: Vec<String> = there.into_iter().chain(figures).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// `số của đơn vị ▲ 3; số của đơn vị khác ▼ 1`.
fn causes(moved: &MoveRow) -> Option<String> {
    let parts = moved.parts.as_ref()?.iter().map(|(cause, by)| {
        let far = group_thousands(by.abs());
        format!("{} {} {far}", cause.title(), if *by < 0 { "▲" } else { "▼" })
    });
    Some(parts.collect::<Vec<_>>().join("; "))
}

/// `Tốt; cần thêm 12 hồ sơ để lên Xuất sắc`.
fn class(facts: &Facts<'_>, ranking: &Ranking, row: &Standing) -> Option<String> {
    let class = row.class.as_ref()?;
    let (Some(needed), Some(next)) = (row.needed, &row.next_class) else {
        return Some(class.clone());
    };
    let more = match ranking.better(&facts.pipeline.metrics) {
        Better::Higher => "cần thêm",
        Better::Lower => "cần bớt",
    };
    let scale = ranking.shares.first().map(|share| facts.pipeline.metric(share.metric));
    let scale = scale.map_or("", |metric| facts.scale(metric));
    Some(format!("{class}; {more} {} {scale} để lên {next}", group_thousands(needed)))
}
