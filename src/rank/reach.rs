//! How far apart two units stand in a ranking, counted in files.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::pipeline::{Better, MetricIx, Pipeline, Ranking};
use crate::table::Sum;

use super::order::better;

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

/// What would bring a unit with `own` sums at least level with one that has those of `goal`, for each share of a ranking
/// by itself; nothing where one of them has no value.
#[must_use]
pub fn reach(
    ranking: &Ranking,
    own: &[Option<Sum>],
    goal: &[Option<Sum>],
    pipeline: &Pipeline,
) -> Vec<FilesBetween> {
    let (Some(is), Some(wanted)) = (value(ranking, own), value(ranking, goal)) else {
        return Vec::new();
    };
    let better = better(ranking, pipeline);
    let gap = match better {
        Better::Higher => wanted - is,
        Better::Lower => is - wanted,
    };
    let shares = ranking.shares.iter().zip(own);
    let of_share = |(share, sum): (&crate::pipeline::Share, &Option<Sum>)| {
        let (sum, points) = ((*sum)?, share.points.unwrap_or(1));
        let room = match better {
            Better::Higher => sum.denominator - sum.numerator,
            Better::Lower => sum.numerator,
        };
        let files = (points > 0).then(|| {
            let each = BigRational::new(BigInt::from(points), BigInt::from(sum.denominator));
            i64::try_from((&gap / each).ceil().to_integer()).ok()
        });
        let files = files.flatten().map(|files| files.max(0)).filter(|&files| files <= room.max(0));
        Some(FilesBetween { metric: share.metric, files, fewer: better == Better::Lower })
    };
    shares.filter_map(of_share).collect()
}

/// What a unit is ranked by, exactly.
fn value(ranking: &Ranking, sums: &[Option<Sum>]) -> Option<BigRational> {
    let mut value = BigRational::from_integer(BigInt::from(0));
    for (share, sum) in ranking.shares.iter().zip(sums) {
        let sum = sum.filter(|sum| sum.denominator > 0)?;
        let rate = BigRational::new(BigInt::from(sum.numerator), BigInt::from(sum.denominator));
        value += rate * BigInt::from(share.points.unwrap_or(1));
    }
    Some(value)
}
