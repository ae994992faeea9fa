//! Sums as one row a metric, with names, as the store keeps them.

use std::ops::Range;

use polars::prelude::{Column, DataFrame, Int64Chunked, UInt32Chunked};

use crate::model::{Rate, Scope, Unit};
use crate::pipeline::Pipeline;
use crate::table::{MetricRow, TableError, column};

use super::sums::{denominator_column, numerator_column};
use super::wide::{FIELD, UNIT};

/// Every metric of every unit: rows by unit, metric, scope and field; the row over all fields comes first. The sums are
/// held, not the rows: those are made for some units at a time.
#[derive(Debug, Default)]
pub struct Measured {
    period: String,
    names: Names,
    /// Of each scope.
    sums: Vec<Sums>,
    /// Rows of each part.
    rows: Vec<usize>,
}

/// Units of a part.
const UNITS: usize = 256;

/// The sums of one scope, by unit and field.
#[derive(Debug)]
struct Sums {
    units: Vec<u32>,
    /// Places among the names; `None` for all fields.
    fields: Vec<Option<u32>>,
    /// Of each metric, what is above and below the line.
    metrics: Vec<(Int64Chunked, Int64Chunked)>,
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
    fn of(fields: Vec<String>, pipeline: &Pipeline) -> Self {
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
            fields,
            metrics: pipeline.metrics.iter().map(|metric| metric.id.clone()).collect(),
        }
    }
}

impl Sums {
    fn of(sums: &DataFrame, metrics: usize) -> Result<Self, TableError> {
        let units: &UInt32Chunked = sums.column(UNIT)?.u32()?;
        let fields: &UInt32Chunked = sums.column(FIELD)?.u32()?;
        let column = |name: String| -> Result<Int64Chunked, TableError> {
            Ok(sums.column(&name)?.i64()?.rechunk().into_owned())
        };
        let metrics = (0..metrics).map(|metric| {
            Ok((column(numerator_column(metric))?, column(denominator_column(metric))?))
        });
        Ok(Self {
            units: units.iter().map(|unit| unit.unwrap_or(u32::MAX)).collect(),
            fields: fields.iter().collect(),
            metrics: metrics.collect::<Result<_, TableError>>()?,
        })
    }

    /// The rows of some units.
    fn rows_of(&self, units: &Range<u32>) -> Range<usize> {
        let before = |unit: u32| self.units.partition_point(|&known| known < unit);
        before(units.start)..before(units.end)
    }

    /// Both sums of a metric in a row, where it was reported.
    fn get(&self, metric: usize, row: usize) -> Option<(i64, i64)> {
        let (above, below) = &self.metrics[metric];
        above.get(row).zip(below.get(row))
    }
}

/// One row of the table.
struct Row {
    scope: u32,
    unit: u32,
    field: Option<u32>,
    metric: u32,
    numerator: i64,
    denominator: i64,
}

/// One row for each metric that has a denominator, be it 0.
pub(super) fn long(
    sums: &[(Scope, DataFrame)],
    fields: Vec<String>,
    pipeline: &Pipeline,
) -> Result<Measured, TableError> {
    let (period, names) = (pipeline.period.to_string(), Names::of(fields, pipeline));
    let sums = sums.iter().map(|(_, sums)| Sums::of(sums, pipeline.metrics.len()));
    let sums = sums.collect::<Result<_, TableError>>()?;
    let mut measured = Measured { period, names, sums, rows: Vec::new() };
    let parts = measured.names.ids.len().div_ceil(UNITS);
    measured.rows = (0..parts).map(|part| measured.rows_of(part).count()).collect();
    Ok(measured)
}

