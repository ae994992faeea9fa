//! A lake: the tables of the published runs of many pipelines and periods in one folder, for programs that read Parquet and
//! for pipelines that go on from other pipelines. One file a table, pipeline and period:
//! `metrics/<pipeline>/<period>.parquet`, `lines/<form>/<pipeline>/<period>.parquet`. A file is written beside its place
//! and renamed into it; the record of a pipeline and period, `runs/<pipeline>/<period>.json`, is renamed last and says of
//! which bytes the tables are, so that a set of tables that was replaced in part is told from a whole one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::prelude::DataFrame;
use serde::{Deserialize, Serialize};

use super::disk::{Disk, OwnDisk};
use super::error::StoreError;
use super::parquet::decode;
use super::run::sha256;

/// Folder of the records in a lake.
const RECORDS: &str = "runs";

/// Raised when a field of a record changes meaning; a newer record is refused.
const LAYOUT: u32 = 1;

/// A lake.
#[derive(Debug, Clone)]
pub struct Lake {
    root: PathBuf,
    disk: Arc<dyn Disk>,
}

/// Which run the tables of a pipeline and period are of, and what its figures mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LakeRecord {
    /// Version of this layout.
    pub layout: u32,
    /// Name of the pipeline.
    pub pipeline: String,
    /// Reporting period.
    pub period: String,
    /// Id of the run.
    pub run: String,
    /// Of each metric, by id, what is divided by what.
    pub metrics: BTreeMap<String, String>,
    /// Of each form, by id, the columns of its lines in order, with their types.
    pub forms: BTreeMap<String, Vec<String>>,
    /// The sha256 of each table, by name.
    pub tables: BTreeMap<String, String>,
}

impl LakeRecord {
    /// A record of the current layout without tables.
    #[must_use]
    pub fn new(pipeline: &str, period: &str, run: &str) -> Self {
        Self {
            layout: LAYOUT,
            pipeline: pipeline.to_owned(),
            period: period.to_owned(),
            run: run.to_owned(),
            metrics: BTreeMap::new(),
            forms: BTreeMap::new(),
            tables: BTreeMap::new(),
        }
    }

    /// Its name among the records: `binh-phuoc/2023-Q3.json`.
    #[must_use]
    pub fn file(&self) -> String {
        record_file(&self.pipeline, &self.period)
    }
}

/// The name of a record among all.
fn record_file(pipeline: &str, period: &str) -> String {
    format!("{pipeline}/{period}.json")
}

