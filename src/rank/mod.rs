//! Metrics → rankings: who stands where in each league. Values are compared as exact fractions; ties share a
//! place (1-2-2-4); a unit without a rate, or below the minimum, is listed and not ranked.

mod order;
mod places;
mod value;

use std::collections::BTreeMap;

use crate::model::UnitIx;
use crate::pipeline::{Grouping, Pipeline, Ranking};
use crate::table::{Rankings, Ratios, ScoreRow, Scores, Standing, StandingStatus, Sum};

use value::Value;

/// What ranking gives.
#[derive(Debug, Default)]
pub struct Ranked {
    /// What each metric contributes.
    pub scores: Scores,
    /// Who stands where.
    pub rankings: Rankings,
}

/// Ranks every league of the pipeline. `sums` are the metrics over all fields, `previous` the rankings of the period
/// before, where it was run.
#[must_use]
pub fn rank(sums: &Ratios, previous: Option<&Rankings>, pipeline: &Pipeline) -> Ranked {
    let period = pipeline.period.to_string();
    let mut ranked = Ranked::default();
    for ranking in &pipeline.rankings {
        let list = List { ranking, pipeline, period: &period };
        let league = league(ranking, sums, pipeline);
        ranked.scores.rows.extend(league.iter().flat_map(|entry| list.scores(entry)));
        let orders = order::order(&league, order::better(ranking, pipeline));
        let placed = places::places(&league, &orders);
        let earlier = earlier_places(previous, ranking);
        let mut order: Vec<usize> = (0..league.len()).collect();
        order.sort_unstable_by_key(|&index| {
            let entry = &league[index];
            (entry.group, placed[index].place.unwrap_or(u32::MAX), entry.status, index)
        });
        let rows = order.into_iter().map(|index| {
            let entry = &league[index];
            list.standing(entry, placed[index], &earlier)
        });
        ranked.rankings.rows.extend(rows);
    }
    ranked
}

/// A unit of a league with what it is ranked by.
#[derive(Debug)]
struct Entry {
    unit: UnitIx,
    group: Option<UnitIx>,
    status: StandingStatus,
    value: Option<Value>,
    /// Sums of each share of the ranking, in its order.
    sums: Vec<Option<Sum>>,
}

impl Entry {
    fn is_ranked(&self) -> bool {
        self.status == StandingStatus::Ranked
    }
}

fn league(ranking: &Ranking, sums: &Ratios, pipeline: &Pipeline) -> Vec<Entry> {
    let units = pipeline.register.iter().filter(|(_, unit)| unit.level == ranking.league);
    units
        .map(|(ix, unit)| {
            let own: Vec<Option<Sum>> = ranking
                .shares
                .iter()
                .map(|share| sums.get(ranking.scope, ix, share.metric))
                .collect();
            let value = Value::of(ranking, &own);
            let group = (ranking.grouping == Grouping::Parent).then_some(unit.parent).flatten();
            Entry {
                unit: ix,
                group,
                status: status(ranking, &own, value.as_ref()),
                value,
                sums: own,
            }
        })
        .collect()
}

fn status(ranking: &Ranking, own: &[Option<Sum>], value: Option<&Value>) -> StandingStatus {
    let smallest = own.iter().map(|sum| sum.map(|sum| sum.denominator)).min().flatten();
    let lacks = own.iter().flatten().any(|sum| sum.gaps > 0);
    match (value, smallest) {
        (Some(_), _) if lacks && !ranking.incomplete.is_ranked() => StandingStatus::Incomplete,
        (Some(_), Some(smallest)) if smallest >= ranking.minimum_denominator => {
            StandingStatus::Ranked
        }
        (Some(_), _) => StandingStatus::BelowMinimum,
        (None, _) if own.iter().any(Option::is_none) => StandingStatus::NotSubmitted,
        (None, _) if lacks => StandingStatus::Incomplete,
        (None, _) => StandingStatus::NoData,
    }
}

/// Places of the period before by group and unit.
fn earlier_places<'p>(previous: Option<&'p Rankings>, ranking: &Ranking) -> BTreeMap<&'p str, u32> {
    let rows = previous.into_iter().flat_map(|rankings| rankings.of(&ranking.id));
    rows.filter_map(|row| Some((row.unit_id.as_str(), row.place?))).collect()
}

/// What all rows of a ranking say.
struct List<'p> {
    ranking: &'p Ranking,
    pipeline: &'p Pipeline,
    period: &'p str,
}

impl List<'_> {
    fn standing(
        &self,
        entry: &Entry,
        place: places::Place,
        earlier: &BTreeMap<&str, u32>,
    ) -> Standing {
        let unit = self.pipeline.register.get(entry.unit);
        let single = match entry.sums.as_slice() {
            [Some(sum)] => Some(*sum),
            _ => None,
        };
        Standing {
            period: self.period.to_owned(),
            ranking: self.ranking.id.clone(),
            league: self.ranking.league.word().to_owned(),
            group: entry.group.map(|group| self.pipeline.register.get(group).id.clone()),
            unit_id: unit.id.clone(),
            unit_name: unit.name.clone(),
            status: entry.status,
            place: place.place,
            tied: place.tied,
            of: place.of,
            value: entry.value.as_ref().map(Value::shown),
            numerator: single.map(|row| row.numerator),
            denominator: single.map(|row| row.denominator),
            place_low: None,
            place_high: None,
            previous_place: earlier.get(unit.id.as_str()).copied(),
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
