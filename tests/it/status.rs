//! `tthc status`: the register of submissions, what came since, and the last runs. It changes nothing.

#![expect(clippy::disallowed_methods, reason = "some tests spoil a temporary folder by hand")]

use tthc::model::{Status, Submissions};
use tthc::store::{decode, encode};
use tthc::table::Artifact;

use crate::case::{Case, Night, same};
use crate::grid::{HEAD_2, HEAD_3, under, xlsx};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

/// Two districts and two departments, of which one of each has sent, and a file that is none.
fn province() -> Case {
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"")
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
        .file("huyen/692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .bytes("quet.pdf", b"%PDF-1.7")
}

#[track_caller]
fn run(case: &Case, arguments: &[&str], exit: i32) {
    case.run(&[arguments, &["--quiet"]].concat()).says_anything().exit(exit);
}

/// What it says, without the moments at which runs ended.
#[track_caller]
fn says(case: &Case, arguments: &[&str]) -> String {
    let night = case.tthc(&[&["status", "thu"], arguments].concat()).says_anything().exit(0);
    assert_eq!(night.stderr, "");
    timeless(&night)
}

fn timeless(night: &Night) -> String {
    let mut out = String::new();
    for line in night.stdout.lines() {
        match line.find(" UTC") {
            Some(end) => {
                let moment = &line[end - "2026-10-01 01:00:04".len()..end];
                assert!(moment.starts_with("20") && moment.as_bytes()[10] == b' ', "{moment}");
                out += &line.replace(moment, "[TIME]");
            }
            None => out += line,
        }
        out.push('\n');
    }
    out
}

#[test]
fn before_any_run_it_lists_what_waits() {
    let case = province();
    case.tthc(&["status", "thu"])
        .stdout(
            "
            Xếp hạng thử – Quý III năm 2023
            chưa có lượt chạy nào cho kỳ này
            inbox: 3 tệp chờ đọc
              huyen/692.xlsx
              quet.pdf
              so-noi-vu.xlsx
            ",
        )
        .exit(0);
    assert!(!case.path("output").exists(), "nothing is made");
}

#[test]
fn after_a_run_it_shows_who_sent_what() {
    let case = province();
    run(&case, &[], 0);
    insta::assert_snapshot!("status_after_a_run", says(&case, &[]));
    insta::assert_snapshot!("status_missing", says(&case, &["--missing"]));
}

#[test]
fn when_all_is_there_nothing_is_missing() {
    let case =
        Case::district("phu-luc-3").file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    run(&case, &[], 0);
    let text = says(&case, &["--missing"]);
    assert!(text.ends_with("mọi đơn vị đã gửi đủ biểu\n"), "{text}");
}

#[test]
fn what_came_changed_and_went_since_is_named() {
    let case = province();
    run(&case, &[], 0);
    let case = case
        .file("huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("huyen/692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &LOC_NINH.replacen("60", "61", 1)))])
        .without("quet.pdf");
    let text = says(&case, &[]);
    let since: Vec<&str> =
        text.lines().skip_while(|line| !line.starts_with("inbox: ")).take(4).collect();
    same(
        "since",
        "inbox: từ lượt đó có 1 tệp mới, 1 tệp thay đổi, 1 tệp không còn; 1 tệp như cũ
  mới        huyen/695.xlsx
  thay đổi   huyen/692.xlsx
  không còn  quet.pdf",
        &since.join("\n"),
    );
    // The register is still what the run read.
    assert!(text.contains("nhận 2 trong 4 biểu; chưa gửi 2; không dùng được 1 tệp"), "{text}");
}

