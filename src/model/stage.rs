//! The five stages, in the order they run.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::lang::Lang;

/// A stage of a run.
#[derive(EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Files → observations.
    Ingest,
    /// Observations → findings.
    Validate,
    /// Observations → metrics.
    Measure,
    /// Metrics → rankings.
    Rank,
    /// Rankings → workbooks.
    Publish,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; Self::VARIANTS.len()] = super::choice::array_of(Self::VARIANTS);

    /// The word people type.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The stage behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// What a caller reads in a language, in Vietnamese as [`Stage::title`] says it.
    #[must_use]
    pub const fn title_in(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.title(),
            Lang::En => match self {
                Self::Ingest => "read",
                Self::Validate => "check",
                Self::Measure => "compute rates",
                Self::Rank => "rank",
                Self::Publish => "publish",
            },
        }
    }

    /// What an official calls it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ingest => "đọc",
            Self::Validate => "kiểm tra",
            Self::Measure => "tính tỷ lệ",
            Self::Rank => "xếp hạng",
            Self::Publish => "xuất bản",
        }
    }
}
