//! How many of how many went well: what a rate is made of, with more always better.

use crate::model::Rate;
use crate::pipeline::Better;

/// So many good ones of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rank) struct GoodOf {
    good: i64,
    all: i64,
}

impl GoodOf {
    /// What a rate above nothing is made of. One below 0 or above 1, which is no share of a whole, stands at that end.
    pub(in crate::rank) fn of(rate: Rate, better: Better) -> Self {
        let Rate { numerator, denominator: all } = rate;
        let good = match better {
            Better::Higher => numerator,
            Better::Lower => all.saturating_sub(numerator),
        };
        Self { good: good.clamp(0, all.max(0)), all }
    }

    pub(super) const fn counts(self) -> (i64, i64) {
        (self.good, self.all)
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
    pub(super) const fn good(self) -> f64 {
        self.good as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
    pub(super) const fn bad(self) -> f64 {
        (self.all - self.good) as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
    pub(super) const fn all(self) -> f64 {
        self.all as f64
    }
}
