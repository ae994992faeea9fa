//! The texts above each column of a sheet. Merged cells are unfolded here and nowhere else.

use std::collections::BTreeSet;

use crate::model::{Area, CellRef, Sheet, Value};
use crate::pipeline::header_key;
use crate::text;

/// Most rows a header may have.
pub(in crate::ingest) const MOST_ROWS: u32 = 4;

/// Widest merged cell that can be a header; wider ones are decoration.
const WIDEST_MERGE: u32 = 100;

/// Most columns of a sheet with text above them; a form has some dozens, and a list of thousands is none.
const MOST_COLUMNS: usize = 1_000;

/// The texts above one column of the sheet.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct HeadedColumn {
    /// Its column in the sheet.
    pub(in crate::ingest) column: u32,
    /// Lowest cell with text.
    pub(in crate::ingest) lowest: CellRef,
    /// Keys from the top, each merged cell once.
    pub(in crate::ingest) path: Vec<String>,
    /// The texts as found.
    pub(in crate::ingest) shown: String,
}

/// The texts above one column of the sheet, as they stand there.
#[derive(Debug)]
pub(in crate::ingest) struct TextsAbove<'s> {
    pub(in crate::ingest::table) column: u32,
    pub(in crate::ingest::table) lowest: CellRef,
    /// From the top, each merged cell once.
    pub(in crate::ingest::table) texts: Vec<&'s str>,
}

impl TextsAbove<'_> {
    pub(in crate::ingest::table) fn shown(&self) -> String {
        self.texts.iter().map(|text| text::normal(text)).collect::<Vec<_>>().join(" / ")
    }
}

/// The columns that have any text in rows `top` … `bottom`, with their texts.
pub(in crate::ingest) fn headed_columns(sheet: &Sheet, top: u32, bottom: u32) -> Vec<HeadedColumn> {
    let columns = columns_found(sheet, top, bottom).into_iter().map(|above| HeadedColumn {
        column: above.column,
        lowest: above.lowest,
        path: above.texts.iter().map(|text| header_key(text)).collect(),
        shown: above.shown(),
    });
    columns.collect()
}

/// [`headed_columns`] with the texts as they were found.
pub(in crate::ingest::table) fn columns_found(
    sheet: &Sheet,
    top: u32,
    bottom: u32,
) -> Vec<TextsAbove<'_>> {
    let narrow = |area: &&Area| area.last.column - area.first.column < WIDEST_MERGE;
    let merges = sheet.merges_in(top..bottom.saturating_add(1)).iter().filter(narrow);
    let merges: Vec<Area> = merges.copied().take(MOST_COLUMNS).collect();
    let mut columns = BTreeSet::new();
    for row in top..=bottom {
        let texts = sheet.row(row).iter().filter(|cell| cell.text().is_some());
        columns.extend(texts.map(|cell| cell.at.column));
    }
    for area in &merges {
        columns.extend(area.first.column..=area.last.column);
    }
    columns
        .into_iter()
        .take(MOST_COLUMNS)
        .filter_map(|c| headed(sheet, &merges, top, bottom, c))
        .collect()
}

pub(in crate::ingest::table) fn headed<'s>(
    sheet: &'s Sheet,
    merges: &[Area],
    top: u32,
    bottom: u32,
    column: u32,
) -> Option<TextsAbove<'s>> {
    let mut sources: Vec<CellRef> = Vec::new();
    for row in top..=bottom {
        // Below a text of its own a blank belongs to that text, not to the neighbour.
        let may_borrow = row < bottom && sources.iter().all(|source| source.column != column);
        let source = source(sheet, merges, CellRef::new(row, column), may_borrow);
        if let Some(source) = source.filter(|source| sources.last() != Some(source)) {
            sources.push(source);
        }
    }
    let texts: Vec<(CellRef, &str)> =
        sources.into_iter().filter_map(|at| Some((at, text_at(sheet, at)?))).collect();
    // Text borrowed from a neighbour alone heads nothing.
    let lowest = texts.last().map(|(at, _)| *at)?;
    let own = texts.iter().any(|(at, _)| {
        at.column == column
            || merges.iter().any(|area| area.first == *at && column <= area.last.column)
    });
    let texts = texts.iter().map(|(_, text)| *text);
    own.then(|| TextsAbove { column, lowest, texts: texts.collect() })
}

/// The cell whose text stands at an address of the header: itself, the corner of its merged area, or, in a
/// header that was never merged, the nearest text to the left.
pub(in crate::ingest::table) fn source(
    sheet: &Sheet,
    merges: &[Area],
    at: CellRef,
    may_borrow: bool,
) -> Option<CellRef> {
    if let Some(area) = merges.iter().find(|area| area.contains(at)) {
        return Some(area.first);
    }
    let row = sheet.row(at.row);
    if let Some(own) = row.iter().find(|cell| cell.at == at && cell.text().is_some()) {
        return Some(own.at);
    }
    if !may_borrow {
        return None;
    }
    let left = row.iter().rev().find(|cell| cell.at.column < at.column)?;
    let merged = merges.iter().any(|area| area.contains(left.at));
    (!merged && left.text().is_some()).then_some(left.at)
}

fn text_at(sheet: &Sheet, at: CellRef) -> Option<&str> {
    match sheet.get(at)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
