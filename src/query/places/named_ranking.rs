//! A ranking with what its steps are called after, and what decides between equal values.

use crate::pipeline::{Better, Pipeline, Ranking, TieBreak};
use crate::query::step::Step;

/// A ranking with what its steps are called after.
pub(super) struct NamedRanking<'p> {
    pub(super) ranking: &'p Ranking,
    pub(super) pipeline: &'p Pipeline,
    pub(super) prefix: String,
}

impl NamedRanking<'_> {
    /// The name of a step.
    pub(super) fn name(&self, step: &str) -> String {
        format!("{}_{step}", self.prefix)
    }

    pub(super) fn step(&self, name: &str, about: &str, select: String) -> Step {
        Step { name: self.name(name), about: format!("{}: {about}", self.ranking.id), select }
    }

    pub(super) fn better(&self) -> Better {
        self.ranking.better(&self.pipeline.metrics)
    }

    /// What decides between equal values: a column and its expression over the sums of the first metric. Who has nothing of
    /// that comes last; the keys go the way of the values.
    pub(super) fn ties(&self) -> Vec<(&'static str, String)> {
        let key = match (self.ranking.tie_break, self.better()) {
            (TieBreak::None, _) => return Vec::new(),
            (TieBreak::Volume, Better::Higher) => "b0",
            (TieBreak::Volume, Better::Lower) => "0 - b0",
            (TieBreak::Overdue, Better::Higher) => "a0 - b0",
            (TieBreak::Overdue, Better::Lower) => "a0",
        };
        if self.ranking.shares.is_empty() {
            return Vec::new();
        }
        let (there, gone) = match self.better() {
            Better::Higher => (1, 0),
            Better::Lower => (0, 1),
        };
        vec![
            ("tie_there", format!("CASE WHEN b0 > 0 THEN {there} ELSE {gone} END")),
            ("tie_key", format!("CASE WHEN b0 > 0 THEN {key} ELSE 0 END")),
        ]
    }
}
