//! Stages that work side by side, each on what the one before it gave.

use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread::{self, ScopedJoinHandle};

use crate::pipeline::DossierColumn;
use crate::table::TableError;

use super::rows::{DossierRows, ListSource};

/// How much a stage may be ahead of the next one.
pub(super) const AHEAD: usize = 4;

/// Gives all rows from the top, of these columns alone, while those behind them are read.
///
/// # Errors
/// They cannot be read, or those of `take`.
pub(super) fn read_ahead(
    source: &dyn ListSource,
    of: &[DossierColumn],
    take: impl FnMut(DossierRows) -> Result<(), TableError>,
) -> Result<(), TableError> {
    thread::scope(|scope| {
        let (give, rows) = sync_channel(AHEAD);
        // Nobody takes what is given once `take` has failed, which is told below.
        let mut give = move |rows| drop(give.send(rows));
        let read = scope.spawn(move || source.each(of, &mut give));
        let taken = rows.into_iter().try_for_each(take);
        joined(read)?;
        taken
    })
}

/// What a stage ended with.
pub(super) fn joined<T>(stage: ScopedJoinHandle<'_, T>) -> T {
    stage.join().unwrap_or_else(|panic| resume_unwind(panic))
}
