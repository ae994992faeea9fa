//! Entries of the list of sheets behind which there is no sheet of cells: calamine refuses the whole workbook for one of
//! them. Such a workbook is read as one that does not list them.

use std::collections::BTreeMap;

use super::super::draft::Draft;
use super::super::package::{self, ZipPackage};
use super::layout::targets;
use super::records::{Records, SHEET, wide_text};

/// Where calamine knows sheets to be.
const FOLDERS: [&str; 3] = ["worksheets/", "chartsheets/", "dialogsheets/"];
/// The first byte of the kind of an entry of the list, and of a record that is passed over.
const ENTRY: u8 = 0x9c;
const PASSED_OVER: u8 = 0x9e;

/// A workbook without the dead entries of its list, and a draft for each of these that tells what it is.
pub(super) struct Mended {
    pub(super) bytes: Vec<u8>,
    pub(super) dead: Vec<Draft>,
}

/// The workbook without its dead entries; `Ok(None)` where it has none. The reason in Vietnamese where its parts are too
/// large.
pub(super) fn mended(package: &mut ZipPackage, bytes: &[u8]) -> Result<Option<Mended>, String> {
    const BOOK: &str = "xl/workbook.bin";
    let Some(mut book) = package.part(BOOK)? else { return Ok(None) };
    let links = package.part("xl/_rels/workbook.bin.rels")?.unwrap_or_default();
    let dead = dead(&book, &targets(&String::from_utf8_lossy(&links)));
    if dead.is_empty() {
        return Ok(None);
    }
    let mut drafts = Vec::new();
    for (at, draft) in dead {
        if let Some(kind) = book.get_mut(at).filter(|kind| **kind == ENTRY) {
            *kind = PASSED_OVER;
        }
        drafts.push(draft);
    }
    Ok(package::with_part(bytes, BOOK, &book).map(|bytes| Mended { bytes, dead: drafts }))
}

/// The dead entries with where they stand; one that points to nothing never had cells, one whose part is gone had some.
fn dead(book: &[u8], targets: &BTreeMap<String, String>) -> Vec<(usize, Draft)> {
    let mut records = Records(book);
    let mut dead = Vec::new();
    loop {
        let at = book.len() - records.0.len();
        let Some((kind, data)) = records.next() else { return dead };
        let Some(entry) = data.get(8..).filter(|_| kind == SHEET) else { continue };
        // The length of a link that is none is that of no text.
        let (link, rest) =
            wide_text(entry).unwrap_or_else(|| (String::new(), &entry[4.min(entry.len())..]));
        let name = wide_text(rest).map(|(name, _)| name).unwrap_or_default();
        match targets.get(&link) {
            None => dead.push((at, Draft::of_dead_entry(&name, !link.is_empty()))),
            Some(target) => {
                let known = target.starts_with('/')
                    || FOLDERS.iter().any(|folder| target.starts_with(folder));
                if !known {
                    dead.push((at, Draft::of_dead_entry(&name, false)));
                }
            }
        }
    }
}
