//! One file under the rules that look at one file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::{Code, Finding, Reading, SubmissionRow};
use crate::pipeline::Pipeline;

use super::file_context::Context;
use super::rule::{Check, Rule, Tally, Verdicts};

/// A file that is looked at.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// What was read of it, as far as it counts.
    pub reading: &'a Reading,
    /// Its rows in the register of submissions.
    pub submissions: &'a [SubmissionRow],
    /// What is declared.
    pub pipeline: &'a Pipeline,
}

/// What the rules say of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Look {
    pub(super) findings: Vec<Finding>,
    /// What was compared, by code and place among the rows of the file.
    pub(super) tallies: Vec<(Code, usize, Tally)>,
    /// Codes of rules that failed.
    pub(super) broken: Vec<Code>,
}

/// Looks at a file.
#[must_use]
pub fn look(file: &File) -> Look {
    look_by(super::RULES, file)
}

pub(super) fn look_by(rules: &[Rule], file: &File) -> Look {
    let context = Context::new(file);
    let mut look = Look::default();
    for rule in rules {
        look.judge(rule, &context);
    }
    look
}

impl Look {
    /// A rule that fails is told, for what it did not say may be wrong; the others go on.
    fn judge(&mut self, rule: &Rule, context: &Context) {
        let Check::OfFile(check) = rule.check else { return };
        let mut verdicts = Verdicts::default();
        match catch_unwind(AssertUnwindSafe(|| check(context, &mut verdicts))) {
            Ok(()) => {
                self.findings.extend(verdicts.findings);
                let tallies = verdicts.tallies.into_iter();
                self.tallies.extend(tallies.map(|((code, row), tally)| (code, row, tally)));
            }
            Err(_) => self.broken.extend(rule.codes),
        }
    }
}
