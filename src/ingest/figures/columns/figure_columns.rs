//! The columns of a table that carry figures, what three zeros in them are, and the figures of one line.

use std::collections::BTreeMap;

use crate::ingest::count::{Counted, count, printed};
use crate::ingest::findings::cell::not_a_number::NOT_A_NUMBER;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::lines::line::SheetLine;
use crate::model::{self, Cell, CellRef, MeasureIx, Slot, Value};
use crate::pipeline::{Binding, FormColumn, Numbers};
use crate::text::three_zeros;

/// A column of the sheet that carries figures.
#[derive(Debug, Clone, Copy)]
pub(in crate::ingest::figures) struct FigureColumn<'p> {
    pub(in crate::ingest::figures) column: u32,
    pub(in crate::ingest::figures) slot: Slot,
    pub(in crate::ingest::figures) count: Option<MeasureIx>,
    /// What a share printed behind the count is, where the form has one.
    pub(in crate::ingest::figures) percentage: Option<Slot>,
    pub(in crate::ingest::figures) needed: bool,
    /// What the three zeros are that every number of it ends in.
    pub(in crate::ingest::figures) zeros: Option<Thousandths>,
    declared: &'p FormColumn,
    /// Which of the columns that the declared one is split into, and how many these are.
    part: (usize, usize),
}

impl FigureColumn<'_> {
    /// Whether it holds a part of a count; the others stand beside it.
    pub(in crate::ingest::figures) const fn is_part(&self) -> bool {
        self.part.1 > 1
    }

    /// What a share that is printed behind a count is.
    pub(in crate::ingest::figures) fn share(&self) -> Option<Slot> {
        self.percentage.filter(|_| self.count.is_some() && !self.is_part())
    }

    /// Its header texts as the form writes them.
    pub(in crate::ingest::figures) fn label(&self) -> String {
        self.declared.label_of(self.part.0, self.part.1)
    }
}

/// What the three zeros of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) enum Thousandths {
    /// Decimals: a number of the table can have no thousands there (`0.000`).
    Decimals,
    /// Decimals or thousands, nothing tells.
    Unclear,
}

impl Thousandths {
    /// Reads a number of such a column.
    pub(in crate::ingest::figures) fn count(self, text: &str, numbers: &Numbers) -> Counted {
        match three_zeros(text) {
            Some(zeros) if self == Self::Decimals => {
                count(&Value::Text(zeros.whole.to_owned()), numbers)
            }
            Some(_) => Counted::Doubt(
                &NOT_A_NUMBER,
                "mọi số trong cột đều kết thúc bằng ba số 0 sau dấu phân cách nên có thể là hàng nghìn hoặc là ba chữ số thập phân; hãy nhập số không có dấu",
            ),
            None => count(&Value::Text(text.to_owned()), numbers),
        }
    }
}

/// The columns of a located table that carry figures.
pub(in crate::ingest::figures) fn figure_columns<'p>(
    table: &BoundTable<'p>,
) -> Vec<FigureColumn<'p>> {
    let columns = (0u16..).zip(&table.form.columns).zip(&table.header.bound);
    columns.flat_map(|((place, declared), bound)| of_declared(place, declared, bound)).collect()
}

fn of_declared<'p>(place: u16, declared: &'p FormColumn, bound: &[u32]) -> Vec<FigureColumn<'p>> {
    let printed = Slot::Printed(place);
    let percentage = declared.printed.as_ref().map(|_| printed);
    let (slot, count) = match declared.binding {
        Binding::Count(measure) => (Slot::Count(measure), Some(measure)),
        Binding::Printed => (printed, None),
        Binding::Ordinal
        | Binding::Label
        | Binding::Unit
        | Binding::Source
        | Binding::Note
        | Binding::Ignored
        | Binding::Scale
        | Binding::Value => return Vec::new(),
    };
    let columns = bound.iter().enumerate().map(|(index, &column)| FigureColumn {
        column,
        slot,
        count,
        percentage,
        needed: count.is_some() && !declared.optional,
        zeros: None,
        declared,
        part: (index, bound.len()),
    });
    columns.collect()
}

/// The same as the reading tells them: behind the columns themselves those of the shares that are printed in them.
pub(in crate::ingest::figures) fn told_columns(
    columns: &[FigureColumn],
    headers: &Headers,
) -> Vec<model::Column> {
    let told = |column: &FigureColumn, slot: Slot| model::Column {
        slot,
        part: u16::try_from(column.part.0).unwrap_or(u16::MAX),
        of: u16::try_from(column.part.1).unwrap_or(u16::MAX),
        at: column.column,
        header: headers.get(&column.column).cloned().unwrap_or_default(),
    };
    let own = columns.iter().map(|column| told(column, column.slot));
    own.chain(columns.iter().filter_map(|column| Some(told(column, column.share()?)))).collect()
}

/// The texts above each column of a sheet.
type Headers = BTreeMap<u32, String>;

/// The figures of a line, one entry a column; `None` where the cell is empty.
pub(in crate::ingest::figures) fn counted(
    columns: &[FigureColumn],
    line: &SheetLine,
    numbers: &Numbers,
) -> Vec<(CellRef, Option<Counted>)> {
    columns
        .iter()
        .map(|column| {
            let at = line.at.beside(column.column);
            let value = cell_at(line.cells, column.column).map(|value| match column.count {
                Some(_) => compared(in_column(column, value, numbers), column, value),
                None => printed(value, numbers),
            });
            (at, value)
        })
        .collect()
}

/// A count, as the numbers of its column are written.
fn in_column(column: &FigureColumn, value: &Value, numbers: &Numbers) -> Counted {
    match (column.zeros, value) {
        (Some(zeros), Value::Text(text)) => zeros.count(text, numbers),
        _ => count(value, numbers),
    }
}

/// `05/31 phiếu` is read only where the share it makes can be compared: elsewhere nothing says what the 31 are.
fn compared(counted: Counted, column: &FigureColumn, value: &Value) -> Counted {
    let is_part = matches!(value, Value::Text(text) if text.contains('/'));
    match counted {
        Counted::Count { .. } if is_part && column.percentage.is_none() => {
            Counted::Doubt(&NOT_A_NUMBER, "không đọc được thành một số")
        }
        other => other,
    }
}

pub(super) fn cell_at(cells: &[Cell], column: u32) -> Option<&Value> {
    let index = cells.binary_search_by_key(&column, |cell| cell.at.column).ok()?;
    Some(&cells[index].value)
}

/// The counts of a line.
pub(in crate::ingest::figures) fn values_of(
    counted: &[(CellRef, Option<Counted>)],
) -> Vec<Option<f64>> {
    let value = |(_, value): &(CellRef, Option<Counted>)| match value {
        Some(Counted::Count { value, .. }) => Some(*value),
        _ => None,
    };
    counted.iter().map(value).collect()
}
