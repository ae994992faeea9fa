//! Whose each line of a flat table is. A name may be merged over the lines of a unit, or stand in the first of them alone.

use std::collections::BTreeSet;

use crate::ingest::table::lines::line::LineRole;
use crate::model::Cell;
use crate::text;

use super::row::{FlatRow, RowOwner, RowSums, UnitCell};

/// Names the unit of the lines below the first of a unit, where the table names units in the first line alone. Where it
/// names them in each line, a blank is told, unless the lines above and below are of one unit: it may be the first line of
/// the next one. Nor is a line filled that its unit has already. Where no line names a unit nothing is missing.
pub(super) fn fill_down(rows: &mut [FlatRow]) {
    let lines: Vec<usize> = (0..rows.len()).filter(|&at| is_line(&rows[at])).collect();
    if lines.iter().all(|&at| rows[at].named == UnitCell::Blank) {
        return;
    }
    let repeats = lines.windows(2).any(|pair| match (&rows[pair[0]].named, &rows[pair[1]].named) {
        (UnitCell::As(above, first), UnitCell::As(below, second)) => {
            above == below && first.at != second.at
        }
        _ => false,
    });
    let mut known: BTreeSet<(RowOwner, String, String)> = BTreeSet::new();
    let mut above: Option<UnitCell> = None;
    for at in 0..rows.len() {
        if !is_line(&rows[at]) {
            // Sums end a unit, and words between lines may name another.
            let ends = rows[at].sums != RowSums::Nothing || rows[at].line.role == LineRole::Remark;
            above = above.filter(|_| !ends);
            continue;
        }
        if rows[at].named == UnitCell::Blank
            && let Some(named) = above.take()
        {
            let below = rows[at + 1..].iter().find(|row| is_line(row) && row.whose().is_some());
            let between = below.and_then(FlatRow::whose) == whose_of(&named);
            let is_new = key(&rows[at], &named).is_some_and(|key| !known.contains(&key));
            if is_new && (!repeats || between) {
                rows[at].named = named;
            }
        }
        if rows[at].whose().is_none() {
            rows[at].line.role = LineRole::Unknown;
        }
        known.extend(key(&rows[at], &rows[at].named));
        above = rows[at].whose().is_some().then(|| rows[at].named.clone());
    }
}

/// Whether a row is about a unit and a field.
fn is_line(row: &FlatRow) -> bool {
    row.sums == RowSums::Nothing && matches!(row.line.role, LineRole::Item | LineRole::Unknown)
}

const fn whose_of<'n>(named: &'n UnitCell) -> Option<&'n RowOwner> {
    match named {
        UnitCell::As(whose, _) => Some(whose),
        UnitCell::Blank | UnitCell::Unreadable => None,
    }
}

/// Unit, field and source of a row, if it were of a unit.
fn key(row: &FlatRow, named: &UnitCell) -> Option<(RowOwner, String, String)> {
    let source = row.source.and_then(Cell::text).unwrap_or_default();
    Some((whose_of(named)?.clone(), text::key(row.line.label), text::key(source)))
}
