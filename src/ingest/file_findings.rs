//! What is said about one file: everything, up to a number that a person can still read. A file of a million
//! wrong lines would fill the memory with a million sentences; the rest is counted and said in one.

use serde::{Deserialize, Serialize};

use crate::ingest::findings::file::more_findings::MORE_FINDINGS;
use crate::model::{Action, Finding, Severity};

/// Most findings about one file that are listed.
const MOST: usize = 2_000;

/// Findings about one file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct FileFindings {
    findings: Vec<Finding>,
    more: u32,
    worst: Option<Severity>,
    left_out: bool,
}

impl FileFindings {
    /// Adds a finding, or counts it.
    pub(super) fn push(&mut self, finding: Finding) {
        if self.findings.len() < MOST {
            self.findings.push(finding);
            return;
        }
        self.more += 1;
        self.worst = self.worst.max(Some(finding.severity));
        self.left_out |= finding.action == Action::LeftOut;
    }

    /// Adds several.
    pub(super) fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    /// Adds all that was said elsewhere.
    pub(super) fn append(&mut self, other: Self) {
        self.more += other.more;
        self.worst = self.worst.max(other.worst);
        self.left_out |= other.left_out;
        self.extend(other.findings);
    }

    /// Those that are listed.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter()
    }

    /// The findings, and how many more there were.
    pub(super) fn into_findings(mut self, file: &str) -> Vec<Finding> {
        if self.more > 0 {
            let message = format!(
                "còn {} phát hiện nữa trong tệp này không được liệt kê; hãy sửa các lỗi đã nêu rồi gửi lại",
                self.more
            );
            let mut finding = Finding::new(&MORE_FINDINGS, message).in_file(file);
            finding.severity = self.worst.unwrap_or(finding.severity);
            self.findings.push(if self.left_out { finding.left_out() } else { finding });
        }
        self.findings
    }
}

#[cfg(test)]
mod tests {
    use super::{FileFindings, MOST};
    use crate::ingest::findings::cell::not_a_number::NOT_A_NUMBER;
    use crate::ingest::findings::cell::text_numbers::TEXT_NUMBERS;
    use crate::model::{Action, Finding, Severity};

    #[test]
    fn what_is_not_listed_is_counted() {
        let mut said = FileFindings::default();
        for _ in 0..MOST {
            said.push(Finding::new(&TEXT_NUMBERS, "chữ"));
        }
        said.push(Finding::new(&NOT_A_NUMBER, "lỗi").left_out());
        let findings = said.into_findings("a.xlsx");
        let last = findings.last().unwrap();
        assert_eq!(findings.len(), MOST + 1);
        assert_eq!((last.severity, last.action), (Severity::Error, Action::LeftOut));
        assert!(last.message.starts_with("còn 1 phát hiện"), "{}", last.message);
    }
}
