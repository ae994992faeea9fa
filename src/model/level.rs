//! The tier of an organisation, and how much of it a figure counts.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// Tier of a unit. Units of different tiers are never ranked in one list.
#[derive(EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
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
    pub const ALL: [Self; Self::VARIANTS.len()] = super::choice::array_of(Self::VARIANTS);

    /// The word used in declarations and tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The tier behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
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
#[derive(EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
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
    pub const ALL: [Self; Self::VARIANTS.len()] = super::choice::array_of(Self::VARIANTS);

    /// The word used in declarations and tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The scope behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
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
