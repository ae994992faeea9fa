//! The terminal, or whatever stands in its place: the one file that prints. stdout is data, stderr is messages.

use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};
use std::os::fd::AsFd as _;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::visible;

/// Whether data could not be written to stdout.
static LOST: AtomicBool = AtomicBool::new(false);

/// Data that is text.
pub(super) fn data(text: &str) {
    written(visible(text).as_bytes());
}

/// Data that may be no text: a pipe gets it as it is, a terminal with nothing in it that it would obey.
pub(super) fn bytes(bytes: &[u8]) {
    match str::from_utf8(bytes) {
        Ok(text) if data_is_terminal() => data(text),
        _ => written(bytes),
    }
}

/// Who closes a pipe has seen enough; a disk that refuses has lost what was asked for.
fn written(bytes: &[u8]) {
    let mut stdout = io::stdout().lock();
    if let Err(error) = stdout.write_all(bytes).and_then(|()| stdout.flush())
        && error.kind() != io::ErrorKind::BrokenPipe
        && !LOST.swap(true, Ordering::Relaxed)
    {
        message(&format!("error: stdout: {error}\n"));
    }
}

/// Whether something that was asked for could not be written; it has been told.
pub(super) fn lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

/// A message.
pub(super) fn message(text: &str) {
    let _ = io::stderr().lock().write_all(visible(text).as_bytes());
}

/// Whether messages go to a terminal.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether what goes to stdout goes to a terminal.
pub(super) fn data_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Where answers to another process go: stdout without the buffer that breaks at each line.
pub(super) fn answers() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}
