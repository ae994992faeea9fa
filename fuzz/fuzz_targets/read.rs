//! Any bytes, through the readers of all formats.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::{opened, watch};

fuzz_target!(init: watch(), |data: &[u8]| opened(data));
