//! Cells that show something else than they hold: a raised mark of a footnote, a figure that was struck through, a format
//! that shows another number. In each format in which offices send such cells.

#![expect(clippy::unwrap_used, reason = "a workbook that cannot be written fails the test")]

use std::fmt::Write as _;

use rust_xlsxwriter::{Format, FormatScript, Workbook};
use tthc::model::CellRef;

use crate::biff::{self, PLAIN, RAISED, STRUCK};
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

/// Styles of letters, the raised one built on another.
const LETTERS: &str = r#"<w:styles xmlns:w="w">
    <w:style w:type="character" w:styleId="ChuThich"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="ChuThichNho"><w:basedOn w:val="ChuThich"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Bo"><w:rPr><w:strike/></w:rPr></w:style>
    </w:styles>"#;

/// A document whose runs say themselves how they look, or by a style.
fn docx(body: &str, styled: bool) -> Vec<u8> {
    let rows = rows(body, ("<w:tr>", "</w:tr>"), |_, pieces| {
        let runs = wrapped(pieces, |look, text| {
            let properties = match look {
                // Taken back by the run itself.
                Look::Plain if styled => r#"<w:rStyle w:val="Bo"/><w:strike w:val="0"/>"#,
                Look::Raised if styled => r#"<w:rStyle w:val="ChuThichNho"/>"#,
                Look::Struck if styled => r#"<w:rStyle w:val="Bo"/>"#,
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
    let own = r#"<Relationships><Relationship Id="r1" Type="x/styles" Target="styles.xml"/></Relationships>"#;
    zip(&[
        ("_rels/.rels", relations),
        ("word/_rels/document.xml.rels", own),
        ("word/styles.xml", LETTERS),
        ("word/document.xml", &document),
    ])
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
        <style:style style:name="ce3" style:family="table-cell" style:parent-style-name="ce1"/>
        <style:style style:name="ce4" style:family="table-cell" style:parent-style-name="ce3"><style:text-properties style:text-line-through-style="none"/></style:style>
        <style:style style:name="ce2" style:family="table-cell" style:data-style-name="N1"/>
        </office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Sở Nội vụ">{rows}</table:table></office:spreadsheet></office:body></office:document>"#
    )
    .into_bytes()
}

/// A workbook of Excel 97, whose texts begin in the font of their cell.
fn xls(body: &str) -> Vec<u8> {
    let grid = under(HEAD_2, body);
    let mut cells = Vec::new();
    for (row, line) in (0..).zip(grid.trim_start_matches('\n').lines()) {
        for (column, text) in (0..).zip(line.split('|').map(str::trim)) {
            let text = text.trim_start_matches("<<").trim_start_matches("^^");
            let font = |look| match look {
                Look::Plain => PLAIN,
                Look::Raised => RAISED,
                Look::Struck => STRUCK,
            };
            let pieces: Vec<_> =
                pieces(text).into_iter().map(|(look, text)| (font(look), text)).collect();
            if !pieces.is_empty() {
                cells.push((CellRef::new(row, column), pieces));
            }
        }
    }
    biff::xls("Sở Nội vụ", &cells)
}

/// An XML spreadsheet of Excel 2003; some cells are numbers in a style.
fn xml(body: &str, styled: &[(&str, &str)]) -> Vec<u8> {
    let rows = rows(body, ("<Row>", "</Row>"), |at, pieces| {
        let text = wrapped(pieces, |look, text| match look {
            Look::Plain => format!("<Font html:Size=\"11\">{text}</Font>"),
            Look::Raised => format!("<Sup><Font html:Size=\"11\">{text}</Font></Sup>"),
            Look::Struck => format!("<B><S>{text}</S></B>"),
        });
        let style = styled.iter().find(|(cell, _)| *cell == at.to_string());
        match (style, pieces) {
            (_, []) => "<Cell/>".to_owned(),
            (Some((_, style)), [(_, number)]) => {
                format!(
                    r#"<Cell ss:StyleID="{style}"><Data ss:Type="Number">{number}</Data></Cell>"#
                )
            }
            _ => format!(r#"<Cell><ss:Data ss:Type="String">{text}</ss:Data></Cell>"#),
        }
    });
    format!(
        r##"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40"><Styles>
        <Style ss:ID="Default"><NumberFormat/></Style><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
        <Style ss:ID="t"><NumberFormat ss:Format="#,##0,"/></Style><Style ss:ID="h"><NumberFormat ss:Format=";;;"/></Style>
        <Style ss:ID="n" ss:Parent="p"><NumberFormat ss:Format="#,##0"/></Style>
        <Style ss:ID="s"><Font ss:FontName="Arial" ss:StrikeThrough="1"/></Style><Style ss:ID="u" ss:Parent="s"/>
        </Styles><Worksheet ss:Name="Sở Nội vụ"><Table>{rows}</Table></Worksheet></Workbook>"##
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

fn in_all_formats(body: &str) -> [(&'static str, Vec<u8>); 8] {
    [
        ("so-noi-vu.html", html(body)),
        ("so-noi-vu-1.docx", docx(body, false)),
        ("so-noi-vu-2.docx", docx(body, true)),
        ("so-noi-vu.fods", fods(body, &[])),
        ("so-noi-vu.xls", xls(body)),
        ("so-noi-vu.xml", xml(body, &[])),
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
        let told: Vec<&str> = findings.lines().filter(|line| line.contains("gạch ngang")).collect();
        assert_eq!(told.len(), 1, "{name}: {findings}");
        assert!(told[0].starts_with("F119 error"), "{name}: {findings}");
        // Nothing is said of a total that would be right with it.
        assert!(!findings.contains("F203"), "{name}: {findings}");
        let cells = ["ô C8:K8", "từ dòng 8, cột 3 đến dòng 8, cột 11"];
        assert!(cells.iter().any(|cells| told[0].contains(cells)), "{name}: {findings}");
        let said = ["dòng \"Tôn giáo\"", "ghi 30; 10; 0; 30; 30; 0; 0; 0; 0"];
        // The total says that the line was meant.
        let said = said.iter().chain(&["dòng tổng vẫn cộng các số này"]);
        for words in said {
            assert!(told[0].contains(words), "{name}: {findings}");
        }
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
    let styled = [("C7", "p"), ("D7", "t"), ("E7", "h"), ("F7", "u"), ("G7", "n")];
    let [observed, _, findings] = read("so-noi-vu.xml", &xml(NOI_VU, &styled));
    assert!(observed.contains("Thi đua, khen thưởng: G=97 H=3"), "{observed}{findings}");
    for told in [
        "F131 error so-noi-vu.xml!Sở Nội vụ!C7",
        "F131 error so-noi-vu.xml!Sở Nội vụ!D7",
        "F130 error so-noi-vu.xml!Sở Nội vụ!E7",
        "F130 error so-noi-vu.xml!Sở Nội vụ!F7",
    ] {
        assert!(findings.contains(told), "{findings}");
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

/// A total that leaves the struck lines out says so; where it says something else, what.
#[test]
fn the_total_tells_whether_struck_figures_were_meant() {
    let struck = "2 | Tôn giáo | ~30~ | ~10~ | ~0~ | ~30~ | ~30~ | ~0~ | ~0~ | ~0~ | ~0~";
    let line = NOI_VU.lines().find(|line| line.contains("Tôn giáo")).unwrap();
    let body = NOI_VU.replace(line, struck);
    let without = body.replace("| 150 | 90 | 10 | 130 | 127 |", "| 120 | 80 | 10 | 100 | 97 |");
    let other = body.replace("| 150 | 90 |", "| 1620 | 90 |");
    for (body, words) in [
        (&body, "dòng tổng vẫn cộng các số này"),
        (&without, "dòng tổng không cộng các số này"),
        (&other, "dòng tổng trừ các dòng khác được 1.500; 10; 0; 30; 30; 0; 0; 0; 0"),
    ] {
        let [_, values, findings] = read("so-noi-vu.xls", &xls(body));
        let told =
            findings.lines().find(|line| line.starts_with("F119 error so-noi-vu.xls!Sở Nội vụ!B8"));
        let told = told.unwrap_or_default();
        assert!(told.contains(words) && told.contains("ô C8:K8"), "{values}{findings}");
        assert!(!findings.contains("F130"), "{findings}");
    }
    // Some figures of a line are doubted one by one.
    let [_, _, findings] = read("so-noi-vu.xls", &xls(&body.replace("~10~", "10")));
    assert_eq!(findings.matches("F130 error").count(), 8, "{findings}");
    assert!(!findings.contains("F119"), "{findings}");
}

#[test]
fn a_line_of_which_only_the_name_is_struck_counts_and_is_told() {
    let body = NOI_VU.replace("| Tôn giáo ", "| ~Tôn giáo~ ").replace("Thi đua", "~Thi~ Thi đua");
    let [_, plain, _] = read("so-noi-vu.xlsx", &shared(NOI_VU, &[]));
    for (name, bytes) in in_all_formats(&body) {
        let [_, values, findings] = read(name, &bytes);
        assert_eq!(values, plain, "{name}: {findings}");
        let told: Vec<&str> = findings.lines().filter(|line| line.contains("gạch ngang")).collect();
        assert_eq!(told.len(), 1, "{name}: {findings}");
        assert!(
            told[0].starts_with("F119 warning") && told[0].contains("\"Tôn giáo\""),
            "{findings}"
        );
    }
}

/// A cell that names no style is of that of its row, or else of its column; a style may take back what it builds on.
#[test]
fn a_style_of_a_column_or_a_row_is_that_of_its_cells() {
    let columns = r#"<table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="ce3"/>"#;
    let sheet = String::from_utf8(fods(NOI_VU, &[("C9", r#"table:style-name="ce4""#)])).unwrap();
    let sheet = sheet.replacen("<table:table-row>", &format!("{columns}<table:table-row>"), 1);
    let rows: Vec<&str> = sheet.split("<table:table-row>").collect();
    let row = r#"<table:table-row table:default-cell-style-name="ce4">"#;
    let (above, below) = (rows[..8].join("<table:table-row>"), rows[8..].join("<table:table-row>"));
    for (between, told) in [("<table:table-row>", 2), (row, 1)] {
        let sheet = format!("{above}{between}{below}");
        let [_, values, findings] = read("so-noi-vu.fods", sheet.as_bytes());
        let is_told = |line: &&str| line.contains("bị gạch ngang cả ô");
        assert_eq!(findings.lines().filter(is_told).count(), told, "{values}{findings}");
        assert!(findings.contains("F130 error so-noi-vu.fods!Sở Nội vụ!C7"), "{findings}");
    }
}
