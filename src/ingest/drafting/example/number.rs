//! What looks like a number in a sheet of which nothing is known yet.

use crate::ingest::table::column_numbers::is_column_numbers;
use crate::model::{Cell, Value};
use crate::text;

/// A line of numbers: two of them, or one beside a text.
pub(super) fn is_data(cells: &[Cell]) -> bool {
    let figures = cells.iter().filter(|cell| is_figure(&cell.value)).count();
    figures > 0 && cells.len() >= 2 && !is_column_numbers(cells, &[])
}

/// Whether a cell holds a number, or a text that begins as one and goes on as no name does: `120 hồ sơ`, not
/// `1. Đất đai` and not `30/9/2023`.
pub(in crate::ingest::drafting) fn is_figure(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Uncalculated | Value::Fault(_) => true,
        Value::Text(text) => split_number(text).is_some_and(|(_, rest)| {
            rest.chars().count() <= 40 && !rest.starts_with(['.', ')', '/', '-', ':'])
        }),
        Value::Date(_) | Value::Flag(_) => false,
    }
}

/// A typed number and what stands behind it, both without spaces around; `None` where a text begins otherwise.
pub(in crate::ingest::drafting) fn split_number(text: &str) -> Option<(String, String)> {
    let word = text::key(text);
    let digits = word.strip_prefix('-').unwrap_or(&word);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let belongs = |(at, letter): (usize, char)| {
        let next = digits[at + letter.len_utf8()..].chars().next();
        let next_is_digit = next.is_some_and(|c| c.is_ascii_digit());
        letter.is_ascii_digit() || (".,' ".contains(letter) && next_is_digit)
    };
    let end = digits.char_indices().find(|at| !belongs(*at)).map_or(digits.len(), |(at, _)| at);
    let (number, rest) = digits.split_at(end);
    // A letter right behind a digit makes a word of it: `1O5`.
    if rest.starts_with(char::is_alphabetic) {
        return None;
    }
    Some((number.to_owned(), rest.trim().to_owned()))
}
