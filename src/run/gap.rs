//! What is not in the published figures, finding by finding.

use std::fmt;

use crate::model::{Action, Code, Finding, Severity};

/// Something that is not in the published figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The finding about it.
    pub finding: Finding,
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.finding.place.to_string();
        let code = self.finding.code;
        if place.is_empty() {
            write!(f, "{code} {}", self.finding.message)
        } else {
            write!(f, "{code} {place}: {}", self.finding.message)
        }
    }
}

/// Data that is missing, unreadable or left out. A column that the form does not know is no gap.
#[must_use]
pub fn is_gap(finding: &Finding) -> bool {
    let missing = matches!(finding.code, Code::SubmissionMissing | Code::UnitMissing);
    let left_out = finding.action == Action::LeftOut && finding.severity >= Severity::Error;
    missing || left_out
}
