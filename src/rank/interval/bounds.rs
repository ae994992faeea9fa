//! The exact interval of a rate (Clopper and Pearson 1934): every rate with which so few, or so many, good ones are not
//! rarer than one time in forty. Near 100 %, where rates of files on time are, approximations err far more often.

use super::good::GoodOf;
use super::posterior::{CurvePoint, Posterior};

/// What may lie outside at either end.
const OUTSIDE: f64 = 0.025;
/// The same of a normal distribution.
const NORMAL: f64 = 1.959_963_984_540_054;
/// More are never needed: a step lands on the side from which the next ones come closer and closer.
const MOST_TRIES: usize = 100;

/// The 95 % interval of a rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::rank) struct RateBounds {
    pub(in crate::rank) low: f64,
    pub(in crate::rank) high: f64,
}

impl RateBounds {
    /// The interval of the other share: of the bad ones.
    pub(in crate::rank) fn mirrored(self) -> Self {
        Self { low: 1.0 - self.high, high: 1.0 - self.low }
    }
}

/// The 95 % interval of the rate of good ones.
pub(in crate::rank) fn bounds(of: GoodOf) -> RateBounds {
    RateBounds { low: lower(of.good(), of.bad()), high: 1.0 - lower(of.bad(), of.good()) }
}

/// The rate with which as many good ones or more come one time in forty: Newton's steps on the logarithm of that, which
/// is concave over the log-odds.
fn lower(good: f64, bad: f64) -> f64 {
    if good <= 0.0 {
        return 0.0;
    }
    let beta = Posterior::new(good, bad + 1.0);
    let mut point = CurvePoint::at(guess(good, good + bad));
    let mut below = beta.below(&point);
    for _ in 0..MOST_TRIES {
        let density = beta.density(&point);
        let step = -below / density * libm::log(below / OUTSIDE);
        let next = point.moved(step);
        if step.abs() < 1e-13 || next.rate >= 1.0 {
            return next.rate;
        }
        let near = beta.steps(&point, &next) <= 1.0;
        below = if near { beta.onward(below, &point, &next) } else { beta.below(&next) };
        point = next;
    }
    point.rate
}

/// Near to it: the score interval (Wilson) of half a file less.
fn guess(good: f64, all: f64) -> f64 {
    let (half, square) = (good - 0.5, NORMAL * NORMAL);
    let spread = (half * (all - half) / all + square / 4.0).sqrt();
    (half + square / 2.0 - NORMAL * spread) / (all + square)
}
