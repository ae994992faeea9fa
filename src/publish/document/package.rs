//! A document as a file: its parts by the templates that stand here, packed so that the same document gives the same bytes.

use std::io::{Cursor, Write as _};

use minijinja::{Environment, Value, context};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::plan::{
    Document, DocumentPart, DocumentRow, DocumentRowKind, DocumentSide, DocumentTable, RunLook,
};
use crate::model::plain;
use crate::publish::published::PublishError;

/// The parts in the order of the package; their ending turns escaping on. What readers look for stands first.
const PARTS: [(&str, &str); 8] = [
    ("[Content_Types].xml", include_str!("content_types.xml")),
    ("_rels/.rels", include_str!("package_rels.xml")),
    ("word/document.xml", include_str!("document.xml")),
    ("word/_rels/document.xml.rels", include_str!("document_rels.xml")),
    ("word/styles.xml", include_str!("styles.xml")),
    ("word/header.xml", include_str!("header.xml")),
    ("word/footer.xml", include_str!("footer.xml")),
    ("docProps/core.xml", include_str!("core.xml")),
];

/// Turns a document into a file.
pub(in crate::publish) fn bytes(document: &Document, file: &str) -> Result<Vec<u8>, PublishError> {
    let failed =
        |reason: String| PublishError { file: file.to_owned(), sheet: String::new(), reason };
    let mut environment = Environment::new();
    for (name, template) in PARTS {
        // `.rels` would not be escaped.
        environment
            .add_template(named(name), template)
            .map_err(|error| failed(error.to_string()))?;
    }
    let shown = shown(document);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, _) in PARTS {
        let part = environment.get_template(named(name));
        let part = part.and_then(|template| template.render(&shown));
        let part = part.map_err(|error| failed(error.to_string()))?;
        let started = package.start_file(name, options).map_err(std::io::Error::from);
        let written = started.and_then(|()| package.write_all(part.as_bytes()));
        written.map_err(|error| failed(error.to_string()))?;
    }
    let packed = package.finish().map_err(|error| failed(error.to_string()))?;
    Ok(packed.into_inner())
}

/// The name of a part as a template: what stands in any of them is escaped.
fn named(part: &'static str) -> &'static str {
    part.strip_suffix(".rels").map_or(part, |_| match part {
        "_rels/.rels" => "package_rels.xml",
        _ => "document_rels.xml",
    })
}

fn shown(document: &Document) -> Value {
    let Document { superiors, issuer, number, date, title, subject, parts, .. } = document;
    let Document { recipients, signatures, foot, created, .. } = document;
    let (year, month) = created;
    let signatures = signatures.iter().map(|signature| {
        context! { who => on_paper(&signature.who), hint => signature.hint }
    });
    let signatures: Vec<Value> = signatures.collect();
    context! {
        superiors => superiors.iter().map(|line| on_paper(line)).collect::<Vec<_>>(),
        issuer => on_paper(issuer),
        number => on_paper(number),
        date => on_paper(date),
        title => on_paper(title),
        subject => on_paper(subject),
        parts => parts.iter().map(part).collect::<Vec<_>>(),
        recipients => recipients.iter().map(|line| on_paper(line)).collect::<Vec<_>>(),
        signatures => signatures,
        foot => on_paper(foot),
        created => format!("{year}-{month:02}-01T00:00:00Z"),
    }
}

fn part(part: &DocumentPart) -> Value {
    match part {
        DocumentPart::Heading(text) => context! { heading => on_paper(text) },
        DocumentPart::Subheading(text) => context! { subheading => on_paper(text) },
        DocumentPart::Text(runs) => {
            let runs = runs.iter().map(|run| {
                let properties = properties(run.look, DocumentTable::POINTS);
                context! { properties, text => on_paper(&run.text) }
            });
            context! { runs => runs.collect::<Vec<_>>() }
        }
        DocumentPart::Table(table) => {
            let columns = table.columns.iter().map(|column| {
                context! {
                    title => on_paper(&column.title),
                    side => side(column.side),
                    width => column.width,
                }
            });
            let rows = table.rows.iter().map(|shown| row(shown, table.points)).collect::<Vec<_>>();
            let properties = properties(RunLook::Plain, table.points);
            context! { columns => columns.collect::<Vec<_>>(), rows, properties }
        }
    }
}

fn row(row: &DocumentRow, points: u8) -> Value {
    let bold = matches!(row.kind, DocumentRowKind::Strong | DocumentRowKind::Group);
    let cells = row.cells.iter().map(|cell| {
        let lines = cell.lines.iter().map(|line| on_paper(line)).collect::<Vec<_>>();
        let look = if bold && cell.look == RunLook::Plain { RunLook::Bold } else { cell.look };
        context! { lines, properties => properties(look, points) }
    });
    context! {
        wide => row.kind.is_wide(),
        leads => row.kind == DocumentRowKind::Group,
        cells => cells.collect::<Vec<_>>(),
    }
}

/// What a stretch of a text says of itself; nothing where it is as its style is.
fn properties(look: RunLook, points: u8) -> Value {
    let look = match look {
        RunLook::Plain => "",
        RunLook::Bold => "<w:b/><w:bCs/>",
        RunLook::Italic => "<w:i/><w:iCs/>",
        RunLook::Code => {
            "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>"
        }
    };
    let size = match points {
        DocumentTable::POINTS => String::new(),
        points => {
            let half = u32::from(points) * 2;
            format!("<w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/>")
        }
    };
    let said = format!("{look}{size}");
    let said = if said.is_empty() { said } else { format!("<w:rPr>{said}</w:rPr>") };
    Value::from_safe_string(said)
}

/// As the format has it.
const fn side(side: DocumentSide) -> &'static str {
    match side {
        DocumentSide::Left => "left",
        DocumentSide::Center => "center",
        DocumentSide::Right => "right",
    }
}

