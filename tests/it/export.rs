//! `tthc export`: any table of a run in any format, the view of accepted numbers, and what is said where it cannot be.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests spoil runs of a temporary folder by hand")]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{Cursor, Read as _};
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Command, Stdio};

use calamine::{Data, Reader as _, Xlsx};
use polars::prelude::{AnyValue, Column, DataFrame};
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use serde_json::Value;
use tthc::run::{table, table_names};
use tthc::store::{decode, encode};
use zip::ZipArchive;

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

/// A unit whose name is a formula, and whose further name is a link, to a spreadsheet that would guess.
const GUESSED: &str =
    "25297,commune,692,\"=HYPERLINK(\"\"http://a.vn\"\",\"\"Xã\"\")\",http://a.vn";

/// A run of one district.
fn ran() -> Case {
    let case = Case::district("phu-luc-3");
    let case = case.declare("metrics.toml\"\n", "metrics.toml\"\nfail-on = \"never\"\n");
    let case = case.edit(REGISTER, "25297,commune,692,Xã Tân Tiến,", GUESSED);
    let case = case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    case.run(&["--quiet"]).exit(0);
    case
}

const REGISTER: &str = "pipelines/units.csv";

/// A table in a file of the case.
#[track_caller]
fn written(case: &Case, name: &str, format: &str) -> Vec<u8> {
    let file = format!("table.{format}");
    case.tthc(&["export", name, "thu", "-o", &file]).exit(0);
    std::fs::read(case.path(file)).unwrap()
}

/// A table as the run holds it.
#[track_caller]
fn held(case: &Case, name: &str) -> DataFrame {
    table(&case.latest(), name).unwrap()
}

fn names(frame: &DataFrame) -> Vec<&str> {
    frame.columns().iter().map(|column| column.name().as_str()).collect()
}

/// The rows of a table as JSON has them.
fn rows(frame: &DataFrame) -> Vec<Vec<Value>> {
    let value = |column: &Column, row: usize| match column.get(row).unwrap() {
        AnyValue::Null => Value::Null,
        AnyValue::String(text) => text.into(),
        AnyValue::StringOwned(text) => text.as_str().into(),
        AnyValue::Boolean(flag) => flag.into(),
        AnyValue::UInt32(number) => number.into(),
        AnyValue::Int64(number) => number.into(),
        AnyValue::Float64(number) => number.into(),
        other => panic!("{other}"),
    };
    let row = |row| frame.columns().iter().map(|column| value(column, row)).collect();
    (0..frame.height()).map(row).collect()
}

#[test]
fn without_a_file_the_table_is_csv_on_stdout() {
    let case = ran();
    case.tthc(&["export", "units", "thu"])
        .stdout(
            r#"
            unit_id,level,parent_id,name,aliases,valid_from,place
            70,province,,Tỉnh Bình Phước,,,0
            70.so-noi-vu,department,70,Sở Nội vụ,,,1
            70.so-tu-phap,department,70,Sở Tư pháp,,,2
            692,district,70,Huyện Lộc Ninh,,,3
            25294,commune,692,Xã Lộc Thành,,,4
            25297,commune,692,"=HYPERLINK(""http://a.vn"",""Xã"")",http://a.vn,,5
            "#,
        )
        .exit(0);
    let night = case.tthc(&["export", "units", "thu", "latest"]).says_anything().exit(0);
    assert_eq!(night.stdout.matches("\r\n").count(), night.stdout.lines().count());
}

#[test]
fn every_table_says_the_same_in_every_format() {
    let case = ran();
    let names_of_tables = table_names(&case.latest());
    for name in ["columns", "lines/phu-luc-3", "metrics", "observations", "rankings", "units"] {
        assert!(names_of_tables.iter().any(|known| known == name), "{name}: {names_of_tables:?}");
    }
    for name in &names_of_tables {
        let frame = held(&case, name);
        let (head, rows) = (names(&frame), rows(&frame));
        same_as_json(name, &head, &rows, &written(&case, name, "json"));
        same_as_csv(name, &head, &rows, &written(&case, name, "csv"));
        same_as_xlsx(name, &head, &rows, written(&case, name, "xlsx"));
        let parquet = written(&case, name, "parquet");
        assert!(decode(parquet.clone()).unwrap().equals_missing(&frame), "{name}");
        if name != "observations" {
            let stored = case.latest().path().join(format!("data/{name}.parquet"));
            assert_eq!(parquet, std::fs::read(stored).unwrap(), "{name}");
        }
    }
}

