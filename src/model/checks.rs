//! Which checks could be made in each submission, and which held.

use super::code::Code;
use super::verdict::Verdict;

/// One check of one submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRow {
    /// Reporting period.
    pub period: String,
    /// Id of the unit that sent the form or should have.
    pub unit_id: Option<String>,
    /// Id of the form.
    pub form: Option<String>,
    /// File, relative to the inbox; `None` where nothing was sent.
    pub file: Option<String>,
    /// The kind of finding that the check makes.
    pub code: Code,
    /// What it said.
    pub verdict: Verdict,
    /// How many comparisons could be made.
    pub compared: u32,
    /// How many did not hold.
    pub failed: u32,
}

/// All checks of a run: by submission, then by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checks {
    /// The rows.
    pub rows: Vec<CheckRow>,
}
