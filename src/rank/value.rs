//! What a unit is ranked by, as an exact fraction.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::Ratio;

use crate::model::Rate;
use crate::pipeline::Ranking;
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
    /// The value of a ranking from the sums of its shares; `None` where any has no rate.
    pub(super) fn of(ranking: &Ranking, sums: &[Option<Sum>]) -> Option<Self> {
        let mut rates = Vec::with_capacity(sums.len());
        let mut shown = 0.0;
        for (share, row) in ranking.shares.iter().zip(sums) {
            let rate = (*row)?.rate();
            let points = share.points.unwrap_or(1);
            shown += rate.ratio()? * f64::from(points);
            rates.push((rate, points));
        }
        let exact = match rates.as_slice() {
            [] => return None,
            [(rate, _)] => Exact::Rate(*rate),
            several => {
                Exact::Score(several.iter().map(|&(rate, points)| weigh(rate, points)).sum())
            }
        };
        Some(Self { exact, shown })
    }

    /// For display: the rate 0–1 or the points, as the nearest double.
    pub(super) const fn shown(&self) -> f64 {
        self.shown
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
