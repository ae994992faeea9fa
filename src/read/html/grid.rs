//! Where the cells of an HTML table stand: the table model of the standard, with row spans that end with their
//! group of rows, as browsers show them.

use std::collections::BTreeMap;

use crate::model::{Area, CellRef, MOST_COLUMNS, MOST_ROWS};

/// Most looks at columns taken from above per cell of a table, on the average; real tables need one or two.
const MOST_LOOKS: u64 = 100;

/// Why a table is given up.
pub(super) const TANGLED: &str =
    "trang web (HTML) có bảng gộp ô rối bất thường nên không được đọc; hãy gửi tệp bảng tính";

/// Columns that a cell above takes.
#[derive(Debug)]
struct Hold {
    last: u32,
    last_row: u32,
}

/// A table while its cells are placed.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: u32,
    /// Where the next cell of the row may stand.
    column: u32,
    /// Columns taken from above, by the first of them; they do not overlap.
    holds: BTreeMap<u32, Hold>,
    /// Merged areas of the groups above.
    settled: usize,
    cells: u64,
    looks: u64,
}

/// A place for a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum GridPlace {
    /// Its address.
    At(CellRef),
    /// Outside of what a sheet can hold.
    Outside,
}

impl Grid {
    /// Begins a row and gives its number, from 0.
    pub(super) const fn open_row(&mut self) -> u32 {
        let row = self.rows;
        self.rows = row.saturating_add(1);
        self.column = 0;
        row
    }

    /// Places the next cell of the row; one that spans is added to the merged areas.
    pub(super) fn place(
        &mut self,
        columns: u16,
        rows: u16,
        merges: &mut Vec<Area>,
    ) -> Result<GridPlace, String> {
        let row = self.rows.saturating_sub(1);
        self.cells += 1;
        let first = self.free(row);
        if self.looks > (self.cells + 1000) * MOST_LOOKS {
            return Err(TANGLED.to_owned());
        }
        if first >= MOST_COLUMNS || row >= MOST_ROWS {
            return Ok(GridPlace::Outside);
        }
        let last = (first + u32::from(columns).max(1) - 1).min(MOST_COLUMNS - 1);
        self.column = last + 1;
        let last_row = match rows {
            0 => u32::MAX,
            rows => row.saturating_add(u32::from(rows) - 1),
        };
        if last_row > row {
            self.hold(first, last, last_row);
        }
        let at = CellRef::counted(row, first);
        if last_row > row || last > first {
            merges.push(Area { first: at, last: CellRef::counted(last_row, last) });
        }
        Ok(GridPlace::At(at))
    }

    /// Ends a group of rows: nothing reaches beyond it.
    pub(super) fn close_group(&mut self, merges: &mut Vec<Area>) {
        let last_row = self.rows.saturating_sub(1);
        let mut group = merges.split_off(self.settled.min(merges.len()));
        for area in &mut group {
            area.last.row = area.last.row.min(last_row);
        }
        group.retain(|area| area.first != area.last);
        merges.append(&mut group);
        self.settled = merges.len();
        self.holds.clear();
    }

    /// The first column of a row, from the cursor, that no cell above takes.
    fn free(&mut self, row: u32) -> u32 {
        let mut column = self.column;
        while let Some((&first, hold)) = self.holds.range(..=column).next_back() {
            self.looks += 1;
            if hold.last_row < row {
                self.holds.remove(&first);
            } else if hold.last >= column {
                column = hold.last + 1;
            } else {
                break;
            }
        }
        column
    }

    /// Takes columns; those among them that are taken already stay so for the longer of both.
    fn hold(&mut self, first: u32, last: u32, last_row: u32) {
        let mut gaps = Vec::new();
        let mut column = first;
        for (&start, hold) in self.holds.range_mut(first..=last) {
            self.looks += 1;
            if column < start {
                gaps.push((column, start - 1));
            }
            hold.last_row = hold.last_row.max(last_row);
            column = hold.last + 1;
        }
        if column <= last {
            gaps.push((column, last));
        }
        self.holds.extend(gaps.into_iter().map(|(first, last)| (first, Hold { last, last_row })));
    }
}

#[cfg(test)]
mod tests {
    use super::{Grid, GridPlace};
    use crate::model::{Area, CellRef};

    /// Rows of cells, each with its spans → columns where they stand, and the merged areas.
    fn place(groups: &[&[&[(u16, u16)]]]) -> (Vec<Vec<u32>>, Vec<Area>) {
        let (mut grid, mut merges, mut columns) = (Grid::default(), Vec::new(), Vec::new());
        for group in groups {
            for row in *group {
                grid.open_row();
                let placed = row.iter().map(|&(c, r)| grid.place(c, r, &mut merges).unwrap());
                let placed = placed.filter_map(|placed| match placed {
                    GridPlace::At(at) => Some(at.column),
                    GridPlace::Outside => None,
                });
                columns.push(placed.collect());
            }
            grid.close_group(&mut merges);
        }
        (columns, merges)
    }

    #[test]
    fn cells_are_shifted_by_spans_from_above() {
        let head: &[&[(u16, u16)]] =
            &[&[(1, 3), (4, 1), (1, 3)], &[(1, 2), (3, 1)], &[(1, 1), (1, 1), (1, 1)]];
        let (columns, merges) = place(&[head, &[&[(1, 1); 6]]]);
        assert_eq!(columns[..3], [vec![0, 1, 5], vec![1, 2], vec![2, 3, 4]]);
        assert_eq!(columns[3], [0, 1, 2, 3, 4, 5]);
        assert_eq!(merges.len(), 5);
    }

    #[test]
    fn spans_end_with_their_group() {
        let (columns, merges) =
            place(&[&[&[(1, 0), (1, 65_534), (1, 1)]], &[&[(1, 0)], &[(1, 1)]]]);
        assert_eq!(columns, [vec![0, 1, 2], vec![0], vec![1]]);
        let area = Area { first: CellRef::counted(1, 0), last: CellRef::counted(2, 0) };
        assert_eq!(merges, [area]);
    }

    #[test]
    fn overlapping_spans_keep_every_column_taken() {
        let rows: &[&[(u16, u16)]] = &[
            &[(1, 1), (1, 1), (1, 5)],
            &[(4, 3)],
            &[(1, 1)],
            &[(1, 1)],
            &[(1, 1), (1, 1), (1, 1)],
        ];
        assert_eq!(place(&[rows]).0, [vec![0, 1, 2], vec![0], vec![4], vec![4], vec![0, 1, 3]]);
    }

    #[test]
    fn a_table_ends_where_a_sheet_does() {
        let row = vec![(1000, 1); 20];
        assert_eq!(place(&[&[&row]]).0[0].len(), 17);
    }
}
