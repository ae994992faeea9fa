//! Which findings give a unit its form back.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::model::{Severity, array_of};

/// From which finding on a unit gets its form back.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
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
    pub const ALL: [Self; Self::VARIANTS.len()] = array_of(Self::VARIANTS);

    /// The list of everything that was found, by unit: beside the declared workbooks.
    pub const LIST: &str = "phan-hoi.xlsx";
    /// The folder of the forms that go back, inside the run.
    pub const FOLDER: &str = "phan-hoi";

    /// The word used in declarations.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
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
