//! Sums as one row a metric, with names, as the store keeps them.

use std::ops::Range;

use polars::prelude::{Column, DataFrame, DataType, IntoLazy, NULL, col, lit, when};

use crate::model::{Scope, Unit};
use crate::pipeline::Pipeline;
use crate::table::{MetricRow, TableError, column};

use super::sums::{Both, Sums, field_of, unit_of};

/// Every metric of every unit: rows by unit, metric, scope and field; the row over all fields comes first. The sums are
/// held, not the rows: those are made for some units at a time.
#[derive(Debug, Default)]
pub struct Measured {
    period: String,
    names: Names,
    /// What each unit counts itself.
    own: Sums,
    /// The same with everything under it, of the units that have any under them; of the others it is the same.
    above: Sums,
    /// Whether a unit has units under it.
    has_below: Vec<bool>,
    /// Rows of each part.
    rows: Vec<usize>,
}

/// Units of a part.
const UNITS: usize = 128;

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

/// The rows of a unit; sums are sorted by unit.
fn rows_of(sums: &Sums, unit: u32) -> Range<usize> {
    let before = |unit: u32| sums.keys.partition_point(|&key| unit_of(key).0 < unit);
    before(unit)..before(unit + 1)
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

impl Measured {
    /// Of what each unit counts itself, and what those with units under them have with these; both point to the fields.
    pub(super) fn new(own: Sums, above: Sums, fields: Vec<String>, pipeline: &Pipeline) -> Self {
        let (period, names) = (pipeline.period.to_string(), Names::of(fields, pipeline));
        let units = pipeline.register.iter();
        let has_below = units.map(|(unit, _)| pipeline.register.has_units_below(unit)).collect();
        let mut measured = Self { period, names, own, above, has_below, rows: Vec::new() };
        let parts = measured.names.ids.len().div_ceil(UNITS);
        measured.rows = (0..parts).map(|part| measured.count(part)).collect();
        measured
    }

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
        let units = 0..symbol(self.names.ids.len());
        let rows = units.flat_map(|unit| {
            self.rows_of_unit(unit, |rows| rows.start..rows.end.min(rows.start + 1))
        });
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
        self.units_of(part).flat_map(move |unit| self.rows_of_unit(unit, |rows| rows))
    }

    /// The sums of a unit in each scope, and their rows there.
    fn scopes(&self, unit: u32) -> [(Scope, &Sums, Range<usize>); 2] {
        let own = rows_of(&self.own, unit);
        let total = if self.has_below[unit as usize] {
            (Scope::Total, &self.above, rows_of(&self.above, unit))
        } else {
            (Scope::Total, &self.own, own.clone())
        };
        [(Scope::Own, &self.own, own), total]
    }

    fn units_of(&self, part: usize) -> Range<u32> {
        symbol(part * UNITS)..symbol(((part + 1) * UNITS).min(self.names.ids.len()))
    }

    fn count(&self, part: usize) -> usize {
        let of_scope = |(_, sums, rows): (Scope, &Sums, Range<usize>)| {
            let some =
                |metric: &Both| rows.clone().filter(|&row| metric.get(row).is_some()).count();
            sums.metrics.iter().map(some).sum::<usize>()
        };
        let of_unit = |unit: u32| self.scopes(unit).into_iter().map(of_scope).sum::<usize>();
        self.units_of(part).map(of_unit).sum()
    }

    /// The rows of a unit, of those that are chosen in each scope.
    fn rows_of_unit(
        &self,
        unit: u32,
        chosen: impl Fn(Range<usize>) -> Range<usize>,
    ) -> impl Iterator<Item = Row> + '_ {
        let scopes = self.scopes(unit).map(|(scope, sums, rows)| (scope, sums, chosen(rows)));
        (0..self.names.metrics.len()).flat_map(move |metric| {
            let rows = scopes
                .clone()
                .into_iter()
                .flat_map(|(scope, sums, rows)| rows.map(move |row| (scope, sums, row)));
            rows.filter_map(move |(scope, sums, row)| {
                let (numerator, denominator) = sums.metrics[metric].get(row)?;
                let (field, metric) = (field_of(sums.keys[row]), symbol(metric));
                Some(Row { scope: scope as u32, unit, field, metric, numerator, denominator })
            })
        })
    }

    /// Fingerprint of a part; equal where its rows are.
    #[must_use]
    pub fn print(&self, part: usize) -> String {
        let mut bytes = self.words_of(part);
        for unit in self.units_of(part) {
            let [(_, own, rows), (_, total, all)] = self.scopes(unit);
            self.write(own, rows, &mut bytes);
            if self.has_below[unit as usize] {
                self.write(total, all, &mut bytes);
            }
        }
        blake3::hash(&bytes).to_hex().to_string()
    }

    fn write(&self, sums: &Sums, rows: Range<usize>, bytes: &mut Vec<u8>) {
        for row in rows {
            bytes.extend(unit_of(sums.keys[row]).0.to_le_bytes());
            let field = field_of(sums.keys[row]).map(|field| &self.names.fields[field as usize]);
            bytes.extend(field.map_or("", String::as_str).as_bytes());
            bytes.push(0xff);
            for metric in &sums.metrics {
                let both = metric.get(row);
                bytes.push(u8::from(both.is_some()));
                let (above, below) = both.unwrap_or_default();
                bytes.extend(above.to_le_bytes());
                bytes.extend(below.to_le_bytes());
            }
        }
        bytes.push(0xfe);
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
        ];
        // Nothing to divide by is no rate.
        let double = |sum: &str| col(sum).cast(DataType::Float64);
        let rate = when(col("denominator").gt(lit(0i64)))
            .then(double("numerator") / double("denominator"))
            .otherwise(lit(NULL).cast(DataType::Float64));
        Ok(column::frame(columns)?.lazy().with_column(rate.alias("rate")).collect()?)
    }
}

fn symbol(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
