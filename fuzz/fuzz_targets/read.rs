//! Any bytes, through the frames that the reading process is given and answers with.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::ingest::read::{Frame, frame, length, receive, serve};
use tthc_fuzz::{LIMITS, hold, watch};

fuzz_target!(init: watch(), |data: &[u8]| {
    let head = length(data.len()).expect("inputs are small");
    let mut answer = Vec::new();
    serve([&head, data].concat().as_slice(), &mut answer, &LIMITS).expect("both sides are here");
    let mut rest = answer.as_slice();
    let (mut sheets, mut members, mut ended) = (Vec::new(), Vec::new(), false);
    while let Some(bytes) = receive(&mut rest).expect("answers are whole") {
        assert!(!ended, "something follows the end");
        match frame(&bytes).expect("answers can be read") {
            Frame::Sheet(sheet) => sheets.push(sheet),
            Frame::Member(member) => members.push(member),
            Frame::End => ended = true,
            Frame::Book { .. } | Frame::Bundle | Frame::Refused(_) => {}
        }
    }
    assert!(ended, "the answer has no end");
    hold::sheets(&sheets, &LIMITS);
    hold::members(&members, &LIMITS);
});
