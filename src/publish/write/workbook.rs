//! A composed workbook as a file: its sheets, each with its cells, shades, charts and page.

use rayon::prelude::*;
use rust_xlsxwriter as xlsx;
use xlsx::{Color, Url, Worksheet};

use crate::model::{Area, CellRef, DataCode, column_letters};
use crate::publish::book::plan::{
    CellFormula, Datum, NamedCells, PlanCell, Shade, SheetPlan, WorkbookPlan, clipped,
};
use crate::publish::book::style::{Appearance, SHADE_COLOUR};
use crate::publish::published::PublishError;

use super::chart;
use super::formats::{Formats, letters, normal, paint};
use super::paper::{NORMAL_HEIGHT, NORMAL_WIDTH, column, empty, set_paper};
use super::runs::StyleRuns;
use super::values::copied;
use crate::publish::book::live::fixed;

/// Turns a book into a file; the same book gives the same bytes.
pub(in crate::publish) fn bytes(
    mut book: WorkbookPlan<'_>,
    file: &str,
) -> Result<Vec<u8>, PublishError> {
    let failed = |sheet: &str, error: &xlsx::XlsxError| PublishError {
        file: file.to_owned(),
        sheet: sheet.to_owned(),
        reason: error.to_string(),
    };
    let (formats, code) = (Formats::new(), book.code);
    let names = names(&book);
    // A plan is given up once its sheet is written: a large book has hundreds of thousands of cells.
    let sheets: Result<Vec<Worksheet>, PublishError> = std::mem::take(&mut book.sheets)
        .into_par_iter()
        .map(|plan| worksheet(&plan, code, &formats).map_err(|error| failed(plan.name, &error)))
        .collect();
    let mut workbook =
        empty(&book.title, book.company, book.created).map_err(|error| failed("", &error))?;
    for (name, cells) in names {
        workbook.define_name(name, &cells).map_err(|error| failed("", &error))?;
    }
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

/// What formulas call by name, and where it stands.
fn names(book: &WorkbookPlan<'_>) -> Vec<(String, String)> {
    let of_sheet = |sheet: &SheetPlan<'_>| {
        let quoted = sheet.name.replace('\'', "''");
        let cells = move |named: &NamedCells| {
            let Area { first, last } = named.area;
            let [from, to] = [first, last].map(fixed);
            (named.name.clone(), format!("='{quoted}'!{from}:{to}"))
        };
        sheet.names.iter().map(cells).collect::<Vec<_>>()
    };
    book.sheets.iter().flat_map(of_sheet).collect()
}

pub(super) fn worksheet(
    plan: &SheetPlan<'_>,
    code: Option<DataCode>,
    formats: &Formats,
) -> Result<Worksheet, xlsx::XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_default_format(&normal(), NORMAL_HEIGHT, NORMAL_WIDTH)?;
    sheet.set_name(plan.name)?;
    // What gives nothing gives no 0.
    sheet.set_formula_result_default("");
    for (column, &width) in (0u16..).zip(&plan.widths) {
        sheet.set_column_width_pixels(column, width)?;
    }
    let mut runs = StyleRuns::default();
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
    for shade in &plan.shades {
        add_shade(&mut sheet, shade)?;
    }
    for chart in &plan.charts {
        let width: u32 = plan.widths.iter().skip(usize::from(chart.column)).sum();
        sheet.insert_chart(chart.line, chart.column, &chart::native(chart, width))?;
    }
    if let Some(area) = plan.filter {
        let Area { first, last } = area;
        sheet.autofilter(first.row, column(first.column), last.row, column(last.column))?;
    }
    set_paper(&mut sheet, plan.paper, &plan.footer, code);
    set_page(&mut sheet, plan)?;
    Ok(sheet)
}

/// Writes what stands in a cell; [`paint`] makes it look like its run, and makes the cells where nothing stands.
fn write_bare(sheet: &mut Worksheet, row: u32, cell: &PlanCell<'_>) -> Result<(), xlsx::XlsxError> {
    let at = cell.column;
    match &cell.datum {
        Datum::Text(text) if !text.is_empty() => sheet.write_string(row, at, clipped(text))?,
        Datum::Count(value) => sheet.write_number(row, at, float(*value))?,
        Datum::Number(value) => sheet.write_number(row, at, *value)?,
        Datum::Formula(formula) => sheet.write_formula(row, at, native(formula))?,
        _ => sheet,
    };
    Ok(())
}

/// A formula with what it gives, a number as it would be written without the formula.
fn native(formula: &CellFormula<'_>) -> xlsx::Formula {
    let result = match &formula.result {
        Datum::Count(value) => float(*value).to_string(),
        Datum::Number(value) => value.to_string(),
        other => clipped(&other.to_string()).to_owned(),
    };
    xlsx::Formula::new(&formula.text).set_result(result)
}

#[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
const fn float(value: i64) -> f64 {
    value as f64
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    cell: &PlanCell<'_>,
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
            let lower = letters(Appearance { italic: true, points: face.points - 1, ..face });
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
        Datum::Formula(formula) => {
            sheet.write_formula_with_format(row, at, native(formula), format)?
        }
    };
    Ok(())
}

/// One scale over all areas, so that the same number is as dark in each.
fn add_shade(sheet: &mut Worksheet, shade: &Shade) -> Result<(), xlsx::XlsxError> {
    use xlsx::{ConditionalFormat2ColorScale, ConditionalFormatType::Number};
    let Some(Area { first, last }) = shade.areas.first().copied() else { return Ok(()) };
    let areas = shade.areas.iter().map(|area| {
        let cell = |at: CellRef| format!("{}{}", column_letters(at.column), at.row + 1);
        format!("{}:{}", cell(area.first), cell(area.last))
    });
    let scale = ConditionalFormat2ColorScale::new()
        .set_multi_range(areas.collect::<Vec<_>>().join(" "))
        .set_minimum(Number, 0)
        .set_minimum_color(Color::White)
        .set_maximum(Number, float(shade.full))
        .set_maximum_color(Color::RGB(SHADE_COLOUR));
    let (from, to) = (column(first.column), column(last.column));
    sheet.add_conditional_format(first.row, from, last.row, to, &scale)?;
    Ok(())
}

fn set_page(sheet: &mut Worksheet, plan: &SheetPlan<'_>) -> Result<(), xlsx::XlsxError> {
    sheet.set_screen_gridlines(false);
    if let (Some(row), Some(last)) =
        (plan.lines.len().checked_sub(1), plan.columns().checked_sub(1))
    {
        sheet.set_print_area(0, 0, u32::try_from(row).unwrap_or(u32::MAX), last)?;
    }
    if let Some((first, last)) = plan.head {
        sheet.set_repeat_rows(first, last)?;
        sheet.set_freeze_panes(plan.held_lines(), plan.holds_columns)?;
    }
    if !plan.breaks.is_empty() {
        sheet.set_page_breaks(&plan.breaks)?;
    }
    Ok(())
}
