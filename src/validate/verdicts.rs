//! What a rule may say: how often it could compare, and what did not hold.

use std::collections::BTreeMap;

use crate::model::{Check, Code, Finding};

/// What a rule compared: how often it could, and what did not hold.
#[derive(Debug, Default)]
pub struct Verdicts {
    pub(super) counts: BTreeMap<(Code, usize), CheckCount>,
    pub(super) findings: Vec<Finding>,
}

/// How often a check could be made in a submission, and how often it failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CheckCount {
    pub(super) compared: u32,
    pub(super) failed: u32,
}

impl Verdicts {
    /// One comparison in a submission, by its place among the rows of the file or, for a rule about all files, in the
    /// register of submissions: it held, or there is a finding.
    pub(super) fn compared(
        &mut self,
        check: &Check,
        submission: Option<usize>,
        finding: Option<Finding>,
    ) {
        if let Some(submission) = submission {
            let count = self.counts.entry((check.code, submission)).or_default();
            count.compared += 1;
            count.failed += u32::from(finding.is_some());
        }
        self.findings.extend(finding);
    }
}
