//! What all parts of a page are made from.

use std::collections::{BTreeMap, BTreeSet};

use crate::publish::workbook::facts::Facts;

/// What all parts of a page are made from.
pub(super) struct PageContext<'a, 'f> {
    pub(super) facts: &'f Facts<'a>,
    /// The place of each name in the order of the alphabet.
    pub(super) alphabet: BTreeMap<&'a str, usize>,
    /// The units that have a card.
    pub(super) carded: BTreeSet<&'a str>,
}
