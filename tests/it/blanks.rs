//! Blank cells: what follows from the rest is that, and what does not is a gap that is told and not ranked.

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{LOC_NINH, NOI_VU, OBSERVED, SURVEY};

/// Sở Nội vụ sends Phụ lục 2 with these lines, the first in row 7, and Sở Tư pháp one without a fault.
fn noi_vu(body: &str) -> Case {
    departments().file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, body))])
}

fn departments() -> Case {
    Case::of("phu-luc-2").file("b.xlsx", &[("Sở Tư pháp", &under(HEAD_2, NOI_VU))])
}

/// Zeros left blank, in lines and totals.
fn without_zeros(body: &str) -> String {
    let line = |line: &str| {
        let cells = line.split('|').map(|cell| if cell.trim() == "0" { " " } else { cell });
        cells.collect::<Vec<_>>().join("|")
    };
    body.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn zeros_that_are_left_blank_are_zeros() {
    let case = Case::district("phu-luc-3")
        .file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, &without_zeros(LOC_NINH)))]);
    let night = case.read();
    let night = night.finds(
        "
        F133 note a.xlsx!Phụ lục 3!I9: 11 ô để trống được hiểu là 0 vì các ô khác của dòng hoặc dòng tổng cho thấy, ví dụ I9 (trong dòng: 40 = 40 + 0) → corrected
        ",
    );
    night.observations(OBSERVED).rankings("communes", "1 25297 36/36\n2 25294 34/35");
}

/// A survey whose counts close without the blanks has none of what is left blank.
#[test]
fn a_survey_that_leaves_zeros_blank_is_ranked() {
    let case = Case::district("phu-luc-5")
        .file("692.xlsx", &[("PL5", &under(HEAD_5, &without_zeros(SURVEY)))]);
    let night = case.read();
    let whole = Case::district("phu-luc-5").file("692.xlsx", &[("PL5", &under(HEAD_5, SURVEY))]);
    assert_eq!(night.observed(), whole.read().observed());
    assert!(!night.findings().contains("F133 warning"), "{}", night.findings());
}

/// The worst line with a blank where its files in time belong: they follow from the others.
#[test]
fn a_count_that_follows_from_its_line_is_that_count() {
    let case = noi_vu(
        "
        1 | Thi đua | 30 | 10 | 0 | 30 | 30 | 0 | 0 | 0 | 0
        2 | Tôn giáo | 520 | 300 | 20 | 500 |  | 100 | 20 | 15 | 5 | thiếu người
        ",
    );
    let night = case.run(&["--quiet"]).exit(0);
    let night = night.finds(
        r#"
        F133 warning so-noi-vu.xlsx!Sở Nội vụ!G8: dòng "Tôn giáo" để trống: số lượng hồ sơ đã giải quyết / trước hạn và đúng hạn; được hiểu là 400 (trong dòng: 500 = 400 + 100) → corrected
        "#,
    );
    night.rankings("departments", "1 70.so-tu-phap 127/130\n2 70.so-noi-vu 430/530");
}

/// A total of its column that says otherwise leaves it open; the unit is listed, and the run ends with a gap.
#[test]
fn a_count_that_a_total_contradicts_is_a_gap() {
    let body = NOI_VU.replace("| 100 | 97 | 3 |", "| 100 |  | 3 |").replace("127", "30");
    let case = noi_vu(&body);
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    let night =
        night.rankings("departments", "1 70.so-tu-phap 127/130\n- 70.so-noi-vu 30/30 incomplete");
    let findings = night.findings();
    let told = "F133 error so-noi-vu.xlsx!Sở Nội vụ!G7: dòng \"Thi đua, khen thưởng\" để trống: ";
    assert!(findings.contains(told), "{findings}");
}

/// Nothing in its line tells a count that only one line of the column lacks: the total does.
#[test]
fn the_one_blank_of_a_column_is_what_its_total_leaves() {
    let case = noi_vu(&NOI_VU.replace("| 120 | 80 | 10", "| 120 |  | 10"));
    let night = case.run(&["--quiet"]).exit(0);
    let night = night.finds(
        r#"
        F133 warning so-noi-vu.xlsx!Sở Nội vụ!D7: dòng "Thi đua, khen thưởng" để trống: số lượng hồ sơ tiếp nhận / trực tuyến; được hiểu là 80 (dòng tổng ở D9 trừ các dòng khác) → corrected
        "#,
    );
    assert!(night.observed().contains("C=120 D=80 E=10"), "{}", night.observed());
}

