//! The folder submissions arrive in. Only read.

use std::io;
use std::path::{Path, PathBuf};

use super::StoreError;

/// The folder submissions of a period arrive in.
#[derive(Debug, Clone)]
pub struct Inbox {
    root: PathBuf,
}

impl Inbox {
    /// The inbox at a folder.
    #[must_use]
    pub const fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Where it is.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the folder is there.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.root.is_dir()
    }

    /// All files, with folders inside, as paths relative to the inbox with `/`, in order. Lock files of
    /// office programs (`~$…`), dot files and `Thumbs.db` are no submissions.
    ///
    /// # Errors
    /// A folder cannot be listed.
    pub fn files(&self) -> Result<Vec<String>, StoreError> {
        let mut files = Vec::new();
        collect(&self.root, "", &mut files)?;
        files.sort();
        Ok(files)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(file))
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<(), StoreError> {
    for entry in std::fs::read_dir(folder).map_err(StoreError::at(folder))? {
        let entry = entry.map_err(StoreError::at(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_ignored(&name) {
            continue;
        }
        let path = entry.path();
        let relative = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{relative}/"), files)?;
        } else {
            files.push(relative);
        }
    }
    Ok(())
}

fn is_ignored(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with('.') || name.eq_ignore_ascii_case("thumbs.db")
}
