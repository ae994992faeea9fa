//! What a declaration file may hold, as data: keys, types, allowed words, what has to be there, what counts where nothing
//! is said, and what each is for. It comes from the same structs that files are read into, so it cannot say anything
//! else than they do.

use std::ops::RangeInclusive;

use toml::Value;

use crate::model::Sentence;

/// What a value may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A text; one of these words where there are any. `ranking:<id>` stands for all that begin so.
    Text(Vec<&'static str>),
    /// A text that this regular expression finds.
    Pattern(&'static str),
    /// A whole number, of a range where there is one.
    Whole(Option<RangeInclusive<i64>>),
    /// `true` or `false`.
    Flag,
    /// An array of such values.
    List(Box<Self>),
    /// One such value, or an array of them.
    OneOrMore(Box<Self>),
    /// A table with free keys and such values.
    Free(Box<Self>),
    /// A table with these keys and no others.
    Table {
        /// What it is, in one sentence.
        about: Sentence,
        /// Its keys, in the order of the struct.
        keys: Vec<Key>,
    },
}

/// A key of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// As it is written.
    pub key: String,
    /// What it is for, in one sentence.
    pub about: Sentence,
    /// Whether it has to be there.
    pub need: KeyNeed,
    /// What counts where it is not there, if that is one value: written out it changes nothing.
    pub default: Option<Value>,
    /// What its value may be.
    pub shape: Shape,
}

/// Whether a key has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyNeed {
    /// It may be left out.
    #[default]
    Never,
    /// It has to be there.
    Always,
    /// At least one of the keys of its table that are marked so has to be there.
    Either,
    /// It has to be there where this other key is, and nowhere else.
    With(&'static str),
    /// It may be left out, and has a place only where this other key is.
    Beside(&'static str),
}

/// What the values of a type are narrowed to.
pub(super) enum Narrow {
    Words(Vec<&'static str>),
    Range(RangeInclusive<i64>),
    Pattern(&'static str),
}

impl From<Vec<&'static str>> for Narrow {
    fn from(words: Vec<&'static str>) -> Self {
        Self::Words(words)
    }
}

impl From<RangeInclusive<i64>> for Narrow {
    fn from(range: RangeInclusive<i64>) -> Self {
        Self::Range(range)
    }
}

impl Shape {
    /// The same, of texts or numbers that are narrowed.
    pub(super) fn of(self, narrow: Narrow) -> Self {
        match (self, narrow) {
            (Self::Text(_), Narrow::Words(words)) => Self::Text(words),
            (Self::Text(_), Narrow::Pattern(pattern)) => Self::Pattern(pattern),
            (Self::Whole(_), Narrow::Range(range)) => Self::Whole(Some(range)),
            (Self::List(items), narrow) => Self::List(Box::new(items.of(narrow))),
            (Self::OneOrMore(items), narrow) => Self::OneOrMore(Box::new(items.of(narrow))),
            (Self::Free(items), narrow) => Self::Free(Box::new(items.of(narrow))),
            (other, _) => other,
        }
    }
}
