//! Bytes of an .xlsb → sheets.

mod dead;
mod layout;
mod looks;
mod names;
mod records;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader, Xlsb, XlsbError};

use crate::model::{CellRef, Value};

use super::cell::{value, worksheets};
use super::draft::{Budget, Draft};
use super::package::ZipPackage;
use super::runs::{Pieces, split};
use super::stamp::kept::Stamps;
use super::stamp::markup;
use layout::Layouts;

type XlsbBook<'b> = Xlsb<Cursor<&'b [u8]>>;

/// Reads the sheets; where there are none, why, in Vietnamese, with what to do.
pub(super) fn read(
    bytes: &[u8],
    budget: &mut Budget,
    stamps: &mut Stamps,
) -> Result<Vec<Draft>, String> {
    let mut package = ZipPackage::open(bytes, budget.limits())?;
    names::stamps(&package.part("xl/workbook.bin")?.unwrap_or_default(), stamps);
    markup::of_properties(&mut package, "docProps/custom.xml", stamps);
    let mended = dead::mended(&mut package, bytes)?;
    let bytes = mended.as_ref().map_or(bytes, |mended| &mended.bytes);
    let mut book: XlsbBook = Xlsb::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
    let mut layouts = Layouts::open(&mut package)?;
    let mut drafts = Vec::new();
    for (name, hidden) in worksheets(book.sheets_metadata()) {
        let mut draft = Draft::new(&name, hidden);
        cells(&mut book, &mut draft, budget)?;
        if let Some(layout) = layouts.of(&name)? {
            draft.merges = layout.merges;
            draft.hidden_rows = layout.hidden_rows;
            draft.hidden_columns = layout.hidden_columns;
            for (at, value) in layout.more {
                draft.put(at, value, budget)?;
            }
            draft.marks = layout.marks;
            in_pieces(&layout.pieces, &mut draft);
        }
        drafts.push(draft);
    }
    drafts.extend(mended.into_iter().flat_map(|mended| mended.dead));
    Ok(drafts)
}

/// What is read of texts in pieces of which some may be raised or struck through.
fn in_pieces(pieces: &BTreeMap<CellRef, Pieces>, draft: &mut Draft) {
    if pieces.is_empty() {
        return;
    }
    for cell in &mut draft.cells {
        let Some((text, pieces)) = cell.text().zip(pieces.get(&cell.at)) else { continue };
        let (text, mark) = split(text, pieces);
        cell.value = Value::Text(text);
        draft.marks.extend(mark.map(|mark| (cell.at, mark)));
    }
}

fn reason(error: &XlsbError) -> String {
    match error {
        XlsbError::Password => "tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi lại".to_owned(),
        XlsbError::Zip(_) | XlsbError::Io(_) => super::package::BROKEN.to_owned(),
        other => format!("tệp .xlsb bị hỏng ({other}); hãy mở bằng Excel, lưu lại rồi gửi lại"),
    }
}

fn cells(book: &mut XlsbBook, draft: &mut Draft, budget: &mut Budget) -> Result<(), String> {
    let mut last = None;
    let mut reader = match book.worksheet_cells_reader(&draft.name.clone()) {
        Ok(reader) => reader,
        Err(error) => {
            draft.cannot_decode(last, &error.to_string());
            return Ok(());
        }
    };
    loop {
        match reader.next_cell() {
            Ok(Some(cell)) => {
                let (row, column) = cell.get_position();
                let at = CellRef::new(row, column);
                last = Some(at);
                if let Some(value) = value(cell.get_value().clone()) {
                    draft.put(at, value, budget)?;
                }
            }
            Ok(None) => return Ok(()),
            // The records that follow cannot be told apart any more.
            Err(error) => {
                draft.cannot_decode(last, &error.to_string());
                return Ok(());
            }
        }
    }
}
