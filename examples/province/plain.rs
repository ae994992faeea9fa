//! A filled form as text in rows, as an office saves it where it does not send .xlsx: CSV, a web page that is named .xls,
//! OpenDocument.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::XlsxError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::page::Letter;
use super::table::{Line, Table};
use super::typed::{self, Typed};

/// How an office saves its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// A workbook.
    Xlsx,
    /// Text with commas, or with semicolons as a Vietnamese Excel writes it.
    Csv(char),
    /// A web page named `.xls`.
    Html,
    /// OpenDocument.
    Ods,
}

impl Saved {
    /// What the name of the file ends in.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv(_) => "csv",
            Self::Html => "xls",
            Self::Ods => "ods",
        }
    }

    /// The file.
    pub fn bytes(self, letter: &Letter, table: &Table) -> Result<Vec<u8>, XlsxError> {
        Ok(match self {
            Self::Xlsx => super::page::workbook(letter, &[table])?,
            Self::Csv(comma) => csv(&rows(letter, table), comma).into_bytes(),
            Self::Html => html(&rows(letter, table), table).into_bytes(),
            Self::Ods => ods(&rows(letter, table), table).unwrap_or_default(),
        })
    }
}

/// A cell: its text, and how many rows and columns it spans.
#[derive(Debug, Clone)]
struct PlainCell {
    column: u16,
    text: String,
    rows: u32,
    columns: u16,
}

impl PlainCell {
    const fn new(column: u16, text: String) -> Self {
        Self { column, text, rows: 1, columns: 1 }
    }

