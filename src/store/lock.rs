//! One run at a time: an OS lock that dies with its process.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::StoreError;

/// The lock on a period; released when dropped or when the process ends in any way.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// The process that holds a lock, as it introduced itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Holder {
    /// Number of the process on its machine; 0 where it did not say.
    pub pid: u32,
    /// Name of the machine.
    pub host: String,
    /// Since when, UTC.
    pub since: String,
}

impl Holder {
    fn this() -> Self {
        let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
        let since = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        Self { pid: std::process::id(), host, since }
    }

    /// Who is written in a lock file; one that is just being written names nobody yet.
    fn read(file: &mut File) -> io::Result<Self> {
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    fn write(&self, file: &mut File) -> io::Result<()> {
        file.set_len(0)?;
        file.rewind()?;
        serde_json::to_writer(&mut *file, self)?;
        file.write_all(b"\n")
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pid, host, since } = self;
        write!(f, "pid {pid}, {host}, {since}")
    }
}

impl Lock {
    /// Takes the lock; `Ok(Err(holder))` names the process that holds it.
    ///
    /// # Errors
    /// The lock file cannot be opened or locked.
    #[expect(clippy::disallowed_methods, reason = "the store may open files for writing")]
    pub fn take(path: &Path) -> Result<Result<Self, Holder>, StoreError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(StoreError::at(path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Ok(Err(Holder::read(&mut file).map_err(StoreError::at(path))?));
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::at(path)(error)),
        }
        // The lock holds without its note; a full disk will be told by what is written next.
        let _ = Holder::this().write(&mut file);
        Ok(Ok(Self { _file: file }))
    }

    /// Makes a folder and takes the lock on it.
    ///
    /// # Errors
    /// The folder cannot be made or locked.
    #[expect(clippy::disallowed_methods, reason = "the store may make folders")]
    pub fn of_folder(folder: &Path) -> Result<Result<Self, Holder>, StoreError> {
        std::fs::create_dir_all(folder).map_err(StoreError::at(folder))?;
        Self::take(&folder.join(".lock"))
    }

    /// Who holds the lock now; `None` where nobody does, or where it was never taken.
    ///
    /// # Errors
    /// The lock file cannot be read.
    pub fn holder(path: &Path) -> Result<Option<Holder>, StoreError> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::at(path)(error)),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(None),
            Err(TryLockError::WouldBlock) => {
                Holder::read(&mut file).map(Some).map_err(StoreError::at(path))
            }
            Err(TryLockError::Error(error)) => Err(StoreError::at(path)(error)),
        }
    }
}
