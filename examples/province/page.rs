//! Writes a filled form onto a sheet, as an office lays it out on landscape A4.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::form::{Form, HEADER_ROW, Head};
use super::period::{Period, roman};
use super::style::Styles;
use super::table::{Group, Table, column, count};
use super::typed::{self, Typed};

/// What stands around the table: who sends it, and who signs.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Two lines at the top left.
    pub sender: [String; 2],
    /// Place of signing: `Lộc Ninh`.
    pub place: String,
    /// Lines at the lower right, above the signature.
    pub signer: Vec<&'static str>,
    /// The quarter reported.
    pub period: Period,
}

/// Saves tables as a workbook, one sheet each; the same tables give the same bytes.
pub fn workbook(letter: &Letter, tables: &[&Table]) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::default();
    let mut book = dated(letter.period)?;
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(table.form.sheet)?;
        write(sheet, &styles, letter, table)?;
    }
    book.save_to_buffer()
}

/// An empty workbook with a fixed date of creation, late in the quarter.
pub fn dated(period: Period) -> Result<Workbook, XlsxError> {
    let date = ExcelDateTime::from_ymd(period.year, period.quarter * 3, 28)?;
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&date));
    Ok(book)
}

/// Paper, margins and widths.
pub fn lay_out(sheet: &mut Worksheet, widths: &[f64]) -> Result<(), XlsxError> {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_default_row_height(17);
    sheet.set_margins(0.5, 0.4, 0.5, 0.5, 0.3, 0.3);
    for (at, width) in (0..).zip(widths) {
        sheet.set_column_width(at, *width)?;
    }
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    styles: &Styles,
    letter: &Letter,
    table: &Table,
) -> Result<(), XlsxError> {
    let form = table.form;
    let last = form.last_column();
    lay_out(sheet, form.widths)?;
    sheet.set_repeat_rows(HEADER_ROW, form.first_row() - 1)?;
    heading(sheet, styles, letter, last)?;
    titles(sheet, styles, form, letter.period)?;
    header(sheet, styles, form.heads)?;
    for at in 0..table.groups.len() {
        group(sheet, styles, table, at)?;
    }
    let below = notes(sheet, styles, form, table.end() + 1)?;
    signature(sheet, styles, letter, last, below + 1)
}

/// The block at the top: the sender at the left, the motto at the right.
pub fn heading(
    sheet: &mut Worksheet,
    styles: &Styles,
    letter: &Letter,
    last: u16,
) -> Result<(), XlsxError> {
    let right = last / 2 + 1;
    let [above, name] = &letter.sender;
    sheet.merge_range(0, 0, 0, right - 2, above, &styles.plain)?;
    sheet.merge_range(1, 0, 1, right - 2, name, &styles.motto)?;
    let nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    sheet.merge_range(0, right, 0, last, nation, &styles.bold)?;
    sheet.merge_range(1, right, 1, last, "Độc lập - Tự do - Hạnh phúc", &styles.motto)?;
    Ok(())
}

fn titles(
    sheet: &mut Worksheet,
    styles: &Styles,
    form: &Form,
    period: Period,
) -> Result<(), XlsxError> {
    let last = form.last_column();
    sheet.merge_range(3, 0, 3, last, form.sheet, &styles.bold)?;
    sheet.merge_range(4, 0, 4, last, form.title, &styles.bold)?;
    sheet.merge_range(5, 0, 5, last, &period.line(), &styles.italic)?;
    Ok(())
}

/// The header cells, merged where they span several.
pub fn header(sheet: &mut Worksheet, styles: &Styles, heads: &[Head]) -> Result<(), XlsxError> {
    for &(top, left, bottom, right, text) in heads {
        let (top, bottom) = (HEADER_ROW + top, HEADER_ROW + bottom);
        span(sheet, [top, bottom], [left, right], text, &styles.head)?;
        sheet.set_row_height(bottom, 32)?;
    }
    sheet.set_row_height(HEADER_ROW, 20)?;
    Ok(())
}

