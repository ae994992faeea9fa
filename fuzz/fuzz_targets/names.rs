//! Names of units and their keys.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use tthc_fuzz::text::{bare_unit_key, key, normal, unit_key};
use tthc_fuzz::watch;

fuzz_target!(init: watch(), |data: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    let (normal_form, text_key) = (normal(text), key(text));
    assert_eq!(normal(&normal_form), normal_form, "the normal form of {text:?}");
    assert_eq!(key(&text_key), text_key, "the key of {text:?}");
    assert_eq!(key(&normal_form), text_key, "the key of the normal form of {text:?}");
    let unit = unit_key(text);
    if let Some(bare) = bare_unit_key(text) {
        assert!(unit.ends_with(&bare), "{bare:?} is no end of {unit:?}");
    }
    Corpus::Keep
});
