//! The difference of two runs, as data.

use crate::compare::{FindingChange, Move, PartChange, RateChange, ValueChange};
use crate::model::Stage;
use crate::pipeline::{KeyChange, Lineage};
use crate::run::status::Arrivals;
use crate::store::{Record, Verified};

/// What differs between two runs. A part is `None` where one of the runs lacks the table.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The run that is compared with.
    pub old: RunSide,
    /// The run that is compared.
    pub new: RunSide,
    /// The files that were read.
    pub inputs: Arrivals,
    /// Stages that are declared, or work, in another way.
    pub stages: Vec<StageChange>,
    /// Keys of the declaration; `None` where one of the runs no longer has the declaration it went by.
    pub keys: Option<Vec<KeyChange>>,
    /// What the units of the later run were in the earlier one, where that is another period and not all are the same.
    pub lineage: Option<Lineage>,
    /// Accepted numbers, the largest change first.
    pub values: Option<Vec<ValueChange>>,
    /// Findings, the gravest first.
    pub findings: Option<Vec<FindingChange>>,
    /// Metrics, the largest change first.
    pub rates: Option<Vec<RateChange>>,
    /// Places, by ranking, those that moved furthest first.
    pub places: Option<Vec<Moved>>,
    /// Why it is not known what moved them; `None` where it is.
    pub unexplained: Option<Unsplit>,
}

impl Difference {
    /// Whether the runs differ; `None` where what could be compared does not, and not all could.
    #[must_use]
    pub fn is_different(&self) -> Option<bool> {
        let parts = [
            self.values.as_ref().map(|all| !all.is_empty()),
            self.findings.as_ref().map(|all| !all.is_empty()),
            self.rates.as_ref().map(|all| !all.is_empty()),
            self.places.as_ref().map(|all| !all.is_empty()),
        ];
        let keys = self.keys.as_ref().is_some_and(|keys| !keys.is_empty());
        let differs = keys || !self.inputs.is_nothing() || !self.stages.is_empty();
        if differs || parts.contains(&Some(true)) {
            return Some(true);
        }
        parts.iter().all(Option::is_some).then_some(false)
    }
}

/// One of the two runs.
#[derive(Debug, Clone)]
pub struct RunSide {
    /// What it recorded.
    pub record: Record,
    /// Files of it that are gone or were changed since it was written.
    pub spoiled: Vec<(String, Verified)>,
    /// Stages that were made of other files than those beside them.
    pub stale: Vec<Stage>,
}

/// A stage that is not what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageChange {
    /// The stage.
    pub stage: Stage,
    /// Whether the part of the declaration that it reads differs; `None` between two periods, where it always does.
    pub declaration: Option<bool>,
    /// Whether another program made it.
    pub program: bool,
}

impl StageChange {
    pub(super) fn of(stage: Stage, old: &Record, new: &Record) -> Option<Self> {
        let (was, is) = (old.stage(stage)?, new.stage(stage)?);
        let one_period = old.period == new.period;
        let declaration = one_period.then(|| was.declaration != is.declaration);
        let program = was.program != is.program;
        (declaration == Some(true) || program).then_some(Self { stage, declaration, program })
    }
}

/// A unit that moved, and what its sums changed by.
#[derive(Debug, Clone)]
pub struct Moved {
    /// The move.
    pub moved: Move,
    /// For each of its own sums that changed, in their order, the cells that made the change.
    pub splits: Vec<Result<Split, Unsplit>>,
}

/// The change of a sum, cell by cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The observations that add something else, the largest change first; together they are the change of the sum.
    pub parts: Vec<PartChange>,
}

/// Why the change of a sum cannot be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsplit {
    /// A run computed it from other files than those beside it.
    Stale,
    /// A run computed it in another way than is declared now: other metrics, other units, or another program.
    Redefined,
    /// A run lacks the numbers, or they were changed since.
    Missing,
}
