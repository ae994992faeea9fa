//! What was read of some files, as a folder of its own: laid out as a run that did nothing but read.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;

use super::error::StoreError;
use super::new_run::sums_of;
use super::parquet::encode;
use super::record::{Output, Record};
use super::run::Run;
use super::run::{sha256, table_file};

/// Where a file of the inbox stands in a shard as it was received.
#[must_use]
pub fn received(file: &str) -> String {
    format!("received/{file}")
}

/// Whether a folder is such a one: of a run it is told by the id that it has not.
#[must_use]
pub fn is_shard(folder: &Path) -> bool {
    Run::open(folder.to_owned()).is_ok_and(|run| run.record().run.is_empty())
}

/// Writes the tables that the only stage of `record` made, and files as they were received: whole or not at all, beside
/// its place and renamed into it. A shard that stands there is replaced.
///
/// # Errors
/// The disk refuses, something else stands there, or polars refuses a table.
pub fn write_shard(
    path: &Path,
    mut record: Record,
    tables: &[(String, DataFrame)],
    receipts: Vec<(String, Vec<u8>)>,
) -> Result<(), StoreError> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, frame) in tables {
        let file = table_file(name);
        let at = |source| StoreError::Table { path: path.join(&file), source };
        let bytes = encode(frame).map_err(at)?;
        files.push((file, bytes));
    }
    files.extend(receipts.into_iter().map(|(file, bytes)| (received(&file), bytes)));
    files.sort();
    let outputs = files.iter().map(|(file, bytes)| Output::new(file, sha256(bytes)));
    let outputs: Vec<Output> = outputs.collect();
    let sums = outputs.iter().map(|output| (output.file.as_str(), output.sha256.as_str()));
    let sums = sums_of(sums).into_bytes();
    if let Some(stage) = record.stages.first_mut() {
        stage.outputs = outputs;
    }
    let broken = |error: serde_json::Error| StoreError::Record {
        path: path.join("run.json"),
        message: error.to_string(),
    };
    let json = serde_json::to_vec_pretty(&record).map_err(broken)?;
    files.extend([("SHA256SUMS".to_owned(), sums), ("run.json".to_owned(), json)]);
    let draft = beside(path, "tmp");
    write(&draft, &files).and_then(|()| place(&draft, path)).map_err(|error| {
        // What could not be finished is of no use to anybody.
        let _ = remove(&draft);
        StoreError::at(path)(error)
    })
}

/// A hidden name beside a place.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.{ending}", std::process::id()))
}

#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
fn write(draft: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    // One that was ended left it: in a container each has the same number.
    remove(draft)?;
    for (file, bytes) in files {
        let path = draft.join(file);
        fs::create_dir_all(path.parent().unwrap_or(draft))?;
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
fn place(draft: &Path, path: &Path) -> io::Result<()> {
    if !is_shard(path) {
        // An empty folder gives way, any other stays.
        return fs::rename(draft, path);
    }
    let old = beside(path, "old");
    remove(&old)?;
    fs::rename(path, &old)?;
    fs::rename(draft, path)?;
    remove(&old)
}

#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
