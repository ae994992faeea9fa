//! A composed workbook → the bytes of an `.xlsx` file. Limits come from the format: 31 characters for the
//! name of a sheet, 1,048,576 lines, 16,384 columns.

mod chart;
mod runs;
mod values;

use rayon::prelude::*;
use rust_xlsxwriter as xlsx;
use xlsx::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Url, Workbook, Worksheet};

use crate::model::{Area, Cell as Found, CellRef, Value};

use super::book::plan::{Bars, Book, Cell, Datum, Paper, SheetPlan, clipped};
use crate::publish::PublishError;
use crate::publish::data_sheet::{DataSheet, holds};

use super::book::style::{Across, FAINT_BAR_COLOUR, FONT, Face, LINE_COLOUR, Style};
use runs::{Run, Runs};
use values::{Values, copied};

/// ISO A4 in the numbering of the format.
const A4: u8 = 9;
/// Height of a line and width of a column in pixels, as spreadsheets have them for the normal font.
const NORMAL_HEIGHT: u32 = 21;
const NORMAL_WIDTH: u32 = 72;
/// Most characters of a footer; the format holds 255 with the marks of its parts.
const FOOTER_CHARACTERS: usize = 100;
/// How hard a workbook is pressed. The usual 6 takes twice the time and saves half a percent.
const PRESSURE: u8 = 5;
/// Percent at which an upright sheet prints, so that its grid fills the page.
const UPRIGHT_SCALE: u16 = 88;

/// Turns a book into a file; the same book gives the same bytes.
pub(super) fn bytes(mut book: Book<'_>, file: &str) -> Result<Vec<u8>, PublishError> {
    let failed = |sheet: &str, error: &xlsx::XlsxError| PublishError {
        file: file.to_owned(),
        sheet: sheet.to_owned(),
        reason: error.to_string(),
    };
    let formats = Formats::new();
    // A plan is given up once its sheet is written: a large book has hundreds of thousands of cells.
    let sheets: Result<Vec<Worksheet>, PublishError> = std::mem::take(&mut book.sheets)
        .into_par_iter()
        .map(|plan| worksheet(&plan, &formats).map_err(|error| failed(plan.name, &error)))
        .collect();
    let mut workbook =
        empty(book.title, book.company, book.created).map_err(|error| failed("", &error))?;
    let copies: Result<Vec<Worksheet>, PublishError> = book
        .copies
        .par_iter()
        .map(|copy| copied(copy, &book, &formats).map_err(|error| failed(&copy.name, &error)))
        .collect();
    for sheet in sheets?.into_iter().chain(copies?) {
        workbook.push_worksheet(sheet);
    }
    let bytes = workbook.save_to_buffer();
    if rayon::current_num_threads() > 1 {
        rayon::spawn(|| drop(workbook));
    }
    bytes.map_err(|error| failed("", &error))
}

/// A workbook without sheets.
fn empty(
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

/// A table of data as a file: a head that stays in sight and filters, and below it each value as what it is.
pub(super) fn data(
    plan: &DataSheet<'_>,
    widths: &[u32],
    rows: impl Iterator<Item = Vec<Option<Value>>>,
) -> Result<Vec<u8>, xlsx::XlsxError> {
    let formats = Formats::new();
    let mut sheet = Worksheet::new();
    sheet.set_default_format(&normal(), NORMAL_HEIGHT, NORMAL_WIDTH)?;
    sheet.set_name(plan.tab())?;
    for ((at, name), &width) in (0u16..).zip(plan.head).zip(widths) {
        sheet.set_column_width_pixels(at, width)?;
        sheet.write_string_with_format(0, at, *name, formats.of(Style::Head))?;
    }
    let mut last = 0;
    let mut written = Values::of(&formats);
    for (row, values) in (1u32..).zip(rows) {
        for (at, value) in (0u32..).zip(values) {
            let Some(value) = value else { continue };
            let style = Style::Copied(holds(&value), None);
            written.write(&mut sheet, row, &Found { at: CellRef::new(row, at), value }, style)?;
        }
        last = row;
    }
    written.end(&mut sheet)?;
    if let Some(right) = u16::try_from(plan.head.len()).ok().and_then(|all| all.checked_sub(1)) {
        sheet.autofilter(0, 0, last, right)?;
    }
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    set_paper(&mut sheet, Paper::Lying, plan.footer);
    let mut workbook = empty(plan.title, plan.company, plan.created)?;
    workbook.push_worksheet(sheet);
    workbook.save_to_buffer()
}

/// The font that widths of columns are counted in; the one everything is set in, so that a reader
/// without another font shows the same widths.
fn normal() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12)
}

