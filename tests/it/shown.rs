//! Cells that show something else than they hold: a raised mark of a footnote, a figure that was struck through, a format
//! that shows another number. In each format in which offices send such cells.

#![expect(clippy::unwrap_used, reason = "a workbook that cannot be written fails the test")]

use std::fmt::Write as _;

use rust_xlsxwriter::{Format, FormatScript, Workbook};
use tthc::model::CellRef;

use crate::case::Case;
use crate::formats::fixture;
use crate::grid::{HEAD_2, under, workbook_of, zip};
use crate::reading::NOI_VU;

/// How a piece of a cell looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Raised,
    Struck,
}

/// `4^1^` has a raised 1, `~3~4` a struck 3.
fn pieces(cell: &str) -> Vec<(Look, &str)> {
    let mut look = Look::Plain;
    let parts = cell.split_inclusive(['^', '~']).map(|part| {
        let own = look;
        look = match (look, part.chars().last()) {
            (Look::Plain, Some('^')) => Look::Raised,
            (Look::Plain, Some('~')) => Look::Struck,
            _ => Look::Plain,
        };
        (own, part.trim_end_matches(['^', '~']))
    });
    parts.filter(|(_, text)| !text.is_empty()).collect()
}

/// The rows of a sheet, each cell as a format writes it.
fn rows(
    body: &str,
    row: (&str, &str),
    cell: impl Fn(CellRef, &[(Look, &str)]) -> String,
) -> String {
    let grid = under(HEAD_2, body);
    let mut rows = String::new();
    for (at, line) in (0..).zip(grid.trim_start_matches('\n').lines()) {
        rows.push_str(&row.0.replace("ROW", &(at + 1).to_string()));
        for (column, text) in (0..).zip(line.split('|').map(str::trim)) {
            let text = text.trim_start_matches("<<").trim_start_matches("^^");
            rows.push_str(&cell(CellRef::new(at, column), &pieces(text)));
        }
        rows.push_str(row.1);
    }
    rows
}

fn wrapped(pieces: &[(Look, &str)], wrap: impl Fn(Look, &str) -> String) -> String {
    pieces.iter().map(|(look, text)| wrap(*look, text)).collect()
}

fn html(body: &str) -> Vec<u8> {
    let rows = rows(body, ("<tr>", "</tr>"), |_, pieces| {
        let text = wrapped(pieces, |look, text| match look {
            Look::Plain => text.to_owned(),
            Look::Raised => format!("<sup>{text}</sup>"),
            Look::Struck => format!("<span style='text-decoration: line-through'>{text}</span>"),
        });
        format!("<td>{text}</td>")
    });
    format!("<html><meta charset=utf-8><table>{rows}</table></html>").into_bytes()
}

fn docx(body: &str) -> Vec<u8> {
    let rows = rows(body, ("<w:tr>", "</w:tr>"), |_, pieces| {
        let runs = wrapped(pieces, |look, text| {
            let properties = match look {
                Look::Plain => "",
                Look::Raised => r#"<w:vertAlign w:val="superscript"/>"#,
                Look::Struck => "<w:dstrike/>",
            };
            format!(
                r#"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#
            )
        });
        format!("<w:tc><w:p>{runs}</w:p></w:tc>")
    });
    let document = format!(
        r#"<w:document xmlns:w="w"><w:body><w:tbl>{rows}</w:tbl><w:p/></w:body></w:document>"#
    );
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    zip(&[("_rels/.rels", relations), ("word/document.xml", &document)])
}

