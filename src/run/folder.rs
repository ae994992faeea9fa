//! Where the runs of a pipeline lie.

use crate::model::Period;
use crate::pipeline::Pipeline;
use crate::store::Folder;

/// The folder of a pipeline and its period.
pub(super) fn folder_of(pipeline: &Pipeline) -> Folder {
    folder_of_period(pipeline, pipeline.period)
}

/// The folder of a pipeline and another period.
pub(super) fn folder_of_period(pipeline: &Pipeline, period: Period) -> Folder {
    Folder::new(&pipeline.output, &pipeline.id, &period.to_string())
}
