//! What a rule is, and what it may say.

use std::collections::BTreeMap;

use crate::model::{Code, Finding};

use super::file_context::Context;
use super::period_context::Period;

/// The codes a check may raise, and the check itself.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Codes of its findings.
    pub codes: &'static [Code],
    /// Looks and says what held and what did not.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// One file: what it says holds as long as the file is the same.
    OfFile(fn(&Context, &mut Verdicts)),
    /// All files of a period: what it says may change with any of them.
    OfAll(fn(&Period, &mut Verdicts)),
}

/// What a rule compared: how often it could, and what did not hold.
#[derive(Debug, Default)]
pub struct Verdicts {
    pub(super) tallies: BTreeMap<(Code, usize), Tally>,
    pub(super) findings: Vec<Finding>,
}

/// How often a check could be made in a submission, and how often it failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) compared: u32,
    pub(super) failed: u32,
}

impl Verdicts {
    /// One comparison in a submission, by its place among the rows of the file or, for a rule about all files, in the
    /// register of submissions: it held, or there is a finding.
    pub(super) fn compared(
        &mut self,
        code: Code,
        submission: Option<usize>,
        finding: Option<Finding>,
    ) {
        if let Some(submission) = submission {
            let tally = self.tallies.entry((code, submission)).or_default();
            tally.compared += 1;
            tally.failed += u32::from(finding.is_some());
        }
        self.findings.extend(finding);
    }
}
