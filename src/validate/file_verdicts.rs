//! What the rules that look at one file say of it. It holds as long as the file is the same.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::{Check, Code, Finding};

use super::file::File;
use super::file_context::FileContext;
use super::rule::{Judge, Rule};
use super::verdicts::{CheckCount, Verdicts};

/// What the rules say of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct FileVerdicts {
    pub(super) findings: Vec<Finding>,
    /// What was compared, by code and place among the rows of the file.
    pub(super) counts: Vec<(Code, usize, CheckCount)>,
    /// What the rules that failed would have said.
    pub(super) broken: Vec<&'static Check>,
}

/// Judges a file.
pub(super) fn verdicts_on(rules: &[Rule], file: &File) -> FileVerdicts {
    let context = FileContext::new(file);
    let mut verdicts = FileVerdicts::default();
    for rule in rules {
        verdicts.judge(rule, &context);
    }
    verdicts
}

impl FileVerdicts {
    /// A rule that fails is told, for what it did not say may be wrong; the others go on.
    fn judge(&mut self, rule: &Rule, context: &FileContext) {
        let Judge::OfFile(judge) = rule.judge else { return };
        let mut verdicts = Verdicts::default();
        match catch_unwind(AssertUnwindSafe(|| judge(context, &mut verdicts))) {
            Ok(()) => {
                self.findings.extend(verdicts.findings);
                let counts = verdicts.counts.into_iter();
                self.counts.extend(counts.map(|((code, row), count)| (code, row, count)));
            }
            Err(_) => self.broken.extend(rule.checks),
        }
    }
}
