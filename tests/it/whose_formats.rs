//! Whose figures, in every format an office can send: what holds of workbooks holds of documents, pages and separated
//! values, whether the letterhead stands in the table, in a table of its own or in lines above it.

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under, zip};
use crate::province::{Format, Letters, drawn};
use crate::reading::{LOC_NINH, NOI_VU};
use crate::whose::{OTHER, OWN, owners, with_a_town, without_missing};

const FORMATS: [Format; 7] = [
    Format::Ods,
    Format::Fods,
    Format::Xml2003,
    Format::Html,
    Format::Docx,
    Format::Csv(',', Letters::Utf8Marked),
    Format::Csv(';', Letters::Utf16),
];

/// A table under its letterhead, in all ways that a format has for it.
fn files(format: Format, tab: &str, letterhead: &str, head: &str, body: &str) -> Vec<Vec<u8>> {
    let within = under(&format!("\n{letterhead}{head}"), body);
    let mut files = vec![drawn(format, &[(tab, &within)])];
    let alone = under(head, body);
    let lines: Vec<&str> = letterhead.split(['\n', '|']).map(str::trim).collect();
    if matches!(format, Format::Html | Format::Docx) && !letterhead.is_empty() {
        files.push(drawn(format, &[("", &format!("\n{letterhead}")), (tab, &alone)]));
    }
    if format == Format::Html {
        let lines = format!("<p>{}</p>", lines.join("</p><p>"));
        let page = String::from_utf8(drawn(format, &[(tab, &alone)])).unwrap_or_default();
        files.push(page.replace("<body>", &format!("<body>{lines}")).into_bytes());
    }
    if format == Format::Docx {
        let between = "</w:t></w:r></w:p><w:p><w:r><w:t>";
        let lines = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", lines.join(between));
        let document = drawn(format, &[(tab, &alone)]);
        let text = String::from_utf8_lossy(&document).into_owned();
        let part = |tag: &str| {
            let (begin, end) = (format!("<{tag} "), format!("</{tag}>"));
            let (_, rest) = text.split_once(&begin).unwrap_or_default();
            let (inside, _) = rest.split_once(&end).unwrap_or_default();
            format!("{begin}{inside}{end}")
        };
        let body = part("w:document").replace("<w:body>", &format!("<w:body>{lines}"));
        files.push(zip(&[("_rels/.rels", &part("Relationships")), ("word/document.xml", &body)]));
    }
    files
}

fn department(format: Format, letterhead: &str, file: &str) -> Vec<(String, String)> {
    let files = files(format, "PL2", letterhead, HEAD_2, NOI_VU).into_iter();
    let told = files.map(|bytes| {
        let file = format!("{file}.{}", format.ending());
        let case = Case::of("phu-luc-2").bytes(&file, &bytes);
        let night = case.read();
        (owners(&night.values()), without_missing(&night.findings()))
    });
    told.collect()
}

#[test]
fn a_department_is_known_in_any_format() {
    for format in FORMATS {
        for letterhead in [
            "UBND TỈNH BÌNH PHƯỚC\nSỞ NỘI VỤ TỈNH BÌNH PHƯỚC",
            "Đơn vị báo cáo: Sở Nội vụ, tỉnh Bình Phước",
            "UBND TỈNH BÌNH PHƯỚC | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ | Độc lập - Tự do - Hạnh phúc",
            "SỞ\nNỘI VỤ",
            "SỞ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nNỘI VỤ | Độc lập - Tự do - Hạnh phúc",
        ] {
            for (owners, findings) in department(format, letterhead, "bc") {
                assert_eq!(owners, "70.so-noi-vu×2", "{format:?} {letterhead}: {findings}");
                let errors = findings.contains(" error ") || findings.contains(" blocking ");
                assert!(!errors, "{format:?} {letterhead}: {findings}");
            }
        }
    }
}

#[test]
fn an_unknown_office_is_nobody_in_any_format() {
    for format in FORMATS {
        for letterhead in [
            "UBND TỈNH BÌNH PHƯỚC\nSỞ NGOẠI VỤ",
            "SỞ NỘI VỤ TỈNH BÌNH DƯƠNG",
            "UBND TỈNH BÌNH PHƯỚC | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NGOẠI VỤ | Độc lập - Tự do - Hạnh phúc",
        ] {
            for (owners, findings) in department(format, letterhead, "so-noi-vu/bc") {
                assert_eq!(owners, "", "{format:?} {letterhead}: {findings}");
                assert!(findings.contains("F103 blocking so-noi-vu/bc"), "{format:?}: {findings}");
            }
        }
    }
}

#[test]
fn a_centre_reports_for_its_commune_in_any_format() {
    for format in FORMATS {
        for letterhead in [
            "Trung tâm Phục vụ hành chính công xã Lộc Thành",
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG\nXÃ LỘC THÀNH",
            "UBND XÃ LỘC THÀNH\nTRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
            "UBND xã Lộc Thành - huyện Lộc Ninh - tỉnh Bình Phước",
        ] {
            for bytes in files(format, "PL2", letterhead, HEAD_2, NOI_VU) {
                let form = "pipelines/forms/phu-luc-2.toml";
                let case = Case::of("phu-luc-2").edit(form, "\"department\"", "\"commune\"");
                let case = case.bytes(&format!("bc.{}", format.ending()), &bytes);
                let night = case.read();
                let findings = night.findings();
                assert_eq!(
                    owners(&night.values()),
                    "25294×2",
                    "{format:?} {letterhead}: {findings}"
                );
            }
        }
    }
}

