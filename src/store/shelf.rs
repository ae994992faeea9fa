//! A folder that published files are handed to, for people who never see where runs are kept:
//!
//! ```text
//! FOLDER/<pipeline>/index.html            what lies here
//! FOLDER/<pipeline>/moi-nhat/             the files of the newest period, under names that stay
//! FOLDER/<pipeline>/2023-Q3/<run>/        the files of each run that was published
//! ```
//!
//! Files are copies: who edits one there does not edit a run. They appear whole, by rename, or not at all. What is
//! there is the only state: putting a run where it lies already does nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Period, is_litter};

use super::disk::Disk;
use super::error::StoreError;
use super::folder::instant_of;
use super::record::Output;
use super::run::{Run, Verified, sha256, verify};

/// Name under which the newest files stand.
const STABLE: &str = "moi-nhat";
/// The page about what lies there.
const INDEX: &str = "index.html";

/// A folder that published files are handed to.
#[derive(Debug, Clone)]
pub struct Shelf {
    root: PathBuf,
    disk: Arc<dyn Disk>,
}

/// A run whose files lie there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnShelf {
    /// Its period.
    pub period: Period,
    /// Its id.
    pub run: String,
    /// Its files, and its folders with a slash at the end, by name.
    pub files: Vec<String>,
}

impl Shelf {
    /// The part of a folder that belongs to a pipeline; it need not exist.
    #[must_use]
    pub fn new(folder: &Path, pipeline: &str, disk: Arc<dyn Disk>) -> Self {
        Self { root: folder.join(pipeline), disk }
    }

    /// Whether files of a run lie there whole, and the stable name stands for them, or for those of a later period.
    #[must_use]
    pub fn has(&self, run: &Run, files: &[Output]) -> bool {
        holds(&self.home(run), files) && self.points_to(run, files)
    }

    /// Whether the page about what lies there says this.
    #[must_use]
    pub fn shows(&self, page: &str) -> bool {
        fs::read(self.root.join(INDEX)).is_ok_and(|now| now == page.as_bytes())
    }

    /// Puts files of a run there. Nothing is done where they lie there whole.
    ///
    /// # Errors
    /// A file of the run is not what it was, or the disk refuses; nothing of it is visible then.
    pub fn put(&self, run: &Run, files: &[Output]) -> Result<(), StoreError> {
        let (room, home) = (self.root.join(&run.record().period), self.home(run));
        if holds(&home, files) {
            return Ok(());
        }
        self.disk.make_folder(&room).map_err(StoreError::at(&room))?;
        self.clear(&room)?;
        let draft = room.join(format!(".{}", run.record().run));
        self.copy(run, files, &draft)?;
        // What somebody changed there gives way.
        self.disk.remove(&home).map_err(StoreError::at(&home))?;
        self.disk.rename(&draft, &home).map_err(StoreError::at(&home))?;
        self.settle(&room);
        Ok(())
    }

