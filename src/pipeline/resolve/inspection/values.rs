//! Values that stand in several tables of a plan: texts in one line, small numbers, periods, days near each other.

use std::ops::RangeInclusive;

use jiff::Span;
use jiff::civil::Date;

use crate::model::{Period, Sentence};
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written, both, number_of};
use crate::pipeline::resolve::notice::ONE_LINE;
use crate::pipeline::resolve::reach::date;
use crate::pipeline::written::value::Declared;

/// A small number of a range; what is outside is a fault.
pub(super) fn small(written: i64, at: &At, range: &RangeInclusive<i64>) -> Option<u8> {
    let number = u8::try_from(written).ok().filter(|_| range.contains(&written));
    if number.is_none() {
        at.wrong(as_written(written), number_of(range));
    }
    number
}

/// A text in one line; one that is not there is a fault.
pub(super) fn line(declared: &Declared<String>, at: &At) -> Option<String> {
    one_line(&declared.text(at)?, at)
}

/// A text in one line.
pub(super) fn one_line(text: &str, at: &At) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.contains(char::is_control) {
        at.wrong(Sentence::same(format!("{text:?}")), ONE_LINE);
        return None;
    }
    Some(text.to_owned())
}

const A_PERIOD: InBoth = (
    "một kỳ: `2023`, `2023-H1`, `2023-Q3` hoặc `2023-09`",
    "a period: `2023`, `2023-H1`, `2023-Q3` or `2023-09`",
);

/// A period, where one is declared.
pub(super) fn period(declared: &Declared<String>, at: &At) -> Option<Period> {
    let word = declared.optional(at)?;
    let period = word.parse().ok();
    if period.is_none() {
        at.wrong(as_written(word), A_PERIOD);
    }
    period
}

/// The days that a plan can speak of: a year of two or three figures is a slip.
const SENSE: (Date, Date) = (Date::constant(2000, 1, 1), Date::constant(2100, 12, 31));

/// A day of these times.
pub(super) fn day(declared: &Declared<String>, at: &At) -> Option<Date> {
    date(declared, at).filter(|day| within(at, *day, SENSE))
}

/// Days of a year, as far as dates of one plan lie apart: what is further is a slip of a year.
pub(super) const YEAR: i64 = 366;

/// From the first day of the visits until a year after the last.
pub(super) fn span(begin: Option<Date>, end: Option<Date>) -> Option<(Date, Date)> {
    Some((begin?, later(end?, YEAR)))
}

/// So many days later, or earlier.
pub(super) fn later(day: Date, days: i64) -> Date {
    let moved = day.checked_add(Span::new().days(days));
    moved.unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

/// Whether a day lies between two; one that does not is a fault.
pub(super) fn within(at: &At, day: Date, (first, last): (Date, Date)) -> bool {
    let lies = (first..=last).contains(&day);
    if !lies {
        let expected = both!("một ngày từ {first} đến {last}", "a day from {first} to {last}");
        at.wrong(as_written(day), expected);
    }
    lies
}
