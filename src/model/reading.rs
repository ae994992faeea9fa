//! What a worker gives back of one file: its tables line by line, with a place for each number that a line holds, the
//! texts that numbers and decisions were taken from, and what was found. Plain data: it crosses the border of a
//! process, and the tables of a run hold the same.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::cell::{CellRef, Notation};
use super::finding::Finding;
use super::known_template::KnownTemplate;
use super::submission::Status;
use super::unit::UnitIx;

/// Place of a form in the pipeline.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct FormIx(pub u16);

impl FormIx {
    /// As an index into a slice.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Place of a named count in the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MeasureIx(pub u16);

impl MeasureIx {
    /// As an index into a slice.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A line: the places of its file, of its table in the file and of itself in the table.
pub type LineAt = (usize, usize, usize);

/// What one file gave.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Path relative to the inbox; a file in an archive stands below the archive: `goi.zip/692.xlsx`.
    pub file: String,
    /// BLAKE3 of its bytes in hex, where they could be had.
    pub blake3: Option<String>,
    /// Its tables, in the order in which they stand.
    pub tables: Vec<Table>,
    /// Fields, labels of totals and sources that its lines point to.
    pub fields: Vec<String>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// The names it looked up.
    pub asked: AskedNames,
    /// Why there are no tables.
    pub refused: Option<Status>,
    /// What was sent in it and does not count for anybody.
    pub unused: Vec<Unused>,
    /// The templates that it says it was made from; for who looks at the file itself, and not remembered.
    pub templates: Vec<KnownTemplate>,
}

/// A form that a unit sent, or may have sent, and of which nothing counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unused {
    /// The form; none where nothing tells which one it was.
    pub form: Option<FormIx>,
    /// Who sent it.
    pub unit: UnitIx,
    /// Whether it may be of another unit as well.
    pub doubtful: bool,
}

/// The names that a file asked the register for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedNames {
    /// Keys of names.
    pub exact: BTreeSet<String>,
    /// Keys of names that near ones were looked for.
    pub near: BTreeSet<String>,
    /// Words of file names, without marks, that names were looked for in.
    pub within: BTreeSet<String>,
}

/// One form in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The form.
    pub form: FormIx,
    /// Who sent it.
    pub sender: UnitIx,
    /// Name on the tab.
    pub sheet: String,
    /// How its cells are found.
    pub notation: Notation,
    /// Its columns that carry numbers.
    pub columns: Vec<Column>,
    /// Its lines that hold any number or note, in order.
    pub lines: Vec<Line>,
    /// Texts of its cells that something was taken from, by row and column.
    pub texts: Vec<Text>,
    /// The numbers of all lines, a place for each column; not a number where a line has none.
    pub(super) values: Vec<f64>,
}

/// What a column of a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Slot {
    /// A count.
    Count(MeasureIx),
    /// A percentage or score that follows from counts of the line; the place of the column in the form.
    Printed(u16),
    /// The value of the indicator that the line is.
    Value,
}

/// A column of a table that carries numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it is.
    pub slot: Slot,
    /// Which of the columns that a count is split into, from 0.
    pub part: u16,
    /// How many these are.
    pub of: u16,
    /// Its column in the sheet, from 0.
    pub at: u32,
    /// The texts above it as found.
    pub header: String,
}

/// What a line is.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Counts of a unit and a field, or an indicator of a unit: what is summed.
    Item,
    /// A sum over other lines: compared, never used.
    Total,
}

impl Role {
    /// Both roles.
    pub const ALL: [Self; Self::VARIANTS.len()] = super::choice::array_of(Self::VARIANTS);

