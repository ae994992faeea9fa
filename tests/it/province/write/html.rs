//! A web page under the name of an Excel file, as systems that "export to Excel" write it.

use std::fmt::Write as _;

use tthc::model::CellRef;

use super::{escaped, rows, shown};
use crate::province::mess::{Mess, Messes};
use crate::province::paper::Page;
use crate::province::script::FONT;

pub(super) fn file(pages: &[Page], messes: Messes) -> Vec<u8> {
    let font = if messes.has(Mess::Tcvn3) { FONT } else { "Times New Roman" };
    let tables: String = pages.iter().map(table).collect();
    format!(
        "<html><head><meta charset=\"utf-8\"><style>td {{ font-family: '{font}' }}</style></head><body>{tables}</body></html>"
    )
    .into_bytes()
}

fn table(page: &Page) -> String {
    let mut table = String::from("<table border=1>\n");
    for (row, cells) in (0..).zip(rows(page)) {
        table.push_str("<tr>");
        for (column, cell) in cells {
            let (high, wide) = page.span(CellRef::new(row, column));
            let span = |name: &str, many: u32| match many {
                1 => String::new(),
                _ => format!(" {name}=\"{many}\""),
            };
            let (high, wide) = (span("rowspan", high), span("colspan", wide));
            let text = cell.map_or_else(|| "&nbsp;".to_owned(), |cell| escaped(&shown(cell)));
            let _ = write!(table, "<td{high}{wide}>{text}</td>");
        }
        table.push_str("</tr>\n");
    }
    table + "</table>\n"
}
