//! An ordered list of the units of one league.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::model::{Level, MeasureIx, Scope, array_of};

use super::metric::{Better, Metric, MetricIx};

/// An ordered list of the units of one league.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// Name in declarations and tables.
    pub id: String,
    /// Title of the sheet.
    pub title: String,
    /// Name on the tab, at most 31 characters.
    pub sheet: String,
    /// The tier that is compared.
    pub league: Level,
    /// Which files of a unit count.
    pub scope: Scope,
    /// One list, or one inside each unit above.
    pub grouping: Grouping,
    /// Metrics that make the value: one without points is ranked by its rate; with points the value is
    /// the sum of points × rate.
    pub shares: Vec<Share>,
    /// The indicator that it goes by in place of metrics.
    pub indicator: Option<RankedIndicator>,
    /// A unit whose denominator is smaller is listed and not ranked.
    pub minimum_denominator: i64,
    /// Whether a unit that lacks figures has a place.
    pub incomplete: Incomplete,
    /// What becomes of a unit of which a part of its score is missing.
    pub missing_parts: MissingParts,
    /// What decides between units of exactly the same value.
    pub tie_break: TieBreak,
    /// Classes by value, best first.
    pub classes: Vec<Class>,
    /// Metrics by each of which the league is ranked anew, side by side.
    pub definitions: Vec<MetricIx>,
    /// Name on the tab of the sheet that holds them.
    pub definitions_sheet: String,
    /// Metrics printed beside the ranked one.
    pub show: Vec<MetricIx>,
    /// What counts against a unit, for people (`Hồ sơ trễ`): shown beside what would if each of its fields was as in the
    /// whole list. `None` where nobody asks.
    pub field_mix: Option<String>,
}

impl Ranking {
    /// A unit with less is not ranked, where nothing is said.
    pub(in crate::pipeline) const LEAST_DENOMINATOR: i64 = 1;
}

impl Ranking {
    /// Whether the value is a score in points instead of a rate.
    #[must_use]
    pub fn is_score(&self) -> bool {
        self.shares.iter().any(|share| share.points.is_some())
    }

    /// Which values are good: points reward more, a rate alone follows its metric.
    #[must_use]
    pub fn better(&self, metrics: &[Metric]) -> Better {
        self.indicator.map_or_else(|| better(&self.shares, metrics), |indicator| indicator.better)
    }

    /// Highest possible score, in points.
    #[must_use]
    pub fn full_points(&self) -> u32 {
        self.shares.iter().filter_map(|share| share.points).sum()
    }
}

/// Which values are good where a ranking goes by these shares.
pub(in crate::pipeline) fn better(shares: &[Share], metrics: &[Metric]) -> Better {
    let alone = match shares {
        [share] if share.points.is_none() => metrics.get(share.metric.index()),
        _ => None,
    };
    alone.map_or(Better::Higher, |metric| metric.better)
}

/// An indicator that a ranking goes by: the value that a unit reports of it, no ratio of sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankedIndicator {
    /// The indicator.
    pub measure: MeasureIx,
    /// Which values get a better place.
    pub better: Better,
}

/// A metric's part in the value of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The metric.
    pub metric: MetricIx,
    /// Points for a rate of 1; `None` where the ranking is by the rate itself.
    pub points: Option<u32>,
}

/// Whether a league is one list.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Grouping {
    /// One list for the province.
    #[default]
    Whole,
    /// One list inside each parent unit.
    Parent,
}

/// What becomes of a unit that lacks figures it is ranked by.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Incomplete {
    /// It is listed with what is missing, and has no place.
    #[default]
    List,
    /// It has a place, with what is missing beside it.
    Rank,
}

impl Incomplete {
    /// Both choices.
    pub const ALL: [Self; Self::VARIANTS.len()] = array_of(Self::VARIANTS);

    /// The word used in declarations.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether it has a place.
    #[must_use]
    pub const fn is_ranked(self) -> bool {
        matches!(self, Self::Rank)
    }
}

/// What becomes of a unit of which a part of its score is missing: it sent nothing of it, or nothing to divide by.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingParts {
    /// It has no value and no place.
    #[default]
    NoValue,
    /// The part is left out and the rest counts for the full points, which is said beside the place.
    Rescale,
}

/// What decides between units of exactly the same value; without it they share a place.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieBreak {
    /// Nothing: they share it.
    #[default]
    None,
    /// More below the line comes first.
    Volume,
    /// Less that is not as it should be comes first: what lacks to the whole, or what is counted where less is better.
    Overdue,
}

/// A class of results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Its bound as a share of the full value, in percent: the smallest that belongs to it, or the largest where less
    /// is better.
    pub percent: u8,
    /// `Xuất sắc`.
    pub title: String,
}
