//! The columns of a table that carry figures, and the figures of one line.

use crate::model::{Cell, CellRef, Value};
use crate::pipeline::{Binding, Column, MeasureIx, Numbers};

use super::super::count::{Counted, count, printed};
use super::super::file::Vocabulary;
use super::super::lines::Line;
use super::super::locate::Located;

/// A column that carries figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct FigureColumn<'p> {
    pub(super) column: u32,
    pub(super) measure: u32,
    pub(super) count: Option<MeasureIx>,
    pub(super) percentage: Option<u32>,
    pub(super) needed: bool,
    pub(super) declared: &'p Column,
}

/// The columns of a located table that carry figures.
pub(super) fn figure_columns<'p>(
    table: &Located<'p>,
    vocabulary: &Vocabulary,
) -> Vec<FigureColumn<'p>> {
    let form = table.form;
    let columns = form.columns.iter().zip(&table.header.bound);
    columns.filter_map(|(declared, bound)| figure_column(declared, (*bound)?, vocabulary)).collect()
}

fn figure_column<'p>(
    declared: &'p Column,
    column: u32,
    vocabulary: &Vocabulary,
) -> Option<FigureColumn<'p>> {
    let percentage = declared.printed.as_ref().map(|_| vocabulary.percentage(&declared.id));
    let (measure, count) = match declared.binding {
        Binding::Count(measure) => (u32::from(measure.0), Some(measure)),
        Binding::Printed => (vocabulary.percentage(&declared.id), None),
        Binding::Ordinal | Binding::Label | Binding::Note | Binding::Ignored => return None,
    };
    let needed = count.is_some() && !declared.optional;
    Some(FigureColumn { column, measure, count, percentage, needed, declared })
}

/// The figures of a line, one entry a column; `None` where the cell is empty.
pub(super) fn counted(
    columns: &[FigureColumn],
    line: &Line,
    numbers: &Numbers,
) -> Vec<(CellRef, Option<Counted>)> {
    columns
        .iter()
        .map(|column| {
            let at = line.at.beside(column.column);
            let value = cell_at(line.cells, column.column).map(|value| match column.count {
                Some(_) => count(value, numbers),
                None => printed(value, numbers),
            });
            (at, value)
        })
        .collect()
}

fn cell_at(cells: &[Cell], column: u32) -> Option<&Value> {
    let index = cells.binary_search_by_key(&column, |cell| cell.at.column).ok()?;
    Some(&cells[index].value)
}
