//! Bytes of an .xls of Excel 5.0 to 2003 → sheets. calamine lays every sheet out as a full rectangle, so what
//! its cells span is measured first, and sheets with cells far apart are made narrow for it.

mod container;
mod dead;
mod layout;
mod names;
mod records;
mod runs;
mod squeeze;

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Range, Reader, Xls, XlsError};

use crate::model::{CellRef, Finding, Value};
use crate::read::findings::unreadable_cell::UNREADABLE_CELL;

use super::cell::{area, owned_value, worksheets};
use super::draft::{Budget, Draft};
use super::runs::split;
use super::stamp::kept::Stamps;
use layout::{Layout, Layouts, Stream};

/// Bytes that calamine spends on each cell of the rectangle: a value and the text of a formula.
const BYTES_OF_A_CELL: u64 = 56;

/// Reads the sheets; where there are none, why, in Vietnamese, with what to do.
pub(super) fn read(
    bytes: &[u8],
    budget: &mut Budget,
    stamps: &mut Stamps,
) -> Result<Vec<Draft>, String> {
    let broken = || reason(&XlsError::EoStream("container"));
    let mut stream = Stream::open(bytes).ok_or_else(broken)?;
    names::of_names(stream.globals(), stamps);
    names::of_properties(&container::properties(bytes).unwrap_or_default(), stamps);
    let dead = stream.take_out_dead();
    let mut layouts = stream.layouts();
    if layouts.encrypted {
        return Err("tệp có mật khẩu (đã mã hóa); hãy bỏ mật khẩu rồi gửi lại".to_owned());
    }
    if layouts.sheets.is_empty() {
        return Err(broken());
    }
    // The rectangles of all sheets are held at once, beside the sheets made of them.
    let most_cells = budget.limits().memory / 2 / BYTES_OF_A_CELL;
    let Some(mended) = stream.mend(&mut layouts, most_cells) else {
        return Err(too_wide(&layouts));
    };
    let mut book: Xls<_> =
        Xls::new(Cursor::new(mended.as_slice())).map_err(|error| reason(&error))?;
    let mut drafts = sheets(&mut book, layouts, budget)?;
    drafts.extend(dead);
    Ok(drafts)
}

fn sheets(
    book: &mut Xls<Cursor<&[u8]>>,
    mut layouts: Layouts,
    budget: &mut Budget,
) -> Result<Vec<Draft>, String> {
    let mut drafts = Vec::new();
    let all: Vec<String> = book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    // calamine keeps the cells of the last one for all of them.
    let mut seen = BTreeSet::new();
    if let Some(name) = all.iter().find(|name| !seen.insert(*name)) {
        return Err(format!(
            "tệp .xls có hai trang tính cùng tên \"{name}\"; hãy đổi tên một trang rồi gửi lại"
        ));
    }
    for (name, hidden) in worksheets(book.sheets_metadata()) {
        let mut draft = Draft::new(&name, hidden);
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        draft.merges = merges.iter().map(area).collect();
        let index = all.iter().position(|known| *known == name);
        let layout = index.and_then(|index| layouts.sheets.get_mut(index)).map(std::mem::take);
        let mut layout = layout.unwrap_or_default();
        draft.hidden_rows = std::mem::take(&mut layout.hidden_rows);
        draft.hidden_columns = std::mem::take(&mut layout.hidden_columns);
        draft.fonts = std::mem::take(&mut layout.fonts);
        draft.marks = std::mem::take(&mut layout.marks);
        for (at, value) in std::mem::take(&mut layout.more) {
            draft.put(at, value, budget)?;
        }
        match book.worksheet_range(&name) {
            Ok(range) => cells(&range, &layout, &mut draft, budget)?,
            Err(error) => {
                let message = format!("trang tính không giải mã được ({error}); không được tính");
                draft.findings.push(Finding::new(&UNREADABLE_CELL, message).left_out());
            }
        }
        drafts.push(draft);
    }
    Ok(drafts)
}

fn cells(
    range: &Range<Data>,
    layout: &Layout,
    draft: &mut Draft,
    budget: &mut Budget,
) -> Result<(), String> {
    let start = range.start().unwrap_or_default();
    let from_0 =
        |index: usize, start: u32| u32::try_from(index).unwrap_or(u32::MAX).saturating_add(start);
    for (row, column, data) in range.used_cells() {
        let at = CellRef::new(from_0(row, start.0), from_0(column, start.1));
        let squeezed = layout.squeezed.as_ref();
        let origin = squeezed.map_or(Some(at), |squeezed| squeezed.origin(at));
        if let Some((at, value)) = origin.zip(owned_value(data.clone())) {
            let value = in_pieces(at, value, layout, draft);
            draft.put(at, value, budget)?;
        }
    }
    Ok(())
}

/// What is read of a cell whose text may be in pieces of which some are raised or struck through.
fn in_pieces(at: CellRef, value: Value, layout: &Layout, draft: &mut Draft) -> Value {
    let Some(pieces) = layout.pieces.get(&at) else { return value };
    let Value::Text(text) = &value else { return value };
    let (text, mark) = split(text, pieces);
    draft.marks.extend(mark.map(|mark| (at, mark)));
    Value::Text(text)
}

fn too_wide(layouts: &Layouts) -> String {
    let widest = layouts.sheets.iter().max_by_key(|sheet| sheet.extent.cells());
    let corner = widest.map(|sheet| sheet.extent.corner().to_string()).unwrap_or_default();
    format!(
        "bảng trải quá rộng (có ô ở tận {corner}) nên tệp .xls không được mở; hãy xóa các dòng, cột thừa, hoặc lưu lại dạng .xlsx rồi gửi lại"
    )
}

fn reason(error: &XlsError) -> String {
    match error {
        XlsError::Password => "tệp có mật khẩu (đã mã hóa); hãy bỏ mật khẩu rồi gửi lại".to_owned(),
        XlsError::Cfb(_) | XlsError::Io(_) | XlsError::EoStream(_) => {
            "tệp .xls bị cắt cụt hoặc hỏng; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
                .to_owned()
        }
        other => {
            format!("tệp .xls bị hỏng ({other}); hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại")
        }
    }
}
