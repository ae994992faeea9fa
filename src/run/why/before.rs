//! What a run is compared with where nothing is named: the period before, as it was published when the first run of the
//! period was made, and as its published run says now. What came between is told as corrections.

use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::run::folder::folder_of_period;
use crate::store::{Folder, Run};

/// The runs of the period before.
pub(super) struct RunsBefore {
    /// As it was published then.
    pub(super) published: Run,
    /// As it is published now, where that is another run.
    pub(super) newest: Option<Run>,
}

/// The runs of the period before that of a run, where there are any.
pub(super) fn runs_before(pipeline: &Pipeline, run: &Run) -> Result<Option<RunsBefore>, RunError> {
    let period = run.record().period.parse().unwrap_or(pipeline.period);
    let before = folder_of_period(pipeline, period.previous());
    let Some(latest) = before.latest()? else { return Ok(None) };
    let own = published(&folder_of_period(pipeline, period))?;
    let first = own.last().unwrap_or(run).record().run.clone();
    let mut runs = published(&before)?;
    let then = runs.iter().position(|run| run.record().run < first);
    // Where all of them were made later the first of them is what was published first.
    let then = then.or(runs.len().checked_sub(1)).map(|at| runs.swap_remove(at));
    let is_latest = |run: &Run| run.record().run == latest.record().run;
    Ok(Some(match then.filter(|then| !is_latest(then)) {
        Some(then) => RunsBefore { published: then, newest: Some(latest) },
        None => RunsBefore { published: latest, newest: None },
    }))
}

/// The runs of a folder that were published, newest first.
fn published(folder: &Folder) -> Result<Vec<Run>, RunError> {
    let mut runs = folder.newest_first()?.collect::<Result<Vec<Run>, _>>()?;
    runs.retain(|run| run.record().may_be_published());
    Ok(runs)
}
