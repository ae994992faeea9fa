//! A sheet drawn as a table of a page: whole rows with the blanks between their cells and the spans of merged areas, so that
//! who writes the page only writes them down. Rows that hold nothing are not drawn, so an area spans the drawn ones.

use std::collections::BTreeSet;

use serde::Serialize;

use super::cell::{CellRef, Notation, column_letters};
use super::inspection::{GridRow, InspectedSheet, Mark};

/// Most columns that are drawn.
const MOST_COLUMNS: u32 = 200;
/// Most drawn rows that one cell covers.
const MOST_COVERED: usize = 200;
/// Fewest rows of a group but the last.
const ROWS_OF_GROUP: usize = 100;

/// A sheet as a table.
#[derive(Debug, Clone, Serialize)]
pub struct Drawing {
    /// The heads of its columns.
    pub letters: Vec<String>,
    /// Its rows, in groups that no area reaches out of, so that each can be drawn alone.
    pub groups: Vec<Vec<DrawnRow>>,
    /// Rows below that are not drawn.
    pub more: u32,
}

/// A row of the table.
#[derive(Debug, Clone, Serialize)]
pub struct DrawnRow {
    /// Counted from 1.
    pub number: u32,
    /// Not shown by the program that opens the file.
    pub hidden: bool,
    /// The part the line plays.
    pub mark: Mark,
    /// Its cells from the left, but for those that an area covers.
    pub cells: Vec<DrawnCell>,
}

/// A cell of the table.
#[derive(Debug, Clone, Serialize)]
pub struct DrawnCell {
    /// Its address, as messages name it.
    pub at: String,
    /// The part it plays; none in a blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// Columns it spans.
    #[serde(skip_serializing_if = "is_one")]
    pub columns: u32,
    /// Drawn rows it spans.
    #[serde(skip_serializing_if = "is_one")]
    pub rows: u32,
    /// What stands in it, as a person sees it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "so serde asks")]
const fn is_one(count: &u32) -> bool {
    *count == 1
}

impl Drawing {
    /// Draws a sheet.
    #[must_use]
    pub fn of(sheet: &InspectedSheet) -> Self {
        let columns = sheet.columns.min(MOST_COLUMNS);
        let cells = sheet.grid.iter().flat_map(|row| &row.cells);
        let notation = cells.map(|cell| cell.at.notation).next().unwrap_or(Notation::Letters);
        let letter = |column: u32| match notation {
            Notation::Numbers => (column + 1).to_string(),
            Notation::Letters => column_letters(column),
        };
        let drawn = sheet.grid.last().map_or(0, |row| row.row + 1);
        Self {
            letters: (0..columns).map(letter).collect(),
            groups: groups(&sheet.grid, columns, notation),
            more: sheet.rows.saturating_sub(drawn),
        }
    }
}

fn groups(grid: &[GridRow], columns: u32, notation: Notation) -> Vec<Vec<DrawnRow>> {
    let mut covered: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut groups = Vec::new();
    let mut group = Vec::new();
    for (index, row) in grid.iter().enumerate() {
        group.push(drawn_row(row, &grid[index + 1..], columns, notation, &mut covered));
        covered.retain(|(covered_row, _)| *covered_row > row.row);
        if group.len() >= ROWS_OF_GROUP && covered.is_empty() {
            groups.push(std::mem::take(&mut group));
        }
    }
    if !group.is_empty() {
        groups.push(group);
    }
    groups
}

fn drawn_row(
    row: &GridRow,
    below: &[GridRow],
    columns: u32,
    notation: Notation,
    covered: &mut BTreeSet<(u32, u32)>,
) -> DrawnRow {
    let mut cells = Vec::new();
    let mut next = 0;
    let blank = |column: u32| DrawnCell {
        at: CellRef { row: row.row, column, notation }.to_string(),
        mark: None,
        columns: 1,
        rows: 1,
        text: String::new(),
    };
    for cell in row.cells.iter().filter(|cell| cell.at.column < columns) {
        let open = (next..cell.at.column).filter(|column| !covered.contains(&(row.row, *column)));
        cells.extend(open.map(blank));
        let wide = cell.columns.min(columns - cell.at.column);
        let end = row.row.saturating_add(cell.rows);
        let below = below.iter().take(MOST_COVERED).map(|row| row.row);
        let mut rows = 1;
        for row in below.take_while(|row| *row < end) {
            covered.extend((0..wide).map(|right| (row, cell.at.column + right)));
            rows += 1;
        }
        let (at, mark) = (cell.at.to_string(), Some(cell.mark));
        cells.push(DrawnCell { at, mark, columns: wide, rows, text: cell.text.clone() });
        next = cell.at.column + wide;
    }
    let open = (next..columns).filter(|column| !covered.contains(&(row.row, *column)));
    cells.extend(open.map(blank));
    DrawnRow { number: row.row + 1, hidden: row.hidden, mark: row.mark, cells }
}
