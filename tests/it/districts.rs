//! What is late by field and unit, who holds it and why, and a workbook for each district.

#![expect(clippy::unwrap_used, reason = "what a case left is there, or the test fails")]

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

use crate::book::published;
use crate::case::{Case, DONG_PHU as DONG_PHU_UNITS};
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU, SURVEY};

const DECLARED: &str = r#"fields = ["Chứng thực", "ĐẤT ĐAI", "Xây dựng"]

[districts]
folder = "huyen"
title = "Kết quả trên địa bàn huyện"
ranking = "communes"

"#;
const SHEETS: &str = r#"sheets = ["fields", "overdue"]"#;
const LOC_NINH_BOOK: &str = "huyen/692-huyen-loc-ninh.xlsx";
const DONG_PHU_BOOK: &str = "huyen/695-huyen-dong-phu.xlsx";

/// A case whose pipeline tells of fields and districts.
fn declared(case: Case) -> Case {
    let (fields, districts) = DECLARED.split_once("\n\n").unwrap();
    case.declare("metrics = \"metrics.toml\"\n", &format!("metrics = \"metrics.toml\"\n{fields}\n"))
        .declare("[[workbook]]", &format!("{districts}[[workbook]]"))
        .declare(r#"sheets = ["summary", "rankings", "method", "findings", "submissions"]"#, SHEETS)
}

/// Two districts, of which one has a commune without figures and a line without a reason, and a department.
fn small() -> Case {
    let silent = LOC_NINH.replace("34 | 1 | 0  | 0 | 0 | chờ đo đạc", "34 | 1 | 0  | 0 | 0 |");
    assert_ne!(silent, LOC_NINH);
    declared(Case::new())
        .file(
            "cap-huyen/692.xlsx",
            &[("Phụ lục 3", &under(HEAD_3, &silent)), ("Phụ lục 5", &under(HEAD_5, SURVEY))],
        )
        .file("cap-huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

fn sheet(case: &Case, file: &str, name: &str) -> Vec<Vec<String>> {
    let bytes = std::fs::read(case.latest().path().join(file)).unwrap();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(name).unwrap();
    range.rows().map(|row| row.iter().map(shown).collect()).collect()
}

fn shown(data: &Data) -> String {
    match data {
        Data::Float(number) => {
            format!("{number:.4}").trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        other => other.to_string(),
    }
}

/// The row of a sheet that begins with a text.
fn row(case: &Case, file: &str, name: &str, first: &str) -> Vec<String> {
    let rows = sheet(case, file, name);
    let row = rows.iter().find(|row| row[0] == first);
    row.unwrap_or_else(|| panic!("{first} is not in {rows:?}")).clone()
}

fn has(case: &Case, file: &str, name: &str, first: &str) -> bool {
    sheet(case, file, name).iter().any(|row| row[0].contains(first))
}

/// The files of the folder of districts.
fn books(case: &Case) -> Vec<String> {
    let run = case.latest();
    let files = run.record().outputs().map(|output| output.file.clone());
    files.filter(|file| file.starts_with("huyen/")).collect()
}

#[test]
fn a_small_province_is_told_by_field_and_district() {
    let case = small();
    case.run(&["--quiet", "--fail-on", "never"]).exit(0);
    insta::assert_snapshot!(published(&case));
}

/// The district stands in the sums, in the delivery of the run, and under its code.
#[test]
fn a_workbook_of_a_district_is_a_file_of_the_run() {
    let case = small();
    case.read();
    assert_eq!(books(&case), [LOC_NINH_BOOK, DONG_PHU_BOOK]);
    let run = case.latest();
    let sums = std::fs::read_to_string(run.path().join("SHA256SUMS")).unwrap();
    assert!(sums.contains(&format!("  {LOC_NINH_BOOK}\n")), "{sums}");
    let path = run.path().join(LOC_NINH_BOOK);
    let output = run.record().outputs().find(|output| output.file == LOC_NINH_BOOK).unwrap();
    let code = output.code.unwrap().to_string();
    let said = case.tthc(&["which", &code, "thu"]).says_anything().exit(0).stdout;
    assert!(said.contains(LOC_NINH_BOOK), "{said}");
    // Same bytes are the same file of the run before.
    let again = case.run(&["--quiet", "--fail-on", "never", "--from", "publish"]);
    again.exit(0);
    let bytes = std::fs::read(path).unwrap();
    assert!(bytes == std::fs::read(case.latest().path().join(LOC_NINH_BOOK)).unwrap());
}

#[test]
fn the_same_tables_give_the_same_districts_at_any_number_of_threads() {
    let made = |jobs: &str| {
        let case = small();
        case.run(&["--quiet", "--fail-on", "never", "--jobs", jobs]).exit(0);
        case.made()
    };
    let one = made("1");
    assert!(one.iter().filter(|(file, _)| file.starts_with("huyen/")).count() == 2);
    assert!(one == made("2") && one == made("4"), "the bytes differ");
}

/// Places are those of the list of all, and beside them those inside the district.
#[test]
fn a_commune_keeps_its_place_in_the_list_of_all() {
    let case = small();
    case.read();
    // 36/36 in Lộc Ninh, 34/35 there, 48/50 in Đồng Phú; the fourth is too small.
    let place = |file, name: &str| {
        let rows = sheet(&case, file, "Cấp xã");
        let row = rows.iter().find(|row| row[1] == name).unwrap();
        [row[0].clone(), row[2].clone()]
    };
    assert_eq!(place(LOC_NINH_BOOK, "Xã Tân Tiến"), ["1", "1"]);
    assert_eq!(place(LOC_NINH_BOOK, "Xã Lộc Thành"), ["2", "2"]);
    assert_eq!(place(DONG_PHU_BOOK, "Thị trấn Tân Phú"), ["3", "1"]);
    assert_eq!(place(DONG_PHU_BOOK, "Xã Tân Tiến"), ["–", "–"]);
}

/// A number that a check or the reader left out is nobody's late file: neither a cell nor all of a unit.
#[test]
fn what_was_left_out_is_not_told_as_late() {
    let wrong = LOC_NINH.replace(
        "| 50 | 45 | 5 | 10 | 8 | 2 | chờ đo đạc",
        "| 50 | 45 | 1O5 | 10 | 8 | 2 | chờ đo đạc",
    );
    let case = small().file("cap-huyen/692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &wrong))]);
    case.read();
    let late = row(&case, LOC_NINH_BOOK, "Hồ sơ quá hạn", "Huyện Lộc Ninh: Đất đai");
    assert_eq!(late[1..4], ["0", "2", "chờ đo đạc"], "the cell is left out, the other is not");
    let check = "[[check]]\ncode = \"F201\"\naction = \"leave-out-unit\"\n\n[[workbook]]";
    let broken =
        DONG_PHU.replace("| 80 | 60 | 20 | 0 | 0 | 0 | chờ", "| 80 | 61 | 20 | 0 | 0 | 0 | chờ");
    let case = small()
        .declare("[[workbook]]", check)
        .file("cap-huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &broken))]);
    case.read();
    assert!(!has(&case, DONG_PHU_BOOK, "Hồ sơ quá hạn", "Huyện Đồng Phú: Đất đai"));
    assert!(has(&case, DONG_PHU_BOOK, "Hồ sơ quá hạn", "Thị trấn Tân Phú: Chứng thực"));
}

/// What is asked for is what the form declares; a declaration that asks for less is published anew.
#[test]
fn a_form_that_asks_for_fewer_reasons_lists_fewer() {
    let case = small();
    case.read();
    assert_eq!(row(&case, "xep-hang.xlsx", "Hồ sơ quá hạn", "Cộng")[1..3], ["31", "4"]);
    let [two, three] = [2, 3].map(|number| format!("pipelines/forms/phu-luc-{number}.toml"));
    let (both, one) = (r#"["resolved_overdue", "pending_overdue"]"#, r#"["pending_overdue"]"#);
    let case = case.edit(&two, both, one).edit(&three, both, one);
    case.read();
    assert_eq!(row(&case, "xep-hang.xlsx", "Hồ sơ quá hạn", "Cộng")[1], "4");
}

/// A unit of which figures are missing is marked where it stands, and so is the district above it.
#[test]
fn a_unit_whose_figures_are_incomplete_is_marked() {
    let two = LOC_NINH.split("    III ").next().unwrap();
    let case = small().file("cap-huyen/692.xlsx", &[("Phụ lục 3", &under(HEAD_3, two))]);
    case.read();
    let head = row(&case, "xep-hang.xlsx", "Lĩnh vực", "Lĩnh vực");
    assert_eq!(head[1..], ["Huyện Lộc Ninh (*)", "Huyện Đồng Phú", "Cộng"]);
    assert!(has(&case, "xep-hang.xlsx", "Lĩnh vực", "(*) Số liệu chưa đủ, xem phan-hoi.xlsx."));
    // The commune itself has no column, and the sheet of its district says so.
    assert!(has(&case, LOC_NINH_BOOK, "Lĩnh vực", "Không có số liệu: Xã Tân Tiến."));
    let rows = sheet(&case, LOC_NINH_BOOK, "Cấp xã");
    let silent = rows.iter().find(|row| row[1] == "Xã Tân Tiến").unwrap();
    assert_eq!(silent[0], "–");
}

/// Of more units than a page holds those with most have their own rows, and the sums are those of all.
#[test]
fn a_long_list_of_what_is_late_ends_with_the_others() {
    let mut lines = String::from("\n");
    for number in 1..=40 {
        let all = 100;
        let on_time = all - number;
        let line =
            format!("{all} | {all} | 0 | {all} | {on_time} | {number} | 0 | 0 | 0 | chờ đo đạc");
        writeln!(lines, "    {number} | Lĩnh vực thứ {number} | {line}").unwrap();
    }
    let (all, late) = (4_000, (1..=40).sum::<i64>());
    let on_time = all - late;
    writeln!(lines, "    Tổng | << | {all} | {all} | 0 | {all} | {on_time} | {late} | 0 | 0 | 0")
        .unwrap();
    let case = small().file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, &lines))]);
    case.read();
    // The one with most is told whole, however long; the four others are behind it.
    assert_eq!(row(&case, "xep-hang.xlsx", "Hồ sơ quá hạn", "Sở Nội vụ")[1], late.to_string());
    assert_eq!(row(&case, "xep-hang.xlsx", "Hồ sơ quá hạn", "4 đơn vị khác")[1], "28");
    let sum = row(&case, "xep-hang.xlsx", "Hồ sơ quá hạn", "Cộng");
    assert_eq!(sum[1], (late + 28).to_string());
    assert!(has(&case, "xep-hang.xlsx", "Hồ sơ quá hạn", "tệp của từng huyện trong thư mục huyen"));
    assert!(!has(&case, LOC_NINH_BOOK, "Hồ sơ quá hạn", "đơn vị khác"));
}

/// Fields stand as they are declared, however they are written; others behind them, and the sheet says which.
#[test]
fn fields_stand_as_they_are_declared() {
    let case = small();
    case.read();
    let rows = sheet(&case, "xep-hang.xlsx", "Lĩnh vực");
    let fields = rows.iter().map(|row| row[0].as_str());
    let fields: Vec<&str> =
        fields.filter(|f| ["Chứng thực", "Đất đai", "Hộ tịch"].contains(f)).collect();
    assert_eq!(fields, ["Chứng thực", "Đất đai", "Hộ tịch"]);
    assert!(has(
        &case,
        "xep-hang.xlsx",
        "Lĩnh vực",
        "Lĩnh vực ngoài danh mục đã khai báo: Hộ tịch."
    ));
}

/// More fields than a page holds stand together, and the sums are those of all.
#[test]
fn many_fields_stand_together_and_add_up() {
    let mut lines = String::from("\n    I     | UBND huyện Lộc Ninh\n");
    for number in 1..=30 {
        // Fields with fewer files come later.
        let (all, late) = (100 - number, number % 3);
        let on_time = all - late;
        let note = if late > 0 { "chờ đo đạc" } else { "" };
        writeln!(lines, "    {number} | Lĩnh vực thứ {number} | {all} | {all} | 0 | 0 | {all} | {on_time} | {late} | 0 | 0 | 0 | {note}").unwrap();
    }
    let all: i64 = (1..=30).map(|number| 100 - number).sum();
    let late: i64 = (1..=30).map(|number| number % 3).sum();
    let on_time = all - late;
    writeln!(
        lines,
        "    Tổng | << | {all} | {all} | 0 | 0 | {all} | {on_time} | {late} | 0 | 0 | 0"
    )
    .unwrap();
    let case = declared(Case::district("phu-luc-3"))
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &lines))]);
    case.read();
    let others = row(&case, "xep-hang.xlsx", "Lĩnh vực", "7 lĩnh vực khác");
    let expected: i64 = (24..=30).map(|number| number % 3).sum();
    assert_eq!(others[1..3], [expected.to_string(), expected.to_string()]);
    let sum = row(&case, "xep-hang.xlsx", "Lĩnh vực", "Cộng");
    assert_eq!(sum[1..3], [late.to_string(), late.to_string()]);
}

