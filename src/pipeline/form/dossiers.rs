//! How a list of dossiers, a row each, becomes the lines of a form.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// What a column of a list tells of a dossier.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantArray,
)]
pub enum DossierColumn {
    /// Its code.
    Code,
    /// Who handles it.
    Unit,
    /// Its field.
    Field,
    /// When it came in.
    Received,
    /// When it is due.
    Due,
    /// When it was finished.
    Finished,
    /// When its result was handed out, taken where it is not told finished.
    Returned,
    /// Its state.
    State,
    /// How it was handed in.
    Channel,
    /// For how many days its clock stood.
    Paused,
    /// Since when its clock stood.
    PausedFrom,
    /// Until when it stood.
    PausedTo,
    /// How often more was asked for.
    Supplements,
}

impl DossierColumn {
    /// All of them.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Its place among all.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// The columns of a list of dossiers, by the keys ([`crate::text::key`]) of their header texts, and the words in them, as keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierList {
    /// Header texts of each column, the first one as people are told it; none where the list has no such column.
    pub columns: Vec<(DossierColumn, Vec<String>)>,
    /// Header texts of columns that count for nothing.
    pub others: Vec<String>,
    /// States in which a dossier has ended.
    pub ended: Vec<String>,
    /// States in which it has not.
    pub open: Vec<String>,
    /// Words of the channel for dossiers handed in online.
    pub online: Vec<String>,
    /// Words of the channel for all others.
    pub direct: Vec<String>,
}

impl DossierList {
    /// The counts that follow from dossiers, by id.
    pub const COUNTS: [&str; 10] = [
        "received_total",
        "received_online",
        "received_direct",
        "received_carried",
        "resolved_total",
        "resolved_on_time",
        "resolved_overdue",
        "pending_total",
        "pending_on_time",
        "pending_overdue",
    ];

    /// Whether a list without a column cannot be counted.
    #[must_use]
    pub const fn needs(column: DossierColumn) -> bool {
        use DossierColumn as C;
        matches!(
            column,
            C::Unit | C::Field | C::Received | C::Due | C::Finished | C::State | C::Channel
        )
    }

    /// What people call a column.
    #[must_use]
    pub fn name(&self, column: DossierColumn) -> &str {
        let named = self.columns.iter().find(|(of, _)| *of == column);
        named.and_then(|(_, keys)| keys.first()).map_or("", String::as_str)
    }
}
