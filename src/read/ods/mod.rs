//! OpenDocument spreadsheets, packed or flat → sheets. Read as a stream, for a cell repeated to the end of a
//! sheet is one element here and a table of billions of cells to a reader that unfolds it.

mod styles;

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::{Area, CellRef, MOST_COLUMNS, MOST_ROWS, Shown, Span, Value};

use super::draft::{Budget, Draft};
use super::hour::with_hour;
use super::package::ZipPackage;
use super::runs::{PieceLook, UnreadPieces};
use super::stamp::kept::Stamps;
use super::stamp::markup;
use super::xml::{attribute, number};
use styles::Styles;

/// Reads a packed spreadsheet; where there is none, why, in Vietnamese, with what to do.
pub(super) fn read(
    bytes: &[u8],
    budget: &mut Budget,
    stamps: &mut Stamps,
) -> Result<Vec<Draft>, String> {
    const PASSWORD: &str = "tệp có mật khẩu (đã mã hóa); hãy bỏ mật khẩu rồi gửi lại";
    let mut package = ZipPackage::open(bytes, budget.limits())?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if String::from_utf8_lossy(&manifest).contains("encryption-data") {
        return Err(PASSWORD.to_owned());
    }
    let styles = package.part("styles.xml")?.unwrap_or_default();
    let Some(content) = package.part("content.xml")? else {
        return Err(
            "tệp .ods bị hỏng (thiếu phần `content.xml`); hãy mở lại, lưu rồi gửi lại".to_owned()
        );
    };
    let mut known = Styles::default();
    known.read(&String::from_utf8_lossy(&styles));
    let content = String::from_utf8_lossy(&content);
    markup::of_text(&content, stamps);
    markup::of_properties(&mut package, "meta.xml", stamps);
    read_text(&content, known, budget)
}

/// Reads a spreadsheet that is one XML file.
pub(super) fn read_flat(text: &str, budget: &mut Budget) -> Result<Vec<Draft>, String> {
    read_text(text, Styles::default(), budget)
}

fn read_text(text: &str, mut styles: Styles, budget: &mut Budget) -> Result<Vec<Draft>, String> {
    styles.read(text);
    let mut reader = Reader::from_str(text);
    let mut sheets = Sheets { styles, ..Sheets::default() };
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => sheets.event(&event, budget)?,
            Err(error) => {
                sheets.broken(&error.to_string());
                break;
            }
        }
    }
    sheets.close_table();
    if sheets.drafts.is_empty() {
        return Err(
            "tệp .ods không có trang tính nào hoặc bị hỏng; hãy mở lại, lưu rồi gửi lại".to_owned()
        );
    }
    Ok(sheets.drafts)
}

/// Elements whose content is no cell: notes on a cell, drawings, changes kept for review.
const SKIPPED: [&str; 6] =
    ["annotation", "frame", "shapes", "tracked-changes", "custom-shape", "forms"];

/// A cell while its text is read.
#[derive(Debug, Default)]
struct OpenCell {
    value: Option<Value>,
    is_fault: bool,
    has_formula: bool,
    style: Option<String>,
    is_percentage: bool,
    text: String,
    /// What is raised or struck through in it.
    left_out: UnreadPieces,
    paragraphs: u32,
    repeated: u32,
    columns: u32,
    rows: u32,
}

#[derive(Debug, Default)]
struct Sheets {
    styles: Styles,
    drafts: Vec<Draft>,
    table: Option<Draft>,
    /// Depth inside an element that is skipped.
    skipped: u32,
    row: u32,
    row_repeated: u32,
    /// Where the cells of the row at hand begin.
    row_start: usize,
    row_fonts: usize,
    row_marks: usize,
    column: u32,
    columns_declared: u32,
    /// The styles of cells that name none: last column and style by the first column, and that of the row.
    column_styles: BTreeMap<u32, (u32, String)>,
    row_style: Option<String>,
    cell: Option<OpenCell>,
    in_text: bool,
    /// The looks of the pieces of text that are open.
    looks: Vec<PieceLook>,
}

