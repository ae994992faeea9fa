//! A row of a flat table: whose it is, and what it sums.

use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::ingest::table::lines::reader::LineReader;
use crate::model::{Cell, Unit, UnitIx};
use crate::pipeline::Match;
use crate::text;

/// Whose a line is, however the name is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RowOwner {
    Unit(UnitIx),
    /// Names that are in no register, or of several units, differ by their words.
    Name(String),
}

/// What stands in the cell of the unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum UnitCell<'s> {
    /// A name, and its cell.
    As(RowOwner, &'s Cell),
    /// Nothing.
    Blank,
    /// What can be no name.
    Unreadable,
}

/// What a row sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowSums {
    /// Nothing.
    Nothing,
    /// The lines of the unit that it names.
    Unit,
    /// Its figures tell.
    Told,
    /// One field of several units.
    Field,
}

/// A row, and whose it is.
pub(super) struct FlatRow<'s> {
    pub(in crate::ingest::table) line: SheetLine<'s>,
    pub(in crate::ingest::table) sums: RowSums,
    pub(in crate::ingest::table) named: UnitCell<'s>,
    pub(in crate::ingest::table) source: Option<&'s Cell>,
}

impl<'s> FlatRow<'s> {
    pub(in crate::ingest::table) const fn beside(line: SheetLine<'s>) -> Self {
        Self { line, sums: RowSums::Nothing, named: UnitCell::Blank, source: None }
    }

    pub(in crate::ingest::table) const fn whose(&self) -> Option<&RowOwner> {
        match &self.named {
            UnitCell::As(whose, _) => Some(whose),
            UnitCell::Blank | UnitCell::Unreadable => None,
        }
    }

    pub(in crate::ingest::table) fn is_item(&self) -> bool {
        self.line.role == LineRole::Item
    }
}

impl RowOwner {
    pub(in crate::ingest::table) fn of(reader: &LineReader, name: &str) -> Self {
        let covers = |_, unit: &Unit| reader.form.covers.contains(&unit.level);
        match reader.units.find_exact(name, covers) {
            Match::One(unit) => Self::Unit(unit),
            Match::Many(_) | Match::None(_) => Self::Name(text::unit_key(name)),
        }
    }
}
