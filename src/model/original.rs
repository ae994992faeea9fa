//! Submitted files that are opened once more, to be given back to who sent them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Sheet;

/// A submitted file that is wanted once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Path relative to the inbox, as findings name it; a file in an archive stands below the archive.
    pub file: String,
    /// BLAKE3 of the bytes that were checked, in hex. Other bytes are another file: its cells would not be
    /// those that the findings name.
    pub blake3: Option<String>,
    /// Names of the sheets.
    pub sheets: BTreeSet<String>,
}

/// A submitted file as it lies in the inbox now.
#[derive(Debug, Clone)]
pub struct Original {
    /// Path relative to the inbox.
    pub file: String,
    /// The wanted sheets, in the order of the file.
    pub sheets: Result<Vec<Sheet>, Lost>,
}

/// Why the sheets that were checked cannot be had any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lost {
    /// The file is not in the inbox any more, or cannot be read.
    Gone,
    /// The file has other bytes now.
    Changed,
    /// The bytes are the same, but no sheet can be had this time: opening it took too long or too much memory.
    Unreadable,
    /// The sheets are there, but a workbook cannot hold them.
    Unfit,
}

impl Lost {
    /// What an official reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Gone => "tệp không còn trong hộp thư nên không chép lại được",
            Self::Changed => "tệp trong hộp thư đã thay đổi sau khi kiểm tra nên không chép lại",
            Self::Unreadable => "không mở lại được tệp nên không chép lại",
            Self::Unfit => "trang không chép lại được vào một tệp Excel",
        }
    }
}
