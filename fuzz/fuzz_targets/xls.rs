//! Workbooks of Excel 5.0 to 2003: whole files, and streams of records that a container is put around.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::packing::ole;
use tthc_fuzz::{opened, watch};

fuzz_target!(init: watch(), |data: &[u8]| {
    if data.starts_with(b"\xd0\xcf\x11\xe0") {
        opened(data);
    } else {
        opened(&ole(data));
    }
});
