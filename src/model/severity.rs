//! How bad a finding is.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::lang::Lang;

/// How bad a finding is, from harmless to fatal for its file.
#[derive(EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know; nothing to mend.
    Note,
    /// Doubtful; the figure is used.
    Warning,
    /// Wrong; the sender has to mend it.
    Error,
    /// The file or the unit could not be used at all.
    Blocking,
}

impl Severity {
    /// All severities, from harmless to fatal.
    pub const ALL: [Self; Self::VARIANTS.len()] = super::choice::array_of(Self::VARIANTS);

    /// The word used in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The severity behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// What a caller reads in a language, in Vietnamese as [`Severity::title`] says it.
    #[must_use]
    pub const fn title_in(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.title(),
            Lang::En => match self {
                Self::Note => "Note",
                Self::Warning => "Warning",
                Self::Error => "Error",
                Self::Blocking => "Unusable",
            },
        }
    }

    /// What an official reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Note => "Ghi nhận",
            Self::Warning => "Cảnh báo",
            Self::Error => "Lỗi",
            Self::Blocking => "Không dùng được",
        }
    }
}
