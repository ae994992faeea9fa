//! What is true of whatever a reader gives, for any bytes.

use std::collections::BTreeSet;

use crate::model::{Area, CellRef, Limits, Sheet, Value};
use crate::read::Member;

/// The sheets of one file.
///
/// # Panics
/// They are not as they should be.
pub fn sheets(sheets: &[Sheet], limits: &Limits) {
    let cells: usize = sheets.iter().map(Sheet::len).sum();
    assert!(cells as u64 <= limits.cells, "{cells} cells");
    sheets.iter().for_each(sheet);
}

/// One sheet.
///
/// # Panics
/// It is not as it should be.
pub fn sheet(sheet: &Sheet) {
    let mut before = None;
    let mut count = 0;
    for (row, cells) in sheet.rows() {
        for cell in cells {
            assert_eq!(cell.at.row, row, "a cell in a row that is not its own");
            assert!(before < Some(cell.at), "{} comes behind {before:?}", cell.at);
            assert!(is_in_a_sheet(cell.at), "{} is in no sheet", cell.at);
            let number = if let Value::Number(number) = cell.value { number } else { 0.0 };
            assert!(number.is_finite(), "{} is {number}", cell.at);
            before = Some(cell.at);
            count += 1;
        }
    }
    assert_eq!(count, sheet.len(), "cells that stand in no row");
    sheet.merges.iter().for_each(area);
    for spans in [&sheet.hidden_rows, &sheet.hidden_columns] {
        assert!(spans.is_sorted_by(|a, b| a.last < b.first), "hidden lines that overlap");
        assert!(spans.iter().all(|span| span.first <= span.last), "hidden lines back to front");
    }
}

fn area(area: &Area) {
    let Area { first, last } = area;
    let in_order = first.row <= last.row && first.column <= last.column;
    assert!(in_order, "{first}:{last} is back to front");
    assert!(is_in_a_sheet(*last), "{first}:{last} is in no sheet");
}

/// No program has larger sheets; what comes later counts on it.
const fn is_in_a_sheet(at: CellRef) -> bool {
    at.row < 1_048_576 && at.column < 16_384
}

/// The files of an archive.
///
/// # Panics
/// They are not as they should be.
pub fn members(members: &[Member], limits: &Limits) {
    let mut names = BTreeSet::new();
    let mut total = 0;
    for Member { name, bytes } in members {
        let inside = |part: &str| !matches!(part, "" | "." | "..");
        assert!(name.split('/').all(inside), "{name:?} leads out");
        assert!(!name.contains(|c: char| c == '\\' || c.is_control()), "{name:?}");
        assert!(names.insert(name), "{name:?} stands twice");
        let length = bytes.as_ref().map_or(0, Vec::len) as u64;
        assert!(length <= limits.file, "{length} bytes in one file");
        total += length;
    }
    assert!(total <= 2 * limits.file, "{total} bytes");
}
