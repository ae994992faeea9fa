//! The day of a run: that of the clock in the zone of its schedule.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::pipeline::{Pipeline, Schedule};
use crate::store::now;

/// The day that it is now where a pipeline runs.
#[must_use]
pub fn today(pipeline: &Pipeline) -> Date {
    let zone = pipeline.schedule.as_ref().map_or(Schedule::USUAL_ZONE, |schedule| &schedule.zone);
    // Whether the machine knows the zone of a schedule is told by the doctor.
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    now().to_zoned(zone).date()
}
