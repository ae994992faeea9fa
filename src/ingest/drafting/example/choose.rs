//! Which table of an example is drafted: the largest of the sheets that are looked at.

use crate::ingest::drafting::wish::{NoTable, Wish};
use crate::ingest::open::OpenedFile as File;
use crate::model::{Sentence, Sheet};

use super::find::{self, ExampleTable};

/// The largest table of the sheet that was wished for, or of all sheets that are shown; of equals the first.
pub(in crate::ingest::drafting) fn choose<'f>(
    name: &str,
    files: &'f [File],
    wish: &Wish,
) -> Result<(&'f File, &'f Sheet, ExampleTable), NoTable> {
    let none = |place: &str, reason: Sentence| NoTable { place: place.to_owned(), reason };
    if let [File { file, book: Err(reason), .. }] = files {
        return Err(none(file, Sentence::new(reason, UNREADABLE)));
    }
    let books = files.iter().filter_map(|file| Some((file, file.book.as_ref().ok()?)));
    let sheets: Vec<(&File, &Sheet)> =
        books.flat_map(|(file, book)| book.sheets.iter().map(move |sheet| (file, sheet))).collect();
    let wanted = |sheet: &Sheet| match &wish.sheet {
        Some(wanted) => sheet.name == *wanted,
        None => !sheet.hidden,
    };
    let asked: Vec<&(&File, &Sheet)> = sheets.iter().filter(|(_, sheet)| wanted(sheet)).collect();
    if let (Some(wanted), true) = (&wish.sheet, asked.is_empty()) {
        let names: Vec<String> = sheets.iter().map(|(_, s)| format!("\"{}\"", s.name)).collect();
        let names = names.join(", ");
        let reason = Sentence::new(
            format!("không có trang tính \"{wanted}\"; các trang có: {names}"),
            format!("there is no sheet \"{wanted}\"; there are: {names}"),
        );
        return Err(none(name, reason));
    }
    let mut best: Option<(&File, &Sheet, ExampleTable)> = None;
    for (file, sheet) in &asked {
        let Some(table) = find::find(sheet) else { continue };
        if best.as_ref().is_none_or(|(.., best)| table.cells > best.cells) {
            best = Some((file, sheet, table));
        }
    }
    best.ok_or_else(|| {
        let place = match asked.as_slice() {
            [(file, sheet)] => format!("{}!{}", file.file, sheet.name),
            _ => name.to_owned(),
        };
        none(&place, Sentence::new(NOTHING.0, NOTHING.1))
    })
}

/// Why a file cannot be read is a finding, and findings are in Vietnamese.
const UNREADABLE: &str = "the file cannot be read; `tthc inspect` shows why";

const NOTHING: (&str, &str) = (
    "không tìm thấy bảng nào: cần ít nhất một dòng đầu cột bằng chữ, phía dưới có các dòng gồm một tên và các số",
    "no table was found: it takes a row of header texts with lines of a name and numbers below",
);
