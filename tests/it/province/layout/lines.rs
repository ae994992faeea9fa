//! Lines of a table: heads, items and totals.

use tthc::model::{CellRef, column_letters};

use super::Layout;
use super::columns::{Holds, Part};
use crate::province::mess::{Mess, Messes};
use crate::province::paper::{Cell, Fact, Origin};
use crate::province::script;
use crate::province::source::{Entry, Line, Table};

/// The columns of a fixture that has none of these: a number beside the table, and a rate.
pub(crate) const BESIDE: u32 = 25;
pub(crate) const RATE: u32 = 26;

/// What stands for the header text of a count: the row above the lines of the fixture.
pub(super) fn header_origin(table: &Table, index: usize) -> Origin {
    (table.form.sheet.to_owned(), CellRef::new(9, 2 + u32::try_from(index).unwrap()))
}

/// The first part of a split count is a third of it.
const fn part_of(value: i64, part: Option<Part>) -> i64 {
    match part {
        None => value,
        Some(Part::First) => value / 3,
        Some(Part::Second) => value - value / 3,
    }
}

/// What a mess says after how many lines something happens.
fn every(messes: Messes, what: impl Fn(Mess) -> Option<usize>) -> usize {
    messes.say(what).unwrap_or(usize::MAX)
}

impl Layout {
    /// The line that names a group or part.
    pub(super) fn head(&mut self, table: &Table, line: &Line, index: usize) {
        let messes = self.messes;
        let label = script::named(&line.label, messes);
        let groups = table.form.id == "phu-luc-3";
        let at = if messes.has(Mess::HeadsInOneCell) && groups {
            let last = u32::try_from(self.columns.len()).unwrap() - 1;
            let (row, left) = (self.row, self.left);
            if !messes.has(Mess::Unmerged) && !messes.has(Mess::TotalsInHeads) {
                self.sheet().merge((row, left), (row, left + last));
            }
            self.put(0, Cell::Text(format!("{}. {}", line.ordinal, label.to_uppercase())))
        } else {
            let ordinal = if groups && messes.has(Mess::ArabicHeads) {
                Cell::Number(f64::from(u32::try_from(index).unwrap() + 1))
            } else {
                Cell::Text(line.ordinal.clone())
            };
            self.put(0, ordinal);
            self.put(1, Cell::Text(label))
        };
        self.found(table, line.at, at);
        self.group = Some(at);
        self.row += 1;
    }

    /// The items of a group, with empty rows and headers between them.
    pub(super) fn items(&mut self, table: &Table, items: &[Line]) {
        let messes = self.messes;
        let blank = every(messes, |mess| match mess {
            Mess::BlankRows(lines) => Some(lines),
            _ => None,
        });
        let page = every(messes, |mess| match mess {
            Mess::PageBreaks(lines) => Some(lines),
            _ => None,
        });
        for (index, line) in items.iter().enumerate() {
            if index > 0 && index % page == 0 {
                self.header(table);
            }
            if index > 0 && index % blank == 0 {
                self.row += 1;
            }
            self.item(table, line);
        }
    }

    fn item(&mut self, table: &Table, line: &Line) {
        let label = script::named(&line.label, self.messes);
        let ordinal =
            line.ordinal.parse().map_or_else(|_| Cell::Text(line.ordinal.clone()), Cell::Number);
        self.put(0, ordinal);
        let at = self.put(1, Cell::Text(label));
        self.found(table, line.at, at);
        for column in 0..self.columns.len() {
            match self.columns[column].holds {
                Holds::Ordinal | Holds::Label => {}
                Holds::Count(index, part) => self.count(table, line, column, index, part),
                Holds::Twin => {
                    self.put(column, Cell::Number(0.0));
                }
                Holds::Note if line.note.is_empty() => {}
                Holds::Note => {
                    self.put(column, Cell::Text(line.note.clone()));
                }
                Holds::Rate => self.rate(table, line, column),
                Holds::InCharge => {
                    self.put(column, Cell::Text("Bộ phận Một cửa".to_owned()));
                }
            }
        }
        if let Some(number) = line.beside {
            let at = self.put(self.columns.len() + 1, Cell::Number(number));
            self.found(table, CellRef::new(line.at.row, BESIDE), at);
        }
        self.row += 1;
    }

    /// The rate of what is resolved on time, to one decimal; a line of nothing has none.
    fn rate(&mut self, table: &Table, line: &Line, column: usize) {
        let meant = |wanted: &str| {
            let index = table.form.counts.iter().position(|(measure, _)| *measure == wanted);
            line.entries[index.unwrap()].meant.unwrap_or(0)
        };
        let (on_time, total) = (meant("resolved_on_time"), meant("resolved_total"));
        if total > 0 {
            let tenths = (on_time * 1_000 + total / 2) / total;
            let right = format!("{},{}%", tenths / 10, tenths % 10);
            let at = self.put(column, Cell::Text(line.rate.map_or(right, str::to_owned)));
            self.found(table, CellRef::new(line.at.row, RATE), at);
        }
    }

