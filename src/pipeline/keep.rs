//! Which runs stay on disk.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// Rules of which each keeps runs by itself; a run that no rule keeps is removed. No stage reads them, so a change
/// makes nothing run again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keep {
    /// So many newest runs of each period.
    pub runs: Option<usize>,
    /// Runs younger than so many days.
    pub days: Option<u32>,
    /// The latest complete run of each period.
    pub last_of_period: bool,
}

impl Keep {
    /// Beyond this a rule keeps everything anyway.
    pub(in crate::pipeline) const RUNS: RangeInclusive<i64> = 1..=1_000_000;
    /// A hundred years.
    pub(in crate::pipeline) const DAYS: RangeInclusive<i64> = 1..=36_525;

    /// A month of nights, a quarter of days, and of each period what was published last.
    pub const DEFAULT: Self = Self { runs: Some(30), days: Some(90), last_of_period: true };
}

impl Default for Keep {
    fn default() -> Self {
        Self::DEFAULT
    }
}
