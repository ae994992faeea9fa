//! A data edition as a file: a sheet a table, no colours, nothing merged or frozen.

use std::io::{Cursor, Read as _, Write as _};

use rayon::prelude::*;
use rust_xlsxwriter as xlsx;
use xlsx::{Format, FormatAlign, Table, TableColumn, TableStyle, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::model::Value;
use crate::publish::book::copied::{looks_like_a_formula, shown};
use crate::publish::book::plan::clipped;
use crate::publish::book::width::{PADDING, cell_px, lines_in};
use crate::publish::edition::plan::{EditionColumn, EditionPlan, EditionSheet, NOTHING};
use crate::publish::published::PublishError;

use super::formats::normal;
use super::paper::{NORMAL_HEIGHT, NORMAL_WIDTH, empty};

/// Row of the heads: title, extent and source stand above it.
const HEAD: u32 = 3;
/// Rows that the widths of columns go by, and the bounds of a width in pixels.
const MEASURED_ROWS: usize = 300;
const NARROWEST: u32 = 60;
const WIDEST: u32 = 420;
/// Pixels of the highest row.
const HIGHEST: u32 = 400;

/// Turns an edition into a file; the same edition gives the same bytes.
pub(in crate::publish) fn edition(
    plan: &EditionPlan<'_>,
    file: &str,
) -> Result<Vec<u8>, PublishError> {
    let failed = |sheet: &str, reason: String| PublishError {
        file: file.to_owned(),
        sheet: sheet.to_owned(),
        reason,
    };
    let sheets = plan
        .sheets
        .par_iter()
        .map(|sheet| worksheet(sheet).map_err(|error| failed(sheet.tab, error.to_string())));
    let sheets = sheets.collect::<Result<Vec<Worksheet>, PublishError>>()?;
    written(plan, sheets).map_err(|reason| failed("", reason))
}

fn written(plan: &EditionPlan<'_>, sheets: Vec<Worksheet>) -> Result<Vec<u8>, String> {
    let said = |error: xlsx::XlsxError| error.to_string();
    let mut workbook = empty(&plan.title, plan.author, plan.created).map_err(said)?;
    let (year, month) = plan.created;
    let created = xlsx::ExcelDateTime::from_ymd(year, month, 1).map_err(said)?;
    let properties = xlsx::DocProperties::new()
        .set_title(&plan.title)
        .set_subject(&plan.subject)
        .set_author(plan.author)
        .set_company(plan.author)
        .set_keywords(&plan.keywords)
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    let bytes = workbook.save_to_buffer().map_err(said)?;
    with_language(&bytes).map_err(|error| error.to_string())
}

fn worksheet(plan: &EditionSheet) -> Result<Worksheet, xlsx::XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_default_format(&normal(), NORMAL_HEIGHT, NORMAL_WIDTH)?;
    sheet.set_name(plan.tab)?;
    let bold = normal().set_bold();
    sheet.write_string_with_format(0, 0, clipped(&plan.title), &bold)?;
    let about = format!("{} Ô ghi “{NOTHING}”: không có giá trị.", plan.extent());
    sheet.write_string(1, 0, about)?;
    sheet.write_string(2, 0, format!("Nguồn: {}", plan.source))?;
    let numbers: Vec<Format> = plan
        .columns
        .iter()
        .map(|column| normal().set_align(FormatAlign::Top).set_num_format(column.format))
        .collect();
    let text = normal().set_text_wrap().set_align(FormatAlign::Top);
    let guarded = text.clone().set_quote_prefix();
    let blank = vec![None; plan.columns.len()];
    // A table has a row at least.
    let rows = if plan.rows.is_empty() { std::slice::from_ref(&blank) } else { &plan.rows[..] };
    let widths: Vec<u32> =
        (0..).zip(&plan.columns).map(|(at, column)| width(plan, column, at)).collect();
    for (at, width) in (0u16..).zip(&widths) {
        sheet.set_column_width_pixels(at, *width)?;
    }
    let last = u32::try_from(rows.len()).map_or(u32::MAX, |rows| HEAD + rows);
    // It writes the formulas of its columns; the cells that follow take their place, with what they give.
    sheet.add_table(HEAD, 0, last, right(plan), &table(plan, &bold, &numbers))?;
    let formulas: Vec<Option<xlsx::Formula>> =
        plan.columns.iter().map(|c| formula(plan, c)).collect();
    for (row, values) in (HEAD + 1..).zip(rows) {
        let mut lines = 1;
        for (((at, value), format), width) in (0u16..).zip(values).zip(&numbers).zip(&widths) {
            let formula = formulas[usize::from(at)].clone();
            match value {
                Some(Value::Number(number)) if let Some(formula) = formula => {
                    let formula = formula.set_result(number.to_string());
                    sheet.write_formula_with_format(row, at, formula, format)?;
                }
                None if let Some(formula) = formula => {
                    let formula = formula.set_result(NOTHING);
                    sheet.write_formula_with_format(row, at, formula, format)?;
                }
                Some(Value::Number(number)) => {
                    sheet.write_number_with_format(row, at, *number, format)?;
                }
                None => {
                    sheet.write_string_with_format(row, at, NOTHING, &text)?;
                }
                Some(value) => {
                    let said = shown(value);
                    let formula = looks_like_a_formula(&said);
                    let format = if formula { &guarded } else { &text };
                    lines = lines.max(lines_in(&said, width.saturating_sub(PADDING), 12, false));
                    sheet.write_string_with_format(row, at, clipped(&said), format)?;
                }
            }
        }
        if lines > 1 {
            sheet.set_row_height_pixels(row, (lines * NORMAL_HEIGHT).min(HIGHEST))?;
        }
    }
    Ok(sheet)
}

