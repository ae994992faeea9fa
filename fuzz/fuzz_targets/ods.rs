//! Packed OpenDocument spreadsheets: the content, a zero, the styles.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::packing::{split, zip};
use tthc_fuzz::{opened, watch};

const MIME: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

fuzz_target!(init: watch(), |data: &[u8]| {
    let [content, styles] = split(data);
    opened(&zip([("mimetype", MIME), ("content.xml", content), ("styles.xml", styles)]));
});
