//! Rates drawn towards those of their league the more, the fewer files they are of, and the places by these: nearer to
//! the true ones where units are small, and for information only.

use super::good::GoodOf;
use super::prior::Prior;

/// The shrunk rate of good ones of each unit and its place by it, in their order; compared exactly, ties share a place.
pub(in crate::rank) fn shrunk(units: &[GoodOf], prior: Prior) -> Vec<(f64, u32)> {
    let fractions: Vec<(i128, i128)> = units.iter().map(|&unit| prior.shrunk(unit)).collect();
    let mut order: Vec<usize> = (0..units.len()).collect();
    let compare = |a: &usize, b: &usize| {
        let (a, b) = (fractions[*a], fractions[*b]);
        (b.0 * a.1).cmp(&(a.0 * b.1))
    };
    order.sort_by(compare);
    let mut places = vec![0; units.len()];
    let mut before = 0;
    for tied in order.chunk_by(|a, b| compare(a, b).is_eq()) {
        for &index in tied {
            places[index] = before + 1;
        }
        before += u32::try_from(tied.len()).unwrap_or(u32::MAX);
    }
    let rates = units.iter().map(|unit| (unit.good() + prior.good()) / (unit.all() + prior.all()));
    rates.zip(places).collect()
}