/// A text with nothing in it that the format cannot hold.
fn on_paper(text: &str) -> String {
    plain(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::document::fit::fitted;
    use crate::publish::document::plan::{
        DocumentCell, DocumentHead, DocumentRun, DocumentSignature,
    };

    fn head(title: &str, share: u32) -> DocumentHead {
        DocumentHead { title: title.to_owned(), side: DocumentSide::Left, share }
    }

    fn full() -> Document {
        let code = DocumentCell::code(["0123456789abcdef".to_owned(), "f0".to_owned()]);
        let rows = vec![
            DocumentRow::group("Huyện <A>"),
            DocumentRow { kind: DocumentRowKind::Plain, cells: vec!["1".to_owned().into(), code] },
            DocumentRow::sum(["Cộng".to_owned(), String::new()]),
        ];
        let sign = |who: &str| DocumentSignature { who: who.to_owned(), hint: "(Ký tên)" };
        Document {
            superiors: vec!["TỈNH".to_owned()],
            issuer: "SỞ".to_owned(),
            number: String::new(),
            date: String::new(),
            title: "BIÊN BẢN".to_owned(),
            subject: "Bốc thăm".to_owned(),
            parts: vec![
                DocumentPart::Heading("1. Một".to_owned()),
                DocumentPart::Subheading("a) Hai".to_owned()),
                DocumentPart::item("ba"),
                DocumentPart::Text(vec![
                    DocumentRun::new(RunLook::Italic, "bốn"),
                    DocumentRun::new(RunLook::Bold, " & năm"),
                ]),
                DocumentPart::Table(fitted(vec![head("TT", 0), head("Mã băm", 1)], rows, 10)),
            ],
            recipients: vec!["Lưu: VT".to_owned()],
            signatures: vec![sign("THƯ KÝ"), sign("CHỦ TRÌ"), sign("GIÁM SÁT")],
            foot: "chân trang".to_owned(),
            created: (2023, 8),
        }
    }

    /// The text of the document itself, which is stored where it does not pack.
    fn body(document: &Document) -> String {
        use std::io::Read as _;
        let packed = bytes(document, "x.docx").expect("a document");
        let mut package = zip::ZipArchive::new(Cursor::new(packed)).expect("a package");
        let mut text = String::new();
        let mut part = package.by_name("word/document.xml").expect("its text");
        part.read_to_string(&mut text).expect("as text");
        text
    }

    #[test]
    fn every_kind_of_part_is_laid_out_as_it_is_meant() {
        let said = body(&full());
        for expected in [
            "<w:outlineLvl w:val=\"1\"/>",
            "<w:t xml:space=\"preserve\">- ba</w:t>",
            "<w:rPr><w:i/><w:iCs/></w:rPr><w:t xml:space=\"preserve\">bốn<",
            "<w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\"> &amp; năm<",
            "<w:gridSpan w:val=\"2\"/>",
            "Huyện &lt;A&gt;",
            "w:cs=\"Courier New\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr><w:t \
             xml:space=\"preserve\">0123456789abcdef</w:t><w:br/><w:t xml:space=\"preserve\">f0</w:t>",
            "<w:b/><w:bCs/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr><w:t \
             xml:space=\"preserve\">Cộng<",
            "GIÁM SÁT",
            "- Lưu: VT.",
        ] {
            assert!(said.contains(expected), "{expected}\n{said}");
        }
        assert!(!said.contains("DateLine") && !said.contains("\"Number\""), "{said}");
        // A row of signatures has two cells, though the last has one to sign.
        assert_eq!(said.matches("w:w=\"4536\" w:type").count(), 2, "{said}");
    }

    #[test]
    fn the_columns_of_a_table_are_as_wide_as_the_page_and_no_line_of_code_is_broken() {
        let Some(DocumentPart::Table(table)) = full().parts.pop() else {
            panic!("a table");
        };
        assert_eq!(table.columns.iter().map(|column| column.width).sum::<u32>(), 9_071);
        let code = DocumentRow {
            kind: DocumentRowKind::Plain,
            cells: vec![DocumentCell::code(["f".repeat(32)])],
        };
        let narrow = fitted(vec![head("Mã", 0)], vec![code], 10);
        // 32 letters of 6 points are 3,840 twentieths, and a cell has 216 beside them.
        assert!((4_056..4_500).contains(&narrow.columns[0].width), "{narrow:?}");
        // What cannot fit is as wide as the page all the same.
        let long = DocumentRow::plain(["chữ ".repeat(40), "chữ ".repeat(40), String::new()]);
        let wide = fitted(vec![head("a", 0), head("b", 0), head("c", 1)], vec![long], 12);
        let all: u32 = wide.columns.iter().map(|column| column.width).sum();
        assert!((9_000..=9_071).contains(&all), "{wide:?}");
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        let twice = [full(), full()].map(|document| bytes(&document, "x.docx").ok());
        assert_eq!(twice[0], twice[1]);
        assert!(twice[0].is_some());
    }
}
