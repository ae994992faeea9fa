//! One archive for somebody else: files under one folder, with the sums of them all. The same files give the same
//! bytes; the archive appears whole or not at all.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::error::StoreError;
use super::run::sha256;

/// From this size on a file needs the wide fields of an archive; well below the limit, for a file may grow when it
/// is packed.
const WIDE: usize = 1 << 31;

/// An archive that is being written, beside its place.
#[derive(Debug)]
pub struct Package {
    path: PathBuf,
    draft: PathBuf,
    top: String,
    sums: BTreeMap<String, String>,
    writer: Option<ZipWriter<BufWriter<File>>>,
}

impl Package {
    /// Begins an archive whose files lie in the folder `top`.
    ///
    /// # Errors
    /// The disk refuses.
    #[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
    pub fn begin(path: &Path, top: &str) -> Result<Self, StoreError> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let draft = path.with_file_name(name);
        let file = File::create(&draft).map_err(StoreError::at(path))?;
        let writer = Some(ZipWriter::new(BufWriter::new(file)));
        let (path, top, sums) = (path.to_owned(), top.to_owned(), BTreeMap::new());
        Ok(Self { path, draft, top, sums, writer })
    }

    /// Puts a file in; names have `/` between their folders.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.sums.insert(name.to_owned(), sha256(bytes));
        self.put(name, bytes)
    }

    /// Whether a file of this name is in it.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        self.sums.contains_key(name)
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let inside = format!("{}/{name}", self.top);
        let Some(writer) = &mut self.writer else { return Ok(()) };
        // No clock and no rights of this machine.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(bytes.len() >= WIDE);
        let started = writer.start_file(inside, options).map_err(io::Error::from);
        started.and_then(|()| writer.write_all(bytes)).map_err(StoreError::at(&self.path))
    }

    /// Adds `SHA256SUMS` of all files and puts the archive in its place.
    ///
    /// # Errors
    /// The disk refuses; what stood there before still does.
    #[expect(clippy::disallowed_methods, reason = "the store is where files are written")]
    pub fn finish(mut self) -> Result<PathBuf, StoreError> {
        let sums = self.sums.iter().fold(String::new(), |mut sums, (file, sum)| {
            // Writing to a String cannot fail.
            let _ = writeln!(sums, "{sum}  {file}");
            sums
        });
        self.put("SHA256SUMS", sums.as_bytes())?;
        if let Some(writer) = self.writer.take() {
            let written = writer.finish().map_err(io::Error::from);
            written
                .and_then(|buffer| buffer.into_inner().map_err(io::IntoInnerError::into_error))
                .and_then(|file| file.sync_all())
                .and_then(|()| fs::rename(&self.draft, &self.path))
                .map_err(StoreError::at(&self.path))?;
        }
        Ok(self.path.clone())
    }
}

impl Drop for Package {
    #[expect(clippy::disallowed_methods, reason = "the store clears what it began")]
    fn drop(&mut self) {
        // Where it was put in its place there is nothing under this name any more.
        let _ = fs::remove_file(&self.draft);
    }
}
