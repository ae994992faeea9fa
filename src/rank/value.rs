//! What a unit is ranked by, as an exact fraction.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::Ratio;

use crate::model::Rate;
use crate::pipeline::{MissingParts, Ranking};
use crate::table::Sum;

/// A rate, or a sum of points × rate, without any rounding.
#[derive(Debug, Clone)]
pub(super) struct RankValue {
    exact: Exact,
    shown: f64,
}

/// One rate needs no large numbers: it is compared by cross-multiplication.
#[derive(Debug, Clone)]
enum Exact {
    Rate(Rate),
    Score(Ratio<BigInt>),
}

impl RankValue {
    /// The value of a ranking from the sums of its shares. Where one has no rate there is none, unless the others are
    /// declared to count for the full points.
    pub(super) fn of(ranking: &Ranking, sums: &[Option<Sum>]) -> Option<Self> {
        let mut rates = Vec::with_capacity(sums.len());
        let (mut full, mut present, mut shown) = (0, 0, 0.0);
        for (share, sum) in ranking.shares.iter().zip(sums) {
            let points = share.points.unwrap_or(1);
            full += points;
            let rate = sum.map(Sum::rate);
            match rate.and_then(|rate| Some((rate, rate.ratio()?))) {
                Some((rate, ratio)) => {
                    present += points;
                    shown += ratio * f64::from(points);
                    rates.push((rate, points));
                }
                None if ranking.missing_parts == MissingParts::Rescale => {}
                None => return None,
            }
        }
        let first = rates.first()?.0;
        if ranking.shares.len() == 1 {
            return Some(Self { exact: Exact::Rate(first), shown });
        }
        let score: Ratio<BigInt> = rates.iter().map(|&(rate, points)| weigh(rate, points)).sum();
        if present == full {
            return Some(Self { exact: Exact::Score(score), shown });
        }
        let exact = Exact::Score(score * BigInt::from(full) / BigInt::from(present));
        Some(Self { exact, shown: shown * f64::from(full) / f64::from(present) })
    }

    /// A value that is told as it is.
    pub(super) fn told(value: Rate) -> Option<Self> {
        Some(Self { shown: value.ratio()?, exact: Exact::Rate(value) })
    }

    /// Compares it exactly with so many percent of the full value of its ranking.
    pub(super) fn compare_percent(&self, percent: u8, ranking: &Ranking) -> Ordering {
        let share = Rate { numerator: percent.into(), denominator: 100 };
        match &self.exact {
            Exact::Rate(rate) => rate.compare(share),
            Exact::Score(score) => score.cmp(&weigh(share, ranking.full_points())),
        }
    }

    /// For display: the rate 0–1 or the points, as the nearest double.
    pub(super) const fn shown(&self) -> f64 {
        self.shown
    }

    /// The exact value: the rate, or the points.
    pub(super) fn exact(&self) -> Ratio<BigInt> {
        match &self.exact {
            Exact::Rate(rate) => weigh(*rate, 1),
            Exact::Score(score) => score.clone(),
        }
    }

    /// Compares two values of one ranking exactly.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (&self.exact, &other.exact) {
            (Exact::Rate(left), Exact::Rate(right)) => left.compare(*right),
            (Exact::Score(left), Exact::Score(right)) => left.cmp(right),
            // A ranking has one number of shares for all its units.
            (Exact::Rate(_), Exact::Score(_)) => Ordering::Less,
            (Exact::Score(_), Exact::Rate(_)) => Ordering::Greater,
        }
    }
}

fn weigh(rate: Rate, points: u32) -> Ratio<BigInt> {
    let fraction = Ratio::new(BigInt::from(rate.numerator), BigInt::from(rate.denominator));
    fraction * BigInt::from(points)
}
