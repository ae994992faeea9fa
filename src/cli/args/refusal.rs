//! Why a typed value is refused, in both languages.

use std::fmt;

use crate::model::{Lang, Sentence};

/// What is expected in place of a value.
#[derive(Debug)]
pub(in crate::cli) struct Refusal(pub(super) Sentence);

impl Refusal {
    /// Of a word that is none of those offered.
    pub(in crate::cli) fn unknown() -> Self {
        Self(Sentence::new("không phải một từ cho phép", "not one of the words"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.say(Lang::En))
    }
}

impl std::error::Error for Refusal {}
