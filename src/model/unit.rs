//! Organisations that report.

use serde::{Deserialize, Serialize};

use super::level::Level;

/// Place of a unit in the register of a pipeline; the order of the register is the order of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnitIx(pub u32);

impl UnitIx {
    /// As an index into a slice.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// An organisation that reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The official GSO code where one exists, as text (`25195`).
    pub id: String,
    /// Its tier.
    pub level: Level,
    /// The unit above it, if any.
    pub parent: Option<UnitIx>,
    /// Full name with its type word: `Xã Tân Thành`.
    pub name: String,
    /// Other names it goes by in submissions.
    pub aliases: Vec<String>,
    /// First day on which the id is its own; `None` where the register does not say.
    pub since: Option<String>,
    /// Where its returned forms are sent. Of no figure and no page, and no business of a process that reads files.
    #[serde(skip)]
    pub contacts: Vec<String>,
}
