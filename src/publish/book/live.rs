//! Figures that follow from others of their sheet: a ratio from what it divides, a total from its rows. A sheet is composed
//! with what was computed; here the formulas are put in front of it, and what was computed stays as what they give.

use std::ops::Range;

use crate::model::{Area, CellRef, column_letters};

use super::plan::{CellFormula, Datum, NamedCells, PlanCell, SheetPlan};

/// Columns of a ratio and of what it divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) struct RatioColumns {
    /// What is divided.
    pub(in crate::publish) above: u16,
    /// By what.
    pub(in crate::publish) below: u16,
    /// The ratio.
    pub(in crate::publish) ratio: u16,
}

/// A cell as a formula calls it: `G7`.
pub(in crate::publish) fn cell(row: u32, column: u16) -> String {
    CellRef::new(row, u32::from(column)).to_string()
}

/// Cells of a column that stay the same wherever the formula is copied to: `G$7:G$26`.
pub(in crate::publish) fn rows_of(column: u16, rows: &Range<u32>) -> String {
    let letters = column_letters(u32::from(column));
    // The first row has the number 1, and the end of a range is behind its last.
    format!("{letters}${}:{letters}${}", rows.start + 1, rows.end)
}

/// A cell that stays the same wherever the formula is copied to: `$G$7`.
pub(in crate::publish) fn fixed(at: CellRef) -> String {
    format!("${}${}", column_letters(at.column), u64::from(at.row) + 1)
}

/// A text as a formula holds it.
pub(in crate::publish) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// What stands where a ratio has nothing to divide by.
const NOTHING: &str = "–";

/// Most things that a function takes.
const MOST_PARTS: usize = 255;

impl<'a> SheetPlan<'a> {
    /// Makes what stands in a cell follow from others.
    pub(in crate::publish) fn follows(&mut self, row: u32, column: u16, text: String) {
        if let Some(cell) = self.cell_mut(row, column) {
            let result = std::mem::replace(&mut cell.datum, Datum::Blank);
            cell.datum = Datum::Formula(Box::new(CellFormula { text, result }));
        }
    }

    /// Makes the ratios of some rows follow from what they divide; a row without a ratio stays as it is.
    pub(in crate::publish) fn ratios(&mut self, rows: Range<u32>, columns: RatioColumns) {
        let RatioColumns { above, below, ratio } = columns;
        for row in rows {
            if [above, below, ratio].iter().all(|column| self.holds_figure(row, *column)) {
                let (above, below) = (cell(row, above), cell(row, below));
                let text = format!("IF({below}>0,{above}/{below},{})", quoted(NOTHING));
                self.follows(row, ratio, text);
            }
        }
    }

    /// Makes the figures of a row the sums of those of other rows.
    pub(in crate::publish) fn sums(
        &mut self,
        row: u32,
        of: &Range<u32>,
        columns: impl IntoIterator<Item = u16>,
    ) {
        for column in columns {
            if !of.is_empty() && self.holds_figure(row, column) {
                self.follows(row, column, format!("SUM({})", rows_of(column, of)));
            }
        }
    }

    /// Makes a figure the sum of some that stand apart, where a formula takes as many.
    pub(in crate::publish) fn sum_of(&mut self, (row, column): (u32, u16), parts: &[CellRef]) {
        if (1..=MOST_PARTS).contains(&parts.len()) && self.holds_figure(row, column) {
            let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
            self.follows(row, column, format!("SUM({})", parts.join(",")));
        }
    }

    /// Makes the figures of the last of some rows the sums of those above it.
    pub(in crate::publish) fn total(
        &mut self,
        rows: &Range<u32>,
        columns: impl IntoIterator<Item = u16>,
    ) {
        if let Some(last) = rows.clone().last() {
            self.sums(last, &(rows.start..last), columns);
        }
    }

    /// Calls cells of a column by a name.
    pub(in crate::publish) fn name_rows(&mut self, name: String, column: u16, rows: &Range<u32>) {
        let at = |row| CellRef::new(row, u32::from(column));
        let area = Area { first: at(rows.start), last: at(rows.end.saturating_sub(1)) };
        self.names.push(NamedCells { name, area });
    }

    /// Whether a number stands in a cell, computed or not.
    pub(in crate::publish) fn holds_figure(&self, row: u32, column: u16) -> bool {
        let line = self.lines.get(row as usize);
        let cell = line.and_then(|line| line.cells.iter().find(|cell| cell.column == column));
        let shown = cell.map(|cell| cell.datum.shown());
        matches!(shown, Some(Datum::Count(_) | Datum::Number(_)))
    }

    fn cell_mut(&mut self, row: u32, column: u16) -> Option<&mut PlanCell<'a>> {
        let line = self.lines.get_mut(row as usize)?;
        line.cells.iter_mut().find(|cell| cell.column == column)
    }
}