/// Lines that name no field are a field of their own.
#[test]
fn lines_without_a_field_are_told_as_such() {
    let nameless = LOC_NINH.replace("2     | Hộ tịch    |", "2     |            |");
    let case = small().file("cap-huyen/692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &nameless))]);
    case.read();
    let rows = sheet(&case, "xep-hang.xlsx", "Lĩnh vực");
    let sums = |first: &str| rows.iter().find(|row| row[0] == first).map(|row| row[1].clone());
    let total: i64 = sums("Cộng").unwrap().parse().unwrap();
    let fields = ["Chứng thực", "Đất đai", "(không ghi lĩnh vực)"].map(sums);
    let fields: i64 =
        fields.into_iter().flatten().filter_map(|late| late.parse::<i64>().ok()).sum();
    assert_eq!(fields, total);
}

/// A district whose register knows no commune has its own figures, one of which nothing is known has no workbook.
#[test]
fn a_district_without_communes_tells_of_itself() {
    let units = DONG_PHU_UNITS.lines().skip(1).fold(String::new(), |text, line| text + line + "\n");
    let alone = DONG_PHU.split("    II ").next().unwrap();
    let case = small()
        .edit("pipelines/units.csv", &units, "")
        .file("cap-huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, alone))]);
    case.read();
    let bytes = std::fs::read(case.latest().path().join(DONG_PHU_BOOK)).unwrap();
    let book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Lĩnh vực", "Hồ sơ quá hạn", "Nộp báo cáo"]);
}

/// A province of two tiers has no districts, and nothing is wrong with that; its fields are told by commune.
#[test]
fn a_province_of_two_tiers_has_no_workbooks_of_districts() {
    let case = small()
        .edit("pipelines/units.csv", "692,district,70,Huyện Lộc Ninh,\n", "")
        .edit("pipelines/units.csv", "695,district,70,Huyện Đồng Phú,\n", "")
        .edit("pipelines/units.csv", ",commune,692,", ",commune,70,")
        .edit("pipelines/units.csv", ",commune,695,Xã Tân Tiến", ",commune,70,Xã Tân Hưng")
        .edit("pipelines/units.csv", ",commune,695,", ",commune,70,")
        .declare("league = \"district\"", "league = \"commune\"")
        .edit(
            "pipelines/forms/phu-luc-3.toml",
            "sent-by = [\"district\"]",
            "sent-by = [\"commune\"]",
        )
        .without("cap-huyen/692.xlsx")
        .without("cap-huyen/695.xlsx");
    let commune = "
    I     | UBND xã Lộc Thành
    1     | Chứng thực | 35  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0 | chờ đo đạc
    Tổng  | <<         | 35  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0
";
    let case = case.file("xa-loc-thanh.xlsx", &[("Phụ lục 3", &under(HEAD_3, commune))]);
    case.read();
    assert_eq!(books(&case), [""; 0]);
    assert_eq!(row(&case, "xep-hang.xlsx", "Lĩnh vực", "Chứng thực")[1], "1");
    assert!(has(&case, "xep-hang.xlsx", "Hồ sơ quá hạn", "Xã Lộc Thành: Chứng thực"));
}

/// Nothing late, nothing that names a field: a sheet says so, and what is told to a district leaves it out.
#[test]
fn where_nothing_is_late_a_sheet_says_so() {
    let on_time = "
    I     | UBND huyện Lộc Ninh
    1     | Đất đai    | 60  | 20 | 10 | 30 | 50 | 50 | 0 | 10 | 10 | 0
    Tổng  | <<         | 60  | 20 | 10 | 30 | 50 | 50 | 0 | 10 | 10 | 0
";
    let case = declared(Case::district("phu-luc-3"))
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, on_time))]);
    case.read();
    assert!(has(&case, "xep-hang.xlsx", "Hồ sơ quá hạn", "Không có hồ sơ quá hạn nào"));
    let bytes = std::fs::read(case.latest().path().join(LOC_NINH_BOOK)).unwrap();
    let names = Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names();
    assert_eq!(names, ["Cấp xã", "Lĩnh vực", "Nộp báo cáo"]);
}

