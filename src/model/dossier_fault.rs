//! Why a dossier of a list cannot be counted.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// Why a dossier of a list cannot be counted; the words are those of the query that counts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, EnumString, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum DossierFault {
    /// The register has no such unit.
    Unit,
    /// When it came in is not told, or cannot be read.
    Received,
    /// When it is due cannot be read.
    Due,
    /// When it ended cannot be read.
    Ended,
    /// Since when or until when its clock stood cannot be read, or for how many days.
    Paused,
    /// How often more was asked for cannot be read.
    Supplements,
    /// Its state is no known word.
    State,
    /// It has ended, and nothing tells when.
    NoEnd,
    /// It has not ended by its state, and has by its dates.
    OpenEnd,
    /// When it is due is not told.
    NoDue,
    /// It ended before it came in.
    EndedEarly,
    /// How it was handed in is no known word.
    Channel,
    /// Its code stands in an earlier row.
    Repeated,
}

impl DossierFault {
    /// All of them.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The word used in queries.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}