impl Sheets {
    fn event(&mut self, event: &Event, budget: &mut Budget) -> Result<(), String> {
        match event {
            Event::Start(e) if self.skipped > 0 => {
                let _ = e;
                self.skipped += 1;
            }
            Event::End(_) if self.skipped > 0 => self.skipped -= 1,
            _ if self.skipped > 0 => {}
            Event::Start(e) if SKIPPED.contains(&e.local_name().as_ref()) => self.skipped = 1,
            Event::Start(e) => self.start(e),
            Event::Empty(e) if SKIPPED.contains(&e.local_name().as_ref()) => {}
            Event::Empty(e) => {
                self.start(e);
                return self.end(e.local_name().as_ref(), budget);
            }
            Event::End(e) => return self.end(e.local_name().as_ref(), budget),
            Event::Text(text) if self.in_text => {
                self.push(&text.xml10_content());
            }
            Event::CData(text) if self.in_text => self.push(text),
            Event::GeneralRef(entity) if self.in_text => {
                let resolved = super::xml::entity(entity);
                self.push(&resolved);
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            "table" => self.open_table(element),
            "table-column" => self.column_element(element),
            "table-row" => self.open_row(element),
            "table-cell" | "covered-table-cell" => self.open_cell(element),
            "p" | "h" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                    self.in_text = true;
                }
            }
            "span" => {
                let style = attribute(element, "style-name").unwrap_or_default();
                let around = self.looks.last().copied().unwrap_or_default();
                let own = self.styles.look(&style);
                let (raised, struck) = (own.raised || around.raised, own.struck || around.struck);
                self.looks.push(PieceLook { raised, struck });
            }
            "s" => {
                let count = number(element, "c").unwrap_or(1).min(1000);
                self.push(&" ".repeat(count as usize));
            }
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, budget: &mut Budget) -> Result<(), String> {
        match name {
            "p" | "h" => self.in_text = false,
            "span" => _ = self.looks.pop(),
            "table-cell" | "covered-table-cell" => self.close_cell(budget)?,
            "table-row" => self.close_row(budget)?,
            "table" => self.close_table(),
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.in_text) {
            match self.looks.last() {
                Some(look) if !look.is_plain() => cell.left_out.push(text, *look),
                _ => cell.text.push_str(text),
            }
        }
    }

    fn open_table(&mut self, element: &BytesStart) {
        self.close_table();
        let name = attribute(element, "name").unwrap_or_default();
        let style = attribute(element, "style-name").unwrap_or_default();
        // Figures kept of another file are no data of this one.
        let foreign = name.starts_with("'file:");
        self.table = Some(Draft::new(name, foreign || self.styles.hides(&style)));
        (self.row, self.column, self.columns_declared) = (0, 0, 0);
        self.column_styles.clear();
    }

    fn close_table(&mut self) {
        self.cell = None;
        self.in_text = false;
        self.drafts.extend(self.table.take());
    }

    fn column_element(&mut self, element: &BytesStart) {
        let repeated = number(element, "number-columns-repeated").unwrap_or(1).max(1);
        let first = self.columns_declared;
        self.columns_declared = first.saturating_add(repeated).min(MOST_COLUMNS);
        if first >= self.columns_declared {
            return;
        }
        let span = Span { first, last: self.columns_declared - 1 };
        if let Some(style) = self.usual_style(element) {
            self.column_styles.insert(first, (span.last, style));
        }
        if is_hidden(element) {
            self.table.iter_mut().for_each(|table| table.hidden_columns.push(span));
        }
    }

    /// The style of cells that name none, where that of a cell matters.
    fn usual_style(&self, element: &BytesStart) -> Option<String> {
        self.styles.matter().then(|| attribute(element, "default-cell-style-name")).flatten()
    }

    /// The style of a cell: its own, that of its row or that of its column.
    fn style_of<'s>(&'s self, own: Option<&'s str>, column: u32) -> Option<&'s str> {
        let of_column = || {
            let (_, (last, style)) = self.column_styles.range(..=column).next_back()?;
            (column <= *last).then_some(style.as_str())
        };
        own.or(self.row_style.as_deref()).or_else(of_column)
    }

    fn open_row(&mut self, element: &BytesStart) {
        self.row_style = self.usual_style(element);
        self.row_repeated = number(element, "number-rows-repeated").unwrap_or(1).max(1);
        self.column = 0;
        let Some(table) = &mut self.table else { return };
        self.row_start = table.cells.len();
        (self.row_fonts, self.row_marks) = (table.fonts.len(), table.marks.len());
        if is_hidden(element) {
            let last = self.row.saturating_add(self.row_repeated - 1).min(MOST_ROWS - 1);
            table.hidden_rows.push(Span { first: self.row.min(last), last });
        }
    }

    fn open_cell(&mut self, element: &BytesStart) {
        let covered = element.local_name().as_ref() == "covered-table-cell";
        let count = |name| number(element, name).unwrap_or(1).max(1);
        let kind = attribute(element, "value-type");
        self.cell = Some(OpenCell {
            value: kind.as_deref().and_then(|kind| value(kind, element)),
            is_fault: kind.as_deref() == Some("error"),
            has_formula: attribute(element, "formula").is_some(),
            is_percentage: kind.as_deref() == Some("percentage"),
            style: attribute(element, "style-name"),
            repeated: count("number-columns-repeated"),
            columns: if covered { 1 } else { count("number-columns-spanned") },
            rows: if covered { 1 } else { count("number-rows-spanned") },
            ..OpenCell::default()
        });
        self.in_text = false;
        self.looks.clear();
    }

