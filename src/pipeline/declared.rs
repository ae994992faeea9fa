//! The files that a pipeline is declared in, as they were read: whoever hands it on, keeps it or compares it needs them
//! all, and what lies on the disk a moment later may be something else.

use std::path::PathBuf;

/// A file of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredFile {
    /// Where it is, as it is reached from here.
    pub path: PathBuf,
    /// All of it, byte for byte.
    pub text: String,
}

impl DeclaredFile {
    /// What is declared in it: the text without its byte order mark.
    #[must_use]
    pub fn content(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }
}
