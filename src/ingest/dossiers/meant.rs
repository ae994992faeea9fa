//! What texts mean, each looked up once: of 10⁷ rows most say what others said.

use foldhash::quality::RandomState;

#[expect(
    clippy::disallowed_types,
    reason = "texts of 10⁷ rows are looked up in it, and never listed"
)]
type ByText<T> = std::collections::HashMap<String, T, RandomState>;

/// What texts mean, as far as they were met.
#[derive(Debug)]
pub(super) struct Meant<T> {
    by_text: ByText<T>,
}

impl<T> Default for Meant<T> {
    fn default() -> Self {
        Self { by_text: ByText::default() }
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
