//! Dossiers of inspected units: that each figure is what the files say, what is said where something is missing, how they
//! follow from periods, runs and the draw, and that an office opens them as a few pages.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "a case lays out a folder for its plan")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use crate::appendix_1::Sheet;
use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::notice::{outline, texts};
use crate::office::Office;
use crate::reading::{LOC_NINH, NOI_VU, SURVEY};
use crate::truth::{Row, csv};

/// A department and a district with a draw; sections that the forms answer, and one that people read.
const PLAN: &str = r#"title = "Kiểm tra cải cách hành chính năm 2023"
number = "12/QĐ-UBND"
period = "2023-Q3"
forms = ["phu-luc-1", "phu-luc-2", "phu-luc-3", "phu-luc-5"]
dossiers = "ho-so"

[draw]
communes = 1
seed-source = "Giải đặc biệt xổ số ngày 01/11/2023"

[[target]]
unit = "70.so-noi-vu"
from = "2023-11-01"
to = "2023-11-08"
lead = "Sở Tư pháp"
report-by = "2023-10-30"

[[target]]
unit = "692"
from = "2023-11-16"
to = "2023-11-16"
lead = "70.so-noi-vu"
deputy = "Sở Tư pháp"
report-by = "2023-11-10"

[[section]]
number = "I.2"
title = "Tiến độ thực hiện Kế hoạch"
indicators = ["plan_completion_rate", "plan_tasks", "plan_tasks_done"]
questions = ["Nhiệm vụ nào chưa xong?"]

[[section]]
number = "II.2"
title = "Cải cách thủ tục hành chính"
indicators = ["files_resolved", "files_resolved_on_time", "procedures_new"]
forms = ["phu-luc-2", "phu-luc-3"]

[[section]]
number = "V"
title = "Kiến nghị, đề xuất"
"#;

const DISTRICT: &str = "692-huyen-loc-ninh";
const DEPARTMENT: &str = "70.so-noi-vu-so-noi-vu";

fn planned() -> Case {
    let case = Case::new();
    std::fs::create_dir_all(case.path("pipelines/inspections")).unwrap();
    case.declared("inspections/ke-hoach.toml", PLAN)
        .declare("shrink-guard = 100", "shrink-guard = 100\nfail-on = \"never\"\ninspections = [\"inspections/ke-hoach.toml\"]")
        .declare("forms = [\"forms/phu-luc-2.toml\"", "forms = [\"forms/phu-luc-1.toml\", \"forms/phu-luc-2.toml\"")
}

