//! Everything the store does to a disk, one method an operation, so that a test can make any of them fail.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// What is listed in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: OsString,
    /// What it is.
    pub kind: ListedKind,
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedKind {
    /// A folder.
    Folder,
    /// A link, to whatever.
    Link,
    /// Anything else.
    File,
}

impl ListedKind {
    fn of(kind: fs::FileType) -> Self {
        if kind.is_dir() {
            Self::Folder
        } else if kind.is_symlink() {
            Self::Link
        } else {
            Self::File
        }
    }
}

/// A place where folders and files can be made. Each method is one step that a crash can fall before or into.
pub trait Disk: fmt::Debug + Send + Sync {
    /// All that lies in a folder.
    ///
    /// # Errors
    /// The disk refuses any of it: half a list would pass for a whole one.
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let entries = fs::read_dir(folder)?.map(|entry| {
            let entry = entry?;
            Ok(Listed { name: entry.file_name(), kind: ListedKind::of(entry.file_type()?) })
        });
        entries.collect()
    }

    /// Makes a folder and those above it.
    ///
    /// # Errors
    /// The disk refuses.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Writes a new file; [`Disk::sync`] makes its content last.
    ///
    /// # Errors
    /// The disk refuses; part of the file may be there.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Adds to the end of a file, which is made where it is not there.
    ///
    /// # Errors
    /// The disk refuses; part of the bytes may be there.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Gives a file a second name; copies it where the file system knows no hard links.
    ///
    /// # Errors
    /// The disk refuses.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes a name that points to another.
    ///
    /// # Errors
    /// The disk refuses.
    fn point(&self, name: &Path, target: &Path) -> io::Result<()>;

    /// Gives a file or folder another name, in one step; what had that name is gone.
    ///
    /// # Errors
    /// The disk refuses.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes the names in a folder last, or the content of a file.
    ///
    /// # Errors
    /// The disk refuses.
    fn sync(&self, path: &Path) -> io::Result<()>;

    /// Removes a file, or a folder with all that is in it; what is not there is removed already.
    ///
    /// # Errors
    /// The disk refuses.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The disk of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnDisk;

#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
impl Disk for OwnDisk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::write(path, bytes)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::OpenOptions::new().append(true).create(true).open(path)?;
        file.write_all(bytes)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to).or_else(|_| {
            fs::copy(from, to)?;
            File::open(to)?.sync_all()
        })
    }

    fn point(&self, name: &Path, target: &Path) -> io::Result<()> {
        std::os::unix::fs::symlink(target, name)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let gone = match fs::symlink_metadata(path) {
            Ok(kind) if kind.is_dir() => fs::remove_dir_all(path),
            Ok(_) => fs::remove_file(path),
            Err(error) => Err(error),
        };
        match gone {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}