/// Every style once, shared by all cells.
struct Formats(Vec<Format>);

impl Formats {
    fn new() -> Self {
        Self(Style::all().map(|style| format(style.face())).collect())
    }

    fn of(&self, style: Style) -> &Format {
        &self.0[style.index()]
    }
}

fn format(face: Face) -> Format {
    let across = match face.across {
        Across::Left => FormatAlign::Left,
        Across::Centre => FormatAlign::Center,
        Across::Right => FormatAlign::Right,
    };
    let mut format = letters(face).set_align(across).set_align(FormatAlign::VerticalCenter);
    format = match face.number {
        "" if face.wrapped => format.set_text_wrap(),
        "" => format,
        number => format.set_num_format(number),
    };
    if face.lines {
        format = format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE_COLOUR));
    }
    if face.indent {
        format = format.set_indent(1);
    }
    if face.guarded {
        format = format.set_quote_prefix();
    }
    match face.fill {
        Some(fill) => format.set_background_color(Color::RGB(fill)),
        None => format,
    }
}

/// Font, size and slope only.
fn letters(face: Face) -> Format {
    let mut format = Format::new()
        .set_font_name(FONT)
        .set_font_size(face.points)
        .set_font_color(Color::RGB(face.ink));
    if face.bold {
        format = format.set_bold();
    }
    if face.italic {
        format = format.set_italic();
    }
    if face.underlined {
        format = format.set_underline(FormatUnderline::Single);
    }
    format
}

fn worksheet(plan: &SheetPlan<'_>, formats: &Formats) -> Result<Worksheet, xlsx::XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_default_format(&normal(), NORMAL_HEIGHT, NORMAL_WIDTH)?;
    sheet.set_name(plan.name)?;
    for (column, &width) in (0u16..).zip(&plan.widths) {
        sheet.set_column_width_pixels(column, width)?;
    }
    let mut runs = Runs::default();
    for (row, line) in (0u32..).zip(&plan.lines) {
        sheet.set_row_height_pixels(row, line.height)?;
        for cell in &line.cells {
            if cell.is_single() && runs.go_on(row, cell.column, cell.style) {
                write_bare(&mut sheet, row, cell)?;
                continue;
            }
            write_cell(&mut sheet, row, cell, formats)?;
            if let Some(run) = runs.begin(row, cell.column, cell.style) {
                paint(&mut sheet, run, formats)?;
            }
        }
    }
    for run in runs.end() {
        paint(&mut sheet, run, formats)?;
    }
    for bars in &plan.bars {
        add_bars(&mut sheet, *bars)?;
    }
    for chart in &plan.charts {
        let width: u32 = plan.widths.iter().sum();
        sheet.insert_chart_with_offset(chart.line, 0, &chart::native(chart, width), 4, 8)?;
    }
    if let Some(area) = plan.filter {
        let Area { first, last } = area;
        sheet.autofilter(first.row, column(first.column), last.row, column(last.column))?;
    }
    set_page(&mut sheet, plan)?;
    Ok(sheet)
}

/// Columns are counted in 16 bits by the format and never reach that far.
fn column(index: u32) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// Writes what stands in a cell; [`paint`] makes it look like its run, and makes the cells where nothing stands.
fn write_bare(sheet: &mut Worksheet, row: u32, cell: &Cell<'_>) -> Result<(), xlsx::XlsxError> {
    let at = cell.column;
    match &cell.datum {
        Datum::Text(text) if !text.is_empty() => sheet.write_string(row, at, clipped(text))?,
        Datum::Count(value) => sheet.write_number(row, at, float(*value))?,
        Datum::Number(value) => sheet.write_number(row, at, *value)?,
        _ => sheet,
    };
    Ok(())
}

