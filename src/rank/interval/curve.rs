//! The curve of a league: at each rate, how many of its units truly stand above it, and how sure that is. What a unit's
//! own figures leave to chance is taken from it by what the league shows of all (its prior).

use rayon::prelude::*;

use super::bounds::RateBounds;
use super::good::GoodOf;
use super::others;
use super::posterior::{CurvePoint, Posterior};
use super::prior::Prior;

/// A league with no more ends of intervals, as of any province, is read at each of them, and exactly.
const EXACT: usize = 512;
/// The points between which the curve of a larger one is taken as straight: more change nothing.
const POINTS: usize = 64;
/// From here on it is sure on which side of a point a unit stands.
const SURE: f64 = 1e-10;

/// How many others truly stand above each unit, at the least and at the most, in their order.
pub(super) fn others_above(units: &[(GoodOf, RateBounds)], prior: Prior) -> Vec<(u32, u32)> {
    read(units, prior, EXACT)
}

/// The same, exactly where there are no more points to read at than `most`.
fn read(units: &[(GoodOf, RateBounds)], prior: Prior, most: usize) -> Vec<(u32, u32)> {
    // Sums are made in the order of the figures, so that neither the order of rows nor that of threads is anything to
    // them.
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_unstable_by_key(|&index| units[index].0);
    let groups: Vec<&[usize]> = order.chunk_by(|&a, &b| units[a].0 == units[b].0).collect();
    let ends: Vec<RateBounds> = groups.iter().map(|group| units[group[0]].1).collect();
    let (rates, exact) = rates(&ends, most);
    let points: Vec<CurvePoint> = rates.iter().map(|&rate| CurvePoint::at(rate)).collect();
    let above: Vec<AlikeUnits> = groups
        .par_iter()
        .map(|group| {
            let of = units[group[0]].0;
            let posterior = Posterior::new(of.good() + prior.good(), of.bad() + prior.bad());
            AlikeUnits { times: group.len(), above: above(&posterior, &points) }
        })
        .collect();
    let found = if exact {
        exactly(&rates, &above, &ends)
    } else {
        LargeLeague::of(&rates, &above).read(&above, &ends)
    };
    let mut read = vec![(0, 0); units.len()];
    for (group, found) in groups.into_iter().zip(found) {
        for &index in group {
            read[index] = found;
        }
    }
    read
}

/// Units with the same figures.
struct AlikeUnits {
    times: usize,
    /// At each point how probable it is that one of them stands above it.
    above: Vec<f64>,
}

/// Where the curve is read, from 0 to 1, and whether that is at every end.
fn rates(ends: &[RateBounds], most: usize) -> (Vec<f64>, bool) {
    let mut rates: Vec<f64> = ends.iter().flat_map(|ends| [ends.low, ends.high]).collect();
    rates.extend([0.0, 1.0]);
    rates.sort_unstable_by(f64::total_cmp);
    rates.dedup();
    let exact = rates.len() <= most;
    if !exact {
        let last = rates.len() - 1;
        rates = (0..POINTS).map(|point| rates[point * last / (POINTS - 1)]).collect();
    }
    (rates, exact)
}

/// By the distribution of the number of others, at the very ends of each unit.
fn exactly(rates: &[f64], league: &[AlikeUnits], ends: &[RateBounds]) -> Vec<(u32, u32)> {
    let point = |rate: f64| rates.partition_point(|&point| point < rate);
    let read = ends.par_iter().enumerate().map_init(Vec::new, |sums, (own, ends)| {
        let mut at = |rate| {
            let point = point(rate);
            let others = league.iter().enumerate().flat_map(move |(index, units)| {
                let times = units.times - usize::from(index == own);
                std::iter::repeat_n(units.above[point], times)
            });
            others::exactly(others, sums)
        };
        (at(ends.high).0, at(ends.low).1)
    });
    read.collect()
}

/// The sums of a league with too many units to look at each of them from each.
struct LargeLeague<'r> {
    rates: &'r [f64],
    /// At each point the number of units above it.
    above: Vec<f64>,
    /// At each point the variance of that number.
    variance: Vec<f64>,
}

