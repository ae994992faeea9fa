//! Typed numbers, by the grammar of the declared forms.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use tthc_fuzz::text::{Grammar, NumberReading, group_thousands, plain_number, read};
use tthc_fuzz::watch;

/// Above it a number of 64 bits has no single digits.
const EXACT: f64 = 9e15;

fuzz_target!(init: watch(), |data: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    let NumberReading::Number { value, percentage } = reading(text) else { return Corpus::Keep };
    assert!(value.is_finite(), "{text:?} is {value}");
    assert!(percentage.is_none_or(f64::is_finite), "{text:?} has {percentage:?}");
    if value.fract() == 0.0 && value.abs() < EXACT {
        let again = NumberReading::Number { value, percentage: None };
        assert_eq!(reading(&plain_number(value)), again, "{text:?}");
        assert_eq!(reading(&group_thousands(value as i64)), again, "{text:?}");
    }
    Corpus::Keep
});

fn reading(text: &str) -> NumberReading {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let (suffixes, zero, none) =
        (words(&["hồ sơ", "phiếu"]), words(&["không"]), words(&["-", "–", "_"]));
    let grammar = Grammar {
        thousands: '.',
        decimal: ',',
        suffixes: &suffixes,
        zero: &zero,
        none: &none,
        multiples: &[],
    };
    read(text, &grammar)
}
