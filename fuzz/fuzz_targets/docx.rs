//! Word documents: the document, a zero, its styles.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::packing::{links, split, zip};
use tthc_fuzz::{opened, watch};

fuzz_target!(init: watch(), |data: &[u8]| {
    let [document, styles] = split(data);
    let of_document = links(&[("s", "styles", "styles.xml")]);
    opened(&zip([
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", of_document.as_bytes()),
        ("word/styles.xml", styles),
    ]));
});
