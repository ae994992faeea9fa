//! What a few texts that stand in thousands of sheets were found to be.

use std::sync::{Mutex, PoisonError};

use crate::text::Numbered;

/// What texts are: the same few stand in thousands of sheets.
#[derive(Debug)]
pub(super) struct TextCache<V>(Mutex<Numbered<V>>);

/// Most texts that are remembered, and the longest: a crafted file may hold any number.
const MOST_FOUND: usize = 20_000;
pub(super) const LONGEST_FOUND: usize = 200;

impl<V: Clone> TextCache<V> {
    /// What a text was found to be, found out now where it was not.
    pub(super) fn of(&self, found: &str, make: impl FnOnce() -> V) -> V {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = known().get(found) {
            return made.clone();
        }
        let made = make();
        let mut known = known();
        if known.len() < MOST_FOUND && found.len() <= LONGEST_FOUND {
            known.insert(found.to_owned(), made.clone());
        }
        made
    }
}

impl<V> Default for TextCache<V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
