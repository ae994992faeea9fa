//! A line of a table, and what it is.

use crate::model::{Cell, CellRef};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum LineRole {
    /// A header that a new page repeats.
    Header,
    /// The numbers of the columns: `(1) (2) (3) …`.
    ColumnNumbers,
    /// Opens a group; the label names it.
    Group,
    /// Says where the files below were handled: `Trên hệ thống của Bộ`.
    Source,
    /// Opens a part of the form, by its index.
    Part(usize),
    /// Counts of a field or a unit.
    Item,
    /// Opens a section of a form of indicators, by its index.
    Section(usize),
    /// An indicator of the form, by its index; a heading among them too.
    Indicator(usize),
    /// Sums over lines above.
    Total,
    /// Text below the table.
    Note,
    /// Date, offices and names below the table.
    Signature,
    /// Words between the lines that name no unit and hold no figures: `Trong đó:`.
    Remark,
    /// A line of the empty form left in place: `…`.
    Placeholder,
    /// None of these.
    Unknown,
}

impl LineRole {
    /// Whether its figures are read or compared.
    pub(in crate::ingest) const fn holds_figures(self) -> bool {
        matches!(self, Self::Item | Self::Group | Self::Source | Self::Total | Self::Indicator(_))
    }
}

/// A line of a table.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct SheetLine<'s> {
    /// Its non-empty cells.
    pub(in crate::ingest) cells: &'s [Cell],
    /// What it is.
    pub(in crate::ingest) role: LineRole,
    /// Where its label stands, or its first cell.
    pub(in crate::ingest) at: CellRef,
    /// Its label as found; empty where it has none.
    pub(in crate::ingest) label: &'s str,
}
