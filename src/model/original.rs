//! Submitted files that are opened once more, to be given back to who sent them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::sheet::Sheet;

/// A submitted file that is wanted once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Path relative to the inbox, as findings name it; a file in an archive stands below the archive.
    pub file: String,
    /// BLAKE3 of the bytes that were checked, in hex. Other bytes are another file: its cells would not be
    /// those that the findings name.
    pub blake3: Option<String>,
    /// Names of the sheets; all of them where the file is of one unit.
    pub sheets: Option<BTreeSet<String>>,
    /// Whether anything in it counts; where another file took its place its sheets are given back hidden, so that they
    /// are not read when they come again.
    pub counts: bool,
}

impl Wanted {
    /// Whether a sheet of the file is wanted.
    #[must_use]
    pub fn wants(&self, sheet: &str) -> bool {
        self.sheets.as_ref().is_none_or(|sheets| sheets.contains(sheet))
    }

    /// With what somebody else wants of it.
    pub fn add(&mut self, other: &Self) {
        match (&mut self.sheets, &other.sheets) {
            (Some(own), Some(more)) => own.extend(more.iter().cloned()),
            (own, _) => *own = None,
        }
    }
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

/// Name of the sheet that lists in what is given back what was found, and its title.
pub const RETURNED: (&str, &str) = ("Phản hồi", "Phản hồi về số liệu báo cáo");

impl Sheet {
    /// Whether this program put the sheet in front of those that it gave back: who sends them again sends it too.
    #[must_use]
    pub fn is_returned_list(&self) -> bool {
        let (name, title) = (RETURNED.0.to_lowercase(), RETURNED.1.to_lowercase());
        // The name is asked first, for nearly no sheet has it.
        self.name.to_lowercase().starts_with(&name)
            && self
                .rows()
                .take(TITLE_ROWS)
                .flat_map(|(_, cells)| cells)
                .any(|cell| cell.text().is_some_and(|text| text.trim().to_lowercase() == title))
    }
}

/// Rows in which the title of that sheet stands.
const TITLE_ROWS: usize = 12;

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
