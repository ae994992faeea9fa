//! A sheet while a reader fills it, and the budget that all sheets of a file share.

use crate::model::{
    Area, Cell, CellRef, Finding, Limits, MOST_COLUMNS, MOST_ROWS, Sheet, Shown, Span, Value,
};
use crate::read::findings::sheet_without_form::SHEET_WITHOUT_FORM;
use crate::read::findings::unreadable_cell::UNREADABLE_CELL;
use crate::text::LegacyFont;

use super::covered;

/// A sheet while a reader fills it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Name on the tab, or what stands for one.
    pub(super) name: String,
    /// Hidden from the person who opens the file.
    pub(super) hidden: bool,
    /// Non-empty cells in any order; where two stand at one address the later one counts.
    pub(super) cells: Vec<Cell>,
    /// Merged areas.
    pub(super) merges: Vec<Area>,
    /// Texts above the cells, where the file keeps them apart from the table.
    pub(super) caption: Vec<String>,
    /// Rows that are not shown.
    pub(super) hidden_rows: Vec<Span>,
    /// Columns that are not shown.
    pub(super) hidden_columns: Vec<Span>,
    /// Cells in a font of the time before Unicode, in any order.
    pub(super) fonts: Vec<(CellRef, LegacyFont)>,
    /// Cells that are shown otherwise than they are read, in any order.
    pub(super) marks: Vec<(CellRef, Shown)>,
    /// What could not be read of it; the name of the sheet is added later.
    pub(super) findings: Vec<Finding>,
    /// The first cell where no program has one.
    beyond: Option<CellRef>,
}

impl Draft {
    /// An empty sheet.
    pub(super) fn new(name: impl Into<String>, hidden: bool) -> Self {
        Self { name: name.into(), hidden, ..Self::default() }
    }

    /// An entry of the list of sheets behind which there is none; it may have had cells.
    pub(super) fn of_dead_entry(name: &str, had_cells: bool) -> Self {
        let finding = if had_cells {
            let message = format!(
                "trang tính \"{name}\" có tên trong danh sách nhưng tệp không còn phần nội dung của nó; trang này không được tính; hãy mở bằng Excel, kiểm tra, lưu lại rồi gửi lại"
            );
            Finding::new(&UNREADABLE_CELL, message)
        } else {
            let message = format!(
                "trang tính \"{name}\" chỉ có tên trong danh sách, không có nội dung (thường là trang macro của Excel đời cũ); đã bỏ qua"
            );
            Finding::new(&SHEET_WITHOUT_FORM, message)
        };
        let mut draft = Self::new(name, false);
        draft.findings.push(finding.left_out());
        draft
    }

    /// Adds a cell; a text of nothing but spaces is a blank and not added.
    pub(super) fn put(
        &mut self,
        at: CellRef,
        value: Value,
        budget: &mut Budget,
    ) -> Result<(), String> {
        let value = match value {
            Value::Text(text) if text.chars().all(char::is_whitespace) => return Ok(()),
            // No program shows such a number, and none can be counted.
            Value::Number(number) if !number.is_finite() => Value::Fault("#NUM!".to_owned()),
            value => value,
        };
        if at.row >= MOST_ROWS || at.column >= MOST_COLUMNS {
            self.beyond.get_or_insert(at);
            return Ok(());
        }
        budget.spend(&value)?;
        self.cells.push(Cell { at, value });
        Ok(())
    }

    /// Forgets the cells.
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.marks.clear();
        self.beyond = None;
    }

    /// The sheet, and what could not be read of it.
    pub(super) fn finish(mut self) -> (Sheet, Vec<Finding>) {
        if self.beyond.is_some() {
            let message = "có ô nằm ngoài giới hạn của trang tính (1.048.576 dòng, 16.384 cột); các ô đó không được tính";
            self.findings.push(Finding::new(&UNREADABLE_CELL, message).left_out());
        }
        let merges = self.merges.into_iter().filter_map(inside).collect();
        let mut sheet = Sheet::new(self.name.clone(), self.hidden, self.cells, merges);
        self.findings.extend(covered::findings(&sheet.take_covered()));
        let findings =
            self.findings.into_iter().map(|finding| finding.in_sheet(&self.name)).collect();
        self.marks.sort_by_key(|(at, _)| *at);
        sheet.marks = self.marks;
        sheet.caption = self.caption;
        sheet.hidden_rows = sorted(self.hidden_rows, MOST_ROWS);
        sheet.hidden_columns = sorted(self.hidden_columns, MOST_COLUMNS);
        (sheet, findings)
    }
}

