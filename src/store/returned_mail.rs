//! Which form a unit was sent last, to whom and of which run: a small file beside `latest`, replaced by one rename
//! after each mail. What was sent and is not noted, because the machine died in between, is sent again.

use std::collections::BTreeMap;
use std::{fs, io};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::fingerprint::Fingerprint;
use super::folder::Folder;

/// A form that was sent to a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailedForm {
    /// Addresses that it went to.
    pub to: Vec<String>,
    /// Of all that the unit was told.
    pub content: Fingerprint,
    /// The file, inside its run.
    pub file: String,
    /// The run.
    pub run: String,
    /// When it was given away.
    pub at: Timestamp,
}

/// What was sent last, by the id of the unit.
pub type MailedForms = BTreeMap<String, MailedForm>;

const NAME: &str = "returned.json";
/// What it is written as.
const DRAFT: &str = ".returned.json";

impl Folder {
    /// The forms that were sent last.
    ///
    /// # Errors
    /// They cannot be read: nobody knows who has what, and to send it all again is not for a program to decide.
    pub fn mailed_forms(&self) -> Result<MailedForms, StoreError> {
        let path = self.path().join(NAME);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|error| StoreError::Record { path, message: error.to_string() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(MailedForms::new()),
            Err(error) => Err(StoreError::at(&path)(error)),
        }
    }

    /// Replaces what is kept of the forms that were sent.
    ///
    /// # Errors
    /// The disk refuses; then what was kept before still is.
    pub fn keep_mailed_forms(&self, sent: &MailedForms) -> Result<(), StoreError> {
        let (path, draft) = (self.path().join(NAME), self.path().join(DRAFT));
        let json = serde_json::to_vec_pretty(sent).map_err(|error| StoreError::Record {
            path: path.clone(),
            message: error.to_string(),
        })?;
        let disk = self.disk();
        let written = disk.write(&draft, &json).and_then(|()| disk.sync(&draft));
        let placed = written.and_then(|()| disk.rename(&draft, &path));
        placed.and_then(|()| disk.sync(self.path())).map_err(StoreError::at(&path))
    }
}
