//! What retention removes at the end of a run. It never fails a run: what could not be removed is told and tried
//! again the next time.

use std::ffi::OsStr;
use std::path::Path;

use jiff::Timestamp;
use serde_json::json;

use crate::model::Lang;
use crate::pipeline::Pipeline;
use crate::run::outcome::{Outcome, Pruned, Removed};
use crate::store::{Folder, LogLevel, StoreError, Swept, log_line};

/// Removes what no rule keeps, in the folder of the run, whose lock is held, and in those of the other periods
/// that no other run is at work in. `left` is what could not be cleared before.
pub(super) fn prune(
    pipeline: &Pipeline,
    held: &Folder,
    now: Timestamp,
    left: &[StoreError],
    outcome: &mut Outcome,
) {
    let made = outcome.run.as_deref().and_then(Path::file_name).and_then(OsStr::to_str);
    let pruned = &mut outcome.pruned;
    pruned.failed.extend(left.iter().map(StoreError::sentence));
    let folders = Folder::of_all_periods(&pipeline.output, &pipeline.id).unwrap_or_else(|error| {
        pruned.failed.push(error.sentence());
        Vec::new()
    });
    for (period, folder) in folders {
        let swept = if folder.path() == held.path() {
            held.sweep(&pipeline.keep, now, made)
        } else {
            elsewhere(&folder, pipeline, now)
        };
        let removed = swept.removed.into_iter();
        pruned.removed.extend(removed.map(|run| Removed { period: period.clone(), run }));
        for error in swept.failed.iter().map(StoreError::sentence) {
            if !pruned.failed.contains(&error) {
                pruned.failed.push(error);
            }
        }
    }
    tell(held, outcome);
}

/// The folder of another period: its lock is taken only where there is something to remove.
fn elsewhere(folder: &Folder, pipeline: &Pipeline, now: Timestamp) -> Swept {
    if folder.surplus(&pipeline.keep, now, None).is_empty() {
        return Swept::default();
    }
    match folder.lock() {
        Ok(Ok(_lock)) => folder.sweep(&pipeline.keep, now, None),
        Ok(Err(_)) => Swept::default(),
        Err(error) => Swept { failed: vec![error], ..Swept::default() },
    }
}

/// Adds what was done to the log of the run.
fn tell(held: &Folder, outcome: &mut Outcome) {
    let Pruned { removed, failed } = &outcome.pruned;
    let Some(run) = outcome.run.as_ref().filter(|_| !removed.is_empty() || !failed.is_empty())
    else {
        return;
    };
    let gone = removed.iter().map(|Removed { period, run }| {
        log_line(LogLevel::Info, "run removed", &json!({ "period": period, "run": run }))
    });
    let stays = failed.iter().map(|error| {
        log_line(LogLevel::Warning, "run not removed", &json!({ "error": error.say(Lang::Vi) }))
    });
    let lines: Vec<String> = gone.chain(stays).collect();
    if let Err(error) = held.note(run, &lines) {
        outcome.pruned.failed.push(error.sentence());
    }
}
