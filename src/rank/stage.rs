//! Ranks every league of a pipeline.

use rayon::prelude::*;

use crate::pipeline::{Better, Pipeline, Ranking};
use crate::table::{Definitions, Rankings, Ratios, ScoreRow, Scores, Standing, Sum};

use super::apart::EnginePlaces;
use super::class::class_of;
use super::definitions::definitions;
use super::entry::{Entry, league};
use super::interval::{GoodOf, KnownBounds};
use super::order::order;
use super::places::{LeaguePlace, places};
use super::previous::{PreviousList, PreviousPeriod};
use super::sure::{SingleRate, Sure, single_rates, sure};
use super::value::RankValue;

/// What ranking gives.
#[derive(Debug, Clone, Default)]
pub struct Ranked {
    /// What each metric contributes.
    pub scores: Scores,
    /// Who stands where.
    pub rankings: Rankings,
    /// Who stands where under which definition.
    pub definitions: Definitions,
}

/// Ranks every league of the pipeline. `sums` are the metrics over all fields, `previous` the period before, where it
/// was run.
#[must_use]
pub fn rank(sums: &Ratios, previous: Option<PreviousPeriod>, pipeline: &Pipeline) -> Ranked {
    let leagues = pipeline.rankings.par_iter();
    let leagues: Vec<PlacedLeague> =
        leagues.map(|ranking| PlacedLeague::of(ranking, sums, pipeline)).collect();
    listed(&leagues, sums, previous, pipeline)
}

/// The same by places that an engine computed from these sums.
#[must_use]
pub fn rank_placed(
    places: EnginePlaces,
    sums: &Ratios,
    previous: Option<PreviousPeriod>,
    pipeline: &Pipeline,
) -> Ranked {
    let leagues = pipeline.rankings.iter().zip(places.0);
    let leagues = leagues.map(|(ranking, places)| {
        PlacedLeague::placed(ranking, league(ranking, sums, pipeline), places, pipeline)
    });
    listed(&leagues.collect::<Vec<PlacedLeague>>(), sums, previous, pipeline)
}

fn listed(
    leagues: &[PlacedLeague],
    sums: &Ratios,
    previous: Option<PreviousPeriod>,
    pipeline: &Pipeline,
) -> Ranked {
    // Several rankings go by the same rates, whose intervals are dear.
    let known = KnownBounds::of(leagues.iter().flat_map(PlacedLeague::figures));
    let lists = leagues.par_iter().map(|league| {
        let definitions = definitions(league.ranking, sums, pipeline);
        Ranked { definitions: Definitions { rows: definitions }, ..league.list(&known, previous) }
    });
    let mut ranked = Ranked::default();
    for list in lists.collect::<Vec<Ranked>>() {
        ranked.scores.rows.extend(list.scores.rows);
        ranked.rankings.rows.extend(list.rankings.rows);
        ranked.definitions.rows.extend(list.definitions.rows);
    }
    ranked
}

/// A league of a pipeline, with its places.
pub(super) struct PlacedLeague<'p> {
    ranking: &'p Ranking,
    pipeline: &'p Pipeline,
    better: Better,
    entries: Vec<Entry>,
    places: Vec<LeaguePlace>,
    rates: Vec<SingleRate>,
}

impl<'p> PlacedLeague<'p> {
    pub(super) fn of(ranking: &'p Ranking, sums: &Ratios, pipeline: &'p Pipeline) -> Self {
        let entries = league(ranking, sums, pipeline);
        let better = ranking.better(&pipeline.metrics);
        let orders = order(&entries, better, ranking.tie_break);
        let places = places(&entries, &orders);
        Self::placed(ranking, entries, places, pipeline)
    }

    fn placed(
        ranking: &'p Ranking,
        entries: Vec<Entry>,
        places: Vec<LeaguePlace>,
        pipeline: &'p Pipeline,
    ) -> Self {
        let better = ranking.better(&pipeline.metrics);
        let rates = single_rates(&entries, &places, better);
        Self { ranking, pipeline, better, entries, places, rates }
    }

    /// What the rates are made of whose intervals it takes.
    pub(super) fn figures(&self) -> impl Iterator<Item = GoodOf> {
        self.rates.iter().map(SingleRate::good)
    }