/// A flat spreadsheet whose cells at some addresses are of a style, or of another type.
fn fods(body: &str, styled: &[(&str, &str)]) -> Vec<u8> {
    let rows = rows(body, ("<table:table-row>", "</table:table-row>"), |at, pieces| {
        let text = wrapped(pieces, |look, text| match look {
            Look::Plain => text.to_owned(),
            Look::Raised => format!(r#"<text:span text:style-name="T1">{text}</text:span>"#),
            Look::Struck => format!(r#"<text:span text:style-name="T2">{text}</text:span>"#),
        });
        let own =
            styled.iter().find(|(cell, _)| *cell == at.to_string()).map_or("", |(_, own)| own);
        let kind = if own.contains("value-type") { "" } else { r#"office:value-type="float""# };
        let value = match pieces {
            [(_, text)] if text.bytes().all(|b| b.is_ascii_digit()) => {
                format!(r#"{kind} office:value="{text}""#)
            }
            _ => r#"office:value-type="string""#.to_owned(),
        };
        format!("<table:table-cell {own} {value}><text:p>{text}</text:p></table:table-cell>")
    });
    format!(
        r#"<office:document xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:fo="f" xmlns:number="n" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>
        <number:number-style style:name="N1"><number:number number:display-factor="1000"/></number:number-style>
        <style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
        <style:style style:name="T2" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
        <style:style style:name="ce1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
        <style:style style:name="ce2" style:family="table-cell" style:data-style-name="N1"/>
        </office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Sở Nội vụ">{rows}</table:table></office:spreadsheet></office:body></office:document>"#
    )
    .into_bytes()
}

/// Texts inside of the cells, as programs write them that keep no list of texts.
fn inline(body: &str) -> Vec<u8> {
    let rows = rows(body, (r#"<row r="ROW">"#, "</row>"), |at, pieces| {
        let mut text = String::new();
        for (look, piece) in pieces {
            let properties = match look {
                Look::Plain => "",
                Look::Raised => r#"<rPr><vertAlign val="superscript"/></rPr>"#,
                Look::Struck => "<rPr><strike/></rPr>",
            };
            write!(text, r#"<r>{properties}<t xml:space="preserve">{piece}</t></r>"#).unwrap();
        }
        format!(r#"<c r="{at}" t="inlineStr"><is>{text}</is></c>"#)
    });
    workbook_of("Sở Nội vụ", &rows)
}

/// Texts in a list, as Excel writes them; some cells are numbers in a format.
fn shared(body: &str, formats: &[(&str, Format)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Sở Nội vụ").unwrap();
    let raised = Format::new().set_font_script(FormatScript::Superscript);
    let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
    let grid = under(HEAD_2, body);
    for (row, line) in (0..).zip(grid.trim_start_matches('\n').lines()) {
        for (column, text) in (0..).zip(line.split('|').map(str::trim)) {
            let text = text.trim_start_matches("<<").trim_start_matches("^^");
            let at = CellRef::new(row, column.into()).to_string();
            let format = formats.iter().find(|(cell, _)| *cell == at).map_or(&plain, |(_, f)| f);
            match (pieces(text).as_slice(), text.parse::<f64>()) {
                (_, Ok(number)) => {
                    sheet.write_number_with_format(row, column, number, format).unwrap();
                }
                ([], _) => {}
                ([(Look::Plain, text)], _) => _ = sheet.write_string(row, column, *text).unwrap(),
                ([(_, text)], _) => {
                    sheet.write_string_with_format(row, column, *text, &struck).unwrap();
                }
                (pieces, _) => {
                    let look = |look| match look {
                        Look::Plain => &plain,
                        Look::Raised => &raised,
                        Look::Struck => &struck,
                    };
                    let pieces: Vec<(&Format, &str)> =
                        pieces.iter().map(|(own, text)| (look(*own), *text)).collect();
                    sheet.write_rich_string(row, column, &pieces).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// What is read of a file of Sở Nội vụ: where, what for each field, and the findings.
fn read(name: &str, bytes: &[u8]) -> [String; 3] {
    let case = Case::of("phu-luc-2")
        .edit("pipelines/units.csv", "70.so-tu-phap,department,70,Sở Tư pháp,\n", "")
        .bytes(name, bytes);
    let night = case.read();
    [night.observed(), night.values(), night.findings()]
}

fn in_all_formats(body: &str) -> [(&'static str, Vec<u8>); 5] {
    [
        ("so-noi-vu.html", html(body)),
        ("so-noi-vu.docx", docx(body)),
        ("so-noi-vu.fods", fods(body, &[])),
        ("so-noi-vu-1.xlsx", inline(body)),
        ("so-noi-vu-2.xlsx", shared(body, &[])),
    ]
}

#[test]
fn raised_and_struck_pieces_are_no_digits() {
    let body = NOI_VU
        .replace("| 120 | 80 | 10 |", "| 120^1^ | ~9~80 | 1~2~0 |")
        .replace("| 100 | 97 |", "| ~99~ 100 ^(2)^ | 97 |");
    let [_, plain, _] = read("so-noi-vu.xlsx", &shared(NOI_VU, &[]));
    for (name, bytes) in in_all_formats(&body) {
        let [_, values, findings] = read(name, &bytes);
        assert_eq!(values, plain, "{name}: {findings}");
        assert_eq!(findings.matches("F118 warning").count(), 4, "{name}: {findings}");
        assert!(!findings.contains(" error "), "{name}: {findings}");
    }
}

#[test]
fn a_line_that_is_struck_through_does_not_count_and_is_told() {
    let struck = "~2~ | ~Tôn giáo~ | ~30~ | ~10~ | ~0~ | ~30~ | ~30~ | ~0~ | ~0~ | ~0~ | ~0~\n";
    let body = NOI_VU.lines().map(|line| {
        if line.contains("Tôn giáo") { struck.to_owned() } else { format!("{line}\n") }
    });
    let body: String = body.collect();
    let [_, plain, _] = read("so-noi-vu.xlsx", &shared(NOI_VU, &[]));
    for (name, bytes) in in_all_formats(&body) {
        let [_, values, findings] = read(name, &bytes);
        let first = plain.lines().filter(|line| !line.contains("Tôn giáo"));
        assert!(first.eq(values.lines()), "{name}: {values}{findings}");
        let told = findings.lines().filter(|line| line.contains("bị gạch ngang cả ô"));
        assert_eq!(told.count(), 9, "{name}: {findings}");
        assert!(findings.contains("F130 error"), "{name}: {findings}");
        // The total says that the line was meant.
        assert!(findings.contains("dòng tổng trừ các dòng khác được 30"), "{name}: {findings}");
    }
}

#[test]
fn a_count_in_a_format_that_shows_another_number_is_doubted() {
    let format = |code: &str| Format::new().set_num_format(code);
    let formats = [
        ("C7", format("0%")),
        ("D7", format("#,##0,")),
        ("E7", format(";;;")),
        ("F7", Format::new().set_font_strikethrough()),
        ("G7", format("#,##0;-#,##0;;@")),
        // Nothing is nothing in any format.
        ("H8", format("0.0%")),
        ("I8", format(";;;")),
    ];
    let [observed, _, findings] = read("so-noi-vu.xlsx", &shared(NOI_VU, &formats));
    assert!(observed.contains("Thi đua, khen thưởng: G=97 H=3 I=20 J=18 K=2"), "{observed}");
    assert!(observed.contains("Tôn giáo: C=30 D=10 E=0 F=30 G=30 H=0 I=0 J=0 K=0"), "{observed}");
    for (at, code, words) in [
        ("C7", "F131", "định dạng phần trăm"),
        ("D7", "F131", "định dạng theo nghìn"),
        ("E7", "F130", "định dạng ẩn"),
        ("F7", "F130", "gạch ngang"),
    ] {
        let told = |line: &&str| {
            line.starts_with(&format!("{code} error so-noi-vu.xlsx!Sở Nội vụ!{at}: "))
        };
        assert!(findings.lines().find(told).is_some_and(|line| line.contains(words)), "{findings}");
    }
    let styled = [
        ("C7", r#"office:value-type="percentage""#),
        ("D7", r#"table:style-name="ce2""#),
        ("F7", r#"table:style-name="ce1""#),
    ];
    let [observed, _, findings] = read("so-noi-vu.fods", &fods(NOI_VU, &styled));
    assert!(observed.contains("Thi đua, khen thưởng: E=10 G=97 H=3"), "{observed}{findings}");
    let page = html(&NOI_VU.replace("| 120 |", "| 12000% |"));
    let [observed, _, findings] = read("so-noi-vu.html", &page);
    assert!(!observed.contains("C=120") && findings.contains("F13"), "{observed}{findings}");
}

/// In an old workbook the looks of a cell stand beside its number, or beside each of several.
#[test]
fn a_percentage_of_an_old_workbook_is_doubted() {
    for (name, format) in [
        ("phu-luc-3.xlwt.xls", [0xe0, 0, 0x14, 0, 0x0c, 0, 1, 0]),
        ("phu-luc-3.lo.xls", [0xe0, 0, 0x14, 0, 6, 0, 0xa5, 0]),
        ("phu-luc-3.sheetjs.xls", [0xe0, 0, 0x14, 0, 0, 0, 1, 0]),
    ] {
        let mut bytes = fixture(name);
        let at = bytes.windows(format.len()).position(|found| found == format).unwrap();
        bytes[at + 6..at + 8].copy_from_slice(&[9, 0]);
        let case = Case::district("phu-luc-3").bytes("692.xls", &bytes);
        let night = case.read();
        let (values, findings) = (night.values(), night.findings());
        assert!(values.contains("pending_total=0"), "{name}: {values}");
        assert!(!values.contains("received_total=60"), "{name}: {values}");
        let told = "F131 error 692.xls!Phụ lục 3!C8: ";
        let told = findings.lines().find(|line| line.starts_with(told));
        assert!(
            told.is_some_and(|line| line.contains("định dạng phần trăm")),
            "{name}: {findings}"
        );
    }
}
