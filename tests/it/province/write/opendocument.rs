//! OpenDocument spreadsheets, flat and in a package.

use std::fmt::Write as _;

use tthc::model::CellRef;

use super::escaped;
use crate::grid::zip;
use crate::province::paper::{Cell, Page};

const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0""#;

const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// One flat file.
pub(super) fn flat(pages: &[Page]) -> Vec<u8> {
    let kind = format!(r#" office:mimetype="{KIND}""#);
    document("office:document", &kind, pages).into_bytes()
}

/// A package.
pub(super) fn package(pages: &[Page]) -> Vec<u8> {
    let content = document("office:document-content", "", pages);
    let manifest = format!(
        r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#
    );
    zip(&[("mimetype", KIND), ("content.xml", &content), ("META-INF/manifest.xml", &manifest)])
}

fn document(root: &str, kind: &str, pages: &[Page]) -> String {
    let tables: String = pages.iter().map(table).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><{root} {SPACES} office:version="1.3"{kind}><office:automatic-styles><style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></{root}>"#
    )
}

fn table(page: &Page) -> String {
    let (rows, columns) = page.size();
    let style = if page.hidden { r#" table:style-name="h""# } else { "" };
    let mut table = format!(r#"<table:table table:name="{}"{style}>"#, escaped(&page.name));
    for row in 0..rows {
        table.push_str("<table:table-row>");
        for at in (0..columns).map(|column| CellRef::new(row, column)) {
            if page.is_covered(at) {
                table.push_str("<table:covered-table-cell/>");
                continue;
            }
            let (high, wide) = page.span(at);
            let span = if (high, wide) == (1, 1) {
                String::new()
            } else {
                format!(
                    r#" table:number-rows-spanned="{high}" table:number-columns-spanned="{wide}""#
                )
            };
            let (value, text) = page.cells.get(&at).map(written).unwrap_or_default();
            let _ = write!(table, "<table:table-cell{span}{value}>{text}</table:table-cell>");
        }
        table.push_str("</table:table-row>");
    }
    table + "</table:table>"
}

/// The value of a cell, and the text that shows it.
fn written(cell: &Cell) -> (String, String) {
    let paragraph = |text: &str| format!("<text:p>{text}</text:p>");
    let number = |number: f64| {
        (
            format!(r#" office:value-type="float" office:value="{number}""#),
            paragraph(&number.to_string()),
        )
    };
    match cell {
        Cell::Text(text) => {
            (r#" office:value-type="string""#.to_owned(), paragraph(&escaped(text)))
        }
        Cell::Number(value) => number(*value),
        Cell::Date(day) => {
            (format!(r#" office:value-type="date" office:date-value="{day}""#), paragraph(day))
        }
        Cell::Formula(formula, result) => {
            let (value, text) = result.map(number).unwrap_or_default();
            (format!(r#" table:formula="of:={formula}"{value}"#), text)
        }
    }
}
