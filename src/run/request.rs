//! What was asked for.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::civil::Date;

use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::store::{Disk, Invocation, OwnDisk};

use super::error::RunError;
use super::today::today;
use super::workers::pool::Worker;

/// A run that was asked for; it cannot be wrong.
#[derive(Debug, Clone)]
pub struct Request {
    /// The pipeline with its period, inbox and output settled.
    pub pipeline: Pipeline,
    /// The day of the run, in the zone of its schedule: nothing goes by it but what is told of plans of inspection.
    pub today: Date,
    /// Which stages.
    pub select: Select,
    /// Run the stages even where nothing has changed.
    pub force: bool,
    /// Only to see what would come of it: what is published stays what it is.
    pub trial: bool,
    /// Publish the run even if it read far less than what is published.
    pub accept_fewer: bool,
    /// Folders of what was read of the files beforehand; the run reads what is not in them.
    pub readings: Vec<PathBuf>,
    /// Who reads the files.
    pub worker: Worker,
    /// The same in the words of the command line, for the record.
    pub asked: Invocation,
    /// How long to wait for another run to end.
    pub patience: Patience,
    /// Says when the run is to end before it is done.
    pub stop: StopSignal,
    /// Where the run is written.
    pub disk: Arc<dyn Disk>,
}

impl Request {
    /// A run of all stages that have to, on the disk of the machine.
    #[must_use]
    pub fn new(pipeline: Pipeline, worker: Worker) -> Self {
        Self {
            today: today(&pipeline, None),
            pipeline,
            select: Select::All,
            force: false,
            trial: false,
            accept_fewer: false,
            readings: Vec::new(),
            worker,
            asked: Invocation::default(),
            patience: Patience::None,
            stop: StopSignal::default(),
            disk: Arc::new(OwnDisk),
        }
    }
}

impl Request {
    /// What is tried, where it is only that.
    pub(super) fn tried(&self) -> Option<&Invocation> {
        self.trial.then_some(&self.asked)
    }
}

/// Which stages are to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Select {
    /// All that have to.
    All,
    /// What failed in the newest run, and what follows from it; the rest of its state is taken as it is.
    Retry,
    /// This one and all after it, on the state of the newest run.
    From(Stage),
    /// This one alone, on the state of the newest run.
    Only(Stage),
}

impl Select {
    /// Whether a stage was named, by itself or as one that follows.
    #[must_use]
    pub fn names(self, stage: Stage) -> bool {
        match self {
            Self::All | Self::Retry => false,
            Self::From(first) => stage >= first,
            Self::Only(only) => stage == only,
        }
    }
}

/// How long to wait while another run holds the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Not at all.
    None,
    /// So long.
    For(Duration),
    /// Until it ends.
    Endless,
}

/// Says from outside that a run is to end: 0, or the number of the signal that said so.
#[derive(Debug, Clone, Default)]
pub struct StopSignal(pub Arc<AtomicUsize>);

impl StopSignal {
    /// Goes on unless the run is to end.
    ///
    /// # Errors
    /// The run is to end.
    pub fn check(&self) -> Result<(), RunError> {
        match self.0.load(Ordering::Relaxed) {
            0 => Ok(()),
            signal => Err(RunError::Stopped { signal }),
        }
    }
}
