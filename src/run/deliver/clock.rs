//! The clock of Vietnam, which is not changed in summer.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

const HOURS: i8 = 7;

/// A moment by that clock.
pub(super) fn in_vietnam(moment: Timestamp) -> Zoned {
    moment.to_zoned(TimeZone::fixed(Offset::constant(HOURS)))
}

/// A day as officials write it: `2023-10-20` becomes `20/10/2023`; `None` where it is no day.
#[must_use]
pub fn day_told(day: &str) -> Option<String> {
    let day: Date = day.parse().ok()?;
    Some(day.strftime("%d/%m/%Y").to_string())
}
