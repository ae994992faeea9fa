//! The folder submissions arrive in. Only read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::model::{is_litter, plain};

use super::error::StoreError;
use super::fingerprint::Fingerprint;

/// The folder submissions of a period arrive in.
#[derive(Debug, Clone)]
pub struct Inbox {
    root: PathBuf,
    /// What lies in it, as it was listed: the names people see, and where the files really are. A name that is
    /// no Unicode cannot be built again from what people see.
    listed: BTreeMap<String, PathBuf>,
}

impl Inbox {
    /// The inbox at a folder; nothing is listed yet.
    #[must_use]
    pub const fn new(root: PathBuf) -> Self {
        Self { root, listed: BTreeMap::new() }
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

    /// Whether the folder is there.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.root.is_dir()
    }

    /// Lists all files, with folders inside, as paths relative to the inbox with `/`, in order. What office
    /// programs and file managers leave behind is no submission. A folder that cannot be listed, or that is a
    /// link to another one, stands for itself and becomes a finding when it is read.
    ///
    /// # Errors
    /// The inbox itself cannot be listed.
    pub fn list(&mut self) -> Result<Vec<String>, StoreError> {
        let entries = std::fs::read_dir(&self.root).map_err(StoreError::at(&self.root))?;
        self.listed.clear();
        let mut folders = vec![(String::new(), entries)];
        while let Some((prefix, entries)) = folders.pop() {
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if is_litter(&name) {
                    continue;
                }
                let (relative, path) = (format!("{prefix}{name}"), entry.path());
                // A link to a folder may lead in a circle; it is not followed.
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                match is_folder.then(|| std::fs::read_dir(&path)) {
                    Some(Ok(entries)) => folders.push((format!("{relative}/"), entries)),
                    Some(Err(_)) | None => self.remember(&relative, path),
                }
            }
        }
        Ok(self.names())
    }

    /// Two names that differ only in what is no Unicode are told apart by a number. What would begin a line, or is
    /// obeyed by a terminal, is spelled out.
    fn remember(&mut self, relative: &str, path: PathBuf) {
        let relative = plain(relative);
        let mut name = relative.clone().into_owned();
        let mut count = 2;
        while self.listed.contains_key(&name) {
            name = format!("{relative} ({count})");
            count += 1;
        }
        self.listed.insert(name, path);
    }

    /// The bytes of a listed file; the reason, in Vietnamese, where it cannot be read or holds more than `most`.
    ///
    /// # Errors
    /// The reason.
    pub fn read(&self, file: &str, most: u64) -> Result<Vec<u8>, String> {
        let unreadable = |error: &io::Error| format!("không đọc được tệp ({error})");
        let opened = self.open(file).map_err(|error| unreadable(&error))?;
        let mut bytes = Vec::new();
        opened.take(most + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 > most {
            return Err(format!(
                "tệp lớn hơn {} MB (giới hạn của chương trình) nên không được đọc; hãy gửi lại bảng tính chỉ có số liệu",
                most >> 20
            ));
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
            Fingerprint::of_reader(opened)
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
            return Err(io::Error::other(
                "là một thư mục không liệt kê được, hoặc liên kết đến thư mục",
            ));
        }
        if !kind.is_file() {
            return Err(io::Error::other("không phải tệp thường"));
        }
        File::open(path)
    }
}
