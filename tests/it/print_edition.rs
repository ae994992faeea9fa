//! The workbooks as an office prints and opens them: how many pages they are, how much of a screen stays fixed, and that a
//! page has one decimal sign whatever the system of who opens it.

#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a workbook that cannot be taken apart fails the test; counts of files are small; the program names its files"
)]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::LazyLock;

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use tthc::store::Folder;
use tthc::table::{Artifact as _, Rankings, Standing};

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::lint::{Book, Cell, Sheet, parts};
use crate::office::Office;
use crate::province::many_findings;
use crate::reading::{DONG_PHU, LOC_NINH};
use crate::truth::{Done, NIGHTLY, run};

/// A quarter in which nearly every office sent something that is wrong.
static MESS: LazyLock<Done> = LazyLock::new(many_findings);

static PHU_THO: LazyLock<Done> =
    LazyLock::new(|| run("pipelines/phu-tho-2026q3.toml", "2026-Q3", &[]));

/// The workbooks of runs, taken apart.
fn books() -> Vec<(String, Book)> {
    let runs = [("nightly", &*NIGHTLY), ("phu-tho", &*PHU_THO), ("mess", &*MESS)];
    let files = runs.into_iter().flat_map(|(run, done)| {
        let books = done.files.iter().filter(|(name, _)| name.ends_with(".xlsx"));
        books.map(move |(name, bytes)| (format!("{run}/{name}"), Book::of(&parts(bytes))))
    });
    files.collect()
}

/// An attribute of a tag.
fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

/// Rows and columns of a sheet that stay in sight, and how high the rows are together at 100 %.
fn held(sheet: &Sheet) -> (usize, usize, f64) {
    let Some(pane) = sheet.xml.split("<pane ").nth(1) else { return (0, 0, 0.0) };
    let pane = format!(" {}", pane.split('>').next().unwrap());
    let number = |name: &str| attribute(&pane, name).map_or(0, |number| number.parse().unwrap());
    let (rows, columns): (usize, usize) = (number("ySplit"), number("xSplit"));
    let usual = attribute(&sheet.xml, "defaultRowHeight").unwrap().parse::<f64>().unwrap();
    let mut points: BTreeMap<usize, f64> = (1..=rows).map(|row| (row, usual)).collect();
    for row in sheet.xml.split("<row ").skip(1) {
        let tag = format!(" {}", row.split('>').next().unwrap());
        let at: usize = attribute(&tag, "r").unwrap().parse().unwrap();
        if let (Some(height), true) = (attribute(&tag, "ht"), at <= rows) {
            points.insert(at, height.parse().unwrap());
        }
    }
    (rows, columns, points.values().sum::<f64>() * 96.0 / 72.0)
}

#[test]
fn no_more_than_150_pixels_stay_in_sight_and_the_head_of_a_list_is_among_them() {
    let mut lists = 0;
    for (file, book) in books() {
        for sheet in &book.sheets {
            let (rows, columns, pixels) = held(sheet);
            assert!(pixels <= 150.0, "{file}!{}: {pixels} pixels", sheet.name);
            let is_list = sheet.cells.values().any(|cell| cell.is_text && cell.text == "Hạng");
            if is_list && file.ends_with("xep-hang.xlsx") && sheet.name != "Tổng hợp" {
                assert!(rows > 0 && columns >= 2, "{file}!{}: {rows} {columns}", sheet.name);
                lists += 1;
            }
        }
    }
    assert!(lists >= 10, "{lists}");
}

/// A number with decimals in a text, Vietnamese or English: `97,65%`, `1.234,5`, `0.5`; a place in a law is none.
fn decimals(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| c.is_whitespace() || "()“”;:/–".contains(c));
    let words = words.map(|word| word.trim_end_matches(['.', ',', '%']));
    let is_decimal = |word: &&str| {
        let number = word.trim_start_matches(['+', '-', '−']);
        let figures = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let comma = number
            .split_once(',')
            .is_some_and(|(whole, rest)| figures(rest) && whole.split('.').all(figures));
        let point = number
            .split_once('.')
            .is_some_and(|(whole, rest)| figures(whole) && figures(rest) && rest.len() != 3);
        comma || point
    };
    words.filter(is_decimal).collect()
}

