//! A sheet of a submitted file as it is given back: every value at its own address, as it was found, never as a
//! formula; merged areas; widths and heights in which everything can be read; the doubtful cells marked.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::{Area, Cell, CellRef, Severity, Sheet, Value};

use super::style::CellContent;

/// What stands for a formula that was never calculated.
pub const UNCALCULATED: &str = "(công thức chưa tính)";

/// A sheet of a submitted file.
#[derive(Debug, Clone, PartialEq)]
pub struct Copied<'a> {
    /// Name on the tab.
    pub name: String,
    /// Left part of the footer.
    pub footer: String,
    /// The sheet as it was read.
    pub sheet: &'a Sheet,
    /// Whether it is hidden, as what an office hid or sent again is not to be read.
    pub hidden: bool,
    /// Merged areas; none hides a value or a mark.
    pub merges: Vec<Area>,
    /// Widths of columns, in pixels.
    pub widths: BTreeMap<u32, u32>,
    /// Heights of the rows that are higher than a line, in pixels.
    pub heights: BTreeMap<u32, u32>,
    /// Cells at which something was found.
    pub marks: BTreeMap<CellRef, CellMark>,
}

/// What was found at a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellMark {
    /// The worst of it.
    pub severity: Severity,
    /// All of it, for the note beside the cell.
    pub text: String,
}

impl<'a> Copied<'a> {
    /// A sheet with its marks, under a name that no other sheet of the workbook has.
    #[must_use]
    pub fn new(
        name: String,
        footer: String,
        sheet: &'a Sheet,
        marks: BTreeMap<CellRef, CellMark>,
    ) -> Self {
        let (widths, heights) = (BTreeMap::new(), BTreeMap::new());
        let hidden = sheet.hidden;
        let mut copied =
            Self { name, footer, sheet, hidden, merges: Vec::new(), widths, heights, marks };
        copied.merges = copied.kept_merges();
        copied.widths = copied.fitting_widths();
        copied.heights = copied.fitting_heights();
        copied
    }

    /// The severity a cell is marked with.
    #[must_use]
    pub fn mark(&self, at: CellRef) -> Option<Severity> {
        self.marks.get(&at).map(|mark| mark.severity)
    }

    /// How a cell of a row of so many is shown.
    #[must_use]
    pub fn holds(&self, cell: &Cell, in_row: usize) -> CellContent {
        match &cell.value {
            Value::Number(_) => CellContent::Number,
            Value::Text(text) if looks_like_a_formula(text) => CellContent::Guarded,
            Value::Text(_) if self.merge_at(cell.at).is_some() => CellContent::Merged,
            Value::Text(_) if in_row == 1 => CellContent::Line,
            Value::Text(_) => CellContent::Text,
            Value::Flag(_) | Value::Date(_) | Value::Fault(_) | Value::Uncalculated => {
                CellContent::Said
            }
        }
    }

    /// The merged area that begins at a cell.
    pub(super) fn merge_at(&self, at: CellRef) -> Option<&Area> {
        let index = self.merges.binary_search_by_key(&at, |area| area.first).ok()?;
        Some(&self.merges[index])
    }
}

/// Whether a spreadsheet would take a text for a formula if it was typed again.
pub(in crate::publish) fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

/// What a cell shows.
pub(in crate::publish) fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) | Value::Date(text) | Value::Fault(text) => text.clone(),
        Value::Flag(true) => "TRUE".to_owned(),
        Value::Flag(false) => "FALSE".to_owned(),
        Value::Uncalculated => UNCALCULATED.to_owned(),
    }
}

impl fmt::Display for Copied<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "== {} (copied, {} merged)", self.name, self.merges.len())?;
        for (_, cells) in self.sheet.rows() {
            let texts: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
            writeln!(f, "{}", texts.join(" | "))?;
        }
        let empty = self.marks.iter().filter(|(at, _)| self.sheet.get(**at).is_none());
        empty
            .map(|(at, mark)| (at, mark.severity.word()))
            .try_for_each(|(at, word)| writeln!(f, "{at} [{word}]"))?;
        self.marks
            .iter()
            .try_for_each(|(at, mark)| writeln!(f, "note {at}: {}", mark.text.replace('\n', " ⏎ ")))
    }
}

impl Copied<'_> {
    fn cell(&self, cell: &Cell) -> String {
        let mark =
            self.mark(cell.at).map_or_else(String::new, |mark| format!(" [{}]", mark.word()));
        format!("{} {}{mark}", cell.at, shown(&cell.value).replace('\n', " ⏎ "))
    }
}
