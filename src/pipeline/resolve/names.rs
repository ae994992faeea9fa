//! Names that a declaration may use, and names that may stand only once.

use std::collections::BTreeMap;

use crate::pipeline::fault::hint::hint;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written, both};
use crate::pipeline::written::value::Declared;

/// What a measure is called.
pub(in crate::pipeline) const A_MEASURE: InBoth = ("một số đếm", "a measure");
/// What an id is.
pub(in crate::pipeline) const ITS_OWN_ID: InBoth = ("mã riêng", "an id of its own");

/// Names that may be used, in order of declaration.
#[derive(Debug)]
pub(in crate::pipeline) struct Names {
    /// What is named, in words: `a measure`.
    pub(in crate::pipeline) what: InBoth,
    /// The names.
    pub(in crate::pipeline) ids: Vec<String>,
    /// Whether every file that declares some could be read; if not, an unknown name is no fault of its
    /// own.
    pub(in crate::pipeline) complete: bool,
}

impl Names {
    /// Place of a name; an unknown one is a fault.
    pub(in crate::pipeline) fn find(&self, at: &At, word: &str) -> Option<usize> {
        let place = self.ids.iter().position(|id| id == word);
        if place.is_none() && self.complete {
            let known = self.ids.iter().map(String::as_str);
            at.wrong_hint(as_written(word), self.what, hint(word, known));
        }
        place
    }
}

/// What may stand only once, and where it stood first.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct Once(BTreeMap<String, String>);

impl Once {
    /// Whether the word stands for the first time; a second time is a fault.
    pub(in crate::pipeline) fn first(&mut self, at: &At, word: &str, expected: InBoth) -> bool {
        if let Some(before) = self.0.get(word) {
            let hint = Some(both!("đã có ở {before}", "it stands at {before} already"));
            let found = both!("`{word}` lần thứ hai", "`{word}` a second time");
            at.wrong_hint(found, expected, hint);
            return false;
        }
        self.0.insert(word.to_owned(), at.address());
        true
    }
}

/// An id: letters, digits, `_`, and `-` where formulas cannot take it for a minus.
pub(in crate::pipeline) fn id(declared: &Declared<String>, at: &At, dash: bool) -> Option<String> {
    let id = declared.text(at)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || (dash && c == '-');
    if !id.chars().all(plain) {
        let expected = if dash {
            ("chữ cái không dấu, chữ số, `_` và `-`", "letters, digits, `_` and `-`")
        } else {
            ("chữ cái không dấu, chữ số và `_`", "letters, digits and `_`")
        };
        at.wrong(as_written(id), expected);
        return None;
    }
    Some(id)
}
