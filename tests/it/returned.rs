//! What units get back: a list of what was found, and their own sheets with the doubtful cells marked.

#![expect(clippy::unwrap_used, reason = "a workbook that cannot be read back fails the test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};
use std::path::Path;

use calamine::{Data, Range, Reader as _, Xlsx};
use proptest::prelude::*;
use tthc::check::CATALOGUE;
use tthc::model::{
    Area, Cell, CellRef, Code, Finding, Lost, MOST_COLUMNS, MOST_ROWS, Original, Sheet, Value,
    Wanted,
};
use tthc::pipeline::Pipeline;
use tthc::publish::{Return, compose_return, give_back};
use zip::ZipArchive;

use crate::archives::archive;
use crate::case::{Case, PIPELINE};
use crate::grid::{self, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH};

/// A returned workbook: its sheets as another program reads them, and its parts as they are stored.
pub(crate) struct Back {
    book: Xlsx<Cursor<Vec<u8>>>,
    parts: BTreeMap<String, String>,
    ranges: BTreeMap<String, Range<Data>>,
}

impl Back {
    fn of(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            parts.insert(file.name().unwrap().into_owned(), text);
        }
        let book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
        Self { book, parts, ranges: BTreeMap::new() }
    }

    fn part(&self, name: &str) -> &str {
        self.parts.get(name).unwrap_or_else(|| panic!("no {name} among {:?}", self.parts.keys()))
    }

    pub(crate) fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// Every cell that holds anything: `C8 61`.
    pub(crate) fn text(&mut self) -> String {
        let mut text = String::new();
        for name in self.sheets() {
            let range = self.book.worksheet_range(&name).unwrap();
            let start = range.start().unwrap_or_default();
            let _ = writeln!(text, "== {name}");
            for row in range.rows().zip(start.0..) {
                let cells = row.0.iter().zip(start.1..).filter(|(data, _)| **data != Data::Empty);
                let cells = cells.map(|(data, column)| {
                    format!(
                        "{} {}",
                        CellRef::new(row.1, column),
                        data.to_string().replace('\n', "⏎")
                    )
                });
                let line = cells.collect::<Vec<_>>().join(" | ");
                if !line.is_empty() {
                    let _ = writeln!(text, "{line}");
                }
            }
        }
        text
    }

    /// The workbook with a number written into a cell, as a person does who opens it; all else stays as it is.
    pub(crate) fn mend(&mut self, sheet: &str, at: CellRef, value: i64) {
        let index = self.sheets().iter().position(|name| name == sheet).unwrap() + 1;
        let part = self.parts.get_mut(&format!("xl/worksheets/sheet{index}.xml")).unwrap();
        let start = part.find(&format!("<c r=\"{at}\"")).unwrap_or_else(|| panic!("no {at}"));
        let cell = &part[start..];
        let open = cell.find('>').unwrap();
        let end =
            if cell[..open].ends_with('/') { open + 1 } else { cell.find("</c>").unwrap() + 4 };
        let style = cell[..open].split(" s=\"").nth(1).and_then(|rest| rest.split('"').next());
        let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
        let mended = format!("<c r=\"{at}\"{style}><v>{value}</v></c>");
        part.replace_range(start..start + end, &mended);
    }

    /// The bytes of the workbook.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let parts: Vec<(&str, &str)> =
            self.parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        grid::zip(&parts)
    }

    /// The notes of a sheet.
    pub(crate) fn comments(&self, sheet: &str) -> &str {
        let index = self.sheets().iter().position(|name| name == sheet).unwrap() + 1;
        let relations = self.part(&format!("xl/worksheets/_rels/sheet{index}.xml.rels"));
        let (_, rest) = relations.split_once("Target=\"../comments").unwrap();
        self.part(&format!("xl/comments{}", rest.split('"').next().unwrap()))
    }

    fn value(&mut self, sheet: &str, at: CellRef) -> Data {
        let known = self.ranges.entry(sheet.to_owned());
        let range = known.or_insert_with(|| self.book.worksheet_range(sheet).unwrap());
        range.get_value((at.row, at.column)).cloned().unwrap_or_default()
    }
}

