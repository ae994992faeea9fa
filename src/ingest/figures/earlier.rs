//! What earlier tables of the same form in the same file leave to the next one: a form may run over several pages
//! or sheets, and nothing in it may count twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FormIx, Slot, UnitIx};

/// What the tables of a file have left, by form and sender.
#[derive(Debug, Default)]
pub(in crate::ingest) struct EarlierTables(BTreeMap<(FormIx, UnitIx), Earlier>);

impl EarlierTables {
    /// What the earlier tables of a form of a sender have left.
    pub(in crate::ingest) fn of(&mut self, form: FormIx, sender: UnitIx) -> &mut Earlier {
        self.0.entry((form, sender)).or_default()
    }
}

/// What the earlier tables of a form of a sender have left.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Earlier {
    /// Units that have a group or a line, by part.
    pub(super) units: BTreeSet<(usize, UnitIx)>,
    /// Lines by part, unit, field and source, of all tables before the one at hand.
    pub(super) lines: BTreeSet<LineKey>,
    /// The group that the last table did not close.
    pub(super) unfinished: Option<Unfinished>,
    /// How many tables there were.
    pub(super) tables: u32,
}

/// Part, unit, field and source of a line.
pub(super) type LineKey = (usize, UnitIx, Option<u32>, Option<u32>);

/// A group that goes on in the next table.
#[derive(Debug, Clone)]
pub(super) struct Unfinished {
    pub(super) unit: UnitIx,
    /// Its first block.
    pub(super) block: u32,
    /// The sums of its lines so far, by what is counted.
    pub(super) sums: Vec<(Slot, f64)>,
}
