//! When forms are due.

use serde::{Deserialize, Serialize};

use crate::model::Level;

/// When some forms of some units are due; an empty list stands for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last minute, in the time of the province: `2023-10-05T17:00:00`. Such texts sort by time.
    pub due: String,
    /// Ids of the forms.
    pub forms: Vec<String>,
    /// Tiers of the units.
    pub levels: Vec<Level>,
    /// Ids of the units.
    pub units: Vec<String>,
}

impl Deadline {
    /// Whether it is about a form of a unit.
    pub(super) fn concerns(&self, form: &str, unit: &str, level: Level) -> bool {
        let named = |list: &[String], id: &str| list.is_empty() || list.iter().any(|one| one == id);
        named(&self.forms, form)
            && named(&self.units, unit)
            && (self.levels.is_empty() || self.levels.contains(&level))
    }
}
