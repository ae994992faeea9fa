//! Sums as one row a metric, with names, as the store keeps them.

use polars::prelude::{Column, DataFrame, Int64Chunked, UInt32Chunked};

use crate::model::{Rate, Scope};
use crate::pipeline::Pipeline;
use crate::table::{Metrics, Table, TableError, column};

use super::sums::{denominator_column, numerator_column};
use super::wide::{FIELD, UNIT};

/// Rows by metric, scope, unit and field; the row over all fields comes first.
#[derive(Default)]
struct Rows {
    scopes: Vec<u32>,
    units: Vec<u32>,
    fields: Vec<Option<u32>>,
    metrics: Vec<u32>,
    numerators: Vec<i64>,
    denominators: Vec<i64>,
}

/// Writes one row for each metric that has a denominator, be it 0.
pub(super) fn long(
    sums: &[(Scope, DataFrame)],
    fields: &[String],
    pipeline: &Pipeline,
) -> Result<Metrics, TableError> {
    let mut rows = Rows::default();
    for metric in 0..pipeline.metrics.len() {
        for (scope, sums) in (0u32..).zip(sums) {
            rows.add(metric, scope, &sums.1)?;
        }
    }
    Metrics::from_frame(&rows.frame(fields, pipeline)?)
}

impl Rows {
    fn add(&mut self, metric: usize, scope: u32, sums: &DataFrame) -> Result<(), TableError> {
        let units: &UInt32Chunked = sums.column(UNIT)?.u32()?;
        let fields: &UInt32Chunked = sums.column(FIELD)?.u32()?;
        let numerators: &Int64Chunked = sums.column(&numerator_column(metric))?.i64()?;
        let denominators: &Int64Chunked = sums.column(&denominator_column(metric))?.i64()?;
        let metric = u32::try_from(metric).unwrap_or(u32::MAX);
        let rows = units.iter().zip(fields.iter()).zip(numerators.iter().zip(denominators.iter()));
        for ((unit, field), (numerator, denominator)) in rows {
            let (Some(unit), Some(numerator), Some(denominator)) = (unit, numerator, denominator)
            else {
                continue;
            };
            self.scopes.push(scope);
            self.units.push(unit);
            self.fields.push(field);
            self.metrics.push(metric);
            self.numerators.push(numerator);
            self.denominators.push(denominator);
        }
        Ok(())
    }

    fn frame(&self, fields: &[String], pipeline: &Pipeline) -> Result<DataFrame, TableError> {
        let register = &pipeline.register;
        let by_unit = |pick: &dyn Fn(&crate::model::Unit) -> String| -> Vec<String> {
            register.iter().map(|(_, unit)| pick(unit)).collect()
        };
        let parent = |unit: &crate::model::Unit| {
            unit.parent.map_or_else(String::new, |parent| register.get(parent).id.clone())
        };
        let has_parent = |unit: &u32| {
            Some(*unit).filter(|&unit| register.get(crate::model::UnitIx(unit)).parent.is_some())
        };
        let scopes: Vec<String> = Scope::ALL.iter().map(|scope| scope.word().to_owned()).collect();
        let metrics: Vec<String> =
            pipeline.metrics.iter().map(|metric| metric.id.clone()).collect();
        let units = || self.units.iter().map(|&unit| Some(unit));
        let columns: Vec<Column> = vec![
            column::constant("period", &pipeline.period.to_string(), self.units.len()),
            column::words("level", &by_unit(&|unit| unit.level.word().to_owned()), units())?,
            column::words("scope", &scopes, self.scopes.iter().map(|&scope| Some(scope)))?,
            column::words("unit_id", &by_unit(&|unit| unit.id.clone()), units())?,
            column::words("unit_name", &by_unit(&|unit| unit.name.clone()), units())?,
            column::words("parent_id", &by_unit(&parent), self.units.iter().map(has_parent))?,
            column::words("field", fields, self.fields.iter().copied())?,
            column::words("metric", &metrics, self.metrics.iter().map(|&metric| Some(metric)))?,
            column::counts("numerator", self.numerators.iter().map(|&sum| Some(sum))),
            column::counts("denominator", self.denominators.iter().map(|&sum| Some(sum))),
            column::floats("rate", self.rates()),
        ];
        column::frame(columns)
    }

    fn rates(&self) -> impl Iterator<Item = Option<f64>> {
        self.numerators
            .iter()
            .zip(&self.denominators)
            .map(|(&numerator, &denominator)| Rate { numerator, denominator }.ratio())
    }
}
