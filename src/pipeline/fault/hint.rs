//! Hints for a word nobody knows.

use super::said::both;
use crate::model::Sentence;
use crate::text;

/// The hint for a word nobody knows: the nearest known one.
pub(in crate::pipeline) fn nearest<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Sentence> {
    text::nearest_word(word, known).map(did_you_mean)
}

pub(in crate::pipeline) fn did_you_mean(near: &str) -> Sentence {
    both!("có phải là `{near}`?", "did you mean `{near}`?")
}

/// The hint for a word nobody knows: the nearest known one, or all of them where they are few.
pub(in crate::pipeline) fn hint<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Sentence> {
    let mut words: Vec<&str> = Vec::new();
    for word in known {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let few = (1..=30).contains(&words.len());
    let list = || {
        few.then(|| {
            let words = words.join(", ");
            both!("ở đây có: {words}", "known here: {words}")
        })
    };
    nearest(word, words.iter().copied()).or_else(list)
}
