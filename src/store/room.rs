//! How much room a disk has.

use std::io;
use std::path::Path;

use super::probe::nearest;

/// What is free to this user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Bytes.
    pub bytes: u64,
    /// Files that can still be made; `None` where the file system does not count them.
    pub files: Option<u64>,
}

/// The room of the disk that a folder lies on, or would lie on.
///
/// # Errors
/// The file system does not say.
pub fn room(folder: &Path) -> io::Result<Room> {
    let disk = rustix::fs::statvfs(nearest(folder))?;
    let files = (disk.f_files > 0).then_some(disk.f_favail);
    Ok(Room { bytes: disk.f_bavail.saturating_mul(disk.f_frsize), files })
}
