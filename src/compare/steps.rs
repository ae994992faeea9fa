//! Two runs and the steps between them, each of which changes one thing: the figures of the earlier run as they were
//! published, the same by the definition of the later run, those of the newest run of that period, and those of the
//! later run.

use crate::table::{PlaceOrders, Rankings, Scores};

/// The rankings of a run with what they were made of.
#[derive(Debug, Clone, Copy)]
pub struct RankingTables<'r> {
    /// The places.
    pub rankings: &'r Rankings,
    /// The sums behind them.
    pub scores: &'r Scores,
}

/// The steps between two runs.
#[derive(Debug, Clone, Copy)]
pub struct StepsBetween<'r> {
    /// The figures of the earlier run, ranked by the definition of the later one.
    pub defined: &'r Rankings,
    /// The figures of the newest run of the earlier period, by the same definition.
    pub corrected: RankingTables<'r>,
    /// What each unit is ranked by then and in the later run, in one order.
    pub orders: &'r PlaceOrders,
}

/// Two runs that are compared, and what is known of the way from one to the other.
#[derive(Debug, Clone, Copy)]
pub struct MoveSteps<'r> {
    /// The earlier run as it was published.
    pub old: RankingTables<'r>,
    /// The steps; `None` where they are not known.
    pub between: Option<StepsBetween<'r>>,
    /// The later run.
    pub new: RankingTables<'r>,
}
