//! The lock of a period, taken at once or waited for.

use std::thread;
use std::time::{Duration, Instant};

use crate::run::error::RunError;
use crate::run::request::{Patience, Request};
use crate::store::{Folder, Lock};

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_millis(100);

/// Longer than a look at the lock takes.
const GLANCE: Duration = Duration::from_millis(150);

/// Takes the lock of a period, as patiently as was asked.
pub(super) fn take(folder: &Folder, request: &Request) -> Result<Lock, RunError> {
    let began = Instant::now();
    loop {
        let holder = match folder.lock()? {
            Ok(lock) => return Ok(lock),
            Err(holder) => holder,
        };
        let waits = match request.patience {
            // Somebody may only be looking whether it is held.
            Patience::None => began.elapsed() < GLANCE,
            Patience::For(most) => began.elapsed() < most,
            Patience::Endless => true,
        };
        if !waits {
            return Err(RunError::Locked { holder });
        }
        request.stop.check()?;
        thread::sleep(PAUSE);
    }
}
