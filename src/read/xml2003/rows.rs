//! Where rows, columns and cells of an XML spreadsheet stand: each follows the one before it unless it says its
//! own number. Numbers without end lead out of the sheet and nowhere else.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::model::{Area, CellRef, MOST_COLUMNS, MOST_ROWS, Span};

use super::super::xml::attribute;

/// The table of a sheet while it is read.
#[derive(Debug, Default)]
pub(super) struct Rows {
    row: u32,
    next_row: u32,
    next_column: u32,
    /// Where the next columns are declared.
    declared: u32,
    table_style: Option<String>,
    row_style: Option<String>,
    /// Last column and style by the first column.
    column_styles: BTreeMap<u32, (u32, String)>,
}

impl Rows {
    /// A table nothing is read of yet.
    pub(super) fn new(table: &BytesStart) -> Self {
        Self { table_style: style(table), ..Self::default() }
    }

    /// Columns declared together.
    pub(super) fn column(&mut self, element: &BytesStart, hidden: &mut Vec<Span>) {
        let first = index(element).unwrap_or(self.declared);
        let last = first.saturating_add(number(element, "Span").unwrap_or(0));
        self.declared = last.saturating_add(1);
        if first >= MOST_COLUMNS {
            return;
        }
        if is_hidden(element) {
            hidden.push(Span { first, last: last.min(MOST_COLUMNS - 1) });
        }
        if let Some(style) = style(element) {
            self.column_styles.insert(first, (last, style));
        }
    }

    /// Begins a row; it may stand for the rows below it too.
    pub(super) fn row(&mut self, element: &BytesStart, hidden: &mut Vec<Span>) {
        let first = index(element).unwrap_or(self.next_row);
        let last = first.saturating_add(number(element, "Span").unwrap_or(0));
        (self.row, self.next_row, self.next_column) = (first, last.saturating_add(1), 0);
        self.row_style = style(element);
        if is_hidden(element) && first < MOST_ROWS {
            let last = last.min(MOST_ROWS - 1);
            match hidden.last_mut() {
                Some(span) if span.last.saturating_add(1) == first => span.last = last,
                _ => hidden.push(Span { first, last }),
            }
        }
    }

    /// The address of the next cell of the row; one that spans is added to the merged areas.
    pub(super) fn cell(&mut self, element: &BytesStart, merges: &mut Vec<Area>) -> CellRef {
        let first = CellRef::new(self.row, index(element).unwrap_or(self.next_column));
        let across = number(element, "MergeAcross").unwrap_or(0);
        let down = number(element, "MergeDown").unwrap_or(0);
        let last_column = first.column.saturating_add(across);
        self.next_column = last_column.saturating_add(1);
        if across.max(down) > 0 && Self::holds(first) {
            let last_row = first.row.saturating_add(down).min(MOST_ROWS - 1);
            let last = CellRef::new(last_row, last_column.min(MOST_COLUMNS - 1));
            merges.push(Area { first, last });
        }
        first
    }

    /// Whether a sheet holds an address.
    pub(super) const fn holds(at: CellRef) -> bool {
        at.row < MOST_ROWS && at.column < MOST_COLUMNS
    }

    /// The style of a cell of this row that names none.
    pub(super) fn style(&self, column: u32) -> Option<&str> {
        let of_column = self.column_styles.range(..=column).next_back();
        let of_column = of_column.filter(|(_, (last, _))| column <= *last);
        let of_column = of_column.map(|(_, (_, style))| style.as_str());
        self.row_style.as_deref().or(of_column).or(self.table_style.as_deref())
    }
}

/// The style that an element names.
pub(super) fn style(element: &BytesStart) -> Option<String> {
    attribute(element, "StyleID")
}

fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "Hidden").is_some_and(|hidden| matches!(hidden.trim(), "1" | "true"))
}

/// A place counted from 1 in the file, from 0 here.
fn index(element: &BytesStart) -> Option<u32> {
    Some(number(element, "Index")?.saturating_sub(1))
}

/// A whole number; one too long for the type is the largest there is.
fn number(element: &BytesStart, name: &str) -> Option<u32> {
    let text = attribute(element, name)?;
    let digits = text.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u32::MAX))
}
