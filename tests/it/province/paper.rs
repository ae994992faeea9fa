//! A workbook on paper: cells with what was typed into them, before any program writes a file of it.

use std::collections::BTreeMap;

use tthc::model::{Area, CellRef};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, `2023-09-30`.
    Date(&'static str),
    /// A formula, and what it gave when the file was saved; nothing where it was never calculated.
    Formula(String, Option<f64>),
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// Name on the tab.
    pub(crate) name: String,
    /// Whether the tab is hidden.
    pub(crate) hidden: bool,
    /// Its cells.
    pub(crate) cells: BTreeMap<CellRef, Cell>,
    /// Its merged areas.
    pub(crate) merges: Vec<Area>,
}

impl Page {
    /// An empty sheet.
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// A sheet drawn as in `crate::grid`; numbers, texts and merged cells are known here.
    pub(crate) fn drawn(name: &str, grid: &str) -> Self {
        let mut page = Self::new(name);
        let lines = grid.strip_prefix('\n').unwrap_or(grid).lines();
        let rows: Vec<Vec<&str>> =
            lines.map(|line| line.split('|').map(str::trim).collect()).collect();
        let joins = |row: usize, column: usize, mark: &str| {
            rows.get(row).and_then(|row| row.get(column)).is_some_and(|t| t.starts_with(mark))
        };
        let short = |long: usize| u32::try_from(long).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate() {
                if text.is_empty() || text.starts_with("<<") || text.starts_with("^^") {
                    continue;
                }
                let wide = (column + 1..cells.len()).take_while(|&c| joins(row, c, "<<")).count();
                let high = (row + 1..rows.len()).take_while(|&r| joins(r, column, "^^")).count();
                let last = (short(row + high), short(column + wide));
                page.merge((short(row), short(column)), last);
                let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                let cell = match (quoted, text.parse::<f64>()) {
                    (None, Ok(number)) => Cell::Number(number),
                    _ => Cell::Text(quoted.unwrap_or(text).to_owned()),
                };
                page.put(short(row), short(column), cell);
            }
        }
        page
    }

    /// Types something into a cell.
    pub(crate) fn put(&mut self, row: u32, column: u32, cell: Cell) -> CellRef {
        let at = CellRef::new(row, column);
        self.cells.insert(at, cell);
        at
    }

    /// Types a text into a cell; an empty one leaves it empty.
    pub(crate) fn text(&mut self, row: u32, column: u32, text: &str) {
        if !text.is_empty() {
            self.put(row, column, Cell::Text(text.to_owned()));
        }
    }

    /// Merges cells.
    pub(crate) fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        if first != last {
            let corner = |(row, column): (u32, u32)| CellRef::new(row, column);
            self.merges.push(Area { first: corner(first), last: corner(last) });
        }
    }

    /// Rows and columns it takes.
    pub(crate) fn size(&self) -> (u32, u32) {
        let cells = self.cells.keys().copied();
        let corners = cells.chain(self.merges.iter().map(|area| area.last));
        corners
            .fold((0, 0), |(rows, columns), at| (rows.max(at.row + 1), columns.max(at.column + 1)))
    }

    /// The merged area that begins at a cell: how many rows and columns it takes.
    pub(crate) fn span(&self, at: CellRef) -> (u32, u32) {
        self.merges.iter().find(|area| area.first == at).map_or((1, 1), |area| {
            (area.last.row - area.first.row + 1, area.last.column - area.first.column + 1)
        })
    }

    /// Whether a cell is covered by a merged area that begins elsewhere.
    pub(crate) fn is_covered(&self, at: CellRef) -> bool {
        self.merges.iter().any(|area| area.contains(at) && area.first != at)
    }
}

/// A count that a sheet holds: what has to be read at its cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fact {
    pub(crate) sheet: String,
    pub(crate) at: CellRef,
    /// The line that names the unit of the group.
    pub(crate) head: Option<CellRef>,
    pub(crate) form: &'static str,
    pub(crate) unit: String,
    /// Empty where the line is about a unit.
    pub(crate) field: String,
    pub(crate) measure: &'static str,
    pub(crate) value: i64,
}

/// A cell of the fixture that everything here is made of: its sheet and its address there.
pub(crate) type Origin = (String, CellRef);

/// A workbook with what it holds and where the cells of the fixture went.
#[derive(Debug, Clone, Default)]
pub(crate) struct Laid {
    pub(crate) pages: Vec<Page>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) places: BTreeMap<Origin, (String, CellRef)>,
}
