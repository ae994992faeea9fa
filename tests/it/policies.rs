//! What a pipeline declares about findings and deadlines: severities, figures left out, waivers, receipt times.

use std::fs::File;
use std::io::BufReader;

use calamine::{Reader as _, Xlsx, open_workbook};

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

/// The communes of Lộc Ninh; a total is wrong and a reason is missing.
fn loc_ninh() -> Case {
    let body = LOC_NINH
        .replace(
            "| 35  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0\n    III",
            "| 36  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0\n    III",
        )
        .replacen(" | chờ đo đạc", "", 1);
    Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, &body))])
}

fn declared(more: &str) -> Case {
    loc_ninh().declare("[[workbook]]", &format!("{more}\n[[workbook]]"))
}

const REASON: &str = r#"F206 warning a.xlsx!Phụ lục 3!I8: dòng "Đất đai": giải quyết quá hạn 5 nhưng Ghi chú không nêu lý do → kept"#;
const TOTAL: &str = r#"F203 error a.xlsx!Phụ lục 3!C13: dòng "Tổng", cột Tổng số tiếp nhận: ghi 36, cộng các dòng được 35 (lệch 1) → kept"#;

fn lines(lines: &[&str]) -> String {
    lines.join("\n")
}

#[test]
fn without_a_word_each_code_has_its_own_severity() {
    loc_ninh().read().finds(&lines(&[REASON, TOTAL]));
}

#[test]
fn a_check_goes_from_beta_over_warning_to_error() {
    for (severity, expected) in [
        (
            "beta",
            REASON
                .replace("warning", "note")
                .replace("lý do →", "lý do (quy tắc đang thử nghiệm) →"),
        ),
        ("note", REASON.replace("warning", "note")),
        ("error", REASON.replace("warning", "error")),
    ] {
        let case = declared(&format!("[[check]]\ncode = \"F206\"\nseverity = \"{severity}\"\n"));
        case.read().finds(&lines(&[&expected, TOTAL]));
    }
}

#[test]
fn a_figure_may_be_left_out() {
    let case = declared("[[check]]\ncode = \"F206\"\naction = \"leave-out-value\"\n");
    let night = case.read();
    night.finds(&lines(&[&REASON.replace("kept", "left_out"), TOTAL])).metrics(
        "on_time_rate",
        "own 692 85/90\nown 25294 34/35\nown 25297 36/36\ntotal 70 155/161\ntotal 692 155/161",
    );
}

/// A unit is left out of the ranking and the workbook says why; the others stay.
#[test]
fn a_unit_may_be_left_out() {
    let case = declared("[[check]]\ncode = \"F203\"\naction = \"leave-out-unit\"\n");
    let left_out = "F310 error a.xlsx!Phụ lục 3: Xã Lộc Thành: mọi số liệu trong Phụ lục 3 không được tính vì F203 (dòng tổng không khớp) → left_out";
    case.read().finds(&lines(&[left_out, REASON, TOTAL])).rankings(
        "communes",
        "
        1 25297 36/36
        - 25294 0/0 no_data
        ",
    );
    case.run(&["--force", "--fail-on", "gaps"]).says_anything().exit(3);
}

const WAIVER: &str = r#"[[waiver]]
code = "F206"
units = ["692"]
forms = ["phu-luc-3"]
office = "Sở Nội vụ"
reason = "chưa có cột ghi chú"
until = "2023-12-31"
"#;

#[test]
fn a_waiver_makes_a_note_of_a_finding_until_its_day() {
    let told = REASON
        .replace("warning", "note")
        .replace("lý do →", "lý do (được miễn đến 2023-12-31: chưa có cột ghi chú – Sở Nội vụ) →");
    declared(WAIVER).read().finds(&lines(&[&told, TOTAL]));
    // Another unit is not meant.
    declared(&WAIVER.replace("\"692\"", "\"25294\"")).read().finds(&lines(&[
        REASON,
        TOTAL,
        &idle("F206"),
    ]));
}

fn idle(code: &str) -> String {
    format!(
        "F312 note: miễn trừ {code} của Sở Nội vụ (đến 2023-12-31) không ứng với phát hiện nào → kept"
    )
}

/// The total that is wrong is that of a commune; the district sent it.
#[test]
fn a_waiver_of_the_sender_covers_those_under_it() {
    let told = TOTAL.replace("error", "note").replace(
        "(lệch 1) →",
        "(lệch 1) (được miễn đến 2023-12-31: chưa có cột ghi chú – Sở Nội vụ) →",
    );
    let of = |units: &str, code: &str| {
        let waiver = WAIVER.replace("F206", code).replace("\"692\"", units);
        declared(&waiver)
    };
    of("\"692\"", "F203").read().finds(&lines(&[REASON, &told]));
    of("\"25297\"", "F203").read().finds(&lines(&[REASON, TOTAL, &idle("F203")]));
    // All forms.
    let other = WAIVER.replace("F206", "F203").replace("forms = [\"phu-luc-3\"]\n", "");
    declared(&other).read().finds(&lines(&[REASON, &told]));
}

/// Nobody forgets a waiver that has done its work, and a check before sending knows nothing of others.
#[test]
fn a_waiver_that_concerns_nothing_is_told() {
    declared(&WAIVER.replace("F206", "F207")).read().finds(&lines(&[REASON, TOTAL, &idle("F207")]));
    declared(&WAIVER.replace("F206", "F141")).read().finds(&lines(&[REASON, TOTAL, &idle("F141")]));
    let case = declared(&WAIVER.replace("F206", "F207"));
    let said = case.tthc(&["check", "inbox/a.xlsx", "-p", "thu"]).says_anything().exit(3);
    assert!(!said.stdout.contains("F312"), "{}", said.stdout);
}

