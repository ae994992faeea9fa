//! The table of successions: which unit became which, one line an old unit and a new one. Both have to be known by id and
//! name: on the day of the change codes were given to other places.

use std::collections::BTreeMap;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use jiff::civil::Date;

use super::NO_COLUMN;
use crate::model::Sentence;
use crate::pipeline::fault::hint::nearest;
use crate::pipeline::fault::said::{as_written, both};
use crate::pipeline::fault::{Fault, Faults};
use crate::pipeline::succession::Succession;
use crate::pipeline::written::columns::{SHARES, SUCCESSIONS};
use crate::pipeline::written::value::NOTHING;
use crate::text;

/// A unit as the register tells it, of whatever time.
struct KnownUnit {
    names: Vec<String>,
    from: String,
    to: String,
}

impl KnownUnit {
    fn is_named(&self, name: &str) -> bool {
        self.names.iter().any(|known| *known == text::unit_key(name))
    }

    /// It exists on a day.
    fn stands_on(&self, day: &str) -> bool {
        self.from.as_str() <= day && (self.to.is_empty() || self.to.as_str() >= day)
    }

    /// It ended before a day.
    fn ended_before(&self, day: &str) -> bool {
        !self.to.is_empty() && self.to.as_str() < day
    }
}

/// All lines of a register by id.
type KnownUnits = BTreeMap<String, Vec<KnownUnit>>;

/// Where faults of the table are reported.
struct TableFaults<'a> {
    file: String,
    faults: &'a Faults,
}

impl TableFaults<'_> {
    fn wrong(
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

/// Reads the table; `units` is the text of the register, whose units of other periods are known here too.
pub(in crate::pipeline) fn successions(
    source: &str,
    path: &Path,
    units: &str,
    faults: &Faults,
) -> Vec<Succession> {
    let faults = TableFaults { file: path.display().to_string(), faults };
    let mut reader = reader(source);
    let header = reader.headers().cloned().unwrap_or_default();
    let names = SUCCESSIONS.map(|column| column.name);
    let missing = names.into_iter().filter(|column| !header.iter().any(|name| name == *column));
    let missing: Vec<&str> = missing.collect();
    for column in &missing {
        faults.wrong(1, column, NO_COLUMN, Sentence::same(names.join(", ")), None);
    }
    if !missing.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let line = index + 2;
        if let Some(record) = record.ok().filter(|record| record.len() == header.len()) {
            rows.extend(row(line, &header, &record, &faults));
        } else {
            let count = header.len();
            let expected =
                both!("{count} cột, như ở dòng đầu", "{count} columns, as in the header");
            let found = ("dòng không đọc được", "a line that cannot be read");
            faults.wrong(line, "", found, expected, None);
        }
    }
    check_shares(&rows, &faults);
    let known = known_units(units);
    for (line, row) in &rows {
        check_new(*line, row, &known, &faults);
        check_old(*line, row, &known, &faults);
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn reader(source: &str) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(source.as_bytes())
}

fn value<'r>(header: &StringRecord, record: &'r StringRecord, column: &str) -> &'r str {
    let place = header.iter().position(|name| name == column);
    place.and_then(|place| record.get(place)).unwrap_or_default()
}

/// A line, where it says all that is asked for.
fn row(
    line: usize,
    header: &StringRecord,
    record: &StringRecord,
    faults: &TableFaults,
) -> Option<(usize, Succession)> {
    let [old_id, old_name, new_id, new_name, share, since] =
        SUCCESSIONS.map(|column| text::normal(value(header, record, column.name)));
    let mut whole = true;
    let needed = [
        ("old_id", &old_id),
        ("old_name", &old_name),
        ("new_id", &new_id),
        ("new_name", &new_name),
    ];
    for (column, _) in needed.iter().filter(|(_, value)| value.is_empty()) {
        let expected = ("mã và tên của cả hai đơn vị", "id and name of both units");
        faults.wrong(line, column, NOTHING, expected, None);
        whole = false;
    }
    if !SHARES.contains(&share.as_str()) {
        let expected = ("`whole` hoặc `part`", "`whole` or `part`");
        faults.wrong(line, "share", as_written(&share), expected, None);
        whole = false;
    }
    if since.parse::<Date>().is_err() {
        let expected = (
            "ngày đầu của đơn vị mới, như `2025-07-01`",
            "the first day of the new unit, like `2025-07-01`",
        );
        faults.wrong(line, "since", as_written(&since), expected, None);
        whole = false;
    }
    let all = share == SHARES[0];
    let row = Succession { old_id, old_name, new_id, new_name, whole: all, since };
    whole.then_some((line, row))
}

