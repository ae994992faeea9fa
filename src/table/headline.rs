//! The figures of the whole province, and what they were computed from: no figure of all units is shown without it.

use crate::model::{Findings, Rate, Scope, Submissions};
use crate::pipeline::{MetricIx, Pipeline};

use super::coverage::Coverage;
use super::ratios::{Ratios, Sum};

/// The figures of the whole province.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headline {
    /// The metrics that have a rate, in the order of declaration.
    pub rates: Vec<HeadlineRate>,
    /// What all of them, and those that have no rate, were computed from.
    pub coverage: Coverage,
}

/// A metric of the whole province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadlineRate {
    /// The metric.
    pub metric: MetricIx,
    /// Counts of all units, summed.
    pub rate: Rate,
    /// Lines below it lack figures of the metric.
    pub lacks: bool,
    /// What this metric was computed from.
    pub coverage: Coverage,
}

impl Headline {
    /// The figures of a run.
    #[must_use]
    pub fn of(
        ratios: &Ratios,
        submissions: &Submissions,
        findings: &Findings,
        pipeline: &Pipeline,
    ) -> Self {
        let count = u16::try_from(pipeline.metrics.len()).unwrap_or(u16::MAX);
        let metrics: Vec<MetricIx> = (0..count).map(MetricIx).collect();
        let rates = metrics.iter().filter_map(|&metric| {
            let sum = whole(ratios, metric, pipeline)?;
            let coverage = Coverage::of(&[metric], submissions, findings, pipeline);
            let (rate, lacks) = (sum.rate(), sum.gaps > 0);
            (rate.denominator > 0).then_some(HeadlineRate { metric, rate, lacks, coverage })
        });
        let rates = rates.collect();
        Self { rates, coverage: Coverage::of(&metrics, submissions, findings, pipeline) }
    }
}

/// A metric of the provinces of the register, summed.
pub(super) fn whole(ratios: &Ratios, metric: MetricIx, pipeline: &Pipeline) -> Option<Sum> {
    let provinces = pipeline.register.iter().filter(|(_, unit)| unit.level.is_whole());
    let sums = provinces.filter_map(|(unit, _)| ratios.get(Scope::Total, unit, metric));
    sums.reduce(|a, b| a + b)
}
