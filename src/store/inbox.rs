//! The folder submissions arrive in. Only read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::OFlags;

use crate::model::{Limits, is_litter, plain};

use super::disk::{Disk, Listed, ListedKind, OwnDisk};
use super::error::StoreError;
use super::fingerprint::Fingerprint;

/// The folder submissions of a period arrive in.
#[derive(Debug, Clone)]
pub struct Inbox {
    root: PathBuf,
    disk: Arc<dyn Disk>,
    /// What lies in it, as it was listed: the names people see, and where the files really are. A name that is
    /// no Unicode cannot be built again from what people see.
    listed: BTreeMap<String, PathBuf>,
    /// How a name ends that counts; all do where it is empty.
    ending: String,
}

impl Inbox {
    /// The inbox at a folder; nothing is listed yet.
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        Self { root, disk: Arc::new(OwnDisk), listed: BTreeMap::new(), ending: String::new() }
    }

    /// The same inbox, listed through another disk.
    #[must_use]
    pub fn on(self, disk: Arc<dyn Disk>) -> Self {
        Self { disk, ..self }
    }

    /// The same inbox, in which only files count whose path ends so.
    #[must_use]
    pub fn ending_in(self, ending: String) -> Self {
        Self { ending, ..self }
    }

    /// Files named one by one, listed as they were named.
    #[must_use]
    pub fn of_files(files: &[PathBuf]) -> Self {
        let mut inbox = Self::new(PathBuf::new());
        for file in files {
            inbox.remember(&file.to_string_lossy().replace('\\', "/"), file.clone());
        }
        inbox
    }

    /// Some files of the folder at `root`, each by its path, listed as the folder would list them: what it would not list is
    /// left out, and a file that is named twice is one.
    ///
    /// # Errors
    /// The first file that does not lie in it.
    pub fn of_some(root: PathBuf, files: &[PathBuf]) -> Result<Self, PathBuf> {
        let home = std::fs::canonicalize(&root).unwrap_or_else(|_| root.clone());
        let mut inside = BTreeSet::new();
        for file in files {
            // A file may be a link that leads out, its folder may not.
            let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = std::fs::canonicalize(folder.unwrap_or_else(|| Path::new(".")));
            let path = folder.ok().zip(file.file_name()).map(|(folder, name)| folder.join(name));
            let relative = path.as_deref().and_then(|path| path.strip_prefix(&home).ok());
            inside.insert(relative.ok_or_else(|| file.clone())?.to_owned());
        }
        let mut inbox = Self::new(root);
        for relative in inside {
            let shown = relative.to_string_lossy();
            if !shown.split('/').any(is_litter) {
                inbox.remember(&shown, home.join(&relative));
            }
        }
        Ok(inbox)
    }

    /// The names of what is listed, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.listed.keys().cloned().collect()
    }

    /// Where it is.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the folder is there. One of which the machine cannot tell is: listing it says what is wrong.
    #[must_use]
    pub fn exists(&self) -> bool {
        match std::fs::metadata(&self.root) {
            Ok(kind) => kind.is_dir(),
            Err(error) => {
                !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
            }
        }
    }

    /// Lists all files, with folders inside, as paths relative to the inbox with `/`, in order. What office
    /// programs and file managers leave behind is no submission. A folder that may not be listed, or that is a
    /// link to another one, stands for itself, with a `/` at its end, and becomes a finding when it is read.
    ///
    /// # Errors
    /// The disk fails anywhere in it: what is not listed would be taken for what was not sent.
    pub fn list(&mut self) -> Result<Vec<String>, StoreError> {
        let entries = self.disk.list(&self.root).map_err(StoreError::at(&self.root))?;
        self.listed.clear();
        let mut folders = vec![(String::new(), self.root.clone(), entries)];
        while let Some((prefix, folder, entries)) = folders.pop() {
            for Listed { name, kind } in entries {
                let (shown, path) = (name.to_string_lossy(), folder.join(&name));
                if is_litter(&shown) {
                    continue;
                }
                let relative = format!("{prefix}{shown}");
                match kind {
                    // It may lead in a circle and is not followed.
                    ListedKind::Link if path.is_dir() => {
                        self.remember(&format!("{relative}/"), path);
                    }
                    ListedKind::File | ListedKind::Link => self.remember(&relative, path),
                    ListedKind::Folder => match self.disk.list(&path) {
                        Ok(entries) => folders.push((format!("{relative}/"), path, entries)),
                        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                            self.remember(&format!("{relative}/"), path);
                        }
                        Err(error) => return Err(StoreError::at(&path)(error)),
                    },
                }
            }
        }
        Ok(self.names())
    }

    /// Two names that differ only in what is no Unicode are told apart by a number. What would begin a line, or is
    /// obeyed by a terminal, is spelled out.
    fn remember(&mut self, relative: &str, path: PathBuf) {
        let relative = plain(relative);
        let relative = relative.as_ref();
        if !relative.ends_with(&self.ending) {
            return;
        }
        let mut name = relative.to_owned();
        let mut count = 2;
        while self.listed.contains_key(&name) {
            let (start, end) = relative.strip_suffix('/').map_or((relative, ""), |r| (r, "/"));
            name = format!("{start} ({count}){end}");
            count += 1;
        }
        self.listed.insert(name, path);
    }

    /// The bytes of a listed file; the reason, in Vietnamese, where it cannot be read or holds more than `most`.
    ///
    /// # Errors
    /// The reason.
    pub fn read(&self, file: &str, most: u64) -> Result<Vec<u8>, String> {
        let (what, then) = if file.ends_with('/') {
            ("thư mục", "; các tệp trong đó không được đọc")
        } else {
            ("tệp", "")
        };
        let unreadable = |error: &io::Error| format!("không đọc được {what} ({error}){then}");
        let opened = self.open(file).map_err(|error| unreadable(&error))?;
        let mut bytes = Vec::new();
        opened
            .take(most.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 > most {
            return Err(Limits::too_large(most));
        }
        Ok(bytes)
    }

    /// The bytes of a listed file, and the fingerprint that [`Inbox::fingerprint`] would give of it now.
    pub fn read_with_fingerprint(
        &self,
        file: &str,
        most: u64,
    ) -> (Result<Vec<u8>, String>, Fingerprint) {
        let bytes = self.read(file, most);
        let blake3 = match &bytes {
            Ok(bytes) => Fingerprint::of_bytes(bytes),
            Err(_) => self.fingerprint(file, most),
        };
        (bytes, blake3)
    }

    /// The fingerprint of a listed file; of nothing where it cannot be read, and of its size alone where that is
    /// more than `most`: whatever else it holds is not read either.
    #[must_use]
    pub fn fingerprint(&self, file: &str, most: u64) -> Fingerprint {
        let read = self.open(file).and_then(|opened| {
            let size = opened.metadata()?.len();
            if size > most {
                return Ok(Fingerprint::of_bytes(format!("{size} bytes").as_bytes()));
            }
            // Of what the system makes up while it is read no size is known before.
            Fingerprint::of_reader(opened.take(most.saturating_add(1)))
        });
        read.unwrap_or_else(|_| Fingerprint::of_bytes(&[]))
    }

    /// Whether a listed file can be opened.
    #[must_use]
    pub fn is_readable(&self, file: &str) -> bool {
        self.open(file).is_ok()
    }

    /// Opens a regular file; a pipe or a device would be read for ever.
    fn open(&self, file: &str) -> io::Result<File> {
        let path = self.listed.get(file).ok_or(io::ErrorKind::NotFound)?;
        let kind = std::fs::metadata(path)?;
        if kind.is_dir() {
            let link = path.is_symlink();
            let why = if link {
                "là liên kết đến thư mục khác"
            } else {
                "không có quyền mở"
            };
            return Err(io::Error::other(why));
        }
        let odd = || io::Error::other("không phải tệp thường");
        let regular = |kind: &Metadata| kind.is_file().then_some(()).ok_or_else(odd);
        regular(&kind)?;
        // It may be another one by now: a pipe without a writer, and what waits for news, are not waited for.
        let opened = open_at_once(path)?;
        regular(&opened.metadata()?)?;
        Ok(opened)
    }
}

#[expect(clippy::disallowed_methods, reason = "the store may open files, here to read")]
fn open_at_once(path: &Path) -> io::Result<File> {
    // Bits of open(2) are of the same type in all that calls it.
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}
