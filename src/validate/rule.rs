//! What a rule is, and what it may say.

use std::collections::BTreeMap;

use crate::model::{Code, Finding};

use super::context::Context;

/// One check: the codes it may raise, and the check itself.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Codes of its findings.
    pub codes: &'static [Code],
    /// Looks at everything and says what held and what did not.
    pub check: fn(&Context, &mut Verdicts),
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
    /// One comparison in a submission (its place in the register of submissions): it held, or there is a finding.
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
