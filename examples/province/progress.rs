//! The published progress of a province, laid out as an official table. The figures are real.

use std::error::Error;
use std::path::Path;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Period;
use super::form::{HEADER_ROW, Head};
use super::page::{self, Letter};
use super::style::Styles;
use super::table::count;

/// Title above the table.
const TITLE: &str = "TIẾN ĐỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH THEO QUYẾT ĐỊNH 766/QĐ-TTg";

/// Note below the table.
const NOTE: &str =
    "Ghi chú: Số liệu công khai trên Cổng Dịch vụ công quốc gia (dichvucong.gov.vn).";

/// Header cells.
const HEADS: [Head; 11] = [
    (0, 0, 1, 0, "STT"),
    (0, 1, 1, 1, "Mã đơn vị"),
    (0, 2, 1, 2, "Đơn vị"),
    (0, 3, 1, 3, "Cấp"),
    (0, 4, 0, 6, "Số lượng hồ sơ"),
    (1, 4, 1, 4, "Tổng số"),
    (1, 5, 1, 5, "Đúng hạn và trong hạn"),
    (1, 6, 1, 6, "Quá hạn"),
    (0, 7, 1, 7, "Số ngày xử lý trung bình"),
    (0, 8, 1, 8, "Tỷ lệ đúng hạn (%)"),
    (0, 9, 1, 9, "Điểm (thang 20)"),
];

const WIDTHS: [f64; 10] = [6.0, 10.0, 44.0, 10.0, 11.0, 13.0, 11.0, 12.0, 12.0, 12.0];
const LAST: u16 = 9;

/// A published row.
#[derive(Debug, Clone)]
pub struct Row {
    code: String,
    name: String,
    level: &'static str,
    /// All files, those on time, those late.
    files: [u32; 3],
    /// Mean days, rate in percent, score out of 20.
    figures: [f64; 3],
}

/// Reads the published rows: the departments first, then the communes.
pub fn read(path: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let mut rows: Vec<Row> =
        reader.records().map(|record| row(&record?)).collect::<Result<_, Box<dyn Error>>>()?;
    rows.sort_by_key(|row| row.level == "Cấp xã");
    Ok(rows)
}

/// The workbook with the table.
pub fn workbook(rows: &[Row], period: Period) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::default();
    let mut book = page::dated(period)?;
    let sheet = book.add_worksheet();
    sheet.set_name("Tiến độ giải quyết")?;
    page::lay_out(sheet, &WIDTHS)?;
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW + 2)?;
    page::heading(sheet, &styles, &letter(period), LAST)?;
    sheet.merge_range(4, 0, 4, LAST, TITLE, &styles.bold)?;
    sheet.merge_range(5, 0, 5, LAST, &period.line(), &styles.italic)?;
    page::header(sheet, &styles, &HEADS)?;
    column_numbers(sheet, &styles)?;
    let top = HEADER_ROW + 3;
    for (at, row) in rows.iter().enumerate() {
        line(sheet, &styles, top + count(at), at + 1, row)?;
    }
    let end = top + count(rows.len());
    total(sheet, &styles, end, rows)?;
    sheet.merge_range(end + 2, 0, end + 2, LAST, NOTE, &styles.note)?;
    book.save_to_buffer()
}

fn letter(period: Period) -> Letter {
    Letter {
        sender: ["UBND TỈNH PHÚ THỌ".to_owned(), "VĂN PHÒNG UBND TỈNH".to_owned()],
        place: String::new(),
        signer: Vec::new(),
        period,
    }
}

fn row(record: &csv::StringRecord) -> Result<Row, Box<dyn Error>> {
    let text = |at: usize| record.get(at).ok_or("a published row is too short");
    let files = |at: usize| -> Result<u32, Box<dyn Error>> { Ok(text(at)?.parse()?) };
    let figure = |at: usize| -> Result<f64, Box<dyn Error>> { Ok(text(at)?.parse()?) };
    Ok(Row {
        code: text(0)?.to_owned(),
        name: text(1)?.to_owned(),
        level: if text(2)? == "PROVINCE" { "Cấp tỉnh" } else { "Cấp xã" },
        files: [files(3)?, files(4)?, files(5)?],
        figures: [figure(6)?, figure(7)?, figure(8)?],
    })
}

/// The row `(1) … (10)` below the header.
fn column_numbers(sheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
    for at in 0..=LAST {
        let number = format!("({})", at + 1);
        sheet.write_string_with_format(HEADER_ROW + 2, at, number, &styles.numbers)?;
    }
    Ok(())
}

fn line(
    sheet: &mut Worksheet,
    styles: &Styles,
    at: u32,
    number: usize,
    row: &Row,
) -> Result<(), XlsxError> {
    sheet.write_number_with_format(at, 0, count(number), &styles.ordinal)?;
    sheet.write_string_with_format(at, 1, &row.code, &styles.ordinal)?;
    sheet.write_string_with_format(at, 2, &row.name, &styles.text)?;
    sheet.write_string_with_format(at, 3, row.level, &styles.ordinal)?;
    for (column, files) in (4..).zip(row.files) {
        sheet.write_number_with_format(at, column, files, &styles.count)?;
    }
    for (column, figure) in (7..).zip(row.figures) {
        sheet.write_number_with_format(at, column, figure, &styles.decimal)?;
    }
    Ok(())
}

fn total(sheet: &mut Worksheet, styles: &Styles, at: u32, rows: &[Row]) -> Result<(), XlsxError> {
    sheet.merge_range(at, 0, at, 3, "Tổng cộng", &styles.total)?;
    for (column, place) in (4..).zip(0..3) {
        let sum: u32 = rows.iter().map(|row| row.files[place]).sum();
        sheet.write_number_with_format(at, column, sum, &styles.total_count)?;
    }
    for column in 7..=LAST {
        sheet.write_blank(at, column, &styles.total)?;
    }
    Ok(())
}
