//! Bytes of an .xls of Excel 5.0 to 2003 → sheets. calamine lays every sheet out as a full rectangle, so what
//! its cells span is measured first.

mod layout;

use std::io::Cursor;

use calamine::{Data, Reader, Xls, XlsError};

use crate::model::{CellRef, Code, Finding, Value};

use super::cell::{area, owned_value, worksheets};
use super::draft::{Budget, Draft};
use layout::{Layouts, Stream};

/// Bytes that calamine spends on each cell of the rectangle: a value and the text of a formula.
const BYTES_OF_A_CELL: u64 = 56;

/// Reads the sheets; where there are none, why, in Vietnamese, with what to do.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Draft>, String> {
    let mut stream = Stream::open(bytes);
    let layouts = stream.as_ref().map(Stream::layouts).unwrap_or_default();
    if layouts.encrypted {
        return Err("tệp có mật khẩu (đã mã hóa); hãy bỏ mật khẩu rồi gửi lại".to_owned());
    }
    // The rectangles of all sheets are held at once, beside the sheets made of them.
    let spanned: u64 = layouts.sheets.iter().map(|sheet| sheet.extent.cells()).sum();
    if spanned.saturating_mul(BYTES_OF_A_CELL) > budget.limits().memory / 2 {
        return Err(too_wide(&layouts));
    }
    let mended =
        if layouts.claims_too_much() { stream.as_mut().and_then(Stream::mend) } else { None };
    let bytes = mended.as_deref().unwrap_or(bytes);
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
    sheets(&mut book, layouts, budget)
}

fn sheets(
    book: &mut Xls<Cursor<&[u8]>>,
    mut layouts: Layouts,
    budget: &mut Budget,
) -> Result<Vec<Draft>, String> {
    let mut drafts = Vec::new();
    let all: Vec<String> = book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    for (name, hidden) in worksheets(book.sheets_metadata()) {
        let mut draft = Draft::new(&name, hidden);
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        draft.merges = merges.iter().map(area).collect();
        let index = all.iter().position(|known| *known == name);
        if let Some(layout) = index.and_then(|index| layouts.sheets.get_mut(index)) {
            draft.hidden_rows = std::mem::take(&mut layout.hidden_rows);
            draft.hidden_columns = std::mem::take(&mut layout.hidden_columns);
            draft.fonts = std::mem::take(&mut layout.fonts);
        }
        let uncalculated = index.and_then(|index| layouts.sheets.get_mut(index));
        for at in
            uncalculated.map(|layout| std::mem::take(&mut layout.uncalculated)).unwrap_or_default()
        {
            draft.put(at, Value::Uncalculated, budget)?;
        }
        match book.worksheet_range(&name) {
            Ok(range) => {
                let start = range.start().unwrap_or_default();
                for (row, column, data) in range.used_cells() {
                    let from_0 = |index: usize, start: u32| {
                        u32::try_from(index).unwrap_or(u32::MAX).saturating_add(start)
                    };
                    put(&mut draft, from_0(row, start.0), from_0(column, start.1), data, budget)?;
                }
            }
            Err(error) => {
                let message = format!("trang tính không giải mã được ({error}); không được tính");
                draft.findings.push(Finding::new(Code::UnreadableCell, message).left_out());
            }
        }
        drafts.push(draft);
    }
    Ok(drafts)
}

fn put(
    draft: &mut Draft,
    row: u32,
    column: u32,
    data: &Data,
    budget: &mut Budget,
) -> Result<(), String> {
    match owned_value(data.clone()) {
        Some(value) => draft.put(CellRef::new(row, column), value, budget),
        None => Ok(()),
    }
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
