//! Values as they were found, and the sheets of submitted files with what was found at their cells.

use rust_xlsxwriter as xlsx;
use xlsx::Worksheet;

use crate::model::{Area, Cell, Value};
use crate::publish::book::copied::{CellMark, Copied, UNCALCULATED};
use crate::publish::book::plan::{Paper, WorkbookPlan, clipped};
use crate::publish::book::style::{CellContent, CellStyle, FONT};
use crate::publish::book::width::lines_in;

use super::formats::{Formats, normal, paint};
use super::paper::{NORMAL_HEIGHT, NORMAL_WIDTH, column, set_paper};
use super::runs::StyleRuns;

/// Pixels of a note, and of the highest one.
const NOTE_WIDTH: u32 = 340;
const NOTE_HEIGHT: u32 = 420;

/// A sheet of a submitted file, with what was found at its cells.
pub(super) fn copied(
    copy: &Copied<'_>,
    book: &WorkbookPlan<'_>,
    formats: &Formats,
) -> Result<Worksheet, xlsx::XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_default_format(&normal(), NORMAL_HEIGHT, NORMAL_WIDTH)?;
    sheet.set_name(copy.name.as_str())?;
    for (&at, &width) in &copy.widths {
        sheet.set_column_width_pixels(column(at), width)?;
    }
    for (&row, &height) in &copy.heights {
        sheet.set_row_height_pixels(row, height)?;
    }
    for &Area { first, last } in &copy.merges {
        let format = formats.of(CellStyle::Copied(CellContent::Text, copy.mark(first)));
        sheet.merge_range(
            first.row,
            column(first.column),
            last.row,
            column(last.column),
            "",
            format,
        )?;
    }
    let mut values = CellValues::of(formats);
    for (row, cells) in copy.sheet.rows() {
        for cell in cells {
            let style = CellStyle::Copied(copy.holds(cell, cells.len()), copy.mark(cell.at));
            values.write(&mut sheet, row, cell, style)?;
        }
    }
    values.end(&mut sheet)?;
    for (&at, mark) in &copy.marks {
        if copy.sheet.get(at).is_none() {
            let format = formats.of(CellStyle::Copied(CellContent::Text, Some(mark.severity)));
            sheet.write_blank(at.row, column(at.column), format)?;
        }
        sheet.insert_note(at.row, column(at.column), &note(mark, book))?;
    }
    sheet.set_print_gridlines(true).set_print_headings(true);
    set_paper(&mut sheet, Paper::Lying, &copy.footer, book.code);
    // What an office hid is no more read when it comes back.
    sheet.set_hidden(copy.hidden);
    Ok(sheet)
}

/// Values written where they were found, in the order of the rows.
pub(super) struct CellValues<'f> {
    formats: &'f Formats,
    runs: StyleRuns,
}

impl<'f> CellValues<'f> {
    pub(super) fn of(formats: &'f Formats) -> Self {
        Self { formats, runs: StyleRuns::default() }
    }

    pub(super) fn write(
        &mut self,
        sheet: &mut Worksheet,
        row: u32,
        cell: &Cell,
        style: CellStyle,
    ) -> Result<(), xlsx::XlsxError> {
        let at = column(cell.at.column);
        match &cell.value {
            Value::Number(number) => sheet.write_number(row, at, *number)?,
            Value::Flag(flag) => sheet.write_boolean(row, at, *flag)?,
            Value::Text(text) | Value::Date(text) | Value::Fault(text) => {
                sheet.write_string(row, at, clipped(text))?
            }
            Value::Uncalculated => sheet.write_string(row, at, UNCALCULATED)?,
        };
        if self.runs.go_on(row, at, style) {
            return Ok(());
        }
        sheet.set_cell_format(row, at, self.formats.of(style))?;
        match self.runs.begin(row, at, style) {
            Some(run) => paint(sheet, run, self.formats),
            None => Ok(()),
        }
    }

    pub(super) fn end(self, sheet: &mut Worksheet) -> Result<(), xlsx::XlsxError> {
        self.runs.end().try_for_each(|run| paint(sheet, run, self.formats))
    }
}

/// What was found at a cell, beside it.
fn note(mark: &CellMark, book: &WorkbookPlan<'_>) -> xlsx::Note {
    let lines = lines_in(&mark.text, NOTE_WIDTH - 16, 10, false);
    xlsx::Note::new(mark.text.as_str())
        .set_author(book.company)
        .add_author_prefix(false)
        .set_width(NOTE_WIDTH)
        .set_height((lines * 17 + 12).min(NOTE_HEIGHT))
        .set_font_name(FONT)
        .set_font_size(10)
}
