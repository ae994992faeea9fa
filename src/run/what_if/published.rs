//! How the world as it is stands to what is published.

use crate::compare::{MoveSteps, RankingTables};
use crate::pipeline::Pipeline;
use crate::run::again::artifacts::table;
use crate::run::again::declaration::DeclarationPrints;
use crate::run::again::program::program;
use crate::run::error::RunError;
use crate::run::flow::world::World;
use crate::run::status::Arrivals;
use crate::store::{Input, Record, Run};
use crate::table::{Artifact as _, Rankings, Scores};

/// What is published.
#[derive(Debug, Clone)]
pub struct PublishedRun {
    /// The run.
    pub run: String,
    /// What is not any more as it was for this run.
    pub since: Since,
}

/// What changed since a run was published.
#[derive(Debug, Clone)]
pub struct Since {
    /// Files of the inbox.
    pub files: Arrivals,
    /// Something is declared otherwise.
    pub redeclared: bool,
    /// Another program made it.
    pub program: bool,
    /// Units whose place would be another one today; `None` where the places of the run cannot be read.
    pub moved: Option<usize>,
}

impl Since {
    /// What is published is what would be published today.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        let Self { files, redeclared, program, moved } = self;
        files.is_nothing() && !redeclared && !program && *moved == Some(0)
    }
}

impl PublishedRun {
    pub(super) fn of(
        run: &Run,
        inputs: &[Input],
        now: &Pipeline,
        world: &World,
    ) -> Result<Self, RunError> {
        let record: &Record = run.record();
        let published = table(run, Scores::NAME).ok().zip(table(run, Rankings::NAME).ok());
        let moved = published.map(|(scores, rankings): (Scores, Rankings)| {
            let published = RankingTables { rankings: &rankings, scores: &scores };
            let steps = MoveSteps { old: published, between: None, new: world.ranked() };
            steps.moved().len()
        });
        let since = Since {
            files: Arrivals::between(inputs, &record.inputs),
            redeclared: record.declaration != DeclarationPrints::of(now)?.whole,
            program: record.stages.iter().any(|stage| stage.program != program()),
            moved,
        };
        Ok(Self { run: record.run.clone(), since })
    }
}
