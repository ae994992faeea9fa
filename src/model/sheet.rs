//! What a sheet held, before anybody understood it.

use super::{Area, CellRef};

/// What stood in a cell.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
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

/// The non-empty cells of one sheet by row, with its merged areas.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Name on the tab.
    pub name: String,
    /// Hidden from the person who opens the workbook.
    pub hidden: bool,
    /// Merged areas.
    pub merges: Vec<Area>,
    cells: Vec<Cell>,
    rows: Vec<(u32, usize, usize)>,
}

impl Sheet {
    /// A sheet of cells in any order; where two stand at one address the later one counts.
    #[must_use]
    pub fn new(name: String, hidden: bool, mut cells: Vec<Cell>, merges: Vec<Area>) -> Self {
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
        Self { name, hidden, merges, cells, rows }
    }

    /// Rows that hold anything, from the top, with their cells from the left.
    #[must_use]
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (u32, &[Cell])> {
        self.rows.iter().map(|&(row, start, end)| (row, &self.cells[start..end]))
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
