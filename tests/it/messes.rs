//! The many ways in which offices write the same Phụ lục 3: each must give the same figures at the same cells.

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{LOC_NINH, LOC_NINH_RATES, NOI_VU, OBSERVED, SURVEY};

/// A header text as the plan prints it, and as offices write it.
const HEADERS: [(&str, &[&str]); 12] = [
    ("STT", &["TT", "Số TT"]),
    (
        "Lĩnh vực giải quyết",
        &["Lĩnh vực", "Nội dung", "Đơn vị/Lĩnh vực", "LĨNH VỰC GIẢI QUYẾT", "Tên lĩnh vực:"],
    ),
    (
        "Số lượng hồ sơ tiếp nhận",
        &[
            "Số HS tiếp nhận",
            "SL hồ sơ tiếp nhận",
            "Hồ sơ tiếp nhận trong kỳ",
            "Số lượng hồ sơ tiếp nhận (hồ sơ)",
            "Tiếp nhận",
        ],
    ),
    (
        "Số lượng hồ sơ đã giải quyết",
        &["Kết quả giải quyết", "Hồ sơ đã giải quyết", "Số HS đã giải quyết", "Đã giải quyết"],
    ),
    (
        "Số lượng hồ sơ đang giải quyết",
        &["Hồ sơ tồn đọng", "Số lượng hồ sơ chưa giải quyết", "Đang xử lý", "Đang giải quyết"],
    ),
    ("Tổng số", &["Tổng", "TS", "Tổng cộng", "Tổng số (3)=(4)+(5)+(6)"]),
    ("Trực tuyến", &["Qua mạng", "Nhận trực tuyến", "Tiếp nhận qua mạng"]),
    ("Từ kỳ trước", &["Kỳ trước chuyển sang", "Số kỳ trước chuyển qua", "Tồn kỳ trước"]),
    (
        "Trực tiếp, dịch vụ bưu chính",
        &["Trực tiếp/BCCI", "Trực tiếp hoặc dịch vụ bưu chính công ích", "Trực tiếp, bưu chính"],
    ),
    (
        "Trước hạn và Đúng hạn",
        &["Trước hạn/Đúng hạn", "Đúng hạn, trước hạn", "Đúng và trước hạn", "Trước và trong hạn"],
    ),
    ("Quá hạn", &["Trễ hạn", "Chậm", "Quá hạn giải quyết", "Trễ hẹn"]),
    ("Trong hạn", &["Chưa đến hạn", "Còn hạn", "Trong thời hạn"]),
];

fn district(head: &str, body: &str) -> Case {
    Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(head, body))])
}

#[test]
fn every_wording_of_a_header_is_the_same_column() {
    for (official, wordings) in HEADERS {
        for wording in wordings {
            let head = HEAD_3.replace(&format!("| {official} "), &format!("| {wording} "));
            let head = head.replace(&format!("    {official} "), &format!("    {wording} "));
            assert_ne!(head, HEAD_3, "{official} → {wording}");
            let night = district(&head, LOC_NINH);
            let night = night.read();
            assert_eq!(night.findings(), "", "{official} → {wording}");
            night.observations(OBSERVED);
        }
    }
}

/// All wordings at once, the first of each, the second of each …
#[test]
fn wordings_mix_freely() {
    for round in 0..5 {
        let mut head = HEAD_3.to_owned();
        for (official, wordings) in HEADERS {
            let wording = wordings[round % wordings.len()];
            head = head.replace(&format!("| {official} "), &format!("| {wording} "));
            head = head.replace(&format!("    {official} "), &format!("    {wording} "));
        }
        district(&head, LOC_NINH).read().finds("").observations(OBSERVED);
    }
}

/// A figure as a number in a text cell, in every way that leaves no doubt.
#[test]
fn every_way_to_type_a_count_is_the_same_count() {
    for (before, behind) in
        [("", " hồ sơ"), ("", " HS"), ("  ", "\u{a0}"), ("", ",0"), ("0", ""), ("'", ""), ("", ".")]
    {
        let typed = |cell: &str| {
            let digits = cell.trim();
            let is_count = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            if is_count { format!(" \"{before}{digits}{behind}\" ") } else { cell.to_owned() }
        };
        let line = |line: &str| {
            let cells = line.split('|').enumerate();
            let cells = cells.map(|(i, cell)| if i < 2 { cell.to_owned() } else { typed(cell) });
            cells.collect::<Vec<_>>().join("|")
        };
        let body: Vec<String> = LOC_NINH.lines().map(line).collect();
        let case = district(HEAD_3, &body.join("\n"));
        let night = case.read().observations(OBSERVED);
        let findings = night.findings();
        assert!(
            findings.starts_with("F134 note a.xlsx!Phụ lục 3!C8: "),
            "{before}{behind}: {findings}"
        );
        assert_eq!(findings.lines().count(), 1, "{before}{behind}: {findings}");
    }
}

