//! The folder of a pipeline and period: its runs and which of them is the latest. Nobody else builds a path.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::run::{NewRun, Run};
use super::{Lock, StoreError};

/// `output/<pipeline>/<period>/`.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder of a pipeline and period; it need not exist.
    #[must_use]
    pub fn new(output: &Path, pipeline: &str, period: &str) -> Self {
        Self { root: output.join(pipeline).join(period) }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Where the published files of the latest complete run stand.
    #[must_use]
    pub fn latest_path(&self) -> PathBuf {
        self.root.join("latest")
    }

    /// Makes the folder and takes its lock; `Ok(Err(holder))` where another run holds it.
    ///
    /// # Errors
    /// The folder cannot be made or locked.
    #[expect(clippy::disallowed_methods, reason = "the store makes its folders")]
    pub fn lock(&self) -> Result<Result<Lock, String>, StoreError> {
        let runs = self.root.join("runs");
        fs::create_dir_all(&runs).map_err(StoreError::at(&runs))?;
        Lock::take(&self.root.join(".lock"))
    }

    /// The newest complete run: the one `latest` points to; `None` where it was deleted or spoiled.
    ///
    /// # Errors
    /// It was written by a newer program.
    pub fn latest(&self) -> Result<Option<Run>, StoreError> {
        match fs::read_link(self.latest_path()) {
            Ok(target) => readable(Run::open(self.root.join(target))),
            Err(_) => Ok(None),
        }
    }

    /// The newest run that can be read, complete or not; the state a rerun goes on from.
    ///
    /// # Errors
    /// The runs cannot be listed, or one was written by a newer program.
    pub fn newest(&self) -> Result<Option<Run>, StoreError> {
        Ok(self.last(1)?.pop())
    }

    /// The last runs that can be read, complete or not, newest first; no more than `most`.
    ///
    /// # Errors
    /// The runs cannot be listed, or one was written by a newer program.
    pub fn last(&self, most: usize) -> Result<Vec<Run>, StoreError> {
        let mut last = Vec::new();
        for id in self.ids()?.iter().rev() {
            if last.len() == most {
                break;
            }
            last.extend(readable(Run::open(self.root.join("runs").join(id)))?);
        }
        Ok(last)
    }

    /// The runs that are there, oldest first.
    pub(super) fn ids(&self) -> Result<Vec<String>, StoreError> {
        let runs = self.root.join("runs");
        let mut ids = Vec::new();
        if runs.is_dir() {
            for entry in fs::read_dir(&runs).map_err(StoreError::at(&runs))? {
                let name = entry.map_err(StoreError::at(&runs))?.file_name();
                ids.push(name.to_string_lossy().into_owned());
            }
        }
        ids.retain(|id| !id.starts_with('.'));
        ids.sort();
        Ok(ids)
    }

    /// Points `latest` to a complete run, by one rename.
    ///
    /// # Errors
    /// The disk refuses; then `latest` is what it was.
    pub fn make_latest(&self, id: &str) -> Result<(), StoreError> {
        super::run::switch_latest(&self.root, id)
    }

    /// Begins a run with a new id. Nothing of it is visible until it is finished.
    ///
    /// # Errors
    /// Its folder cannot be made.
    pub fn begin(&self) -> Result<NewRun, StoreError> {
        let now = Timestamp::now();
        let stamp = now.strftime("%Y%m%dT%H%M%S").to_string();
        let micros = now.as_microsecond().rem_euclid(1_000_000);
        let id = format!("{stamp}-{micros:06}Z");
        NewRun::begin(&self.root, id)
    }
}

/// A run that was deleted or spoiled is as if it had not been; one of a newer program is not touched.
fn readable(run: Result<Run, StoreError>) -> Result<Option<Run>, StoreError> {
    match run {
        Ok(run) => Ok(Some(run)),
        Err(newer @ StoreError::Newer { .. }) => Err(newer),
        Err(_) => Ok(None),
    }
}
