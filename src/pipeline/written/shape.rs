//! What a declaration file may hold, as data: keys, types, allowed words and what each is for. It comes from the
//! same structs that files are read into, so it cannot say anything else than they do.

/// What a value may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A text; one of these words where there are any. `ranking:<id>` stands for all that begin so.
    Text(Vec<&'static str>),
    /// A whole number.
    Whole,
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
        about: &'static str,
        /// Its keys, in the order of the struct.
        keys: Vec<Key>,
    },
}

/// A key of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// As it is written.
    pub key: String,
    /// What it is for, in one sentence; may be empty.
    pub about: &'static str,
    /// What its value may be.
    pub shape: Shape,
}

impl Shape {
    /// With the words that its texts are taken from.
    pub(in crate::pipeline) fn of(self, words: Vec<&'static str>) -> Self {
        match self {
            Self::Text(_) => Self::Text(words),
            Self::List(items) => Self::List(Box::new(items.of(words))),
            Self::OneOrMore(items) => Self::OneOrMore(Box::new(items.of(words))),
            Self::Free(items) => Self::Free(Box::new(items.of(words))),
            other => other,
        }
    }
}
