//! What is said of a unit beside its place: why it has none, how sure it is, and whether figures are missing.

use std::collections::BTreeMap;

use crate::model::{Finding, UnitIx};
use crate::pipeline::{MetricIx, Ranking};
use crate::table::{ScoreRow, Standing, StandingStatus};

use super::certainty;
use super::facts::{Facts, Missing};
use super::ranking_remarks::rates;
use super::words;
use crate::text::group_thousands;

/// What the cells of a unit are made of, looked up once for all of them.
pub(super) struct RankedUnit<'a, 'f> {
    pub(super) standing: &'a Standing,
    pub(super) unit: Option<UnitIx>,
    pub(super) parts: &'f [&'a ScoreRow],
    /// The rates it is shown with of which figures are missing, and the findings that say which.
    pub(super) missing: Vec<(MetricIx, &'f [&'a Finding])>,
    /// What is to be said of how sure its place is.
    pub(super) unsure: Option<String>,
    /// What is to be said of what it was in the period before.
    pub(super) before: Option<&'a str>,
    /// Its place among those that are listed with it, where these are a part of its list.
    pub(super) within: Option<u32>,
}

impl<'a, 'f> RankedUnit<'a, 'f> {
    /// `usual` is what units of its list usually have below the line.
    pub(super) fn of(
        facts: &'f Facts<'a>,
        ranking: &'a Ranking,
        standing: &'a Standing,
        (missing, usual): (&'f [(MetricIx, Missing<'a>)], i64),
    ) -> Self {
        let of_unit = missing.iter().filter_map(|(metric, missing)| {
            Some((*metric, missing.get(standing.unit_id.as_str())?.as_slice()))
        });
        Self {
            standing,
            unit: facts.pipeline.register.find_id(&standing.unit_id),
            parts: facts.parts(&ranking.id, &standing.unit_id),
            missing: of_unit.collect(),
            unsure: certainty::said(facts, ranking, standing, usual),
            before: standing.previous_note.as_deref(),
            within: None,
        }
    }
}

/// What is missing of each rate that a ranking shows.
pub(super) fn missing_of_rates<'a>(
    facts: &Facts<'a>,
    ranking: &Ranking,
) -> Vec<(MetricIx, Missing<'a>)> {
    rates(ranking).into_iter().map(|ix| (ix, facts.missing(ranking.scope, ix))).collect()
}

/// What is said beside the places of a ranking, by unit, where there is more room than in a column.
pub(in crate::publish) fn notes<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
) -> BTreeMap<&'a str, String> {
    let missing = missing_of_rates(facts, ranking);
    let standings: Vec<&Standing> = facts.inputs.rankings.of(&ranking.id).collect();
    let mut notes = BTreeMap::new();
    for group in standings.chunk_by(|a, b| a.group == b.group) {
        let usual = certainty::usual(group);
        for &standing in group {
            let unit = RankedUnit::of(facts, ranking, standing, (&missing, usual));
            let tied = standing.tied.then(|| "Đồng hạng".to_owned());
            let chance = standing.moved_within_chance().then(|| certainty::BY_CHANCE.to_owned());
            // What the mark stands for is told below a sheet.
            let note = note(facts, ranking, &unit).replace(" (*)", "");
            let note = Some(note).filter(|note| !note.is_empty());
            let said: Vec<String> = tied.into_iter().chain(note).chain(chance).collect();
            notes.insert(standing.unit_id.as_str(), said.join(". "));
        }
    }
    notes
}

/// Places of missing figures that a note names; of more it tells how many there are.
const NAMED: usize = 3;

/// Why there is no place, how sure it is, and whether figures are missing: a reader of a rate must see that it rests on
/// incomplete data. That units share a place is seen by the place.
pub(super) fn note(facts: &Facts<'_>, ranking: &Ranking, ranked: &RankedUnit<'_, '_>) -> String {
    let RankedUnit { standing, unsure, before, .. } = ranked;
    let parts = words::parts(standing);
    // Who sent one part of several has sent something.
    let told = standing.value.is_none() && parts.is_some();
    let why = Some(unranked(facts, ranking, standing)).filter(|why| !why.is_empty() && !told);
    let lacks = lacks(ranked).then(|| "Số liệu chưa đủ (*)".to_owned());
    let before = before.map(|before| format!("Kỳ trước: {before}"));
    let said = why.into_iter().chain(parts).chain(unsure.clone()).chain(lacks).chain(before);
    said.collect::<Vec<_>>().join(". ")
}

/// Why there is no place, with the minimum where that is one.
fn unranked(facts: &Facts<'_>, ranking: &Ranking, standing: &Standing) -> String {
    match (standing.status, ranking.shares.as_slice()) {
        (StandingStatus::BelowMinimum, [share]) => {
            let scale = facts.scale(facts.pipeline.metric(share.metric));
            format!("Dưới {} {scale}", group_thousands(ranking.minimum_denominator))
        }
        (StandingStatus::NoData, _) if ranking.indicator.is_some() => {
            "Không ghi chỉ tiêu này".to_owned()
        }
        (StandingStatus::Incomplete, _) if standing.value.is_none() => {
            "Không có số liệu dùng được".to_owned()
        }
        (status, _) => words::unranked(status).to_owned(),
    }
}

/// Whether figures of rates that a unit is shown with are missing.
fn lacks(ranked: &RankedUnit<'_, '_>) -> bool {
    let status = ranked.standing.status;
    let silent = matches!(status, StandingStatus::NotSubmitted | StandingStatus::NoData);
    !silent && !ranked.missing.is_empty()
}

/// Which figures of a unit are missing, for the remarks below the table: a cell of it has no room for that.
pub(super) fn gap(
    facts: &Facts<'_>,
    ranking: &Ranking,
    ranked: &RankedUnit<'_, '_>,
) -> Option<String> {
    if !lacks(ranked) {
        return None;
    }
    let RankedUnit { standing, missing, .. } = ranked;
    let mut gaps: Vec<String> = Vec::new();
    for same in missing.chunk_by(|a, b| a.1 == b.1) {
        let titles: Vec<&str> =
            same.iter().map(|(ix, _)| facts.pipeline.metric(*ix).title.as_str()).collect();
        let places = places(same[0].1);
        // One rate alone needs no name.
        gaps.push(match rates(ranking).as_slice() {
            [_] => format!("thiếu {places}"),
            _ => format!("thiếu {places} ({})", titles.join("; ")),
        });
    }
    Some(format!("{}: {}", standing.unit_name, gaps.join("; ")))
}

/// Where figures are missing.
fn places(left_out: &[&Finding]) -> String {
    let named = left_out.iter().take(NAMED).map(|finding| match finding.place.file {
        Some(_) => finding.place.to_string(),
        None => finding.form.clone().unwrap_or_default(),
    });
    let named = named.collect::<Vec<_>>().join("; ");
    match left_out.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} và {} mục khác", words::size(more)),
    }
}
