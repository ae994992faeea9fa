//! The columns of a table that carry figures, and the figures of one line.

use crate::model::{Cell, CellRef, Code, Value};
use crate::pipeline::{Binding, Column, MeasureIx, Numbers};

use super::super::count::{Counted, count, printed};
use super::super::file::Vocabulary;
use super::super::lines::Line;
use super::super::locate::Located;

/// A column of the sheet that carries figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct FigureColumn<'p> {
    pub(super) column: u32,
    pub(super) measure: u32,
    pub(super) count: Option<MeasureIx>,
    pub(super) percentage: Option<u32>,
    pub(super) needed: bool,
    declared: &'p Column,
    /// Which of the columns that the declared one is split into, and how many these are.
    part: (usize, usize),
}

impl FigureColumn<'_> {
    /// Whether it holds a part of a count; the others stand beside it.
    pub(super) const fn is_part(&self) -> bool {
        self.part.1 > 1
    }

    /// Its header texts as the form writes them.
    pub(super) fn label(&self) -> String {
        self.declared.label_of(self.part.0, self.part.1)
    }
}

/// The columns of a located table that carry figures.
pub(super) fn figure_columns<'p>(
    table: &Located<'p>,
    vocabulary: &Vocabulary,
) -> Vec<FigureColumn<'p>> {
    let columns = table.form.columns.iter().zip(&table.header.bound);
    columns.flat_map(|(declared, bound)| of_declared(declared, bound, vocabulary)).collect()
}

fn of_declared<'p>(
    declared: &'p Column,
    bound: &[u32],
    vocabulary: &Vocabulary,
) -> Vec<FigureColumn<'p>> {
    let percentage = declared.printed.as_ref().map(|_| vocabulary.percentage(&declared.id));
    let (measure, count) = match declared.binding {
        Binding::Count(measure) => (u32::from(measure.0), Some(measure)),
        Binding::Printed => (vocabulary.percentage(&declared.id), None),
        Binding::Ordinal
        | Binding::Label
        | Binding::Note
        | Binding::Ignored
        | Binding::Scale
        | Binding::Value => return Vec::new(),
    };
    let columns = bound.iter().enumerate().map(|(index, &column)| FigureColumn {
        column,
        measure,
        count,
        percentage,
        needed: count.is_some() && !declared.optional,
        declared,
        part: (index, bound.len()),
    });
    columns.collect()
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
                Some(_) => compared(count(value, numbers), column, value),
                None => printed(value, numbers),
            });
            (at, value)
        })
        .collect()
}

/// `05/31 phiếu` is read only where the share it makes can be compared: elsewhere nothing says what the 31 are.
fn compared(counted: Counted, column: &FigureColumn, value: &Value) -> Counted {
    let is_part = matches!(value, Value::Text(text) if text.contains('/'));
    match counted {
        Counted::Count { .. } if is_part && column.percentage.is_none() => {
            Counted::Doubt(Code::NotANumber, "không đọc được thành một số")
        }
        other => other,
    }
}

fn cell_at(cells: &[Cell], column: u32) -> Option<&Value> {
    let index = cells.binary_search_by_key(&column, |cell| cell.at.column).ok()?;
    Some(&cells[index].value)
}
