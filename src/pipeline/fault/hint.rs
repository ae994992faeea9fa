//! Hints for a word nobody knows.

use crate::text;

/// The hint for a word nobody knows: the nearest known one.
pub(in crate::pipeline) fn nearest<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    text::nearest_word(word, known).map(|near| format!("did you mean `{near}`?"))
}

/// The hint for a word nobody knows: the nearest known one, or all of them where they are few.
pub(in crate::pipeline) fn hint<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    for word in known {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let few = (1..=30).contains(&words.len());
    let list = || few.then(|| format!("known here: {}", words.join(", ")));
    nearest(word, words.iter().copied()).or_else(list)
}