/// Two blanks share what their line is short of: neither is known, and nobody is ranked by what remains.
#[test]
fn what_several_blanks_may_share_is_a_gap() {
    let body = "
        1 | Thi đua | 30 | 10 | 0 | 30 | 30 | 0 | 0 | 0 | 0
        2 | Tôn giáo | 520 | 300 | 20 | 500 |  |  | 20 | 15 | 5 | thiếu người
    ";
    let case = noi_vu(body);
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    night.rankings("departments", "1 70.so-tu-phap 127/130\n- 70.so-noi-vu 30/30 incomplete");
    let case = noi_vu(body).declare(
        "metric = \"on_time_rate\"\n",
        "metric = \"on_time_rate\"\nincomplete = \"rank\"\n",
    );
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    night.rankings("departments", "1 70.so-noi-vu 30/30\n2 70.so-tu-phap 127/130");
}

/// Where most lines do not close by a sum, files are counted elsewhere too: nothing follows from it.
#[test]
fn a_sum_that_most_lines_break_tells_nothing() {
    let body = "
        1 | Thi đua | 30 | 10 | 0 | 30 | 20 | 5 | 0 | 0 | 0 | trả lại
        2 | Tôn giáo | 40 | 10 | 0 | 40 | 30 | 5 | 0 | 0 | 0 | trả lại
        3 | Lưu trữ | 50 | 10 | 0 | 50 |  | 5 | 0 | 0 | 0 | trả lại
    ";
    let case = noi_vu(body);
    let night = case.read();
    assert!(!night.observed().contains("G=45"), "{}", night.observed());
    assert!(night.findings().contains("Nội vụ!G9: "), "{}", night.findings());
}

/// A part of a count that is blank is nothing where the others make up the whole.
#[test]
fn the_blank_part_of_a_split_count_follows_too() {
    let head = HEAD_2
        .replace("Trước hạn và Đúng hạn | Quá hạn", "Trước hạn | Đúng hạn | Quá hạn")
        .replace("đã giải quyết | << | << |", "đã giải quyết | << | << | << |")
        .replace("^^                    | ^^", "^^ | ^^ | ^^");
    let body = "1 | Thi đua | 120 | 80 | 10 | 100 | 97 |  | 3 | 20 | 18 | 2 | chờ\n2 | Tôn giáo | 30 | 10 | 0 | 30 | 10 |  | 0 | 0 | 0 | 0\n";
    let case = departments().file("a.xlsx", &[("Sở Nội vụ", &under(&head, body))]);
    let findings = case.read().findings();
    assert!(findings.contains("F133 note a.xlsx!Sở Nội vụ!H7: 1 ô để trống"), "{findings}");
    assert!(findings.contains("!H8: dòng \"Tôn giáo\" để trống"), "{findings}");
}

/// `Đúng hạn` alone is all of it where every line closes, and a missing column where one does not.
#[test]
fn one_part_alone_is_the_whole_where_every_line_closes() {
    let head = HEAD_2.replace("Trước hạn và Đúng hạn", "Đúng hạn");
    let read = |body: &str| departments().file("a.xlsx", &[("Sở Nội vụ", &under(&head, body))]);
    let both = "1 70.so-noi-vu 127/130 tied\n1 70.so-tu-phap 127/130 tied";
    read(NOI_VU).read().rankings("departments", both).finds(
        r#"
        F110 note a.xlsx!Sở Nội vụ!G5: cột "Số lượng hồ sơ đã giải quyết / Đúng hạn" được hiểu là cả cột "số lượng hồ sơ đã giải quyết / trước hạn và đúng hạn" vì mọi dòng đều khớp (100 = 97 + 3); nên ghi đúng tên cột của biểu → corrected
        "#,
    );
    let short = NOI_VU.replace("| 97 | 3 |", "| 57 | 3 |").replace("127", "87");
    let case = read(&short);
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    let night =
        night.rankings("departments", "1 70.so-tu-phap 127/130\n- 70.so-noi-vu 0/0 incomplete");
    assert!(night.findings().contains("F110 error a.xlsx!Sở Nội vụ: Phụ lục 2 thiếu cột"));
}

