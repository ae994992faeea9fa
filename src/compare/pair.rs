//! Numbers under one key of two runs, matched: those in the same cell first, then equal ones, then the rest in order.

use std::collections::BTreeMap;

use crate::table::{Observation, Observations};

/// Where a number stands.
type NumberPlace<'f> = (&'f str, &'f str, crate::model::CellRef);

fn at<'f>(figures: &'f Observations, figure: &Observation) -> NumberPlace<'f> {
    (figures.word(figure.file), figures.word(figure.sheet), figure.at)
}

/// Pairs of places in the two lists; every place is in exactly one pair.
pub(super) fn pair(
    old: (&Observations, &[usize]),
    new: (&Observations, &[usize]),
) -> Vec<(Option<usize>, Option<usize>)> {
    let figure = |side: (&Observations, &[usize]), place: usize| side.0.rows[side.1[place]];
    let mut by_cell: BTreeMap<NumberPlace, usize> = BTreeMap::new();
    for place in 0..old.1.len() {
        by_cell.insert(at(old.0, &figure(old, place)), place);
    }
    let mut pairs = Vec::with_capacity(new.1.len());
    let mut old_free = vec![true; old.1.len()];
    let mut rest = Vec::new();
    for place in 0..new.1.len() {
        match by_cell.remove(&at(new.0, &figure(new, place))) {
            Some(before) => {
                old_free[before] = false;
                pairs.push((Some(before), Some(place)));
            }
            None => rest.push(place),
        }
    }
    let mut by_value: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for place in (0..old.1.len()).rev().filter(|&place| old_free[place]) {
        by_value.entry(figure(old, place).value.to_bits()).or_default().push(place);
    }
    rest.retain(|&place| {
        let equal = by_value.get_mut(&figure(new, place).value.to_bits()).and_then(Vec::pop);
        if let Some(before) = equal {
            old_free[before] = false;
            pairs.push((Some(before), Some(place)));
        }
        equal.is_none()
    });
    let mut left = (0..old.1.len()).filter(|&place| old_free[place]);
    pairs.extend(rest.into_iter().map(|place| (left.next(), Some(place))));
    pairs.extend(left.map(|place| (Some(place), None)));
    pairs
}
