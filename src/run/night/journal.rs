//! Between what happens and who keeps it: every event goes into the log of the run and to the reporter.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::model::Finding;
use crate::run::reporter::{Event, Reporter};
use crate::store::{Fingerprint, Log, log_line};

/// Where the events of a run go.
pub(super) struct Journal<'r> {
    reporter: &'r dyn Reporter,
    log: Log,
}

impl<'r> Journal<'r> {
    pub(super) const fn new(reporter: &'r dyn Reporter, log: Log) -> Self {
        Self { reporter, log }
    }

    /// Keeps an event and tells it; may be called from several threads.
    pub(super) fn tell(&self, event: &Event<'_>) {
        let line = log_line(event.level(), event.name(), &event.fields());
        self.log.add(&line);
        self.reporter.tell(event);
        self.reporter.logged(event, &line);
    }

    pub(super) const fn log(&self) -> &Log {
        &self.log
    }
}

/// When the files were opened that are being read, and their sizes.
#[derive(Default)]
pub(super) struct OpeningTimes(Mutex<BTreeMap<String, (Instant, Option<usize>)>>);

impl OpeningTimes {
    fn held(&self) -> MutexGuard<'_, BTreeMap<String, (Instant, Option<usize>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gets the bytes of a file and remembers when that began.
    pub(super) fn load(
        &self,
        file: &str,
        load: impl FnOnce() -> (Result<Vec<u8>, String>, Fingerprint),
    ) -> (Result<Vec<u8>, String>, Fingerprint) {
        let began = Instant::now();
        let loaded = load();
        let size = loaded.0.as_ref().ok().map(Vec::len);
        self.held().insert(file.to_owned(), (began, size));
        loaded
    }

    /// Tells that a file was read.
    pub(super) fn done(&self, journal: &Journal<'_>, file: &str, findings: &[&Finding]) {
        let opened = self.held().remove(file);
        let seconds = opened.map_or(0.0, |(began, _)| began.elapsed().as_secs_f64());
        let bytes = opened.and_then(|(_, size)| size);
        journal.tell(&Event::FileRead { file, bytes, seconds, findings });
    }
}
