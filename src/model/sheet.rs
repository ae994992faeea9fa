//! What a sheet held, before anybody understood it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::cell::{Area, CellRef};

/// Rows of the largest sheet that any program has.
pub const MOST_ROWS: u32 = 1 << 20;
/// Columns of the largest sheet that any program has.
pub const MOST_COLUMNS: u32 = 1 << 14;

/// What stood in a cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A number typed or computed as a number.
    Number(f64),
    /// Text as found, not normalised.
    Text(String),
    /// A true or false.
    Flag(bool),
    /// A date or time, as ISO text or the serial number Excel keeps.
    Date(String),
    /// An Excel error such as `#REF!`.
    Fault(String),
    /// A formula whose result was never stored: neither blank nor 0.
    Uncalculated,
}

/// A non-empty cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Where it stands.
    pub at: CellRef,
    /// What stands there.
    pub value: Value,
}

impl Cell {
    /// The text of a text cell.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// How a cell is shown otherwise than what was read of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// Parts of its text are raised or struck through; they were not read.
    Partly,
    /// All of it is struck through.
    Struck,
    /// As a percentage, a hundred times as large.
    Percent,
    /// In thousands or millions, without saying so.
    Scaled,
    /// Not at all.
    Hidden,
}

/// Rows or columns that stand next to each other, from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

impl Span {
    /// One row or column alone.
    #[must_use]
    pub const fn one(index: u32) -> Self {
        Self { first: index, last: index }
    }

    /// Whether a row or column is among them.
    #[must_use]
    pub const fn contains(self, index: u32) -> bool {
        self.first <= index && index <= self.last
    }
}

/// The non-empty cells of one sheet by row, with its merged areas.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "SheetParts")]
pub struct Sheet {
    /// Name on the tab.
    pub name: String,
    /// Hidden from the person who opens the workbook.
    pub hidden: bool,
    /// Merged areas, by their upper left cells.
    pub merges: Vec<Area>,
    /// Texts above the cells, from the top, where the file keeps them apart from the table.
    pub caption: Vec<String>,
    /// Rows that are not shown, in order.
    pub hidden_rows: Vec<Span>,
    /// Columns that are not shown, in order.
    pub hidden_columns: Vec<Span>,
    /// The encoding of the time before Unicode that its texts were converted from, as an official calls it.
    pub recoded: Option<String>,
    /// Cells that are shown otherwise than they were read, in order.
    pub marks: Vec<(CellRef, Shown)>,
    cells: Vec<Cell>,
    #[serde(skip)]
    rows: Vec<(u32, usize, usize)>,
}

/// A sheet as another process tells it, which may have been taken over: its order is made anew.
#[derive(Deserialize)]
struct SheetParts {
    name: String,
    hidden: bool,
    merges: Vec<Area>,
    caption: Vec<String>,
    hidden_rows: Vec<Span>,
    hidden_columns: Vec<Span>,
    recoded: Option<String>,
    marks: Vec<(CellRef, Shown)>,
    cells: Vec<Cell>,
}

impl From<SheetParts> for Sheet {
    fn from(sent: SheetParts) -> Self {
        Self {
            caption: sent.caption,
            hidden_rows: sent.hidden_rows,
            hidden_columns: sent.hidden_columns,
            recoded: sent.recoded,
            marks: sent.marks,
            ..Self::new(sent.name, sent.hidden, sent.cells, sent.merges)
        }
    }
}

impl Sheet {
    /// A sheet of cells in any order; where two stand at one address the later one counts.
    #[must_use]
    pub fn new(name: String, hidden: bool, mut cells: Vec<Cell>, mut merges: Vec<Area>) -> Self {
        merges.iter_mut().for_each(Area::put_in_order);
        merges.sort_by_key(|area| area.first);
        if !cells.is_sorted_by(|a, b| a.at < b.at) {
            cells.reverse();
            cells.sort_by_key(|cell| cell.at);
            cells.dedup_by_key(|cell| cell.at);
        }
        let mut rows: Vec<(u32, usize, usize)> = Vec::new();
        for (index, cell) in cells.iter().enumerate() {
            match rows.last_mut() {
                Some(last) if last.0 == cell.at.row => last.2 = index + 1,
                _ => rows.push((cell.at.row, index, index + 1)),
            }
        }
        Self { name, hidden, merges, cells, rows, ..Self::default() }
    }

    /// Rows that hold anything, from the top, with their cells from the left.
    #[must_use]
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (u32, &[Cell])> {
        self.rows.iter().map(|&(row, start, end)| (row, &self.cells[start..end]))
    }

