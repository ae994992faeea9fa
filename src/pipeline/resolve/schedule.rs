//! `[schedule]`: when a pipeline runs by itself.

use std::ops::RangeInclusive;

use super::choices::{choose, listed};
use super::delivery::A_COMMAND;
use super::names::Once;
use crate::model::Sentence;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{ONE_OF_TWO, as_written, both, number_of};
use crate::pipeline::schedule::{Days, Schedule, Weekday};
use crate::pipeline::written::pipeline::ScheduleDeclaration;

/// The schedule as meant.
pub(super) fn schedule(declared: &ScheduleDeclaration, at: &At) -> Option<Schedule> {
    let time = time(declared, &at.key("at"));
    let zone = zone(declared, &at.key("zone"));
    let days = days(declared, at);
    let nice = number(declared.nice.optional(&at.key("nice")), &at.key("nice"), &Schedule::NICE);
    let mail = mail(declared, &at.key("mail"));
    let on_failure = on_failure(declared, &at.key("on-failure"));
    let (hour, minute) = time?;
    let (zone, days) = (zone?, days?);
    let nice = nice.unwrap_or(Schedule::USUAL_NICE);
    Some(Schedule { hour, minute, zone, days, nice, mail, on_failure })
}

fn time(declared: &ScheduleDeclaration, at: &At) -> Option<(u8, u8)> {
    let expected = ("giờ trong ngày: `\"01:00\"`", "a time of day: `\"01:00\"`");
    let word = declared.at.needed(at, expected)?;
    let time = time_of(word);
    if time.is_none() {
        at.wrong(as_written(word), expected);
    }
    time
}

/// Hour and minute, two figures each.
fn time_of(word: &str) -> Option<(u8, u8)> {
    let (hour, minute) = word.split_once(':')?;
    let number = |text: &str, below: u8| {
        let figures = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|&number: &u8| figures && number < below)
    };
    Some((number(hour, 24)?, number(minute, 60)?))
}

/// A name that could be one of a zone. A machine without a list of zones still runs the pipeline.
fn zone(declared: &ScheduleDeclaration, at: &At) -> Option<String> {
    let Some(word) = declared.zone.optional(at) else {
        return declared.zone.is_missing().then(|| Schedule::USUAL_ZONE.to_owned());
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "_+-".contains(c);
    let named = |part: &str| !part.is_empty() && part.chars().all(plain);
    if !word.split('/').all(named) {
        let usual = Schedule::USUAL_ZONE;
        at.wrong(
            as_written(word),
            both!("một múi giờ như `{usual}`", "a time zone such as `{usual}`"),
        );
        return None;
    }
    Some(word.clone())
}

fn days(declared: &ScheduleDeclaration, at: &At) -> Option<Days> {
    let month_at = at.key("monthly");
    let week = week(declared, &at.key("days"));
    let month = number(declared.monthly.optional(&month_at), &month_at, &Schedule::MONTH_DAYS);
    match (declared.days.is_missing(), declared.monthly.is_missing()) {
        (true, true) => Some(Days::Every),
        (true, false) => month.map(Days::Month),
        (false, true) => Some(Days::Week(week)),
        (false, false) => {
            month_at.wrong(("`monthly` cùng với `days`", "`monthly` beside `days`"), ONE_OF_TWO);
            None
        }
    }
}

fn week(declared: &ScheduleDeclaration, at: &At) -> Vec<Weekday> {
    if declared.days.is_missing() {
        return Vec::new();
    }
    let all = &Weekday::ALL;
    let mut once = Once::default();
    let mut days = Vec::new();
    for (at, word) in declared.days.some_items(at) {
        let day = choose(&at, word, &listed(all), all);
        days.extend(
            day.filter(|_| once.first(&at, word, ("mỗi ngày nêu một lần", "a day named once"))),
        );
    }
    days.sort();
    days
}

/// A small number; what is outside is a fault.
fn number(written: Option<&i64>, at: &At, range: &RangeInclusive<i64>) -> Option<u8> {
    let &written = written?;
    let number = u8::try_from(written).ok().filter(|_| range.contains(&written));
    if number.is_none() {
        at.wrong(as_written(written), number_of(range));
    }
    number
}

/// An address, or the name of somebody on this machine.
fn mail(declared: &ScheduleDeclaration, at: &At) -> Option<String> {
    let word = declared.mail.optional(at)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "._+-@".contains(c);
    if word.is_empty() || word.starts_with('-') || !word.chars().all(plain) {
        at.wrong(
            as_written(word),
            ("một địa chỉ: `\"sonoivu@example.vn\"`", "one address: `\"sonoivu@example.vn\"`"),
        );
        return None;
    }
    Some(word.clone())
}

fn on_failure(declared: &ScheduleDeclaration, at: &At) -> Option<String> {
    let word = declared.on_failure.optional(at)?;
    if word.trim().is_empty() || word.contains(char::is_control) {
        at.wrong(Sentence::same(format!("{word:?}")), A_COMMAND);
        return None;
    }
    Some(word.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::time_of;

    #[test]
    fn a_time_has_two_figures_on_each_side() {
        assert_eq!(time_of("01:00"), Some((1, 0)));
        assert_eq!(time_of("23:59"), Some((23, 59)));
        for word in ["1:00", "24:00", "01:60", "01", "01:00:00", "+1:00", ""] {
            assert_eq!(time_of(word), None, "{word}");
        }
    }
}
