//! What a workbook keeps beside its sheets to be known again, in each format that has a place for it.

use tthc::model::{CellRef, Limits, StampPlace};
use tthc::read::{Opened, read};

use crate::biff::{PLAIN, text_name, xls, xls_with};
use crate::grid::{stamped, xlsx};
use crate::office::Office;

const MARK: &str = "phu-luc-3;a1b2c3d4;697;2023-Q3";
const OTHER: &str = "phu-luc-2;0;;2023-Q2";

/// The stamps of a file, each with its place.
#[track_caller]
pub(crate) fn stamps(bytes: &[u8]) -> Vec<String> {
    let Opened::Book(book) = read(bytes, &Limits::default()) else { panic!("it is not read") };
    let told = book.stamps.iter().map(|stamp| {
        let place = match &stamp.place {
            StampPlace::Name { sheet: None } => "tên".to_owned(),
            StampPlace::Name { sheet: Some(sheet) } => format!("tên của {sheet}"),
            StampPlace::Property => "thuộc tính".to_owned(),
        };
        format!("{place}: {}", stamp.text.trim_start_matches('=').trim_matches('"'))
    });
    told.collect()
}

fn sheets() -> [(&'static str, &'static str); 2] {
    [("Phụ lục 3", "a | 1"), ("b & c", "2")]
}

fn all() -> Vec<String> {
    let mut all = vec![
        format!("tên: {MARK}"),
        format!("tên của b & c: {OTHER}"),
        format!("thuộc tính: {MARK}"),
    ];
    all.sort();
    all
}

#[test]
fn names_of_workbook_and_sheet_and_the_property_are_read() {
    let bytes = stamped(&sheets(), &[("", MARK), ("b & c", OTHER)], Some(MARK));
    let mut told = stamps(&bytes);
    told.sort();
    assert_eq!(told, all());
    assert_eq!(stamps(&xlsx(&sheets())), [""; 0]);
    // A cell that holds the word is no stamp.
    assert_eq!(stamps(&xlsx(&[("tthc_form", "tthc_form | phu-luc-3;1;697;2023-Q3")])), [""; 0]);
}

#[test]
fn every_format_that_office_programs_save_keeps_them() {
    let Some(office) = Office::open() else { return };
    let bytes = stamped(&sheets(), &[("", MARK), ("b & c", OTHER)], Some(MARK));
    for to in ["ods", "fods", "xls", "xlsx", "ots"] {
        let made = office.convert(&[("a.xlsx", &bytes)], to);
        let mut told = stamps(&made[0]);
        told.sort();
        assert_eq!(told, all(), "{to}");
    }
    // What has no place for it has no stamp.
    assert_eq!(stamps(&office.convert(&[("a.xlsx", &bytes)], "csv")[0]), [""; 0]);
}

#[test]
fn an_old_workbook_tells_its_names() {
    let cells = [(CellRef::new(0, 0), vec![(PLAIN, "chữ")])];
    let names = [
        text_name("khac", 0, "x"),
        text_name("tthc_form", 0, MARK),
        text_name("tthc_form", 1, OTHER),
        // Of a sheet that is not there.
        text_name("tthc_form", 9, OTHER),
    ];
    let told = stamps(&xls_with("Biểu", &cells, &names.concat()));
    assert_eq!(
        told,
        [format!("tên: {MARK}"), format!("tên của Biểu: {OTHER}"), format!("tên của : {OTHER}"),]
    );
    assert_eq!(stamps(&xls("Biểu", &cells)), [""; 0]);
}

#[test]
fn a_spreadsheet_of_excel_2003_tells_them() {
    let text = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><CustomDocumentProperties xmlns=\"urn:schemas-microsoft-com:office:office\"><tthc_form dt:dt=\"string\">{MARK}</tthc_form></CustomDocumentProperties><Names><NamedRange ss:Name=\"tthc_form\" ss:RefersTo=\"=&quot;{MARK}&quot;\"/></Names><Worksheet ss:Name=\"b\"><Names><NamedRange ss:Name=\"tthc_form\" ss:RefersTo=\"=&quot;{OTHER}&quot;\"/></Names><Table><Row><Cell><Data ss:Type=\"Number\">1</Data></Cell></Row></Table></Worksheet></Workbook>"
    );
    let told = stamps(text.as_bytes());
    assert_eq!(
        told,
        [format!("thuộc tính: {MARK}"), format!("tên: {MARK}"), format!("tên của b: {OTHER}"),]
    );
}
