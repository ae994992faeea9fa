//! `[[deadline]]`: when forms are due, as days after the period or as a date.

use jiff::ToSpan as _;
use jiff::civil::{Date, Time};

use super::reach::{date, form_ids, last_day, level, unit_ids};
use crate::model::Period;
use crate::pipeline::deadline::Deadline;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{ONE_OF_TWO, as_written, number_of};
use crate::pipeline::form::Form;
use crate::pipeline::register::Register;
use crate::pipeline::written::pipeline::DeadlineDeclaration;

/// The deadlines, in the order of declaration; the last that concerns a form of a unit holds.
pub(super) fn deadlines(
    declared: &[(At, &DeadlineDeclaration)],
    forms: &[Form],
    register: Option<&Register>,
    period: Option<Period>,
) -> Vec<Deadline> {
    let deadlines = declared.iter().filter_map(|(at, declared)| {
        let day = day(declared, at, period);
        let time = time(declared, at);
        let forms = form_ids(&declared.forms, &at.key("forms"), forms);
        let levels = declared.levels.items(&at.key("levels"));
        let levels = levels.iter().filter_map(|(at, word)| level(at, word)).collect();
        let units = unit_ids(&declared.units, &at.key("units"), register);
        let due = day?.to_datetime(time?).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        Some(Deadline { due, forms, levels, units })
    });
    deadlines.collect()
}

fn day(declared: &DeadlineDeclaration, at: &At, period: Option<Period>) -> Option<Date> {
    let days_at = at.key("days-after");
    if declared.days_after.is_missing() {
        return date(&declared.date, &at.key("date"));
    }
    if !declared.date.is_missing() {
        at.key("date")
            .wrong(("`date` cùng với `days-after`", "`date` beside `days-after`"), ONE_OF_TWO);
    }
    let days = *declared.days_after.optional(&days_at)?;
    let range = Deadline::DAYS_AFTER;
    if !range.contains(&days) {
        days_at.wrong(as_written(days), number_of(&range));
        return None;
    }
    last_day(period?).checked_add(days.days()).ok()
}

fn time(declared: &DeadlineDeclaration, at: &At) -> Option<Time> {
    let at = at.key("time");
    let Some(word) = declared.time.optional(&at) else {
        return Some(Deadline::END_OF_DAY);
    };
    let time = word.parse().ok();
    if time.is_none() {
        at.wrong(as_written(word), ("giờ trong ngày: `\"17:00\"`", "a time of day: `\"17:00\"`"));
    }
    time
}