/// Names of units in capitals, short forms and bare, in each group.
#[test]
fn every_way_to_name_a_unit_is_the_same_unit() {
    for (district_name, communes) in [
        ("UBND HUYỆN LỘC NINH", ["UBND XÃ LỘC THÀNH", "UBND XÃ TÂN TIẾN"]),
        ("Ủy ban nhân dân huyện Lộc Ninh", ["Uỷ ban nhân dân xã Lộc Thành", "Xã Tân Tiến"]),
        ("H. Lộc Ninh", ["X. Lộc Thành", "X.Tân Tiến"]),
        ("Lộc Ninh", ["Lộc Thành", "Tân Tiến"]),
        ("  Huyện   Lộc Ninh: ", ["UBND Xã Lộc Thành.", "UBND xã Tân Tiến"]),
    ] {
        let body = LOC_NINH
            .replace("UBND huyện Lộc Ninh", district_name)
            .replace("UBND xã Lộc Thành", communes[0])
            .replace("UBND xã Tân Tiến", communes[1]);
        district(HEAD_3, &body).read().finds("").observations(OBSERVED);
    }
}

/// Files of one unit by the system that handled them; the same field comes twice and is no repeat.
#[test]
fn a_unit_may_have_its_files_by_source() {
    let body = "
        I     | UBND huyện Lộc Ninh
              | Trên hệ thống của tỉnh
        1     | Đất đai    | 40  | 10 | 10 | 20 | 30 | 25 | 5 | 10 | 8 | 2 | chờ đo đạc
        2     | Hộ tịch    | 40  | 25 | 5  | 10 | 40 | 40 | 0 | 0  | 0 | 0
              | Trên hệ thống của Bộ
        1     | Đất đai    | 20  | 10 | 0  | 10 | 20 | 20 | 0 | 0  | 0 | 0
        Tổng  | <<         | 100 | 45 | 15 | 40 | 90 | 85 | 5 | 10 | 8 | 2
        II    | UBND xã Lộc Thành
        1     | Chứng thực | 35  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0 | chờ đo đạc
        III   | UBND xã Tân Tiến
        1     | Chứng thực | 40  | 10 | 0  | 30 | 36 | 36 | 0 | 4  | 4 | 0
        Tổng cộng toàn huyện | << | 175 | 60 | 15 | 100 | 161 | 155 | 6 | 14 | 12 | 2
    ";
    district(HEAD_3, body).read().finds("").metrics("on_time_rate", LOC_NINH_RATES);
    // Each source with a total of its own; a wrong one is found where it stands.
    let totals = body
        .replace(
            "              | Trên hệ thống của Bộ",
            "        Cộng  | <<         | 80  | 35 | 15 | 30 | 70 | 65 | 5 | 10 | 8 | 2
              | Trên hệ thống của Bộ",
        )
        .replace("        Tổng  | <<         | 100", "        Cộng  | << | 20 | 10 | 0 | 10 | 20 | 20 | 0 | 0 | 0 | 0\n        Tổng  | <<         | 101");
    district(HEAD_3, &totals).read().finds(
        r#"
        F203 error a.xlsx!Phụ lục 3!C15: dòng "Tổng", cột Tổng số tiếp nhận: ghi 101, cộng các dòng được 100 (lệch 1) → kept
        "#,
    );
}

