//! What a reader sees of each published workbook: the shown text of each cell, its look and the format of its number, widths,
//! merges, windows, print setup, conditions and charts; read from the bytes of the file and from nothing of the program.
//!
//! These snapshots change with everything that is meant to look otherwise, and with nothing else.

#![expect(clippy::unwrap_used, reason = "a workbook that cannot be read fails the test")]

mod areas;
mod book;
mod drawing;
mod number;
mod page;
mod sheet;
mod style;
mod xml;

use std::collections::BTreeMap;

use crate::grid::zip;
use crate::lint::{Parts, parts};
use crate::office::Office;
use crate::published;
use crate::truth::NIGHTLY;

use book::Book;
use number::{ENGLISH, VIETNAMESE};
use xml::Element;

/// The whole of a workbook in words.
pub(crate) fn seen(bytes: &[u8]) -> String {
    let book = Book::read(bytes);
    let sheets: Vec<String> = book.sheets(VIETNAMESE).iter().map(sheet::told).collect();
    let about = about(&book.parts);
    format!("{about}letters: {}\n\n{}", book.styles.normal, sheets.join("\n"))
}

/// What the file says of itself.
fn about(parts: &Parts) -> String {
    let core = Element::read(&parts["docProps/core.xml"]);
    let own = core.inside.iter().filter(|property| !property.text.is_empty());
    own.fold(String::new(), |about, property| {
        format!("{about}{}: {}\n", property.name, property.text)
    })
}

/// The unit that stands for all of a folder that holds a workbook a unit.
const UNIT: &str = "697-thi-xa-chon-thanh.xlsx";

/// The workbooks of the demonstration.
fn books() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let books = NIGHTLY.files.iter().filter(|(name, _)| match name.split_once('/') {
        Some((_, unit)) => unit == UNIT,
        None => name.strip_suffix(".xlsx").is_some(),
    });
    books.map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
}

/// The code of the data is that of whatever was declared and sent, not of how it is shown.
fn without_codes(text: &str) -> String {
    let mut parts = text.split(CODE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let words = part.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
        let is_code = |word: &&str| {
            let word = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            word.len() == 8 && !word.contains(|c: char| c.is_ascii_lowercase())
        };
        let code = words.take(16).find(is_code).map(|word| &word[..8]);
        let part = code.map_or_else(|| part.to_owned(), |code| part.replacen(code, "········", 1));
        format!("{text}{CODE}{part}")
    })
}

/// What stands before it.
const CODE: &str = "Mã số liệu";

#[test]
fn a_reader_sees_every_workbook() {
    for (name, bytes) in books() {
        let name = name.replace('/', "-").replace(".xlsx", "");
        insta::assert_snapshot!(name, without_codes(&seen(bytes)));
    }
}

#[test]
fn a_reader_sees_the_page() {
    for (name, done) in [("page-binh-phuoc", &*NIGHTLY), ("page-phu-tho", &*published::RUN)] {
        let html = str::from_utf8(&done.files["xep-hang.html"]).unwrap();
        insta::assert_snapshot!(name, without_codes(&page::told(html)));
    }
}

/// How each kind of paragraph of the notice looks; what stands in it is held by its own tests.
#[test]
fn a_reader_sees_the_letters_of_the_notice() {
    let parts = parts(&NIGHTLY.files["thong-bao.docx"]);
    insta::assert_snapshot!(Element::read(&parts["word/styles.xml"]).outline(0, &|_| None));
}

/// Whatever is shown otherwise is told: a fault is planted in the bytes, and none of them may look as before.
#[test]
fn no_change_of_what_is_shown_passes_unseen() {
    let good = parts(&NIGHTLY.files["xep-hang.xlsx"]);
    let before = seen(&bytes(&good));
    let faults = [
        ("one decimal less", "xl/styles.xml", "\"0.00%\"", "\"0.0%\""),
        ("no thousands", "xl/styles.xml", "\"#,##0\"", "\"0\""),
        ("smaller letters", "xl/styles.xml", "<sz val=\"13\"/>", "<sz val=\"11\"/>"),
        ("no bold letters", "xl/styles.xml", "<b/>", ""),
        ("other ground", "xl/styles.xml", "\"FFE7ECF2\"", "\"FF000000\""),
        ("cut texts", "xl/styles.xml", " wrapText=\"1\"", ""),
        ("no lines", "xl/styles.xml", "style=\"thin\"", ""),
        ("another word", "xl/sharedStrings.xml", "Đơn vị", "Don vi"),
        ("a narrow column", SHEET, " max=\"2\" width=\"", " max=\"2\" width=\"1"),
        ("a hidden column", SHEET, "<col min=\"2\"", "<col hidden=\"1\" min=\"2\""),
        ("a higher row", SHEET, " ht=\"", " ht=\"1"),
        ("a hidden row", SHEET, "<row r=\"9\"", "<row hidden=\"1\" r=\"9\""),
        ("cells apart", SHEET, "<mergeCell ref=\"A", "<mergeCell ref=\"B"),
        ("another window", SHEET, "topLeftCell=\"", "topLeftCell=\"B"),
        ("another margin", SHEET, "<pageMargins left=\"1.1", "<pageMargins left=\"0.1"),
        ("a page that lies", SHEET, "orientation=\"portrait", "orientation=\"landscape"),
        ("print of another size", SHEET, " scale=\"8", " scale=\"5"),
        ("another foot", SHEET, "&amp;9", "&amp;7"),
        ("another figure", SHEET, "<v>0.9", "<v>0.8"),
        (
            "another head on each page",
            "xl/workbook.xml",
            "Print_Titles\" localSheetId=\"1\">",
            "Print_Titles\" localSheetId=\"2\">",
        ),
        ("a hidden sheet", "xl/workbook.xml", "sheetId=\"3\"", "sheetId=\"3\" state=\"hidden\""),
    ];
    for (fault, part, from, to) in faults {
        let mut planted = good.clone();
        let xml = planted.get_mut(part).unwrap();
        assert!(xml.contains(from), "{fault}: {part} has no `{from}`");
        *xml = xml.replacen(from, to, 1);
        assert!(seen(&bytes(&planted)) != before, "{fault} is not seen");
    }
}

/// The sheet of the departments.
const SHEET: &str = "xl/worksheets/sheet2.xml";

fn bytes(parts: &Parts) -> Vec<u8> {
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    zip(&parts)
}

/// Every cell of every workbook, as LibreOffice shows it.
#[test]
fn an_office_shows_the_same() {
    let Some(office) = Office::open() else { return };
    // The data edition has the same formats in some ten thousand rows.
    for (file, bytes) in books().filter(|(file, _)| *file != "so-lieu.xlsx") {
        let shown = office.shown(bytes);
        let book = Book::read(bytes);
        for sheet in book.sheets(ENGLISH) {
            let mine = sheet.cells.iter().map(|(&at, cell)| (at, cell.shown.as_str()));
            let mine: BTreeMap<(u32, u32), &str> =
                mine.filter(|(_, shown)| !shown.is_empty()).collect();
            let theirs = &shown[&sheet.name];
            let other = |at: &(u32, u32)| theirs.get(at).map_or("", String::as_str);
            let differs = mine.iter().find(|(at, text)| other(at) != **text);
            assert_eq!(
                differs.map(|(at, text)| (at, *text, other(at))),
                None,
                "{file}!{}",
                sheet.name
            );
            assert_eq!(mine.len(), theirs.len(), "{file}!{}", sheet.name);
        }
    }
}
