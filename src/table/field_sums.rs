//! Metrics of units by field, for rankings that ask what a unit's fields are like elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::model::{Rate, Scope, UnitIx};
use crate::pipeline::{MetricIx, Pipeline};

use super::Artifact as _;
use super::column::{Columns, TableError};
use super::metrics::Metrics;

/// Sums by field of the metrics of rankings that declare `field-mix`.
#[derive(Debug, Clone, Default)]
pub struct MixSums(BTreeMap<MixKey, ByField>);

type MixKey = (Scope, MetricIx, UnitIx);

/// The sums of a unit by field; those of lines that name no field stand under none.
pub type ByField = BTreeMap<Option<String>, Rate>;

impl MixSums {
    /// Takes them out of the columns of [`Metrics`].
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn of(frame: &DataFrame, pipeline: &Pipeline) -> Result<Self, TableError> {
        let wanted = wanted(pipeline);
        let mut sums: BTreeMap<MixKey, ByField> = BTreeMap::new();
        if wanted.is_empty() {
            return Ok(Self(sums));
        }
        let c = Columns::new(Metrics::NAME, frame);
        let (scope, unit_id, field) = (c.text("scope")?, c.text("unit_id")?, c.text("field")?);
        let (metric, above) = (c.text("metric")?, c.count("numerator")?);
        let below = c.count("denominator")?;
        for row in 0..frame.height() {
            let id = metric.get(row).unwrap_or_default();
            let of_id = |(_, metric): &&(Scope, MetricIx)| pipeline.metric(*metric).id == id;
            let Some(scope) = Scope::parse(scope.get(row).unwrap_or_default()) else { continue };
            let Some(&key) = wanted.iter().filter(of_id).find(|key| key.0 == scope) else {
                continue;
            };
            let unit = pipeline.register.find_id(unit_id.get(row).unwrap_or_default());
            let Some(unit) = unit else { continue };
            let (numerator, denominator) =
                (above.get(row).unwrap_or(0), below.get(row).unwrap_or(0));
            let by_field = sums.entry((key.0, key.1, unit)).or_default();
            // The row of no field is over all of them: what is left of it belongs to none.
            let sign = if field.is_null(row) { 1 } else { -1 };
            let none = by_field.entry(None).or_insert(Rate { numerator: 0, denominator: 0 });
            none.numerator += sign * numerator;
            none.denominator += sign * denominator;
            if let Some(field) = field.optional(row) {
                by_field.insert(Some(field), Rate { numerator, denominator });
            }
        }
        for by_field in sums.values_mut() {
            by_field.retain(|_, sum| (sum.numerator, sum.denominator) != (0, 0));
        }
        Ok(Self(sums))
    }

    /// The sums of a unit; with nothing under it a unit has the same in both scopes.
    #[must_use]
    pub fn get(
        &self,
        (scope, metric): (Scope, MetricIx),
        unit: UnitIx,
        pipeline: &Pipeline,
    ) -> Option<&ByField> {
        let alone = !pipeline.register.has_units_below(unit);
        self.0.get(&(if alone { Scope::Own } else { scope }, metric, unit))
    }
}

/// The scopes and metrics that are asked for.
fn wanted(pipeline: &Pipeline) -> BTreeSet<(Scope, MetricIx)> {
    let rankings = pipeline.rankings.iter().filter(|ranking| ranking.field_mix.is_some());
    let metrics = rankings
        .flat_map(|ranking| ranking.shares.iter().map(|share| (ranking.scope, share.metric)));
    metrics.flat_map(|(scope, metric)| [(scope, metric), (Scope::Own, metric)]).collect()
}
