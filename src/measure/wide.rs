//! Observations as one row a line of a form: unit, field, and a column for each measure.

use std::collections::BTreeSet;

use polars::prelude::{
    Column, DataFrame, Int64Chunked, IntoColumn, NewChunkedArray, UInt32Chunked,
};

use crate::model::{CellRef, Code, Finding};
use crate::pipeline::{MeasureIx, Pipeline, Symbols};
use crate::table::{Figure, Figures, NONE, Role, TableError};

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
#[derive(Debug)]
pub(super) struct FieldNames {
    pub(super) sorted: Vec<String>,
    place: Vec<u32>,
}

impl FieldNames {
    pub(super) fn of(figures: &Figures) -> Self {
        let words = &figures.words.fields;
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by(|&a, &b| words[a].cmp(&words[b]));
        let mut place = vec![NONE; words.len()];
        for (position, &word) in (0u32..).zip(&order) {
            place[word] = position;
        }
        Self { sorted: order.iter().map(|&word| words[word].clone()).collect(), place }
    }

    fn place(&self, symbol: u32) -> Option<u32> {
        self.place.get(symbol as usize).copied()
    }
}

/// Lays the observations out in rows. Cells named in `left_out` do not count.
pub(super) fn wide<'f>(
    figures: &Figures,
    names: &FieldNames,
    left_out: impl Iterator<Item = &'f Finding>,
    pipeline: &Pipeline,
) -> Result<DataFrame, TableError> {
    let symbols = Symbols::of(&figures.words, pipeline);
    let excluded = Excluded::new(left_out);
    let used = Used::of(pipeline);
    let mut units: Vec<u32> = Vec::new();
    let mut fields: Vec<Option<u32>> = Vec::new();
    let mut values: Vec<Vec<Option<i64>>> = vec![Vec::new(); used.measures.len()];
    let line_of = |f: &Figure| (f.file, f.sheet, f.at.row);
    for line in figures.rows.chunk_by(|a, b| line_of(a) == line_of(b)) {
        let counts = |f: &&Figure| f.role == Role::Item && used.slot(&symbols, f).is_some();
        let mut items = line.iter().filter(counts).peekable();
        let Some(unit) = items.peek().and_then(|first| symbols.unit(first.unit)) else { continue };
        units.push(unit.0);
        fields.push(items.peek().and_then(|first| names.place(first.field)));
        for column in &mut values {
            column.push(None);
        }
        let mut incomplete: Vec<usize> = Vec::new();
        for figure in items {
            let Some(measure) = used.slot(&symbols, figure) else { continue };
            if excluded.has_unit(figures, figure) {
                // The unit is there, and no file of it counts: no rate, rather than a form that was not sent.
                if let Some(slot) = values[measure].last_mut() {
                    *slot = Some(0);
                }
            } else if excluded.has_cell(figures, figure) {
                incomplete.push(measure);
            } else if let Some(slot) = values[measure].last_mut() {
                // A count that stands in several columns is their sum.
                *slot = Some(slot.unwrap_or(0) + whole(figure.value));
            }
        }
        for measure in incomplete {
            if let Some(slot) = values[measure].last_mut() {
                *slot = None;
            }
        }
    }
    let mut columns: Vec<Column> = vec![
        UInt32Chunked::from_vec(UNIT.into(), units).into_column(),
        UInt32Chunked::from_iter_options(FIELD.into(), fields.into_iter()).into_column(),
    ];
    columns.extend(used.measures.iter().zip(values).map(|(measure, values)| {
        let name = measure_column(measure.index());
        Int64Chunked::from_iter_options(name.into(), values.into_iter()).into_column()
    }));
    Ok(DataFrame::new_infer_height(columns)?)
}

/// The measures that metrics are made of; only they have a column. Indicators, which may be fractions, are no part
/// of any metric.
pub(super) struct Used {
    measures: Vec<MeasureIx>,
    /// Column of each measure of the pipeline.
    slots: Vec<Option<usize>>,
}

impl Used {
    pub(super) fn of(pipeline: &Pipeline) -> Self {
        let formulas =
            pipeline.metrics.iter().flat_map(|metric| [&metric.numerator, &metric.denominator]);
        let measures: BTreeSet<MeasureIx> = formulas
            .flat_map(|formula| formula.terms.iter().map(|&(_, measure)| measure))
            .collect();
        let measures: Vec<MeasureIx> = measures.into_iter().collect();
        let mut slots = vec![None; pipeline.measures.len()];
        for (slot, measure) in measures.iter().enumerate() {
            slots[measure.index()] = Some(slot);
        }
        Self { measures, slots }
    }

    /// The column of a figure.
    pub(super) fn slot(&self, symbols: &Symbols, figure: &Figure) -> Option<usize> {
        self.slots[symbols.measure(figure.measure)?.index()]
    }
}

#[expect(clippy::cast_possible_truncation, reason = "counts are whole and below 10^12")]
pub(super) fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// What a finding left out after it was read: single cells, or whole units in a form.
#[derive(Default)]
pub(super) struct Excluded<'f> {
    cells: BTreeSet<(&'f str, &'f str, CellRef)>,
    units: BTreeSet<(&'f str, &'f str)>,
}

impl<'f> Excluded<'f> {
    pub(super) fn new(findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut excluded = Self::default();
        for finding in findings {
            let place = &finding.place;
            match (finding.code, &finding.unit_id, &finding.form) {
                (Code::UnitLeftOut, Some(unit), Some(form)) => {
                    excluded.units.insert((unit, form));
                }
                _ => excluded.cells.extend((|| {
                    Some((place.file.as_deref()?, place.sheet.as_deref()?, place.cell?))
                })()),
            }
        }
        excluded
    }

    pub(super) fn has_cell(&self, figures: &Figures, figure: &Figure) -> bool {
        if self.cells.is_empty() {
            return false;
        }
        let words = &figures.words;
        let file = words.files[figure.file as usize].as_str();
        let sheet = words.sheets[figure.sheet as usize].as_str();
        self.cells.contains(&(file, sheet, figure.at))
    }

    pub(super) fn has_unit(&self, figures: &Figures, figure: &Figure) -> bool {
        if self.units.is_empty() {
            return false;
        }
        let words = &figures.words;
        let unit = words.units.get(figure.unit as usize).map_or("", String::as_str);
        let form = words.forms.get(figure.form as usize).map_or("", String::as_str);
        self.units.contains(&(unit, form))
    }
}
