//! What can go wrong with the disk.

use std::io;
use std::path::{Path, PathBuf};

use crate::model::{Lang, Sentence};
use crate::table::TableError;

/// A disk that does not do what it should. `Display` is Vietnamese; [`StoreError::say`] knows both languages.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Reading or writing failed.
    #[error("{path}: {source}")]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file does not hold what was written to it a moment ago.
    #[error("{path}: đọc lại không giống nội dung vừa ghi")]
    Damaged {
        /// Where.
        path: PathBuf,
    },
    /// A stored table is not what it should be.
    #[error("{path}: {source}")]
    Table {
        /// Where.
        path: PathBuf,
        /// Why.
        source: TableError,
    },
    /// A record was written by a newer program.
    #[error("{path}: bản ghi (layout {schema}) do một bản tthc mới hơn ghi")]
    Newer {
        /// Where.
        path: PathBuf,
        /// Its layout.
        schema: u32,
    },
    /// A record cannot be understood.
    #[error("{path}: {message}")]
    Record {
        /// Where.
        path: PathBuf,
        /// Why.
        message: String,
    },
}

impl StoreError {
    /// The error in a language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::En, Self::Damaged { path }) => {
                format!("{}: does not hold what was just written to it", path.display())
            }
            (Lang::En, Self::Newer { path, schema }) => {
                format!("{}: layout {schema} is newer than this program", path.display())
            }
            // A path and what the system or a library says of it, in English.
            (Lang::En, Self::Io { .. } | Self::Table { .. } | Self::Record { .. })
            | (Lang::Vi, _) => self.to_string(),
        }
    }

    /// The error in both languages, for whoever says it far from here.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        Sentence::new(self.say(Lang::Vi), self.say(Lang::En))
    }

    /// Puts a path to an I/O error.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}
