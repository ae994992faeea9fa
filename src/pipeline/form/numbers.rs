//! How the numbers of a form are typed.

use serde::{Deserialize, Serialize};

/// How counts are typed when they are typed as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// Separator of groups of three digits.
    pub thousands: char,
    /// Separator of decimals.
    pub decimal: char,
    /// Words (keys) that may follow a number: `hồ sơ`.
    pub suffixes: Vec<String>,
    /// Texts (keys) that stand for zero: `không`.
    pub zero: Vec<String>,
    /// Texts (keys) that stand for "no figure", like a blank cell: `-`.
    pub none: Vec<String>,
    /// Words (keys) behind a number that multiply it: `nghìn` is 1000.
    pub multiples: Vec<(String, i64)>,
    /// A count of one line above this is asked about.
    pub largest: Option<i64>,
}

impl Numbers {
    // What counts where a form declares nothing.
    pub(in crate::pipeline) const THOUSANDS: char = '.';
    pub(in crate::pipeline) const DECIMAL: char = ',';
    pub(in crate::pipeline) const ZERO: [&str; 1] = ["không"];
    pub(in crate::pipeline) const NONE: [&str; 2] = ["-", "_"];
}
