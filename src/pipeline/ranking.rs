//! An ordered list of the units of one league.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::model::{Level, Scope, array_of};

use super::metric::MetricIx;

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
    /// A unit whose denominator is smaller is listed and not ranked.
    pub minimum_denominator: i64,
    /// Whether a unit that lacks figures has a place.
    pub incomplete: Incomplete,
    /// Classes by value, best first.
    pub classes: Vec<Class>,
    /// Metrics printed beside the ranked one.
    pub show: Vec<MetricIx>,
    /// What counts against a unit, for people (`Hồ sơ trễ`): shown beside what would if each of its fields was as in the
    /// whole list. `None` where nobody asks.
    pub field_mix: Option<String>,
}

impl Ranking {
    /// Whether the value is a score in points instead of a rate.
    #[must_use]
    pub fn is_score(&self) -> bool {
        self.shares.iter().any(|share| share.points.is_some())
    }

    /// Highest possible score, in points.
    #[must_use]
    pub fn full_points(&self) -> u32 {
        self.shares.iter().filter_map(|share| share.points).sum()
    }
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
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Grouping {
    /// One list for the province.
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

/// A class of results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Smallest share of the full value, in percent, that belongs to the class.
    pub from_percent: u8,
    /// `Xuất sắc`.
    pub title: String,
}
