//! The register of units: a CSV file, one unit a line.

pub(in crate::pipeline) mod aliases;
pub(in crate::pipeline) mod offices;
pub(in crate::pipeline) mod successions;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use jiff::civil::Date;

use crate::model::{Level, Period, Unit, UnitIx};
use crate::pipeline::fault::hint::{hint, nearest};
use crate::pipeline::fault::{Fault, Faults};
use crate::pipeline::register::{Register, Vintage};
use crate::pipeline::resolve::address::{ADDRESS, is_address};
use crate::pipeline::resolve::reach::{last_day, levels_in_words};
use crate::text;

const REQUIRED: [&str; 4] = ["id", "level", "parent_id", "name"];

const KNOWN: [&str; 8] =
    ["id", "level", "parent_id", "name", "aliases", "valid_from", "valid_to", "contact"];

/// A line of the register.
struct UnitRow {
    line: usize,
    id: String,
    level: Option<Level>,
    parent_id: String,
    name: String,
    aliases: Vec<String>,
    since: Option<String>,
    contacts: Vec<String>,
}

/// Where faults of the register are reported.
struct RegisterFaults<'a> {
    file: String,
    faults: &'a Faults,
}

impl RegisterFaults<'_> {
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
pub(in crate::pipeline) fn register(
    source: &str,
    path: &Path,
    period: Option<Period>,
    faults: &Faults,
) -> Option<Register> {
    let faults = RegisterFaults { file: path.display().to_string(), faults };
    let mut reader =
        ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(source.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    if !header_is_whole(&header, &faults) {
        return None;
    }
    let records = reader.records().filter_map(|record| match record {
        Ok(record) => Some(record),
        Err(error) => {
            let line = error.position().map_or(1, |position| usize_of(position.line()));
            faults.wrong(line, "", format!("a line that cannot be read ({error})"), "CSV");
            None
        }
    });
    let mut vintage = Vintage::default();
    let columns = KNOWN.map(|column| header.iter().position(|name| name == column));
    let days = period.map(PeriodDays::of);
    let rows: Vec<UnitRow> = records
        .filter(|record| is_whole(record, header.len(), &faults))
        .filter_map(|record| {
            let [id, level, parent_id, name, aliases, valid_from, valid_to, contact] =
                columns.map(|place| place.and_then(|place| record.get(place)).unwrap_or_default());
            let dates = (valid_from, valid_to);
            let fields = RegisterLine { id, level, parent_id, name, aliases, dates, contact };
            row(line_of(&record), &fields, days.as_ref(), &faults, &mut vintage)
        })
        .collect();
    if rows.is_empty() {
        faults.wrong(1, "", "no unit", "one a line");
    }
    let places = places(&rows);
    check_ids(&rows, &places, &faults);
    let parents = parents(&rows, &places, &faults);
    check_cycles(&rows, &parents, &faults);
    check_names(&rows, &parents, &faults);
    let units = rows.into_iter().zip(parents).filter_map(|(row, parent)| {
        let parent = parent.map(|place| UnitIx(u32::try_from(place).unwrap_or(u32::MAX)));
        let UnitRow { id, level, name, aliases, since, contacts, .. } = row;
        Some(Unit { id, level: level?, parent, name, aliases, since, contacts })
    });
    Some(Register::new(units.collect()).with_vintage(vintage))
}

fn usize_of(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}

fn header_is_whole(header: &StringRecord, faults: &RegisterFaults<'_>) -> bool {
    let mut whole = true;
    for column in REQUIRED {
        if !header.iter().any(|name| name == column) {
            let commas = header.len() == 1 && header[0].contains(';');
            let hint = commas.then(|| "separate the columns by commas".to_owned());
            faults.wrong_hint(1, column, "no such column", "id, level, parent_id and name", hint);
            whole = false;
        }
    }
    let mut seen = BTreeSet::new();
    for name in header {
        if whole && !KNOWN.contains(&name) {
            faults.wrong_hint(1, name, "an unknown column", "a known one", hint(name, KNOWN));
        } else if !seen.insert(name) {
            faults.wrong(1, name, "a column twice", "each once");
        }
    }
    whole
}

/// A line as it is written.
struct RegisterLine<'r> {
    id: &'r str,
    level: &'r str,
    parent_id: &'r str,
    name: &'r str,
    aliases: &'r str,
    /// First and last day.
    dates: (&'r str, &'r str),
    contact: &'r str,
}

/// The first and the last day of a period and the day after it, of the form `2025-07-01`: dates so written sort as
/// text.
struct PeriodDays {
    first: String,
    last: String,
    after: String,
}

impl PeriodDays {
    fn of(period: Period) -> Self {
        Self {
            first: period.first_day(),
            last: last_day(period).to_string(),
            after: period.day_after(),
        }
    }

    /// Whether a unit exists on any of them.
    fn hold(&self, from: &str, to: &str) -> bool {
        from < self.after.as_str() && (to.is_empty() || to >= self.first.as_str())
    }
}

fn line_of(record: &StringRecord) -> usize {
    record.position().map_or(0, |position| usize_of(position.line()))
}