/// The whole form once for each system: every unit comes again.
#[test]
fn a_source_may_stand_above_the_units() {
    let unit = |ordinal: &str, name: &str, files: u32| {
        format!(
            "{ordinal} | {name}\n1 | Chứng thực | {files} | 5 | 0 | {} | {files} | {files} | 0 | 0 | 0 | 0\n",
            files - 5
        )
    };
    let units = |files: u32| {
        [("I", "UBND huyện Lộc Ninh"), ("II", "UBND xã Lộc Thành"), ("III", "UBND xã Tân Tiến")]
            .map(|(ordinal, name)| unit(ordinal, name, files))
            .concat()
    };
    let body =
        format!("A | Trên hệ thống của tỉnh\n{}B | Trên hệ thống của Bộ\n{}", units(40), units(15));
    district(HEAD_3, &body).read().finds("").metrics(
        "on_time_rate",
        "
        own 692 55/55
        own 25294 55/55
        own 25297 55/55
        total 70 165/165
        total 692 165/165
        ",
    );
}

/// A second sheet goes on where the first ended, without title or name; it is the same district's.
#[test]
fn a_form_may_run_over_several_sheets() {
    let lines: Vec<&str> = LOC_NINH.lines().collect();
    let first = lines[..8].join("\n");
    let header = HEAD_3.split_once("STT").map(|(_, header)| format!("STT{header}"));
    let second = under(&header.unwrap_or_default(), &lines[8..].join("\n"));
    Case::district("phu-luc-3")
        .file("a.xlsx", &[("Trang 1", &under(HEAD_3, &first)), ("Trang 2", &second)])
        .read()
        .finds("")
        .metrics("on_time_rate", LOC_NINH_RATES);
}

/// Both words of a column in one text, as a header of one row has them.
#[test]
fn a_header_may_be_one_row() {
    let head = "
        Phụ lục 3
        KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI UBND CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ



        STT | Lĩnh vực | Tổng số hồ sơ tiếp nhận | Tiếp nhận trực tuyến | Tiếp nhận từ kỳ trước | Tiếp nhận - trực tiếp, dịch vụ bưu chính | Tổng số hồ sơ đã giải quyết | Đã giải quyết trước và đúng hạn | Đã giải quyết quá hạn | Tổng số hồ sơ đang giải quyết | Đang giải quyết: trong hạn | Đang giải quyết (quá hạn) | Ghi chú
    ";
    district(head, LOC_NINH).read().finds("").observations(OBSERVED);
}

/// `A B 1 2 …` below the header: columns of words are lettered.
#[test]
fn columns_may_be_lettered_and_numbered() {
    let body = format!("A | B | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11{LOC_NINH}");
    let lower = OBSERVED.replace("!8 ", "!a ").replace("!9 ", "!10 ").replace("!a ", "!9 ");
    let lower = lower.replace("!12 ", "!13 ").replace("!15 ", "!16 ");
    district(HEAD_3, &body).read().finds("").observations(&lower);
}

const TOTALS: &str = "
    own 692 85/90
    own 25294 34/35
    own 25297 36/36
    total 70 155/161
    total 692 155/161
";

/// The header of Phụ lục 3 alone, as a printed page repeats it.
fn header() -> String {
    let (_, header) = HEAD_3.split_once("STT").unwrap_or_default();
    format!("STT{}", header.trim_end())
}

/// A page ends in the middle of a group; the total below sums both pages.
#[test]
fn a_printed_page_may_repeat_the_header_inside_a_group() {
    let broken =
        LOC_NINH.replacen("    2     | Hộ tịch", &format!("{}\n    2     | Hộ tịch", header()), 1);
    district(HEAD_3, &broken).read().finds("").metrics("on_time_rate", TOTALS);
    let named = broken.replacen(
        "    2     | Hộ tịch",
        "    I | UBND huyện Lộc Ninh (tiếp theo)\n    2     | Hộ tịch",
        1,
    );
    district(HEAD_3, &named).read().finds("").metrics("on_time_rate", TOTALS);
    let wrong = broken.replacen("| 100 | 45", "| 101 | 45", 1);
    district(HEAD_3, &wrong).read().finds(
        r#"
        F203 error a.xlsx!Phụ lục 3!C13: dòng "Tổng", cột Tổng số tiếp nhận: ghi 101, cộng các dòng được 100 (lệch 1) → kept
        "#,
    );
}

/// The same over two sheets.
#[test]
fn a_group_may_go_on_in_the_next_sheet() {
    let (first, second) = LOC_NINH.split_once("    2     | Hộ tịch").unwrap_or_default();
    let second = format!("{}\n    2     | Hộ tịch{second}", header());
    let sent = |second: &str| {
        Case::district("phu-luc-3")
            .file("a.xlsx", &[("Trang 1", &under(HEAD_3, first)), ("Trang 2", second)])
    };
    sent(&second).read().finds("").metrics("on_time_rate", TOTALS);
    sent(&second.replacen("| 100 | 45", "| 101 | 45", 1)).read().finds(
        r#"
        F203 error a.xlsx!Trang 2!C5: dòng "Tổng", cột Tổng số tiếp nhận: ghi 101, cộng các dòng được 100 (lệch 1) → kept
        "#,
    );
}

