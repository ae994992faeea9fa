//! What comes of publishing a workbook: its bytes, or why there are none.

use serde::{Deserialize, Serialize};

/// A workbook, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// File name inside the run.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A workbook could not be written; a defect of the program or of a name in the declaration.
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
#[error("cannot write workbook `{file}`, sheet `{sheet}`: {reason}")]
pub struct PublishError {
    /// File name of the workbook.
    pub file: String,
    /// Sheet at which it failed; empty where the workbook as a whole did.
    pub sheet: String,
    /// What the library says.
    pub reason: String,
}
