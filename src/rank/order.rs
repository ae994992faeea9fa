//! The exact order of values, as whole numbers.

use std::cmp::Ordering;

use crate::pipeline::{Better, TieBreak};

use super::entry::Entry;
use super::tie::break_tie;

/// For each ranked entry, a number that is smaller the better its value is and equal for exactly equal values that no
/// tie-break tells apart; `None` for entries that are not ranked.
pub(super) fn order(league: &[Entry], better: Better, tie_break: TieBreak) -> Vec<Option<u32>> {
    let mut ranked: Vec<usize> =
        (0..league.len()).filter(|&index| league[index].is_ranked()).collect();
    let compare = |a: &usize, b: &usize| compare(&league[*a], &league[*b], better, tie_break);
    ranked.sort_by(compare);
    let mut orders = vec![None; league.len()];
    let mut number = 0;
    for position in 0..ranked.len() {
        let index = ranked[position];
        if position > 0 && compare(&ranked[position - 1], &index) != Ordering::Equal {
            number += 1;
        }
        orders[index] = Some(number);
    }
    orders
}

/// Which of two entries comes first; equal where they share a place.
pub(super) fn compare(
    left: &Entry,
    right: &Entry,
    better: Better,
    tie_break: TieBreak,
) -> Ordering {
    let by_value = match (&left.value, &right.value) {
        (Some(left), Some(right)) => match better {
            Better::Higher => right.compare(left),
            Better::Lower => left.compare(right),
        },
        _ => Ordering::Equal,
    };
    by_value.then_with(|| break_tie(left, right, tie_break, better))
}
