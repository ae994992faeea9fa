//! Whose figures: a table counts for the one whom its texts name, for the one below whom they name, or for nobody.

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{LOC_NINH, NOI_VU};

/// A head with lines of a letterhead above it.
fn headed(head: &str, letterhead: &str) -> String {
    format!("\n{letterhead}{head}")
}

/// The units that have figures, a line each with how many lines they have.
pub(crate) fn owners(values: &str) -> String {
    let mut owners: Vec<(&str, usize)> = Vec::new();
    for unit in values.lines().filter_map(|line| line.split(' ').next()) {
        match owners.last_mut().filter(|(known, _)| *known == unit) {
            Some((_, count)) => *count += 1,
            None => owners.push((unit, 1)),
        }
    }
    let told: Vec<String> = owners.iter().map(|(unit, count)| format!("{unit}×{count}")).collect();
    told.join(" ")
}

/// Phụ lục 2 under a letterhead in a file: who has figures, and what is found but who did not send.
fn department(letterhead: &str, file: &str, tab: &str) -> (String, String) {
    let case =
        Case::of("phu-luc-2").file(file, &[(tab, &under(&headed(HEAD_2, letterhead), NOI_VU))]);
    let night = case.read();
    (owners(&night.values()), without_missing(&night.findings()))
}

pub(crate) fn without_missing(findings: &str) -> String {
    let told: Vec<&str> = findings.lines().filter(|line| !line.starts_with("F301")).collect();
    told.join("\n")
}

#[test]
fn an_official_name_with_what_is_above_it_is_that_unit() {
    for letterhead in [
        "UBND TỈNH BÌNH PHƯỚC\nSỞ NỘI VỤ TỈNH BÌNH PHƯỚC",
        "Sở Nội vụ - Tỉnh Bình Phước",
        "SỞ NỘI VỤ BÌNH PHƯỚC",
        "Đơn vị báo cáo: Sở Nội vụ, tỉnh Bình Phước",
        "SỞ NỘI VỤ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nVăn phòng Sở |",
        "SỞ\nNỘI VỤ",
        "SỞ | NỘI VỤ",
        "SỞ NỘI VỤ\nPHÒNG CẢI CÁCH HÀNH CHÍNH",
        "UBND TỈNH ĐỒNG NAI\nSỞ NỘI VỤ\nKính gửi: Sở Tư pháp",
        "Đơn vị báo cáo: Sở Nội vụ\nĐơn vị nhận báo cáo:\nSở Tư pháp",
    ] {
        let found = department(letterhead, "bc.xlsx", "PL2");
        assert_eq!(found, ("70.so-noi-vu×2".to_owned(), String::new()), "{letterhead}");
    }
}

#[test]
fn an_office_that_nobody_knows_is_nobody_of_the_register() {
    for letterhead in [
        "UBND TỈNH BÌNH PHƯỚC\nSỞ NGOẠI VỤ",
        "SỞ NỘI VỤ TỈNH BÌNH DƯƠNG",
        "Đơn vị báo cáo: Công an tỉnh",
        "UBND XÃ NÀO ĐÓ",
        "UBND TỈNH BÌNH PHƯỚC\nVĂN PHÒNG ĐOÀN ĐẠI BIỂU",
        "SỞ NỘI VỤ\nCHI CỤC VĂN THƯ",
    ] {
        let (owners, findings) = department(letterhead, "so-noi-vu/bc.xlsx", "PL2");
        assert_eq!(owners, "", "{letterhead}");
        assert!(findings.starts_with("F103 blocking so-noi-vu/bc.xlsx!PL2!A"), "{findings}");
        assert!(findings.contains("(Sở Nội vụ)"), "{findings}");
        assert!(findings.contains("không có trong danh mục"), "{findings}");
    }
    // A near miss is suggested; the tab alone speaks where nothing else does.
    let (_, findings) = department("SỞ NỘI VỤU", "bc.xlsx", "PL2");
    assert!(findings.contains("có phải là Sở Nội vụ (70.so-noi-vu)"), "{findings}");
    let (owners, findings) = department("", "so-noi-vu.xlsx", "Sở Ngoại vụ");
    assert_eq!(owners, "");
    assert!(findings.contains("tên trang tính ghi \"Sở Ngoại vụ\" (không có trong"), "{findings}");
    // Short names and texts about offices are no names.
    for tab in ["Sở XD", "Sở ngành", "PL2"] {
        assert_eq!(department("", "so-noi-vu.xlsx", tab).0, "70.so-noi-vu×2", "{tab}");
    }
}

