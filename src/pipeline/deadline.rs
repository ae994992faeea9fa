//! When forms are due.

use std::ops::RangeInclusive;

use jiff::civil::Time;
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
    /// The end of the day, where nothing is said.
    pub(in crate::pipeline) const END_OF_DAY: Time = Time::constant(23, 59, 59, 0);
    /// Beyond this nobody waits for a form.
    pub(in crate::pipeline) const DAYS_AFTER: RangeInclusive<i64> = 0..=3_660;

    /// Whether it is about a form of a unit.
    pub(super) fn concerns(&self, form: &str, unit: &str, level: Level) -> bool {
        let named = |list: &[String], id: &str| list.is_empty() || list.iter().any(|one| one == id);
        named(&self.forms, form)
            && named(&self.units, unit)
            && (self.levels.is_empty() || self.levels.contains(&level))
    }
}