    fn close_cell(&mut self, budget: &mut Budget) -> Result<(), String> {
        self.in_text = false;
        let Some(mut cell) = self.cell.take() else { return Ok(()) };
        let partly = cell.settle();
        let first = self.column;
        self.column = first.saturating_add(cell.repeated);
        if self.row >= MOST_ROWS {
            return Ok(());
        }
        let Some(table) = &mut self.table else { return Ok(()) };
        if cell.columns > 1 || cell.rows > 1 {
            table.merges.push(Area {
                first: CellRef::new(self.row, first.min(MOST_COLUMNS - 1)),
                last: CellRef::new(
                    self.row.saturating_add(cell.rows - 1).min(MOST_ROWS - 1),
                    first.saturating_add(cell.columns - 1).min(MOST_COLUMNS - 1),
                ),
            });
        }
        let Some(value) = cell.content() else { return Ok(()) };
        let percent = cell.is_percentage.then_some(Shown::Percent);
        for column in first..self.column.min(MOST_COLUMNS) {
            let at = CellRef::new(self.row, column);
            let style = self.style_of(cell.style.as_deref(), column);
            let font = style.and_then(|style| self.styles.font(style));
            let shown = partly.or_else(|| self.styles.shown(style?)).or(percent);
            let Some(table) = &mut self.table else { break };
            table.put(at, value.clone(), budget)?;
            table.fonts.extend(font.map(|font| (at, font)));
            table.marks.extend(shown.map(|shown| (at, shown)));
        }
        Ok(())
    }

    /// A repeated row is written once and stands there as often as it says.
    fn close_row(&mut self, budget: &mut Budget) -> Result<(), String> {
        let repeated = std::mem::replace(&mut self.row_repeated, 1).max(1);
        let first = self.row;
        self.row = first.saturating_add(repeated);
        let Some(table) = &mut self.table else { return Ok(()) };
        let cells = table.cells.get(self.row_start..).unwrap_or_default().to_vec();
        let fonts = table.fonts.get(self.row_fonts..).unwrap_or_default().to_vec();
        let marks = table.marks.get(self.row_marks..).unwrap_or_default().to_vec();
        self.row_start = table.cells.len();
        (self.row_fonts, self.row_marks) = (table.fonts.len(), table.marks.len());
        if cells.is_empty() {
            return Ok(());
        }
        for row in first.saturating_add(1)..self.row.min(MOST_ROWS) {
            for cell in &cells {
                table.put(CellRef::new(row, cell.at.column), cell.value.clone(), budget)?;
            }
            table.fonts.extend(fonts.iter().map(|(at, f)| (CellRef::new(row, at.column), *f)));
            table.marks.extend(marks.iter().map(|(at, m)| (CellRef::new(row, at.column), *m)));
        }
        Ok(())
    }

    fn broken(&mut self, error: &str) {
        if let Some(table) = &mut self.table {
            let last = table.cells.last().map(|cell| cell.at);
            table.cannot_decode(last, error);
        }
    }
}

impl OpenCell {
    /// How its text looks, where that is not plain; what was left out of it is not part of a text.
    fn settle(&mut self) -> Option<Shown> {
        let shown = std::mem::take(&mut self.left_out).settle(&mut self.text)?;
        if let Some(Value::Text(text)) = &mut self.value {
            text.clone_from(&self.text);
        }
        Some(shown)
    }

    /// What stands in the cell; `None` where it is blank.
    fn content(&self) -> Option<Value> {
        let is_blank = self.text.trim().is_empty();
        if self.is_fault {
            return Some(Value::Fault(self.text.clone()));
        }
        match &self.value {
            Some(value) => Some(value.clone()),
            None if !is_blank && self.has_formula && self.text.starts_with("Err:") => {
                Some(Value::Fault(self.text.clone()))
            }
            None if !is_blank => Some(Value::Text(self.text.clone())),
            None => self.has_formula.then_some(Value::Uncalculated),
        }
    }
}

/// The value that the attributes tell; text stands in the paragraphs.
fn value(kind: &str, element: &BytesStart) -> Option<Value> {
    match kind {
        "float" | "percentage" | "currency" => {
            let number: f64 = attribute(element, "value")?.trim().parse().ok()?;
            Some(Value::Number(number))
        }
        "boolean" => Some(Value::Flag(attribute(element, "boolean-value")? == "true")),
        "date" => {
            let date = attribute(element, "date-value")?;
            let day = date.split('T').next().unwrap_or_default().split('-').rev();
            Some(Value::Date(with_hour(day.collect::<Vec<_>>().join("/"), &date)))
        }
        "time" => Some(Value::Date(attribute(element, "time-value")?)),
        "string" => Some(Value::Text(attribute(element, "string-value")?)),
        _ => None,
    }
}

fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "visibility").is_some_and(|shown| shown != "visible")
}
