//! A run that is being written, under a name that nobody looks at; it becomes visible by one rename.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use polars::prelude::DataFrame;
use rayon::prelude::*;

use super::disk::Disk;
use super::error::StoreError;
use super::log::Log;
use super::parquet::{decode, encode};
use super::record::{Output, Record};
use super::run::{DATA, sha256, table_file, verify};
use super::run::{Run, Verified};

/// A run that is being written.
#[derive(Debug)]
pub struct NewRun {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    id: String,
    draft: PathBuf,
    files: Mutex<Files>,
    finished: bool,
}

/// What is in a run so far; files come from several threads.
#[derive(Debug, Default)]
struct Files {
    sums: BTreeMap<String, String>,
    /// Files that were written here, not linked.
    written: Vec<Output>,
    folders: BTreeSet<String>,
}

impl NewRun {
    pub(super) fn begin(disk: Arc<dyn Disk>, root: &Path, id: String) -> Result<Self, StoreError> {
        let draft = root.join("runs").join(format!(".{id}"));
        let data = draft.join(DATA);
        disk.make_folder(&data).map_err(StoreError::at(&data))?;
        let files = Files { folders: BTreeSet::from([DATA.to_owned()]), ..Files::default() };
        let (root, files) = (root.to_owned(), Mutex::new(files));
        Ok(Self { disk, root, id, draft, files, finished: false })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its log, which is on disk while the run is made.
    #[must_use]
    pub fn log(&self) -> Log {
        Log::new(Arc::clone(&self.disk), &self.draft.join("log.jsonl"))
    }

    /// The folder of its tables while it is made.
    #[must_use]
    pub fn tables(&self) -> PathBuf {
        self.draft.join(DATA)
    }

    /// Reads a table that is in it already.
    ///
    /// # Errors
    /// It is not there or no Parquet file.
    pub fn read(&self, name: &str) -> Result<DataFrame, StoreError> {
        let path = self.draft.join(table_file(name));
        let bytes = fs::read(&path).map_err(StoreError::at(&path))?;
        decode(bytes).map_err(|source| StoreError::Table { path, source })
    }

    /// Writes a table. A file that came out as in `base` is linked instead of written.
    ///
    /// # Errors
    /// The disk refuses, or polars refuses the table.
    pub fn table(
        &self,
        name: &str,
        frame: &DataFrame,
        base: Option<&Run>,
    ) -> Result<Output, StoreError> {
        let file = table_file(name);
        let bytes = encode(frame)
            .map_err(|source| StoreError::Table { path: self.draft.join(&file), source })?;
        self.file(&file, &bytes, base)
    }

    /// Writes a file. One that came out as in `base` is linked instead of written.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn file(&self, file: &str, bytes: &[u8], base: Option<&Run>) -> Result<Output, StoreError> {
        let output = Output::new(file, sha256(bytes));
        let same = base.filter(|base| {
            let mut outputs = base.record().outputs().filter(|known| known.is_same(&output));
            outputs.next().is_some_and(|known| base.verify(known) == Verified::Whole)
        });
        self.make_folder(file)?;
        if let Some(base) = same {
            self.link(base, &output)?;
        } else {
            self.write(file, bytes)?;
            self.files().written.push(output.clone());
        }
        self.files().sums.insert(output.file.clone(), output.sha256.clone());
        Ok(output)
    }

