//! "Chưa gửi" is said of who did not send, and of nobody else.

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{LOC_NINH, NOI_VU, SURVEY};

const TU_PHAP: &str = "70.so-tu-phap phu-luc-2 b.xlsx accepted";

/// Sở Tư pháp sends Phụ lục 2 without a fault.
fn departments() -> Case {
    Case::of("phu-luc-2").file("b.xlsx", &[("Sở Tư pháp", &under(HEAD_2, NOI_VU))])
}

fn of_quarter_2() -> String {
    HEAD_2.replacen("Phụ lục 2", "Phụ lục 2\n    Kỳ báo cáo: Quý II năm 2023", 1)
}

/// Nowhere is it said of those who sent something that they did not send.
#[track_caller]
fn nobody_is_said_to_be_missing(case: &Case, submissions: &str) {
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    assert!(!night.findings().contains("F301"), "{}", night.findings());
    night.submissions(submissions);
    let text = crate::book::published(case).to_lowercase();
    let names = [
        ("so-noi-vu", "sở nội vụ"),
        ("so-tu-phap", "sở tư pháp"),
        ("692", "huyện lộc ninh"),
        ("692", "xã tân tiến"),
    ];
    for (_, name) in names.iter().filter(|(id, _)| submissions.contains(id)) {
        let wrong = text.lines().find(|line| line.contains("chưa gửi") && line.contains(name));
        assert_eq!(wrong, None);
    }
}

#[test]
fn a_form_of_another_period_was_sent() {
    let case = departments().file("a.xlsx", &[("Sở Nội vụ", &under(&of_quarter_2(), NOI_VU))]);
    let sent = format!("70.so-noi-vu phu-luc-2 a.xlsx unusable\n{TU_PHAP}");
    nobody_is_said_to_be_missing(&case, &sent);
    let text = crate::returned::returned(&case);
    assert_eq!(text, ["70.so-noi-vu-so-noi-vu.xlsx"], "it goes back to who sent it");
    // The tables of the run tell the same the next night.
    let case = case.file("c.xlsx", &[("Ghi chép", "a | b")]);
    let sent = format!("{sent}\n- - c.xlsx unrecognised");
    nobody_is_said_to_be_missing(&case, &sent);
}

#[test]
fn a_file_that_does_not_open_was_sent_by_whom_it_is_named_after() {
    let case = departments().bytes("so-noi-vu.xlsx", b"PK\x03\x04 broken");
    let sent = format!("{TU_PHAP}\n70.so-noi-vu phu-luc-2 so-noi-vu.xlsx unreadable");
    nobody_is_said_to_be_missing(&case, &sent);
    let case = departments().bytes("bao-cao.xlsx", b"PK\x03\x04 broken");
    let night = case.read();
    assert!(night.findings().contains("F301 error: Sở Nội vụ chưa gửi"), "{}", night.findings());
}

/// Which form it was nothing tells: each one that is not there may be it.
#[test]
fn every_form_that_is_not_there_may_be_in_a_file_that_does_not_open() {
    let case = Case::district("phu-luc-3")
        .declare("\"forms/phu-luc-3.toml\"", "\"forms/phu-luc-3.toml\", \"forms/phu-luc-5.toml\"")
        .bytes("692-huyen-loc-ninh.xls", b"%PDF-1.7")
        .file("692.xlsx", &[("PL5", &under(HEAD_5, SURVEY))]);
    nobody_is_said_to_be_missing(
        &case,
        "692 phu-luc-5 692.xlsx accepted\n692 phu-luc-3 692-huyen-loc-ninh.xls unreadable",
    );
}

/// Its heading names it, whatever the file is called.
#[test]
fn a_form_whose_header_lacks_columns_was_sent() {
    let head = HEAD_2.replace("đã giải quyết", "khối A").replace("đang giải quyết", "khối B");
    let head = head.replacen("Phụ lục 2", "Sở Nội vụ\n    Phụ lục 2", 1);
    let case = departments().file("a.xlsx", &[("Biểu", &under(&head, NOI_VU))]);
    let sent = format!("70.so-noi-vu phu-luc-2 a.xlsx unusable\n{TU_PHAP}");
    nobody_is_said_to_be_missing(&case, &sent);
}

/// A sheet that names nobody is of the one who sent the others.
#[test]
fn a_second_form_that_is_not_one_was_sent_with_the_first() {
    let head = HEAD_5.replace("Hài lòng", "Ưng").replace("hài lòng", "ưng");
    let case = Case::district("phu-luc-3")
        .declare("\"forms/phu-luc-3.toml\"", "\"forms/phu-luc-3.toml\", \"forms/phu-luc-5.toml\"")
        .file("a.xlsx", &[("PL3", &under(HEAD_3, LOC_NINH)), ("PL5", &under(&head, SURVEY))]);
    nobody_is_said_to_be_missing(
        &case,
        "692 phu-luc-3 a.xlsx accepted\n692 phu-luc-5 a.xlsx unusable",
    );
}

#[test]
fn a_form_in_a_hidden_sheet_was_sent() {
    let case = departments()
        .file("a.xlsx", &[("Ghi chép", "x | y"), (".Sở Nội vụ", &under(HEAD_2, NOI_VU))]);
    let sent = format!("70.so-noi-vu phu-luc-2 a.xlsx unusable\n{TU_PHAP}");
    nobody_is_said_to_be_missing(&case, &sent);
}

/// It counts for nobody, and neither of those whom it names is said to have sent nothing, nor gets the figures of another.
#[test]
fn of_a_form_in_doubt_nobody_is_said_to_have_sent_nothing() {
    let head = HEAD_2.replacen("Phụ lục 2", "Sở Nội vụ\n    Sở Tư pháp\n    Phụ lục 2", 1);
    let case = Case::of("phu-luc-2").file("a.xlsx", &[("Biểu", &under(&head, NOI_VU))]);
    let both = "70.so-noi-vu phu-luc-2 a.xlsx doubtful\n70.so-tu-phap phu-luc-2 a.xlsx doubtful";
    nobody_is_said_to_be_missing(&case, both);
    assert_eq!(crate::returned::returned(&case), ["chua-ro-don-vi.xlsx"]);
    // Who sent its own is in no doubt.
    let case = departments().file("a.xlsx", &[("Biểu", &under(&head, NOI_VU))]);
    let sent = format!("70.so-noi-vu phu-luc-2 a.xlsx doubtful\n{TU_PHAP}");
    nobody_is_said_to_be_missing(&case, &sent);
}

/// Those below a sender do not send: their lines stand in its form.
#[test]
fn communes_of_a_district_whose_form_does_not_count_are_not_missing() {
    let head = HEAD_3.replacen("Phụ lục 3", "Phụ lục 3\n    Quý II năm 2023", 1);
    let case = Case::district("phu-luc-3").file("a.xlsx", &[("PL3", &under(&head, LOC_NINH))]);
    nobody_is_said_to_be_missing(&case, "692 phu-luc-3 a.xlsx unusable");
    let night = case.read();
    night.rankings("communes", "- 25294 0/0 incomplete\n- 25297 0/0 incomplete");
}
