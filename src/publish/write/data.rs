//! A table of data as a file.

use rust_xlsxwriter as xlsx;
use xlsx::Worksheet;

use crate::model::{Cell as Found, CellRef, Value};
use crate::publish::book::plan::Paper;
use crate::publish::book::style::CellStyle;
use crate::publish::data_sheet::{DataSheet, holds};
use crate::publish::published::PublishError;

use super::formats::{Formats, normal};
use super::paper::{NORMAL_HEIGHT, NORMAL_WIDTH, empty, set_paper};
use super::values::CellValues;

impl DataSheet<'_> {
    /// The bytes of the workbook; at most [`MOST_ROWS`](crate::publish::MOST_ROWS) rows, with a value or nothing for each column, and no text
    /// of more than [`CELL_CHARACTERS`](crate::publish::CELL_CHARACTERS).
    ///
    /// # Errors
    /// The format does not take the table.
    pub fn bytes(
        &self,
        rows: impl Iterator<Item = Vec<Option<Value>>> + Clone,
    ) -> Result<Vec<u8>, PublishError> {
        let widths = self.fitting_widths(rows.clone());
        data(self, &widths, rows).map_err(|error| PublishError {
            file: format!("{}.xlsx", self.name),
            sheet: self.tab(),
            reason: error.to_string(),
        })
    }
}

/// A table of data as a file: a head that stays in sight and filters, and below it each value as what it is.
fn data(
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
        sheet.write_string_with_format(0, at, *name, formats.of(CellStyle::Head))?;
    }
    let mut last = 0;
    let mut written = CellValues::of(&formats);
    for (row, values) in (1u32..).zip(rows) {
        for (at, value) in (0u32..).zip(values) {
            let Some(value) = value else { continue };
            let style = CellStyle::Copied(holds(&value), None);
            written.write(&mut sheet, row, &Found { at: CellRef::new(row, at), value }, style)?;
        }
        last = row;
    }
    written.end(&mut sheet)?;
    if let Some(right) = u16::try_from(plan.head.len()).ok().and_then(|all| all.checked_sub(1)) {
        sheet.autofilter(0, 0, last, right)?;
    }
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    set_paper(&mut sheet, Paper::Lying, plan.footer, None);
    let mut workbook = empty(plan.title, plan.company, plan.created)?;
    workbook.push_worksheet(sheet);
    workbook.save_to_buffer()
}