#[test]
fn what_stands_in_the_sheet_outweighs_what_is_around_it() {
    let (owners, findings) = department("SỞ NỘI VỤ", "so-tu-phap/bc.xlsx", "PL2");
    assert_eq!(owners, "70.so-noi-vu×2");
    assert!(findings.contains("F104 warning"), "{findings}");
    assert!(findings.contains("thư mục ghi \"so-tu-phap\""), "{findings}");
    for (letterhead, file, tab) in [
        // The sheet says two things.
        ("SỞ NỘI VỤ\nĐơn vị báo cáo: Sở Tư pháp", "so-noi-vu.xlsx", "PL2"),
        // It says nothing, and the rest does not agree.
        ("", "so-tu-phap/so-noi-vu.xlsx", "PL2"),
        ("", "so-noi-vu.xlsx", "Sở Tư pháp"),
    ] {
        let (owners, findings) = department(letterhead, file, tab);
        assert_eq!(owners, "", "{file} {tab}");
        assert!(findings.starts_with("F104 error"), "{findings}");
        for name in ["(Sở Nội vụ)", "(Sở Tư pháp)"] {
            assert!(findings.contains(name), "{findings}");
        }
    }
    let case =
        Case::of("phu-luc-2").file("so-noi-vu.xlsx", &[("Sở Tư pháp", &under(HEAD_2, NOI_VU))]);
    case.run(&["--quiet"]).says_anything().exit(3);
}

/// The other sheets of a file say whose it is; one that says nothing is not another's by the name of the file alone.
#[test]
fn sheets_of_one_file_are_weighed_together() {
    let sheets = [
        ("Phụ lục 3", under(&headed(HEAD_3, "UBND HUYỆN LỘC NINH"), LOC_NINH)),
        ("Tiếp", under(HEAD_3, "1 | Xây dựng | 5 | 2 | 1 | 2 | 4 | 4 | 0 | 1 | 1 | 0")),
    ];
    let sheets = [("Phụ lục 3", sheets[0].1.as_str()), ("Tiếp", sheets[1].1.as_str())];
    let night = Case::of("phu-luc-3").file("huyen-dong-phu.xlsx", &sheets);
    let night = night.read();
    assert!(!night.values().contains("695 "), "{}", night.values());
    assert!(night.findings().contains("bảng khác trong tệp"), "{}", night.findings());
}

pub(crate) const OTHER: &str = "
    1 | Xây dựng | 5 | 2 | 1 | 2 | 4 | 4 | 0 | 1 | 1 | 0
    2 | Lao động | 7 | 2 | 2 | 3 | 6 | 6 | 0 | 1 | 1 | 0
";

pub(crate) const OWN: &str = "
    1 | Đất đai | 60 | 20 | 10 | 30 | 50 | 45 | 5 | 10 | 8 | 2 | chờ đo đạc
    2 | Hộ tịch | 40 | 25 | 5  | 10 | 40 | 40 | 0 | 0  | 0 | 0
";

/// The district, then a sheet with another letterhead, numbered from 1.
fn two_sheets(letterhead: &str, tab: &str) -> (String, String) {
    let first = under(&headed(HEAD_3, "UBND HUYỆN LỘC NINH"), OWN);
    let second = under(&headed(HEAD_3, letterhead), OTHER);
    let case = Case::district("phu-luc-3").file("692.xlsx", &[("PL3", &first), (tab, &second)]);
    let night = case.read();
    let findings = night.findings();
    let told: Vec<&str> = findings.lines().filter(|line| !line.starts_with("F302")).collect();
    (owners(&night.values()), told.join("\n"))
}

#[test]
fn a_sheet_a_commune_counts_for_the_commune_it_names() {
    for (letterhead, tab) in [
        ("UBND HUYỆN LỘC NINH\nUBND XÃ LỘC THÀNH", "PL3 (2)"),
        ("UBND HUYỆN LỘC NINH\nXÃ LỘC THÀNH", "PL3 (2)"),
        ("XÃ LỘC THÀNH, HUYỆN LỘC NINH", "PL3 (2)"),
        ("UBND xã Lộc Thành - huyện Lộc Ninh - tỉnh Bình Phước", "PL3 (2)"),
        ("Xã Lộc Thành thuộc H. Lộc Ninh", "PL3 (2)"),
        ("ỦY BAN NHÂN DÂN\nXÃ LỘC\nTHÀNH", "PL3 (2)"),
        ("Trung tâm Phục vụ hành chính công xã Lộc Thành", "PL3 (2)"),
        ("UBND HUYỆN LỘC NINH", "Lộc Thành"),
        ("UBND HUYỆN LỘC NINH", "Xã Lộc Thành, huyện Lộc Ninh"),
    ] {
        let (owners, findings) = two_sheets(letterhead, tab);
        assert_eq!(owners, "25294×2 692×2", "{letterhead} {tab}: {findings}");
        assert!(!findings.contains("F120") && !findings.contains("F104"), "{findings}");
    }
}

