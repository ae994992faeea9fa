//! The notice that an office signs: what it says, how it is laid out, and that an office opens it as two pages.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::fmt::Write as _;
use std::io::{Cursor, Read as _};
use std::sync::LazyLock;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::office::Office;
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU, SURVEY};
use crate::truth::{Done, NIGHTLY, run};

const NOTICE: &str = r#"
[notice]
file = "thong-bao.docx"
title = "Kết quả giải quyết thủ tục hành chính"
number = "TB-SNV"
rankings = ["departments", "districts"]
recipients = ["UBND tỉnh (báo cáo)", "Lưu: VT"]

[[notice.request]]
of = "missing"
text = "gửi báo cáo trước ngày …/…/……"

[[notice.request]]
of = "incomplete"
text = "gửi lại số liệu còn thiếu"

[[notice.request]]
of = "returned"
text = "sửa và gửi lại báo cáo"
"#;

/// A province whose ranking of many communes is told in a notice that has as many and as long texts as it may.
static LONG: LazyLock<Done> = LazyLock::new(|| {
    let request =
        format!("{{ of = \"all\", text = \"{}\" }}", "rà soát từng hồ sơ ".repeat(6).trim());
    let recipient = format!("\"{}\"", "Ủy ban nhân dân ".repeat(7).trim());
    let list = |item: &str| format!("[{}]", [item; 6].join(", "));
    run(
        "pipelines/phu-tho-2026q3.toml",
        "2026-Q3",
        &[
            "--quiet",
            "--publish",
            "--set",
            "notice.file=thong-bao.docx",
            "--set",
            "notice.title=Kết quả giải quyết thủ tục hành chính",
            "--set",
            "notice.rankings=[\"communes\", \"departments\"]",
            "--set",
            &format!("notice.request={}", list(&request)),
            "--set",
            &format!("notice.recipients={}", list(&recipient)),
        ],
    )
});

