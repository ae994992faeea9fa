//! Files that a person asked for by name.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// Writes a file, whole or not at all: it is written beside its place and renamed into it.
///
/// # Errors
/// The disk refuses; what stood there before still does.
#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let draft = path.with_file_name(name);
    let written = File::create(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let placed = written.and_then(|()| fs::rename(&draft, path));
    placed.map_err(|error| {
        // What could not be finished is of no use to anybody.
        let _ = fs::remove_file(&draft);
        StoreError::at(path)(error)
    })
}

/// Writes files of these names into a folder, which is made where it is not there.
///
/// # Errors
/// The disk refuses; the files before the one it names are written.
#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
pub fn write_files(folder: &Path, files: &[(&str, &[u8])]) -> Result<Vec<PathBuf>, StoreError> {
    fs::create_dir_all(folder).map_err(StoreError::at(folder))?;
    let written = files.iter().map(|(name, bytes)| {
        let path = folder.join(name);
        write_file(&path, bytes).map(|()| path)
    });
    written.collect()
}

/// Writes files of these names into a folder, which is made where it is not there: no name means another file before all
/// of them are written beside their places.
///
/// # Errors
/// The disk refuses; what stood there before still does.
#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
pub fn write_files_together(
    folder: &Path,
    files: &[(&str, &[u8])],
) -> Result<Vec<PathBuf>, StoreError> {
    fs::create_dir_all(folder).map_err(StoreError::at(folder))?;
    let draft = |name: &str| folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let place = || -> Result<Vec<PathBuf>, StoreError> {
        for (name, bytes) in files {
            let path = draft(name);
            let write = || {
                let mut file = File::create(&path)?;
                file.write_all(bytes)?;
                file.sync_all()
            };
            write().map_err(StoreError::at(&path))?;
        }
        let placed = files.iter().map(|(name, _)| {
            let path = folder.join(name);
            fs::rename(draft(name), &path).map_err(StoreError::at(&path))?;
            Ok(path)
        });
        placed.collect()
    };
    place().inspect_err(|_| {
        // What could not be finished is of no use to anybody.
        for (name, _) in files {
            let _ = fs::remove_file(draft(name));
        }
    })
}

/// The bytes of a file.
///
/// # Errors
/// It cannot be read.
pub fn read_file(path: &Path) -> Result<Vec<u8>, StoreError> {
    fs::read(path).map_err(StoreError::at(path))
}

/// Writes a folder that is not there yet, with empty folders and files at paths below it: whole or not at all. It is
/// written beside its place and renamed into it.
///
/// # Errors
/// The disk refuses, or something stands there; nothing new is there then.
#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
pub fn write_new_folder(
    path: &Path,
    folders: &[String],
    files: &[(String, Vec<u8>)],
) -> Result<(), StoreError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let write = || -> std::io::Result<()> {
        fs::create_dir(&draft)?;
        for folder in folders {
            fs::create_dir_all(draft.join(folder))?;
        }
        for (file, bytes) in files {
            let file = draft.join(file);
            fs::create_dir_all(file.parent().unwrap_or(&draft))?;
            let mut file = File::create_new(file)?;
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        // The place is taken before it is filled, so that what somebody else puts there is never replaced.
        fs::create_dir(path)?;
        fs::rename(&draft, path).inspect_err(|_| {
            let _ = fs::remove_dir(path);
        })
    };
    write().map_err(|error| {
        // What could not be finished is of no use to anybody.
        let _ = fs::remove_dir_all(&draft);
        StoreError::at(path)(error)
    })
}