/// Lộc Ninh with Phụ lục 3 and 5, Sở Nội vụ with Phụ lục 2.
fn sent(case: Case) -> Case {
    case.file("692.xlsx", &[("PL3", &under(HEAD_3, LOC_NINH)), ("PL5", &under(HEAD_5, SURVEY))])
        .file("noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

fn run(case: &Case, more: &[&str]) {
    let arguments = [&["--quiet", "--today", "2023-10-20"], more].concat();
    case.run(&arguments).says_anything().exit(0);
}

fn bytes(case: &Case, file: &str) -> Vec<u8> {
    std::fs::read(case.latest().path().join("ho-so").join(file)).unwrap()
}

/// What the document of a unit says.
fn said(case: &Case, unit: &str) -> String {
    texts(&bytes(case, &format!("{unit}.docx"))).join("\n")
}

#[track_caller]
fn says(said: &str, wanted: &[&str]) {
    for text in wanted {
        assert!(said.contains(text), "`{text}` is not in\n{said}");
    }
}

#[track_caller]
fn never_says(said: &str, unwanted: &[&str]) {
    for text in unwanted {
        assert!(!said.contains(text), "`{text}` is in\n{said}");
    }
}

/// The dossiers of the demonstration, by the names of their files.
static SHIPPED: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_tthc"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["run", "pipelines/nightly.toml", "--quiet", "--today", "2023-10-20", "--output"])
        .arg(home.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let folder = home.path().join("nightly/2023-Q3/latest/ho-so");
    let files = std::fs::read_dir(folder).unwrap().map(|file| {
        let file = file.unwrap();
        (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap())
    });
    files.collect()
});

/// A row of a table of a document: its cells from the one that begins so.
fn row(docx: &[u8], first: &str) -> Vec<String> {
    let outline = outline(docx);
    let mut lines = outline.lines().filter_map(|line| match line.strip_prefix('[') {
        Some(text) => Some(text.split_once("] ").map_or("", |(_, text)| text).to_owned()),
        None => (line == "end of row").then(|| "\n".to_owned()),
    });
    let begin = lines.by_ref().find(|line| line == first);
    begin.into_iter().chain(lines.take_while(|line| line != "\n")).collect()
}

fn grouped(count: i64) -> String {
    tthc::text::group_thousands(count)
}

/// Sums of the truth that the files were made from, which the program never sees.
fn sum(rows: &[Row], of: &[&str]) -> i64 {
    let counts = rows.iter().flat_map(|row| of.iter().map(|name| &row[*name]));
    counts.map(|count| count.parse::<i64>().unwrap_or(0)).sum()
}

fn truth(wanted: impl Fn(&Row) -> bool) -> Vec<Row> {
    let rows = csv("fixtures/truth/binh-phuoc-2023q3.csv");
    rows.into_iter().filter(|row| wanted(row)).collect()
}

const LATE: [&str; 2] = ["resolved_overdue", "pending_overdue"];

#[test]
fn every_target_of_the_plan_has_a_document_and_a_workbook() {
    let names: Vec<&str> = SHIPPED.keys().map(String::as_str).collect();
    assert_eq!(names.len(), 20, "{names:?}");
    for (docx, xlsx) in names.iter().filter_map(|name| Some((name, name.strip_suffix(".docx")?))) {
        assert!(SHIPPED.contains_key(&format!("{xlsx}.xlsx")), "{docx} stands alone");
    }
}

/// The figures of a district: late files by field with those of its communes, its rate, and its field beside the others.
#[test]
fn the_figures_of_a_district_are_those_of_its_files() {
    let docx = &SHIPPED["696-huyen-bu-dang.docx"];
    let own = truth(|row| row["unit_id"] == "696" && row["form"] == "phu-luc-3");
    let file = own[0]["file"].clone();
    let all = truth(|row| row["file"] == file && row["form"] == "phu-luc-3");
    for field in ["Đất đai", "Chứng thực", "Hộ tịch"] {
        let of_field = |rows: &[Row]| {
            sum(
                &rows.iter().filter(|row| row["field"] == field).cloned().collect::<Vec<_>>(),
                &LATE,
            )
        };
        let (late, late_own) = (of_field(&all), of_field(&own));
        let outline = outline(docx);
        let told = outline.split("Lý do đơn vị nêu").nth(1).unwrap();
        let told: Vec<&str> = told.split(&format!("] {field}\n")).nth(1).unwrap().lines().collect();
        let figure = |at: usize| told[at].split_once("] ").unwrap().1.to_owned();
        assert_eq!([figure(0), figure(1)], [late, late - late_own].map(grouped), "{field}");
    }
    let [on_time, resolved] = ["resolved_on_time", "resolved_total"].map(|of| sum(&own, &[of]));
    let text = texts(docx).join("\n");
    says(&text, &[&format!("{}/{}", grouped(on_time), grouped(resolved))]);
    let business = truth(|row| {
        row["unit_id"] == "696"
            && row["field"] == "Đăng ký kinh doanh"
            && row["form"] == "phu-luc-3"
    });
    let told = row(docx, "Đăng ký kinh doanh");
    assert_eq!(told[1], grouped(sum(&business, &["resolved_total"])));
    assert_eq!(
        told[2],
        grouped(sum(&business, &["resolved_total"]) - sum(&business, &["resolved_on_time"]))
    );
}

#[test]
fn the_figures_of_a_department_are_those_of_its_file() {
    let docx = &SHIPPED["70.so-tai-nguyen-va-moi-truong-so-tai-nguyen-va-moi-truong.docx"];
    let own = truth(|row| row["unit_id"] == "70.so-tai-nguyen-va-moi-truong");
    let land: Vec<Row> = own.iter().filter(|row| row["field"] == "Đất đai").cloned().collect();
    let text = texts(docx).join("\n");
    let [on_time, resolved] = ["resolved_on_time", "resolved_total"].map(|of| sum(&own, &[of]));
    says(&text, &[&format!("{}/{}", grouped(on_time), grouped(resolved))]);
    // No other department has it: it is held against all fields of the list.
    let told = row(docx, "Đất đai (*)");
    assert_eq!(told[1], grouped(sum(&land, &["resolved_total"])));
    let told = row(docx, "Cộng 5 lĩnh vực");
    assert_eq!(told[1], grouped(sum(&own, &LATE)));
}

#[test]
fn the_document_of_a_district() {
    insta::assert_snapshot!(outline(&SHIPPED["696-huyen-bu-dang.docx"]));
}

#[test]
fn the_document_of_a_department() {
    insta::assert_snapshot!(outline(
        &SHIPPED["70.so-tai-nguyen-va-moi-truong-so-tai-nguyen-va-moi-truong.docx"]
    ));
}

#[test]
fn an_office_opens_every_document_as_a_few_pages() {
    let Some(office) = Office::open() else { return };
    let files: Vec<(&str, &[u8])> = SHIPPED
        .iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|ending| ending == "docx"))
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    for ((name, bytes), paper) in files.iter().zip(office.print(&files)) {
        assert!((3..=6).contains(&paper.pages.len()), "{name}: {} pages", paper.pages.len());
        let texts = texts(bytes);
        let is_figure =
            |text: &&str| text.chars().all(|c| c.is_ascii_digit() || ".,%/–".contains(c));
        let figures = texts.iter().map(String::as_str).filter(is_figure);
        assert_eq!(paper.cut(figures), [""; 0], "{name}");
    }
}

