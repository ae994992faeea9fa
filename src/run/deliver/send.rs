//! One delivery, to its end or as long as anybody may wait: a share that hangs or a program that never ends must not
//! keep the night from ending.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::model::Sentence;
use crate::pipeline::Delivery;
use crate::run::request::StopSignal;

use super::command::call;
use super::mail::mail;
use super::parcel::Parcel;

/// How often it is asked whether the run is to end.
const PAUSE: Duration = Duration::from_millis(100);
/// So often it is asked: ten minutes.
const MOST_PAUSES: u32 = 6_000;

/// Hands on what is published.
pub(super) fn send(
    parcel: &Parcel,
    delivery: &Delivery,
    stop: &StopSignal,
) -> Result<(), Sentence> {
    let (parcel, delivery) = (parcel.clone(), delivery.clone());
    let work = move || match &delivery {
        Delivery::Folder(path) => parcel.put_into(path),
        Delivery::Mail(letter) => mail(&parcel, letter),
        Delivery::Command(command) => call(&parcel, command),
    };
    in_time(work, stop).flatten()
}

/// What comes of some work, or why nobody waits for it any more.
pub(super) fn in_time(
    work: impl FnOnce() -> Result<(), Sentence> + Send + 'static,
    stop: &StopSignal,
) -> Result<Result<(), Sentence>, Sentence> {
    let (tell, told) = mpsc::channel();
    let begun = thread::Builder::new().name("deliver".to_owned()).spawn(move || {
        // Nobody may be waiting any more.
        let _ = tell.send(work());
    });
    begun.map_err(|error| Sentence::new(error.to_string(), error.to_string()))?;
    for _ in 0..MOST_PAUSES {
        match told.recv_timeout(PAUSE) {
            Ok(done) => return Ok(done),
            Err(RecvTimeoutError::Timeout) if stop.check().is_ok() => {}
            Err(RecvTimeoutError::Timeout) => {
                return Err(Sentence::new("bị ngắt giữa chừng", "interrupted"));
            }
            Err(RecvTimeoutError::Disconnected) => {
                let (vi, en) = ("dừng vì lỗi của chương trình", "a defect of the program");
                return Err(Sentence::new(vi, en));
            }
        }
    }
    Err(Sentence::new("quá 10 phút chưa xong", "not done after ten minutes"))
}
