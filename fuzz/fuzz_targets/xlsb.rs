//! Excel's binary workbooks: the records of a sheet.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use tthc_fuzz::packing::{is_whole, links, record, wide, zip};
use tthc_fuzz::{opened, watch};

/// Kinds of records.
const TEXT: u16 = 19;
const BOOK_END: u16 = 132;
const SHEETS: u16 = 143;
const SHEETS_END: u16 = 144;
const SHEET: u16 = 156;
const TEXTS: u16 = 159;

fuzz_target!(init: watch(), |data: &[u8]| -> Corpus {
    // For a record that says it is longer the library makes room first, up to 256 MB: known, and slow.
    if !is_whole(data) {
        return Corpus::Reject;
    }
    let of_package = links(&[("r", "officeDocument", "xl/workbook.bin")]);
    let of_book = links(&[
        ("a", "worksheet", "worksheets/sheet1.bin"),
        ("b", "sharedStrings", "sharedStrings.bin"),
    ]);
    let sheet = record(SHEET, &[&[0; 8][..], &wide("a"), &wide("Biểu 1")].concat());
    let ends = [record(SHEETS_END, &[]), record(BOOK_END, &[])].concat();
    let book = [record(SHEETS, &[]), sheet, ends].concat();
    let text = record(TEXT, &[&[0][..], &wide("Đất đai")].concat());
    let texts = [record(TEXTS, &[1, 0, 0, 0, 1, 0, 0, 0]), text].concat();
    opened(&zip([
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("_rels/.rels", of_package.as_bytes()),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", of_book.as_bytes()),
        ("xl/worksheets/sheet1.bin", data),
        ("xl/sharedStrings.bin", &texts),
    ]));
    Corpus::Keep
});