/// A part of a package.
fn part(docx: &[u8], name: &str) -> String {
    let mut package = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The texts of a document, each with its style, and the tables with their widths.
pub(crate) fn outline(docx: &[u8]) -> String {
    let xml = part(docx, "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let (mut out, mut said) = (String::new(), String::new());
    let (mut style, mut widths) = (String::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap();
        let value = |name: &str| match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let found = tag.try_get_attribute(name).unwrap();
                found.map(|found| found.value.into_owned())
            }
            _ => None,
        };
        let tag = match &event {
            Event::Start(tag) | Event::Empty(tag) => tag.name().as_ref().to_owned(),
            Event::End(tag) => tag.name().as_ref().to_owned(),
            _ => String::new(),
        };
        let ends = matches!(event, Event::End(_));
        match tag.as_ref() {
            "w:pStyle" => style = value("w:val").unwrap(),
            "w:jc" if style == "Cell" => write!(style, " {}", value("w:val").unwrap()).unwrap(),
            "w:gridCol" => widths.push(value("w:w").unwrap()),
            "w:tblGrid" if ends => {
                writeln!(out, "table of {}", widths.join(" ")).unwrap();
                widths.clear();
            }
            "w:t" if ends => writeln!(out, "[{style}] {}", std::mem::take(&mut said)).unwrap(),
            "w:tr" if ends => writeln!(out, "end of row").unwrap(),
            "w:tbl" if ends => writeln!(out, "end of table").unwrap(),
            "w:pgMar" | "w:pgSz" => {
                let sides = ["w:w", "w:h", "w:top", "w:right", "w:bottom", "w:left"];
                let sides = sides.iter().filter_map(|side| value(side));
                writeln!(out, "{tag} {}", sides.collect::<Vec<_>>().join(" ")).unwrap();
            }
            _ => {}
        }
        match event {
            Event::Text(text) => said.push_str(text.trim_matches('\n')),
            Event::GeneralRef(name) => {
                let number = name.resolve_char_ref().unwrap();
                let named = || quick_xml::escape::resolve_predefined_entity(&name).unwrap();
                said.push_str(&number.map_or_else(|| named().to_owned(), |c| c.to_string()));
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// All that stands in a document.
pub(crate) fn texts(docx: &[u8]) -> Vec<String> {
    let outline = outline(docx);
    let texts = outline.lines().filter_map(|line| line.strip_prefix('['));
    texts.filter_map(|line| Some(line.split_once("] ")?.1.to_owned())).collect()
}

fn small() -> Case {
    let wrong = LOC_NINH.replace("| 90 | 85 | 5 | 10 | 8 | 2", "| 91 | 85 | 5 | 10 | 8 | 2");
    Case::new()
        .declare("[[workbook]]", &format!("{NOTICE}\n[[workbook]]"))
        .file(
            "cap-huyen/692.xlsx",
            &[("Phụ lục 3", &under(HEAD_3, &wrong)), ("Phụ lục 5", &under(HEAD_5, SURVEY))],
        )
        .file("cap-huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

fn docx(case: &Case) -> Vec<u8> {
    std::fs::read(case.latest().path().join("thong-bao.docx")).unwrap()
}

#[test]
fn the_notice_of_the_demonstration_is_filled_in_from_its_tables() {
    insta::assert_snapshot!(outline(&NIGHTLY.files["thong-bao.docx"]));
}

/// Movement, classes of a score, a long list that is cut, and whoever holds much of what is late.
#[test]
fn a_long_ranking_is_told_by_its_ends() {
    insta::assert_snapshot!(outline(&LONG.files["thong-bao.docx"]));
}

#[test]
fn a_notice_tells_of_what_moved_is_missing_and_was_left_out() {
    let case = small();
    case.run(&["--period", "2023-Q2"]).says_anything().exit(3);
    case.run(&["--period", "2023-Q3"]).says_anything().exit(3);
    insta::assert_snapshot!(outline(&docx(&case)));
}

#[test]
fn a_request_that_concerns_nobody_is_not_made() {
    let case = small().not_asked_for(&[2, 3, 5]);
    case.read();
    let said = texts(&docx(&case)).join("\n");
    assert!(!said.contains("chưa gửi đủ báo cáo"), "{said}");
    let case = small();
    case.read();
    let said = texts(&docx(&case)).join("\n");
    assert!(said.contains("chưa gửi đủ báo cáo"), "{said}");
}

/// Names and texts that would be markup, or that no document can hold, stay texts.
#[test]
fn whatever_is_named_stays_text() {
    let named = "Sở <w:p/> & \"Nội\" ]]> vụ\u{ffff}";
    let csv = named.replace('"', "\"\"");
    let case = small()
        .edit("pipelines/units.csv", "Sở Nội vụ,", &format!("\"{csv}\",Sở Nội vụ"))
        .declare("Lưu: VT", "Lưu: <VT> & 'HS' {{ 7 * 7 }}");
    case.read();
    let docx = docx(&case);
    for name in ["[Content_Types].xml", "word/document.xml", "word/styles.xml", "docProps/core.xml"]
    {
        let xml = part(&docx, name);
        assert!(!xml.contains('\u{ffff}'), "{name}");
        let mut reader = Reader::from_str(&xml);
        while reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) != Event::Eof {}
    }
    let xml = part(&docx, "word/document.xml");
    assert!(xml.contains("Sở &lt;w:p&#x2f;&gt; &amp; &quot;Nội&quot; ]]&gt; vụ\u{fffd}"), "{xml}");
    assert!(xml.contains("Lưu: &lt;VT&gt; &amp; &#x27;HS&#x27; {{ 7 * 7 }}."), "{xml}");
}

#[test]
fn the_same_tables_give_the_same_notice_at_any_number_of_threads() {
    let bytes = |jobs: &str| {
        let case = small();
        case.run(&["--quiet", "--fail-on", "never", "--jobs", jobs]).exit(0);
        docx(&case)
    };
    let one = bytes("1");
    assert!(one == bytes("4") && one == bytes("2"), "the bytes differ");
}

#[test]
fn all_faults_of_a_notice_are_told_in_one_pass() {
    let case = Case::new().declare(
        "[[workbook]]",
        r#"
[notice]
file = "thong-bao.pdf"
number = "TB\nSNV"
rankings = ["departements", "communes-by-district", "communes", "communes"]
recipients = ["a", "b", "c", "d", "e", "f", "g", "h", "i", " "]
colour = "red"

[[notice.request]]
of = "mising"
text = ""

[[ranking]]
id = "communes-by-district"
title = "Xã theo huyện"
sheet = "Xã theo huyện"
league = "commune"
scope = "own"
group-by = "parent"
metric = "on_time_rate"
minimum-denominator = 30

[[workbook]]"#,
    );
    insta::assert_snapshot!(case.refused("en"));
    insta::assert_snapshot!("all_faults_of_a_notice_vi", case.refused("vi"));
}

/// Two pages, and no word or figure broken over two lines; a column that is too narrow would be seen.
#[test]
fn an_office_opens_a_notice_as_two_pages() {
    let Some(office) = Office::open() else { return };
    let [night, long] = [&NIGHTLY, &LONG].map(|done| done.files["thong-bao.docx"].clone());
    let narrow = narrowed(&night);
    let papers = office.print(&[("demo.docx", &night), ("dai.docx", &long), ("hep.docx", &narrow)]);
    for (paper, docx) in papers.iter().zip([&night, &long]) {
        assert_eq!(paper.pages.len(), 2, "{}", paper.pages.join("\n-- page --\n"));
        let texts = texts(docx);
        assert_eq!(paper.cut(texts.iter().map(String::as_str)), [""; 0]);
        assert!(paper.pages[1].trim_start().starts_with("2\n"), "{}", paper.pages[1]);
    }
    let texts = texts(&narrow);
    assert_ne!(
        papers[2].cut(texts.iter().map(String::as_str)),
        [""; 0],
        "a cut figure is not seen"
    );
}

/// A document whose columns of figures are too narrow.
fn narrowed(docx: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut package = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut file = package.by_index(at).unwrap();
        let (name, mut text) = (file.name().unwrap().into_owned(), String::new());
        file.read_to_string(&mut text).unwrap();
        let right = text.find("w:val=\"right\"").map(|at| text[..at].rfind("w:w=\"").unwrap());
        if let Some(at) = right.filter(|_| name == "word/document.xml") {
            let width = text[at..].split('"').nth(1).unwrap().to_owned();
            text = text.replace(&format!("w:w=\"{width}\""), "w:w=\"500\"");
        }
        made.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        made.write_all(text.as_bytes()).unwrap();
    }
    made.finish().unwrap().into_inner()
}
