//! A sheet as a page shows it: what was understood of it in words, and its cells as a table of whole rows with the blanks and
//! the spans of merged areas, so that who writes the page only writes it down. Rows that hold nothing are not drawn, so an
//! area spans the drawn ones.

use std::collections::BTreeSet;

use serde::Serialize;

use super::cell::{CellRef, Notation, column_letters};
use super::inspection::{GridRow, InspectedColumn, InspectedSheet, InspectedTable, Mark};
use super::lang::Lang;

/// Most columns that are drawn.
const MOST_COLUMNS: u32 = 200;
/// Most drawn rows that one cell covers.
const MOST_COVERED: usize = 200;
/// Fewest rows of a group but the last.
const ROWS_OF_GROUP: usize = 100;

/// A sheet as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Drawing {
    /// Name on the tab.
    pub name: String,
    /// Hidden from the person who opens the file.
    pub hidden: bool,
    /// Its sizes in one sentence.
    pub facts: String,
    /// Why no form was found in it; to be said where there is no table.
    pub nothing: String,
    /// Texts above the cells that the file keeps apart from its table.
    pub caption: Vec<String>,
    /// The forms found in it.
    pub tables: Vec<DrawnTable>,
    /// The heads of its columns.
    pub letters: Vec<String>,
    /// Its rows, in groups that no area reaches out of, so that each can be drawn alone.
    pub groups: Vec<Vec<DrawnRow>>,
    /// Rows below that are not drawn.
    pub more: u32,
}

/// A form found in a sheet, in words.
#[derive(Debug, Clone, Serialize)]
pub struct DrawnTable {
    /// Name of the form.
    pub name: String,
    /// Why it was recognised.
    pub why: String,
    /// Name and id of the unit that sent it; none where nothing names one.
    pub sender: Option<String>,
    /// What tells whose it is, a line each.
    pub evidence: Vec<String>,
    /// Columns of the form that it lacks.
    pub missing: Vec<String>,
    /// Its columns, from the left.
    pub columns: Vec<DrawnColumn>,
}

/// A column of a form, in words.
#[derive(Debug, Clone, Serialize)]
pub struct DrawnColumn {
    /// Lowest cell of its header.
    pub cell: String,
    /// The texts above it.
    pub text: String,
    /// What it is understood as; none where the form does not know it.
    pub bound: Option<String>,
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
            Notation::Letters | Notation::Dossiers => column_letters(column),
        };
        let drawn = sheet.grid.last().map_or(0, |row| row.row + 1);
        Self {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            facts: sheet.facts(Lang::Vi),
            nothing: sheet.nothing(Lang::Vi),
            caption: sheet.caption.clone(),
            tables: sheet.tables.iter().map(DrawnTable::of).collect(),
            letters: (0..columns).map(letter).collect(),
            groups: groups(&sheet.grid, columns, notation),
            more: sheet.rows.saturating_sub(drawn),
        }
    }
}

impl DrawnTable {
    fn of(table: &InspectedTable) -> Self {
        Self {
            name: table.name.clone(),
            why: table.why(Lang::Vi),
            sender: table.sender.clone(),
            evidence: table.evidence.iter().map(|found| found.said(Lang::Vi)).collect(),
            missing: table.missing.clone(),
            columns: table.columns.iter().map(DrawnColumn::of).collect(),
        }
    }
}

impl DrawnColumn {
    fn of(column: &InspectedColumn) -> Self {
        let bound = column.title.as_ref().zip(column.bound.as_ref());
        Self {
            cell: column.cell.to_string(),
            text: column.text.clone(),
            bound: bound.map(|(title, id)| format!("{title} ({id})")),
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