impl Measured {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.iter().sum()
    }

    /// Whether nothing was measured.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The parts that have rows: neighbouring units of the register each.
    #[must_use]
    pub fn parts(&self) -> Vec<usize> {
        (0..self.rows.len()).filter(|&part| self.rows[part] > 0).collect()
    }

    /// Rows over all fields, in order.
    #[must_use]
    pub fn all_fields(&self) -> Vec<MetricRow> {
        let rows = (0..self.rows.len()).flat_map(|part| self.rows_of(part));
        let rows = rows.filter(|row| row.field.is_none());
        let word = |words: &[String], symbol: u32| words[symbol as usize].clone();
        rows.map(|row| MetricRow {
            scope: Scope::ALL[row.scope as usize].word().to_owned(),
            unit_id: word(&self.names.ids, row.unit),
            field: None,
            metric: word(&self.names.metrics, row.metric),
            numerator: row.numerator,
            denominator: row.denominator,
        })
        .collect()
    }

    fn rows_of(&self, part: usize) -> impl Iterator<Item = Row> + '_ {
        let units = symbol(part * UNITS)..symbol((part + 1) * UNITS);
        let units = units.start..units.end.min(symbol(self.names.ids.len()));
        units.flat_map(move |unit| self.rows_of_unit(unit))
    }

    fn rows_of_unit(&self, unit: u32) -> impl Iterator<Item = Row> + '_ {
        let scopes = (0u32..).zip(&self.sums);
        let scopes: Vec<_> =
            scopes.map(|(scope, sums)| (scope, sums, sums.rows_of(&(unit..unit + 1)))).collect();
        (0..self.names.metrics.len()).flat_map(move |metric| {
            let rows = scopes
                .clone()
                .into_iter()
                .flat_map(|(scope, sums, rows)| rows.map(move |row| (scope, sums, row)));
            rows.filter_map(move |(scope, sums, row)| {
                let (numerator, denominator) = sums.get(metric, row)?;
                let (field, metric) = (sums.fields[row], symbol(metric));
                Some(Row { scope, unit, field, metric, numerator, denominator })
            })
        })
    }

    /// Fingerprint of a part; equal where its rows are.
    #[must_use]
    pub fn print(&self, part: usize) -> String {
        let mut bytes = self.words_of(part);
        let units = symbol(part * UNITS)..symbol((part + 1) * UNITS);
        for sums in &self.sums {
            for row in sums.rows_of(&units) {
                bytes.extend(sums.units[row].to_le_bytes());
                let field =
                    sums.fields[row].map(|field| self.names.fields[field as usize].as_str());
                bytes.extend(field.unwrap_or_default().as_bytes());
                bytes.push(0xff);
                for metric in 0..sums.metrics.len() {
                    let both = sums.get(metric, row);
                    bytes.push(u8::from(both.is_some()));
                    let (above, below) = both.unwrap_or_default();
                    bytes.extend(above.to_le_bytes());
                    bytes.extend(below.to_le_bytes());
                }
            }
            bytes.push(0xfe);
        }
        blake3::hash(&bytes).to_hex().to_string()
    }

    /// The words that a part is written with, but for the fields.
    fn words_of(&self, part: usize) -> Vec<u8> {
        let Names { levels, ids, units, parents, metrics, .. } = &self.names;
        let rows = part * UNITS..((part + 1) * UNITS).min(ids.len());
        let words = rows.flat_map(|unit| [&levels[unit], &ids[unit], &units[unit], &parents[unit]]);
        let words = words.chain(metrics).chain([&self.period]);
        words.flat_map(|word| word.bytes().chain([0xff])).collect()
    }

    /// A part of the columns of [`crate::table::Metrics`].
    ///
    /// # Errors
    /// Where polars refuses the columns; a defect of the program.
    pub fn part(&self, part: usize) -> Result<DataFrame, TableError> {
        self.frame(&self.rows_of(part).collect::<Vec<Row>>())
    }

    /// The columns without rows.
    ///
    /// # Errors
    /// Where polars refuses the columns; a defect of the program.
    pub fn empty(&self) -> Result<DataFrame, TableError> {
        self.frame(&[])
    }

    fn frame(&self, rows: &[Row]) -> Result<DataFrame, TableError> {
        let Names { levels, ids, units, parents, fields, metrics } = &self.names;
        let scopes: Vec<String> = Scope::ALL.iter().map(|scope| scope.word().to_owned()).collect();
        let unit = || rows.iter().map(|row| Some(row.unit));
        let parent = |unit: Option<u32>| unit.filter(|&unit| !parents[unit as usize].is_empty());
        let rate = |row: &Row| {
            let (numerator, denominator) = (row.numerator, row.denominator);
            Rate { numerator, denominator }.ratio()
        };
        let columns: Vec<Column> = vec![
            column::constant("period", &self.period, rows.len()),
            column::words("level", levels, unit())?,
            column::words("scope", &scopes, rows.iter().map(|row| Some(row.scope)))?,
            column::words("unit_id", ids, unit())?,
            column::words("unit_name", units, unit())?,
            column::words("parent_id", parents, unit().map(parent))?,
            column::words("field", fields, rows.iter().map(|row| row.field))?,
            column::words("metric", metrics, rows.iter().map(|row| Some(row.metric)))?,
            column::counts("numerator", rows.iter().map(|row| Some(row.numerator))),
            column::counts("denominator", rows.iter().map(|row| Some(row.denominator))),
            column::floats("rate", rows.iter().map(rate)),
        ];
        column::frame(columns)
    }
}

fn symbol(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
