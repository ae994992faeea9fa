//! Word documents: each sheet a table.

use std::fmt::Write as _;

use tthc::model::CellRef;

use super::{escaped, shown};
use crate::grid::zip;
use crate::province::paper::Page;

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

pub(super) fn file(pages: &[Page]) -> Vec<u8> {
    let tables: String = pages.iter().map(table).collect();
    let document = format!(
        r#"{XML}<w:document xmlns:w="{WORD}"><w:body>{tables}<w:p/></w:body></w:document>"#
    );
    let relations = format!(
        r#"{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    zip(&[("_rels/.rels", &relations), ("word/document.xml", &document)])
}

fn table(page: &Page) -> String {
    let (rows, columns) = page.size();
    let mut table = String::from("<w:tbl>");
    for row in 0..rows {
        table.push_str("<w:tr>");
        for column in 0..columns {
            let at = CellRef::new(row, column);
            let area = page.merges.iter().find(|area| area.contains(at));
            if area.is_some_and(|area| area.first.column != column) {
                continue;
            }
            let mut properties = String::new();
            if let Some(area) = area {
                let wide = area.last.column - area.first.column + 1;
                let _ = write!(properties, r#"<w:gridSpan w:val="{wide}"/>"#);
                if area.last.row > area.first.row {
                    let begins = if area.first.row == row { r#" w:val="restart""# } else { "" };
                    let _ = write!(properties, "<w:vMerge{begins}/>");
                }
            }
            let text = page.cells.get(&at).map(shown).unwrap_or_default();
            let _ = write!(
                table,
                r#"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p></w:tc>"#,
                escaped(&text)
            );
        }
        table.push_str("</w:tr>");
    }
    table + "</w:tbl><w:p/>"
}
