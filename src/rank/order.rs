//! The exact order of values, as whole numbers.

use std::cmp::Ordering;

use crate::pipeline::{Better, Pipeline, Ranking};

use super::entry::Entry;

/// For each ranked entry, a number that is smaller the better its value is and equal for exactly equal values;
/// `None` for entries that are not ranked.
pub(super) fn order(league: &[Entry], better: Better) -> Vec<Option<u32>> {
    let mut ranked: Vec<usize> =
        (0..league.len()).filter(|&index| league[index].is_ranked()).collect();
    let compare = |a: &usize, b: &usize| match (&league[*a].value, &league[*b].value) {
        (Some(left), Some(right)) => match better {
            Better::Higher => right.compare(left),
            Better::Lower => left.compare(right),
        },
        _ => Ordering::Equal,
    };
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

/// A score is better the higher it is; a single rate follows its metric.
pub(super) fn better(ranking: &Ranking, pipeline: &Pipeline) -> Better {
    match ranking.shares.as_slice() {
        [share] if share.points.is_none() => pipeline.metric(share.metric).better,
        _ => Better::Higher,
    }
}
