//! One table of a web page while it is read: its rows and columns, and whether it holds data or only a heading.

use crate::model::{Area, CellRef, Finding, Span, Value};
use crate::read::findings::unreadable_cell::UNREADABLE_CELL;
use crate::text::LegacyFont;

use super::super::draft::Draft;
use super::super::runs::UnreadPieces;
use super::grid::{Grid, GridPlace};
use super::text::{Flow, Titles};
use super::tree::Id;

/// A cell while its text is read.
pub(super) struct OpenCell {
    /// Its element.
    pub(super) id: Id,
    /// Where it stands.
    pub(super) placed: GridPlace,
    /// The first font of the time before Unicode in it.
    pub(super) font: Option<LegacyFont>,
    /// What is raised or struck through in it.
    pub(super) left_out: UnreadPieces,
}

/// A table while it is read.
pub(super) struct HtmlTable {
    /// Its place among all tables of the page.
    pub(super) number: usize,
    /// What is read of it.
    pub(super) draft: Draft,
    /// Where its cells stand.
    pub(super) grid: Grid,
    /// The cell at hand.
    pub(super) cell: Option<OpenCell>,
    /// The text of the cell at hand, or of the caption.
    pub(super) flow: Flow,
    /// What it looks like so far.
    pub(super) guise: Guise,
    group_hidden: bool,
    /// Columns declared so far, and where the group of them at hand begins.
    columns: u32,
    column_group: u32,
}

/// Whether a table looks like a heading that is only laid out as one: few rows, at most two texts in each (the
/// names of the office on the left and of the country on the right), no numbers.
#[derive(Default)]
pub(super) struct Guise {
    /// It is no heading.
    pub(super) is_data: bool,
    /// Its texts, for the caption of the table below.
    pub(super) titles: Titles,
    rows: u32,
    filled: u32,
}

impl Guise {
    const MOST_ROWS: u32 = 10;
    const MOST_TEXTS: u32 = 2;

    /// Ends a row.
    pub(super) fn close_row(&mut self) {
        self.rows += u32::from(self.filled > 0);
        self.filled = 0;
    }

    /// Takes note of a cell that is not blank.
    pub(super) fn cell(&mut self, value: &Value) {
        let fits = self.filled < Self::MOST_TEXTS && self.rows < Self::MOST_ROWS;
        self.filled += 1;
        match value {
            Value::Text(text) if fits && text.chars().any(char::is_alphabetic) => {
                self.titles.push(text);
            }
            _ => self.is_data = true,
        }
    }
}

impl HtmlTable {
    /// A table nothing is read of yet.
    pub(super) fn new(number: usize, draft: Draft) -> Self {
        Self {
            number,
            draft,
            grid: Grid::default(),
            cell: None,
            flow: Flow::default(),
            guise: Guise::default(),
            group_hidden: false,
            columns: 0,
            column_group: 0,
        }
    }

    /// Begins a group of rows.
    pub(super) const fn open_group(&mut self, hidden: bool) {
        self.group_hidden = hidden;
    }

    /// Begins a row.
    pub(super) fn open_row(&mut self, hidden: bool) {
        let row = self.grid.open_row();
        if hidden || self.group_hidden {
            match self.draft.hidden_rows.last_mut() {
                Some(span) if span.last + 1 == row => span.last = row,
                _ => self.draft.hidden_rows.push(Span::one(row)),
            }
        }
    }

    /// Ends a group of rows.
    pub(super) fn close_group(&mut self) {
        self.group_hidden = false;
        self.grid.close_group(&mut self.draft.merges);
    }

    /// Ends the caption.
    pub(super) fn close_caption(&mut self) {
        let caption = self.flow.take();
        if !caption.chars().all(char::is_whitespace) {
            self.draft.caption.push(caption);
        }
    }

    /// Begins a group of columns.
    pub(super) const fn open_columns(&mut self) {
        self.column_group = self.columns;
    }

    /// Declares columns.
    pub(super) fn column(&mut self, columns: u16, hidden: bool) {
        let first = self.columns;
        self.columns = first.saturating_add(u32::from(columns));
        if hidden {
            self.draft.hidden_columns.push(Span { first, last: self.columns - 1 });
        }
    }

    /// Ends a group of columns: it spans the columns written in it, or else those it says.
    pub(super) fn close_columns(&mut self, columns: u16, hidden: bool) {
        let first = self.column_group;
        if self.columns == first {
            self.columns = first.saturating_add(u32::from(columns));
        }
        if hidden {
            self.draft.hidden_columns.push(Span { first, last: self.columns - 1 });
        }
    }

    /// Tells, once, that cells stand outside of what a sheet can hold.
    pub(super) fn too_large(&mut self) {
        if self.draft.findings.is_empty() {
            let message = "bảng có ô ở ngoài 1.048.576 dòng hoặc 16.384 cột (giới hạn của bảng tính); các ô đó không được tính";
            self.draft.findings.push(Finding::new(&UNREADABLE_CELL, message).left_out());
        }
    }
}

/// Whether a spreadsheet program shows the table in the same rows: a line break would begin another one.
pub(super) fn keeps_rows(draft: &Draft) -> bool {
    let breaks = |text: &str| text.contains('\n');
    draft.caption.is_empty() && !draft.cells.iter().any(|cell| cell.text().is_some_and(breaks))
}

/// Shows the addresses as a spreadsheet program does.
pub(super) fn letter(draft: &mut Draft) {
    let lettered = |at: CellRef| CellRef::new(at.row, at.column);
    draft.cells.iter_mut().for_each(|cell| cell.at = lettered(cell.at));
    draft.fonts.iter_mut().for_each(|(at, _)| *at = lettered(*at));
    draft.marks.iter_mut().for_each(|(at, _)| *at = lettered(*at));
    for area in &mut draft.merges {
        *area = Area { first: lettered(area.first), last: lettered(area.last) };
    }
}
