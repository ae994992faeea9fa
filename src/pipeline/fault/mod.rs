//! What is wrong in a declaration, in words an analyst can act on: file, line, key, what was found, what
//! was expected.

pub(super) mod hint;
pub(super) mod place;

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

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
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// How to mend it, where that is known.
    pub hint: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file)?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        if !self.path.is_empty() {
            write!(f, " {}:", self.path)?;
        }
        write!(f, " found {}, expected {}", self.found, self.expected)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "\nhint: {hint}"))
    }
}

/// All faults of a pipeline's files, by file and line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", lines(.faults))]
pub struct DeclarationError {
    /// The faults, at least one.
    pub faults: Vec<Fault>,
}

fn lines(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
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

    #[test]
    fn a_fault_says_place_found_expected_and_hint() {
        let fault = Fault {
            file: "pipelines/nightly.toml".to_owned(),
            line: Some(31),
            path: "ranking[2].metric".to_owned(),
            found: "`on_time_rat`".to_owned(),
            expected: "a metric".to_owned(),
            hint: Some("did you mean `on_time_rate`?".to_owned()),
        };
        let whole = Fault {
            line: None,
            path: String::new(),
            found: "no such file".to_owned(),
            expected: "a pipeline file".to_owned(),
            hint: None,
            ..fault.clone()
        };
        let error = DeclarationError { faults: vec![whole, fault] };
        assert_eq!(
            error.to_string(),
            "pipelines/nightly.toml: found no such file, expected a pipeline file\n\
             pipelines/nightly.toml:31: ranking[2].metric: found `on_time_rat`, expected a metric\n\
             hint: did you mean `on_time_rate`?"
        );
    }
}
