//! A run on disk: one that is being written, and one that is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;
use sha2::{Digest as _, Sha256};

use crate::table::TableError;

use super::record::SCHEMA;
use super::{Output, Record, StoreError};

/// A finished run.
#[derive(Debug, Clone)]
pub struct Run {
    path: PathBuf,
    record: Record,
}

impl Run {
    /// Opens a run by its folder.
    ///
    /// # Errors
    /// Its record is missing, broken or of a newer layout.
    pub fn open(path: PathBuf) -> Result<Self, StoreError> {
        let file = path.join("run.json");
        let bytes = fs::read(&file).map_err(StoreError::at(&file))?;
        let broken = |message: String| StoreError::Record { path: file.clone(), message };
        let record: Record = serde_json::from_slice(&bytes).map_err(|e| broken(e.to_string()))?;
        if record.schema > SCHEMA {
            let schema = record.schema;
            return Err(StoreError::Newer { path: file.clone(), schema });
        }
        Ok(Self { path, record })
    }

    /// What it did.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a file is what was written.
    #[must_use]
    pub fn verify(&self, output: &Output) -> Verified {
        match fs::read(self.path.join(&output.file)) {
            Err(_) => Verified::Missing,
            Ok(bytes) if sha256(&bytes) == output.sha256 => Verified::Whole,
            Ok(_) => Verified::Changed,
        }
    }

    /// Reads a table.
    ///
    /// # Errors
    /// It is missing or no Parquet file.
    pub fn table(&self, name: &str) -> Result<DataFrame, StoreError> {
        let path = self.path.join(table_file(name));
        let bytes = fs::read(&path).map_err(StoreError::at(&path))?;
        super::decode(bytes).map_err(|source| StoreError::Table { path, source })
    }

    /// Puts the path of a table to an error about it.
    pub fn at_table(&self, name: &str) -> impl FnOnce(TableError) -> StoreError + '_ {
        let path = self.path.join(table_file(name));
        move |source| StoreError::Table { path, source }
    }
}

/// What became of a file since it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// It is as it was.
    Whole,
    /// It is gone.
    Missing,
    /// It is something else now.
    Changed,
}

/// Folder of the tables inside a run.
const DATA: &str = "data";

