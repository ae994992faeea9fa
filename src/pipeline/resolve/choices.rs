//! One of a few words, each of which stands for a variant of an enum.

use crate::model::Sentence;
use crate::pipeline::fault::hint::nearest;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{alternatives, as_written};
use crate::pipeline::written::value::Declared;

/// What a word may stand for.
pub(super) trait Choice: Copy + Into<&'static str> {}

impl<T: Copy + Into<&'static str>> Choice for T {}

/// What a word stands for; another word is a fault, which says `what` was expected.
pub(super) fn choose<T: Choice>(at: &At, word: &str, what: &Sentence, choices: &[T]) -> Option<T> {
    let chosen = choices.iter().copied().find(|&choice| choice.into() == word);
    if chosen.is_none() {
        let near = nearest(word, choices.iter().map(|&choice| choice.into()));
        at.wrong_hint(as_written(word), what.clone(), near);
    }
    chosen
}

/// What a key stands for; a missing key is a fault too.
pub(super) fn choice<T: Choice>(
    declared: &Declared<String>,
    at: &At,
    what: &Sentence,
    choices: &[T],
) -> Option<T> {
    choose(at, declared.needed(at, what.clone())?, what, choices)
}

/// What a key stands for, where it is there.
pub(super) fn choice_or<T: Choice>(
    declared: &Declared<String>,
    at: &At,
    what: &Sentence,
    choices: &[T],
    usual: T,
) -> Option<T> {
    declared.optional(at).map_or(Some(usual), |word| choose(at, word, what, choices))
}

/// The words of choices, as a sentence lists them: `never, gaps, error or warning`.
pub(super) fn listed<T: Choice>(choices: &[T]) -> Sentence {
    alternatives(&choices.iter().map(|&choice| choice.into().to_owned()).collect::<Vec<_>>())
}

/// The same, each between backticks.
pub(super) fn quoted<T: Choice>(choices: &[T]) -> Sentence {
    alternatives(&choices.iter().map(|&choice| format!("`{}`", choice.into())).collect::<Vec<_>>())
}
