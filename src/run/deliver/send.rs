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
    let (tell, told) = mpsc::channel();
    let (parcel, delivery) = (parcel.clone(), delivery.clone());
    let work = move || {
        let sent = match &delivery {
            Delivery::Folder(path) => parcel.put_into(path),
            Delivery::Mail(letter) => mail(&parcel, letter),
            Delivery::Command(command) => call(&parcel, command),
        };
        // Nobody may be waiting any more.
        let _ = tell.send(sent);
    };
    let begun = thread::Builder::new().name("deliver".to_owned()).spawn(work);
    begun.map_err(|error| Sentence::new(error.to_string(), error.to_string()))?;
    for _ in 0..MOST_PAUSES {
        match told.recv_timeout(PAUSE) {
            Ok(sent) => return sent,
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
