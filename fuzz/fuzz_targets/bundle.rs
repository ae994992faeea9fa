//! Archives of files: whole archives, and lines of text that become the names of files.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::packing::zip;
use tthc_fuzz::{opened, watch};

fuzz_target!(init: watch(), |data: &[u8]| {
    if data.starts_with(b"PK") {
        opened(data);
    } else {
        let names = String::from_utf8_lossy(data);
        opened(&zip(names.split('\n').map(|name| (name, name.as_bytes()))));
    }
});
