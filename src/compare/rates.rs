//! Sums of metrics that changed.

use std::collections::BTreeMap;

use crate::model::Rate;
use crate::table::{Artifact as _, Columns, Metrics, TableError};

/// Sums above and below the line.
pub type Sums = (i64, i64);

/// A metric of a unit that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateChange {
    /// Id of the metric.
    pub metric: String,
    /// `own` or `total`.
    pub scope: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// The field; `None` for all fields together.
    pub field: Option<String>,
    /// What it was; `None` where there was none.
    pub old: Option<Sums>,
    /// What it is; `None` where there is none.
    pub new: Option<Sums>,
}

impl RateChange {
    /// By how much the rate is more than it was, 0–1; `None` where there is no rate on one side.
    #[must_use]
    pub fn by(&self) -> Option<f64> {
        let rate = |sums: Option<Sums>| {
            let (numerator, denominator) = sums?;
            Rate { numerator, denominator }.ratio()
        };
        Some(rate(self.new)? - rate(self.old)?)
    }
}

type RateKey<'m> = (&'m str, &'m str, &'m str, Option<&'m str>);

/// The metrics that differ, the largest change of a rate first, then those that have no rate on one side.
///
/// # Errors
/// A column is missing or of another type.
pub fn rates(old: &Metrics, new: &Metrics) -> Result<Vec<RateChange>, TableError> {
    let mut both: BTreeMap<RateKey, (&str, Option<Sums>, Option<Sums>)> = BTreeMap::new();
    for (is_new, metrics) in [(false, old), (true, new)] {
        let c = Columns::new(Metrics::NAME, metrics.frame());
        let (metric, scope, field) = (c.text("metric")?, c.text("scope")?, c.text("field")?);
        let (unit_id, unit_name) = (c.text("unit_id")?, c.text("unit_name")?);
        let (above, below) = (c.count("numerator")?, c.count("denominator")?);
        for row in 0..metrics.frame().height() {
            let (Some(metric), Some(scope), Some(unit)) =
                (metric.get(row), scope.get(row), unit_id.get(row))
            else {
                continue;
            };
            let entry = both.entry((metric, scope, unit, field.get(row))).or_default();
            entry.0 = unit_name.get(row).unwrap_or(unit);
            let sums = above.get(row).zip(below.get(row));
            *(if is_new { &mut entry.2 } else { &mut entry.1 }) = sums;
        }
    }
    let differ = both.into_iter().filter(|(_, (_, old, new))| old != new);
    let mut changes: Vec<RateChange> = differ
        .map(|((metric, scope, unit, field), (name, old, new))| RateChange {
            metric: metric.to_owned(),
            scope: scope.to_owned(),
            unit_id: unit.to_owned(),
            unit_name: name.to_owned(),
            field: field.map(str::to_owned),
            old,
            new,
        })
        .collect();
    // Stable: what changed by the same stays in the order of metric, scope and unit.
    changes.sort_by(|a, b| {
        let size = |change: &RateChange| change.by().map_or(-1.0, f64::abs);
        size(b).total_cmp(&size(a))
    });
    Ok(changes)
}
