//! The numbers of the item lines of an example, by column, for what sums and ratios they keep.

use crate::ingest::count::{Counted, count, printed};
use crate::ingest::drafting::columns::naming::NamedColumn;
use crate::ingest::drafting::example::kinds::ColumnKind;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::CellRef;
use crate::pipeline::Numbers;

/// Lines that are looked at; more of them show nothing new.
const MOST_LINES: usize = 5_000;

/// The numbers of one line.
#[derive(Debug, Clone)]
pub(in crate::ingest::drafting) struct LineFigures {
    /// Where its label stands.
    pub(in crate::ingest::drafting) at: CellRef,
    /// The number of each column; `None` where it has none, or none that can be read.
    pub(in crate::ingest::drafting) values: Vec<Option<f64>>,
    /// The percentage behind the number of each column.
    pub(super) percentages: Vec<Option<f64>>,
}

/// The item lines in order.
pub(in crate::ingest::drafting) fn figures(
    lines: &[SheetLine],
    named: &[NamedColumn],
    numbers: &Numbers,
) -> Vec<LineFigures> {
    let items = lines.iter().filter(|line| line.role == LineRole::Item);
    items.take(MOST_LINES).map(|line| of_line(line, named, numbers)).collect()
}

/// The numbers of one line.
pub(in crate::ingest::drafting) fn of_line(
    line: &SheetLine,
    named: &[NamedColumn],
    numbers: &Numbers,
) -> LineFigures {
    let mut figures = LineFigures { at: line.at, values: Vec::new(), percentages: Vec::new() };
    for column in named {
        let (value, percentage) = match column.kind {
            ColumnKind::Count | ColumnKind::Rate => sum(line, column, numbers),
            _ => (None, None),
        };
        figures.values.push(value);
        figures.percentages.push(percentage);
    }
    figures
}

/// The number of a column; of one that the sheet splits, the sum.
fn sum(line: &SheetLine, column: &NamedColumn, numbers: &Numbers) -> (Option<f64>, Option<f64>) {
    let (mut total, mut behind) = (0.0, None);
    for at in &column.columns {
        let found = line.cells.binary_search_by_key(at, |cell| cell.at.column);
        let Some(cell) = found.ok().and_then(|at| line.cells.get(at)) else {
            return (None, None);
        };
        let counted = if column.kind == ColumnKind::Rate {
            printed(&cell.value, numbers)
        } else {
            count(&cell.value, numbers)
        };
        let Counted::Count { value, percentage, .. } = counted else { return (None, None) };
        total += value;
        behind = percentage;
    }
    (Some(total), behind.filter(|_| column.columns.len() == 1))
}
