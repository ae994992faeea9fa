//! A run from the lock to what retention removes: it begins again where the inbox changed meanwhile.

use std::sync::Arc;

use crate::run::again::inbox::inputs_of;
use crate::run::deliver::hand_on;
use crate::run::engine::can_be_asked;
use crate::run::error::RunError;
use crate::run::folder::{folder_of, inbox_of};
use crate::run::outcome::Outcome;
use crate::run::reporter::Reporter;
use crate::run::request::{Request, Select};
use crate::run::shard::error::ShardError;
use crate::run::shard::given::GivenShards;
use crate::store::{Folder, Inbox, Invocation, Record};

use super::conductor::Conductor;
use super::{heart, lock, prune};

/// How often a run begins because a file of the inbox changed while it was read; the last time that file is left out.
const ATTEMPTS: usize = 3;

/// Runs a pipeline for its period.
///
/// # Errors
/// A wrong machine or a wrong request; nothing was published then and `latest` is what it was. Wrong data is
/// never an error.
pub fn run(request: &Request, reporter: &dyn Reporter) -> Result<Outcome, RunError> {
    let folder = folder_on_disk(request);
    heart::beating(request, &folder, || under_lock(request, reporter, &folder))
}

fn under_lock(
    request: &Request,
    reporter: &dyn Reporter,
    folder: &Folder,
) -> Result<Outcome, RunError> {
    let pipeline = &request.pipeline;
    can_be_asked(pipeline)?;
    let shards = GivenShards::open(&request.readings, pipeline)?;
    let mut inbox = inbox_of(pipeline).on(Arc::clone(&request.disk));
    if shards.is_none() {
        if !inbox.exists() {
            return Err(no_inbox(&inbox, folder, request));
        }
        if inbox.list().map_err(RunError::Inbox)?.is_empty() && request.select == Select::All {
            return Ok(Outcome::nothing_to_do(&inbox));
        }
    }
    let began = jiff::Timestamp::now();
    let _lock = lock::take(folder, request)?;
    let left = folder.clear_leftovers();
    let mut attempt = 1;
    loop {
        match attempt_once(request, reporter, folder, shards.as_ref(), attempt == ATTEMPTS) {
            Err(RunError::Unsettled { .. }) if attempt < ATTEMPTS => attempt += 1,
            Ok(mut outcome) => {
                hand_on(request, folder, &mut outcome);
                prune::prune(pipeline, folder, began, &left, &mut outcome);
                return Ok(outcome);
            }
            Err(error) => return Err(error),
        }
    }
}

/// The record of the newest run of the same period; `None` where there is none.
///
/// # Errors
/// The records of the period cannot be read.
pub fn last_record(request: &Request) -> Result<Option<Record>, RunError> {
    Ok(folder_on_disk(request).newest()?.map(|run| run.record().clone()))
}

/// The folder of the period, on the disk that was asked for.
fn folder_on_disk(request: &Request) -> Folder {
    folder_of(&request.pipeline).on(Arc::clone(&request.disk))
}

/// A run on the inbox as it is now.
fn attempt_once(
    request: &Request,
    reporter: &dyn Reporter,
    folder: &Folder,
    shards: Option<&GivenShards>,
    last_attempt: bool,
) -> Result<Outcome, RunError> {
    request.stop.check()?;
    let mut inbox = inbox_of(&request.pipeline).on(Arc::clone(&request.disk));
    if let Some(shards) = shards.filter(|_| !inbox.exists()) {
        let conductor = Conductor::new(request, reporter, folder, inbox, shards.inputs())?;
        let lying = Vec::new();
        return Conductor { lying, shards: Some(shards), last_attempt, ..conductor }.conduct();
    }
    let inputs = match inputs_of(&mut inbox, request.pipeline.limits.file, &request.stop) {
        Err(RunError::NoInbox { .. }) => return Err(no_inbox(&inbox, folder, request)),
        inputs => inputs?,
    };
    if shards.is_some_and(|shards| shards.are_foreign_to(&inputs)) {
        return Err(ShardError::Foreign { inbox: inbox.root().to_owned() }.into());
    }
    let conductor = Conductor::new(request, reporter, folder, inbox, inputs)?;
    Conductor { shards, last_attempt, ..conductor }.conduct()
}

/// An inbox that was never there is a mistake in the declaration; one that is gone, a machine in trouble.
fn no_inbox(inbox: &Inbox, folder: &Folder, request: &Request) -> RunError {
    let path = inbox.root().to_owned();
    let Invocation { inbox, set, .. } = &request.asked;
    let typed = inbox.is_some() || set.iter().any(|set| set.trim_start().starts_with("inbox"));
    match folder.newest() {
        Ok(Some(_)) if !typed => RunError::InboxGone { path },
        _ => RunError::NoInbox { path },
    }
}