/// One sheet a unit, named on its tab; no group lines.
#[test]
fn each_unit_may_have_a_sheet_of_its_own() {
    let lines: Vec<&str> = LOC_NINH.lines().collect();
    let sheet = |from: usize, to: usize| under(HEAD_3, &lines[from..to].join("\n"));
    Case::district("phu-luc-3")
        .file(
            "huyện Lộc Ninh.xlsx",
            &[
                ("UBND huyện Lộc Ninh", &sheet(1, 5)),
                ("Xã Lộc Thành", &sheet(6, 8)),
                ("Tân Tiến", &sheet(9, 11)),
            ],
        )
        .read()
        .finds("")
        .metrics("on_time_rate", TOTALS);
}

/// Lines above the first group are the sender's, and that is told.
#[test]
fn lines_without_a_group_are_the_senders() {
    let body = LOC_NINH.replacen("    I     | UBND huyện Lộc Ninh\n", "", 1);
    Case::district("phu-luc-3")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &body))])
        .read()
        .finds(
            "
            F125 warning 692.xlsx!Phụ lục 3!B7: các dòng từ đây không có dòng tên đơn vị phía trên; được tính cho đơn vị gửi là Huyện Lộc Ninh → corrected
            ",
        )
        .metrics("on_time_rate", TOTALS);
}

/// Only the sums of each unit: one line a unit, whatever the field.
#[test]
fn units_may_be_lines() {
    let body = "
        1 | UBND huyện Lộc Ninh | 100 | 45 | 15 | 40 | 90 | 85 | 5 | 10 | 8 | 2 | chờ đo đạc
        2 | UBND xã Lộc Thành   | 35  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0 | chờ đo đạc
        3 | UBND xã Tân Tiến    | 40  | 10 | 0  | 30 | 36 | 36 | 0 | 4  | 4 | 0
        Tổng cộng | << | 175 | 60 | 15 | 100 | 161 | 155 | 6 | 14 | 12 | 2
    ";
    district(HEAD_3, body).read().finds("").metrics("on_time_rate", TOTALS);
    // The line of the district may be the total of its communes.
    let whole = body.replace(
        "100 | 45 | 15 | 40 | 90 | 85 | 5 | 10 | 8 | 2",
        "75 | 15 | 0 | 60 | 71 | 70 | 1 | 4 | 4 | 0",
    );
    let whole = whole.lines().filter(|line| !line.contains("Tổng cộng"));
    let night = district(HEAD_3, &whole.collect::<Vec<_>>().join("\n"));
    night.read().finds(
        r#"
        F302 error a.xlsx!Phụ lục 3: Huyện Lộc Ninh không có số liệu trong Phụ lục 3 → left_out
        F122 warning a.xlsx!Phụ lục 3!B7: dòng "Huyện Lộc Ninh" bằng tổng các đơn vị trực thuộc trong bảng nên được hiểu là dòng tổng, không tính lần nữa → corrected
        "#,
    );
}

