//! The data edition: every table with its values, a checklist for whoever reads it with a program or an ear, and text that
//! stays text.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use tthc::table::Columns;

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::lint::{Book, Parts, RULES, parts};
use crate::office::Office;
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU, SURVEY};
use crate::truth::NIGHTLY;

const DATA: &str = r#"
[data]
file = "so-lieu.xlsx"
keywords = ["thủ tục hành chính", "xếp hạng"]
"#;

fn small() -> Case {
    let wrong = LOC_NINH.replace("| 90 | 85 | 5 | 10 | 8 | 2", "| 91 | 85 | 5 | 10 | 8 | 2");
    Case::new()
        .declare("[[workbook]]", &format!("{DATA}\n[[workbook]]"))
        .file(
            "cap-huyen/692.xlsx",
            &[("Phụ lục 3", &under(HEAD_3, &wrong)), ("Phụ lục 5", &under(HEAD_5, SURVEY))],
        )
        .file("cap-huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

fn edition(case: &Case) -> Vec<u8> {
    std::fs::read(case.latest().path().join("so-lieu.xlsx")).unwrap()
}

/// Every sheet as text, without fingerprints of files.
fn outline(bytes: &[u8]) -> String {
    let book = Book::of(&parts(bytes));
    let mut out = String::new();
    for sheet in &book.sheets {
        writeln!(out, "== {} {:?}", sheet.name, sheet.tables[0].name).unwrap();
        let mut row = 0;
        for (at, cell) in &sheet.cells {
            let between = if at.0 == row { if at.1 == 0 { "" } else { " | " } } else { "\n" };
            row = at.0;
            let print = cell.text.len() == 64 && cell.text.bytes().all(|b| b.is_ascii_hexdigit());
            let code = cell.text.starts_with("Mã số liệu của lượt tính");
            let text = match cell.text.parse::<f64>() {
                // The last digits of a bound are nobody's.
                Ok(number) if !cell.is_text && cell.text.contains('.') => format!("{number:.6}"),
                _ if print => "[blake3]".to_owned(),
                _ if code => "[code]".to_owned(),
                _ => cell.text.clone(),
            };
            write!(out, "{between}{text}").unwrap();
        }
        out.push('\n');
    }
    out
}

#[test]
fn a_small_province_is_told_as_tables() {
    let case = small();
    case.run(&["--period", "2023-Q2"]).says_anything().exit(3);
    case.run(&["--period", "2023-Q3"]).says_anything().exit(3);
    insta::assert_snapshot!(outline(&edition(&case)));
}

#[test]
fn the_data_edition_keeps_every_rule_that_a_program_can_decide() {
    for bytes in [
        &NIGHTLY.files["so-lieu.xlsx"],
        &edition(&{
            let case = small();
            case.read();
            case
        }),
    ] {
        let book = Book::of(&parts(bytes));
        assert_eq!(book.faults(), [""; 0]);
        assert_eq!(book.sheets.len(), 9);
    }
}

/// What would break each rule: in a part, a text and what takes its place.
const PLANTED: [(u8, &str, &str, &str); 27] = [
    (1, "xl/worksheets/_rels/sheet3.xml.rels", "../tables/", "../other/"),
    (2, "xl/tables/table3.xml", "displayName=\"xep_hang\"", "displayName=\"Table3\""),
    (3, SHEET, "</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A6:B6\"/></mergeCells>"),
    (4, "xl/tables/table3.xml", ":AD12\"", ":AD13\""),
    (5, "xl/tables/table3.xml", "name=\"nhóm\"", "name=\"Column3\""),
    (5, "xl/tables/table3.xml", "<table ", "<table headerRowCount=\"0\" "),
    (6, "xl/styles.xml", "wrapText=\"1\"", ""),
    (7, "xl/tables/table3.xml", "<tableColumns", "<autoFilter ref=\"A4:U8\"/><tableColumns"),
    (7, SHEET, "<sheetFormatPr", "<pane ySplit=\"4\"/><sheetFormatPr"),
    (8, SHEET, "<c r=\"C6\"", "<c r=\"AZ6\""),
    (9, SHEET, "<row r=\"6\"", "<row hidden=\"1\" r=\"6\""),
    (9, "xl/workbook.xml", "<sheet name", "<sheet state=\"hidden\" name"),
    (10, SHEET, " width=\"", " width=\"9"),
    (11, "xl/sharedStrings.xml", "<t>Kỳ báo cáo.</t>", "<t>Kỳ báo cáo*</t>"),
    (14, "xl/tables/table2.xml", "displayName=\"ghi_chu\"", "displayName=\"khac\""),
    (17, "xl/styles.xml", "<sz val=\"12\"/>", "<sz val=\"9\"/>"),
    (18, SHEET, "<c r=\"A1\"", "<c r=\"B1\""),
    (
        20,
        SHEET,
        "</worksheet>",
        "<headerFooter><oddFooter>&amp;L x</oddFooter></headerFooter></worksheet>",
    ),
    (21, "xl/styles.xml", "<left/>", "<left style=\"thin\"/>"),
    (
        22,
        "xl/tables/table3.xml",
        "</tableColumns>",
        "</tableColumns><tableStyleInfo name=\"TableStyleMedium9\"/>",
    ),
    (23, "xl/styles.xml", "<color theme=\"1\"/>", "<color rgb=\"FFFF0000\"/>"),
    (25, "xl/media/logo.png", "", "PNG"),
    (26, "xl/vbaProject.bin", "", "VBA"),
    (27, "xl/workbook.xml", "name=\"xep_hang\"", "name=\"chi_tieu\""),
    (31, SHEET, "</sheetData>", "<row r=\"9000\"><c r=\"A9000\"><v>1</v></c></row></sheetData>"),
    (
        32,
        "xl/worksheets/_rels/sheet3.xml.rels",
        "</Relationships>",
        "<Relationship Id=\"rId9\" Type=\"table\" Target=\"../tables/table4.xml\"/></Relationships>",
    ),
    (35, "docProps/core.xml", "<dc:language>vi</dc:language>", ""),
];

const SHEET: &str = "xl/worksheets/sheet3.xml";

#[test]
fn every_rule_sees_what_breaks_it() {
    let case = small();
    case.read();
    let good = parts(&edition(&case));
    for (number, part, from, to) in PLANTED {
        let mut planted: Parts = good.clone();
        let text = planted.entry(part.to_owned()).or_default();
        assert!(text.contains(from), "{number}: {part} does not hold {from}");
        *text = if from.is_empty() { to.to_owned() } else { text.replacen(from, to, usize::MAX) };
        let faults = Book::of(&planted).faults();
        let seen = faults.iter().any(|fault| fault.starts_with(&format!("{number} (")));
        assert!(seen, "{number}: {part}, {from} → {to}: {faults:?}");
    }
    // A table that is moved to the right takes its cells with it.
    let mut planted = good.clone();
    let table = planted.get_mut("xl/tables/table3.xml").unwrap();
    *table = table.replacen("ref=\"A4:", "ref=\"B4:", 1);
    assert!(Book::of(&planted).faults().iter().any(|fault| fault.starts_with("30 (")));
    for (number, ..) in RULES {
        let planted = PLANTED.iter().any(|planted| planted.0 == number) || number == 30;
        assert!(planted, "nothing was planted against rule {number}");
    }
}

/// The values of the tables are those of the run, and a number is a number.
#[test]
fn the_tables_hold_what_the_run_holds() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(NIGHTLY.files["so-lieu.xlsx"].clone())).unwrap();
    let rows = |book: &mut Xlsx<_>, name: &str| {
        let range = book.worksheet_range(name).unwrap();
        let rows: Vec<Vec<Data>> = range.rows().skip(4).map(<[Data]>::to_vec).collect();
        rows
    };
    let rankings = NIGHTLY.table("rankings");
    let c = Columns::new("rankings", &rankings);
    let (unit, place) = (c.text("unit_id").unwrap(), c.whole("place").unwrap());
    let numerator = c.count("numerator").unwrap();
    let places = rows(&mut book, "xep_hang");
    assert_eq!(places.len(), rankings.height());
    for (row, cells) in places.iter().enumerate() {
        assert_eq!(cells[3].to_string(), unit.get(row).unwrap());
        let shown = |cell: &Data| cell.to_string();
        let held = |value: Option<String>| value.unwrap_or_else(|| "không có".to_owned());
        assert_eq!(shown(&cells[7]), held(place.get(row).map(|place| place.to_string())));
        assert_eq!(shown(&cells[12]), held(numerator.get(row).map(|sum| sum.to_string())));
        assert_eq!(place.get(row).is_some(), matches!(cells[7], Data::Float(_) | Data::Int(_)));
    }
    for (name, table) in [("nop_bao_cao", "submissions"), ("phat_hien", "findings")] {
        assert_eq!(rows(&mut book, name).len(), NIGHTLY.table(table).height(), "{name}");
    }
    let fields = NIGHTLY.table("metrics");
    let field = Columns::new("metrics", &fields).text("field").unwrap();
    let by_field = (0..fields.height()).filter(|row| !field.is_null(*row)).count();
    assert_eq!(rows(&mut book, "theo_linh_vuc").len(), by_field);
    let cells: f64 = rows(&mut book, "nguon").iter().map(|row| row[9].as_f64().unwrap()).sum();
    assert!(
        (cells - f64::from(u32::try_from(NIGHTLY.table("observations").height()).unwrap())).abs()
            < 0.5
    );
}