/// Path of a table inside a run.
fn table_file(name: &str) -> String {
    format!("{DATA}/{name}.parquet")
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A run that is being written, under a name that nobody looks at.
#[derive(Debug)]
pub struct NewRun {
    root: PathBuf,
    id: String,
    draft: PathBuf,
    sums: BTreeMap<String, String>,
    folders: BTreeSet<String>,
    finished: bool,
}

#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
impl NewRun {
    pub(super) fn begin(root: &Path, id: String) -> Result<Self, StoreError> {
        let draft = root.join("runs").join(format!(".{id}"));
        let data = draft.join(DATA);
        fs::create_dir_all(&data).map_err(StoreError::at(&data))?;
        let folders = BTreeSet::from([DATA.to_owned()]);
        let (root, sums) = (root.to_owned(), BTreeMap::new());
        Ok(Self { root, id, draft, sums, folders, finished: false })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Writes a table. A file that came out as in `base` is linked instead of written.
    ///
    /// # Errors
    /// The disk refuses, or polars refuses the table.
    pub fn table(
        &mut self,
        name: &str,
        frame: DataFrame,
        base: Option<&Run>,
    ) -> Result<Output, StoreError> {
        let file = table_file(name);
        let bytes = super::encode(frame)
            .map_err(|source| StoreError::Table { path: self.draft.join(&file), source })?;
        self.file(&file, &bytes, base)
    }

    /// Writes a file. One that came out as in `base` is linked instead of written.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn file(
        &mut self,
        file: &str,
        bytes: &[u8],
        base: Option<&Run>,
    ) -> Result<Output, StoreError> {
        let output = Output { file: file.to_owned(), sha256: sha256(bytes) };
        let same = base.filter(|base| {
            let outputs = base.record().stages.iter().flat_map(|stage| &stage.outputs);
            let mut outputs = outputs.filter(|known| **known == output);
            outputs.next().is_some_and(|known| base.verify(known) == Verified::Whole)
        });
        self.make_folder(file)?;
        match same {
            Some(base) => self.link(base, &output)?,
            None => self.write(file, bytes)?,
        }
        self.sums.insert(output.file.clone(), output.sha256.clone());
        Ok(output)
    }

    /// Takes a file over from an earlier run.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn take_over(&mut self, base: &Run, output: &Output) -> Result<(), StoreError> {
        self.make_folder(&output.file)?;
        self.link(base, output)?;
        self.sums.insert(output.file.clone(), output.sha256.clone());
        Ok(())
    }

    /// Makes the folder a file lies in, one level below the run, where it is not there yet.
    fn make_folder(&mut self, file: &str) -> Result<(), StoreError> {
        let Some((folder, _)) = file.rsplit_once('/') else { return Ok(()) };
        if self.folders.insert(folder.to_owned()) {
            let path = self.draft.join(folder);
            fs::create_dir_all(&path).map_err(StoreError::at(&path))?;
        }
        Ok(())
    }

    fn link(&self, base: &Run, output: &Output) -> Result<(), StoreError> {
        let from = base.path().join(&output.file);
        let to = self.draft.join(&output.file);
        // Some file systems know no hard links.
        fs::hard_link(&from, &to)
            .or_else(|_| fs::copy(&from, &to).map(|_| ()))
            .map_err(StoreError::at(&to))
    }

    fn write(&self, file: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.draft.join(file);
        let mut handle = File::create(&path).map_err(StoreError::at(&path))?;
        handle.write_all(bytes).map_err(StoreError::at(&path))?;
        handle.sync_all().map_err(StoreError::at(&path))
    }

    /// Writes record, log and sums and makes the run visible; a complete run becomes `latest`.
    ///
    /// # Errors
    /// The disk refuses; then nothing is visible and `latest` is what it was.
    pub fn finish(mut self, record: &Record, log: &[u8]) -> Result<Run, StoreError> {
        let path = self.draft.join("run.json");
        let json = serde_json::to_vec_pretty(record)
            .map_err(|error| StoreError::Record { path, message: error.to_string() })?;
        self.write("run.json", &json)?;
        self.write("log.jsonl", log)?;
        let sums = self.sums.iter().fold(String::new(), |mut sums, (file, sum)| {
            // Writing to a String cannot fail.
            let _ = writeln!(sums, "{sum}  {file}");
            sums
        });
        self.write("SHA256SUMS", sums.as_bytes())?;
        self.folders.iter().try_for_each(|folder| sync(&self.draft.join(folder)))?;
        sync(&self.draft)?;
        let runs = self.root.join("runs");
        let home = runs.join(&self.id);
        fs::rename(&self.draft, &home).map_err(StoreError::at(&home))?;
        self.finished = true;
        sync(&runs)?;
        if record.complete {
            switch_latest(&self.root, &self.id)?;
        }
        Run::open(home)
    }
}

/// Points `latest` to a run, by one rename; nothing is done where it points there already.
#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
pub(super) fn switch_latest(root: &Path, id: &str) -> Result<(), StoreError> {
    let target = Path::new("runs").join(id);
    let latest = root.join("latest");
    if fs::read_link(&latest).is_ok_and(|now| now == target) {
        return Ok(());
    }
    let next = root.join(".latest");
    let _ = fs::remove_file(&next);
    std::os::unix::fs::symlink(&target, &next).map_err(StoreError::at(&next))?;
    fs::rename(&next, &latest).map_err(StoreError::at(&latest))?;
    sync(root)
}

impl Drop for NewRun {
    #[expect(clippy::disallowed_methods, reason = "the store clears what it began")]
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_dir_all(&self.draft);
        }
    }
}

/// Makes the names in a folder last.
pub(super) fn sync(folder: &Path) -> Result<(), StoreError> {
    let handle = File::open(folder).map_err(StoreError::at(folder))?;
    handle.sync_all().map_err(StoreError::at(folder))
}