/// A unit without files that leaves its zeros blank sent a blank form.
#[test]
fn a_form_that_is_blank_as_a_whole_was_sent() {
    let body = "1 | Thi đua | | | | | | | | |\n2 | Tôn giáo | | | | | | | | |\n";
    let case = noi_vu(body);
    let night = case.read();
    let ranked = "1 70.so-tu-phap 127/130\n- 70.so-noi-vu 0/0 no_data";
    night.rankings("departments", ranked);
}

/// Who sent what cannot be used did send: no figure, another period, a file that does not open.
#[test]
fn who_sent_what_cannot_be_used_is_not_called_one_who_did_not() {
    let words = NOI_VU.replace(|c: char| c.is_ascii_digit(), "x");
    let words = format!("1 {}", words.trim_start().trim_start_matches('x'));
    let other = HEAD_2.replacen("Phụ lục 2", "Phụ lục 2\n    Kỳ báo cáo: Quý II năm 2023", 1);
    let cases = [
        noi_vu(&words),
        departments().file("a.xlsx", &[("Sở Nội vụ", &under(&other, NOI_VU))]),
        departments().bytes("so-noi-vu.xlsx", b"PK\x03\x04 broken"),
    ];
    for case in cases {
        let night = case.run(&["--quiet"]).says_anything().exit(3);
        night.rankings("departments", "1 70.so-tu-phap 127/130\n- 70.so-noi-vu 0/0 incomplete");
    }
}

/// What stands beside Sở Nội vụ in the ranking of departments, in which two rates are shown.
fn beside_noi_vu(body: &str) -> (String, String) {
    let case = noi_vu(body).declare(
        "metric = \"on_time_rate\"\nminimum-denominator = 30\n\n[[ranking]]\nid = \"districts\"",
        "metric = \"on_time_rate\"\nshow = [\"online_rate\"]\n\n[[ranking]]\nid = \"districts\"",
    );
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    let ranked = night.ranked("departments");
    let text = crate::book::published(&case);
    let sheet = text.lines().skip_while(|line| !line.starts_with("== Sở, ban, ngành"));
    let mut lines = sheet.filter(|line| line.contains("Sở Nội vụ"));
    let row = lines.next().unwrap_or_default().rsplit(" | ").next().unwrap_or_default();
    let below = lines.find(|line| line.contains("(*)")).unwrap_or_default();
    (ranked, format!("{row} {below}"))
}

/// A figure is missing beside the rates that go by it, and beside no other.
#[test]
fn what_is_missing_is_told_beside_the_rates_that_go_by_it() {
    // Files sent online, in both lines: the total cannot tell.
    let (ranked, note) = beside_noi_vu(
        &NOI_VU.replace("| 80 | 10", "|  | 10").replace("| 30  | 10 |", "| 30  |  |"),
    );
    assert!(!ranked.contains("incomplete"), "{ranked}");
    assert_eq!(
        note,
        "G7 Sát nhau. Số liệu chưa đủ (*) A10 (*) Số liệu chưa đủ, xem phan-hoi.xlsx: Sở Nội vụ: thiếu so-noi-vu.xlsx!Sở Nội vụ!D7; so-noi-vu.xlsx!Sở Nội vụ!D8 (Tỷ lệ tiếp nhận trực tuyến)."
    );
    // Files in time and overdue, which share what the line is short of.
    let (ranked, note) = beside_noi_vu(
        "
        1 | Thi đua | 30 | 10 | 0 | 30 | 30 | 0 | 0 | 0 | 0
        2 | Tôn giáo | 520 | 300 | 20 | 500 |  |  | 20 | 15 | 5 | thiếu người
        ",
    );
    assert!(ranked.contains("70.so-noi-vu 30/30 incomplete"), "{ranked}");
    assert!(
        note.contains("Sở Nội vụ: thiếu so-noi-vu.xlsx!Sở Nội vụ!G8 (Tỷ lệ giải quyết đúng hạn)"),
        "{note}"
    );
}

/// A column that a sheet does not have concerns the rates that go by it alone.
#[test]
fn a_missing_column_is_told_beside_the_rates_that_go_by_it() {
    let head = HEAD_2.replace("Trực tuyến", "Qua mạng nội bộ");
    let case = departments().file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(&head, NOI_VU))]);
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    night.rankings("departments", "1 70.so-noi-vu 127/130 tied\n1 70.so-tu-phap 127/130 tied");
    let row = |text: &str| {
        text.lines().any(|line| line.contains("Sở Nội vụ") && line.contains("chưa đủ"))
    };
    assert!(!row(&crate::book::published(&case)));
}