/// A sheet that was copied would count everything twice.
#[test]
fn a_copied_sheet_counts_once() {
    let grid = under(HEAD_3, LOC_NINH);
    Case::district("phu-luc-3")
        .file("a.xlsx", &[("Phụ lục 3", &grid), ("Phụ lục 3 (2)", &grid)])
        .read()
        .finds(
            r#"
            F140 error a.xlsx!Phụ lục 3 (2)!B7: "Huyện Lộc Ninh" đã có ở phía trên trong cùng biểu; chỉ lần đầu được tính → left_out
            F140 error a.xlsx!Phụ lục 3 (2)!B11: "Xã Lộc Thành" đã có ở phía trên trong cùng biểu; chỉ lần đầu được tính → left_out
            F140 error a.xlsx!Phụ lục 3 (2)!B14: "Xã Tân Tiến" đã có ở phía trên trong cùng biểu; chỉ lần đầu được tính → left_out
            "#,
        )
        .metrics(
            "on_time_rate",
            "
            own 692 85/90 incomplete
            own 25294 34/35 incomplete
            own 25297 36/36 incomplete
            total 70 155/161 incomplete
            total 692 155/161 incomplete
            ",
        );
    let grid = under(HEAD_2, NOI_VU);
    Case::of("phu-luc-2")
        .edit("pipelines/units.csv", "70.so-tu-phap,department,70,Sở Tư pháp,\n", "")
        .file("so-noi-vu.xlsx", &[("Phụ lục 2", &grid), ("Phụ lục 2 (2)", &grid)])
        .read()
        .finds(
            "
            F143 error so-noi-vu.xlsx!Phụ lục 2 (2)!B7: 2 dòng đã có ở bảng trước của cùng biểu trong tệp này; chỉ lần đầu được tính, hãy xóa bảng thừa → left_out
            ",
        )
        .metrics("on_time_rate", "own 70.so-noi-vu 127/130\ntotal 70 127/130");
}

/// Two sheets with the same units, one for each system.
#[test]
fn a_sheet_may_be_a_source() {
    let grid = under(HEAD_3, LOC_NINH);
    Case::district("phu-luc-3")
        .file("a.xlsx", &[("Trên hệ thống của tỉnh", &grid), ("Trên hệ thống của Bộ", &grid)])
        .read()
        .finds("")
        .metrics(
            "on_time_rate",
            "
            own 692 170/180
            own 25294 68/70
            own 25297 72/72
            total 70 310/322
            total 692 310/322
            ",
        );
}

/// Lines between the groups that head or sum a tier.
#[test]
fn tiers_may_have_headings_and_totals_of_their_own() {
    let body = LOC_NINH.replacen("    I     |", "    A | CẤP HUYỆN\n    I     |", 1).replacen(
        "    II    |",
        "    B | UBND các xã, phường, thị trấn\n    II    |",
        1,
    );
    let body = format!(
        "{body}
        Tổng cấp xã     | << | 75  | 15 | 0  | 60  | 71  | 70  | 1 | 4  | 4  | 0
        Tổng toàn huyện | << | 175 | 60 | 15 | 100 | 161 | 155 | 6 | 14 | 12 | 2
        "
    );
    district(HEAD_3, &body).read().finds("").metrics("on_time_rate", TOTALS);
    let wrong = body.replace("Tổng cấp xã     | << | 75 ", "Tổng cấp xã     | << | 76 ");
    district(HEAD_3, &wrong).read().finds(
        r#"
        F203 error a.xlsx!Phụ lục 3!C20: dòng "Tổng cấp xã", cột Tổng số tiếp nhận: ghi 76, cộng các dòng được 75 (lệch 1) → kept
        "#,
    );
}

/// Lines that detail the one above would count its files twice.
#[test]
fn details_of_a_field_do_not_count() {
    let first = "40 | 10 | 10 | 20 | 30 | 25 | 5 | 10 | 8 | 2";
    let second = "20 | 10 | 0 | 10 | 20 | 20 | 0 | 0 | 0 | 0";
    for (a, b) in [
        ("1.1 | Cấp lần đầu", "1.2 | Biến động"),
        ("a) | Cấp lần đầu", "b) | Biến động"),
        (" | - Cấp lần đầu", " | - Biến động"),
        ("- | Cấp lần đầu", "- | Biến động"),
    ] {
        let details = format!("{a} | {first}\n{b} | {second}\n    2     | Hộ tịch");
        let body = LOC_NINH.replacen("    2     | Hộ tịch", &details, 1);
        let case = district(HEAD_3, &body);
        let night = case.read().metrics("on_time_rate", TOTALS);
        let found = night.findings();
        assert_eq!(found.lines().count(), 1, "{a}: {found}");
        assert!(
            found.starts_with("F126 note a.xlsx!Phụ lục 3!B9: 2 dòng chi tiết cộng lại"),
            "{a}: {found}"
        );
    }
    // Numbered below the line, but another sum: told, for one of them is wrong.
    let details = format!("1.1 | Cấp lần đầu | {first}\n    2     | Hộ tịch");
    let body = LOC_NINH.replacen("    2     | Hộ tịch", &details, 1);
    let found = district(HEAD_3, &body).read().metrics("on_time_rate", TOTALS).findings();
    assert!(found.starts_with("F126 warning a.xlsx!Phụ lục 3!B9: 1 dòng chi tiết"), "{found}");
    // Lettered lines that are fields of their own count.
    let lettered = LOC_NINH.replacen("    2     | Hộ tịch", "    b)    | Hộ tịch", 1);
    district(HEAD_3, &lettered).read().finds("").metrics("on_time_rate", TOTALS);
}

