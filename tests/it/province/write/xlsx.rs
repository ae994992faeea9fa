//! Excel workbooks, part by part, with formulas that have a stored result or none.

use std::fmt::Write as _;

use tthc::model::{Area, CellRef};

use super::escaped;
use crate::grid::zip;
use crate::province::mess::{Mess, Messes};
use crate::province::paper::{Cell, Page};
use crate::province::script::FONT;

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(super) fn file(pages: &[Page], messes: Messes) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let (mut sheets, mut relations) = (String::new(), relation("s", "styles", "styles.xml"));
    let mut parts = Vec::new();
    for (number, page) in (1..).zip(pages) {
        let state = if page.hidden { r#" state="hidden""# } else { "" };
        let name = escaped(&page.name);
        let _ =
            write!(sheets, r#"<sheet name="{name}" sheetId="{number}"{state} r:id="r{number}"/>"#);
        relations +=
            &relation(&format!("r{number}"), "worksheet", &format!("worksheets/{number}.xml"));
        parts.push((format!("xl/worksheets/{number}.xml"), worksheet(page)));
    }
    let relationships =
        |inside: &str| format!(r#"{XML}<Relationships xmlns="{PACKAGE}">{inside}</Relationships>"#);
    let root = relation("r1", "officeDocument", "xl/workbook.xml");
    let book = format!(
        r#"{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>"#
    );
    parts.push(("_rels/.rels".to_owned(), relationships(&root)));
    parts.push(("xl/workbook.xml".to_owned(), book));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relationships(&relations)));
    parts.push(("xl/styles.xml".to_owned(), styles(messes)));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(n, c)| (n.as_str(), c.as_str())).collect();
    zip(&parts)
}

/// Style 0 is plain, style 1 shows a number as a day.
fn styles(messes: Messes) -> String {
    let font = if messes.has(Mess::Tcvn3) { FONT } else { "Times New Roman" };
    format!(
        r#"{XML}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><name val="{font}"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0" applyNumberFormat="1"/></cellXfs></styleSheet>"#
    )
}

fn worksheet(page: &Page) -> String {
    let mut data = String::new();
    let cells: Vec<(&CellRef, &Cell)> = page.cells.iter().collect();
    for row in cells.chunk_by(|a, b| a.0.row == b.0.row) {
        let inside: String = row.iter().map(|(at, cell)| written(**at, cell)).collect();
        let _ = write!(data, r#"<row r="{}">{inside}</row>"#, row[0].0.row + 1);
    }
    let merge = |merges: String, area: &Area| {
        merges + &format!(r#"<mergeCell ref="{}:{}"/>"#, area.first, area.last)
    };
    let merges = page.merges.iter().fold(String::new(), merge);
    let merges =
        if merges.is_empty() { merges } else { format!("<mergeCells>{merges}</mergeCells>") };
    format!(r#"{XML}<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{merges}</worksheet>"#)
}

fn written(at: CellRef, cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => format!(
            r#"<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#,
            escaped(text)
        ),
        Cell::Number(number) => format!(r#"<c r="{at}"><v>{number}</v></c>"#),
        Cell::Date(day) => {
            let day: jiff::civil::Date = day.parse().unwrap();
            let since = day - jiff::civil::date(1899, 12, 30);
            format!(r#"<c r="{at}" s="1"><v>{}</v></c>"#, since.get_days())
        }
        Cell::Formula(formula, Some(number)) => {
            format!(r#"<c r="{at}"><f>{formula}</f><v>{number}</v></c>"#)
        }
        Cell::Formula(formula, None) => format!(r#"<c r="{at}"><f>{formula}</f></c>"#),
    }
}
