//! Which unit became which when units were merged or divided. A code may be given to another place on that day, so a
//! unit is known by its id and its name.

use serde::{Deserialize, Serialize};

/// That an old unit went into a new one, a line of the table of successions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// Id of the unit that was.
    pub old_id: String,
    /// Its name.
    pub old_name: String,
    /// Id of the unit that it went into.
    pub new_id: String,
    /// Its name.
    pub new_name: String,
    /// All of it went there; else it was divided among several.
    pub whole: bool,
    /// First day of the new unit: `2025-07-01`.
    pub since: String,
}
