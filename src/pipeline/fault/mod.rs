//! What is wrong in a declaration, in words an analyst can act on: file, line, key, what was found, what
//! was expected.

pub(super) mod hint;
pub(super) mod place;
pub(super) mod said;

use std::cell::RefCell;
use std::rc::Rc;

use crate::model::{Lang, Sentence};
use said::against;

/// One fault of one declaration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file as the user gave it, or as it is reached from there.
    pub file: String,
    /// Line in the file, counted from 1; of the nearest key above where the key itself is missing.
    pub line: Option<usize>,
    /// Path of the key, lists counted from 1: `ranking[2].metric`. A register has its column here. Empty
    /// where the file as a whole is meant.
    pub path: String,
    /// What stands there.
    pub found: Sentence,
    /// What should stand there.
    pub expected: Sentence,
    /// How to mend it, where that is known.
    pub hint: Option<Sentence>,
}

impl Fault {
    /// Place, what was found, what was expected; how to mend it on a line of its own.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let line = self.line.map_or_else(String::new, |line| format!("{line}:"));
        let path = if self.path.is_empty() { String::new() } else { format!(" {}:", self.path) };
        let hint = self.hint.as_ref();
        let hint = hint.map_or_else(String::new, |hint| format!("\nhint: {}", hint.say(lang)));
        let wrong = against(&self.found, &self.expected, lang);
        format!("{}:{line}{path} {wrong}{hint}", self.file)
    }
}

/// All faults of a pipeline's files, by file and line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Vi))]
pub struct DeclarationError {
    /// The faults, at least one.
    pub faults: Vec<Fault>,
}

impl DeclarationError {
    /// All faults, a line or two each.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        self.faults.iter().map(|fault| fault.say(lang)).collect::<Vec<_>>().join("\n")
    }
}

/// The faults found so far; clones share one list.
#[derive(Debug, Clone, Default)]
pub(super) struct Faults(Rc<RefCell<Vec<Fault>>>);

impl Faults {
    pub(super) fn push(&self, fault: Fault) {
        self.0.borrow_mut().push(fault);
    }

    /// All faults by file and line, each once; the order of discovery decides within a line.
    pub(super) fn sorted(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = Vec::new();
        for fault in self.0.borrow().iter() {
            if !faults.contains(fault) {
                faults.push(fault.clone());
            }
        }
        faults.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::{DeclarationError, Fault};
    use crate::model::{Lang, Sentence};

    #[test]
    fn a_fault_says_place_found_expected_and_hint() {
        let fault = Fault {
            file: "pipelines/nightly.toml".to_owned(),
            line: Some(31),
            path: "ranking[2].metric".to_owned(),
            found: Sentence::same("`on_time_rat`"),
            expected: Sentence::new("một chỉ tiêu", "a metric"),
            hint: Some(Sentence::new("có phải là `on_time_rate`?", "did you mean `on_time_rate`?")),
        };
        let whole = Fault {
            line: None,
            path: String::new(),
            found: Sentence::new("tệp không tồn tại", "no such file"),
            expected: Sentence::new("tệp pipeline", "a pipeline file"),
            hint: None,
            ..fault.clone()
        };
        let error = DeclarationError { faults: vec![whole, fault] };
        assert_eq!(
            error.say(Lang::En),
            "pipelines/nightly.toml: found no such file, expected a pipeline file\n\
             pipelines/nightly.toml:31: ranking[2].metric: found `on_time_rat`, expected a metric\n\
             hint: did you mean `on_time_rate`?"
        );
        assert_eq!(
            error.to_string(),
            "pipelines/nightly.toml: tệp không tồn tại, cần tệp pipeline\n\
             pipelines/nightly.toml:31: ranking[2].metric: `on_time_rat`, cần một chỉ tiêu\n\
             hint: có phải là `on_time_rate`?"
        );
    }
}
