//! A list as a whole: the sums of all its units that have figures, ranked or not, and one division. Whoever adds up a
//! column of the sheet comes to the same.

use crate::pipeline::{MetricIx, Ranking};
use crate::table::{Standing, Sum};

use super::facts::Facts;

/// A metric of a whole list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) struct ListTotal {
    /// The counts of all units, summed.
    pub(in crate::publish) sum: Sum,
    /// How many units they are of.
    pub(in crate::publish) units: usize,
}

impl ListTotal {
    /// A metric of the units of a list; `None` where none of them has figures.
    pub(in crate::publish) fn of(
        facts: &Facts<'_>,
        ranking: &Ranking,
        metric: MetricIx,
        list: &[&Standing],
    ) -> Option<Self> {
        let register = &facts.pipeline.register;
        let units = list.iter().filter_map(|standing| register.find_id(&standing.unit_id));
        let sums = units.filter_map(|unit| facts.inputs.metrics.get(ranking.scope, unit, metric));
        let each = sums.map(|sum| Self { sum, units: usize::from(sum.denominator > 0) });
        each.reduce(|a, b| Self { sum: a.sum + b.sum, units: a.units + b.units })
            .filter(|total| total.units > 0)
    }
}
