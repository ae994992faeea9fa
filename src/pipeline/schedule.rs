//! When a pipeline is to run by itself. Of no artifact: a run at another hour gives the same bytes.

use std::ops::RangeInclusive;

use jiff::tz::TimeZone;
use strum::{IntoStaticStr, VariantArray};

use crate::model::{array_of, province_zone};

/// When a pipeline is to run by itself, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Hour of the day in its zone, 0 to 23.
    pub hour: u8,
    /// Minute of the hour.
    pub minute: u8,
    /// Name of the time zone: `Asia/Ho_Chi_Minh`. Whether the machine knows it is not checked here.
    pub zone: String,
    /// On which days.
    pub days: Days,
    /// How far it gives way to other programs, 0 to 19.
    pub nice: u8,
    /// Who is written to when something is to be said.
    pub mail: Option<String>,
    /// What a shell runs when nothing could be published.
    pub on_failure: Option<String>,
}

/// The zone of a name; that of the province where none is named, or the machine does not know it.
pub(in crate::pipeline) fn zone_named(name: Option<&str>) -> TimeZone {
    name.and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(province_zone)
}

impl Schedule {
    /// The zone of all of Vietnam.
    pub(in crate::pipeline) const USUAL_ZONE: &str = "Asia/Ho_Chi_Minh";
    /// Far enough below other programs for a night job, not so far that it never ends.
    pub(in crate::pipeline) const USUAL_NICE: u8 = 10;
    /// As far as a program can give way.
    pub(in crate::pipeline) const NICE: RangeInclusive<i64> = 0..=19;
    /// The days that every month has.
    pub(in crate::pipeline) const MONTH_DAYS: RangeInclusive<i64> = 1..=28;
}

/// On which days a pipeline runs: what cron and systemd both can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Days {
    /// On all.
    Every,
    /// On these days of the week, in their order.
    Week(Vec<Weekday>),
    /// On this day of each month, 1 to 28.
    Month(u8),
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Weekday {
    /// Thứ hai.
    Mon,
    /// Thứ ba.
    Tue,
    /// Thứ tư.
    Wed,
    /// Thứ năm.
    Thu,
    /// Thứ sáu.
    Fri,
    /// Thứ bảy.
    Sat,
    /// Chủ nhật.
    Sun,
}

impl Weekday {
    /// All days, as a week goes.
    pub const ALL: [Self; Self::VARIANTS.len()] = array_of(Self::VARIANTS);

    /// The word in a declaration.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Counted from 1 for Monday; cron knows Sunday as 0 and as 7.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}
