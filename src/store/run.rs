//! A run on disk, as it was left.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;
use sha2::{Digest as _, Sha256};

use crate::table::TableError;

use super::error::StoreError;
use super::fingerprint::Fingerprint;
use super::parquet::{decode, decode_columns};
use super::record::SCHEMA;
use super::record::{Output, Record};

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
        let mut record: Record =
            serde_json::from_slice(&bytes).map_err(|e| broken(e.to_string()))?;
        if record.schema > SCHEMA {
            let schema = record.schema;
            return Err(StoreError::Newer { path: file.clone(), schema });
        }
        if record.schema < SCHEMA {
            // What it says may have another meaning now, whichever program it names.
            record.stages.iter_mut().for_each(|stage| stage.program = Fingerprint::default());
        }
        Ok(Self { path, record })
    }

    /// What it did.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// Whether its tables mean what those of this program do, as far as it says.
    #[must_use]
    pub const fn is_of_this_layout(&self) -> bool {
        self.record.schema == SCHEMA
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a file is what was written.
    #[must_use]
    pub fn verify(&self, output: &Output) -> Verified {
        verify(&self.path, output)
    }

    /// Whether a file is gone.
    #[must_use]
    pub fn misses(&self, output: &Output) -> bool {
        !self.path.join(&output.file).is_file()
    }

    /// The bytes of a file of the run.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn bytes(&self, file: &str) -> Result<Vec<u8>, StoreError> {
        let path = self.path.join(file);
        fs::read(&path).map_err(StoreError::at(&path))
    }

    /// Its files in order: its declaration, what its stages made, and what is told of it.
    #[must_use]
    pub fn files(&self) -> Vec<&str> {
        let made = self.record.outputs().map(|output| output.file.as_str());
        made.chain(["run.json", "log.jsonl", "SHA256SUMS"])
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    /// How many bytes its files take, also where they are shared with other runs.
    #[must_use]
    pub fn size(&self) -> u64 {
        let sizes = self.files().into_iter().map(|file| fs::metadata(self.path.join(file)));
        sizes.flatten().map(|known| known.len()).sum()
    }

    /// Reads a table.
    ///
    /// # Errors
    /// It is missing or no Parquet file.
    pub fn table(&self, name: &str) -> Result<DataFrame, StoreError> {
        let path = self.path.join(table_file(name));
        let bytes = fs::read(&path).map_err(StoreError::at(&path))?;
        decode(bytes).map_err(|source| StoreError::Table { path, source })
    }

    /// Some columns of a table.
    ///
    /// # Errors
    /// It is missing, no Parquet file, or has no such column.
    pub fn columns(&self, name: &str, columns: &[&str]) -> Result<DataFrame, StoreError> {
        let path = self.path.join(table_file(name));
        let bytes = fs::read(&path).map_err(StoreError::at(&path))?;
        decode_columns(bytes, columns).map_err(|source| StoreError::Table { path, source })
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
pub(super) const DATA: &str = "data";

/// Path of a table inside a run.
pub(super) fn table_file(name: &str) -> String {
    format!("{DATA}/{name}.parquet")
}

/// Whether a file in the folder of a run is what was written.
pub(super) fn verify(folder: &Path, output: &Output) -> Verified {
    match sha256_of(&folder.join(&output.file)) {
        Err(_) => Verified::Missing,
        Ok(sha256) if sha256 == output.sha256 => Verified::Whole,
        Ok(_) => Verified::Changed,
    }
}

/// Bytes of a file that are held at once.
const PIECE: usize = 1 << 18;

/// The fingerprint of a file, read piece by piece.
fn sha256_of(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let (mut hasher, mut piece) = (Sha256::new(), vec![0; PIECE]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&piece[..read]),
        }
    }
}

/// The fingerprint of bytes as `sha256sum` prints it.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