#[track_caller]
fn same_as_json(name: &str, head: &[&str], rows: &[Vec<Value>], bytes: &[u8]) {
    let told: Vec<BTreeMap<String, Value>> = serde_json::from_slice(bytes).unwrap();
    assert_eq!(told.len(), rows.len(), "{name}");
    for (told, row) in told.iter().zip(rows) {
        assert!(told.keys().map(String::as_str).eq(head.iter().copied().collect::<BTreeSet<_>>()));
        for (column, value) in head.iter().zip(row) {
            let (told, expected) = (&told[*column], value);
            match (told.as_f64(), expected.as_f64()) {
                // The reader of this test is off by the last bit.
                (Some(told), Some(expected)) => {
                    assert!((told - expected).abs() <= expected.abs() * 1e-15, "{name}");
                }
                _ => assert_eq!(told, expected, "{name}, {column}"),
            }
        }
    }
    // Keys are in the order of the columns.
    let text = str::from_utf8(bytes).unwrap();
    let first = format!("[\n{{\"{}\":", head[0]);
    assert!(rows.is_empty() || text.starts_with(&first), "{name}: {text:.80}");
    assert_eq!(text.lines().count(), rows.len() + 2, "{name}: a line a row");
}

#[track_caller]
fn same_as_csv(name: &str, head: &[&str], rows: &[Vec<Value>], bytes: &[u8]) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let told: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(told[0].iter().collect::<Vec<_>>(), head, "{name}");
    assert_eq!(told.len(), rows.len() + 1, "{name}");
    for (told, row) in told[1..].iter().zip(rows) {
        for (told, value) in told.iter().zip(row) {
            match value {
                Value::Null => assert_eq!(told, "", "{name}"),
                Value::String(text) => assert_eq!(told, text, "{name}"),
                Value::Number(number) => {
                    assert_eq!(told.parse::<f64>().ok(), number.as_f64(), "{name}");
                }
                other => assert_eq!(told, other.to_string(), "{name}"),
            }
        }
    }
}

#[track_caller]
fn same_as_xlsx(name: &str, head: &[&str], rows: &[Vec<Value>], bytes: Vec<u8>) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), [name.replace('/', "-")]);
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.rows().next().unwrap(), head, "{name}");
    for (row, values) in (1u32..).zip(rows) {
        for (column, value) in (0u32..).zip(values) {
            let told = sheet.get_value((row, column)).unwrap_or(&Data::Empty);
            let expected = match value {
                Value::String(text) if text.is_empty() => Data::Empty,
                Value::Null => Data::Empty,
                Value::String(text) => Data::String(text.clone()),
                Value::Bool(flag) => Data::Bool(*flag),
                other => Data::Float(other.as_f64().unwrap()),
            };
            assert_eq!(told, &expected, "{name}, row {row}, column {column}");
        }
    }
}

/// A part of a workbook as text.
#[track_caller]
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_workbook_has_a_head_that_stays_and_filters_and_nothing_in_it_is_a_formula_or_a_link() {
    let case = ran();
    let bytes = written(&case, "units", "xlsx");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("topLeftCell=\"A2\"") && sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(sheet.contains("<autoFilter ref=\"A1:G7\"/>"), "{sheet}");
    assert!(!sheet.contains("<f>") && !sheet.contains("hyperlink"), "{sheet}");
    assert!(part(&bytes, "xl/sharedStrings.xml").contains("=HYPERLINK("));
    // The period of the run stands for the time of writing.
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("2023-10-01T00:00:00Z</dcterms:created>"), "{core}");
    for format in ["parquet", "csv", "xlsx", "json"] {
        let (first, second) =
            (written(&case, "metrics", format), written(&case, "metrics", format));
        assert_eq!(first, second, "{format}");
    }
}

#[test]
fn the_view_is_every_number_of_the_lines_at_its_cell() {
    let case = ran();
    let columns = held(&case, "columns");
    let text = |frame: &DataFrame, column: &str, row: usize| {
        frame.column(column).unwrap().str().unwrap().get(row).unwrap_or_default().to_owned()
    };
    let mut letters: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in 0..columns.height() {
        let key = (text(&columns, "file", row), text(&columns, "measure", row));
        letters.insert(key, text(&columns, "cell", row));
    }
    let lines = held(&case, "lines/phu-luc-3");
    let mut expected = BTreeMap::new();
    for row in (0..lines.height()).filter(|&row| text(&lines, "role", row) == "item") {
        for column in lines.columns() {
            let Ok(counts) = column.i64() else { continue };
            let Some(value) = counts.get(row) else { continue };
            let file = text(&lines, "file", row);
            let letters = &letters[&(file.clone(), column.name().to_string())];
            let line = lines.column("row").unwrap().u32().unwrap().get(row).unwrap();
            let unit = text(&lines, "unit_id", row);
            expected.insert(format!("{file} {letters}{line}"), format!("{unit} {value}"));
        }
    }
    let view = decode(written(&case, "observations", "parquet")).unwrap();
    let value = |row| view.column("value").unwrap().f64().unwrap().get(row).unwrap();
    let at = |row| format!("{} {}", text(&view, "file", row), text(&view, "cell", row));
    let told = (0..view.height()).map(|row| (at(row), row));
    let told =
        told.map(|(at, row)| (at, format!("{} {}", text(&view, "unit_id", row), value(row))));
    assert!(expected.len() >= 30, "{expected:?}");
    assert_eq!(told.collect::<BTreeMap<_, _>>(), expected);
    assert_eq!(view.height(), expected.len());
}

