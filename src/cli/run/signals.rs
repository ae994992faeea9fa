//! The signals by which a person or the machine ends a run: the first lets it end cleanly, the second ends it at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::run::StopSignal;

/// Has a run told of the signals that end it.
pub(in crate::cli) fn watch(stop: &StopSignal) -> io::Result<()> {
    let told = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        let number = usize::try_from(signal).unwrap_or_default();
        // In this order: the second signal finds that the first was told.
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&told))?;
        flag::register(signal, Arc::clone(&told))?;
        flag::register_usize(signal, Arc::clone(&stop.0), number)?;
    }
    Ok(())
}
