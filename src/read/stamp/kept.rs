//! Stamps while they are gathered: few and short, whatever a file holds.

use crate::model::{Stamp, StampPlace};

/// Most stamps that a workbook is asked for: a sheet each, where many were put together into one.
const MOST: usize = 200;

/// Longest text that is kept of one, in bytes; what is longer is none of this program's.
pub(in crate::read) const LONGEST: usize = 300;

/// Stamps while they are gathered.
#[derive(Debug, Default)]
pub(in crate::read) struct Stamps(Vec<Stamp>);

impl Stamps {
    /// Keeps one, cut where it is far too long.
    pub(in crate::read) fn put(&mut self, place: StampPlace, text: &str) {
        let end = text.floor_char_boundary(LONGEST);
        let stamp = Stamp { place, text: text[..end].to_owned() };
        if self.0.len() < MOST && !self.0.contains(&stamp) {
            self.0.push(stamp);
        }
    }

    /// Those that were kept.
    pub(in crate::read) fn into_all(self) -> Vec<Stamp> {
        self.0
    }
}
