//! One table of a Word document while its elements pass by: cells placed on the grid so that headers of merged
//! cells line up with the columns below them.

use crate::model::{Area, CellRef, Finding, MOST_COLUMNS, Shown, Span, Value};
use crate::read::findings::unreadable_cell::UNREADABLE_CELL;

use super::super::draft::{Budget, Draft};
use super::super::separated::typed;
use super::styles::Face;

/// How a cell is joined to its neighbour above or at the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Merge {
    /// Not at all.
    #[default]
    Alone,
    /// The first of the joined ones.
    First,
    /// One of the others.
    Next,
}

/// What the properties of a cell say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellProperties {
    /// Columns of the grid that it covers, where more than one.
    pub(super) span: Option<u32>,
    /// Joined to the cell above.
    pub(super) down: Merge,
    /// Joined to the cell at the left.
    pub(super) across: Merge,
}

/// How a cell says what it says.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellLettering {
    pub(super) face: Face,
    /// Where that is not all of what it shows.
    pub(super) shown: Option<Shown>,
}

/// A cell of the current row, both columns included.
#[derive(Debug, Clone, Copy)]
struct RowCell {
    first: u32,
    last: u32,
    down: Merge,
}

/// An area that the next row may make longer.
#[derive(Debug, Clone, Copy)]
struct Growing {
    top: u32,
    first: u32,
    last: u32,
}

/// What of a table is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum OpenPart {
    /// Neither row nor cell.
    #[default]
    Nothing,
    /// A row.
    Row,
    /// A row that was deleted with changes tracked.
    Deleted,
    /// A cell.
    Cell,
}

/// A table while it is read.
#[derive(Debug)]
pub(super) struct WordTable {
    /// Its number in the document, from 1.
    pub(super) number: u32,
    /// Properties of the cell that is open.
    pub(super) place: CellProperties,
    /// What of it is open.
    pub(super) open: OpenPart,
    /// Whether the row that is open is not shown.
    pub(super) hidden: bool,
    draft: Draft,
    row: u32,
    column: u32,
    placed: Vec<RowCell>,
    growing: Vec<Growing>,
}

impl WordTable {
    /// A table without rows.
    pub(super) fn new(number: u32, caption: Vec<String>) -> Self {
        let mut draft = Draft::new(format!("bảng {number}"), false);
        draft.caption = caption;
        Self {
            number,
            place: CellProperties::default(),
            open: OpenPart::Nothing,
            hidden: false,
            draft,
            row: 0,
            column: 0,
            placed: Vec::new(),
            growing: Vec::new(),
        }
    }

    /// Where the next text stands.
    pub(super) const fn at(&self) -> CellRef {
        CellRef::counted(self.row, self.column)
    }

    /// A row begins.
    pub(super) const fn begin_row(&mut self) {
        self.open = OpenPart::Row;
        self.hidden = false;
        self.column = 0;
    }

    /// The row leaves columns of the grid free at its start.
    pub(super) const fn leave_free(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns);
    }

    /// A cell begins.
    pub(super) fn begin_cell(&mut self) {
        self.open = OpenPart::Cell;
        self.place = CellProperties::default();
    }

    /// A cell ends; `text` is `None` where it was cut off.
    pub(super) fn end_cell(
        &mut self,
        text: Option<&str>,
        said: CellLettering,
        budget: &mut Budget,
    ) -> Result<(), String> {
        self.open = OpenPart::Row;
        let at = self.at();
        let span = self.place.span.unwrap_or(1).max(1);
        self.column = self.column.saturating_add(span);
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            if at.column >= MOST_COLUMNS {
                self.too_wide();
                return Ok(());
            }
            self.draft.put(at, typed(text), budget)?;
            self.draft.marks.extend(said.shown.map(|shown| (at, shown)));
            if let Face::Legacy(font) = said.face {
                self.draft.fonts.push((at, font));
            }
        }
        if at.column < MOST_COLUMNS {
            let last = self.column.min(MOST_COLUMNS) - 1;
            self.place_cell(at.column, last);
        }
        Ok(())
    }

    fn place_cell(&mut self, first: u32, last: u32) {
        match self.placed.last_mut() {
            Some(left) if self.place.across == Merge::Next => left.last = last,
            _ => self.placed.push(RowCell { first, last, down: self.place.down }),
        }
    }

    fn too_wide(&mut self) {
        // Once is enough: a hostile table has a million such cells.
        let told = self.draft.findings.iter().any(|known| known.place.cell.is_none());
        if !told {
            let message = format!(
                "bảng rộng quá {MOST_COLUMNS} cột; các ô bên phải cột đó không đọc được và không được tính"
            );
            self.draft.findings.push(Finding::new(&UNREADABLE_CELL, message).left_out());
        }
    }

    /// A row ends.
    pub(super) fn end_row(&mut self) {
        self.column = 0;
        if std::mem::take(&mut self.open) == OpenPart::Deleted {
            self.placed.clear();
            return;
        }
        if self.hidden {
            self.hide_row();
        }
        self.grow();
        self.row = self.row.saturating_add(1);
    }

    fn hide_row(&mut self) {
        match self.draft.hidden_rows.last_mut() {
            Some(span) if span.last.saturating_add(1) == self.row => span.last = self.row,
            _ => self.draft.hidden_rows.push(Span::one(self.row)),
        }
    }

    /// Joins the cells of the row to the areas above them; both are in order of their columns.
    fn grow(&mut self) {
        let above = std::mem::take(&mut self.growing);
        let mut above = above.into_iter().peekable();
        for cell in std::mem::take(&mut self.placed) {
            while let Some(left) = above.next_if(|area| area.first < cell.first) {
                self.close(left);
            }
            let same = above.next_if(|area| area.first == cell.first);
            match (cell.down, same) {
                (Merge::Next, Some(area)) if area.last == cell.last => self.growing.push(area),
                (_, same) => {
                    if let Some(area) = same {
                        self.close(area);
                    }
                    let area = Growing { top: self.row, first: cell.first, last: cell.last };
                    if cell.down == Merge::Alone {
                        self.merge(area, self.row);
                    } else {
                        self.growing.push(area);
                    }
                }
            }
        }
        for area in above {
            self.close(area);
        }
    }

    /// An area that ends with the row above.
    fn close(&mut self, area: Growing) {
        self.merge(area, self.row.saturating_sub(1));
    }

    fn merge(&mut self, area: Growing, bottom: u32) {
        if area.first < area.last || area.top < bottom {
            let first = CellRef::counted(area.top, area.first);
            let last = CellRef::counted(bottom, area.last);
            self.draft.merges.push(Area { first, last });
        }
    }

    /// Notes that the table is cut off here.
    pub(super) fn cut(&mut self, reason: &str) {
        let message = format!(
            "tệp bị hỏng từ ô này trở đi ({reason}) nên phần còn lại của bảng không đọc được và không được tính"
        );
        let finding = Finding::new(&UNREADABLE_CELL, message).at(self.at()).left_out();
        self.draft.findings.push(finding);
    }

    /// Whether it stands above a table rather than for itself: the two columns of a letterhead, or nothing.
    pub(super) fn is_letterhead(&self) -> bool {
        let number = |value: &Value| matches!(value, Value::Number(_));
        self.draft.cells.is_empty()
            || (self.row <= 2 && !self.draft.cells.iter().any(|cell| number(&cell.value)))
    }

    /// The sheet.
    pub(super) fn finish(mut self) -> Draft {
        for area in std::mem::take(&mut self.growing) {
            self.close(area);
        }
        self.draft
    }
}
