//! What a declaration file may hold, as data: keys, types, allowed words and what each is for. It comes from the
//! same structs that files are read into, so it cannot say anything else than they do.

use super::pipeline::{Declaration, FormDeclaration, MetricsDeclaration};
use super::types::Written as _;

/// A kind of declaration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declares {
    /// `pipelines/nightly.toml`
    Pipeline,
    /// `pipelines/forms/phu-luc-3.toml`
    Form,
    /// `pipelines/metrics.toml`
    Metrics,
}

impl Declares {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Pipeline, Self::Form, Self::Metrics];

    /// The word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pipeline => "pipeline",
            Self::Form => "form",
            Self::Metrics => "metrics",
        }
    }

    /// What such a file may hold.
    #[must_use]
    pub fn shape(self) -> Shape {
        match self {
            Self::Pipeline => Declaration::shape(),
            Self::Form => FormDeclaration::shape(),
            Self::Metrics => MetricsDeclaration::shape(),
        }
    }
}

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

/// The words of a table of choices.
pub(in crate::pipeline) fn words<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|choice| choice.0).collect()
}

#[cfg(test)]
mod tests {
    use super::{Declaration, Declares, FormDeclaration, MetricsDeclaration, Shape};
    use crate::pipeline::written::types::Written as _;

    type Keys = fn(&[&str]) -> Vec<String>;

    /// Every table below a shape, with the path to it and the keys it lists.
    fn tables<'s>(shape: &'s Shape, path: &[&'s str], found: &mut Vec<(Vec<String>, Vec<String>)>) {
        match shape {
            Shape::List(items) | Shape::OneOrMore(items) => tables(items, path, found),
            Shape::Table { keys, .. } => {
                let names = keys.iter().map(|key| key.key.clone()).collect();
                found.push((path.iter().map(|key| (*key).to_owned()).collect(), names));
                for key in keys {
                    tables(&key.shape, &[path, &[&key.key]].concat(), found);
                }
            }
            Shape::Text(_) | Shape::Whole | Shape::Flag | Shape::Free(_) => {}
        }
    }

    #[test]
    fn a_shape_lists_the_keys_that_reading_takes() {
        let kinds: [(Declares, Keys, usize); 3] = [
            (Declares::Pipeline, Declaration::keys, 11),
            (Declares::Form, FormDeclaration::keys, 13),
            (Declares::Metrics, MetricsDeclaration::keys, 3),
        ];
        for (kind, keys, least) in kinds {
            let (shape, mut found) = (kind.shape(), Vec::new());
            tables(&shape, &[], &mut found);
            assert!(found.len() >= least, "{kind:?}: {} tables", found.len());
            for (path, listed) in found {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                assert_eq!(listed, keys(&path), "{kind:?}: {path:?}");
            }
        }
    }

    #[test]
    fn every_key_says_what_it_is_for() {
        fn walk(shape: &Shape, silent: &mut Vec<String>) {
            match shape {
                Shape::List(items) | Shape::OneOrMore(items) | Shape::Free(items) => {
                    walk(items, silent);
                }
                Shape::Table { keys, .. } => {
                    for key in keys {
                        if !key.about.ends_with('.') {
                            silent.push(key.key.clone());
                        }
                        walk(&key.shape, silent);
                    }
                }
                Shape::Text(_) | Shape::Whole | Shape::Flag => {}
            }
        }
        let mut silent = Vec::new();
        for kind in Declares::ALL {
            walk(&kind.shape(), &mut silent);
        }
        assert!(silent.is_empty(), "without a sentence in declaration.rs: {silent:?}");
    }
}