/// A file came and only reading was done again: the register and the published results are those of before.
#[test]
fn a_run_of_one_stage_leaves_a_stale_register() {
    let case = province();
    run(&case, &[], 0);
    let case = case.file("huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))]);
    run(&case, &["--only", "ingest"], 5);
    insta::assert_snapshot!("status_stale", says(&case, &[]));
}

#[test]
fn another_declaration_is_noticed() {
    let case = province();
    run(&case, &[], 0);
    let changed = "khai báo đã thay đổi từ lượt đó; lượt chạy tới sẽ đọc và kiểm tra lại";
    assert!(!says(&case, &[]).contains(changed));
    let case = case.edit("pipelines/forms/phu-luc-3.toml", "\"trễ hẹn\", ", "");
    assert!(says(&case, &[]).contains(changed));
}

#[test]
fn json_holds_the_same() {
    let case = province();
    let json = |arguments: &[&str]| -> serde_json::Value {
        let arguments = [&["status", "thu", "--json"], arguments].concat();
        let night = case.tthc(&arguments).says_anything().exit(0);
        serde_json::from_str(&night.stdout).unwrap()
    };
    let before = json(&[]);
    assert_eq!(before["version"], 2);
    assert_eq!(before["run"], serde_json::Value::Null);
    assert_eq!(before["inputs"]["came"].as_array().unwrap().len(), 3);
    run(&case, &[], 0);
    let after = json(&[]);
    let counts =
        ["expected", "received", "missing", "unusable", "late"].map(|key| &after["counts"][key]);
    assert_eq!(counts, [4, 2, 2, 1, 0].map(serde_json::Value::from).each_ref());
    assert_eq!(after["inputs"]["counts"]["unchanged"], 3);
    assert_eq!(after["run"], after["latest"]);
    assert_eq!(after["runs"][0]["published"], true);
    assert_eq!(after["runs"][0]["exit_code"], 0);
    assert_eq!(after["runs"][0]["counts"]["gaps"], 3);
    assert_eq!(after["submissions"].as_array().unwrap().len(), 5);
    let missing = json(&["--missing"]);
    let missing: Vec<&str> = missing["submissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["unit"].as_str().unwrap())
        .collect();
    assert_eq!(missing, ["Sở Tư pháp", "Huyện Đồng Phú"]);
}

/// Neither lock nor clock: it may be asked while a run is going on, and says the same twice.
#[test]
fn a_run_in_progress_does_not_matter() {
    let case = province();
    run(&case, &[], 0);
    let before = says(&case, &[]);
    let _lock = case.hold_lock();
    same("status", &before, &says(&case, &[]));
}

#[test]
fn without_an_inbox_what_was_read_is_still_told() {
    let case = province();
    std::fs::rename(case.path("inbox"), case.path("di-dau")).unwrap();
    let night = case.tthc(&["status", "thu"]).says_anything().exit(2);
    assert!(night.stderr.contains("không có thư mục nhận báo cáo"), "{}", night.stderr);
    assert!(night.stderr.ends_with("\ntthc status thu\n"), "{}", night.stderr);
    std::fs::rename(case.path("di-dau"), case.path("inbox")).unwrap();
    run(&case, &[], 0);
    std::fs::remove_dir_all(case.path("inbox")).unwrap();
    let text = says(&case, &[]);
    assert!(text.contains("inbox: không có thư mục nhận báo cáo (inbox)\n"), "{text}");
    assert!(text.contains("nhận 2 trong 4 biểu"), "{text}");
}

/// Names of files are shown as people read them, whatever lies in the inbox.
#[test]
fn names_with_marks_apart_keep_the_columns_straight() {
    let case = Case::district("phu-luc-3")
        .bytes("Lo\u{323}\u{302}c Ninh.xlsx", &xlsx(&[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]));
    run(&case, &[], 0);
    let text = says(&case, &[]);
    assert!(text.contains("Đạt"), "{text}");
    assert!(text.contains("Lộc Ninh.xlsx\n"), "{text}");
}

/// Deadlines and times of receipt are shown where a run knows them.
#[test]
fn deadlines_are_shown_where_they_are_known() {
    let case = province();
    run(&case, &[], 0);
    let path = case.newest().path().join("data/submissions.parquet");
    let frame = decode(std::fs::read(&path).unwrap()).unwrap();
    let mut submissions = Submissions::from_frame(&frame).unwrap();
    for row in &mut submissions.rows {
        row.due = Some("2023-10-05".to_owned());
        row.received_at = row.file.as_ref().map(|_| "2023-10-06".to_owned());
        if row.unit_id.as_deref() == Some("692") {
            row.status = Status::Late;
        }
    }
    let bytes = encode(&submissions.to_frame().unwrap()).unwrap();
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, bytes).unwrap();
    insta::assert_snapshot!("status_deadlines", says(&case, &[]));
    let missing = says(&case, &["--missing"]);
    assert!(missing.contains("  Đơn vị      Hạn\n  Sở Tư pháp  2023-10-05\n"), "{missing}");
}
