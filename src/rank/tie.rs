//! What decides between units of exactly the same value, where anything is declared to.

use std::cmp::Ordering;

use crate::pipeline::{Better, TieBreak};
use crate::table::Sum;

use super::entry::Entry;

/// Which of two entries of the same value comes first, by the metric that is declared first; equal where they share a
/// place. Who has nothing of that metric comes last.
pub(super) fn break_tie(
    left: &Entry,
    right: &Entry,
    tie_break: TieBreak,
    better: Better,
) -> Ordering {
    let key: fn(Sum, Better) -> i64 = match tie_break {
        TieBreak::None => return Ordering::Equal,
        TieBreak::Volume => |sum, _| sum.denominator.saturating_neg(),
        TieBreak::Overdue => late,
    };
    // Less comes first.
    let of = |entry: &Entry| {
        let sum = entry.sums.first().copied().flatten().filter(|sum| sum.denominator > 0);
        (sum.is_none(), sum.map(|sum| key(sum, better)))
    };
    of(left).cmp(&of(right))
}

/// What is not as it should be: what lacks to the whole, or what is counted where less is better.
pub(super) const fn late(sum: Sum, better: Better) -> i64 {
    match better {
        Better::Higher => sum.denominator.saturating_sub(sum.numerator),
        Better::Lower => sum.numerator,
    }
}