/// What a unit got back in the latest run.
pub(crate) fn back(case: &Case, file: &str) -> Back {
    Back::of(&std::fs::read(case.latest().path().join("phan-hoi").join(full(case, file))).unwrap())
}

/// A workbook of the latest run.
pub(crate) fn back_of(case: &Case, file: &str) -> Back {
    Back::of(&std::fs::read(case.latest().path().join(file)).unwrap())
}

/// The name of a file that is named by the id of its unit alone.
fn full(case: &Case, file: &str) -> String {
    let stem = file.trim_end_matches(".xlsx");
    let is_it = |name: &String| name == file || name.starts_with(&format!("{stem}-"));
    returned(case).into_iter().find(is_it).unwrap_or_else(|| panic!("no {file}"))
}

pub(crate) fn returned(case: &Case) -> Vec<String> {
    let folder = std::fs::read_dir(case.latest().path().join("phan-hoi"));
    let names = folder.into_iter().flatten().flatten();
    let mut names: Vec<String> =
        names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// One wrong count breaks a line and two totals; a note to the right begins like a formula.
fn wrong() -> String {
    let lines = LOC_NINH.replacen("| 60 ", "| 61 ", 1);
    under(HEAD_3, &lines.replacen("| chờ đo đạc", "| \"=1+1\"", 1))
}

fn district(grid: &str) -> Case {
    Case::district("phu-luc-3").file("692.xlsx", &[("Phụ lục 3", grid)])
}

#[test]
fn a_unit_gets_its_own_sheets_back_with_what_was_found() {
    let case = district(&wrong());
    case.read();
    assert_eq!(returned(&case), ["692-huyen-loc-ninh.xlsx"]);
    let mut back = back(&case, "692.xlsx");
    insta::assert_snapshot!("returned_workbook", back.text());
    // The cell, its colour and its note; the list leads to it.
    let comments = back.part("xl/comments1.xml");
    assert!(comments.contains(r#"<comment ref="C8""#), "{comments}");
    assert!(comments.contains("F201 – Lỗi: ") && comments.contains("Cách sửa: "), "{comments}");
    let list = back.part("xl/worksheets/sheet1.xml");
    assert!(list.contains(r#"location="'Phụ lục 3'!C8""#), "{list}");
    assert!(list.contains(r#"location="'Phụ lục 3'!A1""#), "{list}");
    let sheet = back.part("xl/worksheets/sheet2.xml");
    assert!(
        sheet.contains("<mergeCell ref=\"C4:F4\"/>"),
        "merged as the office merged them: {sheet}"
    );
    let style = |cell: &str| {
        let (_, rest) = sheet.split_once(&format!("<c r=\"{cell}\" s=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    assert_ne!(style("C8"), style("D8"), "a doubtful cell looks like a sound one");
    let styles = back.part("xl/styles.xml");
    assert!(styles.contains("FFF8BFB0"), "no fill of errors: {styles}");
}

/// Whoever opens what was returned runs nothing that was sent.
#[test]
fn a_text_like_a_formula_stays_text() {
    let case = district(&wrong());
    case.read();
    let mut back = back(&case, "692.xlsx");
    assert_eq!(back.value("Phụ lục 3", CellRef::new(7, 12)), Data::String("=1+1".to_owned()));
    assert!(!back.part("xl/worksheets/sheet2.xml").contains("<f>"));
    assert!(back.part("xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn the_list_for_the_analyst_leads_to_what_was_returned() {
    let case = district(&wrong());
    case.read();
    let mut list = Back::of(&std::fs::read(case.latest().path().join("phan-hoi.xlsx")).unwrap());
    insta::assert_snapshot!("returned_list", list.text());
    let links = list.part("xl/worksheets/_rels/sheet1.xml.rels");
    assert!(links.contains(r#"Target="phan-hoi/692-huyen-loc-ninh.xlsx""#), "{links}");
    let sheet = list.part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<autoFilter") && sheet.contains("state=\"frozen\""), "{sheet}");
}

/// Numbers typed as text are read and noted; nobody has to send again for that.
#[test]
fn the_threshold_decides_who_gets_a_form_back() {
    let noted = under(HEAD_3, &LOC_NINH.replacen("| 60 ", "| \"60\" ", 1));
    let warned = under(HEAD_3, &LOC_NINH.replacen("| 20 ", "|  ", 1));
    let returns = |grid: &str, word: &str| {
        let line = format!("metrics = \"metrics.toml\"\nreturn-forms = \"{word}\"");
        let case = district(grid).declare("metrics = \"metrics.toml\"", &line);
        let night = case.read();
        let list = case.latest().path().join("phan-hoi.xlsx").is_file();
        assert_eq!(list, word != "never", "{word}");
        (returned(&case).len(), night.findings())
    };
    for (grid, expected) in
        [(&noted, [1, 0, 0, 0]), (&warned, [1, 1, 0, 0]), (&wrong(), [1, 1, 1, 0])]
    {
        for (word, expected) in ["note", "warning", "error", "never"].into_iter().zip(expected) {
            let (count, findings) = returns(grid, word);
            assert_eq!(count, expected, "{word}: {findings}");
        }
    }
    let case = district(&noted);
    case.read();
    assert!(returned(&case).is_empty(), "a warning is where it begins");
}

#[test]
fn who_has_not_sent_is_told_so_without_a_file() {
    let case = Case::district("phu-luc-3");
    let case = case.bytes("b.pdf", b"%PDF-1.7");
    case.read();
    assert_eq!(returned(&case), ["692-huyen-loc-ninh.xlsx", "chua-ro-don-vi.xlsx"]);
    let mut missing = back(&case, "692.xlsx");
    assert_eq!(missing.sheets(), ["Phản hồi"]);
    let text = missing.text();
    assert!(text.contains("F301") && text.contains("Không gắn với tệp nào"), "{text}");
    let text = back(&case, "chua-ro-don-vi.xlsx").text();
    assert!(text.contains("F101") && text.contains("Tệp b.pdf"), "{text}");
}

/// Both districts in one workbook: each gets its own sheet, though the tabs have nearly one name.
#[test]
fn a_file_of_two_units_goes_back_to_both() {
    let other = under(HEAD_3, &DONG_PHU.replacen("| 80 ", "| 81 ", 1));
    let case = Case::of("phu-luc-3")
        .file("hai-huyen.xlsx", &[("Lộc Ninh", &wrong()), ("Đồng Phú", &other)]);
    case.read();
    assert_eq!(returned(&case), ["692-huyen-loc-ninh.xlsx", "695-huyen-dong-phu.xlsx"]);
    assert_eq!(back(&case, "692.xlsx").sheets(), ["Phản hồi", "Lộc Ninh"]);
    assert_eq!(back(&case, "695.xlsx").sheets(), ["Phản hồi", "Đồng Phú"]);
}

/// The district has to send again, for itself and for the communes under it.
#[test]
fn what_is_wrong_with_a_commune_goes_to_the_district_that_sent_it() {
    let case = district(&under(HEAD_3, &LOC_NINH.replacen("| 35  | 5 ", "| 3S  | 5 ", 1)));
    let found = case.read().findings();
    assert!(found.contains("F130"), "{found}");
    assert_eq!(returned(&case), ["692-huyen-loc-ninh.xlsx"]);
    let mut list = Back::of(&std::fs::read(case.latest().path().join("phan-hoi.xlsx")).unwrap());
    assert!(!list.text().contains("Xã Lộc Thành |"), "{}", list.text());
}

#[test]
fn tabs_of_one_name_in_two_files_are_told_apart() {
    let late = under(HEAD_3, &LOC_NINH.replacen("| 40 ", "| 4O ", 1));
    let case = district(&wrong()).file("692-cu.xlsx", &[("Phụ lục 3", &late)]);
    case.read();
    let mut back = back(&case, "692.xlsx");
    assert_eq!(back.sheets(), ["Phản hồi", "Phụ lục 3", "Phụ lục 3 (2)"]);
    let text = back.text();
    assert!(
        text.contains("Tệp 692.xlsx, trang “Phụ lục 3” – ở đây là trang “Phụ lục 3 (2)”"),
        "{text}"
    );
}

#[test]
fn files_in_an_archive_are_given_back_too() {
    let other = under(HEAD_3, &DONG_PHU.replacen("| 80 ", "| 81 ", 1));
    let one = grid::xlsx(&[("Phụ lục 3", &wrong())]);
    let two = grid::xlsx(&[("Phụ lục 3", &other)]);
    let case = Case::of("phu-luc-3")
        .bytes("tinh.zip", &archive(&[("692.xlsx", &one), ("a/695.xlsx", &two)]));
    case.read();
    assert_eq!(returned(&case), ["692-huyen-loc-ninh.xlsx", "695-huyen-dong-phu.xlsx"]);
    for (file, name) in [("692.xlsx", "tinh.zip/692.xlsx"), ("695.xlsx", "tinh.zip/a/695.xlsx")] {
        let mut back = back(&case, file);
        assert_eq!(back.sheets(), ["Phản hồi", "Phụ lục 3"]);
        assert!(back.text().contains(&format!("Tệp {name}, trang “Phụ lục 3”")), "{file}");
    }
}

/// Cells of another file than the one that was checked would not be those that the list names.
#[test]
fn a_file_that_has_changed_since_is_not_copied() {
    let case = district(&wrong());
    case.read();
    let (before, bytes) = (case.artifacts(), std::fs::read(case.path("inbox/692.xlsx")).unwrap());
    let publish = ["--quiet", "--fail-on", "never", "--from", "publish"];
    let says = |case: &Case, what: Lost| {
        case.run(&publish).exit(0);
        let mut back = back(case, "692.xlsx");
        assert_eq!(back.sheets(), ["Phản hồi"]);
        let text = back.text();
        assert!(text.contains(what.title()) && text.contains("F201"), "{text}");
    };
    let case = case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    says(&case, Lost::Changed);
    let case = case.without("692.xlsx");
    says(&case, Lost::Gone);
    // What was said then does not outlive it.
    let case = case.bytes("692.xlsx", &bytes);
    case.read().reasons("ingest=– validate=– measure=– rank=– publish=input_changed");
    assert_eq!(case.artifacts(), before);
}

#[test]
fn who_has_mended_everything_gets_nothing_back() {
    let case = district(&wrong());
    case.read();
    assert_eq!(returned(&case), ["692-huyen-loc-ninh.xlsx"]);
    let case = case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    case.read();
    assert!(returned(&case).is_empty());
    let sums = std::fs::read_to_string(case.latest().path().join("SHA256SUMS")).unwrap();
    assert!(!sums.contains("phan-hoi/") && sums.contains("phan-hoi.xlsx"), "{sums}");
}

#[test]
fn what_is_returned_does_not_depend_on_the_number_of_threads() {
    let other = under(HEAD_3, &DONG_PHU.replacen("| 80 ", "| 81 ", 1));
    let case = Case::of("phu-luc-3")
        .file("692.xlsx", &[("Phụ lục 3", &wrong())])
        .file("695.xlsx", &[("Phụ lục 3", &other)])
        .bytes("x.pdf", b"%PDF");
    let run = |jobs: &str| {
        case.run(&["--quiet", "--fail-on", "never", "--force", "--jobs", jobs]).exit(0);
        case.artifacts()
    };
    let one = run("1");
    assert!(one.iter().filter(|(file, _)| file.starts_with("phan-hoi/")).count() == 3, "{one:?}");
    assert_eq!(run("2"), one);
    assert_eq!(run("5"), one);
}

#[test]
fn an_id_that_is_no_file_name_stays_in_the_folder() {
    let case = district(&wrong())
        .edit("pipelines/units.csv", "692,district", "../../692,district")
        .edit("pipelines/units.csv", "commune,692", "commune,../../692");
    case.read();
    assert_eq!(returned(&case), ["-..-692-huyen-loc-ninh.xlsx"]);
}

/// Every format an office sends: the link of each finding leads to a cell with a note, and it shows what the list
/// says was found, unless text was converted or a formula never calculated, which is what the finding is about.
#[test]
fn every_link_leads_to_the_cell_that_shows_what_was_found() {
    let case = Case::district("phu-luc-3").declare(
        "metrics = \"metrics.toml\"",
        "metrics = \"metrics.toml\"\nreturn-forms = \"note\"",
    );
    let formats = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    case.run(&["--quiet", "--fail-on", "never", "--inbox", formats.to_str().unwrap(), "--publish"])
        .exit(0);
    let mut back = back(&case, "692.xlsx");
    let links = back.part("xl/worksheets/sheet1.xml").split("<hyperlink ref=\"D").skip(1);
    let links: Vec<(u32, String, CellRef)> = links
        .map(|rest| {
            let (row, rest) = rest.split_once("\" location=\"'").unwrap();
            let (tab, rest) = rest.split_once("'!").unwrap();
            let at = CellRef::parse(rest.split('"').next().unwrap()).unwrap();
            (row.parse().unwrap(), tab.to_owned(), at)
        })
        .collect();
    let (mut same, mut converted) = (0, 0);
    for (row, tab, at) in links {
        let listed = |column| CellRef::new(row - 1, column);
        let code = back.value("Phản hồi", listed(2)).to_string();
        let found = back.value("Phản hồi", listed(5)).to_string();
        let there = back.value(&tab, at).to_string();
        assert!(back.comments(&tab).contains(&format!("<comment ref=\"{at}\"")), "{tab}!{at}");
        if code == "F114" || code == "F132" {
            converted += 1;
        } else if !found.is_empty() {
            assert_eq!(tthc::text::normal(&there), tthc::text::normal(&found), "{code} {tab}!{at}");
            same += 1;
        }
    }
    assert!(same >= 10 && converted >= 100, "{same} {converted}");
}

#[test]
fn a_hidden_sheet_stays_hidden_and_is_said_to_be() {
    let case = Case::district("phu-luc-3")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH)), (".Bản nháp", "1 | 2 | 3")]);
    case.read();
    let mut back = back(&case, "692.xlsx");
    assert_eq!(back.sheets(), ["Phản hồi", "Phụ lục 3", "Bản nháp"]);
    assert!(back.text().contains("trang bị ẩn trong tệp gốc"), "{}", back.text());
    assert!(
        back.part("xl/workbook.xml").contains("name=\"Bản nháp\" sheetId=\"3\" state=\"hidden\"")
    );
}

// What no test can send through the inbox in reasonable time is given to the function itself.

fn pipeline() -> Pipeline {
    tthc::pipeline::load(&Case::district("phu-luc-3").path(PIPELINE)).unwrap()
}

fn cell(at: CellRef, value: Value) -> Cell {
    Cell { at, value }
}

fn found(sheet: &str, at: CellRef) -> Finding {
    Finding::new(CATALOGUE.get(Code::NotANumber), "không phải số")
        .in_file("a.xlsx")
        .in_sheet(sheet)
        .at(at)
}

/// All sheets of `a.xlsx`.
fn whole() -> Vec<Wanted> {
    vec![Wanted { file: "a.xlsx".to_owned(), blake3: None, sheets: None, counts: true }]
}

fn gives(pipeline: &Pipeline, findings: &[Finding], sheets: Vec<Sheet>) -> Vec<u8> {
    let originals = [Original { file: "a.xlsx".to_owned(), sheets: Ok(sheets) }];
    let given = Return {
        file: "phan-hoi/692.xlsx".to_owned(),
        unit: None,
        findings: findings.to_vec(),
        wanted: whole(),
        code: None,
    };
    give_back(pipeline, &CATALOGUE, &given, &originals).unwrap().bytes
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn a_hostile_sheet_is_given_back() {
    let corner = CellRef::new(MOST_ROWS - 1, MOST_COLUMNS - 1);
    let area = |first, last| Area { first, last };
    let mut cells: Vec<Cell> = (0..20_000)
        .flat_map(|row| {
            let number = Value::Number(f64::from(row));
            [
                cell(CellRef::new(row, 0), text("Lĩnh vực Đất đai")),
                cell(CellRef::new(row, 1), number),
            ]
        })
        .collect();
    let odd = [
        text("\u{1}\u{fffe}_x0041_ & <b> ]]>"),
        text(&"dài ".repeat(20_000)),
        text("😀"),
        text("+cmd|' /C calc'!A0"),
        Value::Fault("#REF!".to_owned()),
        Value::Uncalculated,
        Value::Flag(true),
        Value::Date("2023-09-30".to_owned()),
        Value::Number(f64::NAN),
        Value::Number(1e300),
    ];
    cells.extend((3u32..).zip(odd).map(|(column, value)| cell(CellRef::new(2, column), value)));
    cells.push(cell(corner, Value::Number(7.0)));
    let merges = vec![
        area(CellRef::new(0, 0), corner),
        area(CellRef::new(30, 3), CellRef::new(31, 4)),
        area(CellRef::new(31, 4), CellRef::new(33, 6)),
        area(CellRef::new(40, 0), CellRef::new(40, 1)),
        area(CellRef::new(50, 2), CellRef::new(50, 2)),
        area(CellRef::new(60, 5), CellRef::new(MOST_ROWS - 1, 5)),
    ];
    let name = "[x]:*?/\\ một cái tên dài hơn ba mươi mốt chữ'";
    let sheet = Sheet::new(name.to_owned(), true, cells, merges);
    let hostile = "\u{0}=cmd()".repeat(3_000);
    let mut findings: Vec<Finding> = (0..50).map(|_| found(name, CellRef::new(2, 4))).collect();
    findings.extend([found(name, CellRef::new(2, 5)), found(name, CellRef::new(99, 99))]);
    findings.push(found(name, corner).expected(hostile.clone()).found(hostile));
    let pipeline = pipeline();
    let back = Back::of(&gives(&pipeline, &findings, vec![sheet]));
    assert_eq!(back.sheets(), ["Phản hồi", "-x------ một cái tên dài hơn ba"]);
    let merged = back.part("xl/worksheets/sheet2.xml").matches("<mergeCell ref").count();
    assert_eq!(merged, 1, "only what overlaps nothing and hides nothing");
    let comments = back.part("xl/comments1.xml");
    let refs: Vec<&str> = comments
        .split("<comment ref=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(refs, ["E3", "F3", "CV100", "XFD1048576"]);
    assert!(comments.contains("… và 42 phát hiện khác ở ô này"));
    let sheet = back.part("xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<c r=\"XFD1048576\" ") && sheet.contains("<c r=\"A20000\" "));
    assert!(!sheet.contains("<f>"), "nothing sent is a formula");
}

#[test]
fn what_no_workbook_holds_is_still_listed() {
    let at = CellRef::new(MOST_ROWS, 0);
    let sheet = Sheet::new("a".to_owned(), false, vec![cell(at, text("1O5"))], Vec::new());
    let pipeline = pipeline();
    let mut back = Back::of(&gives(&pipeline, &[found("a", at)], vec![sheet]));
    assert_eq!(back.sheets(), ["Phản hồi"]);
    assert!(back.text().contains(Lost::Unfit.title()), "{}", back.text());
}

#[test]
fn sheets_of_one_name_in_one_file_are_not_guessed_between() {
    let at = CellRef::new(0, 0);
    let sheet = || Sheet::new("a".to_owned(), false, vec![cell(at, text("1O5"))], Vec::new());
    let pipeline = pipeline();
    let mut back = Back::of(&gives(&pipeline, &[found("a", at)], vec![sheet(), sheet()]));
    assert_eq!(back.sheets(), ["Phản hồi", "a", "a (2)"]);
    assert!(back.text().contains("tệp có nhiều trang trùng tên"));
}

/// A table of a document has no letters; its copy has them at the same row and column.
#[test]
fn a_table_of_a_document_is_given_back_by_rows_and_columns() {
    let at = CellRef::counted(4, 2);
    let mut sheet = Sheet::new("bảng 2".to_owned(), false, vec![cell(at, text("1O5"))], Vec::new());
    sheet.caption = vec!["Phụ lục 3".to_owned(), "UBND huyện Lộc Ninh".to_owned()];
    let pipeline = pipeline();
    let mut back = Back::of(&gives(&pipeline, &[found("bảng 2", at)], vec![sheet]));
    assert_eq!(back.value("bảng 2", CellRef::new(4, 2)), Data::String("1O5".to_owned()));
    let list = back.part("xl/worksheets/sheet1.xml");
    assert!(list.contains(r#"location="'bảng 2'!C5""#), "{list}");
    let text = back.text();
    assert!(text.contains("dòng 5, cột 3"), "{text}");
    assert!(text.contains("phía trên bảng ghi: Phụ lục 3 / UBND huyện Lộc Ninh"), "{text}");
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<f64>()
            .prop_filter("a sheet holds finite numbers", |n| n.is_finite())
            .prop_map(Value::Number),
        "[=+@a-zà-ỹ \u{1}\n<&\"']{1,12}".prop_map(Value::Text),
        any::<bool>().prop_map(Value::Flag),
        Just(Value::Uncalculated),
        Just(Value::Fault("#N/A".to_owned())),
    ]
}

fn at() -> impl Strategy<Value = CellRef> {
    (0..12u32, 0..6u32).prop_map(|(row, column)| CellRef::new(row, column))
}

fn area() -> impl Strategy<Value = Area> {
    (at(), at()).prop_map(|(first, last)| {
        let mut area = Area { first, last };
        area.put_in_order();
        area
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every value stands where it stood, whatever is merged; every mark has a note; no merge overlaps another.
    #[test]
    fn every_value_comes_back_at_its_address(
        cells in prop::collection::btree_map(at(), value(), 0..30),
        merges in prop::collection::vec(area(), 0..6),
        marks in prop::collection::btree_set(at(), 1..6),
        name in "[\\[\\]:*?/\\\\'a-zĐđ😀 ]{1,45}",
    ) {
        let list = cells.iter().map(|(at, value)| cell(*at, value.clone())).collect();
        let sheet = Sheet::new(name.clone(), false, list, merges);
        let findings: Vec<Finding> = marks.iter().map(|at| found(&name, *at)).collect();
        let pipeline = pipeline();
        let originals = [Original { file: "a.xlsx".to_owned(), sheets: Ok(vec![sheet]) }];
        let given = Return {
            file: "phan-hoi/692.xlsx".to_owned(),
            unit: None,
            findings: findings.clone(),
            wanted: whole(),
        code: None,
        };
        let book = compose_return(&pipeline, &CATALOGUE, &given, &originals);
        let kept = &book.copies[0].merges;
        for (index, one) in kept.iter().enumerate() {
            for other in &kept[index + 1..] {
                let apart = one.last.row < other.first.row
                    || other.last.row < one.first.row
                    || one.last.column < other.first.column
                    || other.last.column < one.first.column;
                prop_assert!(apart, "{one:?} {other:?}");
            }
            let hidden = cells.keys().chain(&marks).any(|at| one.contains(*at) && *at != one.first);
            prop_assert!(!hidden, "{one:?} hides something");
        }
        let mut back = Back::of(&give_back(&pipeline, &CATALOGUE, &given, &originals).unwrap().bytes);
        let tab = back.sheets()[1].clone();
        prop_assert!(tab.encode_utf16().count() <= 31 && !tab.contains(['[', ']', ':', '*', '?', '/', '\\']));
        for (at, value) in &cells {
            let there = back.value(&tab, *at);
            match value {
                Value::Number(number) => prop_assert_eq!(there, Data::Float(*number)),
                Value::Flag(flag) => prop_assert_eq!(there, Data::Bool(*flag)),
                Value::Fault(fault) => prop_assert_eq!(there, Data::String(fault.clone())),
                Value::Text(text) => prop_assert_eq!(there.to_string(), text.clone()),
                _ => prop_assert_eq!(there.to_string(), "(công thức chưa tính)"),
            }
        }
        prop_assert_eq!(back.part("xl/comments1.xml").matches("<comment ref").count(), marks.len());
    }
}
