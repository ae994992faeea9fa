//! Whose each line of a flat table is. A name may be merged over the lines of a unit, or stand in the first of them alone.

use std::collections::BTreeSet;

use crate::ingest::table::lines::reader::{LineRole, Reader};
use crate::model::{Cell, Unit, UnitIx};
use crate::pipeline::Match;
use crate::text;

use super::{Row, Sums};

/// Whose a line is, however the name is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    Unit(UnitIx),
    /// Names that are in no register, or of several units, differ by their words.
    Name(String),
}

/// What stands in the cell of the unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Named<'s> {
    /// A name, and its cell.
    As(Whose, &'s Cell),
    /// Nothing.
    Blank,
    /// What can be no name.
    Unreadable,
}

impl Whose {
    pub(super) fn of(reader: &Reader, name: &str) -> Self {
        let covers = |_, unit: &Unit| reader.form.covers.contains(&unit.level);
        match reader.units.find_exact(name, covers) {
            Match::One(unit) => Self::Unit(unit),
            Match::Many(_) | Match::None(_) => Self::Name(text::unit_key(name)),
        }
    }
}

/// Names the unit of the lines below the first of a unit, where the table names units in the first line alone. Where it
/// names them in each line, a blank is told, unless the lines above and below are of one unit: it may be the first line of
/// the next one. Nor is a line filled that its unit has already. Where no line names a unit nothing is missing.
pub(super) fn fill_down(rows: &mut [Row]) {
    let lines: Vec<usize> = (0..rows.len()).filter(|&at| is_line(&rows[at])).collect();
    if lines.iter().all(|&at| rows[at].named == Named::Blank) {
        return;
    }
    let repeats = lines.windows(2).any(|pair| match (&rows[pair[0]].named, &rows[pair[1]].named) {
        (Named::As(above, first), Named::As(below, second)) => {
            above == below && first.at != second.at
        }
        _ => false,
    });
    let mut known: BTreeSet<(Whose, String, String)> = BTreeSet::new();
    let mut above: Option<Named> = None;
    for at in 0..rows.len() {
        if !is_line(&rows[at]) {
            // Sums end a unit, and words between lines may name another.
            let ends = rows[at].sums != Sums::Nothing || rows[at].line.role == LineRole::Remark;
            above = above.filter(|_| !ends);
            continue;
        }
        if rows[at].named == Named::Blank
            && let Some(named) = above.take()
        {
            let below = rows[at + 1..].iter().find(|row| is_line(row) && row.whose().is_some());
            let between = below.and_then(Row::whose) == whose_of(&named);
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
fn is_line(row: &Row) -> bool {
    row.sums == Sums::Nothing && matches!(row.line.role, LineRole::Item | LineRole::Unknown)
}

const fn whose_of<'n>(named: &'n Named) -> Option<&'n Whose> {
    match named {
        Named::As(whose, _) => Some(whose),
        Named::Blank | Named::Unreadable => None,
    }
}

/// Unit, field and source of a row, if it were of a unit.
fn key(row: &Row, named: &Named) -> Option<(Whose, String, String)> {
    let source = row.source.and_then(Cell::text).unwrap_or_default();
    Some((whose_of(named)?.clone(), text::key(row.line.label), text::key(source)))
}
