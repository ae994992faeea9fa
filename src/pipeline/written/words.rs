//! The words that a text of a declaration is taken from.

use crate::model::Level;

/// The words of a table of choices.
pub(super) fn words<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|choice| choice.0).collect()
}

/// The words of levels.
pub(super) fn levels() -> Vec<&'static str> {
    Level::ALL.map(Level::word).to_vec()
}