/// What did not come is said to be missing, and nothing is made of it.
#[test]
fn what_is_missing_is_said_and_nothing_is_made_of_it() {
    let case = planned().file("692.xlsx", &[("PL3", &under(HEAD_3, LOC_NINH))]);
    run(&case, &[]);
    let district = said(&case, DISTRICT);
    says(
        &district,
        &[
            "Phụ lục 1 chưa gửi: lý do, khi nào gửi?",
            "Phụ lục 5 chưa gửi: lý do, khi nào gửi?",
            "Phụ lục 1: Chưa gửi; các mục dưới đây chưa có số liệu của biểu này.",
            "Chưa lưu kỳ nào trước kỳ này: không có gì để so sánh.",
            "Chưa bốc thăm; Kế hoạch chọn ngẫu nhiên 1 đơn vị cấp xã.",
            "ngày 16/11/2023.",
            "Nhiệm vụ nào chưa xong?",
        ],
    );
    never_says(&district, &["Phụ lục 2", "để trống"]);
    let department = said(&case, DEPARTMENT);
    says(
        &department,
        &[
            "Phụ lục 2 chưa gửi",
            "Không so sánh được theo lĩnh vực",
            "Chưa có báo cáo nào dùng được để biết hồ sơ quá hạn.",
            "Không xếp hạng: chưa gửi báo cáo",
        ],
    );
    never_says(&department, &["bốc thăm", "Không có hồ sơ quá hạn", "0/0"]);
}

/// Reasons that are given are told, and what lacks one is asked about with its cells.
#[test]
fn late_files_without_a_reason_are_asked_about() {
    let silent = LOC_NINH
        .replace("34 | 1 | 0  | 0 | 0 | chờ đo đạc", "30 | 5 | 0  | 0 | 0 |")
        .replace("35  | 34 | 1 |", "35  | 30 | 5 |");
    let case = planned().file("692.xlsx", &[("PL3", &under(HEAD_3, &silent))]);
    run(&case, &[]);
    let district = said(&case, DISTRICT);
    says(
        &district,
        &["Chứng thực: 5 hồ sơ quá hạn, lý do chưa nêu (của các đơn vị trực thuộc).", "chờ đo đạc"],
    );
    never_says(&district, &["Đất đai: 7 hồ sơ quá hạn"]);
    let given = sent(planned());
    run(&given, &[]);
    never_says(&said(&given, DISTRICT), &["lý do chưa nêu"]);
}

/// Phụ lục 1 says of itself and of the other forms what the table of indicators says.
#[test]
fn indicators_are_told_with_what_they_were_held_against() {
    let sheet = Sheet::filled()
        .with("Tỷ lệ hoàn thành Kế hoạch", "76")
        .with("Số nhiệm vụ đề ra", "4")
        .with("Số nhiệm vụ đã hoàn thành", "3")
        .with("Số TTHC công bố mới", "");
    let case =
        planned().file("692.xlsx", &[("PL1", &sheet.grid()), ("PL3", &under(HEAD_3, LOC_NINH))]);
    run(&case, &[]);
    let district = said(&case, DISTRICT);
    says(
        &district,
        &[
            "76%",
            "tính lại 3/4 được 75%, khác",
            "Phụ lục 3 cộng được 161, khác",
            "để trống: III.1.2 Số TTHC công bố mới",
            "Có phát hiện",
        ],
    );
    never_says(&district, &["các mục dưới đây chưa có số liệu"]);
}

/// Places of kept periods, findings that came and went from run to run, what repeats.
#[test]
fn a_dossier_tells_how_things_developed() {
    let wrong = LOC_NINH.replace("| 100 | 45 |", "| 101 | 45 |");
    let case = sent(planned()).file("692.xlsx", &[("PL3", &under(HEAD_3, &wrong))]);
    run(&case, &["--period", "2023-Q2"]);
    run(&case, &[]);
    let first = said(&case, DISTRICT);
    says(&first, &["Quý II năm 2023", "Quý III năm 2023", "Lặp lại từ kỳ trước: "]);
    never_says(&first, &["Lượt này", "Chưa lưu kỳ nào"]);
    let case = case.file("692.xlsx", &[("PL3", &under(HEAD_3, LOC_NINH))]);
    run(&case, &[]);
    let mended = said(&case, DISTRICT);
    says(&mended, &["Lượt chạy ngày ", "Lượt này: phát sinh "]);
    // A night with nothing new stays one.
    let id = case.latest_id();
    run(&case, &[]);
    assert_eq!(case.latest_id(), id);
    assert_eq!(said(&case, DISTRICT), mended);
}

