//! `period`: which one a run is of. One that moves on with the calendar is settled here, by the moment that the caller
//! tells and the zone of the schedule; nothing behind this knows that it moves.

use jiff::Timestamp;

use crate::model::{Period, RelativePeriod};
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written};
use crate::pipeline::overrides::Overrides;
use crate::pipeline::schedule::zone_named;
use crate::pipeline::written::pipeline::Declaration;

const EXPECTED: InBoth = (
    "một kỳ: `2023`, `2023-H1`, `2023-Q3`, `2023-09` hoặc `last-quarter`",
    "a period: `2023`, `2023-H1`, `2023-Q3`, `2023-09` or `last-quarter`",
);

/// The period to run, declared or chosen for this run, and the word that it was declared by where it moves.
pub(in crate::pipeline) fn period(
    declared: &Declaration,
    at: &At,
    overrides: &Overrides,
) -> (Option<Period>, Option<RelativePeriod>) {
    let at = at.key("period");
    let chosen = overrides.period;
    if chosen.is_some() && declared.period.is_missing() {
        return (chosen, None);
    }
    let Some(word) = declared.period.needed(&at, EXPECTED) else { return (None, None) };
    let relative = RelativePeriod::parse(word);
    let period = match (relative, overrides.now) {
        (Some(relative), Some(now)) => Some(seen_from(relative, now, declared)),
        // Nobody asked which one it is.
        (Some(_), None) if chosen.is_some() => None,
        _ => word.parse().ok(),
    };
    if period.is_none() && (chosen.is_none() || relative.is_none()) {
        at.wrong(as_written(word), EXPECTED);
    }
    (chosen.or(period), relative.filter(|_| chosen.is_none()))
}

/// The day is that of the schedule: at one in the morning of Vietnam it is still the day before in UTC.
fn seen_from(relative: RelativePeriod, now: Timestamp, declared: &Declaration) -> Period {
    let schedule = declared.schedule.right();
    let zone = schedule.and_then(|schedule| schedule.zone.right());
    let day = now.to_zoned(zone_named(zone.map(String::as_str))).date();
    let (year, month) = (day.year().unsigned_abs(), day.month().unsigned_abs());
    relative.seen_from(year, month)
}
