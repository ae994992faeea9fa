//! What values of a declaration are taken from: the words of a text, patterns, and what counts where nothing is said.

use std::ops::RangeInclusive;

use toml::{Table, Value};

use super::shape::Narrow;
use crate::model::{Code, Level};
use crate::pipeline::form::Numbers;
use crate::pipeline::keep::Keep;

/// The words of choices.
pub(super) fn words<T: Copy + Into<&'static str>>(choices: &[T]) -> Vec<&'static str> {
    choices.iter().map(|&choice| choice.into()).collect()
}

/// The words of levels.
pub(super) fn levels() -> Vec<&'static str> {
    words(&Level::ALL)
}

/// The codes of findings.
pub(super) fn codes() -> Vec<&'static str> {
    Code::ALL.iter().map(|code| code.id()).collect()
}

/// A period, or a word for the one that was over last.
pub(super) const PERIOD: Narrow = Narrow::Pattern(
    "^([0-9]{4}(-H[12]|-Q[1-4]|-(0[1-9]|1[0-2]))?|last-(month|quarter|half|year))$",
);
/// A period of the calendar.
pub(super) const ONE_PERIOD: Narrow =
    Narrow::Pattern("^[0-9]{4}(-H[12]|-Q[1-4]|-(0[1-9]|1[0-2]))?$");
/// A day of the calendar.
pub(super) const DAY: Narrow = Narrow::Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
/// Hour and minute.
pub(super) const TIME_OF_DAY: Narrow = Narrow::Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$");
/// A name in tables.
pub(super) const ID: Narrow = Narrow::Pattern("^[A-Za-z0-9_-]+$");
/// A name in formulas, where `-` is a minus.
pub(super) const WORD: Narrow = Narrow::Pattern("^[A-Za-z0-9_]+$");
/// Names of published files.
pub(super) const XLSX: Narrow = Narrow::Pattern("\\.xlsx$");
pub(super) const DOCX: Narrow = Narrow::Pattern("\\.docx$");
pub(super) const HTML: Narrow = Narrow::Pattern("\\.html$");

/// Beyond this a limit limits nothing.
pub(in crate::pipeline) const LIMIT: RangeInclusive<i64> = 1..=1_000_000_000;

/// The word of a choice.
pub(super) fn word(choice: impl Into<&'static str>) -> &'static str {
    choice.into()
}

/// No texts.
pub(super) const fn none() -> Vec<String> {
    Vec::new()
}

/// Texts as they would be written.
pub(super) fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

/// A limit as it would be written.
pub(super) fn whole(limit: u64) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// The same in megabytes.
pub(super) fn megabytes(limit: u64) -> i64 {
    whole(limit >> 20)
}

/// The table `[keep]` that counts where there is none.
pub(super) fn kept() -> Table {
    let Keep { runs, days, last_of_period } = Keep::DEFAULT;
    let runs = runs.and_then(|runs| i64::try_from(runs).ok()).map(Value::from);
    let numbers = [("runs", runs), ("days", days.map(Value::from))];
    let numbers = numbers.into_iter().filter_map(|(key, number)| Some((key.to_owned(), number?)));
    numbers.chain([("last-of-period".to_owned(), last_of_period.into())]).collect()
}

/// The table `[numbers]` that counts where there is none.
pub(super) fn numbers() -> Table {
    let lists = [("zero", Numbers::ZERO.as_slice()), ("none", &Numbers::NONE)];
    lists.into_iter().map(|(key, words)| (key.to_owned(), Value::from(texts(words)))).collect()
}
