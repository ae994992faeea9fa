//! Blank cells whose number follows: from the other cells of their line by the sums that the form declares, or from a
//! total of their column that leaves it. Offices leave zeros blank, and a blank may not lift anybody either.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use crate::model::{Role, Table};

use super::arithmetic::{Cells, DeclaredSum, Source, settle, trust};

/// Lines of a table that hold counts, some with blanks, and the totals over them.
pub(super) struct Followed {
    /// The sums of the table.
    pub(in crate::ingest::figures) sums: Vec<DeclaredSum>,
    pub(in crate::ingest::figures) lines: Vec<CountedLine>,
    totals: Vec<PrintedTotal>,
}

/// A line that counts.
pub(super) struct CountedLine {
    /// Its place among the lines of the table.
    pub(in crate::ingest::figures) place: usize,
    block: u32,
    pub(in crate::ingest::figures) cells: Cells,
    /// Whether any of its cells has no number.
    pub(in crate::ingest::figures) blank: bool,
    /// Columns in which a total says that something is missing.
    pub(in crate::ingest::figures) lacks: BTreeSet<usize>,
}

struct PrintedTotal {
    row: u32,
    blocks: RangeInclusive<u32>,
    values: Vec<Option<f64>>,
}

/// The blanks of one column that a total sums.
struct BlankColumn {
    total: f64,
    row: u32,
    known: f64,
    /// Places of the lines in which a number is filled, and in which none is.
    filled: Vec<usize>,
    open: Vec<usize>,
}

/// How often what totals say is taken back to the lines; each time decides about a cell at least.
const MOST_ROUNDS: usize = 8;

/// Most comparisons of a total with a line; a table of more is not summed by hand.
const MOST_SUMMED: usize = 2_000_000;

impl Followed {
    /// The lines of a table with counts in its first `width` columns; totals that sum lines of another table tell
    /// nothing. `open` tells which blanks may be filled.
    pub(in crate::ingest::figures) fn of(
        table: &Table,
        sums: Vec<DeclaredSum>,
        width: usize,
        first_block: u32,
        open: impl Fn(usize, usize) -> bool,
    ) -> Self {
        let values = |place: usize| -> Vec<Option<f64>> {
            (0..width).map(|column| table.number(place, column)).collect()
        };
        let (mut lines, mut totals) = (Vec::new(), Vec::new());
        for (place, line) in table.lines.iter().enumerate() {
            let values = values(place);
            if values.iter().all(Option::is_none) {
                continue;
            }
            match line.role {
                Role::Total if line.first_block >= first_block => totals.push(PrintedTotal {
                    row: line.row,
                    blocks: line.first_block..=line.block,
                    values,
                }),
                Role::Total => {}
                Role::Item => {
                    let blank = values.iter().any(Option::is_none);
                    let open = (0..width).map(|column| open(place, column)).collect();
                    let cells = Cells::new(values, open);
                    let (block, lacks) = (line.block, BTreeSet::new());
                    lines.push(CountedLine { place, block, cells, blank, lacks });
                }
            }
        }
        lines.sort_by_key(|line| line.block);
        // A nearer total tells more.
        let blocks =
            |total: &PrintedTotal| total.blocks.end().saturating_sub(*total.blocks.start());
        totals.sort_by_key(|total| (blocks(total), total.row));
        let mut sums = sums;
        trust(&mut sums, &lines.iter().map(|line| &line.cells).collect::<Vec<_>>());
        Self { sums, lines, totals }
    }

    /// Fills what follows.
    pub(in crate::ingest::figures) fn fill(&mut self) {
        for line in self.lines.iter_mut().filter(|line| line.blank) {
            settle(&self.sums, &mut line.cells);
        }
        let summed: usize = self.totals.iter().map(|total| self.summed(total).len()).sum();
        if summed > MOST_SUMMED {
            return;
        }
        for _ in 0..MOST_ROUNDS {
            if !self.ask_totals() {
                break;
            }
        }
        self.mark_lacking();
    }

