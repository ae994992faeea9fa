//! The same small Phụ lục 3 in every format an office can send, and what it says about each. The files of
//! `fixtures/formats` were written by other programs; see the README beside them.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use crate::case::{Case, Night, same};

/// What every file holds, however it is written.
const TRUTH: &str = "\
25294 Chứng thực: pending_on_time=0 pending_overdue=0 pending_total=0 received_carried=0 received_direct=20 received_online=5 received_total=25 resolved_on_time=25 resolved_overdue=0 resolved_total=25
25294 Hộ tịch: pending_on_time=2 pending_overdue=0 pending_total=2 received_carried=5 received_direct=15 received_online=10 received_total=30 resolved_on_time=27 resolved_overdue=1 resolved_total=28
25297 Chứng thực: pending_on_time=0 pending_overdue=0 pending_total=0 received_carried=0 received_direct=8 received_online=0 received_total=8 resolved_on_time=8 resolved_overdue=0 resolved_total=8
25297 Hộ tịch: pending_on_time=0 pending_overdue=0 pending_total=0 received_carried=1 received_direct=5 received_online=6 received_total=12 resolved_on_time=12 resolved_overdue=0 resolved_total=12
692 Hộ tịch: pending_on_time=0 pending_overdue=0 pending_total=0 received_carried=0 received_direct=10 received_online=30 received_total=40 resolved_on_time=40 resolved_overdue=0 resolved_total=40
692 Đất đai: pending_on_time=8 pending_overdue=2 pending_total=10 received_carried=10 received_direct=30 received_online=20 received_total=60 resolved_on_time=45 resolved_overdue=5 resolved_total=50
";

/// Files whose formulas were never calculated: their values are unknown, and none of them is 0.
const NEVER_CALCULATED: [&str; 4] = [
    "formulas.nocache.ods",
    "formulas.nocache.xlsx",
    "formulas.nocache.xml2003.xls",
    "formulas.zerocache.xls",
];

/// Files that are refused with their reason.
const REFUSED: [&str; 1] = ["phu-luc-3.doc"];

fn files() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/formats");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending != "md")).collect();
    files.sort();
    files
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/formats");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

/// An .xls with the first record that begins so begun in another way.
pub(crate) fn with_record(name: &str, head: &[u8], new: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::open(Cursor::new(fixture(name))).unwrap();
    let mut stream = file.open_stream("Workbook").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let at = bytes.windows(head.len()).position(|found| found == head).unwrap();
    stream.seek(SeekFrom::Start(at as u64)).unwrap();
    stream.write_all(new).unwrap();
    stream.flush().unwrap();
    drop(stream);
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// The file alone in the inbox of its district. None of the files gives reasons, and none is asked for.
fn sent(name: &str) -> Case {
    let reasons = "[reasons]\nmeasures = [\"resolved_overdue\", \"pending_overdue\"]\n";
    Case::district("phu-luc-3")
        .edit("pipelines/forms/phu-luc-3.toml", reasons, "")
        .bytes(name, &fixture(name))
}

#[test]
fn every_format_gives_the_same_figures() {
    let files = files();
    assert!(files.len() > 80, "only {} files", files.len());
    let mut report = String::new();
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let case = sent(&name);
        let night = case.read();
        let _ = writeln!(report, "{name}: {}", night.first_place());
        for finding in night.findings().lines() {
            let _ = writeln!(report, "  {finding}");
        }
        if REFUSED.contains(&name.as_str()) {
            assert_eq!(night.values(), "", "{name}");
        } else if NEVER_CALCULATED.contains(&name.as_str()) {
            let totals = ["received_total", "resolved_total", "pending_total"];
            same(&name, &without(TRUTH, &totals), &night.values());
        } else {
            same(&name, TRUTH, &night.values());
        }
    }
    insta::assert_snapshot!("formats", report);
}

/// The truth without the values of some measures.
fn without(truth: &str, measures: &[&str]) -> String {
    let is_kept =
        |word: &&str| word.split_once('=').is_none_or(|(measure, _)| !measures.contains(&measure));
    truth
        .lines()
        .map(|line| line.split(' ').filter(is_kept).collect::<Vec<_>>().join(" ") + "\n")
        .collect()
}

/// A hidden sheet is data only where the form says so. The one here repeats the form with other numbers, so its
/// units stand twice then, and the first time counts.
#[test]
fn a_hidden_sheet_is_data_only_where_the_form_says_so() {
    for name in ["hidden.xlsx", "hidden.xls", "hidden.ods", "hidden.xlsb", "hidden.xml2003.xls"] {
        let hidden = |night: &Night| night.findings().matches("F105").count();
        assert_eq!(hidden(&sent(name).read()), 2, "{name}");
        let case = sent(name).edit(
            "pipelines/forms/phu-luc-3.toml",
            "covers =",
            "hidden-sheets = true\ncovers =",
        );
        let night = case.read();
        assert_eq!(hidden(&night), 0, "{name}: {}", night.findings());
        let twice = night.findings().lines().filter(|f| f.starts_with("F140")).count();
        assert_eq!(twice, 3, "{name}: {}", night.findings());
        assert!(night.findings().contains("Kỳ trước"), "{name}: {}", night.findings());
    }
}

