//! When a run that published ends as incomplete.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::model::{Severity, array_of};

/// From where on a run that published ends with exit code 3 instead of 0.
#[derive(EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
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
    pub const ALL: [Self; Self::VARIANTS.len()] = array_of(Self::VARIANTS);

    /// The word used in declarations and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The choice behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
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
