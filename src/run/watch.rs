//! Whether the job is alive: when it last looked, how that ended, and whether its schedule was missed. A night with
//! nothing new leaves no run, so this goes by the heartbeat of the last start.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use crate::model::province_zone;
use crate::pipeline::{Days, Pipeline, Schedule};
use crate::store::{Folder, Heartbeat, Record, now};

use super::folder::folder_of;

/// So long a scheduler may take to start it.
const GRACE: SignedDuration = SignedDuration::from_mins(15);
/// So far clocks may be apart.
const SLACK: SignedDuration = SignedDuration::from_mins(1);
/// Days in which every schedule falls due.
const MOST_DAYS: usize = 32;

/// When the job last looked, and what became of that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobWatch {
    /// The last start, as far as it was told.
    pub last: Option<Heartbeat>,
    /// When somebody last looked: that start, or a run that was made before starts were told.
    pub looked: Option<Timestamp>,
    /// The last start never ended, and no run goes on.
    pub cut_off: bool,
    /// When it should have looked, and did not.
    pub missed: Option<Timestamp>,
}

impl JobWatch {
    /// How the job of a pipeline does; `newest` is the record of its newest run.
    pub(super) fn of(pipeline: &Pipeline, newest: Option<&Record>) -> Self {
        let last = folder_of(pipeline).last_beat();
        let run = newest.and_then(|record| record.started.parse::<Timestamp>().ok());
        let looked = last.as_ref().map(|beat| beat.at).max(run);
        let cut_off =
            last.as_ref().is_some_and(|beat| beat.ended.is_none() && !goes_on(pipeline, beat));
        let due =
            pipeline.schedule.as_ref().and_then(|schedule| due_before(schedule, now() - GRACE));
        let missed = due.filter(|&due| looked.is_some_and(|looked| looked < due - SLACK));
        Self { last, looked, cut_off, missed }
    }
}

/// Whether the period of a start is locked.
fn goes_on(pipeline: &Pipeline, beat: &Heartbeat) -> bool {
    let folder = Folder::new(&pipeline.output, &pipeline.id, &beat.period);
    !matches!(folder.holder(), Ok(None))
}

/// The last moment at which a schedule fell due, not after a moment.
fn due_before(schedule: &Schedule, moment: Timestamp) -> Option<Timestamp> {
    let zone = TimeZone::get(&schedule.zone).unwrap_or_else(|_| province_zone());
    let (hour, minute) = (i8::try_from(schedule.hour).ok()?, i8::try_from(schedule.minute).ok()?);
    let mut day = moment.to_zoned(zone.clone()).date();
    for _ in 0..MOST_DAYS {
        let is_due = match &schedule.days {
            Days::Every => true,
            Days::Week(days) => {
                let number = day.weekday().to_monday_one_offset().unsigned_abs();
                days.iter().any(|day| day.number() == number)
            }
            Days::Month(on) => day.day().unsigned_abs() == *on,
        };
        let at = day.at(hour, minute, 0, 0).to_zoned(zone.clone()).ok()?.timestamp();
        if is_due && at <= moment {
            return Some(at);
        }
        day = day.checked_sub(1.day()).ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Days, Schedule, due_before};
    use crate::pipeline::Weekday;

    fn due(days: Days, moment: &str) -> String {
        let zone = "Asia/Ho_Chi_Minh".to_owned();
        let (mail, on_failure) = (None, None);
        let schedule = Schedule { hour: 1, minute: 30, zone, days, nice: 10, mail, on_failure };
        due_before(&schedule, moment.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn the_last_moment_is_told_in_the_zone_of_the_schedule() {
        let every = || Days::Every;
        assert_eq!(due(every(), "2026-09-30T18:29:59Z"), "2026-09-29T18:30:00Z");
        assert_eq!(due(every(), "2026-09-30T18:30:00Z"), "2026-09-30T18:30:00Z");
        let week = || Days::Week(vec![Weekday::Mon, Weekday::Thu]);
        // 1 October 2026 is a Thursday.
        assert_eq!(due(week(), "2026-09-30T18:00:00Z"), "2026-09-27T18:30:00Z");
        assert_eq!(due(week(), "2026-10-03T00:00:00Z"), "2026-09-30T18:30:00Z");
        assert_eq!(due(Days::Month(5), "2026-03-04T18:29:00Z"), "2026-02-04T18:30:00Z");
        assert_eq!(due(Days::Month(28), "2026-03-20T00:00:00Z"), "2026-02-27T18:30:00Z");
    }
}