#[test]
fn the_ending_tells_the_format_unless_it_is_typed() {
    let case = ran();
    let json = written(&case, "checks", "json");
    case.tthc(&["export", "checks", "thu", "-o", "A.JSON"]).exit(0);
    case.tthc(&["export", "checks", "thu", "-o", "b.csv", "--format", "json"]).exit(0);
    for file in ["A.JSON", "b.csv"] {
        assert_eq!(std::fs::read(case.path(file)).unwrap(), json, "{file}");
    }
    let night = case
        .tthc(&["export", "checks", "thu", "-o", "checks.txt"])
        .stderr(
            "
            error: checks.txt: tên tệp không cho biết dạng
            hint: đuôi là .csv, .json, .xlsx hoặc .parquet; hoặc ghi --format
            tthc export checks thu -o checks.txt --format csv
            ",
        )
        .exit(2);
    case.shell(night.stderr.lines().last().unwrap()).exit(0);
    assert!(case.path("checks.txt").is_file());
}

#[test]
fn a_run_is_named_as_for_diff() {
    let case = ran();
    let id = case.latest_id().unwrap();
    let folder = format!("output/thu/2023-Q3/runs/{id}");
    let latest = written(&case, "names", "csv");
    for run in ["latest", &id, &id[..12], &folder] {
        case.tthc(&["export", "names", "thu", run, "-o", "run.csv"]).exit(0);
        assert_eq!(std::fs::read(case.path("run.csv")).unwrap(), latest, "{run}");
    }
    case.tthc(&["export", "names", "thu", "latest~7"])
        .stderr(
            "
            error: `latest~7`: chỉ có 1 lượt chạy trọn vẹn
            hint: kiểm tra --period và --output; lượt của kỳ khác thì ghi đường dẫn thư mục của lượt
            tthc status thu
            ",
        )
        .exit(2);
    case.tthc(&["export", "names", "thu", "1999", "--lang", "en"])
        .stderr(
            "
            error: `1999`: there is no such run
            hint: the newest runs: [RUN]
            tthc status thu
            ",
        )
        .exit(2);
    case.tthc(&["export", "names", "nowhere"]).says_anything().exit(2);
}

#[test]
fn a_mistyped_table_is_told_with_the_one_that_is_near_and_all_of_them() {
    let case = ran();
    let all = table_names(&case.latest()).join(", ");
    let night = case
        .tthc(&["export", "phu-luc-3", "thu", "--format", "json"])
        .stderr(&format!(
            "error: `phu-luc-3`: lượt này không có bảng như vậy\n\
             hint: có phải là `lines/phu-luc-3`? các bảng: {all}\n\
             tthc export lines/phu-luc-3 thu --format json\n"
        ))
        .exit(2);
    let again = case.shell(night.stderr.lines().last().unwrap()).says_anything().exit(0);
    assert!(again.stdout.starts_with("[\n{\"period\":\"2023-Q3\","), "{}", again.stdout);
    case.tthc(&["export", "population", "thu", "--lang", "en"])
        .stderr(&format!(
            "error: `population`: the run has no such table\nhint: tables: {all}\ntthc export --help\n"
        ))
        .exit(2);
}

#[test]
fn what_cannot_be_written_leaves_what_was_there() {
    let case = ran();
    let night = case.tthc(&["export", "units", "thu", "-o", "not there/u.csv"]).says_anything();
    let night = night.exit(1);
    let next = night.stderr.lines().last().unwrap();
    assert_eq!(next, "mkdir -p 'not there' && tthc export units thu -o 'not there/u.csv'");
    case.shell(next).exit(0);
    assert!(case.path("not there/u.csv").is_file());
    // A folder stands where the file should.
    std::fs::create_dir(case.path("u.csv")).unwrap();
    case.tthc(&["export", "units", "thu", "-o", "u.csv"]).says_anything().exit(1);
    let left = std::fs::read_dir(case.path("")).unwrap().flatten();
    let left: Vec<_> = left.map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert!(left.iter().all(|name| !name.contains(".tmp")), "{left:?}");
}

