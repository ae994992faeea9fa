//! The runs that a new one goes on from: for each stage the newest run that has done it. They differ where a run was
//! cut off: what it had finished is not done again. Trials count where the same is tried again, and nowhere else.

use crate::model::Stage;
use crate::run::error::RunError;
use crate::store::{Folder, Invocation, Run};

/// For each stage the newest run that has done it.
#[derive(Debug, Default)]
pub(in crate::run) struct EarlierRuns {
    /// Newest first; the first is the newest of all, whatever it has done.
    runs: Vec<Run>,
}

impl EarlierRuns {
    /// Those in a folder; `tried` is what is tried, where it is only that.
    pub(in crate::run) fn of(
        folder: &Folder,
        tried: Option<&Invocation>,
    ) -> Result<Self, RunError> {
        let mut earlier_runs = Self::default();
        for run in folder.newest_first()? {
            let run = run?;
            if !run.record().is_ground_of(tried) {
                continue;
            }
            let new = |&stage: &Stage| {
                earlier_runs.of_stage(stage).is_none() && run.record().stage(stage).is_some()
            };
            if earlier_runs.runs.is_empty() || Stage::ALL.iter().any(new) {
                earlier_runs.runs.push(run);
            }
            if Stage::ALL.iter().all(|&stage| earlier_runs.of_stage(stage).is_some()) {
                break;
            }
        }
        Ok(earlier_runs)
    }

    /// The newest run that has done a stage.
    pub(in crate::run) fn of_stage(&self, stage: Stage) -> Option<&Run> {
        self.runs.iter().find(|run| run.record().stage(stage).is_some())
    }

    /// The newest run of all.
    pub(in crate::run) fn newest(&self) -> Option<&Run> {
        self.runs.first()
    }

    /// The newest run of all, where it has read the inbox: it may have been cut off before that.
    pub(in crate::run) fn newest_that_read(&self) -> Option<&Run> {
        self.runs.first().filter(|run| run.record().stage(Stage::Ingest).is_some())
    }

    /// The one run that has last done every stage.
    pub(in crate::run) fn only(&self) -> Option<&Run> {
        let first = self.of_stage(Stage::Ingest)?;
        let same = |stage: &Stage| {
            self.of_stage(*stage).is_some_and(|run| run.record().run == first.record().run)
        };
        Stage::ALL.iter().all(same).then_some(first)
    }
}
