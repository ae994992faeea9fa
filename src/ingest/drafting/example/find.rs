//! Where a table of no declared form stands: a block of texts above lines with numbers, at any row and column.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::table::column_numbers::is_column_numbers;
use crate::ingest::table::header::unfold::{HeadedColumn, MOST_ROWS, headed_columns};
use crate::model::{Cell, Sheet};
use crate::text;

use super::number::{is_data, is_figure};

/// Starts of a table that are tried in one sheet; a form has one.
const MOST_TRIED: usize = 40;

/// Rows between a header and its first line of numbers: numbers of columns, names of parts and groups.
const MOST_BETWEEN: u32 = 12;

/// A table whose form nobody declared.
#[derive(Debug)]
pub(in crate::ingest::drafting) struct ExampleTable {
    /// First row of its header.
    pub(in crate::ingest::drafting) top: u32,
    /// Last row of its header.
    pub(in crate::ingest::drafting) bottom: u32,
    /// First row that no longer belongs to it.
    pub(in crate::ingest::drafting) end: u32,
    /// Its columns with the texts above them.
    pub(in crate::ingest::drafting) columns: Vec<HeadedColumn>,
    /// The column that says what a line is about.
    pub(in crate::ingest::drafting) label: u32,
    /// Columns in which most cells are numbers, without those that number the lines.
    pub(in crate::ingest::drafting) figures: BTreeSet<u32>,
    /// Columns of numbers left of the label: they number the lines.
    pub(super) ordinals: BTreeSet<u32>,
    /// Its lines of numbers.
    pub(in crate::ingest::drafting) lines: Vec<u32>,
    /// Number cells below a header text.
    pub(in crate::ingest::drafting) cells: usize,
}

/// The table of a sheet with the most numbers below header texts; of equals the upper one.
pub(in crate::ingest::drafting) fn find(sheet: &Sheet) -> Option<ExampleTable> {
    let mut best: Option<ExampleTable> = None;
    let mut tried = 0;
    let mut after_data = false;
    let mut from = 0;
    for (row, cells) in sheet.rows() {
        let data = is_data(cells);
        if !data || after_data || row < from {
            after_data = data;
            continue;
        }
        after_data = true;
        tried += 1;
        if tried > MOST_TRIED {
            break;
        }
        let Some(found) = table_from(sheet, row) else { continue };
        from = found.end;
        if best.as_ref().is_none_or(|best| found.cells > best.cells) {
            best = Some(found);
        }
    }
    best
}

/// What stands below each column of a body.
#[derive(Debug, Default)]
struct ColumnBelow<'s> {
    figures: usize,
    texts: BTreeSet<&'s str>,
    filled: usize,
}

/// The table whose first line of numbers is `first`.
fn table_from(sheet: &Sheet, first: u32) -> Option<ExampleTable> {
    let Body { below, lines, end } = body(sheet, first);
    let mostly = |below: &ColumnBelow| below.figures * 2 > below.filled;
    let numeric: BTreeSet<u32> =
        below.iter().filter(|(_, b)| mostly(b)).map(|(column, _)| *column).collect();
    let label = label_column(&below, &numeric)?;
    let (ordinals, figures): (BTreeSet<u32>, BTreeSet<u32>) =
        numeric.into_iter().partition(|column| *column < label);
    let (top, bottom) = header(sheet, first, label, &figures)?;
    let mut columns = headed_columns(sheet, top, bottom);
    // A text without a word, such as a dash, heads nothing.
    for column in &mut columns {
        column.path.retain(|word| !word.is_empty());
    }
    columns.retain(|column| !column.path.is_empty());
    let headed = |column: &u32| columns.iter().any(|headed| headed.column == *column);
    if !headed(&label) {
        return None;
    }
    let under = figures.iter().filter(|column| headed(column));
    let cells = under.filter_map(|column| below.get(column)).map(|b| b.figures).sum();
    (cells > 0).then_some(ExampleTable {
        top,
        bottom,
        end,
        columns,
        label,
        figures,
        ordinals,
        lines,
        cells,
    })
}

/// The rows from a first line of numbers down to where another header begins.
#[derive(Debug)]
struct Body<'s> {
    below: BTreeMap<u32, ColumnBelow<'s>>,
    lines: Vec<u32>,
    end: u32,
}

fn body(sheet: &Sheet, first: u32) -> Body<'_> {
    let mut below: BTreeMap<u32, ColumnBelow> = BTreeMap::new();
    let mut lines = Vec::new();
    for (row, cells) in sheet.rows_in(first..u32::MAX) {
        if heads_another(cells, &below) && data_follows(sheet, row) {
            return Body { below, lines, end: row };
        }
        if !is_data(cells) {
            continue;
        }
        lines.push(row);
        for cell in cells {
            let column = below.entry(cell.at.column).or_default();
            column.filled += 1;
            if is_figure(&cell.value) {
                column.figures += 1;
            } else {
                column.texts.extend(cell.text());
            }
        }
    }
    Body { below, lines, end: u32::MAX }
}