    /// Rows of a range that hold anything, from the top, with their cells from the left.
    #[must_use]
    pub fn rows_in(&self, range: Range<u32>) -> impl DoubleEndedIterator<Item = (u32, &[Cell])> {
        let first = self.rows.partition_point(|(row, ..)| *row < range.start);
        let last = self.rows.partition_point(|(row, ..)| *row < range.end);
        let rows = self.rows.get(first..last).unwrap_or_default();
        rows.iter().map(|&(row, start, end)| (row, &self.cells[start..end]))
    }

    /// Merged areas whose upper left cell stands in a range of rows.
    #[must_use]
    pub fn merges_in(&self, range: Range<u32>) -> &[Area] {
        let first = self.merges.partition_point(|area| area.first.row < range.start);
        let last = self.merges.partition_point(|area| area.first.row < range.end);
        self.merges.get(first..last).unwrap_or_default()
    }

    /// Cells of a row; empty where the row holds nothing.
    #[must_use]
    pub fn row(&self, row: u32) -> &[Cell] {
        match self.rows.binary_search_by_key(&row, |entry| entry.0) {
            Ok(index) => {
                let (_, start, end) = self.rows[index];
                &self.cells[start..end]
            }
            Err(_) => &[],
        }
    }

    /// What stands at an address, if anything.
    #[must_use]
    pub fn get(&self, at: CellRef) -> Option<&Value> {
        let row = self.row(at.row);
        let index = row.binary_search_by_key(&at.column, |cell| cell.at.column).ok()?;
        Some(&row[index].value)
    }

    /// How a cell is shown, where that is not what was read of it.
    #[must_use]
    pub fn mark(&self, at: CellRef) -> Option<Shown> {
        let index = self.marks.binary_search_by_key(&at, |(marked, _)| *marked).ok()?;
        Some(self.marks[index].1)
    }

    /// Whether a row is not shown.
    #[must_use]
    pub fn hides_row(&self, row: u32) -> bool {
        is_among(&self.hidden_rows, row)
    }

    /// Whether a column is not shown.
    #[must_use]
    pub fn hides_column(&self, column: u32) -> bool {
        is_among(&self.hidden_columns, column)
    }

    /// Takes the cells away that lie under a merged one, which shows its own upper left cell alone; with the areas that
    /// cover them.
    pub fn take_covered(&mut self) -> Vec<(Area, Cell)> {
        let mut over: BTreeMap<CellRef, Area> = self.covered().collect();
        if over.is_empty() {
            return Vec::new();
        }
        let (mut covered, mut shown) = (Vec::new(), Vec::with_capacity(self.cells.len()));
        for cell in std::mem::take(&mut self.cells) {
            match over.remove(&cell.at) {
                Some(area) => covered.push((area, cell)),
                None => shown.push(cell),
            }
        }
        let rest = Self::new(std::mem::take(&mut self.name), self.hidden, shown, Vec::new());
        (self.name, self.cells, self.rows) = (rest.name, rest.cells, rest.rows);
        covered
    }

    /// The cells under a merged one, each with the area that covers it.
    fn covered(&self) -> impl Iterator<Item = (CellRef, Area)> {
        let mut merges = self.merges.iter().peekable();
        // The areas that reach down to the row at hand, by their first columns.
        let mut open: BTreeMap<u32, Area> = BTreeMap::new();
        let first = merges.peek().map_or(u32::MAX, |area| area.first.row);
        let from = self.cells.partition_point(|cell| cell.at.row < first);
        self.cells[from..]
            .iter()
            .map_while(move |cell| {
                while let Some(area) = merges.next_if(|area| area.first.row <= cell.at.row) {
                    open.insert(area.first.column, *area);
                }
                // Below the last of them nothing is covered.
                (!open.is_empty() || merges.peek().is_some()).then(|| {
                    let area = over(&mut open, cell.at).filter(|area| area.first != cell.at);
                    area.map(|area| (cell.at, area))
                })
            })
            .flatten()
    }

    /// Number of non-empty cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether nothing stands in the sheet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

/// The open area that a cell lies in; those that ended above it are forgotten.
fn over(open: &mut BTreeMap<u32, Area>, at: CellRef) -> Option<Area> {
    while let Some((&column, &area)) = open.range(..=at.column).next_back() {
        if area.last.row >= at.row {
            return area.contains(at).then_some(area);
        }
        open.remove(&column);
    }
    None
}

/// Whether one of spans in order holds an index.
fn is_among(spans: &[Span], index: u32) -> bool {
    let after = spans.partition_point(|span| span.first <= index);
    after > 0 && spans[after - 1].contains(index)
}
