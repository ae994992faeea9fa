//! How far apart two units stand in a ranking, counted in files.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::Ratio;

use crate::model::UnitIx;
use crate::pipeline::{Better, MetricIx, Pipeline, Ranking};
use crate::table::{StandingStatus, Sum};

use super::entry::Entry;
use super::order::compare;
use super::value::RankValue;

/// How many files, of one metric alone, would bring a unit level with another: so many more above the line, or fewer
/// where less is better, while those below it stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilesBetween {
    /// The metric.
    pub metric: MetricIx,
    /// The files; `None` where all there are would not do.
    pub files: Option<i64>,
    /// Whether it is so many fewer.
    pub fewer: bool,
}

/// What would bring a unit with `own` sums into the place of one that has those of `goal`, or above it, for each share of
/// a ranking by itself; nothing where one of them has no value.
#[must_use]
pub fn reach(
    ranking: &Ranking,
    own: &[Option<Sum>],
    goal: &[Option<Sum>],
    pipeline: &Pipeline,
) -> Vec<FilesBetween> {
    let better = ranking.better(&pipeline.metrics);
    let (is, wanted) = (entry(ranking, own), entry(ranking, goal));
    let (Some(from), Some(to)) = (&is.value, &wanted.value) else { return Vec::new() };
    let gap = match better {
        Better::Higher => to.exact() - from.exact(),
        Better::Lower => from.exact() - to.exact(),
    };
    let shares = ranking.shares.iter().enumerate().filter(|(at, _)| has_rate(own[*at]));
    let of_share = |(at, share): (usize, &crate::pipeline::Share)| {
        let sum = own[at]?;
        let room = match better {
            Better::Higher => sum.denominator - sum.numerator,
            Better::Lower => sum.numerator,
        };
        let each = worth(ranking, own, at)?;
        let files = i64::try_from((&gap / each).ceil().to_integer()).ok()?.max(0);
        // Level by value is not yet level where something else decides between equals.
        let moved = |files: i64| {
            let mut moved = own.to_vec();
            let by = if better == Better::Higher { files } else { -files };
            moved[at] = Some(Sum { numerator: sum.numerator + by, ..sum });
            compare(&entry(ranking, &moved), &wanted, better, ranking.tie_break)
        };
        let files = if moved(files) == Ordering::Greater { files + 1 } else { files };
        let files = Some(files).filter(|&files| files <= room.max(0));
        Some(FilesBetween { metric: share.metric, files, fewer: better == Better::Lower })
    };
    shares.filter_map(of_share).collect()
}

fn has_rate(sum: Option<Sum>) -> bool {
    sum.is_some_and(|sum| sum.denominator > 0)
}

/// By how much a file more above the line of a share raises the value; `None` where it is worth nothing.
fn worth(ranking: &Ranking, sums: &[Option<Sum>], at: usize) -> Option<Ratio<BigInt>> {
    let points = |at: usize| ranking.shares[at].points.unwrap_or(1);
    let all = 0..ranking.shares.len();
    let full: u32 = all.clone().map(points).sum();
    // Where parts are missing the others count for the full points.
    let present: u32 = all.filter(|&at| has_rate(sums[at])).map(points).sum();
    // What one metric alone is ranked by is its rate, whatever points it brings.
    let alone = ranking.shares.len() == 1;
    let (own, full, present) = if alone { (1, 1, 1) } else { (points(at), full, present) };
    (own > 0).then(|| {
        let below = BigInt::from(sums[at].map_or(1, |sum| sum.denominator));
        Ratio::new(BigInt::from(own) * BigInt::from(full), below * BigInt::from(present))
    })
}

/// Sums as an entry of a list.
fn entry(ranking: &Ranking, sums: &[Option<Sum>]) -> Entry {
    Entry {
        unit: UnitIx(0),
        group: None,
        status: StandingStatus::Ranked,
        value: RankValue::of(ranking, sums),
        sums: sums.to_vec(),
        figure: None,
    }
}
