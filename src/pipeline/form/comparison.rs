//! What a form is compared with beside its own sums: reasons, the period before, the size of a sample, branches.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::model::MeasureIx;

/// Counts that need a reason in the note column where they are above 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    /// The counts; none where the form asks for no reasons.
    pub measures: Vec<MeasureIx>,
}

/// How a form is compared with that of the period before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    /// Sums of a unit that should not jump.
    pub measures: Vec<MeasureIx>,
    /// How many times the other sum is a jump.
    pub times: i64,
    /// Sums below this say nothing.
    pub from: i64,
    /// What was carried over, and what was pending at the end of the period before; the two should be equal.
    pub carried: Option<(MeasureIx, MeasureIx)>,
}

/// How many answers a survey needs: n ≥ N / (1 + N e²), after Yamane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// The answers, n, as a sum.
    pub responses: Vec<MeasureIx>,
    /// The population, N: a sum over all forms of the unit.
    pub population: MeasureIx,
    /// The error e, in percent.
    pub error_percent: i64,
}

impl Previous {
    pub(in crate::pipeline) const TIMES: RangeInclusive<i64> = 2..=1_000;
    pub(in crate::pipeline) const USUAL_TIMES: i64 = 3;
    pub(in crate::pipeline) const FROM: RangeInclusive<i64> = 1..=1_000_000_000;
    pub(in crate::pipeline) const USUAL_FROM: i64 = 100;
}

impl Sample {
    pub(in crate::pipeline) const ERROR_PERCENT: RangeInclusive<i64> = 1..=50;
    pub(in crate::pipeline) const USUAL_ERROR_PERCENT: i64 = 5;
}