impl Lake {
    /// The lake at a folder; it need not exist.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), disk: Arc::new(OwnDisk) }
    }

    /// The same lake, written through another disk.
    #[must_use]
    pub fn on(self, disk: Arc<dyn Disk>) -> Self {
        Self { disk, ..self }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Where its records stand, one a pipeline and period.
    #[must_use]
    pub fn records_path(&self) -> PathBuf {
        self.root.join(RECORDS)
    }

    /// All its records in the order of their names; none where there is no lake yet.
    ///
    /// # Errors
    /// The folder cannot be listed, or a record cannot be read or is of a newer program.
    pub fn records(&self) -> Result<Vec<LakeRecord>, StoreError> {
        let mut files = Vec::new();
        for pipeline in names_in(&self.records_path())? {
            for file in names_in(&self.records_path().join(&pipeline))? {
                if file.strip_suffix(".json").is_some_and(|name| !name.starts_with('.')) {
                    files.push(format!("{pipeline}/{file}"));
                }
            }
        }
        files.sort();
        files.iter().map(|file| self.record_at(file)).collect()
    }

    /// The record of this name: `binh-phuoc/2023-Q3.json`.
    ///
    /// # Errors
    /// It is not there, cannot be read, or is of a newer program.
    pub fn record_at(&self, file: &str) -> Result<LakeRecord, StoreError> {
        let path = self.records_path().join(file);
        let bytes = fs::read(&path).map_err(StoreError::at(&path))?;
        let broken = |message: String| StoreError::Record { path: path.clone(), message };
        let record: LakeRecord =
            serde_json::from_slice(&bytes).map_err(|e| broken(e.to_string()))?;
        if record.layout > LAYOUT {
            return Err(StoreError::Newer { path, schema: record.layout });
        }
        Ok(record)
    }

    /// Puts the tables of a run in, in place of what is there of its pipeline and period; whether anything changed. The
    /// record gets their sums and is written last.
    ///
    /// # Errors
    /// The disk refuses. Each table is whole all the same, and the record that stands tells which of them are not its own;
    /// putting them in again mends that.
    pub fn put(
        &self,
        mut record: LakeRecord,
        tables: &[(String, Vec<u8>)],
    ) -> Result<bool, StoreError> {
        let (pipeline, period) = (record.pipeline.clone(), record.period.clone());
        record.tables = tables.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))).collect();
        let mut changed = false;
        for (name, bytes) in tables {
            changed |= self.place(&self.table_path(name, &pipeline, &period), bytes)?;
        }
        let before = self.record_at(&record.file()).ok();
        let gone = before.iter().flat_map(|before| before.tables.keys());
        for name in gone.filter(|name| !record.tables.contains_key(*name)) {
            let path = self.table_path(name, &pipeline, &period);
            self.disk.remove(&path).map_err(StoreError::at(&path))?;
            changed = true;
        }
        let path = self.records_path().join(record.file());
        let broken = |e: serde_json::Error| StoreError::Record {
            path: path.clone(),
            message: e.to_string(),
        };
        let mut text = serde_json::to_vec_pretty(&record).map_err(broken)?;
        text.push(b'\n');
        Ok(self.place(&path, &text)? || changed)
    }

    /// Whether the tables of a pipeline and period are all there, of this run, and as its record says.
    ///
    /// # Errors
    /// The record cannot be read, or is of a newer program.
    pub fn holds(&self, pipeline: &str, period: &str, run: &str) -> Result<bool, StoreError> {
        let file = record_file(pipeline, period);
        if !self.records_path().join(&file).is_file() {
            return Ok(false);
        }
        let record = self.record_at(&file)?;
        let is_whole = |(name, wanted): (&String, &String)| {
            let path = self.table_path(name, pipeline, period);
            fs::read(path).is_ok_and(|bytes| sha256(&bytes) == *wanted)
        };
        Ok(record.run == run && record.tables.iter().all(is_whole))
    }

    /// A table of a pipeline and period; `None` where it is not what the record says.
    ///
    /// # Errors
    /// It cannot be read, or is no Parquet file.
    pub fn table(&self, record: &LakeRecord, name: &str) -> Result<Option<DataFrame>, StoreError> {
        let path = self.table_path(name, &record.pipeline, &record.period);
        let Some(wanted) = record.tables.get(name) else { return Ok(None) };
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            bytes => bytes.map_err(StoreError::at(&path))?,
        };
        if sha256(&bytes) != *wanted {
            return Ok(None);
        }
        decode(bytes).map(Some).map_err(|source| StoreError::Table { path, source })
    }

    /// Where a table of a pipeline and period stands.
    #[must_use]
    pub fn table_path(&self, name: &str, pipeline: &str, period: &str) -> PathBuf {
        self.root.join(name).join(pipeline).join(format!("{period}.parquet"))
    }

    /// Puts bytes in a place, by one rename; nothing is done where they are there already.
    fn place(&self, path: &Path, bytes: &[u8]) -> Result<bool, StoreError> {
        if fs::read(path).is_ok_and(|there| there == bytes) {
            return Ok(false);
        }
        let folder = path.parent().unwrap_or(&self.root);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Two that gather at once do not write into each other's draft.
        let draft = folder.join(format!(".{name}.{}.tmp", std::process::id()));
        self.disk.make_folder(folder).map_err(StoreError::at(folder))?;
        let placed = self
            .disk
            .write(&draft, bytes)
            .and_then(|()| self.disk.sync(&draft))
            .and_then(|()| self.disk.rename(&draft, path))
            .and_then(|()| self.disk.sync(folder));
        placed.map_err(|error| {
            // What could not be finished is of no use to anybody.
            let _ = self.disk.remove(&draft);
            StoreError::at(path)(error)
        })?;
        Ok(true)
    }
}

/// The folders in a folder that are not hidden, in order; none where it is not there.
///
/// # Errors
/// It cannot be listed.
pub fn folders_in(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut folders: Vec<PathBuf> =
        names_in(folder)?.into_iter().map(|name| folder.join(name)).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    Ok(folders)
}

/// The names in a folder that are not hidden, in any order; none where it is not there.
fn names_in(folder: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Err(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(Vec::new());
        }
        entries => entries.map_err(StoreError::at(folder))?,
    };
    let names =
        entries.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<Result<_, _>>().map_err(StoreError::at(folder))?;
    names.retain(|name| !name.starts_with('.'));
    Ok(names)
}