fn right(plan: &EditionSheet) -> u16 {
    u16::try_from(plan.columns.len()).unwrap_or(u16::MAX).saturating_sub(1)
}

fn formula(plan: &EditionSheet, column: &EditionColumn) -> Option<xlsx::Formula> {
    column.formula(plan.name).map(xlsx::Formula::new)
}

fn table(plan: &EditionSheet, head: &Format, formats: &[Format]) -> Table {
    let columns = plan.columns.iter().zip(formats);
    let columns: Vec<TableColumn> = columns
        .map(|(column, format)| {
            let native = TableColumn::new().set_header(column.head).set_header_format(head);
            match formula(plan, column) {
                Some(formula) => native.set_formula(formula).set_format(format),
                None => native,
            }
        })
        .collect();
    Table::new()
        .set_name(plan.name)
        .set_columns(&columns)
        .set_style(TableStyle::None)
        .set_autofilter(false)
        .set_alt_text_title(&plan.title)
        .set_alt_text(plan.extent())
}

/// Pixels in which the head and most values are seen.
fn width(plan: &EditionSheet, column: &EditionColumn, index: usize) -> u32 {
    let values = plan.rows.iter().take(MEASURED_ROWS).filter_map(|row| row[index].as_ref());
    let values = values.map(|value| match value {
        Value::Number(_) => cell_px("000.000.000", 12, false),
        value => cell_px(&shown(value), 12, false),
    });
    let needs = values.max().unwrap_or(0).max(cell_px(column.head, 12, true));
    needs.clamp(NARROWEST, WIDEST)
}

const CORE: &str = "docProps/core.xml";
/// In front of what the language goes; it is the order in which others write it, the format asks for none.
const BEHIND_LANGUAGE: &str = "</cp:coreProperties>";

/// Says in the properties of a package that it is Vietnamese, which the library cannot.
fn with_language(bytes: &[u8]) -> Result<Vec<u8>, std::io::Error> {
    let mut package = ZipArchive::new(Cursor::new(bytes))?;
    let mut made = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 64)));
    let mut core = String::new();
    package.by_name(CORE)?.read_to_string(&mut core)?;
    let core =
        core.replace(BEHIND_LANGUAGE, &format!("<dc:language>vi</dc:language>{BEHIND_LANGUAGE}"));
    let core_at = package.index_for_name(CORE);
    for at in 0..package.len() {
        if core_at != Some(at) {
            made.raw_copy_file(package.by_index_raw(at)?)?;
            continue;
        }
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        made.start_file(CORE, options)?;
        made.write_all(core.as_bytes())?;
    }
    Ok(made.finish()?.into_inner())
}
