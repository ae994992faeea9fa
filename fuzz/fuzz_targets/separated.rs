//! Text with separators, in any encoding. What does not begin like text is left to other targets.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use tthc_fuzz::{opened, watch};

fuzz_target!(init: watch(), |data: &[u8]| -> Corpus {
    if data.starts_with(b"PK") || data.starts_with(b"\xd0\xcf") || data.starts_with(b"<") {
        return Corpus::Reject;
    }
    opened(data);
    Corpus::Keep
});
