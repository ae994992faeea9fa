//! How often a rule was seen to hold on the lines of an example.

use crate::model::CellRef;

/// How often a rule was seen to hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::ingest::drafting) struct Support {
    /// Lines on which it holds and says something.
    pub(in crate::ingest::drafting) holds: usize,
    /// Lines on which it does not hold.
    pub(in crate::ingest::drafting) fails: usize,
    /// The first of those.
    pub(in crate::ingest::drafting) first_failure: Option<CellRef>,
}

impl Support {
    pub(in crate::ingest::drafting) fn take(&mut self, holds: bool, at: CellRef) {
        if holds {
            self.holds += 1;
        } else {
            self.fails += 1;
            self.first_failure.get_or_insert(at);
        }
    }

    /// Too many lines contradict it, whatever follows, where there are `lines` in all.
    pub(super) const fn is_lost(&self, lines: usize) -> bool {
        self.fails * 10 > lines
    }

    /// It holds on every line that can be looked at.
    pub(in crate::ingest::drafting) const fn is_whole(&self) -> bool {
        self.holds > 0 && self.fails == 0
    }

    /// So few lines contradict it that they are more likely wrong than it is.
    pub(super) const fn is_likely(&self) -> bool {
        self.holds >= 5 && self.fails * 10 <= self.holds
    }
}
