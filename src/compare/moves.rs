//! What is said of a unit whose place moved: from where to where, by what, and who came to stand before it.

use crate::model::Rate;
use crate::table::{MoveCause, MoveParts, StandingStatus};

use super::rates::Sums;

/// How a unit stands in a ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Whether it has a place.
    pub status: StandingStatus,
    /// Its place.
    pub place: Option<u32>,
    /// How many units of the list are ranked.
    pub of: u32,
    /// Id of the unit inside which the list is kept.
    pub group: Option<String>,
    /// What it is ranked by.
    pub value: Option<f64>,
}

/// The sums of one metric of a unit that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareChange {
    /// Id of the metric.
    pub metric: String,
    /// What they were; `None` where nothing was reported.
    pub old: Option<Sums>,
    /// What they are; `None` where nothing is reported.
    pub new: Option<Sums>,
}

impl ShareChange {
    /// The rate is what it was although the sums are not.
    #[must_use]
    pub fn same_rate(&self) -> bool {
        let rate = |sums: Sums| Rate { numerator: sums.0, denominator: sums.1 };
        match (self.old, self.new) {
            (Some(old), Some(new)) if old.1 > 0 && new.1 > 0 => {
                rate(old).compare(rate(new)).is_eq()
            }
            _ => false,
        }
    }
}

/// How another unit stood, or stands, towards the one that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceRelation {
    /// Behind it.
    Behind,
    /// In the same place.
    Tied,
    /// Without a place.
    Unranked(StandingStatus),
    /// Not in the list.
    Absent,
}

/// Why a unit stands where it does and not where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoveReason {
    /// By how many places each cause moved it, down where more than 0; together they are the move, and a cause that is
    /// not there moved nothing. None of them where it has no place, as before.
    Parts(MoveParts),
    /// It has a place in one of the runs only, or in none: this made its status what it is.
    Status(MoveCause),
    /// It has a place in both, and its figures of then have none by the definition of now: that cannot be told apart.
    Undivided,
    /// What is between the runs is not known.
    Unknown,
}

/// A unit that came to stand before another one, or no longer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// How it stood before it was better, or stands now that it is not.
    pub relation: PlaceRelation,
    /// What made it cross; `None` where that is not known.
    pub cause: Option<MoveCause>,
    /// Whether what it is ranked by changed.
    pub changed: bool,
}

/// Units that came to stand before another one, or no longer do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crossings {
    /// How many.
    pub count: usize,
    /// Those that stand best, no more than [`MOST_NAMED`]: in a league of a whole country there are too many to hold.
    pub named: Vec<Crossing>,
}

/// Units that are named for one that moved.
pub const MOST_NAMED: usize = 100;

/// How a unit stood and stands in a ranking, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Id of the ranking.
    pub ranking: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// How it stood; `None` where it was in no list.
    pub old: Option<Spot>,
    /// How it stands; `None` where it is in no list.
    pub new: Option<Spot>,
    /// What moved it.
    pub reason: MoveReason,
    /// Its own sums that changed, both by the definition of the later run.
    pub own: Vec<ShareChange>,
    /// Units that are better now and were not, by the definition of the later run.
    pub entered: Crossings,
    /// Units that were better and are not, likewise.
    pub left: Crossings,
}

impl Move {
    /// How many places it fell; less than 0 where it rose. `None` where it lacks a place in one of the runs.
    #[must_use]
    pub fn fell(&self) -> Option<i64> {
        let place = |spot: &Option<Spot>| spot.as_ref()?.place.map(i64::from);
        Some(place(&self.new)? - place(&self.old)?)
    }
}