    fn count(
        &mut self,
        table: &Table,
        line: &Line,
        column: usize,
        index: usize,
        part: Option<Part>,
    ) {
        let entry = &line.entries[index];
        let (measure, _) = table.form.counts[index];
        let no_figure =
            self.messes.has(Mess::Dashes) && measure == "pending_overdue" && entry.meant == Some(0);
        let typed = match &entry.typed {
            _ if no_figure => Some(Cell::Text("-".to_owned())),
            Some(Cell::Number(number)) if part.is_some() => {
                let parts = entry.meant.map(|meant| part_of(meant, part));
                Some(parts.map_or(Cell::Number(*number), whole))
            }
            Some(Cell::Number(number)) if self.messes.has(Mess::Formulas) => {
                self.sum_of_line(table, line, column, index).or(Some(Cell::Number(*number)))
            }
            typed => typed.clone(),
        };
        let row = self.row;
        let at = match typed {
            Some(cell) => {
                let cell = self.typing.count(cell, table.form);
                self.put(column, cell)
            }
            None => CellRef::new(row, self.left + u32::try_from(column).unwrap()),
        };
        self.found(table, entry.at, at);
        if let Some(meant) = entry.meant.filter(|_| !no_figure) {
            let sheet = self.sheet().name.clone();
            self.laid.facts.push(Fact {
                sheet,
                at,
                head: self.group,
                form: table.form.id,
                unit: line.unit.clone(),
                field: line.field.clone(),
                measure,
                value: part_of(meant, part),
            });
        }
    }

    /// What is resolved as a formula of its two parts, where these are typed and fit.
    fn sum_of_line(&self, table: &Table, line: &Line, column: usize, index: usize) -> Option<Cell> {
        let meant = |index: usize| line.entries[index].meant;
        let is_sum = table.form.counts[index].0 == "resolved_total";
        if !is_sum || meant(index)? != meant(index + 1)? + meant(index + 2)? {
            return None;
        }
        let name = |offset: usize| self.cell_name(column + offset, self.row + 1);
        let sum = format!("{}+{}", name(1), name(2));
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        Some(Cell::Formula(sum, Some(meant(index)? as f64)))
    }

    fn cell_name(&self, column: usize, row: u32) -> String {
        format!("{}{row}", column_letters(self.left + u32::try_from(column).unwrap()))
    }

    /// A total in a line of its own.
    pub(super) fn total(
        &mut self,
        table: &Table,
        line: &Line,
        sums: &[i64],
        rows: Option<(u32, u32)>,
    ) {
        let called = self.messes.say(|mess| match mess {
            Mess::TotalsCalled(name) => Some(name),
            Mess::TotalsUnnamed => Some(""),
            _ => None,
        });
        let label = called.unwrap_or(&line.ordinal);
        if !label.is_empty() {
            self.put(0, Cell::Text(label.to_owned()));
            let (row, left) = (self.row, self.left);
            if !self.messes.has(Mess::Unmerged) {
                self.sheet().merge((row, left), (row, left + 1));
            }
        }
        self.sum_cells(table, line, sums, rows);
        self.row += 1;
    }

    /// The figures of a total; `rows` are those that a formula sums.
    pub(super) fn sum_cells(
        &mut self,
        table: &Table,
        line: &Line,
        sums: &[i64],
        rows: Option<(u32, u32)>,
    ) {
        for (column, &sum) in sums.iter().enumerate() {
            let Holds::Count(index, part) = self.columns[column].holds else { continue };
            let entry = &line.entries[index];
            let cell = match (&entry.typed, part) {
                (_, Some(_)) => Some(whole(sum)),
                (Some(Cell::Number(number)), None) => {
                    Some(self.formula(column, rows, *number).unwrap_or(Cell::Number(*number)))
                }
                (typed, None) => typed.clone(),
            };
            if let Some(cell) = cell {
                let cell = self.typing.count(cell, table.form);
                let at = self.put(column, cell);
                self.found(table, entry.at, at);
            }
        }
    }

    fn formula(&self, column: usize, rows: Option<(u32, u32)>, number: f64) -> Option<Cell> {
        let (first, last) = rows?;
        let sum =
            format!("SUM({}:{})", self.cell_name(column, first), self.cell_name(column, last));
        if self.messes.has(Mess::Uncalculated) {
            Some(Cell::Formula(sum, None))
        } else {
            self.messes.has(Mess::Formulas).then_some(Cell::Formula(sum, Some(number)))
        }
    }

    /// One total of the whole table.
    pub(super) fn grand_total(&mut self, table: &Table) {
        let wanted = self.messes.has(Mess::GrandTotal) || self.messes.has(Mess::GrandTotalOnly);
        if !wanted || table.form.id == "phu-luc-5" {
            return;
        }
        self.put(0, Cell::Text("Tổng cộng".to_owned()));
        for column in 0..self.columns.len() {
            if matches!(self.columns[column].holds, Holds::Count(..)) {
                self.put(column, whole(self.table_sums[column]));
            }
        }
        self.row += 1;
    }

    /// What the items of a group add up to in each column, as they are meant.
    pub(super) fn sums(&self, items: &[Line]) -> Vec<i64> {
        let meant = |entry: &Entry| entry.meant.unwrap_or(0);
        let sum = |holds: Holds| match holds {
            Holds::Count(index, part) => {
                items.iter().map(|line| part_of(meant(&line.entries[index]), part)).sum()
            }
            _ => 0,
        };
        self.columns.iter().map(|column| sum(column.holds)).collect()
    }

    /// Remembers where a cell of the fixture went.
    fn found(&mut self, table: &Table, origin: CellRef, at: CellRef) {
        let sheet = self.sheet().name.clone();
        let origin = (table.form.sheet.to_owned(), origin);
        self.laid.places.entry(origin).or_insert((sheet, at));
    }
}

fn whole(number: i64) -> Cell {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    Cell::Number(number as f64)
}
