//! `tthc doctor`: whether the next run has what it takes.

#![expect(clippy::disallowed_methods, reason = "the tests spoil a temporary folder by hand")]

use std::os::unix::fs::symlink;

use tthc::run::zone_is_known;

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

fn province() -> Case {
    Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

/// Its line about something, after sign and word; `exit` is how it has to end.
#[track_caller]
fn line(case: &Case, about: &str, exit: i32) -> String {
    let night = case.tthc(&["doctor", "thu"]).says_anything().exit(exit);
    assert_eq!(night.stderr, "");
    let lines = night.stdout.lines().filter(|line| line.contains(&format!("  {about}  ")));
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn before_any_run_all_is_well_and_nothing_is_made() {
    let case = province();
    let night = case.tthc(&["doctor", "thu"]).says_anything().exit(0);
    assert!(night.stdout.ends_with("1 cảnh báo, 0 hỏng\n"), "{}", night.stdout);
    assert_eq!(line(&case, "hộp thư", 0), "✓ đạt hộp thư inbox: đọc được 1 tệp");
    assert_eq!(line(&case, "lượt trước", 0), "✓ đạt lượt trước chưa có lượt chạy nào");
    assert!(!case.path("output").exists(), "a look makes no folder");
    let mut left: Vec<String> = std::fs::read_dir(case.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(left, ["inbox", "pipelines"], "nothing of the trial stays");
}

#[test]
fn after_a_run_its_files_are_verified() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    assert_eq!(
        line(&case, "lượt trước", 0),
        "✓ đạt lượt trước [RUN]: mọi tệp còn nguyên, mã 0, đang xuất bản"
    );
    std::fs::remove_file(case.latest().path().join("xep-hang.xlsx")).unwrap();
    assert_eq!(
        line(&case, "lượt trước", 0),
        "! cảnh báo lượt trước [RUN]: bị thiếu hoặc bị sửa xep-hang.xlsx; `tthc run` làm lại"
    );
    // What it advises helps.
    case.run(&["--quiet"]).exit(0);
    assert!(line(&case, "lượt trước", 0).starts_with("✓ đạt"));
    std::fs::remove_file(case.runs().latest_path()).unwrap();
    let lines = line(&case, "lượt trước", 0);
    assert!(lines.contains("! cảnh báo lượt trước latest không trỏ đến lượt nào"), "{lines}");
}

#[test]
fn an_inbox_that_stops_the_run_is_broken() {
    let case = province();
    std::fs::remove_file(case.path("inbox/a.xlsx")).unwrap();
    assert!(line(&case, "hộp thư", 0).starts_with("! cảnh báo hộp thư inbox: chưa có tệp nào; "));
    symlink("khong-co", case.path("inbox/gay.xlsx")).unwrap();
    assert!(
        line(&case, "hộp thư", 0).starts_with("! cảnh báo hộp thư inbox: không mở được gay.xlsx; ")
    );
    std::fs::remove_file(case.path("inbox/gay.xlsx")).unwrap();
    std::fs::remove_dir(case.path("inbox")).unwrap();
    assert_eq!(
        line(&case, "hộp thư", 1),
        "✗ hỏng hộp thư inbox: không có thư mục này; sửa khóa `inbox`, kiểm tra --period"
    );
    case.run(&[]).says_anything().exit(2);
}

#[test]
fn an_output_that_cannot_be_written_is_broken() {
    let case = province();
    std::fs::write(case.path("output"), "a file in the way").unwrap();
    let said = line(&case, "kết quả", 1);
    assert!(said.starts_with("✗ hỏng kết quả output: không ghi được ("), "{said}");
    case.run(&[]).says_anything().exit(1);
}

#[test]
fn a_run_that_goes_on_is_named_and_is_no_leftover() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    std::fs::create_dir(case.runs().runs_path().join(".20260101T000000-000000Z")).unwrap();
    assert!(
        line(&case, "dở dang", 0)
            .starts_with("! cảnh báo dở dang lượt bị giết giữa chừng để lại output/")
    );
    let lock = case.hold_lock();
    assert!(line(&case, "khóa", 0).starts_with("! cảnh báo khóa một lượt đang chạy (pid [PID]"));
    assert_eq!(line(&case, "dở dang", 0), "");
    drop(lock);
    assert_eq!(line(&case, "khóa", 0), "✓ đạt khóa không có lượt nào đang chạy");
    case.run(&["--quiet", "--force"]).exit(0);
}

#[test]
fn a_clock_before_the_newest_run_is_broken() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let file = case.newest().path().join("run.json");
    let record = std::fs::read_to_string(&file).unwrap();
    let finished = case.newest().record().finished.clone();
    std::fs::write(&file, record.replace(&finished, "2999-01-01T00:00:00Z")).unwrap();
    let said = line(&case, "đồng hồ", 1);
    assert!(said.starts_with("✗ hỏng đồng hồ máy ghi 20"), "{said}");
    assert!(said.contains("trước cả 2999-01-01 00:00:00 UTC"), "{said}");
}

