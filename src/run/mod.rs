//! The conductor: loads what a stage needs from the store, calls it, saves what it gives. Decides which stages
//! have to run and why, and how the run ends.

mod again;
mod bundle;
mod check;
mod diff;
mod doctor;
mod draft;
mod error;
mod export;
mod inspect;
mod named;
mod night;
mod outcome;
mod plan;
mod reporter;
mod request;
mod status;
mod workers;

use std::sync::Arc;

use crate::store::{Asked, Folder, Inbox};

pub use bundle::{Bundled, Lack, Which, bundle, record_of};
pub use check::{Checked, check};
pub use diff::{Difference, Moved, Side, Split, StageChange, Unsplit, diff};
pub use doctor::{Check, Fact, Health, examine, zone_is_known};
pub use draft::{FormDrafted, Reread, draft};
pub use error::RunError;
pub use export::{ExportError, Exported, Format, export, table, table_names};
pub use inspect::{inspect, inspection_page};
pub use named::NamedError;
pub use night::ingest::read_file;
pub use night::prune::{Pruned, Removed};
pub use outcome::{Gap, Outcome, is_gap};
pub use plan::{Forecast, Verdict, plan};
pub use reporter::{Event, Reporter, Silent};
pub use request::{Patience, Request, Select, Stop};
pub use status::{Arrivals, Situation, Tally, status};
pub use workers::pool::{Program, Worker, Workers};
pub use workers::worker::serve;

use night::conductor::Conductor;

/// How often a run begins because a file of the inbox changed while it was read; the last time that file is left out.
const ATTEMPTS: usize = 3;

/// Runs a pipeline for its period.
///
/// # Errors
/// A wrong machine or a wrong request; nothing was published then and `latest` is what it was. Wrong data is
/// never an error.
pub fn run(request: &Request, reporter: &dyn Reporter) -> Result<Outcome, RunError> {
    let pipeline = &request.pipeline;
    let mut inbox = Inbox::new(pipeline.inbox.clone());
    let folder = folder_of(request);
    if !inbox.exists() {
        return Err(no_inbox(&inbox, &folder, request));
    }
    if inbox.list().map_err(RunError::Inbox)?.is_empty() && request.select == Select::All {
        return Ok(Outcome::nothing_to_do(&inbox));
    }
    let began = jiff::Timestamp::now();
    let _lock = night::lock::take(&folder, request)?;
    let left = folder.clear_leftovers();
    let mut attempt = 1;
    loop {
        match night(request, reporter, &folder, attempt == ATTEMPTS) {
            Err(RunError::Unsettled { .. }) if attempt < ATTEMPTS => attempt += 1,
            Ok(mut outcome) => {
                night::prune::prune(pipeline, &folder, began, &left, &mut outcome);
                return Ok(outcome);
            }
            Err(error) => return Err(error),
        }
    }
}

/// What was asked for when the newest run of the same period was made; `None` where there is none.
///
/// # Errors
/// The records of the period cannot be read.
pub fn last_asked(request: &Request) -> Result<Option<Asked>, RunError> {
    Ok(folder_of(request).newest()?.map(|run| run.record().asked.clone()))
}

/// The folder of the period, on the disk that was asked for.
fn folder_of(request: &Request) -> Folder {
    let pipeline = &request.pipeline;
    let folder = Folder::new(&pipeline.output, &pipeline.id, &pipeline.period.to_string());
    folder.on(Arc::clone(&request.disk))
}

/// A run on the inbox as it is now.
fn night(
    request: &Request,
    reporter: &dyn Reporter,
    folder: &Folder,
    last_attempt: bool,
) -> Result<Outcome, RunError> {
    request.stop.check()?;
    let mut inbox = Inbox::new(request.pipeline.inbox.clone());
    let inputs = match again::inbox::inputs_of(&mut inbox, request.pipeline.limits.file) {
        Err(RunError::NoInbox { .. }) => return Err(no_inbox(&inbox, folder, request)),
        inputs => inputs?,
    };
    let conductor = Conductor::new(request, reporter, folder, inbox, inputs)?;
    Conductor { last_attempt, ..conductor }.conduct()
}

/// An inbox that was never there is a mistake in the declaration; one that is gone, a machine in trouble.
fn no_inbox(inbox: &Inbox, folder: &Folder, request: &Request) -> RunError {
    let path = inbox.root().to_owned();
    let Asked { inbox, set, .. } = &request.asked;
    let typed = inbox.is_some() || set.iter().any(|set| set.trim_start().starts_with("inbox"));
    match folder.newest() {
        Ok(Some(_)) if !typed => RunError::InboxGone { path },
        _ => RunError::NoInbox { path },
    }
}