/// A cell of a district leads to its figures, and a count that asks for a reason to its cell and its reason.
#[test]
fn cells_of_a_district_are_traced() {
    let case = small();
    case.read();
    let path = case.latest().path().join(LOC_NINH_BOOK);
    let trace = |sheet: &str, first: &str, column: &str| -> Value {
        let rows = sheet_rows(&path, sheet);
        let row = rows.iter().position(|row| row[0] == first).unwrap() + 1;
        let address = format!("{}!{sheet}!{column}{row}", path.display());
        let said = case.tthc(&["trace", &address, "--json"]).says_anything().exit(0);
        serde_json::from_str(&said.stdout).unwrap()
    };
    let late = trace("Lĩnh vực", "Đất đai", "B");
    assert_eq!(late["published_cell"]["found"], "5");
    assert_eq!(
        [&late["figures"][0]["field"], &late["figures"][0]["unit"]],
        ["Đất đai", "Huyện Lộc Ninh"]
    );
    let sum = trace("Lĩnh vực", "Cộng", "E");
    assert_eq!([&sum["figures"][0]["numerator"], &sum["figures"][0]["denominator"]], [155, 161]);
    let why = trace("Hồ sơ quá hạn", "Huyện Lộc Ninh: Đất đai", "B");
    let cell = &why["late_cells"][0];
    assert_eq!([&cell["cell"], &cell["reason"]], ["I8", "chờ đo đạc"]);
    assert_eq!(cell["count"], 5);
    let none = trace("Hồ sơ quá hạn", "Xã Lộc Thành: Chứng thực", "B");
    assert_eq!(
        [&none["late_cells"][0]["unit_id"], &none["late_cells"][0]["reason"]],
        [&Value::from("25294"), &Value::Null]
    );
}

