//! What every sheet goes by: the size of a cell, how columns are counted, the paper and its footer; and the file
//! around the sheets.

use rust_xlsxwriter as xlsx;
use xlsx::{Workbook, Worksheet};

use crate::model::DataCode;
use crate::publish::book::plan::Paper;
use crate::publish::book::style::FONT;

use super::formats::normal;

/// ISO A4 in the numbering of the format.
const A4: u8 = 9;
/// Height of a line and width of a column in pixels, as spreadsheets have them for the normal font.
pub(super) const NORMAL_HEIGHT: u32 = 21;
pub(super) const NORMAL_WIDTH: u32 = 72;
/// Most characters of a footer; the format holds 255 with the marks of its parts.
const FOOTER_CHARACTERS: usize = 100;
/// How hard a workbook is pressed. The usual 6 takes four times the time and saves a seventh.
const PRESSURE: u8 = 3;
/// Percent at which an upright sheet prints, so that its grid fills the page.
const UPRIGHT_SCALE: u16 = 88;
/// Left, right, top, bottom, and where the number of the page and the footer begin: Nghị định 30/2020/NĐ-CP, Phụ lục I,
/// phần I, mục I.3 (left 30–35 mm, right 15–20 mm, top and bottom 20–25 mm).
const MARGINS_MM: [f64; 6] = [30.0, 15.0, 20.0, 20.0, 10.0, 9.0];

/// A workbook without sheets.
pub(super) fn empty(
    title: &str,
    company: &str,
    (year, month): (u16, u8),
) -> Result<Workbook, xlsx::XlsxError> {
    let created = xlsx::ExcelDateTime::from_ymd(year, month, 1)?;
    let properties = xlsx::DocProperties::new();
    let properties = properties.set_title(title).set_company(company);
    let mut workbook = Workbook::new();
    workbook.set_default_format(&normal(), NORMAL_HEIGHT, NORMAL_WIDTH)?;
    workbook.set_zip_compression_level(PRESSURE);
    workbook.set_properties(&properties.set_creation_datetime(&created));
    Ok(workbook)
}

/// Columns are counted in 16 bits by the format and never reach that far.
pub(super) fn column(index: u32) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// Paper, margins and footer: what the sheet is, and what it is made from with the page. At most 255 characters of a
/// footer are printed.
pub(super) fn set_paper(sheet: &mut Worksheet, paper: Paper, footer: &str, code: Option<DataCode>) {
    sheet.set_paper_size(A4).set_print_center_horizontally(true);
    let footer = left_part(footer);
    // A figure right after the size of the letters would be part of it.
    let apart = if footer.starts_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
    let left = format!("&L&\"{FONT},Italic\"&9{apart}{footer}");
    let code = code.map(|code| format!("Mã số liệu {code}")).unwrap_or_default();
    sheet.set_header(format!("&C&\"{FONT},Regular\"&13&P"));
    sheet.set_footer(format!("{left}&R&\"{FONT},Italic\"&9{code}"));
    // Each annex counts its pages from 1.
    sheet.set_print_first_page_number(1);
    let [left, right, top, bottom, header, footer] = MARGINS_MM.map(|mm| mm / 25.4);
    sheet.set_margins(left, right, top, bottom, header, footer);
    match paper {
        Paper::Upright => sheet.set_portrait().set_print_scale(UPRIGHT_SCALE),
        Paper::Lying => sheet.set_landscape().set_print_fit_to_pages(1, 0),
    };
}

/// As much of a text as there is room for, with its signs as the format has them.
fn left_part(text: &str) -> String {
    let mut left = String::new();
    let mut room = FOOTER_CHARACTERS;
    for letter in text.chars() {
        let needs = if letter == '&' { 2 } else { 1 };
        if needs > room {
            break;
        }
        room -= needs;
        left.extend(std::iter::repeat_n(letter, needs));
    }
    left
}