#[test]
fn a_unit_may_be_named_by_its_desk() {
    let body = LOC_NINH
        .replace("UBND xã Lộc Thành", "Bộ phận Một cửa UBND xã Lộc Thành")
        .replace("UBND xã Tân Tiến", "UBND XÃ TÂN TIẾN (Bộ phận TN&TKQ)");
    district(HEAD_3, &body).read().finds("").observations(OBSERVED);
}

/// The empty form left in place below or beside the filled one.
#[test]
fn groups_of_the_empty_form_are_no_data() {
    let body = format!("{LOC_NINH}    IV | UBND xã ...\n1 | Lĩnh vực ...\n2 | …\nTổng\n");
    district(HEAD_3, &body).read().finds("").observations(OBSERVED);
}

/// The heading of another district, left over from its form: the groups and the file tell whose it is.
#[test]
fn a_heading_left_over_from_another_district_is_outweighed() {
    let head = HEAD_3.replacen("Phụ lục 3", "UBND HUYỆN ĐỒNG PHÚ", 1);
    Case::of("phu-luc-3")
        .edit("pipelines/units.csv", "25380,commune,695,Xã Tân Tiến,\n", "")
        .file("692.xlsx", &[("Phụ lục 3", &under(&head, LOC_NINH))])
        .read()
        .finds(
            r#"
            F104 warning 692.xlsx!Phụ lục 3: tên nhóm ghi "UBND huyện Lộc Ninh" nhưng tiêu đề ghi "UBND HUYỆN ĐỒNG PHÚ"; số liệu được tính cho Huyện Lộc Ninh → kept
            F301 error: Huyện Đồng Phú chưa gửi Phụ lục 3 (Kết quả giải quyết thủ tục hành chính tại UBND các huyện, thị xã, thành phố) cho Quý III năm 2023 → left_out
            "#,
        );
}

/// Wordings that are listed nowhere: only the words that tell count.
#[test]
fn filling_words_of_headers_do_not_matter() {
    let head = HEAD_3
        .replace("Lĩnh vực giải quyết", "Tên các lĩnh vực TTHC")
        .replace(
            "Số lượng hồ sơ tiếp nhận",
            "1. Số lượng HS tiếp nhận trong kỳ (bao gồm kỳ trước chuyển qua)",
        )
        .replace("Số lượng hồ sơ đã giải quyết", "II. Số HS đã GQ trong quý")
        .replace("Số lượng hồ sơ đang giải quyết", "Số lượng HS đang GQ trong kỳ")
        .replace("Trực tiếp, dịch vụ bưu chính", "Trực tiếp + dịch vụ bưu chính")
        .replace("Từ kỳ trước", "Số HS kỳ trước chuyển qua")
        .replace("Trước hạn và Đúng hạn", "Trước hạn + Đúng hạn")
        .replace("| Trong hạn |", "| Số HS trong hạn |");
    district(&head, LOC_NINH).read().finds("").observations(OBSERVED);
}

/// Figures since the beginning of the year beside those of the period.
#[test]
fn columns_of_another_time_are_not_read() {
    let head = HEAD_3
        .replacen("| Ghi chú", "| Ghi chú | Số lượng hồ sơ đã giải quyết lũy kế từ đầu năm", 1)
        .replacen("| ^^\n", "| ^^ | Tổng số\n", 1);
    let body = LOC_NINH.replacen("chờ đo đạc", "chờ đo đạc | 999", 1);
    let case = district(&head, &body);
    let night = case.read().observations(OBSERVED);
    let found = night.findings();
    assert!(found.starts_with("F111 warning a.xlsx!Phụ lục 3!N"), "{found}");
}