/// Gives the cells of a run their format; the first was written with it.
fn paint(sheet: &mut Worksheet, run: Run, formats: &Formats) -> Result<(), xlsx::XlsxError> {
    let Run { column, style, first, last } = run;
    if first < last {
        sheet.set_range_format(first + 1, column, last, column, formats.of(style))?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
const fn float(value: i64) -> f64 {
    value as f64
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    cell: &Cell<'_>,
    formats: &Formats,
) -> Result<(), xlsx::XlsxError> {
    let format = formats.of(cell.style);
    let at = cell.column;
    if cell.across > 1 || cell.down > 1 {
        let last = (row + u32::from(cell.down) - 1, at + cell.across - 1);
        sheet.merge_range(row, at, last.0, last.1, "", format)?;
    }
    match &cell.datum {
        Datum::Blank => sheet.write_blank(row, at, format)?,
        Datum::Text(text) => sheet.write_string_with_format(row, at, clipped(text), format)?,
        Datum::Explained(both) if both.title.is_empty() || both.detail.is_empty() => {
            let text = format!("{}{}", both.title, both.detail);
            sheet.write_string_with_format(row, at, clipped(&text), format)?
        }
        Datum::Explained(both) => {
            let face = cell.style.face();
            let upper = letters(face);
            let lower = letters(Face { italic: true, points: face.points - 1, ..face });
            let lower_text = format!("\n{}", both.detail);
            let parts = [(&upper, &*both.title), (&lower, lower_text.as_str())];
            sheet.write_rich_string_with_format(row, at, &parts, format)?
        }
        Datum::Link(link) => {
            let url = Url::new(link.target.address()).set_text(clipped(&link.text));
            sheet.write_url_with_format(row, at, url, format)?
        }
        Datum::Count(value) => sheet.write_number_with_format(row, at, float(*value), format)?,
        Datum::Number(value) => sheet.write_number_with_format(row, at, *value, format)?,
    };
    Ok(())
}

fn add_bars(sheet: &mut Worksheet, bars: Bars) -> Result<(), xlsx::XlsxError> {
    use xlsx::{ConditionalFormatDataBar, ConditionalFormatType::Number};
    let bar = ConditionalFormatDataBar::new()
        .set_fill_color(Color::RGB(FAINT_BAR_COLOUR))
        .set_solid_fill(true)
        .set_border_off(true)
        .set_minimum(Number, 0)
        .set_maximum(Number, bars.full);
    let Area { first, last } = bars.area;
    sheet.add_conditional_format(
        first.row,
        column(first.column),
        last.row,
        column(last.column),
        &bar,
    )?;
    Ok(())
}

fn set_page(sheet: &mut Worksheet, plan: &SheetPlan<'_>) -> Result<(), xlsx::XlsxError> {
    sheet.set_screen_gridlines(false);
    set_paper(sheet, plan.paper, &plan.footer);
    if let (Some(row), Some(last)) =
        (plan.lines.len().checked_sub(1), plan.columns().checked_sub(1))
    {
        sheet.set_print_area(0, 0, u32::try_from(row).unwrap_or(u32::MAX), last)?;
    }
    if let Some((first, last)) = plan.head {
        sheet.set_repeat_rows(first, last)?;
        if plan.holds_head {
            sheet.set_freeze_panes(last + 1, 0)?;
        }
    }
    if !plan.breaks.is_empty() {
        sheet.set_page_breaks(&plan.breaks)?;
    }
    Ok(())
}

/// Paper, margins and footer; at most 255 characters of a footer are printed.
fn set_paper(sheet: &mut Worksheet, paper: Paper, footer: &str) {
    sheet.set_paper_size(A4).set_print_center_horizontally(true);
    let footer: String = footer.chars().take(FOOTER_CHARACTERS).collect();
    let footer = footer.replace('&', "&&");
    // A figure right after the size of the letters would be part of it.
    let apart = if footer.starts_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
    let left = format!("&L&\"{FONT},Italic\"&9{apart}{footer}");
    sheet.set_footer(format!("{left}&R&\"{FONT},Regular\"&11Trang &P/&N"));
    match paper {
        Paper::Upright => {
            sheet.set_portrait().set_print_scale(UPRIGHT_SCALE);
            sheet.set_margins(0.9, 0.6, 0.75, 0.75, 0.3, 0.35);
        }
        Paper::Lying => {
            sheet.set_landscape().set_print_fit_to_pages(1, 0);
            sheet.set_margins(0.8, 0.6, 0.75, 0.75, 0.3, 0.35);
        }
    }
}