/// Names and notes that a spreadsheet would calculate stay what was written.
#[test]
fn text_of_submitters_never_becomes_a_formula() {
    let case = small().edit(
        "pipelines/units.csv",
        "Sở Nội vụ,",
        "\"=HYPERLINK(\"\"http://a\"\",\"\"b\"\")\",Sở Nội vụ",
    );
    case.read();
    let parts = parts(&edition(&case));
    let book = Book::of(&parts);
    let cells = || book.sheets.iter().flat_map(|sheet| sheet.cells.values());
    // Rates are formulas, of the columns of their tables and of nothing else.
    let quotient = |(table, then): (&str, &str)| {
        let of = |head: &str| format!("{table}[[#This Row],[{head}{then} (theo đơn vị tính)]]");
        let (above, below) = (of("tử số"), of("mẫu số"));
        format!("IF(N({below})>0,{above}/{below},\"không có\")")
    };
    let columns =
        [("xep_hang", ""), ("xep_hang", " kỳ trước"), ("chi_tieu", ""), ("theo_linh_vuc", "")];
    let known = columns.map(quotient);
    let formulas: Vec<&str> =
        cells().filter(|cell| cell.is_formula).map(|cell| cell.formula.as_str()).collect();
    assert!(known.iter().all(|known| formulas.contains(&known.as_str())), "{formulas:?}");
    assert!(formulas.iter().all(|formula| known.iter().any(|known| known == formula)));
    let named = cells().filter(|cell| cell.text == "=HYPERLINK(\"http://a\",\"b\")");
    assert!(named.clone().count() > 3 && named.clone().all(|cell| cell.is_text));
    assert!(parts["xl/styles.xml"].contains("quotePrefix=\"1\""));
    assert_eq!(book.faults(), [""; 0]);
}

