//! What is published and given back, and when a run counts as incomplete.

use serde::{Deserialize, Serialize};

use crate::model::Severity;

/// A published workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// File name inside the run: `xep-hang.xlsx`.
    pub file: String,
    /// Title on its summary sheet and in its properties.
    pub title: String,
    /// Its sheets, in order.
    pub sheets: Vec<SheetKind>,
}

/// A sheet of a published workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetKind {
    /// Figures of the whole, a chart, first and last of each league.
    Summary,
    /// One ranking, by its place in `Pipeline::rankings`.
    Ranking(usize),
    /// Definition and source of each metric, rules of ranking.
    Method,
    /// What is wrong in the submissions, with cell addresses.
    Findings,
    /// Who sent what and who did not.
    Submissions,
}

impl SheetKind {
    /// Kinds whose name on the tab is fixed.
    pub const FIXED: [Self; 4] = [Self::Summary, Self::Method, Self::Findings, Self::Submissions];

    /// Name on the tab; a ranking brings its own.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Summary => "Tổng hợp",
            Self::Ranking(_) => "",
            Self::Method => "Phương pháp",
            Self::Findings => "Phát hiện",
            Self::Submissions => "Nộp báo cáo",
        }
    }
}

/// What is done with a table that tells another period than that of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OtherPeriods {
    /// It is told and does not count.
    #[default]
    LeaveOut,
    /// It is told and counts all the same, where none of the period is there.
    Count,
}

impl OtherPeriods {
    /// All, the strict one first.
    pub const ALL: [Self; 2] = [Self::LeaveOut, Self::Count];

    /// The word used in declarations.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::LeaveOut => "leave-out",
            Self::Count => "count",
        }
    }
}

/// From where on a run that published ends with exit code 3 instead of 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailOn {
    /// Never: gaps are listed and the run ends with 0.
    Never,
    /// A submission is missing or unusable, or data was left out.
    #[default]
    Gaps,
    /// Also any finding of severity error.
    Error,
    /// Also any warning.
    Warning,
}

impl FailOn {
    /// All choices, from lax to strict.
    pub const ALL: [Self; 4] = [Self::Never, Self::Gaps, Self::Error, Self::Warning];

    /// The word used in declarations and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Gaps => "gaps",
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }

    /// The choice behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.word() == word)
    }

    /// Whether what came of the data counts as incomplete: data is missing or left out, or this was the worst finding.
    #[must_use]
    pub const fn fails(self, gaps: bool, worst: Option<Severity>) -> bool {
        match (self, worst) {
            (Self::Never, _) => false,
            (Self::Error, Some(Severity::Error | Severity::Blocking))
            | (Self::Warning, Some(Severity::Warning | Severity::Error | Severity::Blocking)) => {
                true
            }
            (Self::Gaps | Self::Error | Self::Warning, _) => gaps,
        }
    }
}

/// From which finding on a unit gets its form back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnForms {
    /// Whatever was found.
    Note,
    /// From a warning on.
    #[default]
    Warning,
    /// From an error on.
    Error,
    /// Nothing is returned, and no list of what to return is published.
    Never,
}

impl ReturnForms {
    /// All choices, from strict to lax.
    pub const ALL: [Self; 4] = [Self::Note, Self::Warning, Self::Error, Self::Never];

    /// The list of everything that was found, by unit: beside the declared workbooks.
    pub const LIST: &str = "phan-hoi.xlsx";

    /// The word used in declarations.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Never => "never",
        }
    }

    /// The least finding that returns a form; `None` where none does.
    #[must_use]
    pub const fn least(self) -> Option<Severity> {
        match self {
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }
}