#[test]
fn a_run_of_a_newer_program_is_broken() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let file = case.newest().path().join("run.json");
    let record = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, record.replacen("\"schema\": ", "\"schema\": 9", 1)).unwrap();
    assert!(line(&case, "lượt trước", 1).starts_with("✗ hỏng lượt trước không đọc được ("));
    case.run(&[]).says_anything().exit(1);
}

#[test]
fn the_zone_of_the_machine_is_held_against_the_schedule() {
    if !zone_is_known("Asia/Bangkok") {
        return;
    }
    let case = |zone: &str| {
        let schedule =
            format!("schedule = {{ at = \"01:00\", zone = \"{zone}\" }}\noutput = \"../output\"");
        province().declare("output = \"../output\"", &schedule)
    };
    let said = |case: Case| {
        let night = case.tthc(&["doctor", "thu"]).env("TZ", "Asia/Bangkok").says_anything().exit(0);
        let line =
            night.stdout.lines().find(|line| line.contains("  múi giờ  ")).unwrap_or_default();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        said(case("Asia/Ho_Chi_Minh")),
        "✓ đạt múi giờ máy và lịch cùng giờ Asia/Ho_Chi_Minh"
    );
    let other = said(case("Asia/Tokyo"));
    assert!(
        other.starts_with("! cảnh báo múi giờ lịch theo Asia/Tokyo, máy theo Asia/Bangkok; "),
        "{other}"
    );
    let unknown = said(case("Asia/Ho_Chi_Min"));
    assert!(
        unknown.starts_with("! cảnh báo múi giờ máy này không biết múi giờ Asia/Ho_Chi_Min; "),
        "{unknown}"
    );
}

#[test]
fn the_vintage_of_the_register_is_told() {
    let undated = line(&province(), "danh mục", 0);
    let warned = "! cảnh báo danh mục 6 đơn vị của kỳ, không dòng nào ghi hiệu lực; ";
    assert!(undated.starts_with(warned), "{undated}");
    let dated = |old: &str| {
        let units = "id,level,parent_id,name,valid_from,valid_to\n\
                     so,department,,Sở Nội vụ,,\n\
                     692,district,,Huyện Lộc Ninh,2009-05-01,\n\
                     25294,commune,692,Xã Lộc Thành,,OLD\n\
                     25295,commune,692,Phường Lộc Thành,2025-07-01,\n";
        line(&province().declared("units.csv", &units.replace("OLD", old)), "danh mục", 0)
    };
    let good = "✓ đạt danh mục 3 đơn vị của kỳ, valid_from mới nhất 2025-07-01, 1 dòng ngoài kỳ";
    assert_eq!(dated("2025-06-30"), good);
    let ending = dated("2023-08-15");
    assert!(ending.starts_with("! cảnh báo danh mục 3 đơn vị của kỳ"), "{ending}");
    assert!(ending.contains("1 đơn vị hết hiệu lực trong kỳ; "), "{ending}");
}

