//! XML spreadsheets of Excel 2003.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::{opened, watch};

const START: &[u8] = b"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";

fuzz_target!(init: watch(), |data: &[u8]| opened(&[START, data].concat()));
