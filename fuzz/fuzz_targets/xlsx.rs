//! Workbooks of Excel 2007 and later: a sheet, a zero, the shared texts, a zero, the styles.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::packing::{links, split, zip};
use tthc_fuzz::{opened, watch};

const BOOK: &[u8] = b"<workbook><sheets><sheet name=\"Bi\xe1\xbb\x83u 1\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";

fuzz_target!(init: watch(), |data: &[u8]| {
    let [sheet, texts, styles] = split(data);
    let of_package = links(&[("r", "officeDocument", "xl/workbook.xml")]);
    let of_book = links(&[
        ("a", "worksheet", "worksheets/sheet1.xml"),
        ("b", "sharedStrings", "sharedStrings.xml"),
        ("c", "styles", "styles.xml"),
    ]);
    let parts = [
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("_rels/.rels", of_package.as_bytes()),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", of_book.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", texts),
        ("xl/styles.xml", styles),
    ];
    // The library takes a part that is missing, and none that is empty.
    opened(&zip(parts.into_iter().filter(|(_, bytes)| !bytes.is_empty())));
});
