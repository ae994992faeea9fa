//! What was asked for.

use crate::model::Stage;
use crate::pipeline::Pipeline;

use super::Reading;

/// A run that was asked for; it cannot be wrong.
#[derive(Debug, Clone)]
pub struct Request {
    /// The pipeline with its period, inbox and output settled.
    pub pipeline: Pipeline,
    /// Which stages.
    pub select: Select,
    /// Run the stages even where nothing has changed.
    pub force: bool,
    /// Who reads the files.
    pub reading: Reading,
}

/// Which stages are to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Select {
    /// All that have to.
    All,
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
            Self::All => false,
            Self::From(first) => stage >= first,
            Self::Only(only) => stage == only,
        }
    }
}
