//! A line of a file with all that it belongs to, and what it counts.

use super::reading::{Line, MeasureIx, Number, Reading, Role, Slot, Table, TextKind};

/// A line with all that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct LineOf<'r> {
    /// The file.
    pub reading: &'r Reading,
    /// The table.
    pub table: &'r Table,
    /// The line.
    pub line: &'r Line,
    /// Its place in the table.
    pub place: usize,
}

impl Reading {
    /// Its lines, table by table.
    pub fn lines(&self) -> impl Iterator<Item = LineOf<'_>> {
        self.tables.iter().flat_map(move |table| self.lines_of(table))
    }

    /// The lines of one of its tables.
    pub fn lines_of<'r>(&'r self, table: &'r Table) -> impl Iterator<Item = LineOf<'r>> {
        let lines = table.lines.iter().enumerate();
        lines.map(move |(place, line)| LineOf { reading: self, table, line, place })
    }
}

impl<'r> LineOf<'r> {
    /// Its numbers from the left, whatever they are.
    pub fn numbers(self) -> impl Iterator<Item = Number<'r>> {
        let columns = self.table.columns.iter().zip(self.table.values_of(self.place));
        let numbers = columns.filter(|(_, value)| !value.is_nan());
        numbers.map(move |(column, &value)| {
            let at = self.table.at(self.line.row, column.at);
            Number { column, value, at }
        })
    }

    /// Its counts, or the value of the indicator that it is.
    pub fn counts(self) -> impl Iterator<Item = Number<'r>> {
        self.numbers().filter(|number| number.column.is_count())
    }

    /// What is printed beside its counts.
    pub fn printed(self) -> impl Iterator<Item = Number<'r>> {
        self.numbers().filter(|number| !number.column.is_count())
    }

    /// The measure of a count of the line.
    #[must_use]
    pub const fn measure(self, number: &Number<'_>) -> Option<MeasureIx> {
        match number.column.slot {
            Slot::Count(measure) => Some(measure),
            Slot::Value => self.line.indicator,
            Slot::Printed(_) => None,
        }
    }

    /// The first count of a measure.
    #[must_use]
    pub fn count(self, measure: MeasureIx) -> Option<Number<'r>> {
        self.counts().find(|number| self.measure(number) == Some(measure))
    }

    /// The count of a measure as a whole number; one that stands in several columns is their sum.
    #[must_use]
    pub fn value(self, measure: MeasureIx) -> Option<i64> {
        let parts = self.counts().filter(|number| self.measure(number) == Some(measure));
        parts.map(|number| number.whole()).reduce(|sum, value| sum + value)
    }

    /// The number in the columns of a slot; where it is split, the sum of all parts, `None` where one of them has none.
    #[must_use]
    pub fn sum(self, slot: Slot) -> Option<f64> {
        let mut sum = None;
        let columns = self.table.columns.iter().enumerate();
        for (place, _) in columns.filter(|(_, column)| column.slot == slot) {
            sum = Some(sum.unwrap_or(0.0) + self.table.number(self.place, place)?);
        }
        sum
    }

    /// Whether it is a line of counts, not of a note alone.
    #[must_use]
    pub fn is_item(self) -> bool {
        self.line.role == Role::Item && self.counts().next().is_some()
    }

    /// Its field, or the label of a total.
    #[must_use]
    pub fn field(self) -> Option<&'r str> {
        self.reading.field(self.line.field)
    }

    /// The text of a number, where the cell held text or shows the number otherwise.
    #[must_use]
    pub fn raw(self, number: &Number<'_>) -> Option<&'r str> {
        self.table.text(self.line.row, number.at.column, TextKind::is_number)
    }

    /// Whether the note column says anything about it.
    #[must_use]
    pub fn has_note(self) -> bool {
        let row = self.line.row;
        let first = self.table.texts.partition_point(|text| text.row < row);
        let mut here = self.table.texts[first..].iter().take_while(|text| text.row == row);
        here.any(|text| text.kind == TextKind::Note)
    }
}
