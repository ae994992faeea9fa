//! Values of a form file as they are typed.

use std::fmt::Write as _;

use super::form::IdentityDraft;
use crate::text;

/// Longest line of a list of words.
pub(super) const WIDEST: usize = 115;

/// The keys of an identity with their values.
pub(super) fn identity_keys(identity: &IdentityDraft) -> [(&'static str, String); 4] {
    let whole = match identity.whole.as_slice() {
        [one] => quoted(one),
        several => list(several),
    };
    [
        ("id", quoted(&identity.id)),
        ("whole", whole),
        ("parts", list(&identity.parts)),
        ("relation", word(identity.relation)),
    ]
}

/// A comment is one line, and TOML forbids control characters in it.
pub(super) fn plain(text: &str) -> String {
    text::normal(text).chars().filter(|letter| !letter.is_control()).collect()
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The word of a choice, in quotes.
pub(super) fn word(choice: impl Into<&'static str>) -> String {
    quoted(choice.into())
}

/// A word that is a key inside the program, as people spell it.
pub(super) fn word_of(key: &str) -> String {
    quoted(&text::spelled(key))
}

/// Words in one line.
pub(super) fn list<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<String> = words.iter().map(|word| word_of(word.as_ref())).collect();
    format!("[{}]", words.join(", "))
}

/// A list over several lines, each as long as a line may be.
pub(super) fn lines(words: &[String]) -> String {
    let mut out = vec![String::from("   ")];
    for word in words.iter().map(|word| word_of(word)) {
        let full = |line: &String| line.chars().count() + word.chars().count() + 2 > WIDEST;
        if out.last().is_some_and(full) {
            out.push(String::from("   "));
        }
        if let Some(line) = out.last_mut() {
            let _ = write!(line, " {word},");
        }
    }
    format!("[\n{}\n]", out.join("\n"))
}
