//! Two tables of a declaration, such as registers of units: row by row where the first column tells them apart, cell by
//! cell by the names of the columns.

use std::collections::{BTreeMap, BTreeSet};

use csv::{ReaderBuilder, StringRecord, Trim};

use super::changed::Changed;

/// A table: the names of its columns and its rows.
struct KeyedRows {
    head: Vec<String>,
    rows: Vec<StringRecord>,
}

/// The cells in which two tables differ.
pub(super) fn compare(old: &str, new: &str) -> Vec<Changed> {
    let (old, new) = (KeyedRows::of(old), KeyedRows::of(new));
    let mut changes = Vec::new();
    let by_first = old.is_keyed() && new.is_keyed() && old.head.first() == new.head.first();
    let (was, is) = (old.by_key(by_first), new.by_key(by_first));
    let keys = old.keys(by_first).chain(new.keys(by_first).filter(|key| !was.contains_key(key)));
    let mut seen = BTreeSet::new();
    for key in keys.filter(|key| seen.insert(key.clone())) {
        match (was.get(&key), is.get(&key)) {
            (Some(a), Some(b)) => cells((&old, a), (&new, b), &key, &mut changes),
            (a, b) => {
                let line = |row: &&StringRecord| row.iter().collect::<Vec<_>>().join(",");
                changes.push(Changed::of(key, a.map(line), b.map(line)));
            }
        }
    }
    changes
}

fn cells(
    (old, was): (&KeyedRows, &StringRecord),
    (new, is): (&KeyedRows, &StringRecord),
    key: &str,
    changes: &mut Vec<Changed>,
) {
    let added = new.head.iter().filter(|name| !old.head.contains(name));
    for column in old.head.iter().chain(added) {
        let (a, b) = (old.cell(was, column), new.cell(is, column));
        // A column that is not there says what an empty one does.
        if a.unwrap_or_default() != b.unwrap_or_default() {
            let text = |cell: Option<&str>| cell.filter(|text| !text.is_empty()).map(str::to_owned);
            changes.push(Changed::of(format!("{key}.{column}"), text(a), text(b)));
        }
    }
}

impl KeyedRows {
    fn of(text: &str) -> Self {
        let mut reader =
            ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(text.as_bytes());
        let head = reader.headers().map(|head| head.iter().map(str::to_owned).collect());
        Self { head: head.unwrap_or_default(), rows: reader.records().flatten().collect() }
    }

    /// Whether the first column tells the rows apart.
    fn is_keyed(&self) -> bool {
        let mut seen = BTreeSet::new();
        self.rows.iter().all(|row| row.get(0).is_some_and(|key| seen.insert(key)))
    }

    /// What each row is known by: its first cell, or all of it.
    fn keys(&self, by_first: bool) -> impl Iterator<Item = String> {
        self.rows.iter().map(move |row| key_of(row, by_first))
    }

    fn by_key(&self, by_first: bool) -> BTreeMap<String, &StringRecord> {
        self.rows.iter().map(|row| (key_of(row, by_first), row)).collect()
    }

    fn cell<'r>(&self, row: &'r StringRecord, column: &str) -> Option<&'r str> {
        row.get(self.head.iter().position(|name| name == column)?)
    }
}

fn key_of(row: &StringRecord, by_first: bool) -> String {
    if by_first {
        return row.get(0).unwrap_or_default().to_owned();
    }
    row.iter().collect::<Vec<_>>().join(",")
}
