//! The difference of two worlds: who stands elsewhere, what is found and measured otherwise.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{self, FindingChange, Move, MoveSteps, RateChange, Sums};
use crate::model::{Finding, Severity, Stage};
use crate::run::diff::Moved;
use crate::run::error::RunError;
use crate::run::flow::world::World;
use crate::table::Rankings;

/// What differs.
#[derive(Debug, Clone, Default)]
pub struct Effect {
    /// The units of each ranking.
    pub counts: Vec<UnitCount>,
    /// Units whose place or status is another one, by ranking; in each those that move furthest first.
    pub moves: Vec<MovedPlace>,
    /// Findings, the gravest first.
    pub findings: Vec<FindingChange>,
    /// Metrics, the largest change first.
    pub rates: Vec<RateChange>,
}

/// How many units of a ranking move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCount {
    /// Id of the ranking.
    pub ranking: String,
    /// Units whose place or status is another one, or that came to the list.
    pub moved: usize,
    /// Units that are not in the list any more.
    pub gone: usize,
    /// Units that stand where they stood.
    pub still: usize,
}

/// A unit that stands elsewhere.
#[derive(Debug, Clone)]
pub struct MovedPlace {
    /// How it moves.
    pub moved: Moved,
    /// The sums it is ranked by, before and after; of a score of several metrics there are none.
    pub sums: [Option<Sums>; 2],
}

impl Effect {
    pub(super) fn between(before: &World, after: &World) -> Result<Self, RunError> {
        let steps = MoveSteps { old: before.ranked(), between: None, new: after.ranked() };
        let moves = steps.moved();
        let sums = [sums(&before.rankings), sums(&after.rankings)];
        let place = |moved: Move| {
            let key = (moved.ranking.as_str(), moved.unit_id.as_str());
            let sums = [&sums[0], &sums[1]].map(|sums| sums.get(&key).copied().flatten());
            MovedPlace { moved: Moved { moved, splits: Vec::new() }, sums }
        };
        let rates = compare::rates(&before.metrics, &after.metrics)
            .map_err(|source| RunError::Table { stage: Stage::Measure, source })?;
        Ok(Self {
            counts: counts(&moves, &before.rankings, &after.rankings),
            findings: compare::findings(before.findings.iter(), after.findings.iter()),
            moves: moves.into_iter().map(place).collect(),
            rates,
        })
    }

    /// Nothing differs.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.moves.is_empty() && self.findings.is_empty() && self.rates.is_empty()
    }

    /// Files in which something is found that is so bad, and was not.
    #[must_use]
    pub fn failed(&self, least: Severity) -> BTreeSet<&str> {
        let bad = |found: &&Finding| found.severity >= least;
        let new =
            self.findings.iter().filter(|change| !change.old.as_ref().is_some_and(|old| bad(&old)));
        new.filter_map(|change| change.new.as_ref().filter(bad)?.place.file.as_deref()).collect()
    }

    /// Units that have a place and would have none.
    #[must_use]
    pub fn lost(&self) -> usize {
        self.crossed(|[before, after]| before && !after)
    }

    /// Units that have no place and would have one.
    #[must_use]
    pub fn gained(&self) -> usize {
        self.crossed(|[before, after]| !before && after)
    }

    fn crossed(&self, is: impl Fn([bool; 2]) -> bool) -> usize {
        let has = |moved: &Move| {
            [&moved.old, &moved.new].map(|spot| spot.as_ref().is_some_and(|s| s.place.is_some()))
        };
        self.moves.iter().filter(|place| is(has(&place.moved.moved))).count()
    }

    /// The move by most places.
    #[must_use]
    pub fn furthest(&self) -> Option<&Move> {
        let moves = self.moves.iter().filter_map(|place| Some((place.moved.moved.fell()?, place)));
        // The first of those that move as far.
        let furthest = moves.rev().max_by_key(|(fell, _)| fell.unsigned_abs());
        furthest.filter(|(fell, _)| *fell != 0).map(|(_, place)| &place.moved.moved)
    }
}

/// The sums that each unit is ranked by.
fn sums(rankings: &Rankings) -> BTreeMap<(&str, &str), Option<Sums>> {
    let rows = rankings.rows.iter();
    rows.map(|row| {
        ((row.ranking.as_str(), row.unit_id.as_str()), row.numerator.zip(row.denominator))
    })
    .collect()
}

fn counts(moves: &[Move], before: &Rankings, after: &Rankings) -> Vec<UnitCount> {
    let mut units: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    for row in after.rows.iter().chain(&before.rows) {
        match units.iter_mut().rev().find(|(ranking, _)| *ranking == row.ranking) {
            Some((_, units)) => {
                units.insert(&row.unit_id);
            }
            None => units.push((&row.ranking, BTreeSet::from([row.unit_id.as_str()]))),
        }
    }
    let counts = units.into_iter().map(|(ranking, units)| {
        let moves = moves.iter().filter(|moved| moved.ranking == ranking);
        let (gone, moved): (Vec<&Move>, Vec<&Move>) = moves.partition(|moved| moved.new.is_none());
        let still = units.len() - gone.len() - moved.len();
        let (moved, gone) = (moved.len(), gone.len());
        UnitCount { ranking: ranking.to_owned(), moved, gone, still }
    });
    counts.collect()
}