/// Text over a rectangle of cells, or in a single one.
pub fn span(
    sheet: &mut Worksheet,
    [top, bottom]: [u32; 2],
    [left, right]: [u16; 2],
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if top == bottom && left == right {
        sheet.write_string_with_format(top, left, text, format)?;
    } else {
        sheet.merge_range(top, left, bottom, right, text, format)?;
    }
    Ok(())
}

fn group(
    sheet: &mut Worksheet,
    styles: &Styles,
    table: &Table,
    at: usize,
) -> Result<(), XlsxError> {
    let group = &table.groups[at];
    let last = table.form.last_column();
    if let Some(title) = &group.title {
        let row = table.top(at);
        sheet.write_string_with_format(row, 0, roman(at + 1), &styles.group_ordinal)?;
        sheet.write_string_with_format(row, 1, title, &styles.group)?;
        for blank in 2..=last {
            sheet.write_blank(row, blank, &styles.group)?;
        }
    }
    lines(sheet, styles, table.row(at, Some(0)), group, last)?;
    let row = table.row(at, None);
    sheet.merge_range(row, 0, row, 1, "Tổng", &styles.total)?;
    sheet.write_blank(row, last, &styles.total)?;
    figures(sheet, styles, row, &group.total, &styles.total_count)
}

fn lines(
    sheet: &mut Worksheet,
    styles: &Styles,
    top: u32,
    group: &Group,
    last: u16,
) -> Result<(), XlsxError> {
    for (at, line) in group.lines.iter().enumerate() {
        let row = top + count(at);
        sheet.write_number_with_format(row, 0, count(at + 1), &styles.ordinal)?;
        sheet.write_string_with_format(row, 1, &line.label, &styles.text)?;
        figures(sheet, styles, row, &line.cells, &styles.count)?;
        sheet.write_string_with_format(row, last, line.note, &styles.text)?;
        if line.note.chars().count() > 36 {
            sheet.set_row_height(row, 30)?;
        }
    }
    Ok(())
}

/// The figures of a line or a total.
fn figures(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    cells: &[Typed],
    format: &Format,
) -> Result<(), XlsxError> {
    for (at, cell) in cells.iter().enumerate() {
        let at = column(at);
        match cell {
            Typed::Count(number) => sheet.write_number_with_format(row, at, *number, format)?,
            Typed::Fraction { number, .. } => {
                sheet.write_number_with_format(row, at, *number, &styles.fraction)?
            }
            Typed::Text { text, .. } => sheet.write_string_with_format(row, at, *text, format)?,
            Typed::Level { count, tenths } => {
                let text = typed::level(*count, *tenths);
                sheet.write_string_with_format(row, at, text, &styles.level)?
            }
        };
    }
    Ok(())
}

/// Writes the notes and returns the row below them.
fn notes(sheet: &mut Worksheet, styles: &Styles, form: &Form, top: u32) -> Result<u32, XlsxError> {
    let mut row = top;
    for note in form.notes {
        sheet.merge_range(row, 0, row, form.last_column(), note, &styles.note)?;
        if note.chars().count() > 150 {
            sheet.set_row_height(row, 30)?;
        }
        row += 1;
    }
    Ok(row)
}

/// The block at the end: the compiler at the left, place, date and signer at the right. No names.
pub fn signature(
    sheet: &mut Worksheet,
    styles: &Styles,
    letter: &Letter,
    last: u16,
    top: u32,
) -> Result<(), XlsxError> {
    let right = last / 2 + 1;
    let date = format!("{}, {}", letter.place, letter.period.signing());
    sheet.merge_range(top, right, top, last, &date, &styles.italic)?;
    sheet.merge_range(top + 1, 0, top + 1, right - 2, "NGƯỜI LẬP BIỂU", &styles.bold)?;
    for (row, text) in (top + 1..).zip(&letter.signer) {
        sheet.merge_range(row, right, row, last, text, &styles.bold)?;
    }
    Ok(())
}
