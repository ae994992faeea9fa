//! The heartbeat around a run: every start is told before anything is done, and how it ended behind it. One that is
//! killed is told as one that never ended. Trials are no nights.

use crate::model::Exit;
use crate::run::error::RunError;
use crate::run::outcome::Outcome;
use crate::run::request::Request;
use crate::store::{Folder, Heartbeat, now};

/// Makes a run between its beats.
pub(super) fn beating(
    request: &Request,
    folder: &Folder,
    run: impl FnOnce() -> Result<Outcome, RunError>,
) -> Result<Outcome, RunError> {
    if request.trial {
        return run();
    }
    let before = folder.last_beat();
    let period = request.pipeline.period.to_string();
    let mut beat =
        Heartbeat { at: now(), period, pid: std::process::id(), ended: None, exit_code: None };
    // A disk that takes no heartbeat takes no run either, which is told; and one that is not told is seen as missed.
    let _ = folder.beat(&beat);
    let mut ended = run();
    let exit = ended.as_ref().map_or_else(RunError::exit, |outcome| outcome.exit);
    if let Ok(outcome) = &mut ended
        && exit == Exit::NothingToDo
    {
        outcome.news = before.is_none_or(|before| before.exit_code != Some(exit.code()));
    }
    (beat.ended, beat.exit_code) = (Some(now()), Some(exit.code()));
    let _ = folder.beat(&beat);
    ended
}