/// A unit under a new name is the same where its old name is an alias; where nothing says so it is another one, and is not
/// compared with what bore its id.
#[test]
fn a_unit_of_another_name_is_told_apart() {
    let case = sent(planned());
    run(&case, &["--period", "2023-Q2"]);
    let (old, units) = ("692,district,70,Huyện Lộc Ninh,", "pipelines/units.csv");
    let case = case.edit(units, old, "692,district,70,Huyện Lộc Bình,Huyện Lộc Ninh");
    run(&case, &[]);
    let text = said(&case, "692-huyen-loc-binh");
    says(&text, &["Huyện Lộc Bình", "Quý II năm 2023\n1/1"]);
    let case =
        case.edit(units, "Huyện Lộc Bình,Huyện Lộc Ninh", "Huyện Bình Long,").without("692.xlsx");
    run(&case, &[]);
    let text = said(&case, "692-huyen-binh-long");
    says(&text, &["Quý II năm 2023: đơn vị khi ấy khác đơn vị hiện nay"]);
    assert_eq!(text.matches("Quý II năm 2023").count(), 1, "{text}");
}

/// The draw is a reason to publish anew, once, and only for the documents that tell of it.
#[test]
fn communes_that_are_drawn_are_told_in_short() {
    let case = sent(planned());
    run(&case, &[]);
    let before = bytes(&case, &format!("{DEPARTMENT}.docx"));
    case.tthc(&["inspection", "ke-hoach", "draw", "--seed", "12345"]).says_anything().exit(0);
    run(&case, &[]);
    let text = said(&case, DISTRICT);
    never_says(&text, &["Chưa bốc thăm"]);
    says(&text, &["Các xã được bốc thăm kiểm tra", "Phát hiện về số liệu: "]);
    assert!(text.contains("Xã Lộc Thành") || text.contains("Xã Tân Tiến"), "{text}");
    assert_eq!(bytes(&case, &format!("{DEPARTMENT}.docx")), before);
    let id = case.latest_id();
    run(&case, &[]);
    assert_eq!(case.latest_id(), id);
    // A record that cannot be read is said to be so, and no night fails of it.
    let record = case.path("output/thu/inspections/ke-hoach/boc-tham.json");
    std::fs::write(record, "{").unwrap();
    run(&case, &[]);
    says(&said(&case, DISTRICT), &["Không đọc được biên bản bốc thăm"]);
}

/// By command the files are those of the night, of one target or of all, and nothing is written where one cannot be made.
#[test]
fn dossiers_by_command_are_those_of_the_night() {
    let case = sent(planned());
    let plan = ["inspection", "ke-hoach", "dossier"];
    let early = case.tthc(&plan).says_anything().exit(1);
    assert!(early.stderr.contains("chưa công bố lượt chạy nào của kỳ 2023-Q3"), "{}", early.stderr);
    run(&case, &[]);
    let all = case.tthc(&plan).says_anything().exit(0);
    assert_eq!(all.stdout.lines().count(), 4, "{}", all.stdout);
    for unit in [DISTRICT, DEPARTMENT] {
        for ending in ["docx", "xlsx"] {
            let file = format!("{unit}.{ending}");
            let home = case.path("output/thu/inspections/ke-hoach/ho-so");
            assert_eq!(std::fs::read(home.join(&file)).unwrap(), bytes(&case, &file), "{file}");
        }
    }
    let one = [&plan[..], &["--target", "huyện lộc ninh", "-o", "cho-huyen"]].concat();
    let one = case.tthc(&one).says_anything().exit(0);
    assert_eq!(one.stdout, format!("cho-huyen/{DISTRICT}.docx\ncho-huyen/{DISTRICT}.xlsx\n"));
    let wrong = [&plan[..], &["--target", "Lộc Nin"]].concat();
    let wrong = case.tthc(&wrong).says_anything().exit(2);
    assert!(wrong.stderr.contains("không phải đối tượng kiểm tra"), "{}", wrong.stderr);
    std::fs::write(case.path("tep"), "").unwrap();
    case.tthc(&[&plan[..], &["-o", "tep"]].concat()).says_anything().exit(1);
}

/// The same at any number of threads, in a folder that knows nothing.
#[test]
fn the_same_inputs_give_the_same_dossiers() {
    let (one, many) = (sent(planned()), sent(planned()));
    run(&one, &["--jobs", "1"]);
    run(&many, &["--jobs", "4"]);
    for unit in [DISTRICT, DEPARTMENT] {
        for ending in ["docx", "xlsx"] {
            let file = format!("{unit}.{ending}");
            assert_eq!(bytes(&one, &file), bytes(&many, &file), "{file}");
        }
    }
}
