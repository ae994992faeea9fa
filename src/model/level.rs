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

    /// The same on the tab of a sheet.
    #[must_use]
    pub const fn sheet_title(self) -> &'static str {
        match self {
            Self::Province => "Cấp tỉnh",
            Self::Department => "Sở, ban, ngành",
            Self::Branch => "Chi nhánh VPĐKĐĐ",
            Self::District => "Cấp huyện",
            Self::Commune => "Cấp xã",
        }
    }

    /// What an official calls the unit above one of the tier.
    #[must_use]
    pub const fn title_above(self) -> &'static str {
        match self {
            Self::Commune => "huyện",
            Self::Province | Self::Department | Self::Branch | Self::District => "đơn vị cấp trên",
        }
    }

    /// Whether a unit of the tier is the whole, whose figures are those of all.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        match self {
            Self::Province => true,
            Self::Department | Self::Branch | Self::District | Self::Commune => false,
        }
    }

    /// Whether its units stand next below the whole: a table of several is sent from there.
    #[must_use]
    pub const fn is_next_below_whole(self) -> bool {
        match self {
            Self::Department | Self::District => true,
            Self::Province | Self::Branch | Self::Commune => false,
        }
    }

    /// Whether the name of a unit begins with a word for its kind, which may be left out: `xã Lộc Ninh` is `Lộc Ninh`.
    #[must_use]
    pub const fn has_bare_names(self) -> bool {
        match self {
            Self::District | Self::Commune => true,
            Self::Province | Self::Department | Self::Branch => false,
        }
    }

    /// Whether a public administration service centre reports for a unit, where a pipeline says nothing of it.
    #[must_use]
    pub const fn has_service_centres(self) -> bool {
        match self {
            Self::District | Self::Commune => true,
            Self::Province | Self::Department | Self::Branch => false,
        }
    }

    /// Whether units below different ones bear one name, so that a list of all says what each stands under.
    #[must_use]
    pub const fn shares_names(self) -> bool {
        match self {
            Self::Commune => true,
            Self::Province | Self::Department | Self::Branch | Self::District => false,
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