/// The messages of hidden lines point into the table.
#[test]
fn hidden_rows_and_columns_are_told() {
    for name in ["hidden.xlsx", "hidden.xls", "hidden.ods", "hidden.xlsb", "hidden.xml2003.xls"] {
        let findings = sent(name).read().findings();
        assert!(findings.contains("F115 warning"), "{name}: {findings}");
        assert!(findings.contains("2 dòng và 1 cột"), "{name}: {findings}");
    }
}

#[test]
fn names_do_not_decide() {
    for (name, real) in
        [("b.xls", "phu-luc-3.xlsx"), ("b.csv", "phu-luc-3.lo.ods"), ("b", "phu-luc-3.docx")]
    {
        let case = Case::district("phu-luc-3").bytes(name, &fixture(real));
        let night = case.read();
        same(name, TRUTH, &night.values());
        assert!(night.findings().starts_with("F109 note"), "{name}: {}", night.findings());
    }
}

/// calamine would lay out 16 million cells for the two of a sheet that lie furthest apart.
#[test]
fn a_cell_at_the_far_corner_of_an_old_workbook_costs_nothing() {
    // The title in A1 moves to IV65536.
    let title = [0xfd, 0, 10, 0, 0, 0, 0, 0];
    let moved = [0xfd, 0, 10, 0, 0xff, 0xff, 0xff, 0];
    let case = Case::district("phu-luc-3")
        .bytes("692.xls", &with_record("phu-luc-3.lo.xls", &title, &moved));
    let night = case.read();
    same("values", TRUTH, &night.values());
    same("place", "Phụ lục 3 C8 = 60", &night.first_place());
}

/// An entry of the list of sheets that leads to none, as an .xls has them that lost a sheet or a module of macros.
#[test]
fn a_dead_entry_of_an_old_workbook_costs_nothing_else() {
    // The sheet "Kỳ trước", which begins at 0x132e, is said to begin beyond the end.
    let entry = [0x85, 0, 24, 0, 0x2e, 0x13];
    for (kind, told) in [
        (0, "F107 error 692.xls!Kỳ trước: "),
        (6, "F108 note 692.xls!Kỳ trước: trang tính \"Kỳ trước\" chỉ có tên"),
    ] {
        let beyond = [0x85, 0, 24, 0, 0xf0, 0xff, 0xff, 0x7f, 0, kind];
        let bytes = with_record("hidden.xls", &entry, &beyond);
        let night = Case::district("phu-luc-3").bytes("692.xls", &bytes);
        let night = night.read();
        same("values", &sent("hidden.xls").read().values(), &night.values());
        assert!(night.findings().contains(told), "{}", night.findings());
    }
}

/// A formula in the record of an older Excel is a cell that calamine passes over.
#[test]
fn a_formula_in_an_older_record_is_read() {
    // The formula in C8 with its result, 60.
    let formula = [0x06, 0, 27, 0, 7, 0, 2, 0];
    let older = [0x06, 4];
    let bytes = with_record("formulas.lo.xls", &formula, &older);
    let case = Case::district("phu-luc-3").bytes("692.xls", &bytes);
    same("values", TRUTH, &case.read().values());
}

/// calamine makes room for the size that a sheet tells, each time it tells one.
#[test]
fn a_size_told_twice_costs_nothing() {
    // How to print becomes a size of all rows and columns, in front of the true one.
    let print = [0xa1, 0, 34, 0];
    let size = [0, 2, 34, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0xff, 0xff];
    for columns in [[0, 0], [0xff, 0xff]] {
        let size = [&size[..12], &columns, &size[14..]].concat();
        let bytes = with_record("phu-luc-3.xlwt.xls", &print, &size);
        let case = Case::district("phu-luc-3").bytes("692.xls", &bytes);
        same("values", TRUTH, &case.read().values());
    }
}

/// Sectors of the directory that follow each other in a circle have no end for calamine.
#[test]
fn a_circle_of_sectors_is_left() {
    let mut bytes = fixture("phu-luc-3.xlwt.xls");
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let (table, directory) = (number(76), number(48));
    let at = (table + 1) * 512 + directory * 4;
    bytes[at..at + 4].copy_from_slice(&u32::try_from(directory).unwrap().to_le_bytes());
    let case = Case::district("phu-luc-3").bytes("692.xls", &bytes);
    same("values", TRUTH, &case.read().values());
}