    /// The word used in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its row, from 0.
    pub row: u32,
    /// What it is.
    pub role: Role,
    /// The unit its numbers belong to; `None` for a total over several.
    pub unit: Option<UnitIx>,
    /// Its field, or the label of a total: place in [`Reading::fields`].
    pub field: Option<u32>,
    /// Where its files were handled, where the form says so: place in [`Reading::fields`].
    pub source: Option<u32>,
    /// The indicator it is, in a form of indicators.
    pub indicator: Option<MeasureIx>,
    /// First block of lines that a total covers; the line's own block otherwise.
    pub first_block: u32,
    /// Block of lines inside the file, from 0; a total closes its block.
    pub block: u32,
}

/// How the text of a cell was taken.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TextKind {
    /// A number typed as text.
    NumberAsText,
    /// A number that is shown otherwise than it is kept.
    NumberShown,
    /// A number that follows from others where its cell holds none, or none that can be read.
    Followed,
    /// A number in one of the columns that a count is split into.
    Part,
    /// The name of a unit.
    Unit,
    /// What the note column says.
    Note,
    /// The code of a dossier of a list: of some of them, by which lists are told apart.
    Code,
}

impl TextKind {
    /// All kinds.
    pub const ALL: [Self; Self::VARIANTS.len()] = super::choice::array_of(Self::VARIANTS);

    /// The word used in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether it is the text of a number.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::NumberAsText | Self::NumberShown | Self::Followed | Self::Part)
    }
}

/// The text of a cell that a number or a decision was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// How it was taken.
    pub kind: TextKind,
    /// As found.
    pub raw: String,
}

/// A number of a line, with its cell.
#[derive(Debug, Clone, Copy)]
pub struct Number<'r> {
    /// Its column.
    pub column: &'r Column,
    /// The number; whole for counts, 0–100 for percentages, the code for answers.
    pub value: f64,
    /// Its cell.
    pub at: CellRef,
}

impl Number<'_> {
    /// A count as a whole number.
    #[must_use]
    pub fn whole(&self) -> i64 {
        whole_count(self.value)
    }
}

/// Largest count that can be meant; far above all files of a country in a year.
pub const LARGEST_COUNT: f64 = 1e12;

/// A count as a whole number, before any sum: sums of fractions depend on their order. Reading has refused everything
/// that is none.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "counts are whole and below 10^12")]
pub fn whole_count(value: f64) -> i64 {
    value.round() as i64
}

impl Table {
    /// A table without lines.
    #[must_use]
    pub fn new(
        form: FormIx,
        sender: UnitIx,
        sheet: &str,
        notation: Notation,
        columns: Vec<Column>,
    ) -> Self {
        let (lines, texts, values) = (Vec::new(), Vec::new(), Vec::new());
        Self { form, sender, sheet: sheet.to_owned(), notation, columns, lines, texts, values }
    }

    /// Adds a line with its numbers, one for each column.
    pub fn push(&mut self, line: Line, numbers: impl Iterator<Item = Option<f64>>) {
        self.lines.push(line);
        self.values.extend(numbers.map(|number| number.unwrap_or(f64::NAN)));
        self.values.resize(self.lines.len() * self.columns.len(), f64::NAN);
    }

    /// Puts the lines in the order of their rows.
    pub fn sort(&mut self) {
        if !self.lines.is_sorted_by_key(|line| line.row) {
            let mut order: Vec<usize> = (0..self.lines.len()).collect();
            order.sort_by_key(|&place| self.lines[place].row);
            self.values = order.iter().flat_map(|&at| self.values_of(at).iter().copied()).collect();
            self.lines = order.iter().map(|&at| self.lines[at]).collect();
        }
        self.texts.sort_by_key(|text| (text.row, text.column, text.kind));
    }

    /// Whether every line has a place for a number in each column.
    pub(super) fn is_filled(&self) -> bool {
        Some(self.values.len()) == self.lines.len().checked_mul(self.columns.len())
    }

