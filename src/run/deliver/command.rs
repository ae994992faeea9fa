//! A command that a shell runs when there is something to hand on. It is told by its environment what that is.

use std::path::absolute;
use std::process::{Command, Stdio};

use crate::model::Sentence;

use super::parcel::Parcel;

/// Runs a command; what it says is of interest only where it fails.
pub(super) fn call(parcel: &Parcel, command: &str) -> Result<(), Sentence> {
    let of_system = |error: std::io::Error| Sentence::new(error.to_string(), error.to_string());
    let folder = absolute(parcel.run.path()).map_err(of_system)?;
    let ended = Command::new("/bin/sh")
        .args(["-c", command])
        .env("TTHC_PIPELINE", &parcel.pipeline_id)
        .env("TTHC_PERIOD", &parcel.run.record().period)
        .env("TTHC_RUN", &parcel.run_id)
        .env("TTHC_FOLDER", folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .map_err(of_system)?;
    if ended.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let how = format!("{}: {}", ended.status, last.trim());
    let how = how.trim_end_matches([':', ' ']);
    Err(Sentence::new(how, how))
}
