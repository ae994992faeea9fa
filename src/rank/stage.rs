//! Ranks every league of a pipeline.

use std::collections::BTreeMap;

use crate::pipeline::{Pipeline, Ranking};
use crate::table::{FieldMix, Rankings, Ratios, ScoreRow, Scores, Standing, Sum, SumsByField};

use super::entry::{Entry, league};
use super::field_mix::field_mix;
use super::order::{better, order};
use super::places::{LeaguePlace, places};
use super::value::RankValue;

/// What ranking gives.
#[derive(Debug, Default)]
pub struct Ranked {
    /// What each metric contributes.
    pub scores: Scores,
    /// Who stands where.
    pub rankings: Rankings,
    /// What counts against units, by field.
    pub field_mix: FieldMix,
}

/// Ranks every league of the pipeline. `sums` are the metrics over all fields, `fields` those by field, `previous` the
/// rankings of the period before, where it was run.
#[must_use]
pub fn rank(
    sums: &Ratios,
    fields: &SumsByField,
    previous: Option<&Rankings>,
    pipeline: &Pipeline,
) -> Ranked {
    let period = pipeline.period.to_string();
    let mut ranked = Ranked::default();
    for ranking in &pipeline.rankings {
        let list = RankingRows { ranking, pipeline, period: &period };
        let league = league(ranking, sums, pipeline);
        ranked.scores.rows.extend(league.iter().flat_map(|entry| list.scores(entry)));
        let orders = order(&league, better(ranking, pipeline));
        let placed = places(&league, &orders);
        ranked.field_mix.rows.extend(field_mix(ranking, &league, fields, pipeline));
        let earlier = earlier_places(previous, ranking);
        let mut rows: Vec<usize> = (0..league.len()).collect();
        rows.sort_unstable_by_key(|&index| {
            let entry = &league[index];
            (entry.group, placed[index].place.unwrap_or(u32::MAX), entry.status, index)
        });
        let rows = rows.into_iter().map(|index| {
            let entry = &league[index];
            list.standing(entry, placed[index], &earlier)
        });
        ranked.rankings.rows.extend(rows);
    }
    ranked
}

/// Places of the period before by group and unit.
fn earlier_places<'p>(previous: Option<&'p Rankings>, ranking: &Ranking) -> BTreeMap<&'p str, u32> {
    let rows = previous.into_iter().flat_map(|rankings| rankings.of(&ranking.id));
    rows.filter_map(|row| Some((row.unit_id.as_str(), row.place?))).collect()
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
            value: entry.value.as_ref().map(RankValue::shown),
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
