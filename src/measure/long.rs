//! Sums as one row a metric, with names, as the store keeps them.

use std::ops::Range;

use polars::prelude::{Column, DataFrame, Int64Chunked, UInt32Chunked};

use crate::model::{Rate, Scope, Unit};
use crate::pipeline::Pipeline;
use crate::table::{MetricRow, TableError, column, part_of};

use super::sums::{denominator_column, numerator_column};
use super::wide::{FIELD, UNIT};

/// Every metric of every unit: rows by metric, scope, unit and field; the row over all fields comes first. Names are
/// held once, so that a million rows are small.
#[derive(Debug, Default)]
pub struct Measured {
    period: String,
    names: Names,
    scopes: Vec<u32>,
    units: Vec<u32>,
    fields: Vec<Option<u32>>,
    metrics: Vec<u32>,
    numerators: Vec<i64>,
    denominators: Vec<i64>,
}

/// What the rows point to; units in the order of the register.
#[derive(Debug, Default)]
struct Names {
    levels: Vec<String>,
    ids: Vec<String>,
    units: Vec<String>,
    parents: Vec<String>,
    fields: Vec<String>,
    metrics: Vec<String>,
}

impl Names {
    fn of(fields: &[String], pipeline: &Pipeline) -> Self {
        let register = &pipeline.register;
        let by_unit = |pick: &dyn Fn(&Unit) -> String| -> Vec<String> {
            register.iter().map(|(_, unit)| pick(unit)).collect()
        };
        let parent = |unit: &Unit| {
            unit.parent.map_or_else(String::new, |parent| register.get(parent).id.clone())
        };
        Self {
            levels: by_unit(&|unit| unit.level.word().to_owned()),
            ids: by_unit(&|unit| unit.id.clone()),
            units: by_unit(&|unit| unit.name.clone()),
            parents: by_unit(&parent),
            fields: fields.to_vec(),
            metrics: pipeline.metrics.iter().map(|metric| metric.id.clone()).collect(),
        }
    }
}

/// One row for each metric that has a denominator, be it 0.
pub(super) fn long(
    sums: &[(Scope, DataFrame)],
    fields: &[String],
    pipeline: &Pipeline,
) -> Result<Measured, TableError> {
    let (period, names) = (pipeline.period.to_string(), Names::of(fields, pipeline));
    let mut measured = Measured { period, names, ..Measured::default() };
    let rows = sums.iter().map(|(_, sums)| sums.height()).sum::<usize>();
    measured.reserve(rows * pipeline.metrics.len());
    for metric in 0..pipeline.metrics.len() {
        for (scope, sums) in (0u32..).zip(sums) {
            measured.add(metric, scope, &sums.1)?;
        }
    }
    Ok(measured)
}

impl Measured {
    fn reserve(&mut self, rows: usize) {
        for symbols in [&mut self.scopes, &mut self.units, &mut self.metrics] {
            symbols.reserve_exact(rows);
        }
        self.fields.reserve_exact(rows);
        self.numerators.reserve_exact(rows);
        self.denominators.reserve_exact(rows);
    }

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

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether nothing was measured.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Rows over all fields, in order.
    #[must_use]
    pub fn all_fields(&self) -> Vec<MetricRow> {
        let rows = (0..self.len()).filter(|&row| self.fields[row].is_none());
        let word = |words: &[String], symbol: u32| words[symbol as usize].clone();
        rows.map(|row| MetricRow {
            scope: Scope::ALL[self.scopes[row] as usize].word().to_owned(),
            unit_id: word(&self.names.ids, self.units[row]),
            field: None,
            metric: word(&self.names.metrics, self.metrics[row]),
            numerator: self.numerators[row],
            denominator: self.denominators[row],
        })
        .collect()
    }

    /// A part of the columns of [`crate::table::Metrics`]: [`crate::table::PART`] rows, the last one less.
    ///
    /// # Errors
    /// Where polars refuses the columns; a defect of the program.
    pub fn part(&self, part: usize) -> Result<DataFrame, TableError> {
        self.frame(part_of(self.len(), part))
    }

    fn frame(&self, rows: Range<usize>) -> Result<DataFrame, TableError> {
        let Names { levels, ids, units, parents, fields, metrics } = &self.names;
        let scopes: Vec<String> = Scope::ALL.iter().map(|scope| scope.word().to_owned()).collect();
        let unit = || self.units[rows.clone()].iter().map(|&unit| Some(unit));
        let parent = |unit: Option<u32>| unit.filter(|&unit| !parents[unit as usize].is_empty());
        let columns: Vec<Column> = vec![
            column::constant("period", &self.period, rows.len()),
            column::words("level", levels, unit())?,
            column::words(
                "scope",
                &scopes,
                self.scopes[rows.clone()].iter().map(|&scope| Some(scope)),
            )?,
            column::words("unit_id", ids, unit())?,
            column::words("unit_name", units, unit())?,
            column::words("parent_id", parents, unit().map(parent))?,
            column::words("field", fields, self.fields[rows.clone()].iter().copied())?,
            column::words(
                "metric",
                metrics,
                self.metrics[rows.clone()].iter().map(|&metric| Some(metric)),
            )?,
            column::counts("numerator", self.numerators[rows.clone()].iter().map(|&sum| Some(sum))),
            column::counts(
                "denominator",
                self.denominators[rows.clone()].iter().map(|&sum| Some(sum)),
            ),
            column::floats("rate", self.rates(rows)),
        ];
        column::frame(columns)
    }

    fn rates(&self, rows: Range<usize>) -> impl Iterator<Item = Option<f64>> {
        let sums = self.numerators[rows.clone()].iter().zip(&self.denominators[rows]);
        sums.map(|(&numerator, &denominator)| Rate { numerator, denominator }.ratio())
    }
}
