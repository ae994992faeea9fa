//! OpenDocument spreadsheets that are one XML file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::{opened, watch};

const START: &[u8] =
    b"<office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">";

fuzz_target!(init: watch(), |data: &[u8]| opened(&[START, data].concat()));
