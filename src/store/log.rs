//! `log.jsonl`: what happened during a run, one JSON object a line. Each line reaches the file as it happens, so
//! that a run that is ended from outside leaves what it did; it is no artifact, for it knows the time.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::model::visible;

use super::disk::Disk;
use super::error::StoreError;

/// How much an event matters, from the finest detail to what ends a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    /// Of every file.
    Debug,
    /// Of every run.
    Info,
    /// Something is not as it should be.
    Warning,
    /// The run failed.
    Error,
}

impl LogLevel {
    /// All levels, from the finest.
    pub const ALL: [Self; 4] = [Self::Debug, Self::Info, Self::Warning, Self::Error];

    /// The word in a line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// An event as one line of JSON, without its end, at the time this is called.
#[must_use]
pub fn log_line(level: LogLevel, event: &str, fields: &Value) -> String {
    let mut line = Map::new();
    line.insert("at".to_owned(), json!(Timestamp::now().to_string()));
    line.insert("level".to_owned(), json!(level.word()));
    line.insert("event".to_owned(), json!(event));
    if let Value::Object(fields) = fields {
        line.extend(fields.clone());
    }
    // What JSON leaves as it is and a terminal obeys.
    visible(&Value::Object(line).to_string()).into_owned()
}

/// The log of a run that is being made; events come from several threads.
#[derive(Debug)]
pub struct Log {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    /// The first thing that went wrong with it.
    refused: Mutex<Option<io::Error>>,
}

impl Log {
    /// A log at a path where there is none yet.
    pub(super) fn new(disk: Arc<dyn Disk>, path: &Path) -> Self {
        Self { disk, path: path.to_owned(), refused: Mutex::new(None) }
    }

    /// Adds a line. A disk that refuses does not stop what is going on; it is told when the log is closed.
    pub fn add(&self, line: &str) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        // Line and end in one call: a process that is ended leaves no half of a line.
        if let Err(error) = self.disk.append(&self.path, format!("{line}\n").as_bytes())
            && refused.is_none()
        {
            *refused = Some(error);
        }
    }

    /// Makes every line last.
    pub(super) fn close(&self) -> Result<(), StoreError> {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let written = refused.take().map_or(Ok(()), Err);
        written.and_then(|()| self.disk.sync(&self.path)).map_err(StoreError::at(&self.path))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Arc, Log, LogLevel, log_line};
    use crate::store::OwnDisk;

    #[test]
    fn a_line_says_when_how_much_what_and_more() {
        let line = log_line(LogLevel::Warning, "stage taken over", &json!({ "stage": "rank" }));
        let line: Value = serde_json::from_str(&line).unwrap();
        assert_eq!((&line["level"], &line["stage"]), (&json!("warning"), &json!("rank")));
        assert!(line["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{line}");
    }

    #[test]
    fn a_line_is_on_disk_before_the_log_is_closed() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("log.jsonl");
        let log = Log::new(Arc::new(OwnDisk), &path);
        log.add("{}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}\n");
        log.close().unwrap();
    }

    #[test]
    fn a_full_disk_is_told_when_the_log_is_closed() {
        let full = std::path::Path::new("/dev/full");
        if !full.exists() {
            return;
        }
        let log = Log::new(Arc::new(OwnDisk), full);
        log.add("{}");
        assert!(log.close().unwrap_err().to_string().starts_with("/dev/full: "));
    }
}