#[test]
fn a_sheet_of_a_commune_that_nobody_knows_counts_for_nobody() {
    for (letterhead, tab, place) in [
        ("UBND HUYỆN LỘC NINH\nXÃ LỘC THANH", "PL3 (2)", "PL3 (2)!A2"),
        ("UBND HUYỆN LỘC NINH\nUBND xã Nào Đó", "PL3 (2)", "PL3 (2)!A2"),
        ("XÃ LỘC THÀNH, HUYỆN ĐỒNG PHÚ", "PL3 (2)", "PL3 (2)!A1"),
        ("UBND HUYỆN LỘC NINH", "Xã Nào Đó", "Xã Nào Đó!B8"),
    ] {
        let (owners, findings) = two_sheets(letterhead, tab);
        assert_eq!(owners, "692×2", "{letterhead} {tab}: {findings}");
        assert!(findings.contains(&format!("F120 error 692.xlsx!{place}: ")), "{findings}");
    }
    let (_, findings) = two_sheets("UBND HUYỆN LỘC NINH\nXÃ LỘC THANH", "PL3 (2)");
    assert!(findings.contains("có phải là Xã Lộc Thành (25294)"), "{findings}");
    // With a title, a letterhead and numbers of its own it does not go on from the sheet before.
    let (owners, findings) = two_sheets("UBND HUYỆN LỘC NINH", "PL3 (2)");
    assert_eq!(owners, "692×2", "{findings}");
    assert!(findings.contains("F121 error 692.xlsx!PL3 (2)!"), "{findings}");
}

/// A commune that bears the short name of its district.
pub(crate) fn with_a_town() -> Case {
    Case::district("phu-luc-3").edit(
        "pipelines/units.csv",
        "25294,commune,692,Xã Lộc Thành,",
        "25270,commune,692,Thị trấn Lộc Ninh,\n25294,commune,692,Xã Lộc Thành,",
    )
}

#[test]
fn a_name_of_the_sender_names_nobody_below_it() {
    for tab in ["Lộc Ninh", "Huyện Lộc Ninh", "LOC NINH"] {
        let head = headed(HEAD_3, "UBND HUYỆN LỘC NINH");
        let lone = LOC_NINH.replace("    I     | UBND huyện Lộc Ninh\n", "");
        for (body, told) in [(LOC_NINH, "F302"), (lone.as_str(), "F125 warning")] {
            let case = with_a_town().file("loc-ninh.xlsx", &[(tab, &under(&head, body))]);
            let night = case.read();
            let findings = night.findings();
            assert_eq!(owners(&night.values()), "25294×1 25297×1 692×2", "{tab}: {findings}");
            assert!(findings.contains(told) && !findings.contains("F140"), "{tab}: {findings}");
        }
    }
    // A tab of one of the communes in front of a whole form is no group of it.
    let grid = under(&headed(HEAD_3, "UBND HUYỆN LỘC NINH"), LOC_NINH);
    let case = Case::district("phu-luc-3").file("692.xlsx", &[("Lộc Thành", &grid)]);
    let night = case.read().finds("");
    assert_eq!(owners(&night.values()), "25294×1 25297×1 692×2");
}

#[test]
fn a_group_is_known_by_its_full_name_and_by_no_other_district() {
    let named = |name: &str| {
        let body = LOC_NINH.replace("UBND xã Lộc Thành", name);
        let case = Case::of("phu-luc-3").file("692.xlsx", &[("PL3", &under(HEAD_3, &body))]);
        let night = case.read();
        (owners(&night.values()), without_missing(&night.findings()))
    };
    for name in [
        "UBND xã Lộc Thành, huyện Lộc Ninh",
        "X. Lộc Thành - H. Lộc Ninh",
        "Trung tâm Phục vụ hành chính công xã Lộc Thành",
    ] {
        assert_eq!(named(name).0, "25294×1 25297×1 692×2", "{name}: {}", named(name).1);
    }
    let (owners, findings) = named("UBND xã Lộc Thành, huyện Đồng Phú");
    assert_eq!(owners, "25297×1 692×2");
    assert!(findings.contains("F120 error 692.xlsx!PL3!B11"), "{findings}");
}

#[test]
fn a_heading_and_groups_that_disagree_are_nobodys() {
    let sent = |file: &str| {
        let grid = under(&headed(HEAD_3, "UBND HUYỆN ĐỒNG PHÚ"), LOC_NINH);
        let case = Case::of("phu-luc-3").file(file, &[("PL3", &grid)]);
        let night = case.read();
        (owners(&night.values()), without_missing(&night.findings()))
    };
    for file in ["bc.xlsx", "695.xlsx"] {
        let (owners, findings) = sent(file);
        assert_eq!(owners, "", "{file}");
        assert!(findings.starts_with("F104 error"), "{findings}");
        for name in ["UBND HUYỆN ĐỒNG PHÚ", "UBND huyện Lộc Ninh"] {
            assert!(findings.contains(name), "{findings}");
        }
    }
}

