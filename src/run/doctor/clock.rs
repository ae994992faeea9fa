//! Whether the clock can be right and the machine knows the zone of the schedule. Runs are told apart by time: one
//! that is begun before the newest would be taken for an older one.

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::pipeline::Schedule;
use crate::store::Run;

use super::facts::{Diagnosis, Fact, broken, good, warning};

/// The program was not there before.
fn made() -> Timestamp {
    let day = date(2026, 1, 1).to_zoned(TimeZone::UTC);
    day.map_or(Timestamp::UNIX_EPOCH, |day| day.timestamp())
}

pub(super) fn clock(newest: Option<&Run>) -> Diagnosis {
    let now = Timestamp::now();
    let moments = newest.map(|run| [&run.record().started, &run.record().finished]);
    let moments = moments.into_iter().flatten().filter_map(|moment| moment.parse().ok());
    let last = moments.chain([made()]).max().unwrap_or(now);
    if now < last { broken(Fact::ClockBehind(now, last)) } else { good(Fact::Clock(now)) }
}

pub(super) fn zone(schedule: Option<&Schedule>) -> Diagnosis {
    let Some(schedule) = schedule else { return good(Fact::NoSchedule) };
    let name = schedule.zone.clone();
    let Ok(zone) = TimeZone::get(&name) else { return warning(Fact::ZoneUnknown(name)) };
    let (now, machine) = (Timestamp::now(), TimeZone::system());
    if zone.to_offset(now) == machine.to_offset(now) {
        good(Fact::Zone(name))
    } else {
        let machine = machine
            .iana_name()
            .map_or_else(|| format!("UTC{}", machine.to_offset(now)), str::to_owned);
        warning(Fact::ZoneOther(name, machine))
    }
}

/// Whether this machine knows a time zone.
#[must_use]
pub fn zone_is_known(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}
