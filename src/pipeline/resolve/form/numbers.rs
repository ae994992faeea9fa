//! `[numbers]` of a form: how numbers are typed.

use std::ops::RangeInclusive;

use super::path::keys;
use crate::model::Sentence;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{AT_LEAST_ONE, as_written, both, number_of};
use crate::pipeline::form::Numbers;
use crate::pipeline::written::form::{FormDeclaration, NumbersDeclaration};
use crate::pipeline::written::value::Declared;
use crate::text;

/// How numbers are typed: as declared, or as is usual.
pub(super) fn numbers(declared: &FormDeclaration, at: &At) -> Option<Numbers> {
    let at = at.key("numbers");
    let Some(declared) = declared.numbers.optional(&at) else {
        let none = Numbers::NONE.map(str::to_owned).to_vec();
        let zero = Numbers::ZERO.map(text::key).to_vec();
        return Some(Numbers {
            thousands: Numbers::THOUSANDS,
            decimal: Numbers::DECIMAL,
            suffixes: Vec::new(),
            zero,
            none,
            multiples: Vec::new(),
            largest: None,
        });
    };
    let thousands = letter(&declared.thousands, &at.key("thousands"), Numbers::THOUSANDS);
    let decimal = letter(&declared.decimal, &at.key("decimal"), Numbers::DECIMAL);
    if let (Some(thousands), Some(decimal)) = (thousands, decimal)
        && thousands == decimal
    {
        at.key("decimal").wrong(
            both!(
                "`{decimal}` cho cả hàng nghìn và phần thập phân",
                "`{decimal}` for thousands and decimals"
            ),
            ("hai dấu khác nhau", "two different separators"),
        );
    }
    let suffixes = keys(&declared.suffixes, &at.key("suffixes"));
    let zero = keys(&declared.zero, &at.key("zero"));
    // Not keys: a dash has no words, and each kind of dash counts as it is typed.
    let none_at = at.key("none");
    let none = declared.none.items(&none_at);
    let none = none.iter().map(|(_, word)| text::normal(word).to_lowercase()).collect();
    let multiples = multiples(declared, &at.key("multiples"));
    let largest = largest(declared, &at.key("largest"));
    Some(Numbers {
        thousands: thousands?,
        decimal: decimal?,
        suffixes,
        zero,
        none,
        multiples,
        largest,
    })
}

const TIMES: RangeInclusive<i64> = 2..=1_000_000_000;

fn multiples(declared: &NumbersDeclaration, at: &At) -> Vec<(String, i64)> {
    let words = declared.multiples.optional(at).into_iter().flatten();
    let multiples = words.filter_map(|(word, times)| {
        let at = at.key(word);
        let &times = times.optional(&at)?;
        if !TIMES.contains(&times) {
            at.wrong(as_written(times), number_of(&TIMES));
        }
        Some((text::key(word), times))
    });
    multiples.collect()
}

fn largest(declared: &NumbersDeclaration, at: &At) -> Option<i64> {
    let &largest = declared.largest.optional(at)?;
    if largest < 1 {
        at.wrong(as_written(largest), AT_LEAST_ONE);
    }
    Some(largest)
}

fn letter(declared: &Declared<String>, at: &At, usual: char) -> Option<char> {
    if declared.is_missing() {
        return Some(usual);
    }
    let text = declared.optional(at)?;
    let mut letters = text.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        at.wrong(Sentence::same(format!("\"{text}\"")), ("một ký tự", "one character"));
        return None;
    };
    if letter.is_ascii_digit() || letter == '-' {
        at.wrong(
            Sentence::same(format!("\"{text}\"")),
            (
                "một dấu phân cách, không phải chữ số hay dấu trừ",
                "a separator, neither a digit nor a minus",
            ),
        );
        return None;
    }
    Some(letter)
}
