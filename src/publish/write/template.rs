//! A template as a file: its sheet, what may be typed where, what is marked, and what the file says of itself.

use rust_xlsxwriter as xlsx;
use xlsx::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationRule, DocProperties, Format,
    IgnoreError, ProtectionOptions, Worksheet,
};

use crate::model::{Area, CellRef, column_letters};
use crate::pipeline::TemplateMark;
use crate::publish::book::live::quoted;
use crate::publish::book::style::WRONG_COLOUR;
use crate::publish::published::PublishError;
use crate::publish::template::plan::{TemplatePlan, Typed, TypedCells};

use super::formats::Formats;
use super::paper::{column, empty};
use super::workbook::worksheet;

/// Most characters of what a spreadsheet says of a cell.
const MOST_LETTERS: usize = 255;

/// Turns a template into a file; the same template gives the same bytes.
pub(in crate::publish) fn bytes(
    plan: &TemplatePlan<'_>,
    file: &str,
) -> Result<Vec<u8>, PublishError> {
    written(plan).map_err(|error| PublishError {
        file: file.to_owned(),
        sheet: plan.sheet.name.to_owned(),
        reason: error.to_string(),
    })
}

fn written(plan: &TemplatePlan<'_>) -> Result<Vec<u8>, xlsx::XlsxError> {
    let mut sheet = worksheet(&plan.sheet, None, &Formats::new())?;
    for input in &plan.inputs {
        watch(&mut sheet, input)?;
    }
    set_up(&mut sheet, plan)?;
    let mut workbook = empty(&plan.title, plan.company, plan.created)?;
    let (year, month) = plan.created;
    let properties = DocProperties::new()
        .set_title(&plan.title)
        .set_company(plan.company)
        .set_creation_datetime(&xlsx::ExcelDateTime::from_ymd(year, month, 1)?)
        .set_custom_property(TemplateMark::NAME, plan.mark.as_str());
    workbook.set_properties(&properties);
    workbook.define_name(TemplateMark::NAME, &format!("={}", quoted(&plan.mark)))?;
    workbook.push_worksheet(sheet);
    workbook.save_to_buffer()
}

/// What is printed, what stays in sight, and what may be changed.
fn set_up(sheet: &mut Worksheet, plan: &TemplatePlan<'_>) -> Result<(), xlsx::XlsxError> {
    let rows = u32::try_from(plan.sheet.lines.len()).unwrap_or(u32::MAX).saturating_sub(1);
    let control = plan.sheet.columns().saturating_sub(1);
    sheet.set_print_area(0, 0, rows, control.saturating_sub(1))?;
    // Who types needs the head more than the room that it takes.
    let held = plan.sheet.head.map_or(0, |(_, last)| last + 1);
    sheet.set_freeze_panes(held, plan.sheet.holds_columns)?;
    // `2.1` is the number of a line, and a sum leaves out what stands beside it: neither is a slip.
    let labels = plan.sheet.holds_columns.min(control);
    if let Some(last) = labels.checked_sub(1) {
        sheet.ignore_error_range(0, 0, rows, last, IgnoreError::NumberStoredAsText)?;
    }
    sheet.ignore_error_range(0, labels, rows, control, IgnoreError::FormulaOmitsCells)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

/// Says what is to be typed, refuses what is not, and marks what came in all the same: what is pasted is not asked.
fn watch(sheet: &mut Worksheet, input: &TypedCells) -> Result<(), xlsx::XlsxError> {
    let Some(Area { first, last }) = input.areas.first().copied() else { return Ok(()) };
    let cell = |at: CellRef| format!("{}{}", column_letters(at.column), at.row + 1);
    let areas = input.areas.iter().map(|area| format!("{}:{}", cell(area.first), cell(area.last)));
    let areas: String = areas.collect::<Vec<_>>().join(" ");
    let rule: String = format!("{}.", input.typed.rule()).chars().take(MOST_LETTERS).collect();
    let asked = match &input.typed {
        Typed::Count => "Số nguyên, không dấu phân cách. Không có thì ghi 0.".to_owned(),
        Typed::Amount | Typed::Percent | Typed::Code(_) => rule.clone(),
    };
    let validation = match &input.typed {
        Typed::Count => {
            DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
        }
        Typed::Amount => DataValidation::new()
            .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
        Typed::Percent => {
            DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, 100.0))
        }
        Typed::Code(codes) => {
            let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
            DataValidation::new().allow_list_strings(&codes)?
        }
    };
    let validation = validation
        .set_input_title("Ô nhập số liệu")?
        .set_input_message(asked)?
        .set_error_title("Không ghi được như vậy")?
        .set_error_message(rule)?
        .set_multi_range(&areas);
    let (from, to) = (column(first.column), column(last.column));
    sheet.add_data_validation(first.row, from, last.row, to, &validation)?;
    let marked = Format::new().set_background_color(Color::RGB(WRONG_COLOUR));
    let condition = ConditionalFormatFormula::new()
        .set_rule(format!("={}", input.typed.is_wrong(&cell(first))).as_str())
        .set_format(marked)
        .set_multi_range(areas);
    sheet.add_conditional_format(first.row, from, last.row, to, &condition)?;
    Ok(())
}