#[test]
fn a_wrong_declaration_ends_with_2_and_its_faults() {
    province()
        .declare("period = \"2023-Q3\"", "period = \"quý 3\"")
        .tthc(&["doctor", "thu", "--inbox", "x y"])
        .stdout("✗ hỏng  khai báo  1 lỗi, không có lượt nào chạy được; sửa trước rồi xem tiếp")
        .stderr(
            "
            error: pipelines/thu.toml:5: period: `quý 3`, cần một kỳ: `2023`, `2023-H1`, `2023-Q3`, `2023-09` hoặc `last-quarter`
            tthc doctor thu --inbox 'x y'
            ",
        )
        .exit(2);
}

#[test]
fn as_data_and_in_english_it_says_the_same() {
    let case = province();
    let night = case.tthc(&["doctor", "thu", "--json", "--lang", "en"]).says_anything().exit(0);
    let json: serde_json::Value = serde_json::from_str(&night.stdout).unwrap();
    assert_eq!((&json["version"], &json["exit_code"]), (&2.into(), &0.into()));
    let checks = json["diagnoses"].as_array().unwrap();
    let abouts: Vec<&str> = checks.iter().map(|check| check["about"].as_str().unwrap()).collect();
    let all = ["declaration", "inbox", "output", "disk", "lock", "clock", "zone", "register"];
    assert_eq!(abouts[..8], all);
    assert_eq!(checks[1]["message"], "inbox: 1 files can be read");
    assert_eq!(checks[1]["state"], "good");
    let english = case.tthc(&["doctor", "thu", "--lang", "en"]).says_anything().exit(0).stdout;
    assert!(english.ends_with(" good, 1 warnings, 0 broken\n"), "{english}");
}

/// A deadline without a time of receipt makes nobody late, and a pipeline without a ranking ranks nobody.
#[test]
fn what_a_pipeline_leaves_unsaid_is_told_by_doctor_and_run() {
    let case = province().declare("[[workbook]]", "[[deadline]]\ndays-after = 5\n\n[[workbook]]");
    let told = "có hạn gửi biểu nhưng không tệp nào có ngày giờ nhận";
    let night = case.run(&[]).says_anything().exit(0);
    assert!(night.stderr.contains(told), "{}", night.stderr);
    assert!(line(&case, "khai báo", 0).contains(told));
    let json = case.run(&["--json", "--lang", "en"]).says_anything().exit(0).stdout;
    assert!(json.contains("nothing tells when any file came in"), "{json}");
    // One that came in at a known hour is enough.
    let case = case.bytes("received.csv", b"file,received_at\na.xlsx,2023-10-02 08:00\n");
    let night = case.run(&[]).says_anything().exit(0);
    assert!(!night.stderr.contains(told), "{}", night.stderr);
    assert!(!line(&case, "khai báo", 0).contains(told));
}

#[test]
fn a_pipeline_without_ranking_or_workbook_is_told_by_doctor_and_run() {
    let case = province();
    let text = std::fs::read_to_string(case.path("pipelines/thu.toml")).unwrap_or_default();
    let (head, _) = text.split_once("[[ranking]]").unwrap_or_default();
    case.rewritten("pipelines/thu.toml", head);
    for said in [line(&case, "khai báo", 0), case.run(&[]).says_anything().exit(0).stderr] {
        assert!(said.contains("không khai báo [[ranking]]"), "{said}");
        assert!(said.contains("không khai báo [[workbook]]"), "{said}");
    }
    // Who asked for silence knows it.
    case.run(&["--quiet"]).exit(0);
    let (_, workbook) = text.split_once("[[workbook]]").unwrap_or_default();
    let workbook = workbook.replace("\"rankings\", ", "");
    case.rewritten("pipelines/thu.toml", &format!("{head}[[workbook]]{workbook}"));
    let said = line(&case, "khai báo", 0);
    assert!(said.contains("[[ranking]]") && !said.contains("[[workbook]]"), "{said}");
}