#[test]
fn the_same_tables_give_the_same_edition_at_any_number_of_threads() {
    let bytes = |jobs: &str| {
        let case = small();
        case.run(&["--quiet", "--fail-on", "never", "--jobs", jobs]).exit(0);
        edition(&case)
    };
    let one = bytes("1");
    assert!(one == bytes("4") && one == bytes("2"), "the bytes differ");
}

/// Rows that moved in a file change no rate, but the cells that the edition names.
#[test]
fn cells_that_moved_make_the_edition_anew() {
    let case = small();
    case.read();
    let before = edition(&case);
    let lower = format!("Kèm theo công văn\n{}", under(HEAD_2, NOI_VU));
    let case = case.file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &lower)]);
    case.read();
    let after = edition(&case);
    assert_ne!(before, after, "the cells are those of the file before");
    let fresh = small().file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &lower)]);
    fresh.read();
    assert!(after == edition(&fresh), "it is another one than a first night makes");
}

/// A rerun of publishing alone has only what is stored.
#[test]
fn an_edition_made_from_stored_tables_is_the_same() {
    let case = small();
    case.read();
    let before = edition(&case);
    case.run(&["--quiet", "--fail-on", "never", "--from", "publish"]).exit(0);
    assert!(before == edition(&case), "the bytes differ");
    let fewer = case.declare("[data]", "[data]\ntables = [\"places\", \"sources\"]");
    fewer.read();
    assert_eq!(Book::of(&parts(&edition(&fewer))).sheets.len(), 4);
}

#[test]
fn all_faults_of_a_data_edition_are_told_in_one_pass() {
    let declared = "[data]\nfile = \"xep-hang.xlsx\"\ntables = [\"plces\", \"metrics\", \"metrics\"]\n\
                    keywords = [\"a, b\", \"\"]\nsize = 3\n";
    let case = Case::new().declare("[[workbook]]", &format!("{declared}\n[[workbook]]"));
    insta::assert_snapshot!(case.refused("en"));
    insta::assert_snapshot!("all_faults_of_a_data_edition_vi", case.refused("vi"));
}

/// LibreOffice reads the tables and writes the same values again.
#[test]
fn an_office_opens_a_data_edition() {
    let Some(office) = Office::open() else { return };
    let case = small();
    case.read();
    let bytes = edition(&case);
    let again = office.convert(&[("so-lieu.xlsx", &bytes)], "xlsx").remove(0);
    let [mut ours, mut theirs] = [bytes, again].map(|bytes| Xlsx::new(Cursor::new(bytes)).unwrap());
    assert_eq!(ours.sheet_names(), theirs.sheet_names());
    for name in ours.sheet_names() {
        let [ours, theirs] =
            [&mut ours, &mut theirs].map(|book| book.worksheet_range(&name).unwrap());
        let cells = |range: &calamine::Range<Data>| -> Vec<String> {
            let shown = |data: &Data| match data {
                // It keeps fifteen digits.
                Data::Float(number) => format!("{number:.12}"),
                other => other.to_string(),
            };
            let cells = range.used_cells();
            cells.map(|(row, column, data)| format!("{row} {column} {}", shown(data))).collect()
        };
        assert_eq!(cells(&ours), cells(&theirs), "{name}");
    }
}