    /// Lets the stable name stand for a run, unless files of a later period lie there.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn point_to(&self, run: &Run, files: &[Output]) -> Result<(), StoreError> {
        if self.points_to(run, files) {
            return Ok(());
        }
        let (target, stable) = (target(run), self.root.join(STABLE));
        let (next, old) = (self.root.join(".next"), self.root.join(".old"));
        for left in [&next, &old] {
            self.disk.remove(left).map_err(StoreError::at(left))?;
        }
        // Not every share knows links.
        if self.disk.point(&next, &target).is_err() {
            self.copy(run, files, &next)?;
        }
        if is_folder(&stable) || is_folder(&next) && stable.symlink_metadata().is_ok() {
            // A folder cannot take the place of another in one step.
            self.disk.rename(&stable, &old).map_err(StoreError::at(&stable))?;
        }
        self.disk.rename(&next, &stable).map_err(StoreError::at(&stable))?;
        self.settle(&self.root);
        self.disk.remove(&old).map_err(StoreError::at(&old))
    }

    /// What lies there, the latest period first, its newest run first.
    #[must_use]
    pub fn runs(&self) -> Vec<OnShelf> {
        let mut runs = Vec::new();
        for name in names(&self.root) {
            let Ok(period) = name.parse::<Period>() else { continue };
            let room = self.root.join(&name);
            for run in names(&room).into_iter().filter(|run| instant_of(run).is_some()) {
                let home = room.join(&run);
                let files = names(&home).into_iter();
                let files =
                    files.map(
                        |file| {
                            if is_folder(&home.join(&file)) { format!("{file}/") } else { file }
                        },
                    );
                runs.push(OnShelf { period, files: files.collect(), run });
            }
        }
        runs.sort_by(|a, b| (end(b.period), &b.run).cmp(&(end(a.period), &a.run)));
        runs
    }

    /// Writes the page about what lies there, where it says something else.
    ///
    /// # Errors
    /// The disk refuses; the page is what it was.
    pub fn index(&self, page: &str) -> Result<(), StoreError> {
        if self.shows(page) {
            return Ok(());
        }
        let (path, next) = (self.root.join(INDEX), self.root.join(".index"));
        self.disk.write(&next, page.as_bytes()).map_err(StoreError::at(&next))?;
        self.disk.sync(&next).map_err(StoreError::at(&next))?;
        self.disk.rename(&next, &path).map_err(StoreError::at(&path))?;
        self.settle(&self.root);
        Ok(())
    }

    fn copy(&self, run: &Run, files: &[Output], to: &Path) -> Result<(), StoreError> {
        self.disk.make_folder(to).map_err(StoreError::at(to))?;
        for output in files {
            let (bytes, path) = (run.bytes(&output.file)?, to.join(&output.file));
            if sha256(&bytes) != output.sha256 {
                return Err(StoreError::Damaged { path: run.path().join(&output.file) });
            }
            let folder = path.parent().unwrap_or(to);
            self.disk.make_folder(folder).map_err(StoreError::at(folder))?;
            self.disk.write(&path, &bytes).map_err(StoreError::at(&path))?;
            self.disk.sync(&path).map_err(StoreError::at(&path))?;
        }
        if holds(to, files) { Ok(()) } else { Err(StoreError::Damaged { path: to.to_owned() }) }
    }

    /// Removes what a delivery that was killed left behind.
    fn clear(&self, room: &Path) -> Result<(), StoreError> {
        let entries = fs::read_dir(room).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.strip_prefix('.').is_some_and(|id| instant_of(id).is_some()) {
                let path = entry.path();
                self.disk.remove(&path).map_err(StoreError::at(&path))?;
            }
        }
        Ok(())
    }

    fn home(&self, run: &Run) -> PathBuf {
        self.root.join(target(run))
    }

    fn points_to(&self, run: &Run, files: &[Output]) -> bool {
        let stable = self.root.join(STABLE);
        let linked = fs::read_link(&stable).is_ok_and(|now| now == target(run));
        linked || is_folder(&stable) && holds(&stable, files) || self.holds_later(run)
    }

    fn holds_later(&self, run: &Run) -> bool {
        let Ok(own) = run.record().period.parse::<Period>() else { return false };
        self.runs().first().is_some_and(|newest| end(newest.period) > end(own))
    }

    /// Makes names last, as far as the file system of a share can.
    fn settle(&self, folder: &Path) {
        let _ = self.disk.sync(folder);
    }
}

/// Where the files of a run lie.
fn target(run: &Run) -> PathBuf {
    Path::new(&run.record().period).join(&run.record().run)
}

/// When a period is over: its year and last month.
const fn end(period: Period) -> (u16, u8) {
    let (year, _, last) = period.months();
    (year, last)
}

/// Whether a folder holds these files and, at its top, no others.
fn holds(folder: &Path, files: &[Output]) -> bool {
    let top = |output: &Output| output.file.split('/').next().map(str::to_owned);
    let mut tops: Vec<String> = files.iter().filter_map(top).collect();
    tops.sort();
    tops.dedup();
    names(folder) == tops && files.iter().all(|output| verify(folder, output) == Verified::Whole)
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|kind| kind.is_dir())
}

/// What lies in a folder, by name, but for what is hidden and what file managers leave.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !is_litter(name)).collect();
    names.sort();
    names
}
