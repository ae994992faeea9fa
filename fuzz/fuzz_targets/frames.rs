//! What a worker might say once a file has taken it over: the other side takes any bytes for a reading, and believes it
//! where it is sound.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::model::{Bounds, Reading};
use tthc_fuzz::watch;

fuzz_target!(init: watch(), |data: &[u8]| {
    let Ok(reading) = postcard::from_bytes::<Reading>(data) else { return };
    let bounds = Bounds { units: 8, measures: 8, columns: vec![8, 8] };
    let blake3 = reading.blake3.clone().unwrap_or_default();
    if reading.is_sound(&reading.file, &blake3, &bounds) {
        // What is done with every line must be possible with these.
        for of in reading.lines() {
            assert!(of.numbers().count() <= of.table.columns.len(), "more numbers than columns");
            assert!(of.line.field.is_none() || reading.field(of.line.field).is_some());
        }
    }
});
