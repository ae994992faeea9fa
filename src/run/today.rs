//! The day that a run and those who ask are told of: the one that they name, else that of the clock where the province is.
//! At half past eleven at night in UTC it is the next day there.

use jiff::civil::Date;

use crate::pipeline::Pipeline;
use crate::store;

/// The day that is named, else that of the clock in the zone of the schedule.
pub(super) fn today(pipeline: &Pipeline, named: Option<Date>) -> Date {
    named.unwrap_or_else(|| store::now().to_zoned(pipeline.zone()).date())
}
