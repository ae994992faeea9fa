//! Bytes of an xlsx → sheets of cells. The one file that knows calamine. Cells are streamed, so a lone cell
//! at the far corner of a sheet costs nothing; a cell that cannot be decoded is told and skipped.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    CellErrorType, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx,
    XlsxError,
};

use crate::model::{Area, Cell, CellRef, Sheet, Value};

use super::guard;
use super::merges::Merges;

/// What a workbook held.
#[derive(Debug, Default)]
pub struct SheetsRead {
    /// Its work sheets, in order.
    pub sheets: Vec<Sheet>,
    /// Cells that could not be decoded: sheet, the last good cell before, and why.
    pub broken: Vec<(String, Option<CellRef>, String)>,
}

/// Reads the sheets of an xlsx.
///
/// # Errors
/// Why nothing could be read, in Vietnamese, with what to do.
pub fn sheets(bytes: &[u8]) -> Result<SheetsRead, String> {
    if let Some(reason) = guard::refusal(bytes) {
        return Err(reason);
    }
    catch_unwind(AssertUnwindSafe(|| open(bytes))).unwrap_or_else(|_| {
        Err("bộ đọc gặp lỗi khi mở tệp; hãy mở bằng Excel, lưu lại rồi gửi lại".to_owned())
    })
}

fn open(bytes: &[u8]) -> Result<SheetsRead, String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
    let listed: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut tails = Merges::open(bytes);
    let mut read = SheetsRead::default();
    for (name, hidden) in listed {
        let merges = tails.as_mut().and_then(|tails| tails.of(&name));
        let merges = merges.unwrap_or_else(|| {
            let found = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            found.iter().map(area).collect()
        });
        let cells = cells(&mut book, &name, &mut read.broken);
        read.sheets.push(Sheet::new(name, hidden, cells, merges));
    }
    Ok(read)
}

fn reason(error: &XlsxError) -> String {
    match error {
        XlsxError::Password => "tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi lại".to_owned(),
        XlsxError::Zip(_) | XlsxError::Io(_) => {
            "tệp bị cắt cụt hoặc hỏng (không mở được gói zip của .xlsx); hãy gửi lại tệp".to_owned()
        }
        XlsxError::FileNotFound(part) => {
            format!(
                "tệp không phải bảng tính Excel hoặc bị hỏng (thiếu phần `{part}`); hãy lưu lại dạng .xlsx rồi gửi lại"
            )
        }
        other => format!("tệp .xlsx bị hỏng ({other}); hãy mở bằng Excel, lưu lại rồi gửi lại"),
    }
}

fn cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    broken: &mut Vec<(String, Option<CellRef>, String)>,
) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut reader = match book.worksheet_cells_reader(sheet) {
        Ok(reader) => reader,
        Err(error) => {
            broken.push((sheet.to_owned(), None, error.to_string()));
            return cells;
        }
    };
    let mut failures = 0;
    loop {
        match reader.next_cell_with_formula_metadata() {
            Ok(Some(record)) => {
                let at = CellRef::new(record.pos.0, record.pos.1);
                if let Some(value) = value(record.value, record.formula.is_some()) {
                    cells.push(Cell { at, value });
                }
            }
            Ok(None) => return cells,
            Err(error) => {
                broken.push((
                    sheet.to_owned(),
                    cells.last().map(|cell| cell.at),
                    error.to_string(),
                ));
                failures += 1;
                // A reader that cannot get past a fault repeats it for ever.
                if failures > 100 {
                    return cells;
                }
            }
        }
    }
}

fn value(data: DataRef, is_formula: bool) -> Option<Value> {
    Some(match data {
        DataRef::Int(number) => Value::Number(whole(number)),
        DataRef::Float(number) => Value::Number(number),
        DataRef::String(text) => return some_text(&text),
        DataRef::SharedString(text) => return some_text(text),
        DataRef::Bool(flag) => Value::Flag(flag),
        DataRef::DateTime(date) => Value::Date(date_text(date)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value::Date(text),
        DataRef::Error(error) => Value::Fault(fault_text(&error)),
        DataRef::Empty if is_formula => Value::Uncalculated,
        DataRef::Empty => return None,
    })
}

#[expect(clippy::cast_precision_loss, reason = "Excel itself keeps every number as a double")]
const fn whole(number: i64) -> f64 {
    number as f64
}

/// A cell of nothing but spaces is blank.
fn some_text(text: &str) -> Option<Value> {
    let blank = text.chars().all(char::is_whitespace);
    (!blank).then(|| Value::Text(text.to_owned()))
}

fn date_text(date: ExcelDateTime) -> String {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{day:02}/{month:02}/{year}")
}

fn fault_text(error: &CellErrorType) -> String {
    error.to_string()
}

fn area(dimensions: &Dimensions) -> Area {
    Area {
        first: CellRef::new(dimensions.start.0, dimensions.start.1),
        last: CellRef::new(dimensions.end.0, dimensions.end.1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Merges, Reader, Xlsx, area};
    use std::io::Cursor;

    #[test]
    fn the_tail_of_a_part_tells_the_same_merged_areas() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/binh-phuoc-2023q3/cap-huyen");
        for entry in std::fs::read_dir(folder).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            let mut tails = Merges::open(&bytes).unwrap();
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
            for sheet in book.sheet_names() {
                let expected = book.merge_cells_by_sheet_name(&sheet).unwrap();
                let expected: Vec<_> = expected.iter().map(area).collect();
                assert!(!expected.is_empty());
                assert_eq!(tails.of(&sheet), Some(expected), "{sheet}");
            }
        }
    }
}