#[test]
fn decimals_are_told_from_what_looks_like_them() {
    assert_eq!(
        decimals("Chung toàn tỉnh 97,79 % (158.908/162.506), tăng 0.31 điểm."),
        ["97,79", "0.31"]
    );
    assert_eq!(decimals("97,65%; (1.234,5)"), ["97,65", "1.234,5"]);
    let none = "Phụ lục 1, mục III.3.1; 1.234 hồ sơ; ngày 05/10/2023, 17:01; 1-2-2-4; tệp 3.xlsx.";
    assert_eq!(decimals(none), [""; 0]);
}

/// Cells of numbers follow the system of who opens the file; a text has the sign that was written.
#[test]
fn a_page_has_one_decimal_sign() {
    let mut sheets = 0;
    for (file, book) in books() {
        if file.ends_with("so-lieu.xlsx") {
            continue;
        }
        let is_decimal = |format: &str| format.contains("0.0");
        for sheet in &book.sheets {
            let cells = || sheet.cells.values();
            if !cells().any(|cell| !cell.is_text && is_decimal(book.number_format(cell))) {
                continue;
            }
            sheets += 1;
            // A line of Phụ lục 1 is numbered with points: 2.1 is no rate.
            let is_number = |text: &str| text.split('.').all(|part| part.parse::<u32>().is_ok());
            let numbers_a_line = |cell: &&Cell| {
                sheet.name.starts_with("Chỉ tiêu")
                    && cell.at.1 == 0
                    && is_number(cell.text.trim_end_matches('.'))
            };
            let texts = cells().filter(|cell| !numbers_a_line(cell));
            for cell in texts.filter(|cell| cell.is_text || cell.text.parse::<f64>().is_err()) {
                let found = decimals(&cell.text);
                assert!(found.is_empty(), "{file}!{} {:?}: {found:?}", sheet.name, cell.at);
            }
        }
    }
    assert!(sheets >= 10, "{sheets}");
}

/// The pages of a workbook: how many, and those that hold no row of what they go on with.
#[test]
fn a_whole_workbook_prints_on_few_pages() {
    let Some(office) = Office::open() else { return };
    let files = [
        ("nightly.xlsx", &NIGHTLY.files["xep-hang.xlsx"], 20),
        ("mess.xlsx", &MESS.files["xep-hang.xlsx"], 25),
        ("phu-tho.xlsx", &PHU_THO.files["xep-hang.xlsx"], 14),
    ];
    let asked: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes, _)| (*name, bytes.as_slice())).collect();
    for ((name, _, most), paper) in files.iter().zip(office.print(&asked)) {
        let pages = paper.pages.len();
        assert!(pages <= *most, "{name}: {pages} pages");
        for (number, page) in paper.pages.iter().enumerate() {
            let numbered = page.lines().any(|line| line.trim().parse::<u32>() == Ok(1));
            let words = page.split_whitespace().count();
            // Beside a head and remarks there are rows.
            assert!(numbered || words > 60, "{name}, page {}: {page}", number + 1);
        }
    }
}

/// What stands below a list is one paragraph of three lines, beside what is missing of whom.
#[test]
fn remarks_below_a_list_are_short() {
    let mut lists = 0;
    for (file, book) in books().into_iter().filter(|(file, _)| file.ends_with("xep-hang.xlsx")) {
        for sheet in &book.sheets {
            let is_list = sheet.cells.values().any(|cell| cell.at.1 == 0 && cell.text == "Hạng");
            if !is_list || sheet.name == "Tổng hợp" {
                continue;
            }
            lists += 1;
            let last = sheet.cells.keys().map(|at| at.0).max().unwrap();
            let tag = format!("<row r=\"{}\"", last + 1);
            let row = sheet.xml.split(&tag).nth(1).unwrap().split('>').next().unwrap();
            let points: f64 = attribute(row, "ht").unwrap().parse().unwrap();
            // A line of 11 points takes 17 pixels.
            assert!(points * 96.0 / 72.0 <= 52.0, "{file}!{}: {points} points", sheet.name);
            let text = &sheet.cells[&(last, 0)].text;
            assert!(text.contains("trang “Phương pháp”"), "{file}!{}: {text}", sheet.name);
        }
    }
    assert!(lists >= 8, "{lists}");
}