    /// Takes a file over from an earlier run.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn take_over(&self, base: &Run, output: &Output) -> Result<(), StoreError> {
        self.make_folder(&output.file)?;
        self.link(base, output)?;
        self.files().sums.insert(output.file.clone(), output.sha256.clone());
        Ok(())
    }

    /// Gives a file that is in this run already a second name.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn again(&self, output: &Output, file: &str) -> Result<Output, StoreError> {
        let again = Output::new(file, output.sha256.clone());
        self.make_folder(file)?;
        let (from, to) = (self.draft.join(&output.file), self.draft.join(file));
        self.disk.link(&from, &to).map_err(StoreError::at(&to))?;
        self.files().sums.insert(again.file.clone(), again.sha256.clone());
        Ok(again)
    }

    fn files(&self) -> MutexGuard<'_, Files> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the folders a file lies in where they are not there yet.
    fn make_folder(&self, file: &str) -> Result<(), StoreError> {
        let Some((folder, _)) = file.rsplit_once('/') else { return Ok(()) };
        let mut files = self.files();
        if files.folders.contains(folder) {
            return Ok(());
        }
        let path = self.draft.join(folder);
        self.disk.make_folder(&path).map_err(StoreError::at(&path))?;
        let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
        files.folders.extend(ends.map(|end| folder[..end].to_owned()));
        Ok(())
    }

    fn link(&self, base: &Run, output: &Output) -> Result<(), StoreError> {
        let to = self.draft.join(&output.file);
        self.disk.link(&base.path().join(&output.file), &to).map_err(StoreError::at(&to))
    }

    fn write(&self, file: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.draft.join(file);
        self.disk.write(&path, bytes).map_err(StoreError::at(&path))
    }

    /// Writes record and sums, closes the log, makes all last, reads back what was written, and makes the run visible; a
    /// complete run that is not held back becomes `latest`.
    ///
    /// # Errors
    /// The disk refuses or does not hold what was written; then nothing is visible and `latest` is what it was.
    pub fn finish(mut self, record: &Record, log: &Log) -> Result<Run, StoreError> {
        let path = self.draft.join("run.json");
        let json = serde_json::to_vec_pretty(record)
            .map_err(|error| StoreError::Record { path, message: error.to_string() })?;
        self.write("run.json", &json)?;
        log.close()?;
        let Files { sums, written, folders } = std::mem::take(&mut *self.files());
        self.write("SHA256SUMS", sums_of(sums.iter()).as_bytes())?;
        self.make_last(&written)?;
        let told = ["run.json", "SHA256SUMS"].map(|file| self.draft.join(file));
        told.par_iter().try_for_each(|path| self.sync(path))?;
        folders.iter().try_for_each(|folder| self.sync(&self.draft.join(folder)))?;
        self.sync(&self.draft)?;
        let runs = self.root.join("runs");
        let home = runs.join(&self.id);
        self.disk.rename(&self.draft, &home).map_err(StoreError::at(&home))?;
        self.finished = true;
        self.sync(&runs)?;
        if record.may_be_published() {
            switch_latest(&*self.disk, &self.root, &self.id)?;
        }
        Run::open(home)
    }

    /// Makes last what was written so far, and reads it back, while there is something else to do: what is left to be done
    /// at the end is less then.
    ///
    /// # Errors
    /// The disk refuses or does not hold what was written.
    pub fn settle(&self) -> Result<(), StoreError> {
        let written = std::mem::take(&mut self.files().written);
        self.make_last(&written)
    }

    fn make_last(&self, written: &[Output]) -> Result<(), StoreError> {
        // The disk has the more to do at once the sooner it is done.
        let files = written.par_iter().map(|output| self.draft.join(&output.file));
        files.try_for_each(|path| self.sync(&path))?;
        let differs = |output: &&Output| verify(&self.draft, output) != Verified::Whole;
        match written.par_iter().find_first(differs) {
            Some(output) => Err(StoreError::Damaged { path: self.draft.join(&output.file) }),
            None => Ok(()),
        }
    }

    fn sync(&self, path: &Path) -> Result<(), StoreError> {
        self.disk.sync(path).map_err(StoreError::at(path))
    }
}

/// `SHA256SUMS` of files and their sums, in order.
pub(super) fn sums_of<S: AsRef<str>>(sums: impl IntoIterator<Item = (S, S)>) -> String {
    sums.into_iter().fold(String::new(), |mut lines, (file, sum)| {
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{}  {}", sum.as_ref(), file.as_ref());
        lines
    })
}

/// Points `latest` to a run, by one rename; nothing is done where it points there already.
pub(super) fn switch_latest(disk: &dyn Disk, root: &Path, id: &str) -> Result<(), StoreError> {
    let target = Path::new("runs").join(id);
    let latest = root.join("latest");
    if fs::read_link(&latest).is_ok_and(|now| now == target) {
        return Ok(());
    }
    let next = root.join(".latest");
    disk.remove(&next).map_err(StoreError::at(&next))?;
    disk.point(&next, &target).map_err(StoreError::at(&next))?;
    disk.rename(&next, &latest).map_err(StoreError::at(&latest))?;
    disk.sync(root).map_err(StoreError::at(root))
}

impl Drop for NewRun {
    fn drop(&mut self) {
        if !self.finished {
            // What is left is hidden, and cleared by the next run.
            let _ = self.disk.remove(&self.draft);
        }
    }
}
