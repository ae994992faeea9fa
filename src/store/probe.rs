//! Whether a folder lets runs be kept in it: tried out by making what a run makes, and clearing it away.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// What a folder allows.
#[derive(Debug)]
pub struct Probe {
    /// The folder that was tried: the wanted one, or the nearest above it that is there.
    pub place: PathBuf,
    /// Why nothing can be written or renamed there.
    pub blocked: Option<io::Error>,
    /// Whether a file may have two names; where not, unchanged files are copied.
    pub hard_links: bool,
    /// Whether `latest` can be made.
    pub links: bool,
    /// Whether nobody but this user could read what is made.
    pub private: bool,
}

/// Tries a folder, or where it is not there yet the one it would be made in. Nothing stays behind.
#[must_use]
pub fn probe(wanted: &Path) -> Probe {
    let place = nearest(wanted);
    let trial = place.join(format!(".thu-{}", std::process::id()));
    let (blocked, hard_links, links) = match attempt(&trial) {
        Ok((hard_links, links)) => (None, hard_links, links),
        Err(error) => (Some(error), false, false),
    };
    let private = is_private(&trial);
    clear(&trial);
    Probe { place, blocked, hard_links, links, private }
}

/// Whether nobody but its owner can read a file, or list a folder; what is not there is no secret.
#[must_use]
pub fn is_private(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|known| known.mode() & READ_BY_OTHERS == 0)
}

/// The group, or anybody, may read.
const READ_BY_OTHERS: u32 = 0o044;

/// A folder, or the nearest one above it that is there.
pub(super) fn nearest(wanted: &Path) -> PathBuf {
    let there = wanted.ancestors().find(|path| path.exists());
    there.filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

#[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
fn attempt(trial: &Path) -> io::Result<(bool, bool)> {
    fs::create_dir(trial)?;
    let (draft, file) = (trial.join("draft"), trial.join("file"));
    let mut handle = File::create(&draft)?;
    handle.write_all(b"tthc")?;
    handle.sync_all()?;
    fs::rename(&draft, &file)?;
    let hard_links = fs::hard_link(&file, trial.join("again")).is_ok();
    let links = std::os::unix::fs::symlink("file", trial.join("link")).is_ok();
    Ok((hard_links, links))
}

#[expect(clippy::disallowed_methods, reason = "the store clears what it began")]
fn clear(trial: &Path) {
    let _ = fs::remove_dir_all(trial);
}
