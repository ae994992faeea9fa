//! XML spreadsheets of Excel 2003.

use std::fmt::Write as _;

use tthc::model::CellRef;

use super::{escaped, rows};
use crate::province::mess::{Mess, Messes};
use crate::province::paper::{Cell, Page};
use crate::province::script::FONT;

pub(super) fn file(pages: &[Page], messes: Messes) -> Vec<u8> {
    let font = if messes.has(Mess::Tcvn3) { FONT } else { "Times New Roman" };
    let sheets: String = pages.iter().map(sheet).collect();
    format!(
        r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="Default"><Font ss:FontName="{font}"/></Style></Styles>{sheets}</Workbook>"#
    )
    .into_bytes()
}

fn sheet(page: &Page) -> String {
    let mut table = String::new();
    for (row, cells) in (0..).zip(rows(page)) {
        let _ = write!(table, r#"<Row ss:Index="{}">"#, row + 1);
        for (column, cell) in cells {
            let at = CellRef::new(row, column);
            let (high, wide) = page.span(at);
            if let Some(cell) = cell {
                let (formula, data) = written(cell);
                let _ = write!(
                    table,
                    r#"<Cell ss:Index="{}"{}{}{formula}>{data}</Cell>"#,
                    column + 1,
                    span("MergeDown", high),
                    span("MergeAcross", wide)
                );
            }
        }
        table.push_str("</Row>");
    }
    let hidden = if page.hidden {
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    } else {
        ""
    };
    let name = escaped(&page.name);
    format!(r#"<Worksheet ss:Name="{name}"><Table>{table}</Table>{hidden}</Worksheet>"#)
}

fn span(name: &str, many: u32) -> String {
    if many == 1 { String::new() } else { format!(r#" ss:{name}="{}""#, many - 1) }
}

/// A formula, if there is one, and what the cell holds.
fn written(cell: &Cell) -> (String, String) {
    let data = |kind: &str, text: &str| format!(r#"<Data ss:Type="{kind}">{text}</Data>"#);
    match cell {
        Cell::Text(text) => (String::new(), data("String", &escaped(text))),
        Cell::Number(number) => (String::new(), data("Number", &number.to_string())),
        Cell::Date(day) => (String::new(), data("DateTime", &format!("{day}T00:00:00.000"))),
        Cell::Formula(formula, result) => {
            let result = result.map(|number| data("Number", &number.to_string()));
            (format!(r#" ss:Formula="={}""#, escaped(formula)), result.unwrap_or_default())
        }
    }
}