fn sheet_rows(path: &std::path::Path, name: &str) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let range = book.worksheet_range(name).unwrap();
    range.rows().map(|row| row.iter().map(shown).collect()).collect()
}

#[test]
fn all_faults_of_districts_and_fields_are_told_in_one_pass() {
    let grouped = "[[ranking]]\nid = \"inside\"\ntitle = \"Trong huyện\"\nsheet = \"Trong huyện\"\nleague = \"commune\"\n\
                   scope = \"own\"\ngroup-by = \"parent\"\nmetric = \"on_time_rate\"\nminimum-denominator = 1\n\n[[ranking]]";
    let case = Case::new()
        .declare(
            "metrics = \"metrics.toml\"\n",
            "metrics = \"metrics.toml\"\nfields = [\"Đất đai\", \"đất  đai\"]\n",
        )
        .declare(
            "[[workbook]]",
            "[districts]\nfolder = \"Phan-Hoi\"\nranking = \"inside\"\nsize = 3\n\n[[workbook]]",
        )
        .declare("[[ranking]]\nid = \"departments\"", &format!("{grouped}\nid = \"departments\""));
    insta::assert_snapshot!(case.refused("en"));
    insta::assert_snapshot!("all_faults_of_districts_and_fields_vi", case.refused("vi"));
    let case = Case::new().declare(
        "[[workbook]]",
        "[districts]\nfolder = \"huyện\"\ntitle = \"a\"\nranking = \"districts\"\n\n[[workbook]]",
    );
    let said = case.refused("en");
    assert!(
        said.contains("letters without marks") && said.contains("a ranking of all communes"),
        "{said}"
    );
}
