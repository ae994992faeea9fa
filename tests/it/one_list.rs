//! Đồng Nai out of one list of dossiers: the fixture is what is generated, what cannot be counted is told, and places are computed
//! here once more from the rows of the list with plain sums and nothing of the program.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use jiff::ToSpan as _;
use jiff::civil::Date;
use tempfile::TempDir;
use tthc::model::Findings;
use tthc::store::{Folder, Run};
use tthc::table::{Artifact as _, Rankings, Standing};

use crate::truth::csv;
use crate::two_level::{generated, given, is_department, places, runs_of, vintages};

const PIPELINE: &str = "dong-nai-ho-so";

/// The list as text.
static LIST: LazyLock<String> = LazyLock::new(|| generated::dossiers::list(&vintages()));

/// The runs of the two quarters that the list holds, in the order of time.
static OUTPUT: LazyLock<TempDir> = LazyLock::new(|| runs_of(PIPELINE, &["2026-Q1", "2026-Q2"]));

fn run(period: &str) -> Run {
    Folder::new(OUTPUT.path(), PIPELINE, period).latest().unwrap().unwrap()
}

fn ranking(run: &Run, id: &str) -> Vec<Standing> {
    let table = Rankings::from_frame(&run.table(Rankings::NAME).unwrap()).unwrap();
    table.of(id).cloned().collect()
}

/// A row of the list, and its number in the sheet.
struct Row {
    number: usize,
    cells: Vec<&'static str>,
}

impl Row {
    fn all() -> Vec<Row> {
        let rows = LIST.lines().enumerate().skip(1);
        rows.map(|(at, line)| Row { number: at + 1, cells: line.split(';').collect() }).collect()
    }

    /// The day that a cell tells, whatever the hour.
    fn day(&self, column: usize) -> Option<Date> {
        let day = self.cells[column].split(' ').next()?;
        let mut parts = day.split('/').filter_map(|part| part.parse::<i16>().ok());
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        Date::new(year, month.try_into().unwrap(), day.try_into().unwrap()).ok()
    }

    fn count(&self, column: usize) -> i32 {
        self.cells[column].parse().unwrap_or(0)
    }

    fn has_strange_state(&self) -> bool {
        !["Đã trả kết quả", "Từ chối", "Rút", "Đang xử lý"].contains(&self.cells[6])
    }
}

/// Ids of the units by the names in the list.
fn ids() -> BTreeMap<String, String> {
    let units = csv("pipelines/units/dong-nai-2026.csv").into_iter();
    let units = units.filter(|row| row["valid_to"].is_empty());
    let name = |name: &str, level: &str| match level {
        "commune" => {
            let (first, rest) = name.split_at(name.chars().next().unwrap().len_utf8());
            format!("UBND {}{rest}", first.to_lowercase())
        }
        _ => name.to_owned(),
    };
    units.map(|row| (name(&row["name"], &row["level"]), row["id"].clone())).collect()
}

/// Ended on time and ended, in a quarter of 2026, of each unit, as far as dossiers can be counted.
fn counted(quarter: i8) -> BTreeMap<String, Option<(u64, u64)>> {
    let (ids, mut seen) = (ids(), BTreeSet::new());
    let mut rates: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for row in Row::all() {
        let (Some(id), Some(due), Some(ended)) = (ids.get(row.cells[1]), row.day(4), row.day(5))
        else {
            continue;
        };
        let ended_then = ended.year() == 2026 && (ended.month() + 2) / 3 == quarter;
        let fits = row.day(3) <= Some(ended) && !row.has_strange_state();
        if ended_then && fits && seen.insert(row.cells[0]) {
            let late = ended > due.saturating_add(row.count(8).days()) || row.count(9) > 1;
            let (on_time, all) = rates.entry(id.clone()).or_default();
            *on_time += u64::from(!late);
            *all += 1;
        }
    }
    rates.into_iter().map(|(id, rate)| (id, Some(rate))).collect()
}

#[test]
fn the_list_of_dong_nai_is_the_one_that_is_generated() {
    let made = generated::dossiers::packed(&vintages()).unwrap();
    let there =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/dong-nai-ho-so-2026/ho-so.zip");
    assert!(std::fs::read(there).unwrap() == made);
}

#[test]
fn what_cannot_be_counted_is_told_and_nothing_else() {
    let at = |column: char, of: &dyn Fn(&Row) -> bool| {
        let rows: Vec<usize> =
            Row::all().iter().filter(|row| of(row)).map(|row| row.number).collect();
        format!("{column}{}", rows.last().unwrap())
    };
    let twice = Row::all();
    let twice = twice
        .iter()
        .map(|row| row.cells[0])
        .find(|code| twice.iter().filter(|row| row.cells[0] == *code).count() == 2);
    let first = [("F164", at('A', &|row| Some(row.cells[0]) == twice), "26116")];
    let second = [
        ("F120", at('B', &|row| row.cells[1] == "Xã Long Thanh"), "75"),
        ("F161", at('E', &|row| row.day(4).is_none()), "25402"),
        ("F162", at('F', &|row| row.day(5) < row.day(3) && row.day(5).is_some()), "26503"),
        ("F163", at('G', &Row::has_strange_state), "25220"),
    ];
    for (period, planted) in [("2026-Q1", first.as_slice()), ("2026-Q2", &second)] {
        let table = Findings::from_frame(&run(period).table(Findings::NAME).unwrap()).unwrap();
        // Who is beyond the usual is noted, and no fault of the list.
        let found = table.iter().filter(|finding| finding.code.id() != "F214").map(|finding| {
            let unit = finding.unit_id.clone().unwrap_or_default();
            format!("{} {} {unit}", finding.code.id(), finding.place)
        });
        let list = "ho-so.zip/ho-so.csv!trang 1";
        let planted =
            planted.iter().map(|(code, cell, unit)| format!("{code} {list}!{cell} {unit}"));
        let nothing = format!("F302 {list} 75.thanh-tra-tinh");
        let expected: BTreeSet<String> = planted.chain([nothing]).collect();
        assert_eq!(found.collect::<BTreeSet<_>>(), expected, "{period}");
    }
}

#[test]
fn places_of_a_list_are_those_of_its_rows() {
    let before = counted(1);
    let now = counted(2);
    for (period, rates, ranked) in [("2026-Q1", &before, [93, 13]), ("2026-Q2", &now, [93, 13])] {
        for ((id, of), ranked) in
            [("communes", false), ("departments", true)].into_iter().zip(ranked)
        {
            let rows = ranking(&run(period), id);
            let expected = places(rates, |id| is_department(id) == of);
            assert_eq!(given(&rows, |row| row.place), expected, "{period}");
            assert_eq!(expected.len(), ranked, "{period} {id}");
        }
    }
    // The list was counted for both quarters: who has moved is known.
    for (id, of) in [("communes", false), ("departments", true)] {
        let rows = ranking(&run("2026-Q2"), id);
        let expected = places(&before, |id| is_department(id) == of);
        assert_eq!(given(&rows, |row| row.previous_place), expected);
    }
}

/// A code that stands twice was counted once: nothing of its unit is missing.
#[test]
fn who_has_a_dossier_twice_lacks_nothing() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tthc"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["status", PIPELINE, "--period", "2026-Q1"]);
    let shown = command.arg("--output").arg(OUTPUT.path()).output().unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("không có trong kết quả: Danh sách hồ sơ: Thanh tra tỉnh"), "{shown}");
    assert!(!shown.contains("thiếu một phần số liệu"), "{shown}");
}
