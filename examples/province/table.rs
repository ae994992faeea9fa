//! A filled form as data: groups of lines with their printed totals, and where each cell stands.

use rust_xlsxwriter::utility::row_col_to_cell;

use super::form::{FIRST_COLUMN, Form};
use super::typed::{Typed, tenths};

/// A filled form.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its layout.
    pub form: &'static Form,
    /// Its groups, from the top.
    pub groups: Vec<Group>,
}

/// Lines closed by a total.
#[derive(Debug, Clone)]
pub struct Group {
    /// The unit reported on.
    pub unit_id: String,
    /// Numbered line above the group; Phụ lục 2 has none.
    pub title: Option<String>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Figures of the total row, filled by [`Table::add_up`].
    pub total: Vec<Typed>,
}

/// One line of figures.
#[derive(Debug, Clone)]
pub struct Line {
    /// The unit the figures belong to.
    pub unit_id: String,
    /// The field, or nothing where the line is about the whole unit.
    pub field: String,
    /// What the label cell says.
    pub label: String,
    /// The figures, as many as the form has measures.
    pub cells: Vec<Typed>,
    /// Explanation in the last column.
    pub note: &'static str,
}

/// A cell of figures: group, line (`None` is the total row), place among the figures.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// Group from the top.
    pub group: usize,
    /// Line in the group; `None` for its total.
    pub line: Option<usize>,
    /// Figure in the line.
    pub figure: usize,
}

impl Table {
    /// Prints the total rows: the sums of what was meant.
    pub fn add_up(&mut self) {
        for group in &mut self.groups {
            group.total = group.sums();
        }
    }

    /// Row (from 0) where a group begins, its title line included.
    pub fn top(&self, group: usize) -> u32 {
        self.groups.iter().take(group).map(Group::height).sum::<u32>() + self.form.first_row()
    }

    /// Row (from 0) of a line, or of the total of a group.
    pub fn row(&self, group: usize, line: Option<usize>) -> u32 {
        let Some(found) = self.groups.get(group) else { return self.end() };
        let below = line.unwrap_or(found.lines.len());
        self.top(group) + u32::from(found.title.is_some()) + count(below)
    }

    /// First row (from 0) below the table.
    pub fn end(&self) -> u32 {
        self.top(self.groups.len())
    }

    /// Address of a figure: `F12`.
    pub fn address(&self, spot: Spot) -> String {
        row_col_to_cell(self.row(spot.group, spot.line), column(spot.figure))
    }

    /// Place of the group of a unit.
    pub fn group_of(&self, unit_id: &str) -> Option<usize> {
        self.groups.iter().position(|group| group.unit_id == unit_id)
    }
}

impl Group {
    /// The line of a field.
    pub fn line_of(&self, field: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.field == field)
    }

    /// Sum of the figures in a column that can be read.
    pub fn readable(&self, figure: usize) -> u32 {
        self.lines.iter().filter_map(|line| line.cells.get(figure)?.readable()).sum()
    }

    fn height(&self) -> u32 {
        u32::from(self.title.is_some()) + count(self.lines.len()) + 1
    }

    fn sums(&self) -> Vec<Typed> {
        let Some(first) = self.lines.first() else { return Vec::new() };
        let sum = |figure: usize| -> u32 {
            self.lines.iter().filter_map(|line| line.cells.get(figure)).map(Typed::meant).sum()
        };
        let levels = |cell: &Typed| matches!(cell, Typed::Level { .. });
        let whole: u32 =
            (0..first.cells.len()).filter(|&at| levels(&first.cells[at])).map(sum).sum();
        let total = |(at, cell): (usize, &Typed)| match cell {
            Typed::Level { .. } => Typed::Level { count: sum(at), tenths: tenths(sum(at), whole) },
            _ => Typed::Count(sum(at)),
        };
        first.cells.iter().enumerate().map(total).collect()
    }
}

/// Column (from 0) of a figure.
pub fn column(figure: usize) -> u16 {
    FIRST_COLUMN + u16::try_from(figure).unwrap_or(u16::MAX - FIRST_COLUMN)
}

/// A number of lines as a number of rows.
pub fn count(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}
