//! A line of an example, with what of it tells the grammar.

use crate::ingest::table::lines::line::{LineRole, SheetLine};

/// A line with what matters here.
pub(in crate::ingest::drafting) struct ExampleLine<'l, 's> {
    pub(in crate::ingest::drafting) line: &'l SheetLine<'s>,
    /// It has a number in a column of numbers.
    pub(in crate::ingest::drafting) figures: bool,
    /// Its label names a unit.
    pub(in crate::ingest::drafting) unit: bool,
}

impl ExampleLine<'_, '_> {
    /// A text without numbers that may open a group or a part.
    pub(in crate::ingest::drafting) fn opens(&self) -> bool {
        !self.figures && (self.unit || self.line.role == LineRole::Group)
    }

    /// A line of numbers that is no total.
    pub(in crate::ingest::drafting) fn is_item(&self) -> bool {
        self.figures && self.line.role == LineRole::Item
    }
}