    fn is_number(&self) -> bool {
        !self.text.is_empty() && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

type Row = Vec<PlainCell>;

/// The sheet from its letterhead to its notes.
fn rows(letter: &Letter, table: &Table) -> Vec<Row> {
    let form = table.form;
    let alone = |text: &str| vec![PlainCell::new(0, text.to_owned())];
    let mut rows = vec![alone(&letter.sender[0]), alone(&letter.sender[1]), Row::new()];
    rows.extend([alone(form.sheet), alone(form.title), alone(&letter.period.line()), Row::new()]);
    for row in 0..form.header_rows {
        let heads = form.heads.iter().filter(|head| head.0 == row);
        let cell = |&(top, left, bottom, right, text): &(u32, u16, u32, u16, &str)| PlainCell {
            column: left,
            text: text.to_owned(),
            rows: bottom - top + 1,
            columns: right - left + 1,
        };
        rows.push(heads.map(cell).collect());
    }
    for group in &table.groups {
        let lines = group.lines.iter().zip(1..);
        rows.extend(lines.map(|(line, number)| item(line, number, form.last_column())));
        rows.push(filled("", "Tổng", &group.total));
    }
    rows.push(Row::new());
    rows.extend(form.notes.iter().map(|note| alone(note)));
    rows
}

fn item(line: &Line, number: u32, last: u16) -> Row {
    let mut row = filled(&number.to_string(), &line.label, &line.cells);
    row.push(PlainCell::new(last, line.note.to_owned()));
    row
}

fn filled(number: &str, label: &str, figures: &[Typed]) -> Row {
    let cells = figures.iter().map(|typed| match typed {
        Typed::Count(count) => count.to_string(),
        Typed::Text { text, .. } => (*text).to_owned(),
        Typed::Fraction { number, .. } => number.to_string(),
        Typed::Level { count, tenths } => typed::level(*count, *tenths),
    });
    let texts = [number.to_owned(), label.to_owned()].into_iter().chain(cells);
    (0..).zip(texts).map(|(column, text)| PlainCell::new(column, text)).collect()
}

fn csv(rows: &[Row], comma: char) -> String {
    let mut out = "\u{feff}".to_owned();
    for row in rows {
        let mut at = 0;
        for cell in row {
            for _ in at..cell.column {
                out.push(comma);
            }
            at = cell.column;
            if cell.text.contains(comma) {
                out.extend(["\"", &cell.text, "\""]);
            } else {
                out.push_str(&cell.text);
            }
        }
        out.push_str("\r\n");
    }
    out
}

/// What stands in each column of a row: a cell, nothing, or what a cell above or before it covers.
enum Place<'c> {
    Cell(&'c PlainCell),
    Blank,
    Covered,
}

fn places(rows: &[Row], at: usize, last: u16) -> Vec<Place<'_>> {
    let covers = |row: usize, cell: &PlainCell, column: u16| {
        (row + cell.rows as usize > at)
            && (cell.column..cell.column + cell.columns).contains(&column)
    };
    let place = |column: u16| {
        if let Some(cell) = rows[at].iter().find(|cell| cell.column == column) {
            return Place::Cell(cell);
        }
        let mut above = rows[..=at].iter().enumerate();
        if above.any(|(row, cells)| cells.iter().any(|cell| covers(row, cell, column))) {
            Place::Covered
        } else {
            Place::Blank
        }
    };
    (0..=last).map(place).collect()
}

fn html(rows: &[Row], table: &Table) -> String {
    let mut out =
        "<html><head><meta charset=\"utf-8\"></head><body><table border=\"1\">\n".to_owned();
    for at in 0..rows.len() {
        out.push_str("<tr>");
        for place in places(rows, at, table.form.last_column()) {
            match place {
                Place::Covered => {}
                Place::Blank => out.push_str("<td></td>"),
                Place::Cell(cell) => {
                    let (rows, columns, text) = (cell.rows, cell.columns, &cell.text);
                    let span = match (rows, columns) {
                        (1, 1) => String::new(),
                        _ => format!(" rowspan=\"{rows}\" colspan=\"{columns}\""),
                    };
                    let _ = write!(out, "<td{span}>{text}</td>");
                }
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table></body></html>\n");
    out
}

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn ods(rows: &[Row], table: &Table) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut cells = String::new();
    for at in 0..rows.len() {
        cells.push_str("<table:table-row>");
        for place in places(rows, at, table.form.last_column()) {
            match place {
                Place::Covered => cells.push_str("<table:covered-table-cell/>"),
                Place::Blank => cells.push_str("<table:table-cell/>"),
                Place::Cell(cell) => cells.push_str(&ods_cell(cell)),
            }
        }
        cells.push_str("</table:table-row>");
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\"><office:body>\
         <office:spreadsheet><table:table table:name=\"{}\">{cells}</table:table></office:spreadsheet></office:body>\
         </office:document-content>",
        table.form.sheet
    );
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{MIME}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    let files = [
        ("mimetype", MIME.as_bytes(), CompressionMethod::Stored),
        ("content.xml", content.as_bytes(), CompressionMethod::Deflated),
        ("META-INF/manifest.xml", manifest.as_bytes(), CompressionMethod::Deflated),
    ];
    archive(files)
}

fn ods_cell(cell: &PlainCell) -> String {
    let (rows, columns, text) = (cell.rows, cell.columns, &cell.text);
    let span = match (rows, columns) {
        (1, 1) => String::new(),
        _ => format!(
            " table:number-rows-spanned=\"{rows}\" table:number-columns-spanned=\"{columns}\""
        ),
    };
    let kind = if cell.is_number() {
        format!(" office:value-type=\"float\" office:value=\"{text}\"")
    } else {
        " office:value-type=\"string\"".to_owned()
    };
    format!("<table:table-cell{span}{kind}><text:p>{text}</text:p></table:table-cell>")
}

/// Files as one archive; the same files give the same bytes.
pub fn archive<'f>(
    files: impl IntoIterator<Item = (&'f str, &'f [u8], CompressionMethod)>,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes, method) in files {
        let options = SimpleFileOptions::default();
        let options = options.compression_method(method).last_modified_time(DateTime::default());
        writer.start_file(name, options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}