/// Words above what was numbers so far, in most of these columns.
fn heads_another(cells: &[Cell], below: &BTreeMap<u32, ColumnBelow>) -> bool {
    let numeric = below.values().filter(|b| b.figures * 2 > b.filled).count();
    let words = cells.iter().filter(|cell| {
        let numbers = below.get(&cell.at.column).is_some_and(|b| b.figures * 2 > b.filled);
        numbers && cell.text().is_some_and(|text| text.chars().any(char::is_alphabetic))
    });
    let no_figures = cells.iter().all(|cell| !is_figure(&cell.value));
    no_figures && words.count() * 2 > numeric.max(2)
}

fn data_follows(sheet: &Sheet, row: u32) -> bool {
    sheet.rows_in(row + 1..row.saturating_add(MOST_BETWEEN)).any(|(_, cells)| is_data(cells))
}

/// The column with the most words, of those that have most numbers to their right. A column of remarks stands to
/// the right of the numbers.
fn label_column(below: &BTreeMap<u32, ColumnBelow>, numeric: &BTreeSet<u32>) -> Option<u32> {
    let words = |below: &ColumnBelow| -> usize {
        below.texts.iter().map(|text| text.chars().count().min(30)).sum()
    };
    let to_the_right = |column: u32| numeric.iter().filter(|other| **other > column).count();
    let candidates = below.iter().filter(|(column, below)| {
        !numeric.contains(column)
            && !below.texts.is_empty()
            && to_the_right(**column) * 2 > numeric.len().saturating_sub(1)
    });
    // Of equals the one on the left.
    let best = candidates.max_by_key(|(column, below)| (words(below), std::cmp::Reverse(**column)));
    best.map(|(column, _)| *column)
}

/// First and last row of the header above a line of numbers.
fn header(sheet: &Sheet, first: u32, label: u32, figures: &BTreeSet<u32>) -> Option<(u32, u32)> {
    let over_figures =
        |cell: &Cell| figures.contains(&cell.at.column) && cell.text().is_some_and(is_words);
    let mut lowest = None;
    for (row, cells) in sheet.rows_in(first.saturating_sub(MOST_BETWEEN)..first).rev() {
        if is_data(cells) {
            break;
        }
        if !is_column_numbers(cells, &[]) && cells.iter().any(over_figures) {
            lowest = Some(row);
            break;
        }
    }
    let lowest = lowest?;
    let mut rows = vec![lowest];
    for row in (lowest.saturating_sub(MOST_ROWS - 1)..lowest).rev() {
        if !continues_header(sheet, row, label) {
            break;
        }
        rows.push(row);
    }
    // What stands above the text that heads the labels is no header: a form is looked for from that text on.
    let heads_label = |row: &u32| {
        let own =
            sheet.row(*row).iter().any(|cell| cell.at.column == label && cell.text().is_some());
        own || sheet.merges_in(*row..*row + 1).iter().any(|area| {
            (area.first.column..=area.last.column).contains(&label)
                && sheet.get(area.first).is_some()
        })
    };
    let top = rows.iter().rev().find(|row| heads_label(row)).copied()?;
    let merged = sheet.merges_in(top..lowest + 1).iter().filter(|area| area.last.row < first);
    let bottom = merged.map(|area| area.last.row).max().unwrap_or(lowest).max(lowest);
    Some((top, bottom.min(top + MOST_ROWS - 1)))
}

/// Whether a row above a header row belongs to the header too: it has several texts, or is covered by cells that
/// reach down into it.
fn continues_header(sheet: &Sheet, row: u32, label: u32) -> bool {
    let cells = sheet.row(row);
    if cells.is_empty() {
        let reaches = |area: &&crate::model::Area| {
            area.first.row < row && row <= area.last.row && area.last.column >= label
        };
        return sheet.merges_in(row.saturating_sub(MOST_ROWS)..row).iter().any(|a| reaches(&a));
    }
    let texts: Vec<String> = cells.iter().filter_map(Cell::text).map(text::key).collect();
    texts.len() == cells.len() && texts.len() >= 2 && !texts.iter().any(|key| is_letterhead(key))
}

/// The two lines that head every official letter.
pub(in crate::ingest::drafting) fn is_letterhead(key: &str) -> bool {
    key.starts_with("cộng hòa xã hội") || key.starts_with("độc lập - tự do")
}

fn is_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}
