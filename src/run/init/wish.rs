//! What a province is begun from.

use std::path::PathBuf;

use crate::model::{Lang, Period};

use super::error::InitError;

/// What a province is begun from.
#[derive(Debug, Clone)]
pub struct InitWish {
    /// The folder that is made; its last part is the name of the pipeline.
    pub folder: PathBuf,
    /// The units.
    pub units: UnitsGiven,
    /// Filled examples.
    pub examples: Vec<ExampleGiven>,
    /// The period; that of the examples where none is named.
    pub period: Option<Period>,
    /// The language of the comments in the pipeline file.
    pub lang: Lang,
}

/// Where the units come from.
#[derive(Debug, Clone)]
pub enum UnitsGiven {
    /// A file of the office.
    File(PathBuf),
    /// A register that the program brings along, under this name.
    Text(String, String),
}

/// Where an example comes from.
#[derive(Debug, Clone)]
pub enum ExampleGiven {
    /// A file of the office.
    File(PathBuf),
    /// One that the program brings along.
    Bytes(&'static str, &'static [u8]),
}

impl InitWish {
    /// The name of the pipeline; the folder must not be there yet, and that above it must.
    pub(super) fn name(&self) -> Result<String, InitError> {
        let name = self.folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || name.starts_with('-') || !name.chars().all(plain) {
            return Err(InitError::Name { folder: self.folder.clone() });
        }
        if self.folder.symlink_metadata().is_ok() {
            return Err(InitError::Exists { folder: self.folder.clone() });
        }
        let above = self.folder.parent().filter(|above| !above.as_os_str().is_empty());
        match above.filter(|above| !above.is_dir()) {
            Some(above) => Err(InitError::NoPlace { above: above.to_owned() }),
            None => Ok(name.to_owned()),
        }
    }
}