#[test]
fn a_waiver_that_ended_is_told_and_does_not_hold() {
    let ended = "F311 warning: miễn trừ F206 của Sở Nội vụ hết hạn ngày 2023-09-29, trước ngày cuối kỳ, nên không còn áp dụng → kept";
    declared(&WAIVER.replace("2023-12-31", "2023-09-29"))
        .read()
        .finds(&lines(&[REASON, TOTAL, ended]));
    declared(&WAIVER.replace("2023-12-31", "2023-09-30")).read();
}

/// The same findings, whether a unit checks its file or the province reads it.
#[test]
fn a_check_before_sending_follows_the_same_policies() {
    let case = declared(
        "[[check]]\ncode = \"F203\"\nseverity = \"note\"\n[[check]]\ncode = \"F206\"\nseverity = \"note\"\n",
    );
    case.tthc(&["check", "inbox/a.xlsx", "-p", "thu"]).says_anything().exit(0);
    loc_ninh().tthc(&["check", "inbox/a.xlsx", "-p", "thu"]).says_anything().exit(3);
}

const DEADLINE: &str = r#"[[deadline]]
days-after = 5
time = "17:00"
"#;

fn received(csv: &str) -> Case {
    let good = under(HEAD_3, LOC_NINH);
    Case::district("phu-luc-3")
        .declare("[[workbook]]", &format!("{DEADLINE}\n[[workbook]]"))
        .file("a.xlsx", &[("Phụ lục 3", &good)])
        .bytes("received.csv", csv.as_bytes())
}

#[test]
fn a_form_that_comes_after_its_deadline_is_late_and_counts() {
    let night = received("file,received_at\na.xlsx,2023-10-05 17:01\n");
    night
        .read()
        .finds("F303 warning a.xlsx: Phụ lục 3 nhận lúc 17:01 ngày 05/10/2023, sau hạn nộp 17:00 ngày 05/10/2023; số liệu vẫn được tính → kept")
        .submissions("692 phu-luc-3 a.xlsx late")
        .rankings("communes", "1 25297 36/36\n2 25294 34/35");
    received("file,received_at\na.xlsx,2023-10-05 17:00\n")
        .read()
        .finds("")
        .submissions("692 phu-luc-3 a.xlsx accepted");
}

/// Times stand in the published list where there are any.
#[test]
fn the_published_list_tells_when_a_form_came_and_was_due() {
    let case = received("file,received_at\na.xlsx,2023-10-05 17:01\n");
    case.read();
    let mut book = open(&case.latest().path().join("xep-hang.xlsx"));
    let sheet = book.worksheet_range("Nộp báo cáo").unwrap_or_else(|error| panic!("{error}"));
    let cells: Vec<String> = sheet.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    for text in ["Gửi trễ", "17:01 ngày 05/10/2023", "17:00 ngày 05/10/2023"] {
        assert!(cells.iter().any(|cell| cell.contains(text)), "{text}: {cells:?}");
    }
}

fn open(path: &std::path::Path) -> Xlsx<BufReader<File>> {
    open_workbook(path).unwrap_or_else(|error: calamine::XlsxError| panic!("{error}"))
}

/// A unit with more time, by a later entry.
#[test]
fn the_last_deadline_that_concerns_a_unit_holds() {
    let more = format!("{DEADLINE}\n[[deadline]]\ndate = \"2023-10-10\"\nunits = [\"692\"]\n");
    received("file,received_at\na.xlsx,2023-10-09 08:00\n")
        .declare(DEADLINE, &more)
        .read()
        .finds("");
}

/// Of two files of one unit the one that came in last counts, whatever they are called.
#[test]
fn the_newer_of_two_submissions_counts() {
    let older = under(HEAD_3, &LOC_NINH.replace("| 36 | 36 | 0", "| 36 | 30 | 6"));
    let case = received("file,received_at\na.xlsx,2023-10-03 08:00\nb.xlsx,2023-10-02 08:00\n")
        .file("b.xlsx", &[("Phụ lục 3", &older)]);
    case.read()
        .finds("F141 warning b.xlsx: Phụ lục 3 của Huyện Lộc Ninh có trong nhiều tệp; tệp nhận sau được tính, tệp này không được tính → left_out")
        .submissions("692 phu-luc-3 a.xlsx accepted\n692 phu-luc-3 b.xlsx superseded");
}

#[test]
fn a_receipt_that_cannot_be_read_is_told_by_its_line() {
    received("file,received_at\na.xlsx,hôm qua\nc.xlsx,2023-10-02 08:00\n").read().finds(
        r#"
        F142 warning received.csv: dòng 2: "hôm qua" không phải ngày giờ nên không được dùng → kept
        F142 warning received.csv: dòng 3: không có tệp "c.xlsx" trong hộp thư → kept
        "#,
    );
}

/// A new waiver or deadline makes the checks run again, and reading not.
#[test]
fn a_changed_policy_reruns_the_checks_alone() {
    let case = loc_ninh();
    case.read();
    let case = case.declare("[[workbook]]", &format!("{WAIVER}\n[[workbook]]"));
    let night = case.run(&["--quiet", "--fail-on", "never"]).exit(0);
    night.reasons(
        "ingest=– validate=declaration_changed measure=input_changed rank=– publish=input_changed",
    );
    assert!(case.path(PIPELINE).is_file());
}
