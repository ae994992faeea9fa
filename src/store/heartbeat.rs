//! The last start of a pipeline, whatever came of it: a small file beside the periods, replaced by one rename. A run
//! leaves a record only where something is new; that somebody looked at all is told by this alone.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::folder::Folder;

/// A start of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heartbeat {
    /// When it began.
    pub at: Timestamp,
    /// The period it was of.
    pub period: String,
    /// Number of its process.
    pub pid: u32,
    /// When it ended; `None` while it goes on, and where it was killed.
    pub ended: Option<Timestamp>,
    /// How it ended.
    pub exit_code: Option<u8>,
}

const NAME: &str = "last-start.json";
/// What it is written as; the number of the process follows.
const DRAFT: &str = ".last-start-";

impl Folder {
    /// Replaces what is kept of the last start.
    ///
    /// # Errors
    /// The disk refuses; then the start before is still told.
    pub fn beat(&self, heartbeat: &Heartbeat) -> Result<(), StoreError> {
        let home = self.of_pipeline();
        let (path, draft) = (home.join(NAME), home.join(format!("{DRAFT}{}", heartbeat.pid)));
        let json = serde_json::to_vec(heartbeat).map_err(|error| StoreError::Record {
            path: path.clone(),
            message: error.to_string(),
        })?;
        let disk = self.disk();
        disk.make_folder(&home).map_err(StoreError::at(&home))?;
        let written = disk.write(&draft, &json).and_then(|()| disk.sync(&draft));
        written.and_then(|()| disk.rename(&draft, &path)).map_err(StoreError::at(&path))?;
        // A start that was killed while it wrote left its draft; one that writes just now is no later than this.
        for left in drafts(&home) {
            disk.remove(&left).map_err(StoreError::at(&left))?;
        }
        Ok(())
    }

    /// The last start; `None` where none was told, or it cannot be read.
    #[must_use]
    pub fn last_beat(&self) -> Option<Heartbeat> {
        let bytes = fs::read(self.of_pipeline().join(NAME)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// The folder with all periods.
    fn of_pipeline(&self) -> PathBuf {
        self.path().parent().unwrap_or(Path::new("")).to_owned()
    }
}

fn drafts(home: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(home).into_iter().flatten().flatten();
    let left = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(DRAFT));
    left.map(|entry| entry.path()).collect()
}
