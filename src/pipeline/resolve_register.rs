//! The register of units: a CSV file, one unit a line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use jiff::civil::Date;

use super::at::{hint, nearest};
use super::fault::{Fault, Faults};
use super::resolve_deadline::last_day;
use super::resolve_form::LEVELS;
use super::{Register, Vintage};
use crate::model::{Level, Period, Unit, UnitIx};
use crate::text;

const REQUIRED: [&str; 4] = ["id", "level", "parent_id", "name"];

const KNOWN: [&str; 7] = ["id", "level", "parent_id", "name", "aliases", "valid_from", "valid_to"];

/// A line of the register.
struct Row {
    line: usize,
    id: String,
    level: Option<Level>,
    parent_id: String,
    name: String,
    aliases: Vec<String>,
}

/// Where faults of the register are reported.
struct Desk<'a> {
    file: String,
    faults: &'a Faults,
}

impl Desk<'_> {
    fn wrong(&self, line: usize, column: &str, found: impl Into<String>, expected: &str) {
        self.wrong_hint(line, column, found, expected, None);
    }

    fn wrong_hint(
        &self,
        line: usize,
        column: &str,
        found: impl Into<String>,
        expected: &str,
        hint: Option<String>,
    ) {
        self.faults.push(Fault {
            file: self.file.clone(),
            line: Some(line),
            path: column.to_owned(),
            found: found.into(),
            expected: expected.to_owned(),
            hint,
        });
    }
}

