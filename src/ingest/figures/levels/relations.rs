//! What the lines of a table are to each other: which detail another one, which sum those below them.

use std::collections::{BTreeMap, BTreeSet};

/// What the lines of a table are to each other, by their places.
#[derive(Debug, Default)]
pub(in crate::ingest::figures) struct Levels {
    /// Lines that detail another one and do not count.
    pub(in crate::ingest::figures) parts: BTreeSet<usize>,
    /// What is said of them, by the lines that they detail.
    pub(in crate::ingest::figures) detailed: BTreeMap<usize, LineDetails>,
    /// Lines that sum those below them.
    pub(in crate::ingest::figures) sums: BTreeMap<usize, SumOfBelow>,
}

/// The details of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) struct LineDetails {
    pub(in crate::ingest::figures) first: usize,
    pub(in crate::ingest::figures) count: usize,
    pub(super) adds: Adds,
}

/// What details add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Adds {
    /// The line that they detail.
    Up,
    /// A part of it, as they say themselves.
    Part,
    /// Neither.
    Otherwise,
}

/// A line that sums those below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) struct SumOfBelow {
    /// The last of them.
    pub(in crate::ingest::figures) last: usize,
    /// Whether every count is their sum.
    pub(in crate::ingest::figures) exact: bool,
    /// Sums stand among them, which are held against their lines themselves.
    pub(super) over_sums: bool,
}

impl Levels {
    /// Whether a line only details another one.
    pub(in crate::ingest::figures) fn is_part(&self, index: usize) -> bool {
        self.parts.contains(&index)
    }

    pub(super) fn detail(&mut self, head: usize, parts: &[usize], adds: Adds) {
        let Some(&first) = parts.first() else { return };
        self.parts.extend(parts);
        self.detailed.insert(head, LineDetails { first, count: parts.len(), adds });
    }
}