/// The form of another quarter: told, and left out where that of the right one is there too.
#[test]
fn another_quarter_in_the_heading_is_told() {
    let head = |quarter: &str| HEAD_3.replacen("Phụ lục 3", &format!("Kỳ báo cáo: {quarter}"), 1);
    district(&head("Quý III năm 2023"), LOC_NINH).read().finds("");
    district(&head("Quý II năm 2023"), LOC_NINH).read().finds(
        r#"
        F127 error a.xlsx!Phụ lục 3!A1: Phụ lục 3 ghi "Kỳ báo cáo: Quý II năm 2023" trong khi kỳ đang chạy là Quý III năm 2023; bảng này không được tính → left_out
        "#,
    );
    let older = under(HEAD_3, &LOC_NINH.replace("| 36 | 36 |", "| 36 | 30 |"));
    Case::district("phu-luc-3")
        .file("a.xlsx", &[("Quý II", &older), ("Quý III", &under(HEAD_3, LOC_NINH))])
        .read()
        .finds(
            r#"
            F127 error a.xlsx!Quý II: Phụ lục 3 ghi "Quý II" trong khi kỳ đang chạy là Quý III năm 2023; bảng này không được tính → left_out
            "#,
        )
        .metrics("on_time_rate", TOTALS);
}

/// Two units under one name: the numbers that begin again tell.
#[test]
fn numbers_that_begin_again_are_told() {
    let body = LOC_NINH
        .lines()
        .filter(|line| !line.contains("Tổng") && !line.contains("UBND xã Lộc Thành"))
        .collect::<Vec<_>>()
        .join("\n");
    let found = district(HEAD_3, &body).read().findings();
    assert!(
        found.contains("F128 warning a.xlsx!Phụ lục 3!B10: dòng \"Chứng thực\" đánh số lại từ 1"),
        "{found}"
    );
}

/// A district and its town of one name: the district comes first, as the form has it, and none comes twice.
#[test]
fn of_a_district_and_its_town_of_one_name_the_district_comes_first() {
    let body = LOC_NINH
        .replace("UBND huyện Lộc Ninh", "Lộc Ninh")
        .replace("UBND xã Lộc Thành", "Lộc Ninh");
    let case = Case::district("phu-luc-3")
        .edit("pipelines/units.csv", "Xã Lộc Thành", "Thị trấn Lộc Ninh")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &body))]);
    case.read()
        .finds(
            r#"
            F120 warning 692.xlsx!Phụ lục 3!B7: "Lộc Ninh" là tên của nhiều đơn vị; theo thứ tự trong biểu được hiểu là Huyện Lộc Ninh, hãy ghi đủ tên → corrected
            F120 warning 692.xlsx!Phụ lục 3!B11: "Lộc Ninh" là tên của nhiều đơn vị; theo thứ tự trong biểu được hiểu là Thị trấn Lộc Ninh, hãy ghi đủ tên → corrected
            "#,
        )
        .metrics("on_time_rate", TOTALS);
}

/// A count and its rate below one head: the count is the column, the rate is not the form's.
#[test]
fn a_head_may_stand_over_a_count_and_its_rate() {
    let head = HEAD_5
        .replace(
            "| Rất hài lòng | Hài lòng | Bình thường | Không hài lòng | Rất không hài lòng | ^^",
            "| Rất hài lòng | << | Hài lòng | Bình thường | Không hài lòng | Rất không hài lòng | ^^
    ^^ | ^^ | ^^ | ^^ | Số phiếu | % | ^^ | ^^ | ^^ | ^^ | ^^",
        )
        .replace("<< | << | << | << | Ghi chú", "<< | << | << | << | << | Ghi chú");
    let body = SURVEY
        .replace("60 phiếu (đạt 50%) |", "60 | 50 |")
        .replace("30 phiếu (đạt 75%) |", "30 | 75 |")
        .replace("| 30  | 5  | 20 |", "| 30  | 5  | 20 | 57 |")
        .replace("| 100 | 20 | 60 |", "| 100 | 20 | 60 | 50 |")
        .replace("| 70  | 5  | 50 |", "| 70  | 5  | 50 | 67 |");
    let body = body.replace("60 | 50 | 50 |", "60 | 50 |");
    let case = Case::district("phu-luc-5").file("692.xlsx", &[("Phụ lục 5", &under(&head, &body))]);
    let night = case.read();
    let found = night.findings();
    assert!(
        night.observed().contains("692 Đất đai: C=100 D=20 E=60 G=48"),
        "{found}{}",
        night.observed()
    );
    assert!(
        found.lines().all(|line| line.starts_with("F111 warning") || line.starts_with("F134")),
        "{found}"
    );
}
