//! Places and rates of a run as data: everything that was asked for.

use schemars::JsonSchema;
use serde::Serialize;

use crate::pipeline::Pipeline;
use crate::run::{ShownPlace, ShownRun};
use crate::table::{Band, DefinitionRow, ScoreRow, UnitRate};

use super::field_mix::{self, FieldMixJson};

/// Places and rates of a run.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct ShowJson<'s> {
    /// Id of the pipeline.
    pipeline: &'s str,
    /// The period of the run.
    period: &'s str,
    /// Id of the run.
    run: &'s str,
    /// Whether this is the run that is published.
    published: bool,
    /// Places by ranking, group and place; a unit without one says why in `status`.
    places: Vec<PlaceJson<'s>>,
    /// With `--definitions`: places of the same units under each definition of their ranking, those whose places differ
    /// most first.
    definitions: Vec<DefinitionJson<'s>>,
    /// Rates over all fields, by unit, scope and metric.
    rates: Vec<RateJson<'s>>,
    /// What should not be relied on: files that were changed since the run, stages that are out of date.
    warnings: &'s [String],
}

/// The place of a unit in a ranking.
#[derive(Debug, Serialize, JsonSchema)]
struct PlaceJson<'s> {
    /// Id of the ranking.
    ranking: &'s str,
    /// Its title; null where it is declared no longer.
    title: Option<&'s str>,
    /// Tier that is compared.
    league: &'s str,
    /// Id of the unit inside which the list is kept.
    group: Option<&'s str>,
    /// Id of the unit.
    unit_id: &'s str,
    /// Its name.
    unit: &'s str,
    /// `ranked`, or why there is no place: `below_minimum`, `incomplete`, `no_data`, `not_submitted`.
    status: &'static str,
    /// Its place from 1, equal where tied.
    place: Option<u32>,
    /// Whether another unit has the same place.
    tied: bool,
    /// How many units of the list are ranked.
    of: u32,
    /// The rate (0 to 1) or the score (points) it is ranked by.
    value: Option<f64>,
    /// Sum above the line; null for a score of several metrics.
    numerator: Option<i64>,
    /// Sum below the line; null for a score of several metrics.
    denominator: Option<i64>,
    /// The least rate that its figures still go with, at 95 %; null unless it is ranked by one metric.
    low: Option<f64>,
    /// The greatest such rate.
    high: Option<f64>,
    /// The best place that its figures still go with.
    place_low: Option<u32>,
    /// The worst such place.
    place_high: Option<u32>,
    /// `upper` or `lower`: the half of the list that both lie in; `unclear` where in both.
    band: Option<&'static str>,
    /// Place in the period before.
    previous_place: Option<u32>,
    /// Among how many that was.
    previous_of: Option<u32>,
    /// What the place was made of, or why there is none, where the unit is not what it was.
    previous_note: Option<&'s str>,
    /// The best place that its figures went with then; null where list or definition are not the same.
    previous_low: Option<u32>,
    /// The worst such place.
    previous_high: Option<u32>,
    /// Whether its place changed and still lies between these two.
    moved_within_chance: bool,
    /// Its rate shrunk towards those of its list, for information.
    shrunk: Option<f64>,
    /// The place it would have by that.
    shrunk_place: Option<u32>,
    /// Whether no figure is missing that it is ranked by.
    complete: bool,
    /// What counts against it by field; null where the ranking does not declare `field-mix`, or there is no place.
    field_mix: Option<FieldMixJson<'s>>,
    /// Title of its class, by the exact value.
    class: Option<&'s str>,
    /// Title of the next better class.
    next_class: Option<&'s str>,
    /// The least number of files that would have to count otherwise for the next better class; null for a score of several
    /// metrics.
    needed: Option<i64>,
    /// How many of the metrics it is ranked by it has a rate of.
    parts: u32,
    /// How many metrics it is ranked by.
    parts_of: u32,
    /// What each metric contributes.
    shares: Vec<ShareJson<'s>>,
}

/// A metric's part in what a unit is ranked by.
#[derive(Debug, Serialize, JsonSchema)]
struct ShareJson<'s> {
    /// Id of the metric.
    metric: &'s str,
    /// Points for a rate of 1; null where the ranking is by the rate itself.
    points: Option<u32>,
    /// Sum above the line.
    numerator: i64,
    /// Sum below the line.
    denominator: i64,
    /// The rate, 0 to 1; null where there is nothing to divide by.
    rate: Option<f64>,
    /// Points times rate.
    score: Option<f64>,
}

