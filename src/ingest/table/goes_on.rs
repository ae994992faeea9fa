//! Lines without a header that belong to the table above: a long table of Word is cut at a page, or a sheet is filled
//! where the one before was full.

use crate::model::{Cell, CellRef, Sheet, Value};
use crate::pipeline::{Binding, Items};

use super::bound_table::BoundTable;
use super::column_numbers::is_column_numbers;

/// Rows without a header that may stand above such lines: the numbers of the columns, a title that was repeated.
const ROWS_ABOVE: usize = 3;

/// The first cell of the lines of a sheet without a header that stand below the columns of a table: a label where its
/// labels are, and numbers where at least half of its figures are.
pub(in crate::ingest) fn goes_on(sheet: &Sheet, table: &BoundTable) -> Option<CellRef> {
    if table.form.items == Items::Indicator {
        return None;
    }
    let figures = table.header.figures(table.form);
    let labels = table.header.columns_of(table.form, Binding::Label);
    let ordinal = table.header.column_of(table.form, Binding::Ordinal);
    let is_label = |cell: &&Cell| {
        let column = cell.at.column;
        cell.text().is_some() && (labels.contains(&column) || Some(column) == ordinal)
    };
    let continues = |cells: &[Cell]| {
        let counts = cells.iter().filter(|cell| figures.contains(&cell.at.column) && counts(cell));
        let (counts, labelled) = (counts.count(), cells.iter().any(|cell| is_label(&cell)));
        labelled && counts >= 2 && counts * 2 >= figures.len()
    };
    let rows = sheet.rows().filter(|(_, cells)| !is_column_numbers(cells, &labels));
    let mut rows = rows.take(ROWS_ABOVE).filter(|(_, cells)| continues(cells));
    rows.next().and_then(|(_, cells)| Some(cells.first()?.at))
}

/// Whether a cell holds what may be a count.
fn counts(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(_) => true,
        Value::Text(text) => text.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        Value::Date(_) | Value::Flag(_) | Value::Fault(_) | Value::Uncalculated => false,
    }
}
