//! Published files handed on: to a folder, by mail, by a command. Whoever has not got what `latest` points to is owed
//! it, at the end of each night and by hand; nothing that goes wrong here touches what is published.

pub(super) mod clock;
mod command;
pub(super) mod handed_on;
mod index;
mod letter;
mod mail;
mod parcel;
pub(super) mod return_delivery;
pub(super) mod returned;
mod send;

use std::sync::Arc;

use serde_json::json;

use crate::model::{Lang, Sentence};
use crate::pipeline::{Delivery, Pipeline};
use crate::store::{Disk, Fingerprint, Folder, Lake, LogLevel, OwnDisk, log_line};

use super::error::RunError;
use super::folder::folder_of;
use super::lake::{self, FoundRun};
use super::outcome::Outcome;
use super::request::{Request, StopSignal};

use handed_on::{HandedOn, Handing};
use parcel::Parcel;

/// Hands on what is published of the period of a pipeline; with `again` also to those who have it.
///
/// # Errors
/// Another run holds the lock, or the runs cannot be read. That somebody cannot be reached is no error.
pub fn deliver(
    pipeline: &Pipeline,
    again: bool,
    stop: &StopSignal,
) -> Result<Option<Vec<HandedOn>>, RunError> {
    let folder = folder_of(pipeline);
    if folder.latest()?.is_none() {
        return Ok(None);
    }
    let _lock = match folder.lock()? {
        Ok(lock) => lock,
        Err(holder) => return Err(RunError::Locked { holder }),
    };
    let disk: Arc<dyn Disk> = Arc::new(OwnDisk);
    all(pipeline, &folder, &disk, again, stop)
}

/// The same at the end of a night, under its lock. A trial, and what is kept elsewhere than declared, is handed on to
/// nobody.
pub(super) fn hand_on(request: &Request, folder: &Folder, outcome: &mut Outcome) {
    if request.trial || request.asked.output.is_some() {
        return;
    }
    let handed = match all(&request.pipeline, folder, &request.disk, false, &request.stop) {
        Ok(handed) => handed.unwrap_or_default(),
        Err(error) => {
            let to = folder.latest_path().display().to_string();
            let why = Sentence::new(error.say(Lang::Vi), error.say(Lang::En));
            vec![HandedOn { to, state: Handing::Failed(why) }]
        }
    };
    let handed = handed.into_iter().chain(into_lake(request, folder));
    outcome.handed = handed.filter(|one| one.state != Handing::Before).collect();
    outcome.exit = HandedOn::exit(&outcome.handed, outcome.exit);
    note(folder, outcome);
}

/// What became of putting the published run into the lake, where one is declared. It need not be this night's run: what
/// could not be put in the night before is still owed.
fn into_lake(request: &Request, folder: &Folder) -> Option<HandedOn> {
    let pipeline = &request.pipeline;
    let root = pipeline.lake.as_ref()?;
    let lake = Lake::new(root).on(Arc::clone(&request.disk));
    let put = || -> Result<bool, RunError> {
        let Some(run) = folder.latest()? else { return Ok(false) };
        let of = (pipeline.id.as_str(), pipeline.period.to_string());
        if lake.holds(of.0, &of.1, &run.record().run)? {
            return Ok(false);
        }
        let gathered = lake::put(&lake, vec![FoundRun { run, named: true }])?;
        Ok(gathered.iter().any(|one| one.changed))
    };
    let state = match put() {
        Ok(true) => Handing::Done,
        Ok(false) => Handing::Before,
        Err(error) => Handing::Failed(Sentence::new(error.say(Lang::Vi), error.say(Lang::En))),
    };
    Some(HandedOn { to: root.display().to_string(), state })
}

/// Names of those who have not got what is published.
pub(super) fn owed(pipeline: &Pipeline, folder: &Folder) -> Vec<String> {
    let disk: Arc<dyn Disk> = Arc::new(OwnDisk);
    let Ok(Some(parcel)) = Parcel::of(pipeline, folder, &disk) else { return Vec::new() };
    let mut owed = pipeline.deliveries.clone();
    owed.retain(|delivery| !has(folder, &parcel, delivery));
    owed.iter().map(Delivery::name).collect()
}

fn all(
    pipeline: &Pipeline,
    folder: &Folder,
    disk: &Arc<dyn Disk>,
    again: bool,
    stop: &StopSignal,
) -> Result<Option<Vec<HandedOn>>, RunError> {
    let Some(parcel) = Parcel::of(pipeline, folder, disk)? else { return Ok(None) };
    let handed = pipeline.deliveries.iter().map(|delivery| {
        let state = if !again && has(folder, &parcel, delivery) {
            Handing::Before
        } else {
            let sent = send::send(&parcel, delivery, stop);
            match sent.and_then(|()| keep(folder, &parcel, delivery)) {
                Ok(()) => Handing::Done,
                Err(why) => Handing::Failed(why),
            }
        };
        HandedOn { to: delivery.name(), state }
    });
    Ok(Some(handed.collect()))
}

/// Whether somebody has got what is published. A folder shows it by itself.
fn has(folder: &Folder, parcel: &Parcel, delivery: &Delivery) -> bool {
    match delivery {
        Delivery::Folder(path) => parcel.lies_in(path),
        Delivery::Mail(_) | Delivery::Command(_) => {
            key(delivery).and_then(|key| folder.handed(&key)).as_ref() == Some(&parcel.run_id)
        }
    }
}

fn keep(folder: &Folder, parcel: &Parcel, delivery: &Delivery) -> Result<(), Sentence> {
    match (delivery, key(delivery)) {
        (Delivery::Folder(_), _) | (_, None) => Ok(()),
        (_, Some(key)) => folder.hand(&key, &parcel.run_id).map_err(|error| error.sentence()),
    }
}

/// Letters of a fingerprint that tell one delivery from another.
const KEY: usize = 16;

fn key(delivery: &Delivery) -> Option<String> {
    let print = Fingerprint::of(delivery).ok()?;
    Some(print.as_str().chars().take(KEY).collect())
}

/// Adds what was done to the log of the run.
fn note(folder: &Folder, outcome: &Outcome) {
    let Some(run) = outcome.run.as_ref().filter(|_| !outcome.handed.is_empty()) else { return };
    let lines = outcome.handed.iter().map(|one| match one.failure() {
        None => log_line(LogLevel::Info, "delivered", &json!({ "to": one.to })),
        Some(why) => {
            let fields = json!({ "to": one.to, "error": why.say(Lang::Vi) });
            log_line(LogLevel::Warning, "not delivered", &fields)
        }
    });
    // What could not be delivered is told in any case.
    let _ = folder.note(run, &lines.collect::<Vec<String>>());
}
