//! Ratios of two counts, compared exactly.

use std::cmp::Ordering;

/// A ratio of two sums of counts. Never averaged: sum the counts first, divide once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Sum above the line.
    pub numerator: i64,
    /// Sum below the line.
    pub denominator: i64,
}

impl Rate {
    /// The ratio 0–1 (more where the numerator is larger); `None` where the denominator is not positive:
    /// no rate, neither 0 nor 100 %.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
    pub fn ratio(self) -> Option<f64> {
        (self.denominator > 0).then(|| self.numerator as f64 / self.denominator as f64)
    }

    /// Compares two rates exactly, by cross-multiplication; both denominators must be positive.
    #[must_use]
    pub fn compare(self, other: Self) -> Ordering {
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        let right = i128::from(other.numerator) * i128::from(self.denominator);
        left.cmp(&right)
    }
}
