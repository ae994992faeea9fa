//! The tier of an organisation, and how much of it a figure counts.

use serde::{Deserialize, Serialize};

/// Tier of a unit. Units of different tiers are never ranked in one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The province itself.
    Province,
    /// Sở, ban, ngành.
    Department,
    /// Chi nhánh Văn phòng đăng ký đất đai.
    Branch,
    /// Huyện, thị xã, thành phố.
    District,
    /// Xã, phường, thị trấn.
    Commune,
}

impl Level {
    /// All tiers, from the top.
    pub const ALL: [Self; 5] =
        [Self::Province, Self::Department, Self::Branch, Self::District, Self::Commune];

    /// The word used in declarations and tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Department => "department",
            Self::Branch => "branch",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }

    /// The tier behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }

    /// What an official calls the tier.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Province => "cấp tỉnh",
            Self::Department => "sở, ban, ngành",
            Self::Branch => "chi nhánh VPĐKĐĐ",
            Self::District => "cấp huyện",
            Self::Commune => "cấp xã",
        }
    }
}

/// Which files of a unit a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// What the unit itself handles.
    Own,
    /// With everything under it.
    Total,
}

impl Scope {
    /// Both scopes.
    pub const ALL: [Self; 2] = [Self::Own, Self::Total];

    /// The word used in declarations and tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Total => "total",
        }
    }

    /// The scope behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }

    /// What an official reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Own => "hồ sơ của chính đơn vị",
            Self::Total => "gồm cả các đơn vị trực thuộc",
        }
    }
}
