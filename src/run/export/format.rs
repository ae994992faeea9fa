//! The formats that tables are given in.

use std::path::Path;

/// A format of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Columns with their types, as runs keep them.
    Parquet,
    /// Text by RFC 4180.
    Csv,
    /// A workbook of one sheet.
    Xlsx,
    /// An array of objects.
    Json,
}

impl TableFormat {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Parquet, Self::Csv, Self::Xlsx, Self::Json];

    /// The word on the command line, and the ending of files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    /// What the ending of a file tells.
    #[must_use]
    pub fn of_ending(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        Self::ALL.into_iter().find(|format| ending.eq_ignore_ascii_case(format.word()))
    }

    /// Whether people can read it as it is.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::Json)
    }
}