/// The place of a unit under one definition of its ranking.
#[derive(Debug, Serialize, JsonSchema)]
struct DefinitionJson<'s> {
    /// Id of the ranking.
    ranking: &'s str,
    /// Id of the unit inside which the list is kept.
    group: Option<&'s str>,
    /// Id of the unit.
    unit_id: &'s str,
    /// Its name.
    unit: &'s str,
    /// Id of the metric that defines.
    metric: &'s str,
    /// `ranked`, or why there is no place under it.
    status: &'static str,
    /// Its place under it.
    place: Option<u32>,
    /// Whether another unit has the same place.
    tied: bool,
    /// How many units of the list are ranked under it.
    of: u32,
    /// Sum above the line.
    numerator: Option<i64>,
    /// Sum below the line.
    denominator: Option<i64>,
    /// The rate, 0 to 1.
    rate: Option<f64>,
    /// Whether no figure is missing that it goes by.
    complete: bool,
    /// How far apart its best and its worst place are, over all definitions.
    spread: Option<u32>,
    /// Where nothing is late by this definition: files that are late by `overdue_metric` all the same.
    overdue: Option<i64>,
    /// The metric that counts them.
    overdue_metric: Option<&'s str>,
}

/// A metric of a unit over all fields.
#[derive(Debug, Serialize, JsonSchema)]
struct RateJson<'s> {
    /// Id of the metric.
    metric: &'s str,
    /// Its title; null where it is declared no longer.
    title: Option<&'s str>,
    /// `own` what the unit itself handles, `total` with everything under it.
    scope: &'s str,
    /// Tier of the unit.
    level: &'s str,
    /// Id of the unit.
    unit_id: &'s str,
    /// Its name.
    unit: &'s str,
    /// Sum above the line.
    numerator: i64,
    /// Sum below the line.
    denominator: i64,
    /// The rate, 0 to 1; null where there is nothing to divide by.
    rate: Option<f64>,
    /// Whether no figure is missing that it goes by.
    complete: bool,
    /// Lines of figures below it that lack one.
    lines_with_gaps: u32,
}

/// The whole.
pub(super) fn json<'s>(
    shown: &'s ShownRun,
    pipeline: &'s Pipeline,
    warnings: &'s [String],
) -> ShowJson<'s> {
    ShowJson {
        pipeline: &pipeline.id,
        period: &shown.record.period,
        run: &shown.record.run,
        published: shown.published,
        places: shown.places.iter().map(|place| of_place(place, pipeline)).collect(),
        definitions: shown.definitions.iter().map(of_definition).collect(),
        rates: shown.rates.iter().map(|rate| of_rate(rate, pipeline)).collect(),
        warnings,
    }
}

fn of_place<'s>(place: &'s ShownPlace, pipeline: &'s Pipeline) -> PlaceJson<'s> {
    let row = &place.standing;
    let declared = pipeline.rankings.iter().find(|known| known.id == row.ranking);
    PlaceJson {
        ranking: &row.ranking,
        title: declared.map(|ranking| ranking.title.as_str()),
        league: &row.league,
        group: row.group.as_deref(),
        unit_id: &row.unit_id,
        unit: &row.unit_name,
        status: row.status.word(),
        place: row.place,
        tied: row.tied,
        of: row.of,
        value: row.value,
        numerator: row.numerator,
        denominator: row.denominator,
        low: row.low,
        high: row.high,
        place_low: row.place_low,
        place_high: row.place_high,
        band: row.band.map(Band::word),
        previous_place: row.previous_place,
        previous_of: row.previous_of,
        previous_note: row.previous_note.as_deref(),
        previous_low: row.previous_low,
        previous_high: row.previous_high,
        moved_within_chance: row.moved_within_chance(),
        shrunk: row.shrunk,
        shrunk_place: row.shrunk_place,
        complete: place.complete,
        field_mix: field_mix::json(&place.field_mix),
        class: row.class.as_deref(),
        next_class: row.next_class.as_deref(),
        needed: row.needed,
        parts: row.parts,
        parts_of: row.parts_of,
        shares: place.shares.iter().map(of_share).collect(),
    }
}

fn of_share(row: &ScoreRow) -> ShareJson<'_> {
    let ScoreRow { metric, points, numerator, denominator, rate, score, .. } = row;
    ShareJson {
        metric,
        points: *points,
        numerator: *numerator,
        denominator: *denominator,
        rate: *rate,
        score: *score,
    }
}

fn of_definition(row: &DefinitionRow) -> DefinitionJson<'_> {
    DefinitionJson {
        ranking: &row.ranking,
        group: row.group.as_deref(),
        unit_id: &row.unit_id,
        unit: &row.unit_name,
        metric: &row.metric,
        status: row.status.word(),
        place: row.place,
        tied: row.tied,
        of: row.of,
        numerator: row.numerator,
        denominator: row.denominator,
        rate: row.rate,
        complete: row.complete,
        spread: row.spread,
        overdue: row.overdue,
        overdue_metric: row.overdue_metric.as_deref(),
    }
}

fn of_rate<'s>(row: &'s UnitRate, pipeline: &'s Pipeline) -> RateJson<'s> {
    let declared = pipeline.metrics.iter().find(|known| known.id == row.metric);
    RateJson {
        metric: &row.metric,
        title: declared.map(|metric| metric.title.as_str()),
        scope: &row.scope,
        level: &row.level,
        unit_id: &row.unit_id,
        unit: &row.unit_name,
        numerator: row.rate.numerator,
        denominator: row.rate.denominator,
        rate: row.rate.ratio(),
        complete: row.complete,
        lines_with_gaps: row.gaps,
    }
}