/// The units that exist in the period, in the order of the file.
pub(super) fn register(
    source: &str,
    path: &Path,
    period: Option<Period>,
    faults: &Faults,
) -> Option<Register> {
    let desk = Desk { file: path.display().to_string(), faults };
    let mut reader =
        ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(source.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    if !header_is_whole(&header, &desk) {
        return None;
    }
    let records = reader.records().filter_map(|record| match record {
        Ok(record) => Some(record),
        Err(error) => {
            let line = error.position().map_or(1, |position| usize_of(position.line()));
            desk.wrong(line, "", format!("a line that cannot be read ({error})"), "CSV");
            None
        }
    });
    let mut vintage = Vintage::default();
    let rows: Vec<Row> =
        records.filter_map(|record| row(&record, &header, period, &desk, &mut vintage)).collect();
    if rows.is_empty() {
        desk.wrong(1, "", "no unit", "one a line");
    }
    let places = places(&rows);
    check_ids(&rows, &places, &desk);
    let parents = parents(&rows, &places, &desk);
    check_cycles(&rows, &parents, &desk);
    check_names(&rows, &parents, &desk);
    let units = rows.into_iter().zip(parents).filter_map(|(row, parent)| {
        let parent = parent.map(|place| UnitIx(u32::try_from(place).unwrap_or(u32::MAX)));
        let Row { id, level, name, aliases, .. } = row;
        Some(Unit { id, level: level?, parent, name, aliases })
    });
    Some(Register::new(units.collect()).with_vintage(vintage))
}

fn usize_of(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}

fn header_is_whole(header: &StringRecord, desk: &Desk<'_>) -> bool {
    let mut whole = true;
    for column in REQUIRED {
        if !header.iter().any(|name| name == column) {
            let commas = header.len() == 1 && header[0].contains(';');
            let hint = commas.then(|| "separate the columns by commas".to_owned());
            desk.wrong_hint(1, column, "no such column", "id, level, parent_id and name", hint);
            whole = false;
        }
    }
    let mut seen = BTreeSet::new();
    for name in header {
        if whole && !KNOWN.contains(&name) {
            desk.wrong_hint(1, name, "an unknown column", "a known one", hint(name, KNOWN));
        } else if !seen.insert(name) {
            desk.wrong(1, name, "a column twice", "each once");
        }
    }
    whole
}

/// A line; `None` where it is not a unit of the period.
fn row(
    record: &StringRecord,
    header: &StringRecord,
    period: Option<Period>,
    desk: &Desk<'_>,
    vintage: &mut Vintage,
) -> Option<Row> {
    let line = record.position().map_or(0, |position| usize_of(position.line()));
    if record.len() != header.len() {
        let expected = format!("{}, as in the header", header.len());
        desk.wrong(line, "", format!("{} columns", record.len()), &expected);
        return None;
    }
    let field = |column: &str| {
        let place = header.iter().position(|name| name == column);
        place.and_then(|place| record.get(place)).unwrap_or_default()
    };
    let [from, to] = ["valid_from", "valid_to"].map(|column| {
        let date = field(column);
        if !date.is_empty() && date.parse::<Date>().is_err() {
            desk.wrong(line, column, format!("`{date}`"), "a date like `2025-07-01`");
        }
        date
    });
    let exists = period.is_none_or(|period| exists(from, to, period));
    let last = period.map(|period| last_day(period).to_string());
    vintage.see(from, to, exists, last.as_deref());
    if !exists {
        return None;
    }
    let id = text::normal(field("id"));
    if id.is_empty() {
        desk.wrong(line, "id", "nothing", "an id");
    }
    let name = text::normal(field("name"));
    if name.is_empty() {
        desk.wrong(line, "name", "nothing", "the full name of the unit");
    }
    let word = field("level");
    let level = Level::parse(word);
    if level.is_none() {
        let known = Level::ALL.map(Level::word);
        desk.wrong_hint(line, "level", format!("`{word}`"), LEVELS, nearest(word, known));
    }
    let aliases = field("aliases").split(';').map(text::normal).filter(|alias| !alias.is_empty());
    let (parent_id, aliases) = (text::normal(field("parent_id")), aliases.collect());
    Some(Row { line, id, level, parent_id, name, aliases })
}

/// Whether a unit exists on some day of the period. Dates of the form `2025-07-01` sort as text.
fn exists(from: &str, to: &str, period: Period) -> bool {
    let first = |(year, month): (u16, u8)| format!("{year:04}-{month:02}-01");
    let starts = first(period.previous().month_after());
    let after = first(period.month_after());
    from < after.as_str() && (to.is_empty() || to >= starts.as_str())
}

/// Place of the first row with each id.
fn places(rows: &[Row]) -> BTreeMap<&str, usize> {
    let named = rows.iter().enumerate().rev().filter(|(_, row)| !row.id.is_empty());
    named.map(|(place, row)| (row.id.as_str(), place)).collect()
}

fn check_ids(rows: &[Row], places: &BTreeMap<&str, usize>, desk: &Desk<'_>) {
    for (place, row) in rows.iter().enumerate() {
        let first = places.get(row.id.as_str()).filter(|&&first| first != place);
        if let Some(&first) = first {
            let hint = Some(format!("it stands on line {} already", rows[first].line));
            let found = format!("`{}` a second time", row.id);
            desk.wrong_hint(row.line, "id", found, "an id of its own", hint);
        }
    }
}

/// Place of the parent of each row.
fn parents(rows: &[Row], places: &BTreeMap<&str, usize>, desk: &Desk<'_>) -> Vec<Option<usize>> {
    let parent = |row: &Row| {
        if row.parent_id.is_empty() {
            return None;
        }
        let place = places.get(row.parent_id.as_str()).copied();
        if place.is_none() {
            let hint = nearest(&row.parent_id, rows.iter().map(|row| row.id.as_str()));
            let found = format!("`{}`", row.parent_id);
            desk.wrong_hint(
                row.line,
                "parent_id",
                found,
                "the id of a unit of this register",
                hint,
            );
        }
        place
    };
    rows.iter().map(parent).collect()
}

fn check_cycles(rows: &[Row], parents: &[Option<usize>], desk: &Desk<'_>) {
    for (place, row) in rows.iter().enumerate() {
        let mut above = std::iter::successors(parents[place], |&at| parents[at]).take(rows.len());
        if above.any(|at| at == place) {
            let found = format!("`{}`, which stands under this unit", row.parent_id);
            desk.wrong(row.line, "parent_id", found, "a unit above this one");
        }
    }
}

fn check_names(rows: &[Row], parents: &[Option<usize>], desk: &Desk<'_>) {
    let mut lines = BTreeMap::new();
    for (row, parent) in rows.iter().zip(parents) {
        let key = text::unit_key(&row.name);
        if key.is_empty() {
            continue;
        }
        if let Some(line) = lines.get(&(*parent, row.level, key.clone())) {
            let hint = Some(format!("it stands on line {line} already"));
            let found = format!("`{}` a second time under one parent", row.name);
            desk.wrong_hint(row.line, "name", found, "a name of its own", hint);
        } else {
            lines.insert((*parent, row.level, key), row.line);
        }
    }
}
