//! A text by which a workbook that this program wrote is known again, kept beside its sheets.

use serde::{Deserialize, Serialize};

/// The defined name, and the property of the document, that holds such a text.
pub const STAMP_NAME: &str = "tthc_form";

/// Where a stamp was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StampPlace {
    /// A defined name: of the workbook, or of one sheet alone, as a sheet has it that was copied from another workbook.
    Name {
        /// The sheet.
        sheet: Option<String>,
    },
    /// A property of the document.
    Property,
}

/// A text by which a workbook is known again, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Where it was found.
    pub place: StampPlace,
    /// The text; of a defined name its formula.
    pub text: String,
}
