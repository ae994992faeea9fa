//! Whether a check could be made, and what it said.

use serde::{Deserialize, Serialize};

use super::lang::Lang;

/// What a check said about a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It could be made and held.
    Checked,
    /// It could be made and did not hold; there is a finding.
    Failed,
    /// There was nothing to make it with.
    NotApplicable,
    /// The program failed to make it.
    Error,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 4] = [Self::Checked, Self::Failed, Self::NotApplicable, Self::Error];

    /// The word used in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Failed => "failed",
            Self::NotApplicable => "not_applicable",
            Self::Error => "error",
        }
    }

    /// What a caller reads in a language, in Vietnamese as [`Verdict::title`] says it.
    #[must_use]
    pub const fn title_in(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.title(),
            Lang::En => match self {
                Self::Checked => "held",
                Self::Failed => "did not hold",
                Self::NotApplicable => "not applicable",
                Self::Error => "could not be made",
            },
        }
    }

    /// What an official reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Checked => "đạt",
            Self::Failed => "không đạt",
            Self::NotApplicable => "không áp dụng",
            Self::Error => "không chạy được",
        }
    }
}
