//! The names of fields in a file, in the order in which they first appear; lines point to their places.

use std::collections::BTreeMap;

/// Dictionaries of the file being read.
#[derive(Debug, Default)]
pub(in crate::ingest) struct FileWords {
    pub(in crate::ingest) fields: Interner,
    /// Fields by the labels as found.
    pub(super) labels: BTreeMap<String, u32>,
    /// Fields by their keys: those of one key are one field, the first spelling of the file stays.
    pub(super) keys: BTreeMap<String, u32>,
}

/// Words in order of first appearance.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Interner {
    words: Vec<String>,
    places: BTreeMap<String, u32>,
    last: u32,
}

impl Interner {
    /// The place of a word, a new one where the word is new.
    pub(super) fn symbol(&mut self, word: &str) -> u32 {
        // Neighbouring lines mostly share a word or take the next one.
        for guess in [self.last, self.last + 1] {
            if self.words.get(guess as usize).is_some_and(|known| known == word) {
                self.last = guess;
                return guess;
            }
        }
        if let Some(&place) = self.places.get(word) {
            self.last = place;
            return place;
        }
        let place = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.to_owned());
        self.places.insert(word.to_owned(), place);
        self.last = place;
        place
    }

    /// A word.
    pub(in crate::ingest) fn word(&self, place: u32) -> Option<&str> {
        self.words.get(place as usize).map(String::as_str)
    }

    /// The words.
    pub(in crate::ingest) fn into_words(self) -> Vec<String> {
        self.words
    }
}
