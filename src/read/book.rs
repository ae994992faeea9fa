//! What a file turned out to hold.

use serde::{Deserialize, Serialize};

use crate::model::{Finding, Sheet, Stamp};

use super::draft::Draft;
use super::format::Format;
use super::legacy;
use super::stamp::kept::Stamps;

/// What a file turned out to be.
#[derive(Debug, Clone)]
pub enum Opened {
    /// Sheets of cells.
    Book(Book),
    /// An archive of other files.
    Bundle(Vec<Member>),
    /// Nothing that can be read: why, in Vietnamese, with what to do.
    Refused(String),
}

/// Sheets of cells.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Book {
    /// How they were written.
    pub format: Format,
    /// Encoding of a text file, as its standard names it.
    pub charset: Option<String>,
    /// The sheets, in order.
    pub sheets: Vec<Sheet>,
    /// What could not be read or was read in another way; without the name of the file.
    pub findings: Vec<Finding>,
    /// What a program left beside the sheets to know the workbook again.
    pub stamps: Vec<Stamp>,
}

/// A file in an archive.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Member {
    /// Its path inside, with `/` between folders and no way out.
    pub name: String,
    /// Its bytes, or why they cannot be had, in Vietnamese.
    pub bytes: Result<Vec<u8>, String>,
}

impl Book {
    /// The sheets as they are after reading, old encodings converted.
    pub(super) fn new(
        format: Format,
        charset: Option<&str>,
        drafts: Vec<Draft>,
        stamps: &mut Stamps,
    ) -> Self {
        let mut book = Self {
            format,
            charset: charset.map(str::to_owned),
            sheets: Vec::with_capacity(drafts.len()),
            findings: Vec::new(),
            stamps: std::mem::take(stamps).into_all(),
        };
        for mut draft in drafts {
            let recoded = legacy::convert(&mut draft);
            let (mut sheet, findings) = draft.finish();
            sheet.recoded = recoded.map(|encoding| encoding.title().to_owned());
            book.sheets.push(sheet);
            book.findings.extend(findings);
        }
        book
    }
}
