//! What a pipeline makes of findings: other severities, figures that do not count, and waivers.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::model::{Code, Severity};

/// How findings of one code are dealt with, in place of what the code says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The kind of finding.
    pub code: Code,
    /// How bad it is here.
    pub grade: Option<Grade>,
    /// What is done about it here.
    pub remedy: Option<Remedy>,
}

/// How bad a kind of finding is: a new check is tried out, then warns, then is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// On trial: told as a note that says so, and nothing is done about it.
    Beta,
    /// As bad as this.
    As(Severity),
}

impl Grade {
    /// All of them, from harmless to fatal.
    pub const ALL: [Self; 5] = [
        Self::Beta,
        Self::As(Severity::Note),
        Self::As(Severity::Warning),
        Self::As(Severity::Error),
        Self::As(Severity::Blocking),
    ];
}

impl From<Grade> for &'static str {
    /// The word used in declarations.
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::Beta => "beta",
            Grade::As(severity) => severity.word(),
        }
    }
}

/// What is done about a kind of finding.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Remedy {
    /// The figures count.
    Keep,
    /// The figure of the cell does not count.
    LeaveOutValue,
    /// No figure of the unit in that form counts.
    LeaveOutUnit,
}

/// Findings that an office has decided to live with for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The kind of finding.
    pub code: Code,
    /// Ids of the units it holds for; all where there are none.
    pub units: Vec<String>,
    /// Ids of the forms it holds for; all where there are none.
    pub forms: Vec<String>,
    /// The office that decided.
    pub office: String,
    /// Why.
    pub reason: String,
    /// Its last day: `2023-12-31`.
    pub until: String,
    /// Whether that day is not before the last day of the period.
    pub holds: bool,
}
