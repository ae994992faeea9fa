//! From which cells of which file the counts of a unit are.

use std::collections::BTreeMap;

use crate::model::{CellRef, Notation};
use crate::table::Observations;

/// Unit, form, measure, file and sheet, as places in the words of the numbers.
pub(super) type SourceKey = (u32, u32, u32, u32, u32);

/// The cells of each count, by column and row.
pub(super) fn source_cells(numbers: &Observations) -> BTreeMap<SourceKey, Vec<CellRef>> {
    let mut cells: BTreeMap<SourceKey, Vec<CellRef>> = BTreeMap::new();
    for row in &numbers.rows {
        let key = (row.unit, row.form, row.measure, row.file, row.sheet);
        cells.entry(key).or_default().push(row.at);
    }
    for cells in cells.values_mut() {
        cells.sort_unstable_by_key(|at| (at.column, at.row));
    }
    cells
}

/// `F12:F15, F18`; cells that have no letters stand each for itself. What is longer than `most` bytes is cut and says so.
pub(super) fn ranges(cells: &[CellRef], most: usize) -> String {
    let goes_on = |a: &CellRef, b: &CellRef| {
        a.column == b.column && a.row + 1 == b.row && a.notation == Notation::Letters
    };
    let mut out = String::new();
    for run in cells.chunk_by(goes_on) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let range = if run.len() > 1 { format!("{first}:{last}") } else { first.to_string() };
        if out.len() + range.len() + 3 > most {
            out.push_str(", …");
            break;
        }
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&range);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::ranges;
    use crate::model::CellRef;

    #[test]
    fn cells_below_each_other_are_a_range() {
        let at = |row| CellRef::new(row, 5);
        assert_eq!(ranges(&[at(11), at(12), at(13), at(16)], 99), "F12:F14, F17");
        assert_eq!(ranges(&[at(11), CellRef::new(12, 6)], 99), "F12, G13");
        assert_eq!(ranges(&[at(11), at(13), at(15)], 9), "F12, F14, …");
        let counted = |row| CellRef::counted(row, 2);
        assert_eq!(ranges(&[counted(4), counted(5)], 99), "dòng 5, cột 3, dòng 6, cột 3");
    }
}
