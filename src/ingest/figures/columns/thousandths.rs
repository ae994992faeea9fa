//! Columns in which every number ends in a separator and three zeros: an export of a database writes each count with
//! three decimals, and read as thousands it is a thousand times too large.

use crate::ingest::table::lines::line::SheetLine;
use crate::model::Value;
use crate::text::three_zeros;

use super::figure_columns::{FigureColumn, Thousandths, cell_at};

/// So many numbers of a column are no chance.
const LEAST: usize = 3;

/// How the numbers of a column end.
#[derive(Debug, Default, Clone, Copy)]
struct Endings {
    /// Numbers that end in three zeros.
    zeros: usize,
    /// Those of them whose zeros can be no thousands.
    decimals: usize,
    /// Whether any number ends in another way.
    others: bool,
}

/// Tells of each column of counts what its three zeros are, where all its numbers end so.
pub(in crate::ingest::figures) fn mark(columns: &mut [FigureColumn], lines: &[SheetLine]) {
    let endings: Vec<Endings> = columns.iter().map(|column| endings(column, lines)).collect();
    let all_end_so = |of: &Endings| of.zeros > 0 && !of.others;
    let proven = endings.iter().any(|of| all_end_so(of) && of.decimals > 0);
    for (column, of) in columns.iter_mut().zip(&endings).filter(|(_, of)| all_end_so(of)) {
        column.zeros = match () {
            () if proven => Some(Thousandths::Decimals),
            () if of.zeros >= LEAST => Some(Thousandths::Unclear),
            () => None,
        };
    }
}

fn endings(column: &FigureColumn, lines: &[SheetLine]) -> Endings {
    let mut endings = Endings::default();
    if column.count.is_none() {
        return endings;
    }
    let lines = lines.iter().filter(|line| line.role.holds_figures());
    for value in lines.filter_map(|line| cell_at(line.cells, column.column)) {
        match value {
            Value::Text(text) => match three_zeros(text) {
                Some(zeros) => {
                    endings.zeros += 1;
                    endings.decimals += usize::from(zeros.are_decimals);
                }
                None if text.contains(|c: char| c.is_ascii_digit()) => endings.others = true,
                None => {}
            },
            Value::Number(_) => endings.others = true,
            Value::Flag(_) | Value::Date(_) | Value::Fault(_) | Value::Uncalculated => {}
        }
        if endings.others {
            break;
        }
    }
    endings
}
