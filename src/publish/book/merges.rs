//! Which merged areas of a submitted sheet its copy keeps.

use std::collections::BTreeSet;

use crate::model::{Area, CellRef};

use super::copied::Copied;

/// Most cells that are looked at to keep merged areas; a file may name areas as large as the sheet.
const MOST_MERGED: u64 = 100_000;
impl Copied<'_> {
    /// The merged areas, cut to what the sheet uses. One that overlaps another, or would hide a value or a mark
    /// that it covers, is not kept.
    pub(super) fn kept_merges(&self) -> Vec<Area> {
        let end = self.end();
        let mut covered = BTreeSet::new();
        let mut left = MOST_MERGED;
        let mut kept = Vec::new();
        for area in &self.sheet.merges {
            let (first, mut last) = (area.first, area.last);
            last.row = last.row.min(end.row);
            last.column = last.column.min(end.column);
            if first == last || last.row < first.row || last.column < first.column {
                continue;
            }
            let high = u64::from(last.row - first.row) + 1;
            let cells = high * (u64::from(last.column - first.column) + 1);
            if cells > left {
                continue;
            }
            left -= cells;
            let all = || (first.row..=last.row).flat_map(|row| across(row, first, last));
            let hides = |at: CellRef| self.sheet.get(at).is_some() || self.marks.contains_key(&at);
            if all().any(|at| covered.contains(&at) || (at != first && hides(at))) {
                continue;
            }
            covered.extend(all());
            kept.push(Area { first, last });
        }
        kept
    }

    /// The last row and the last column that hold a value or a mark.
    fn end(&self) -> CellRef {
        let rows = self.sheet.rows().filter_map(|(_, cells)| cells.last());
        let cells = rows.map(|cell| cell.at).chain(self.marks.keys().copied());
        cells.fold(CellRef::new(0, 0), |end, at| {
            CellRef::new(end.row.max(at.row), end.column.max(at.column))
        })
    }
}

fn across(row: u32, first: CellRef, last: CellRef) -> impl Iterator<Item = CellRef> {
    (first.column..=last.column).map(move |column| CellRef::new(row, column))
}
