//! A table of data as a workbook of one sheet, for people who go on working with it: one line of heads that stays in
//! sight and filters, each number a number, and text nothing but text.

use crate::model::Value;

use super::book::copied::{looks_like_a_formula, shown};
use super::book::style::{CellContent, CellStyle};
use super::book::width::cell_px;

/// Rows that a sheet takes below its heads.
pub const MOST_ROWS: usize = 1_048_575;

/// Rows from the top that the widths of columns go by, and the bounds of a width in pixels.
const MEASURED_ROWS: usize = 500;
const NARROWEST: u32 = 60;
const WIDEST: u32 = 360;
/// Pixels of the button by which a column is filtered.
const BUTTON: u32 = 20;
/// Most characters of the name on a tab.
const TAB_CHARACTERS: usize = 31;

/// A table as it is to be written; its rows are handed over apart, for they may be many.
#[derive(Debug, Clone, Copy)]
pub struct DataSheet<'a> {
    /// Name of the table.
    pub name: &'a str,
    /// Title in the properties of the file.
    pub title: &'a str,
    /// Issuing agency in the properties of the file.
    pub company: &'a str,
    /// Left part of the footer.
    pub footer: &'a str,
    /// Year and month that stand for the time of writing.
    pub created: (u16, u8),
    /// Names of the columns.
    pub head: &'a [&'a str],
}

impl<'a> DataSheet<'a> {
    /// A table with these columns.
    #[must_use]
    pub const fn new(name: &'a str, created: (u16, u8), head: &'a [&'a str]) -> Self {
        Self { name, title: name, company: "", footer: name, created, head }
    }

    /// Name on the tab: some characters cannot stand there.
    pub(super) fn tab(&self) -> String {
        let name = self.name.chars().map(|c| if "[]:*?/\\'".contains(c) { '-' } else { c });
        name.take(TAB_CHARACTERS).collect()
    }

    pub(super) fn fitting_widths(
        &self,
        rows: impl Iterator<Item = Vec<Option<Value>>>,
    ) -> Vec<u32> {
        let head = CellStyle::Head.face();
        let heads = self.head.iter().map(|name| cell_px(name, head.points, true) + BUTTON);
        let mut widths: Vec<u32> = heads.collect();
        let points = CellStyle::Copied(CellContent::Line, None).face().points;
        for row in rows.take(MEASURED_ROWS) {
            for (width, value) in widths.iter_mut().zip(row) {
                let needs = value.map_or(0, |value| cell_px(&shown(&value), points, false));
                *width = (*width).max(needs);
            }
        }
        widths.into_iter().map(|width| width.clamp(NARROWEST, WIDEST)).collect()
    }
}

/// How a value is shown: on one line, so that all rows are of one height.
pub(super) fn holds(value: &Value) -> CellContent {
    match value {
        Value::Number(_) => CellContent::Number,
        Value::Text(text) if looks_like_a_formula(text) => CellContent::Guarded,
        _ => CellContent::Line,
    }
}

#[cfg(test)]
mod tests {
    use super::DataSheet;

    #[test]
    fn a_tab_takes_what_a_file_name_of_a_table_holds() {
        let tab = |name: &str| DataSheet::new(name, (2023, 10), &[]).tab();
        assert_eq!(tab("lines/phu-luc-3"), "lines-phu-luc-3");
        assert_eq!(tab(&"x".repeat(40)).len(), 31);
    }
}