#[test]
fn a_letterhead_left_as_it_was_is_doubted_in_any_format() {
    for format in FORMATS {
        let other = NOI_VU.replace("| 97 | 3", "| 90 | 10").replace("127 | 3", "120 | 10");
        let sure = files(format, "PL2", "SỞ NỘI VỤ", HEAD_2, NOI_VU);
        for (sure, doubtful) in sure.iter().zip(files(format, "PL2", "SỞ NỘI VỤ", HEAD_2, &other))
        {
            let [first, second] =
                ["so-noi-vu", "so-tu-phap"].map(|name| format!("{name}.{}", format.ending()));
            let case = Case::of("phu-luc-2").bytes(&first, sure).bytes(&second, &doubtful);
            let night = case.read();
            let findings = night.findings();
            assert!(night.values().contains("resolved_on_time=97"), "{format:?}: {findings}");
            assert!(findings.contains(&format!("F141 error {second}: ")), "{format:?}: {findings}");
        }
    }
}

#[test]
fn a_district_that_bears_the_name_of_a_town_is_the_district_in_any_format() {
    let lone = LOC_NINH.replace("    I     | UBND huyện Lộc Ninh\n", "");
    for format in FORMATS {
        for body in [LOC_NINH, &lone] {
            for bytes in files(format, "Lộc Ninh", "UBND HUYỆN LỘC NINH", HEAD_3, body) {
                let case = with_a_town().bytes(&format!("loc-ninh.{}", format.ending()), &bytes);
                let night = case.read();
                let found = night.findings();
                let owners = owners(&night.values());
                assert_eq!(owners, "25294×1 25297×1 692×2", "{format:?}: {found}");
                assert!(!found.contains("F140"), "{format:?}: {found}");
            }
        }
    }
}

#[test]
fn groups_with_their_district_are_known_in_any_format() {
    for format in FORMATS {
        for (name, expected) in [
            ("UBND xã Lộc Thành, huyện Lộc Ninh", "25294×1 25297×1 692×2"),
            ("Trung tâm Phục vụ hành chính công xã Lộc Thành", "25294×1 25297×1 692×2"),
            ("UBND xã Lộc Thành, huyện Đồng Phú", "25297×1 692×2"),
            ("UBND xã Lộc Thanh", "25297×1 692×2"),
        ] {
            let body = LOC_NINH.replace("UBND xã Lộc Thành", name);
            for bytes in files(format, "PL3", "UBND HUYỆN LỘC NINH", HEAD_3, &body) {
                let case = Case::district("phu-luc-3");
                let case = case.bytes(&format!("692.{}", format.ending()), &bytes);
                let night = case.read();
                let found = night.findings();
                assert_eq!(owners(&night.values()), expected, "{format:?} {name}: {found}");
                let told = found.contains("F120 error");
                assert_eq!(told, !expected.starts_with("25294"), "{format:?} {name}: {found}");
            }
        }
    }
}

/// The district and a table of another letterhead, in one file or, where a format has no tables, in two.
fn two(format: Format, letterhead: &str, apart: bool) -> Vec<(String, String)> {
    let grid = |letterhead: &str, body: &str| under(&format!("\n{letterhead}{HEAD_3}"), body);
    let district = grid("UBND HUYỆN LỘC NINH", OWN);
    let ending = format.ending();
    let case = Case::district("phu-luc-3");
    let mut cases = Vec::new();
    if matches!(format, Format::Csv(..)) {
        let case = case.bytes(&format!("692/a.{ending}"), &drawn(format, &[("", &district)]));
        let other = drawn(format, &[("", &grid(letterhead, OTHER))]);
        cases.push(case.bytes(&format!("692/b.{ending}"), &other));
    } else if apart {
        let head = under(HEAD_3, OTHER);
        let pages =
            [("PL3", district.as_str()), ("", &format!("\n{letterhead}")), ("PL3 (2)", &head)];
        cases.push(case.bytes(&format!("692.{ending}"), &drawn(format, &pages)));
    } else {
        let other = grid(letterhead, OTHER);
        let pages = [("PL3", district.as_str()), ("PL3 (2)", &other)];
        cases.push(case.bytes(&format!("692.{ending}"), &drawn(format, &pages)));
    }
    let told = cases.iter().map(|case| {
        let night = case.read();
        (owners(&night.values()), night.findings())
    });
    told.collect()
}

#[test]
fn a_table_a_commune_counts_for_the_commune_it_names_in_any_format() {
    for format in FORMATS {
        let ways: &[bool] =
            if matches!(format, Format::Html | Format::Docx) { &[false, true] } else { &[false] };
        for &apart in ways {
            for letterhead in [
                "UBND HUYỆN LỘC NINH\nUBND XÃ LỘC THÀNH",
                "XÃ LỘC THÀNH, HUYỆN LỘC NINH",
                "Trung tâm Phục vụ hành chính công xã Lộc Thành",
            ] {
                for (owners, findings) in two(format, letterhead, apart) {
                    let told = format!("{format:?} {apart} {letterhead}: {findings}");
                    assert_eq!(owners, "25294×2 692×2", "{told}");
                    assert!(!findings.contains("F120") && !findings.contains("F104"), "{told}");
                }
            }
            for letterhead in [
                "UBND HUYỆN LỘC NINH\nXÃ LỘC THANH",
                "UBND HUYỆN LỘC NINH\nUBND xã Nào Đó",
                "XÃ LỘC THÀNH, HUYỆN ĐỒNG PHÚ",
            ] {
                for (owners, findings) in two(format, letterhead, apart) {
                    let told = format!("{format:?} {apart} {letterhead}: {findings}");
                    assert_eq!(owners, "692×2", "{told}");
                    assert!(
                        findings.contains(" error ") || findings.contains(" blocking "),
                        "{told}"
                    );
                }
            }
        }
    }
}