impl<'r> LargeLeague<'r> {
    fn of(rates: &'r [f64], league: &[AlikeUnits]) -> Self {
        let (mut above, mut variance) = (vec![0.0; rates.len()], vec![0.0; rates.len()]);
        for units in league {
            let times = f64::from(u32::try_from(units.times).unwrap_or(u32::MAX));
            for (point, &own) in units.above.iter().enumerate() {
                above[point] += times * own;
                variance[point] += times * own * (1.0 - own);
            }
        }
        Self { rates, above, variance }
    }

    fn read(&self, league: &[AlikeUnits], ends: &[RateBounds]) -> Vec<(u32, u32)> {
        let read = league.iter().zip(ends).map(|(units, ends)| {
            let others = |rate| {
                let own = self.at(&units.above, rate);
                let variance = self.at(&self.variance, rate) - own * (1.0 - own);
                (self.at(&self.above, rate) - own, variance)
            };
            others::about(others(ends.high), others(ends.low))
        });
        read.collect()
    }

    /// The value at a rate, on the straight line between two points.
    fn at(&self, values: &[f64], rate: f64) -> f64 {
        let rates = self.rates;
        let next = rates.partition_point(|&point| point < rate).clamp(1, rates.len() - 1);
        let (from, to) = (rates[next - 1], rates[next]);
        let share = ((rate - from) / (to - from)).clamp(0.0, 1.0);
        values[next - 1] + share * (values[next] - values[next - 1])
    }
}

/// At each point how probable it is that a unit stands above it: from where its own rate is, outwards until it is sure.
fn above(posterior: &Posterior, points: &[CurvePoint]) -> Vec<f64> {
    let middle = points.partition_point(|point| point.rate < posterior.mean());
    let middle = middle.min(points.len() - 1);
    let here = posterior.read(points[middle]);
    let mut above = vec![1.0; points.len()];
    above[middle..].fill(0.0);
    above[middle] = 1.0 - here.below;
    let mut read = here;
    for index in middle + 1..points.len() {
        if read.below >= 1.0 - SURE {
            break;
        }
        read = posterior.read_on(&read, points[index]);
        above[index] = 1.0 - read.below;
    }
    read = here;
    for index in (0..middle).rev() {
        if read.below <= SURE {
            break;
        }
        read = posterior.read_on(&read, points[index]);
        above[index] = 1.0 - read.below;
    }
    above
}

#[cfg(test)]
mod tests {
    use super::{EXACT, read};
    use crate::model::Rate;
    use crate::pipeline::Better;
    use crate::rank::interval::{GoodOf, KnownBounds, prior};

    /// Sixty-four points, straight lines and a normal number of units, beside every point and the exact distribution.
    #[test]
    fn a_large_league_is_read_as_a_small_one_to_a_place_or_two() {
        let figures = (0..240i64).map(|unit| {
            let all = 30 + (unit * 7_919) % 1_900;
            let bad = all * ((unit * 104_729) % 97) / 900;
            GoodOf::of(Rate { numerator: all - bad, denominator: all }, Better::Higher)
        });
        let figures: Vec<GoodOf> = figures.collect();
        let known = KnownBounds::of(figures.iter().copied());
        let bounds = figures.iter().filter_map(|&unit| known.get(unit));
        let units: Vec<_> = figures.iter().copied().zip(bounds).collect();
        let prior = prior(&figures);
        let (exact, about) = (read(&units, prior, EXACT), read(&units, prior, 0));
        let far = |(a, b): (&(u32, u32), &(u32, u32))| a.0.abs_diff(b.0).max(a.1.abs_diff(b.1));
        let apart: Vec<u32> = exact.iter().zip(&about).map(far).collect();
        assert!(apart.iter().all(|&apart| apart <= 2), "{apart:?}");
        let off = apart.iter().filter(|&&apart| apart > 1).count();
        assert!(off * 10 <= apart.len(), "{off} of {} are off by two", apart.len());
        let wide = exact.iter().filter(|(least, most)| most - least > 60).count();
        assert!(wide > 24, "only {wide} intervals are wide");
    }
}
