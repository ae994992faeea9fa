//! One run at a time: an OS lock that dies with its process.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use super::StoreError;

/// The lock on a period; released when dropped or when the process ends in any way.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock; `Ok(Err(holder))` names the process that holds it.
    ///
    /// # Errors
    /// The lock file cannot be opened or locked.
    #[expect(clippy::disallowed_methods, reason = "the store may open files for writing")]
    pub fn take(path: &Path) -> Result<Result<Self, String>, StoreError> {
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
                let mut holder = String::new();
                file.read_to_string(&mut holder).map_err(StoreError::at(path))?;
                return Ok(Err(holder.trim().to_owned()));
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::at(path)(error)),
        }
        let note = format!("pid {}\n", std::process::id());
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(note.as_bytes()))
            .map_err(StoreError::at(path))?;
        Ok(Ok(Self { _file: file }))
    }
}
