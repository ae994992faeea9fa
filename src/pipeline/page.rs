//! The page: the rankings once more, as one file for a telephone or a screen.

use serde::{Deserialize, Serialize};

/// A page that shows every ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankingPage {
    /// File name inside the run: `xep-hang.html`.
    pub file: String,
    /// Its head; that of the pipeline where it says nothing.
    pub title: Option<String>,
}

impl RankingPage {
    /// More units of one tier than these are a list that no browser shows at once, and none of them has a card.
    pub const MOST_UNITS: usize = 2_000;
}