fn is_whole(record: &StringRecord, columns: usize, faults: &RegisterFaults<'_>) -> bool {
    let whole = record.len() == columns;
    if !whole {
        let expected = format!("{columns}, as in the header");
        faults.wrong(line_of(record), "", format!("{} columns", record.len()), &expected);
    }
    whole
}

/// A line; `None` where it is not a unit of the period.
fn row(
    line: usize,
    fields: &RegisterLine,
    days: Option<&PeriodDays>,
    faults: &RegisterFaults<'_>,
    vintage: &mut Vintage,
) -> Option<UnitRow> {
    let (from, to) = fields.dates;
    for (column, date) in [("valid_from", from), ("valid_to", to)] {
        if !date.is_empty() && date.parse::<Date>().is_err() {
            faults.wrong(line, column, format!("`{date}`"), "a date like `2025-07-01`");
        }
    }
    let exists = days.is_none_or(|days| days.hold(from, to));
    vintage.see(from, to, exists, days.map(|days| days.last.as_str()));
    if !exists {
        return None;
    }
    let id = text::normal(fields.id);
    if id.is_empty() {
        faults.wrong(line, "id", "nothing", "an id");
    }
    let name = text::normal(fields.name);
    if name.is_empty() {
        faults.wrong(line, "name", "nothing", "the full name of the unit");
    }
    let word = fields.level;
    let level = Level::parse(word);
    if level.is_none() {
        let known = Level::ALL.map(Level::word);
        faults.wrong_hint(
            line,
            "level",
            format!("`{word}`"),
            &levels_in_words(),
            nearest(word, known),
        );
    }
    let aliases = fields.aliases.split(';').map(text::normal).filter(|alias| !alias.is_empty());
    let (parent_id, aliases) = (text::normal(fields.parent_id), aliases.collect());
    let since = (!from.is_empty()).then(|| from.to_owned());
    let contacts = contacts(line, fields.contact, faults);
    Some(UnitRow { line, id, level, parent_id, name, aliases, since, contacts })
}

/// The addresses of a unit; what is none is a fault, for a form that goes astray tells of another's figures.
fn contacts(line: usize, written: &str, faults: &RegisterFaults<'_>) -> Vec<String> {
    let words = written.split(';').map(str::trim).filter(|word| !word.is_empty());
    let mut contacts: Vec<String> = Vec::new();
    for word in words {
        let known = contacts.iter().any(|known| known.eq_ignore_ascii_case(word));
        if known {
            faults.wrong(line, "contact", format!("`{word}` a second time"), "each address once");
        } else if is_address(word) {
            contacts.push(word.to_owned());
        } else {
            let several = word.contains([',', ' ']);
            let hint = several.then(|| "separate addresses by semicolons".to_owned());
            faults.wrong_hint(line, "contact", format!("`{word}`"), ADDRESS, hint);
        }
    }
    contacts
}

/// Place of the first row with each id.
fn places(rows: &[UnitRow]) -> BTreeMap<&str, usize> {
    let named = rows.iter().enumerate().rev().filter(|(_, row)| !row.id.is_empty());
    named.map(|(place, row)| (row.id.as_str(), place)).collect()
}

fn check_ids(rows: &[UnitRow], places: &BTreeMap<&str, usize>, faults: &RegisterFaults<'_>) {
    for (place, row) in rows.iter().enumerate() {
        let first = places.get(row.id.as_str()).filter(|&&first| first != place);
        if let Some(&first) = first {
            let hint = Some(format!("it stands on line {} already", rows[first].line));
            let found = format!("`{}` a second time", row.id);
            faults.wrong_hint(row.line, "id", found, "an id of its own", hint);
        }
    }
}

/// Place of the parent of each row.
fn parents(
    rows: &[UnitRow],
    places: &BTreeMap<&str, usize>,
    faults: &RegisterFaults<'_>,
) -> Vec<Option<usize>> {
    let parent = |row: &UnitRow| {
        if row.parent_id.is_empty() {
            return None;
        }
        let place = places.get(row.parent_id.as_str()).copied();
        if place.is_none() {
            let hint = nearest(&row.parent_id, rows.iter().map(|row| row.id.as_str()));
            let found = format!("`{}`", row.parent_id);
            faults.wrong_hint(
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

fn check_cycles(rows: &[UnitRow], parents: &[Option<usize>], faults: &RegisterFaults<'_>) {
    for (place, row) in rows.iter().enumerate() {
        let mut above = std::iter::successors(parents[place], |&at| parents[at]).take(rows.len());
        if above.any(|at| at == place) {
            let found = format!("`{}`, which stands under this unit", row.parent_id);
            faults.wrong(row.line, "parent_id", found, "a unit above this one");
        }
    }
}

fn check_names(rows: &[UnitRow], parents: &[Option<usize>], faults: &RegisterFaults<'_>) {
    let mut lines = BTreeMap::new();
    for (row, parent) in rows.iter().zip(parents) {
        let key = text::unit_key(&row.name);
        if key.is_empty() {
            continue;
        }
        if let Some(line) = lines.get(&(*parent, row.level, key.clone())) {
            let hint = Some(format!("it stands on line {line} already"));
            let found = format!("`{}` a second time under one parent", row.name);
            faults.wrong_hint(row.line, "name", found, "a name of its own", hint);
        } else {
            lines.insert((*parent, row.level, key), row.line);
        }
    }
}