/// The part of a merged area that lies inside the sheet, if any.
fn inside(mut area: Area) -> Option<Area> {
    area.put_in_order();
    area.last.row = area.last.row.min(MOST_ROWS - 1);
    area.last.column = area.last.column.min(MOST_COLUMNS - 1);
    (area.first.row < MOST_ROWS && area.first.column < MOST_COLUMNS).then_some(area)
}

/// In order, neighbours joined, nothing beyond `most` lines.
fn sorted(mut spans: Vec<Span>, most: u32) -> Vec<Span> {
    spans.retain(|span| span.first <= span.last && span.first < most);
    for span in &mut spans {
        span.last = span.last.min(most - 1);
    }
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.first <= last.last.saturating_add(1) => {
                last.last = last.last.max(span.last);
            }
            _ => joined.push(span),
        }
    }
    joined
}

/// What is left of the cells and letters that one file may hold.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    limits: Limits,
    cells: u64,
    letters: u64,
}

impl Budget {
    /// A budget nothing is spent of.
    pub(super) const fn new(limits: &Limits) -> Self {
        Self { limits: *limits, cells: 0, letters: 0 }
    }

    /// The limits behind it.
    pub(super) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Spends one cell; where the budget is used up, the reason in Vietnamese.
    fn spend(&mut self, value: &Value) -> Result<(), String> {
        self.cells += 1;
        if let Value::Text(text) | Value::Date(text) | Value::Fault(text) = value {
            self.letters += text.len() as u64;
        }
        if self.cells > self.limits.cells {
            return Err(format!(
                "tệp có hơn {} ô có nội dung (giới hạn của chương trình); hãy gửi lại bảng tính chỉ có biểu số liệu",
                crate::text::group_thousands(i64::try_from(self.limits.cells).unwrap_or(i64::MAX))
            ));
        }
        if self.letters > self.limits.inflated {
            return Err(format!(
                "chữ trong các ô của tệp dài quá {} MB (giới hạn của chương trình); hãy gửi lại bảng tính chỉ có biểu số liệu",
                self.limits.inflated >> 20
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Draft};
    use crate::model::{Area, CellRef, Limits, MOST_COLUMNS, MOST_ROWS, Span, Value};

    #[test]
    fn a_number_that_is_none_is_a_fault() {
        let mut draft = Draft::new("a", false);
        let mut budget = Budget::new(&Limits::DEFAULT);
        for number in [f64::NAN, f64::INFINITY, 2.5] {
            draft.put(CellRef::new(0, 0), Value::Number(number), &mut budget).unwrap();
        }
        let fault = Value::Fault("#NUM!".to_owned());
        let values: Vec<&Value> = draft.cells.iter().map(|cell| &cell.value).collect();
        assert_eq!(values, [&fault, &fault, &Value::Number(2.5)]);
    }

    #[test]
    fn what_lies_beyond_every_sheet_is_told_and_left_out() {
        let mut draft = Draft::new("a", false);
        let mut budget = Budget::new(&Limits::DEFAULT);
        for at in [CellRef::new(0, 0), CellRef::new(MOST_ROWS, 0), CellRef::new(0, u32::MAX)] {
            draft.put(at, Value::Number(1.0), &mut budget).unwrap();
        }
        let area = |first, last| Area { first, last };
        draft.merges = vec![
            area(CellRef::new(9, 9), CellRef::new(2, u32::MAX)),
            area(CellRef::new(u32::MAX, 0), CellRef::new(u32::MAX, 1)),
        ];
        draft.hidden_rows = vec![Span { first: 5, last: u32::MAX }, Span { first: 9, last: 3 }];
        let (sheet, findings) = draft.finish();
        assert_eq!((sheet.len(), findings.len()), (1, 1));
        let last = CellRef::new(9, MOST_COLUMNS - 1);
        assert_eq!(sheet.merges, [area(CellRef::new(2, 9), last)]);
        assert_eq!(sheet.hidden_rows, [Span { first: 5, last: MOST_ROWS - 1 }]);
    }
}
