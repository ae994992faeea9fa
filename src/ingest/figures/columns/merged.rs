//! Merged cells over figures of several lines or columns: what they show belongs to none of these alone, unless it says
//! that there was nothing.

use std::collections::BTreeMap;

use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::{Area, CellRef, Sheet};

use super::figure_columns::FigureColumn;

/// Most cells of merged areas that are remembered; more of them are made to keep a reader busy.
const MOST_CELLS: usize = 1 << 18;

/// The merged areas of a table that lie over several figures.
#[derive(Debug, Default)]
pub(in crate::ingest::figures) struct MergedFigures {
    /// Where what is shown stands, by the places of the figures below it.
    heads: BTreeMap<CellRef, CellRef>,
}

impl MergedFigures {
    /// Those of the lines and columns that carry figures.
    pub(in crate::ingest::figures) fn of(
        sheet: &Sheet,
        table: &BoundTable,
        columns: &[FigureColumn],
        lines: &[SheetLine],
    ) -> Self {
        let counted = |line: &&SheetLine| matches!(line.role, LineRole::Item | LineRole::Total);
        let mut rows: Vec<u32> = lines.iter().filter(counted).map(|line| line.at.row).collect();
        // Those of a flat table stand unit by unit.
        rows.sort_unstable();
        let mut merged = Self::default();
        for area in sheet.merges_in(table.header.bottom + 1..table.end) {
            merged.add(area, columns, &rows);
            if merged.heads.len() > MOST_CELLS {
                break;
            }
        }
        merged
    }

    fn add(&mut self, area: &Area, columns: &[FigureColumn], rows: &[u32]) {
        let first = rows.partition_point(|&row| row < area.first.row);
        let last = rows.partition_point(|&row| row <= area.last.row);
        let rows = rows.get(first..last).unwrap_or_default();
        let over = area.first.column..=area.last.column;
        let columns = columns.iter().map(|column| column.column).filter(|at| over.contains(at));
        let columns: Vec<u32> = columns.collect();
        if rows.len() * columns.len() < 2 {
            return;
        }
        for &row in rows.iter().take(MOST_CELLS / columns.len()) {
            let figures =
                columns.iter().map(|&column| (CellRef { row, column, ..area.first }, area.first));
            self.heads.extend(figures);
        }
    }

    /// Whether there is none, as in nearly all tables.
    pub(in crate::ingest::figures) fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// The cell that shows what is merged over a figure and others.
    pub(in crate::ingest::figures) fn head(&self, at: CellRef) -> Option<CellRef> {
        self.heads.get(&at).copied()
    }
}
