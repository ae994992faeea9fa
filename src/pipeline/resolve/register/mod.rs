//! The register of units: a CSV file, one unit a line.

pub(in crate::pipeline) mod aliases;
pub(in crate::pipeline) mod offices;
pub(in crate::pipeline) mod successions;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use jiff::civil::Date;

use crate::model::{Level, Period, Sentence, Unit, UnitIx};
use crate::pipeline::fault::hint::{hint, nearest};
use crate::pipeline::fault::said::{InBoth, as_written, both};
use crate::pipeline::fault::{Fault, Faults};
use crate::pipeline::register::{Register, Vintage};
use crate::pipeline::resolve::address::{ADDRESS, is_address};
use crate::pipeline::resolve::names::ITS_OWN_ID;
use crate::pipeline::resolve::reach::{last_day, levels_in_words};
use crate::pipeline::written::columns::{CsvColumn, REGISTER};
use crate::pipeline::written::value::NOTHING;
use crate::text;

/// What is said of a table without a column that it needs.
const NO_COLUMN: InBoth = ("không có cột này", "no such column");

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
    fn wrong(
        &self,
        line: usize,
        column: &str,
        found: impl Into<Sentence>,
        expected: impl Into<Sentence>,
    ) {
        self.wrong_hint(line, column, found, expected, None);
    }

    fn wrong_hint(
        &self,
        line: usize,
        column: &str,
        found: impl Into<Sentence>,
        expected: impl Into<Sentence>,
        hint: Option<Sentence>,
    ) {
        self.faults.push(Fault {
            file: self.file.clone(),
            line: Some(line),
            path: column.to_owned(),
            found: found.into(),
            expected: expected.into(),
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
            let found =
                both!("dòng không đọc được ({error})", "a line that cannot be read ({error})");
            faults.wrong(line, "", found, Sentence::same("CSV"));
            None
        }
    });
    let mut vintage = Vintage::default();
    let columns = REGISTER.map(|column| header.iter().position(|name| name == column.name));
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
        faults.wrong(
            1,
            "",
            ("không có đơn vị nào", "no unit"),
            ("mỗi dòng một đơn vị", "one a line"),
        );
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
    for CsvColumn { name: column, .. } in REGISTER.into_iter().filter(|column| column.needed) {
        if !header.iter().any(|name| name == column) {
            let commas = header.len() == 1 && header[0].contains(';');
            let hint = commas.then(|| {
                Sentence::new("phân cách các cột bằng dấu phẩy", "separate the columns by commas")
            });
            let expected = ("id, level, parent_id và name", "id, level, parent_id and name");
            faults.wrong_hint(1, column, NO_COLUMN, expected, hint);
            whole = false;
        }
    }
    let known = || REGISTER.iter().map(|column| column.name);
    let mut seen = BTreeSet::new();
    for name in header {
        if whole && !known().any(|known| known == name) {
            let found = ("cột lạ", "an unknown column");
            faults.wrong_hint(
                1,
                name,
                found,
                ("một cột đã biết", "a known one"),
                hint(name, known()),
            );
        } else if !seen.insert(name) {
            faults.wrong(
                1,
                name,
                ("cột ghi hai lần", "a column twice"),
                ("mỗi cột một lần", "each once"),
            );
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
        let count = record.len();
        let expected = both!("{columns}, như ở dòng đầu", "{columns}, as in the header");
        faults.wrong(line_of(record), "", both!("{count} cột", "{count} columns"), expected);
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
            let expected = ("một ngày như `2025-07-01`", "a date like `2025-07-01`");
            faults.wrong(line, column, as_written(date), expected);
        }
    }
    let exists = days.is_none_or(|days| days.hold(from, to));
    vintage.see(from, to, exists, days.map(|days| days.last.as_str()));
    if !exists {
        return None;
    }
    let id = text::normal(fields.id);
    if id.is_empty() {
        faults.wrong(line, "id", NOTHING, ("mã của đơn vị", "an id"));
    }
    let name = text::normal(fields.name);
    if name.is_empty() {
        let expected = ("tên đầy đủ của đơn vị", "the full name of the unit");
        faults.wrong(line, "name", NOTHING, expected);
    }
    let word = fields.level;
    let level = Level::parse(word);
    if level.is_none() {
        let known = Level::ALL.map(Level::word);
        faults.wrong_hint(line, "level", as_written(word), levels_in_words(), nearest(word, known));
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
            let found = both!("`{word}` lần thứ hai", "`{word}` a second time");
            faults.wrong(line, "contact", found, ("mỗi địa chỉ một lần", "each address once"));
        } else if is_address(word) {
            contacts.push(word.to_owned());
        } else {
            let several = word.contains([',', ' ']);
            let apart = ("ngăn các địa chỉ bằng dấu chấm phẩy", "separate addresses by semicolons");
            let hint = several.then(|| apart.into());
            faults.wrong_hint(line, "contact", as_written(word), ADDRESS, hint);
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
            let (id, line) = (&row.id, rows[first].line);
            let found = both!("`{id}` lần thứ hai", "`{id}` a second time");
            faults.wrong_hint(row.line, "id", found, ITS_OWN_ID, Some(already_on(line)));
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
            let expected =
                ("mã một đơn vị trong danh mục này", "the id of a unit of this register");
            faults.wrong_hint(row.line, "parent_id", as_written(&row.parent_id), expected, hint);
        }
        place
    };
    rows.iter().map(parent).collect()
}

fn check_cycles(rows: &[UnitRow], parents: &[Option<usize>], faults: &RegisterFaults<'_>) {
    for (place, row) in rows.iter().enumerate() {
        let mut above = std::iter::successors(parents[place], |&at| parents[at]).take(rows.len());
        if above.any(|at| at == place) {
            let parent = &row.parent_id;
            let found = both!(
                "`{parent}`, đơn vị nằm dưới đơn vị này",
                "`{parent}`, which stands under this unit"
            );
            let expected = ("một đơn vị cấp trên của đơn vị này", "a unit above this one");
            faults.wrong(row.line, "parent_id", found, expected);
        }
    }
}

fn already_on(line: usize) -> Sentence {
    both!("đã có ở dòng {line}", "it stands on line {line} already")
}

fn check_names(rows: &[UnitRow], parents: &[Option<usize>], faults: &RegisterFaults<'_>) {
    let mut lines = BTreeMap::new();
    for (row, parent) in rows.iter().zip(parents) {
        let key = text::unit_key(&row.name);
        if key.is_empty() {
            continue;
        }
        if let Some(line) = lines.get(&(*parent, row.level, key.clone())) {
            let name = &row.name;
            let found = both!(
                "`{name}` lần thứ hai dưới một đơn vị cấp trên",
                "`{name}` a second time under one parent"
            );
            let expected = ("tên riêng", "a name of its own");
            faults.wrong_hint(row.line, "name", found, expected, Some(already_on(*line)));
        } else {
            lines.insert((*parent, row.level, key), row.line);
        }
    }
}
