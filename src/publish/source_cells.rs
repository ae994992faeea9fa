//! From which cells of which file the counts of a unit are.

use std::collections::BTreeMap;

use crate::model::{Area, CellRef, Notation};
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

/// The cells of all columns together: `E26:I26`, `G12:H18, G20:H20`; columns beside each other with the same rows are one
/// area. Cells by column and row, each once.
pub(super) fn areas(cells: &[CellRef], most: usize) -> String {
    let goes_on = |a: &CellRef, b: &CellRef| a.column == b.column && a.row + 1 == b.row;
    let mut areas: Vec<Area> = Vec::new();
    for run in cells.chunk_by(goes_on) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let beside = areas.iter_mut().find(|area| {
            area.last.column + 1 == first.column
                && (area.first.row, area.last.row) == (first.row, last.row)
        });
        match beside.filter(|_| first.notation == Notation::Letters) {
            Some(area) => area.last = last,
            None => areas.push(Area { first, last }),
        }
    }
    let mut out = String::new();
    for Area { first, last } in areas {
        let area = if first == last { first.to_string() } else { format!("{first}:{last}") };
        if out.len() + area.len() + 3 > most {
            out.push_str(", …");
            break;
        }
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&area);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{areas, ranges};
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

    #[test]
    fn columns_beside_each_other_are_an_area() {
        let at = CellRef::new;
        assert_eq!(areas(&[at(11, 6), at(12, 6), at(11, 7), at(12, 7)], 99), "G12:H13");
        assert_eq!(areas(&[at(11, 4), at(11, 5), at(11, 7), at(12, 7)], 99), "E12:F12, H12:H13");
        assert_eq!(areas(&[at(11, 6), at(13, 6), at(11, 7), at(13, 7)], 99), "G12:H12, G14:H14");
        assert_eq!(areas(&[at(11, 6), at(13, 6), at(15, 6)], 9), "G12, G14, …");
    }
}
