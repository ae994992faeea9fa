//! Nothing is lost in silence: what cannot be read is named for what it is, and what can be is read.

#![expect(
    clippy::unwrap_used,
    reason = "a workbook that cannot be changed is a mistake in the test"
)]

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under, xlsx};
use crate::reading::{LOC_NINH, LOC_NINH_RATES, NOI_VU, OBSERVED};

/// A package with another text in one part.
fn with_part(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    with_parts(bytes, |own, part| {
        if own == name { change(str::from_utf8(&part).unwrap()).into_bytes() } else { part }
    })
}

/// A package with what becomes of each of its parts.
pub(crate) fn with_parts(bytes: &[u8], change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let own = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let content = change(&own, content);
        writer.start_file(own, SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The workbook of Lộc Ninh with more entries in its list of sheets.
fn listing(more: &str) -> Case {
    let book = xlsx(&[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    let listed = |text: &str| text.replace("</sheets>", &format!("{more}</sheets>"));
    let book = with_part(&book, "xl/workbook.xml", listed);
    Case::district("phu-luc-3").bytes("a.xlsx", &book)
}

#[test]
fn a_sheet_of_the_list_that_was_never_there_costs_nothing() {
    for entry in [
        r#"<sheet name="Module1" sheetId="9" state="veryHidden" r:id=""/>"#,
        r#"<sheet name="Module1" sheetId="9"/>"#,
        r#"<sheet name="Module1" sheetId="9" r:id=""></sheet>"#,
    ] {
        let case = listing(entry);
        case.run(&["--quiet"]).exit(0);
        case.read().observations(OBSERVED).finds("
            F108 note a.xlsx!Module1: trang tính \"Module1\" chỉ có tên trong danh sách, không có nội dung (thường là trang macro của Excel đời cũ); đã bỏ qua → left_out
        ");
    }
}

#[test]
fn a_sheet_whose_part_is_gone_is_told_as_lost() {
    let case = listing(r#"<sheet name="Xã" sheetId="9" r:id="rId99"/>"#);
    case.run(&["--quiet"]).says_anything().exit(3);
    case.read().observations(OBSERVED).finds("
        F107 error a.xlsx!Xã: trang tính \"Xã\" có tên trong danh sách nhưng tệp không còn phần nội dung của nó; trang này không được tính; hãy mở bằng Excel, kiểm tra, lưu lại rồi gửi lại → left_out
    ");
}

#[test]
fn litter_is_no_submission_and_letters_and_links_are_called_so() {
    let case = Case::district("phu-luc-3")
        .file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .bytes("desktop.ini", b"[.ShellClassInfo]")
        .bytes("Thumbs.db", b"x")
        .bytes("~$a.xlsx", b"x")
        .bytes("thu.eml", b"Received: from x\r\nFrom: a@b.vn\r\nTo: c@d.vn\r\n\r\nkinh gui")
        .bytes("bao-cao.gsheet", b"{\"url\":\"https://a.vn\",\"doc_id\":\"x\"}")
        .bytes("tai-ve.url", b"[InternetShortcut]\r\nURL=https://a.vn");
    case.read().observations(OBSERVED).finds("
        F101 blocking bao-cao.gsheet: tệp chỉ là đường dẫn (lối tắt), không có số liệu; hãy tải tệp số liệu về rồi gửi tệp đó → left_out
        F101 blocking tai-ve.url: tệp chỉ là đường dẫn (lối tắt), không có số liệu; hãy tải tệp số liệu về rồi gửi tệp đó → left_out
        F101 blocking thu.eml: tệp là thư điện tử không có tệp đính kèm nào đọc được; hãy lưu tệp bảng tính đính kèm trong thư rồi gửi tệp đó → left_out
    ");
}

/// Counts of two quarters, one beside the other.
pub(crate) const QUARTERS_BESIDE: &str = "
    Sở Nội vụ
    Phụ lục 2
    STT | Lĩnh vực giải quyết | Quý II năm 2023 | << | << | << | << | << | Quý III năm 2023 | << | << | << | << | <<
    ^^  | ^^ | Số lượng hồ sơ đã giải quyết | << | << | Số lượng hồ sơ đang giải quyết | << | << | Số lượng hồ sơ đã giải quyết | << | << | Số lượng hồ sơ đang giải quyết | << | <<
    ^^  | ^^ | Tổng số | Trước hạn và Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn | Tổng số | Trước hạn và Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn
    1 | Tôn giáo | 30 | 30 | 0 | 0 | 0 | 0 | 40 | 40 | 0 | 0 | 0 | 0
";

/// Every column stands twice, so none is missing: the message ended in "thiếu cột".
#[test]
fn two_quarters_side_by_side_are_refused_with_the_columns_that_stand_twice() {
    let case = Case::of("phu-luc-2").file("a.xlsx", &[("Phụ lục 2", QUARTERS_BESIDE)]);
    let findings = case.read().observations("").findings();
    let said = "\"số lượng hồ sơ đã giải quyết / tổng số\" (C5, I5)";
    assert!(
        findings.contains("F102 blocking a.xlsx!Phụ lục 2") && findings.contains(said),
        "{findings}"
    );
}

#[test]
fn a_missing_column_is_told_with_the_header_that_may_be_meant() {
    let head = HEAD_2.replace("Trước hạn và Đúng hạn", "Đúng hạn");
    // Where every line closed it would be the whole column.
    let body = NOI_VU.replace("| 97 | 3 |", "| 57 | 3 |");
    let case = Case::of("phu-luc-2").file("so-noi-vu.xlsx", &[("Phụ lục 2", &under(&head, &body))]);
    let night = case.read();
    let said = "thiếu cột \"số lượng hồ sơ đã giải quyết / trước hạn và đúng hạn\"; gần nhất là G5 \"Số lượng hồ sơ đã giải quyết / Đúng hạn\"";
    assert!(night.findings().contains(said), "{}", night.findings());
}

#[test]
fn a_header_with_a_slip_of_the_hand_is_the_column() {
    for (written, typed) in [
        ("Quá hạn", "Qúa hạn"),
        ("Quá hạn", "Quá hạnn"),
        ("Trong hạn", "Tong hạn"),
        ("Trực tuyến", "Trực tuýên"),
        ("Lĩnh vực giải quyết", "Lĩnh vục giải quyết"),
    ] {
        let head = HEAD_3.replace(written, typed);
        let case =
            Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(&head, LOC_NINH))]);
        case.read().finds("").observations(OBSERVED);
    }
}

#[test]
fn a_count_that_a_sheet_splits_in_two_is_their_sum() {
    let grid = "
        SỞ NỘI VỤ
        Phụ lục 2
        STT | Lĩnh vực giải quyết | Số lượng hồ sơ tiếp nhận | << | << | << | Số lượng hồ sơ đã giải quyết | << | << | << | Số lượng hồ sơ đang giải quyết | << | <<
        ^^  | ^^ | Tổng số | Trực tuyến toàn trình | Trực tuyến một phần | Từ kỳ trước | Tổng số | Trước hạn và Đúng hạn | Quá hạn (đã có thư xin lỗi) | Quá hạn (chưa có thư xin lỗi) | Tổng số | Trong hạn | Quá hạn
        1   | Tôn giáo | 50 | 20 | 10 | 5 | 40 | 37 | 2 | 1 | 10 | 10 | 0 
    ";
    let case = Case::of("phu-luc-2").file("a.xlsx", &[("Phụ lục 2", grid)]);
    let night = case.read();
    let findings = night.findings();
    assert!(!findings.contains("F110") && !findings.contains("F111"), "{findings}");
    night.metrics(
        "online_rate",
        "
        own 70.so-noi-vu 30/45
        total 70 30/45 incomplete
    ",
    );
}

/// The template with nothing but the zeros of its formulas.
#[test]
fn a_form_that_nobody_filled_in_is_not_accepted() {
    let zeros = "0 | ".repeat(9);
    let blank = format!(
        "
        1    | Tôn giáo
        2    | Lưu trữ
        Tổng | << | {zeros}
    "
    );
    let in_lines = format!(
        "
        1    | Tôn giáo | 0 | | | 0
        2    | Lưu trữ  | 0 | | | 0
        Tổng | << | {zeros}
    "
    );
    for body in [blank, in_lines] {
        let case =
            Case::of("phu-luc-2").file("so-noi-vu.xlsx", &[("Phụ lục 2", &under(HEAD_2, &body))]);
        let night = case.read().observations("");
        let findings = night.findings();
        assert!(
            findings.starts_with("F302 error so-noi-vu.xlsx!Phụ lục 2: Sở Nội vụ không có số liệu"),
            "{findings}"
        );
        assert!(!findings.contains("F133"), "{findings}");
        night.submissions(
            "
            70.so-noi-vu phu-luc-2 so-noi-vu.xlsx accepted_with_findings
            70.so-tu-phap phu-luc-2 - missing
        ",
        );
    }
}

#[test]
fn a_form_of_typed_zeros_is_filled_in() {
    let body = "
        1 | Tôn giáo | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0
    ";
    let case = Case::of("phu-luc-2").file("so-noi-vu.xlsx", &[("Phụ lục 2", &under(HEAD_2, body))]);
    assert!(!case.read().findings().contains("F302"));
}

#[test]
fn a_unit_that_gives_its_total_only_counts_with_it() {
    for lines in ["", "1 | Chứng thực\n2 | Hộ tịch\n"] {
        let body = LOC_NINH.replace(
            "    1     | Chứng thực | 40  | 10 | 0  | 30 | 36 | 36 | 0 | 4  | 4 | 0\n",
            lines,
        );
        let case =
            Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, &body))]);
        let night = case.read();
        let findings = night.findings();
        assert!(findings.starts_with("F129 warning a.xlsx!Phụ lục 3!A1"), "{findings}");
        assert_eq!(findings.lines().count(), 1, "{findings}");
        night.metrics("on_time_rate", LOC_NINH_RATES);
    }
}

/// The sum of the whole form below a group without lines is not that group's.
#[test]
fn the_total_of_the_form_is_not_that_of_an_empty_group_above_it() {
    let lines = LOC_NINH.lines().collect::<Vec<_>>();
    let body = format!(
        "
{}
    Tổng  | << | 135 | 50 | 15 | 70 | 125 | 119 | 6 | 10 | 8 | 2
    ",
        lines[..lines.len() - 2].join("\n")
    );
    let case = Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, &body))]);
    let night = case.read();
    let findings = night.findings();
    assert!(findings.contains("F302") && !findings.contains("F129"), "{findings}");
    assert!(!findings.contains("F203"), "{findings}");
}

#[test]
fn lines_without_a_header_below_a_form_are_an_error() {
    let (first, second) = NOI_VU.trim_start_matches('\n').split_once('\n').unwrap();
    let case = Case::of("phu-luc-2")
        .file("so-noi-vu.xlsx", &[("Phụ lục 2", &under(HEAD_2, first)), ("Tiếp theo", second)]);
    let night = case.read();
    let findings = night.findings();
    let said = "F108 error so-noi-vu.xlsx!Tiếp theo: \"Tiếp theo\" không có đầu cột nhưng từ A1 có số liệu đi tiếp Phụ lục 2 ở trên";
    assert!(findings.contains(said), "{findings}");
    night
        .submissions(
            "
            70.so-noi-vu phu-luc-2 so-noi-vu.xlsx accepted_with_findings
            70.so-tu-phap phu-luc-2 - missing
        ",
        )
        .metrics(
            "on_time_rate",
            "
            own 70.so-noi-vu 97/100 incomplete
            total 70 97/100 incomplete
        ",
        );
}
