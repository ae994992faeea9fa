//! What is done with a table of another period.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::model::array_of;

/// What is done with a table that tells another period than that of the run.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
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
    pub const ALL: [Self; Self::VARIANTS.len()] = array_of(Self::VARIANTS);

    /// The word used in declarations.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}
