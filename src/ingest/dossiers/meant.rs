//! What texts mean, each looked up once: of 10⁷ rows most say what others said, and most of these stand where others found it.

use foldhash::quality::RandomState;

#[expect(
    clippy::disallowed_types,
    reason = "texts of 10⁷ rows are looked up in it, and never listed"
)]
type By<K, T> = std::collections::HashMap<K, T, RandomState>;

/// Texts that a file is taken to keep once; of more it keeps each where it stands.
const KEPT_ONCE: usize = 1 << 16;

/// What texts mean, as far as they were met.
#[derive(Debug)]
pub(super) struct Meant<T> {
    by_text: By<String, T>,
}

impl<T> Default for Meant<T> {
    fn default() -> Self {
        Self { by_text: By::default() }
    }
}

impl<T: Copy> Meant<T> {
    /// What a text means, if it was met.
    pub(super) fn met(&self, text: &str) -> Option<T> {
        self.by_text.get(text).copied()
    }

    /// What a text means; `look_up` says it of one that was not met.
    pub(super) fn of(&mut self, text: &str, look_up: impl FnOnce(&str) -> T) -> T {
        if let Some(meaning) = self.met(text) {
            return meaning;
        }
        let meaning = look_up(text);
        self.by_text.insert(text.to_owned(), meaning);
        meaning
    }
}

/// What texts mean by where they are kept, as far as they were met there.
#[derive(Debug)]
pub struct MeantAt<T> {
    by_place: By<u128, T>,
}

impl<T> Default for MeantAt<T> {
    fn default() -> Self {
        Self { by_place: By::default() }
    }
}

impl<T: Copy> MeantAt<T> {
    /// What the text in a place means; `look_up` says it of one that was not met there.
    pub fn of(&mut self, place: u128, look_up: impl FnOnce() -> T) -> T {
        if let Some(meaning) = self.by_place.get(&place) {
            return *meaning;
        }
        let meaning = look_up();
        if self.by_place.len() < KEPT_ONCE {
            self.by_place.insert(place, meaning);
        }
        meaning
    }
}