/// The rows of a sheet by the heads of its columns.
fn rows(bytes: &[u8], name: &str) -> Vec<BTreeMap<String, Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let text = |cell: &Data| cell.to_string();
    let mut rows = range.rows().skip_while(|row| text(&row[0]) != "Hạng");
    let heads: Vec<String> = rows.next().unwrap().iter().map(text).collect();
    rows.map(|row| heads.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

/// Two periods of two districts; in the second one stands above who was above it, and a third is new.
#[test]
fn a_move_and_a_change_are_those_of_the_two_periods() {
    let (loc_ninh, dong_phu) = (under(HEAD_3, LOC_NINH), under(HEAD_3, DONG_PHU));
    let worse = under(HEAD_3, &LOC_NINH.replace("| 36 | 36 | 0", "| 36 | 6 | 30"));
    let case =
        Case::of("phu-luc-3").declare("inbox = \"../inbox\"", "inbox = \"../inbox/{period}\"");
    let case = case.file("2023q2/692.xlsx", &[("Phụ lục 3", &worse)]);
    let case = case.file("2023q2/695.xlsx", &[("Phụ lục 3", &dong_phu)]);
    let case = case.file("2023q3/692.xlsx", &[("Phụ lục 3", &loc_ninh)]);
    let case = case.file("2023q3/695.xlsx", &[("Phụ lục 3", &dong_phu)]);
    let quiet = ["--quiet", "--fail-on", "never"];
    case.run(&[&quiet[..], &["--period", "2023-Q2"]].concat()).exit(0);
    let table = |period: &str| -> BTreeMap<String, Standing> {
        let run = Folder::new(&case.path("output"), "thu", period).newest().unwrap().unwrap();
        let table = Rankings::from_frame(&run.table(Rankings::NAME).unwrap()).unwrap();
        table.of("districts").map(|row| (row.unit_name.clone(), row.clone())).collect()
    };
    let then = table("2023-Q2");
    case.run(&quiet).exit(0);
    let now = table("2023-Q3");
    let published = std::fs::read(case.latest().path().join("xep-hang.xlsx")).unwrap();
    let mut moved = Vec::new();
    let sheet = rows(&published, "Địa bàn huyện");
    for row in sheet.iter().filter(|row| now.contains_key(&row["Đơn vị"].to_string())) {
        let unit = row["Đơn vị"].to_string();
        let (then, now) = (&then[&unit], &now[&unit]);
        let rate = |row: &Standing| row.numerator.unwrap() as f64 / row.denominator.unwrap() as f64;
        let up = f64::from(then.place.unwrap()) - f64::from(now.place.unwrap());
        assert!((row["Đổi hạng"].get_float().unwrap() - up).abs() < f64::EPSILON, "{unit}");
        let points = (rate(now) - rate(then)) * 100.0;
        assert!((row["± điểm %"].get_float().unwrap() - points).abs() < 1e-9, "{unit}");
        moved.push(up);
    }
    assert!(moved[0] > 0.5 && moved[1] < -0.5 && moved.len() == 2, "{moved:?}");
    // In the first period there is nothing to compare with, and no column.
    let first = case.path("output/thu/2023-Q2/latest/xep-hang.xlsx");
    let first = rows(&std::fs::read(first).unwrap(), "Địa bàn huyện");
    assert!(!first[0].contains_key("Đổi hạng") && !first[0].contains_key("± điểm %"));
}