/// A workbook of a colleague, filled in with the letterhead left as it was.
#[test]
fn a_doubtful_file_never_takes_the_place_of_a_sure_one() {
    let head = headed(HEAD_2, "SỞ NỘI VỤ");
    let sure = under(&head, NOI_VU);
    let doubtful =
        under(&head, &NOI_VU.replace("| 97 | 3", "| 90 | 10").replace("127 | 3", "120 | 10"));
    for receipts in [
        "",
        "file,received_at\nso-noi-vu.xlsx,2023-10-01T08:00\nso-tu-phap.xlsx,2023-10-04T08:00\n",
    ] {
        let mut case = Case::of("phu-luc-2")
            .file("so-noi-vu.xlsx", &[("PL2", &sure)])
            .file("so-tu-phap.xlsx", &[("PL2", &doubtful)]);
        if !receipts.is_empty() {
            case = case.bytes("received.csv", receipts.as_bytes());
        }
        let night = case.read();
        assert!(night.values().contains("resolved_on_time=97"), "{}", night.values());
        let findings = night.findings();
        assert!(findings.contains("F141 error so-tu-phap.xlsx: "), "{findings}");
    }
}

#[test]
fn offices_that_report_for_a_level_can_be_declared() {
    let named = |declared: &str| {
        let body = LOC_NINH.replace("UBND xã Lộc Thành", "Tổ công tác số xã Lộc Thành");
        let metrics = "metrics = \"metrics.toml\"\n";
        let case = Case::district("phu-luc-3")
            .declare(metrics, &format!("{metrics}{declared}"))
            .file("692.xlsx", &[("PL3", &under(HEAD_3, &body))]);
        owners(&case.read().values())
    };
    let declared = "\n[[level]]\nlevel = \"commune\"\noffices = [\"Tổ công tác số\"]\n";
    assert_eq!(named(declared), "25294×1 25297×1 692×2");
    assert_eq!(named(""), "25297×1 692×2");
}

/// Codes are given anew: what another unit of the same code sent is not compared.
#[test]
fn a_code_that_another_unit_bore_is_another_unit() {
    let register = |line: &str| {
        format!(
            "id,level,parent_id,name,aliases,valid_from,valid_to\n70,province,,Tỉnh Bình Phước,,,\n70.so-noi-vu,department,70,Sở Nội vụ,,,\n692,district,70,Huyện Lộc Ninh,,,\n25294,commune,692,Xã Lộc Thành,,,\n{line}\n"
        )
    };
    let sent = |name: &str| under(HEAD_3, &LOC_NINH.replace("xã Tân Tiến", name));
    // Whether the place and the figures of the period before are those of 25297, which is named so now.
    let compares = |line: &str, name: &str| {
        let before = "25297,commune,692,Xã Tân Tiến,,,";
        let case = Case::district("phu-luc-3").file("692.xlsx", &[("PL3", &sent("xã Tân Tiến"))]);
        case.rewritten("pipelines/units.csv", &register(before));
        case.run(&["--quiet", "--fail-on", "never", "--period", "2023-Q2"]).says_anything().exit(0);
        case.rewritten("pipelines/units.csv", &register(line));
        let case = case.file("692.xlsx", &[("PL3", &sent(name))]);
        let night = case.read();
        let frame = night.frame("rankings");
        let (unit, place) =
            (frame.column("unit_id").unwrap(), frame.column("previous_place").unwrap());
        let row = (0..frame.height()).find(|&row| unit.get(row).unwrap().str_value() == "25297");
        let placed = !place.get(row.unwrap()).unwrap().is_null();
        (placed, night.findings().contains(&format!("{}: Từ kỳ trước", name.replace("xã", "Xã"))))
    };
    for (line, name, same) in [
        ("25297,commune,692,Xã Tân Tiến,,,", "xã Tân Tiến", true),
        ("25297,commune,692,Xã Tân Tiến,,2023-06-30,", "xã Tân Tiến", true),
        // The old name is kept as a further one.
        ("25297,commune,692,Xã Tân Thành,Xã Tân Tiến,,", "xã Tân Thành", true),
        ("25297,commune,692,Xã Tân Thành,,,", "xã Tân Thành", false),
        ("25297,commune,692,Xã Tân Thành,,2023-07-01,", "xã Tân Thành", false),
        // Merged of several, under the name of one of them.
        ("25297,commune,692,Xã Tân Tiến,,2023-07-01,", "xã Tân Tiến", false),
    ] {
        assert_eq!(compares(line, name), (same, same), "{line}");
    }
}
