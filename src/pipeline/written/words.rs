//! The words that a text of a declaration is taken from.

use crate::model::{Code, Level};

/// The words of choices.
pub(super) fn words<T: Copy + Into<&'static str>>(choices: &[T]) -> Vec<&'static str> {
    choices.iter().map(|&choice| choice.into()).collect()
}

/// The words of levels.
pub(super) fn levels() -> Vec<&'static str> {
    words(&Level::ALL)
}

/// The codes of findings.
pub(super) fn codes() -> Vec<&'static str> {
    Code::ALL.iter().map(|code| code.id()).collect()
}
