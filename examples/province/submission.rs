//! A workbook of the inbox before it is written.

use super::page::Letter;
use super::table::Table;

/// A workbook in the inbox, not yet written.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Path in the inbox, with `/`.
    pub file: String,
    /// What stands around the tables.
    pub letter: Letter,
    /// Its sheets.
    pub tables: Vec<Table>,
}
