//! A ratio of two sums of measures.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::formula::Formula;
use crate::model::MeasureIx;

/// Place of a metric in `Pipeline::metrics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MetricIx(pub u16);

impl MetricIx {
    /// As an index into a slice.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A ratio 0–1 of two sums of measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metric {
    /// Name in declarations and tables.
    pub id: String,
    /// Full name for officials.
    pub title: String,
    /// What is counted above the line, for a column head.
    pub numerator_title: String,
    /// What is counted below the line, for a column head.
    pub denominator_title: String,
    /// What is below the line and not above it, which counts against a unit where more is better; empty where nothing is
    /// declared.
    pub missed_title: String,
    /// Sum above the line.
    pub numerator: Formula,
    /// Sum below the line.
    pub denominator: Formula,
    /// Which direction is good.
    pub better: Better,
    /// Decree, decision or plan that defines it.
    pub source: String,
}

impl Metric {
    /// The measures that it asks for.
    pub fn measures(&self) -> impl Iterator<Item = MeasureIx> + '_ {
        let terms = self.numerator.terms.iter().chain(&self.denominator.terms);
        terms.map(|&(_, measure)| measure)
    }
}

/// Which direction of a metric is good.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Better {
    /// A larger rate gets a better place.
    Higher,
    /// A smaller rate gets a better place.
    Lower,
}