#[test]
fn a_table_that_is_damaged_or_gone_is_an_error_and_the_next_command_brings_it_back() {
    let case = ran();
    let before = written(&case, "metrics", "parquet");
    for spoil in [
        |path: &std::path::Path| std::fs::write(path, "junk").unwrap(),
        |path: &std::path::Path| std::fs::remove_file(path).unwrap(),
    ] {
        spoil(&case.latest().path().join("data/metrics.parquet"));
        for format in ["csv", "parquet"] {
            let out = format!("spoiled.{format}");
            let night = case.tthc(&["export", "metrics", "thu", "-o", &out]).says_anything();
            let night = night.exit(1);
            assert!(night.stderr.contains("metrics.parquet: "), "{}", night.stderr);
            assert_eq!(night.stderr.lines().last(), Some("tthc retry thu"));
            assert!(!case.path(out).exists());
        }
        case.shell("tthc retry thu").says_anything().exit(0);
        assert_eq!(written(&case, "metrics", "parquet"), before);
    }
}

#[test]
fn a_table_that_was_edited_is_given_and_told() {
    let case = ran();
    let other = encode(&held(&case, "names").head(Some(1))).unwrap();
    std::fs::write(case.latest().path().join("data/names.parquet"), other).unwrap();
    let night = case.tthc(&["export", "names", "thu"]).says_anything().exit(0);
    assert_eq!(night.stdout.lines().count(), 2);
    assert_eq!(night.stderr, "warning: [RUN]: `data/names.parquet` đã bị sửa sau khi chạy\n");
    case.tthc(&["export", "names", "thu", "-o", "names.xlsx", "--quiet"]).exit(0);
}

#[test]
fn a_sheet_is_not_cut_off() {
    let case = ran();
    let path = case.latest().path().join("data/names.parquet");
    let put = |column: Column| {
        let frame = DataFrame::new_infer_height(vec![column]).unwrap();
        std::fs::write(&path, encode(&frame).unwrap()).unwrap();
    };
    put(Column::new("n".into(), vec![1_i64; 1_048_576]));
    let night = case
        .tthc(&["export", "names", "thu", "-o", "names.xlsx"])
        .stderr(
            "
            error: `names`: 1048576 dòng, một trang tính xlsx chứa nhiều nhất 1048575
            hint: xuất ra csv hoặc parquet
            tthc export names thu -o names.parquet
            ",
        )
        .exit(2);
    case.shell(night.stderr.lines().last().unwrap()).says_anything().exit(0);
    assert!(!case.path("names.xlsx").exists());
    put(Column::new("text".into(), vec!["x".repeat(16_001)]));
    case.tthc(&["export", "names", "thu", "-o", "names.xlsx", "--lang", "en"])
        .stderr(
            "
            error: `names`, row 1, column `text`: longer than a cell of xlsx holds
            hint: take csv or parquet
            tthc export names thu -o names.parquet
            ",
        )
        .exit(2);
}

/// What the program writes to a terminal, and its exit code.
fn seen(case: &Case, arguments: &[&str]) -> (String, Option<i32>) {
    let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&keyboard).unwrap();
    unlockpt(&keyboard).unwrap();
    let name = ptsname(&keyboard, Vec::new()).unwrap();
    let flags = OFlags::RDWR | OFlags::NOCTTY;
    let screen = rustix::fs::open(name.as_c_str(), flags, Mode::empty()).unwrap();
    let mut child = Command::new(OsStr::from_bytes(env!("CARGO_BIN_EXE_tthc").as_bytes()))
        .args(arguments)
        .args(["--color", "never"])
        .current_dir(case.path(""))
        .stdin(Stdio::null())
        .stdout(Stdio::from(screen.try_clone().unwrap()))
        .stderr(Stdio::from(screen))
        .spawn()
        .unwrap();
    let mut keyboard = File::from(keyboard);
    let (mut text, mut piece) = (Vec::new(), [0; 4096]);
    // Linux ends with an error when the last process has let go of the terminal, others with nothing.
    while let Ok(1..) = keyboard.read(&mut piece).inspect(|&n| text.extend(&piece[..n])) {}
    let code = child.wait().unwrap().code();
    (String::from_utf8(text).unwrap().replace("\r\n", "\n"), code)
}

#[test]
fn what_nobody_can_read_does_not_go_to_a_terminal() {
    let case = ran();
    let (text, code) = seen(&case, &["export", "lines/phu-luc-3", "thu", "--format", "parquet"]);
    let next = "tthc export lines/phu-luc-3 thu -o lines-phu-luc-3.parquet";
    let said = "error: parquet không in ra màn hình được\nhint: ghi vào tệp bằng -o\n";
    assert_eq!((text, code), (format!("{said}{next}\n"), Some(2)));
    case.shell(next).exit(0);
    let piped = case.shell("tthc export units thu --format xlsx | head -c 2");
    piped.stdout("PK").exit(0);
    let (text, code) = seen(&case, &["export", "units", "thu"]);
    assert!(text.starts_with("unit_id,level,"), "{text}");
    assert_eq!(code, Some(0));
}
