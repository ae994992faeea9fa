//! Why a typed value is refused, in both languages.

use std::fmt;

use crate::model::{Lang, Sentence};

/// What is expected in place of a value.
#[derive(Debug)]
pub(super) struct Refused(pub(super) Sentence);

impl Refused {
    /// Of a word that is none of those offered.
    pub(super) fn unknown() -> Self {
        Self(Sentence::new("không phải một từ cho phép", "not one of the words"))
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.say(Lang::En))
    }
}

impl std::error::Error for Refused {}
