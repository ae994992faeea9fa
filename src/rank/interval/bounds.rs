//! The exact interval of a rate (Clopper and Pearson 1934): every rate with which so few, or so many, good ones are not
//! rarer than one time in forty. Near 100 %, where rates of files on time are, approximations err far more often.

use std::collections::BTreeMap;

use rayon::prelude::*;

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

/// The intervals of rates, each computed once: many units have the same figures.
#[derive(Debug)]
pub(in crate::rank) struct KnownBounds(BTreeMap<GoodOf, RateBounds>);

impl KnownBounds {
    pub(in crate::rank) fn of(units: impl Iterator<Item = GoodOf>) -> Self {
        let mut units: Vec<GoodOf> = units.collect();
        units.sort_unstable();
        units.dedup();
        let found: Vec<RateBounds> = units.par_iter().map(|&unit| bounds(unit)).collect();
        Self(units.into_iter().zip(found).collect())
    }

    /// The interval of a unit; it is one of those that were asked for.
    pub(in crate::rank) fn get(&self, unit: GoodOf) -> Option<RateBounds> {
        self.0.get(&unit).copied()
    }
}

/// The 95 % interval of the rate of good ones.
fn bounds(of: GoodOf) -> RateBounds {
    RateBounds { low: lower(of.good(), of.bad()), high: 1.0 - lower(of.bad(), of.good()) }
}

/// The rate with which as many good ones or more come one time in forty: Newton's steps on the logarithm of that, which
/// is concave over the log-odds.
fn lower(good: f64, bad: f64) -> f64 {
    if good <= 0.0 {
        return 0.0;
    }
    let beta = Posterior::new(good, bad + 1.0);
    let mut read = beta.read(CurvePoint::at(guess(good, good + bad)));
    for _ in 0..MOST_TRIES {
        let step = -read.below / read.density() * libm::log(read.below / OUTSIDE);
        let next = read.further(step);
        if step.abs() < 1e-13 || next.rate >= 1.0 {
            return next.rate;
        }
        // Where little lies below, what the quadrature adds would be lost in it.
        read = if step.abs() < 1.0 { beta.read_on(&read, next) } else { beta.read(next) };
    }
    read.rate()
}

/// Near to it: the score interval (Wilson) of half a file less.
fn guess(good: f64, all: f64) -> f64 {
    let (half, square) = (good - 0.5, NORMAL * NORMAL);
    let spread = (half * (all - half) / all + square / 4.0).sqrt();
    (half + square / 2.0 - NORMAL * spread) / (all + square)
}
