//! A league under each of the definitions that its ranking puts side by side: the same units, scope, lists, minimum and
//! tie-break, and places by the same code; only the metric is another.

use crate::pipeline::{Better, MetricIx, Pipeline, Ranking, Share};
use crate::table::{DefinitionRow, Ratios};

use super::entry::{Entry, league};
use super::order::order;
use super::places::{LeaguePlace, places};
use super::tie::late;

/// The league under one definition, in register order.
struct DefinedLeague {
    metric: MetricIx,
    entries: Vec<Entry>,
    places: Vec<LeaguePlace>,
}

/// The rows of a ranking: of each list those units first whose places differ most, each with all definitions.
pub(super) fn definitions(
    ranking: &Ranking,
    sums: &Ratios,
    pipeline: &Pipeline,
) -> Vec<DefinitionRow> {
    let leagues: Vec<DefinedLeague> = ranking
        .definitions
        .iter()
        .map(|&metric| defined(ranking, metric, sums, pipeline))
        .collect();
    let Some(first) = leagues.first() else { return Vec::new() };
    let spread: Vec<Option<u32>> =
        (0..first.entries.len()).map(|index| spread(&leagues, index)).collect();
    let mut units: Vec<usize> = (0..first.entries.len()).collect();
    units.sort_by_key(|&index| {
        let place = first.places[index].place.unwrap_or(u32::MAX);
        (first.entries[index].group, std::cmp::Reverse(spread[index]), place, index)
    });
    let of_unit =
        |index: usize| leagues.iter().map(move |league| (league, index)).collect::<Vec<_>>();
    let rows = units.into_iter().flat_map(of_unit).map(|(league, index)| {
        let (entry, place) = (&league.entries[index], league.places[index]);
        let unit = pipeline.register.get(entry.unit);
        let sum = entry.sums.first().copied().flatten();
        let late = late_all_the_same(ranking, league.metric, entry, sums, pipeline);
        DefinitionRow {
            period: pipeline.period.to_string(),
            ranking: ranking.id.clone(),
            group: entry.group.map(|group| pipeline.register.get(group).id.clone()),
            unit_id: unit.id.clone(),
            unit_name: unit.name.clone(),
            metric: pipeline.metric(league.metric).id.clone(),
            status: entry.status,
            place: place.place,
            tied: place.tied,
            of: place.of,
            numerator: sum.map(|sum| sum.numerator),
            denominator: sum.map(|sum| sum.denominator),
            rate: sum.and_then(|sum| sum.rate().ratio()),
            complete: sum.is_some_and(|sum| sum.gaps == 0),
            spread: spread[index],
            overdue: late.map(|(_, count)| count),
            overdue_metric: late.map(|(metric, _)| pipeline.metric(metric).id.clone()),
        }
    });
    rows.collect()
}

fn defined(
    ranking: &Ranking,
    metric: MetricIx,
    sums: &Ratios,
    pipeline: &Pipeline,
) -> DefinedLeague {
    let ranking = Ranking { shares: vec![Share { metric, points: None }], ..ranking.clone() };
    let entries = league(&ranking, sums, pipeline);
    let orders = order(&entries, ranking.better(&pipeline.metrics), ranking.tie_break);
    let places = places(&entries, &orders);
    DefinedLeague { metric, entries, places }
}

/// How far apart the best and the worst place of a unit are.
fn spread(leagues: &[DefinedLeague], index: usize) -> Option<u32> {
    let places = || leagues.iter().filter_map(|league| league.places[index].place);
    let (best, worst) = (places().min()?, places().max()?);
    (places().count() > 1).then_some(worst - best)
}

/// Where nothing is late by a definition: the first metric that the ranking compares or shows of which less is better and
/// that counts files of the unit all the same.
fn late_all_the_same(
    ranking: &Ranking,
    metric: MetricIx,
    entry: &Entry,
    sums: &Ratios,
    pipeline: &Pipeline,
) -> Option<(MetricIx, i64)> {
    let own = entry.sums.first().copied().flatten().filter(|sum| sum.denominator > 0)?;
    if late(own, pipeline.metric(metric).better) != 0 {
        return None;
    }
    let others = ranking.definitions.iter().chain(&ranking.show).copied();
    let mut others = others.filter(|&ix| pipeline.metric(ix).better == Better::Lower);
    others.find_map(|ix| {
        let sum = sums.get(ranking.scope, entry.unit, ix)?;
        (sum.numerator > 0).then_some((ix, sum.numerator))
    })
}