/// A unit goes whole into one, or in parts into several.
fn check_shares(rows: &[(usize, Succession)], faults: &TableFaults) {
    let mut first: BTreeMap<(&str, &str), Vec<(usize, &Succession)>> = BTreeMap::new();
    for (line, row) in rows {
        let before = first.entry((&row.since, &row.old_id)).or_default();
        let clash = before.iter().find(|(_, other)| {
            other.whole || row.whole || other.new_id == row.new_id || other.old_name != row.old_name
        });
        if let Some((at, other)) = clash {
            let id = &row.old_id;
            let found = both!("`{id}` lần thứ hai", "`{id}` a second time");
            let expected = (
                "mỗi đơn vị một lần `whole`, hoặc một lần `part` cho mỗi đơn vị nhận một phần",
                "a unit once as `whole`, or once as `part` for each that has a part",
            );
            let share = if other.whole { "whole" } else { "part" };
            let new = &other.new_id;
            let hint = Some(both!(
                "dòng {at} đã giao nó `{share}` cho `{new}`",
                "line {at} gives it as `{share}` to `{new}`"
            ));
            faults.wrong(*line, "old_id", found, expected, hint);
        }
        before.push((*line, row));
    }
}

/// The new unit is in the register from its first day on.
fn check_new(line: usize, row: &Succession, known: &KnownUnits, faults: &TableFaults) {
    let mut there = known.get(&row.new_id).into_iter().flatten();
    let found = there.find(|unit| unit.stands_on(&row.since));
    if found.is_some_and(|unit| unit.is_named(&row.new_name)) {
        return;
    }
    let (since, id) = (&row.since, &row.new_id);
    let expected = both!(
        "mã và tên một đơn vị trong danh mục vào ngày {since}",
        "id and name of a unit of the register on {since}"
    );
    let told = Sentence::same(format!("`{id}` ({})", row.new_name));
    let hint = match found {
        Some(_) => Some(another_name(id)),
        None => nearest(&row.new_id, known.keys().map(String::as_str)),
    };
    faults.wrong(line, "new_id", told, expected, hint);
}

fn another_name(id: &str) -> Sentence {
    both!("`{id}` ở đó có tên khác", "`{id}` is another name there")
}

/// The old unit is what a register that goes back so far says it was.
fn check_old(line: usize, row: &Succession, known: &KnownUnits, faults: &TableFaults) {
    let ended = |units: &[KnownUnit]| units.iter().any(|unit| unit.ended_before(&row.since));
    if !known.values().any(|units| ended(units)) {
        return;
    }
    let is_it =
        |unit: &KnownUnit| unit.from.as_str() < row.since.as_str() && unit.is_named(&row.old_name);
    if !known.get(&row.old_id).is_some_and(|units| units.iter().any(is_it)) {
        let (since, id) = (&row.since, &row.old_id);
        let expected = both!(
            "mã và tên một đơn vị trong danh mục trước ngày {since}",
            "id and name of a unit of the register before {since}"
        );
        let told = Sentence::same(format!("`{id}` ({})", row.old_name));
        let mut ended = known.iter().filter(|(_, units)| ended(units)).map(|(id, _)| id.as_str());
        let hint = if ended.clone().any(|id| id == row.old_id) {
            Some(another_name(&row.old_id))
        } else {
            nearest(&row.old_id, &mut ended)
        };
        faults.wrong(line, "old_id", told, expected, hint);
    }
}

/// All lines of a register, of whatever time; its faults are told where it is read.
fn known_units(source: &str) -> KnownUnits {
    let mut reader = reader(source);
    let header = reader.headers().cloned().unwrap_or_default();
    let mut known = KnownUnits::new();
    for record in reader.records().filter_map(Result::ok) {
        let of = |column: &str| value(&header, &record, column);
        let names = std::iter::once(of("name")).chain(of("aliases").split(';'));
        let names = names.map(text::unit_key).filter(|key| !key.is_empty()).collect();
        let (from, to) = (of("valid_from").to_owned(), of("valid_to").to_owned());
        known.entry(text::normal(of("id"))).or_default().push(KnownUnit { names, from, to });
    }
    known
}
