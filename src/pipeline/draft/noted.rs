//! Something drafted, with what is to be said beside it.

use serde::{Deserialize, Serialize};

use crate::model::Sentence;

/// Something drafted, with what is to be said beside it. What was seen stands in the draft alone, in Vietnamese;
/// what was assumed is told to the caller too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted<T> {
    /// What was drafted.
    pub value: T,
    /// What the example shows of it.
    pub seen: Vec<String>,
    /// What was assumed; a person has to look at it.
    pub assumed: Vec<Sentence>,
}

impl<T> Noted<T> {
    /// Something that needs no word.
    #[must_use]
    pub const fn plain(value: T) -> Self {
        Self { value, seen: Vec::new(), assumed: Vec::new() }
    }

    /// With what the example shows of it.
    #[must_use]
    pub fn seen(mut self, text: impl Into<String>) -> Self {
        self.seen.push(text.into());
        self
    }

    /// With what was assumed.
    #[must_use]
    pub fn assumed(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.assumed.push(Sentence::new(vi, en));
        self
    }
}
