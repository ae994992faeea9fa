//! The many ways in which offices write the same Phụ lục 3: each must give the same figures at the same cells.

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::{LOC_NINH, OBSERVED};

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
