//! The folder of a pipeline and period: its runs and which of them is the latest. Nobody else builds a path.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::disk::{Disk, OwnDisk};
use super::error::StoreError;
use super::lock::{Holder, Lock};
use super::new_run::{NewRun, switch_latest};
use super::record::HeldBack;
use super::run::Run;

/// `output/<pipeline>/<period>/`.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    disk: Arc<dyn Disk>,
}

impl Folder {
    /// The folder of a pipeline and period; it need not exist.
    #[must_use]
    pub fn new(output: &Path, pipeline: &str, period: &str) -> Self {
        Self { root: output.join(pipeline).join(period), disk: Arc::new(OwnDisk) }
    }

    /// The same folder, written through another disk.
    #[must_use]
    pub fn on(self, disk: Arc<dyn Disk>) -> Self {
        Self { disk, ..self }
    }

    /// The disk it is on.
    pub(super) fn disk(&self) -> &dyn Disk {
        &*self.disk
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
    pub fn lock(&self) -> Result<Result<Lock, Holder>, StoreError> {
        let runs = self.root.join("runs");
        self.disk.make_folder(&runs).map_err(StoreError::at(&runs))?;
        Lock::take(&self.root.join(LOCK))
    }

    /// Who holds the lock now, where anybody does.
    ///
    /// # Errors
    /// The lock file cannot be read.
    pub fn holder(&self) -> Result<Option<Holder>, StoreError> {
        Lock::holder(&self.root.join(LOCK))
    }

    /// Where runs are kept.
    #[must_use]
    pub fn runs_path(&self) -> PathBuf {
        self.root.join("runs")
    }

    /// What runs left behind that were killed while they wrote, while no run holds the lock.
    #[must_use]
    pub fn leftovers(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.runs_path()).into_iter().flatten().flatten();
        let hidden = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with('.'));
        let mut paths: Vec<PathBuf> = hidden.map(|entry| entry.path()).collect();
        paths.sort();
        paths
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

    /// The newest run where it was held back, and nobody has published it by hand since.
    ///
    /// # Errors
    /// The runs cannot be listed, or one was written by a newer program.
    pub fn held_back(&self) -> Result<Option<HeldBack>, StoreError> {
        let latest = self.latest()?.map(|run| run.record().run.clone());
        let newest = self.newest()?.filter(|run| Some(&run.record().run) != latest.as_ref());
        Ok(newest.and_then(|run| run.record().held_back.clone()))
    }

    /// The newest run that can be read, complete or not.
    ///
    /// # Errors
    /// The runs cannot be listed, or one was written by a newer program.
    pub fn newest(&self) -> Result<Option<Run>, StoreError> {
        Ok(self.last(1)?.pop())
    }

    /// The newest run that can be read and is no trial.
    ///
    /// # Errors
    /// The runs cannot be listed, or one was written by a newer program.
    pub fn newest_in_earnest(&self) -> Result<Option<Run>, StoreError> {
        let mut runs = self.newest_first()?;
        runs.find(|run| !run.as_ref().is_ok_and(|run| run.record().trial)).transpose()
    }

    /// The last runs that can be read, complete or not, newest first; no more than `most`.
    ///
    /// # Errors
    /// The runs cannot be listed, or one was written by a newer program.
    pub fn last(&self, most: usize) -> Result<Vec<Run>, StoreError> {
        self.newest_first()?.take(most).collect()
    }

    /// The runs that can be read, complete or not, newest first; each is opened when it is asked for.
    ///
    /// # Errors
    /// The runs cannot be listed; each, where it was written by a newer program.
    pub fn newest_first(
        &self,
    ) -> Result<impl Iterator<Item = Result<Run, StoreError>> + use<>, StoreError> {
        let runs = self.root.join("runs");
        let ids = self.ids()?.into_iter().rev();
        Ok(ids.filter_map(move |id| readable(Run::open(runs.join(id))).transpose()))
    }

    /// The runs that are there, oldest first; what has no name of a run is none, whoever put it there.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn ids(&self) -> Result<Vec<String>, StoreError> {
        let runs = self.root.join("runs");
        let mut ids = Vec::new();
        if runs.is_dir() {
            for entry in fs::read_dir(&runs).map_err(StoreError::at(&runs))? {
                let name = entry.map_err(StoreError::at(&runs))?.file_name();
                ids.push(name.to_string_lossy().into_owned());
            }
        }
        ids.retain(|id| instant_of(id).is_some());
        ids.sort();
        Ok(ids)
    }

    /// Points `latest` to a complete run, by one rename.
    ///
    /// # Errors
    /// The disk refuses; then `latest` is what it was.
    pub fn make_latest(&self, id: &str) -> Result<(), StoreError> {
        switch_latest(&*self.disk, &self.root, id)
    }

    /// Begins a run with a new id, later than any other, also where the clock was set back. Nothing of it is visible
    /// until it is finished.
    ///
    /// # Errors
    /// Its folder cannot be made.
    pub fn begin(&self) -> Result<NewRun, StoreError> {
        let last = self.ids()?.last().and_then(|id| instant_of(id));
        let now = Timestamp::now();
        // At the end of time there is none later; its folder is there already then, and that is told.
        let after = |last: Timestamp| last.checked_add(MICROSECOND).unwrap_or(last);
        let next = last.map_or(now, |last| now.max(after(last)));
        NewRun::begin(Arc::clone(&self.disk), &self.root, id_of(next))
    }
}

/// The file that the lock is on.
const LOCK: &str = ".lock";

const MICROSECOND: SignedDuration = SignedDuration::from_micros(1);

const SECONDS: &str = "%Y%m%dT%H%M%S";

/// `20261001T010004-000123Z`: sorts by time.
fn id_of(instant: Timestamp) -> String {
    let micros = instant.as_microsecond().rem_euclid(1_000_000);
    format!("{}-{micros:06}Z", instant.strftime(SECONDS))
}

/// When a run with this id began.
#[must_use]
pub fn instant_of(id: &str) -> Option<Timestamp> {
    let (seconds, micros) = id.strip_suffix('Z')?.split_once('-')?;
    let digits = micros.len() == 6 && micros.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = DateTime::strptime(SECONDS, seconds).ok().filter(|_| digits)?;
    let seconds = seconds.to_zoned(TimeZone::UTC).ok()?;
    let micros: i64 = micros.parse().ok()?;
    seconds.timestamp().checked_add(SignedDuration::from_micros(micros)).ok()
}

/// A run that was deleted or spoiled is as if it had not been; one of a newer program is not touched.
fn readable(run: Result<Run, StoreError>) -> Result<Option<Run>, StoreError> {
    match run {
        Ok(run) => Ok(Some(run)),
        Err(newer @ StoreError::Newer { .. }) => Err(newer),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Timestamp, id_of, instant_of};

    #[test]
    fn an_id_tells_when_its_run_began() {
        let instant: Timestamp = "2026-10-01T01:00:04.000123Z".parse().unwrap();
        assert_eq!(id_of(instant), "20261001T010004-000123Z");
        assert_eq!(instant_of("20261001T010004-000123Z"), Some(instant));
        assert_eq!(instant_of("latest"), None);
    }
}