    /// Whether totals said anything about cells that was not known before.
    fn ask_totals(&mut self) -> bool {
        let mut told = false;
        for total in 0..self.totals.len() {
            for at in 0..self.totals[total].values.len() {
                let Some(column) = self.column(total, at) else { continue };
                let changed = if self.contradicts(&column, at) {
                    column.filled
                } else {
                    self.left(&column, at)
                };
                told |= !changed.is_empty();
                for line in changed {
                    settle(&self.sums, &mut self.lines[line].cells);
                }
            }
        }
        told
    }

    /// The lines that a total sums.
    fn summed(&self, total: &PrintedTotal) -> Range<usize> {
        let first = self.lines.partition_point(|line| line.block < *total.blocks.start());
        let end = self.lines.partition_point(|line| line.block <= *total.blocks.end());
        first..end.max(first)
    }

    /// The blanks that a total sums in a column; `None` where there are none.
    fn column(&self, total: usize, at: usize) -> Option<BlankColumn> {
        let total = &self.totals[total];
        let mut column = BlankColumn {
            total: total.values[at]?,
            row: total.row,
            known: 0.0,
            filled: Vec::new(),
            open: Vec::new(),
        };
        for place in self.summed(total) {
            let cells = &self.lines[place].cells;
            match (cells.now[at], cells.from[at]) {
                (None, _) => column.open.push(place),
                // What a total left for a cell is this one's own word, or a nearer one's.
                (Some(value), None | Some(Source::Total(_))) => column.known += value,
                (Some(_), Some(Source::Line(_))) => column.filled.push(place),
            }
        }
        (!column.open.is_empty() || !column.filled.is_empty()).then_some(column)
    }

    /// Takes back what a total says cannot be.
    fn contradicts(&mut self, column: &BlankColumn, at: usize) -> bool {
        let value = |line: &usize| self.lines[*line].cells.now[at].unwrap_or(0.0);
        let filled: f64 = column.filled.iter().map(value).sum();
        let difference = column.total - column.known - filled;
        let whole = column.open.is_empty();
        let agrees = difference.abs() < 0.5 || (!whole && difference > 0.0);
        // Zeros change no sum: a total that is wrong anyway says nothing about several of them.
        let tells = filled > 0.0 || column.filled.len() == 1;
        if agrees || !tells || column.filled.is_empty() {
            return false;
        }
        for &line in &column.filled {
            self.lines[line].cells.refuse(at);
        }
        true
    }

    /// What a total leaves for the blanks of a column: all of it for one, nothing for several where nothing is left.
    fn left(&mut self, column: &BlankColumn, at: usize) -> Vec<usize> {
        let takes = |&line: &usize| self.lines[line].cells.open[at];
        if column.open.is_empty() || !column.open.iter().all(takes) {
            return Vec::new();
        }
        let value = |line: &usize| self.lines[*line].cells.now[at].unwrap_or(0.0);
        let filled: f64 = column.filled.iter().map(value).sum();
        let left = column.total - column.known - filled;
        if left < -0.5 || (left > 0.5 && column.open.len() > 1) {
            return Vec::new();
        }
        for &line in &column.open {
            let cells = &mut self.lines[line].cells;
            cells.left_by(at, left.max(0.0), column.row);
            settle(&self.sums, cells);
            if cells.now[at].is_none() {
                // The line says otherwise.
                cells.refuse(at);
            }
        }
        column.open.clone()
    }

    /// Marks blanks among which a total leaves more than nothing.
    fn mark_lacking(&mut self) {
        for total in 0..self.totals.len() {
            for at in 0..self.totals[total].values.len() {
                let Some(column) = self.column(total, at) else { continue };
                let value = |line: &usize| self.lines[*line].cells.now[at].unwrap_or(0.0);
                let filled: f64 = column.filled.iter().map(value).sum();
                if column.total - column.known - filled > 0.5 {
                    for line in column.open {
                        self.lines[line].lacks.insert(at);
                    }
                }
            }
        }
    }
}
