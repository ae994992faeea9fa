//! Where the runs of a pipeline lie, and what they go on from.

use crate::model::Period;
use crate::pipeline::{FigureSource, Pipeline};
use crate::store::{Folder, Inbox, Lake};

/// The folder of a pipeline and its period.
pub(super) fn folder_of(pipeline: &Pipeline) -> Folder {
    folder_of_period(pipeline, pipeline.period)
}

/// The folder of a pipeline and another period.
pub(super) fn folder_of_period(pipeline: &Pipeline, period: Period) -> Folder {
    Folder::new(&pipeline.output, &pipeline.id, &period.to_string())
}

/// What a pipeline goes on from: the files of its inbox, or the records of the runs of its period in a lake.
pub(super) fn inbox_of(pipeline: &Pipeline) -> Inbox {
    match pipeline.source {
        FigureSource::Files => Inbox::new(pipeline.inbox.clone()),
        FigureSource::Runs => {
            let records = Lake::new(&pipeline.inbox).records_path();
            Inbox::new(records).ending_in(format!("/{}.json", pipeline.period))
        }
    }
}
