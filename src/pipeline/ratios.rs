//! The metrics of a run by scope, unit and metric: what each row is about is looked up once, in the order of the
//! rows, and not by its words whenever somebody asks.

use crate::model::{Scope, UnitIx};
use crate::table::MetricRow;

use super::{MetricIx, Pipeline, Register};

/// Metrics over all fields; rows of which the pipeline knows the unit or the metric no longer are left out.
#[derive(Debug)]
pub struct Ratios<'m> {
    units: usize,
    metrics: usize,
    rows: Vec<Option<&'m MetricRow>>,
}

impl<'m> Ratios<'m> {
    /// Finds the place of every row.
    #[must_use]
    pub fn new(rows: &'m [MetricRow], pipeline: &Pipeline) -> Self {
        let (units, metrics) = (pipeline.register.len(), pipeline.metrics.len());
        let mut ratios =
            Self { units, metrics, rows: vec![None; Scope::ALL.len() * units * metrics] };
        let mut last = (UnitIx(0), MetricIx(0));
        for row in rows.iter().filter(|row| row.field.is_none()) {
            let unit = unit_after(last.0, &row.unit_id, &pipeline.register);
            let metric = metric_after(last.1, &row.metric, pipeline);
            if let (Some(scope), Some(unit), Some(metric)) =
                (Scope::parse(&row.scope), unit, metric)
            {
                let place = ratios.place(scope, unit, metric);
                ratios.rows[place] = Some(row);
                last = (unit, metric);
            }
        }
        ratios
    }

    /// The row of a metric of a unit.
    #[must_use]
    pub fn get(&self, scope: Scope, unit: UnitIx, metric: MetricIx) -> Option<&'m MetricRow> {
        self.rows.get(self.place(scope, unit, metric)).copied().flatten()
    }

    const fn place(&self, scope: Scope, unit: UnitIx, metric: MetricIx) -> usize {
        (scope as usize * self.units + unit.index()) * self.metrics + metric.index()
    }
}

/// The unit of an id: rows mostly go on with the same unit or with the next of the register.
fn unit_after(last: UnitIx, id: &str, register: &Register) -> Option<UnitIx> {
    let near = [last, UnitIx(last.0 + 1)];
    let mut near = near.into_iter().filter(|unit| unit.index() < register.len());
    near.find(|&unit| register.get(unit).id == id).or_else(|| register.find_id(id))
}

/// The metric of an id; rows mostly go on with the same.
fn metric_after(last: MetricIx, id: &str, pipeline: &Pipeline) -> Option<MetricIx> {
    let metrics = &pipeline.metrics;
    if metrics.get(last.index()).is_some_and(|metric| metric.id == id) {
        return Some(last);
    }
    let at = metrics.iter().position(|metric| metric.id == id)?;
    u16::try_from(at).ok().map(MetricIx)
}
