//! What the process that reads might say once a file has taken it over: the other side takes any bytes for frames.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::ingest::read::{Frame, frame, receive};
use tthc_fuzz::watch;

fuzz_target!(init: watch(), |data: &[u8]| {
    let mut input = data;
    // A pipe that ends inside a frame is the other side gone, and no fault.
    while let Ok(Some(bytes)) = receive(&mut input) {
        assert!(bytes.len() <= data.len(), "a frame larger than what came");
        if let Ok(Frame::Sheet(sheet)) = frame(&bytes) {
            // What is done with every sheet must be possible with this one.
            let cells: usize = sheet.rows().map(|(_, cells)| cells.len()).sum();
            assert_eq!(cells, sheet.len(), "cells that stand in no row");
        }
    }
});
