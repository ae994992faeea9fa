//! Values of a form file as they are typed.

use std::fmt::Write as _;

use super::form::IdentityDraft;
use crate::pipeline::form::{Binding, Items, Relation};
use crate::text;

/// Longest line of a list of words.
pub(in crate::pipeline) const WIDEST: usize = 115;

/// The keys of an identity with their values.
pub(in crate::pipeline) fn identity_keys(identity: &IdentityDraft) -> [(&'static str, String); 4] {
    let whole = match identity.whole.as_slice() {
        [one] => quoted(one),
        several => list(several),
    };
    let relation = if identity.relation == Relation::Equal { "equal" } else { "at-least" };
    [
        ("id", quoted(&identity.id)),
        ("whole", whole),
        ("parts", list(&identity.parts)),
        ("relation", quoted(relation)),
    ]
}

/// What item lines name.
pub(in crate::pipeline) const fn items(items: Items) -> &'static str {
    match items {
        Items::Field => "field",
        Items::Unit => "unit",
        Items::Indicator => "indicator",
    }
}

/// The role of a column without a measure.
pub(in crate::pipeline) const fn role_word(role: Binding) -> &'static str {
    match role {
        Binding::Ordinal => "ordinal",
        Binding::Label => "label",
        Binding::Unit => "unit",
        Binding::Source => "source",
        Binding::Note => "note",
        Binding::Ignored | Binding::Count(_) => "ignored",
        Binding::Printed => "printed",
        Binding::Scale => "scale",
        Binding::Value => "value",
    }
}

/// A comment is one line, and TOML forbids control characters in it.
pub(in crate::pipeline) fn plain(text: &str) -> String {
    text::normal(text).chars().filter(|letter| !letter.is_control()).collect()
}

/// A text in quotes.
pub(in crate::pipeline) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A word that is a key inside the program, as people spell it.
pub(in crate::pipeline) fn word_of(key: &str) -> String {
    quoted(&text::spelled(key))
}

/// Words in one line.
pub(in crate::pipeline) fn list<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<String> = words.iter().map(|word| word_of(word.as_ref())).collect();
    format!("[{}]", words.join(", "))
}

/// A list over several lines, each as long as a line may be.
pub(in crate::pipeline) fn lines(words: &[String]) -> String {
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
