//! What the lines of a table hold as far as they were read, and a total that stands alone.

use crate::model::{CellRef, UnitIx};

/// What lines hold, in the block at hand and in the whole table.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four things that were seen or not, apart from each other"
)]
pub(in crate::ingest::figures) struct Filling {
    /// A line of the block holds a number, or what should be one.
    pub(in crate::ingest::figures) block: bool,
    /// Any line of the table does.
    pub(in crate::ingest::figures) lines: bool,
    /// Anything in the table does that is not 0.
    pub(in crate::ingest::figures) table: bool,
    /// A named line, or one of the empty form, has a blank where a count belongs.
    pub(in crate::ingest::figures) blank: bool,
}

impl Filling {
    /// A line of the block has numbers that count in another table.
    pub(in crate::ingest::figures) const fn holds_elsewhere(&mut self) {
        (self.block, self.lines, self.table) = (true, true, true);
    }
}

/// A total with no number in the lines that it sums.
pub(in crate::ingest::figures) struct LoneTotal {
    pub(super) unit: UnitIx,
    pub(super) at: CellRef,
    pub(super) label: String,
    /// Its place among the lines of the table.
    pub(super) line: usize,
    pub(super) values: Vec<Option<f64>>,
}
