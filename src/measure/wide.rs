//! The lines of all files in one table: unit, field, and a column for each measure.

use std::collections::BTreeSet;

use polars::prelude::{
    Column, DataFrame, Int64Chunked, IntoColumn, NewChunkedArray, UInt32Chunked,
};

use crate::pipeline::Pipeline;
use crate::table::TableError;

use super::counts::{Counts, Used};

/// Column of the unit, by its place in the register.
pub(super) const UNIT: &str = "unit";
/// Column of the field, by its place among the sorted names; null for lines that are about a unit as a whole.
pub(super) const FIELD: &str = "field";

/// Name of the column of a measure.
pub(super) fn measure_column(measure: usize) -> String {
    format!("m{measure}")
}

/// Names of fields in alphabetical order of their letters, so that rows do not depend on the order in which
/// fields were first seen.
pub(super) fn fields(counts: &[Counts]) -> Vec<String> {
    let fields: BTreeSet<&String> = counts.iter().flat_map(|counts| &counts.fields).collect();
    fields.into_iter().cloned().collect()
}

/// Lays the lines of all files below each other, in their order.
pub(super) fn wide(
    counts: &[Counts],
    fields: &[String],
    pipeline: &Pipeline,
) -> Result<DataFrame, TableError> {
    let used = Used::of(pipeline);
    let lines = || counts.iter().flat_map(|file| &file.lines);
    let units = lines().map(|line| line.unit);
    let mut columns: Vec<Column> = vec![
        UInt32Chunked::from_iter_values(UNIT.into(), units).into_column(),
        UInt32Chunked::from_iter_options(FIELD.into(), places(counts, fields)).into_column(),
    ];
    columns.extend(used.measures.iter().enumerate().map(|(slot, measure)| {
        let name = measure_column(measure.index());
        let values = lines().map(|line| line.counts.get(slot).copied().flatten());
        Int64Chunked::from_iter_options(name.into(), values).into_column()
    }));
    Ok(DataFrame::new_infer_height(columns)?)
}

/// The field of each line, by its place among the sorted names.
fn places<'c>(
    counts: &'c [Counts],
    fields: &'c [String],
) -> impl Iterator<Item = Option<u32>> + 'c {
    counts.iter().flat_map(|file| {
        let place = |field: &String| u32::try_from(fields.binary_search(field).ok()?).ok();
        let places: Vec<Option<u32>> = file.fields.iter().map(place).collect();
        file.lines.iter().map(move |line| *places.get(line.field? as usize)?)
    })
}