    /// Its scores and standings.
    pub(super) fn list(&self, known: &KnownBounds, previous: Option<PreviousPeriod>) -> Ranked {
        let Self { ranking, pipeline, better, entries, places, rates } = self;
        let period = pipeline.period.to_string();
        let list = RankingRows { ranking, pipeline, period: &period };
        let scores = entries.iter().flat_map(|entry| list.scores(entry)).collect();
        let sure = sure((entries, places), rates, *better, known);
        let earlier = previous.map(|previous| previous.list(&ranking.id));
        let mut rows: Vec<usize> = (0..entries.len()).collect();
        rows.sort_unstable_by_key(|&index| {
            let entry = &entries[index];
            (entry.group, places[index].place.unwrap_or(u32::MAX), entry.status, index)
        });
        let rows = rows.into_iter().map(|index| {
            let entry = &entries[index];
            list.standing(entry, places[index], sure[index], earlier.as_ref())
        });
        let rankings = Rankings { rows: rows.collect() };
        Ranked { scores: Scores { rows: scores }, rankings, definitions: Definitions::default() }
    }
}

fn count(parts: usize) -> u32 {
    u32::try_from(parts).unwrap_or(u32::MAX)
}

/// What all rows of a ranking say.
struct RankingRows<'p> {
    ranking: &'p Ranking,
    pipeline: &'p Pipeline,
    period: &'p str,
}

impl RankingRows<'_> {
    fn standing(
        &self,
        entry: &Entry,
        place: LeaguePlace,
        sure: Option<Sure>,
        earlier: Option<&PreviousList<'_>>,
    ) -> Standing {
        let unit = self.pipeline.register.get(entry.unit);
        let previous = earlier.map(|list| list.of(&unit.id)).unwrap_or_default();
        let single = match entry.sums.as_slice() {
            [Some(sum)] => Some(*sum),
            _ => None,
        };
        let ranking = self.ranking;
        // A count is told as it is, a percentage by what it divides where that is whole.
        let told = entry.figure.and_then(|figure| figure.value);
        let told =
            told.map(|value| match (self.pipeline.indicator_of(ranking), value.denominator) {
                (Some(declared), _) if declared.ratio.is_some() => {
                    (Some(value.numerator), Some(value.denominator))
                }
                (_, 1) => (Some(value.numerator), None),
                _ => (None, None),
            });
        let told = told.unwrap_or_default();
        let group = entry.group.map(|group| self.pipeline.register.get(group).id.clone());
        let league = ranking.league.word();
        let then = earlier.and_then(|list| list.placed(&unit.id));
        let same_list = then.filter(|then| then.group == group && then.league == league);
        let class = class_of(entry, ranking, ranking.better(&self.pipeline.metrics));
        Standing {
            period: self.period.to_owned(),
            ranking: self.ranking.id.clone(),
            league: league.to_owned(),
            group,
            unit_id: unit.id.clone(),
            unit_name: unit.name.clone(),
            status: entry.status,
            place: place.place,
            tied: place.tied,
            of: place.of,
            value: entry.value.as_ref().map(RankValue::shown),
            numerator: single.map(|row| row.numerator).or(told.0),
            denominator: single.map(|row| row.denominator).or(told.1),
            low: sure.map(|sure| sure.rate.low),
            high: sure.map(|sure| sure.rate.high),
            place_low: sure.map(|sure| sure.places.low),
            place_high: sure.map(|sure| sure.places.high),
            band: sure.map(|sure| sure.band),
            previous_place: previous.place,
            previous_of: previous.of,
            previous_value: previous.value,
            previous_numerator: previous.numerator,
            previous_denominator: previous.denominator,
            previous_note: previous.note,
            previous_low: same_list.and_then(|then| then.place_low),
            previous_high: same_list.and_then(|then| then.place_high),
            prior_numerator: sure.map(|sure| sure.prior.0),
            prior_denominator: sure.map(|sure| sure.prior.1),
            shrunk: sure.map(|sure| sure.shrunk.0),
            shrunk_place: sure.map(|sure| sure.shrunk.1),
            class: class.class.map(|class| class.title.clone()),
            previous_class: previous.class,
            next_class: class.next.map(|class| class.title.clone()),
            needed: class.needed,
            parts: count(entry.parts()),
            parts_of: count(ranking.shares.len()),
        }
    }

    fn scores<'e>(&self, entry: &'e Entry) -> impl Iterator<Item = ScoreRow> + 'e
    where
        Self: 'e,
    {
        let Self { ranking, pipeline, period } = *self;
        let unit = pipeline.register.get(entry.unit);
        let shares = ranking.shares.iter().zip(&entry.sums);
        shares.filter_map(move |(share, row)| {
            let row = (*row)?;
            let Sum { numerator, denominator, .. } = row;
            let rate = row.rate().ratio();
            let score = share.points.zip(rate).map(|(points, rate)| f64::from(points) * rate);
            Some(ScoreRow {
                period: period.to_owned(),
                ranking: ranking.id.clone(),
                unit_id: unit.id.clone(),
                unit_name: unit.name.clone(),
                metric: pipeline.metric(share.metric).id.clone(),
                points: share.points,
                numerator,
                denominator,
                rate,
                score,
            })
        })
    }
}