    /// The numbers in columns of counts, whatever the lines are.
    pub(super) fn counts(&self) -> impl Iterator<Item = f64> {
        let counts = (0..self.columns.len())
            .filter(|&column| matches!(self.columns[column].slot, Slot::Count(_)));
        let lines = 0..self.lines.len();
        counts
            .flat_map(move |column| lines.clone().filter_map(move |line| self.number(line, column)))
    }

    pub(super) fn values_of(&self, line: usize) -> &[f64] {
        let width = self.columns.len();
        &self.values[line * width..(line + 1) * width]
    }

    /// The number of a line in a column, by their places.
    #[must_use]
    pub fn number(&self, line: usize, column: usize) -> Option<f64> {
        self.values_of(line).get(column).copied().filter(|value| !value.is_nan())
    }

    /// How many counts or values of items it holds.
    #[must_use]
    pub fn items(&self) -> usize {
        let items = (0..self.lines.len()).filter(|&line| self.lines[line].role == Role::Item);
        let numbers = |line: usize| {
            let columns = self.columns.iter().zip(self.values_of(line));
            columns.filter(|(column, value)| column.is_count() && !value.is_nan()).count()
        };
        items.map(numbers).sum()
    }

    /// The address of a cell.
    #[must_use]
    pub const fn at(&self, row: u32, column: u32) -> CellRef {
        CellRef { row, column, notation: self.notation }
    }

    /// The text of a cell that is of a kind.
    #[must_use]
    pub fn text(&self, row: u32, column: u32, is: impl Fn(TextKind) -> bool) -> Option<&str> {
        let first = self.texts.partition_point(|text| (text.row, text.column) < (row, column));
        let here = self.texts[first..].iter();
        let mut here = here.take_while(|text| (text.row, text.column) == (row, column));
        here.find(|text| is(text.kind)).map(|text| text.raw.as_str())
    }
}

impl Column {
    /// Whether it holds what is summed or an indicator, not what is printed about them.
    #[must_use]
    pub const fn is_count(&self) -> bool {
        matches!(self.slot, Slot::Count(_) | Slot::Value)
    }
}

impl Reading {
    /// A word that lines point to.
    #[must_use]
    pub fn field(&self, place: Option<u32>) -> Option<&str> {
        self.fields.get(place? as usize).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, FormIx, Line, MeasureIx, Reading, Role, Slot, Table, Text, TextKind};
    use crate::model::{Notation, UnitIx};

    fn column(measure: u16, part: u16, at: u32) -> Column {
        let slot = Slot::Count(MeasureIx(measure));
        Column { slot, part, of: 1, at, header: String::new() }
    }

    fn line(row: u32) -> Line {
        Line {
            row,
            role: Role::Item,
            unit: None,
            field: None,
            source: None,
            indicator: None,
            first_block: 0,
            block: 0,
        }
    }

    #[test]
    fn lines_keep_their_numbers_when_they_are_put_in_order() {
        let columns = vec![column(0, 0, 2), column(0, 1, 4), column(1, 0, 5)];
        let mut table = Table::new(FormIx(0), UnitIx(0), "a", Notation::Letters, columns);
        table.push(line(7), [Some(1.0), None, Some(3.0)].into_iter());
        table.push(line(5), [Some(4.0), Some(5.0)].into_iter());
        let (kind, raw) = (TextKind::NumberAsText, "bốn".to_owned());
        table.texts.push(Text { row: 5, column: 2, kind, raw });
        table.sort();
        let reading = Reading { tables: vec![table], ..Reading::default() };
        let lines: Vec<_> = reading.lines().collect();
        assert_eq!(lines[0].value(MeasureIx(0)), Some(9));
        assert_eq!(lines[0].value(MeasureIx(1)), None);
        assert_eq!(lines[1].value(MeasureIx(1)), Some(3));
        let first = lines[0].count(MeasureIx(0)).unwrap();
        assert_eq!((first.at.to_string().as_str(), lines[0].raw(&first)), ("C6", Some("bốn")));
        assert_eq!(reading.tables[0].items(), 4);
    }
}
