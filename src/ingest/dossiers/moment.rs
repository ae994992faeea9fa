//! When something happened to a dossier, as offices write it: a day, and the minute of it where one is told.

use jiff::civil::{Date, date};

/// Minutes of a day.
pub(super) const DAY: u32 = 1440;

/// Days from 1970 to day 0 of spreadsheets.
const SERIAL_ZERO: i64 = -25_569;

/// Minutes of the years that can be meant: from 1990 to 2099.
const MINUTES: std::ops::Range<u32> = 7_305 * DAY..47_482 * DAY;

/// A day and the minute in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DossierMoment {
    /// Minutes since 1970, to the beginning of the day where no more is told.
    minute: u32,
    /// Whether the hour is told.
    timed: bool,
}

impl DossierMoment {
    /// Of minutes since 1970. Midnight tells no hour: programs write it where they have none, and no office works then.
    pub(super) fn of_minutes(minute: i64) -> Option<Self> {
        let minute = u32::try_from(minute).ok().filter(|minute| MINUTES.contains(minute))?;
        Some(Self { minute, timed: !minute.is_multiple_of(DAY) })
    }

    /// Of the days that a spreadsheet counts.
    #[expect(clippy::cast_possible_truncation, reason = "the range is looked at before")]
    pub(super) fn of_serial(serial: f64) -> Option<Self> {
        let range = 0.0..1e6;
        let minutes = range.contains(&serial).then(|| (serial * 1440.0).round() as i64)?;
        Self::of_minutes(minutes + SERIAL_ZERO * i64::from(DAY))
    }

    /// Of a text: `10/09/2023`, `10-9-2023 16:30`, `16:30 10.09.2023`, `2023-09-10T16:30:00`, `2023-09-10 09:30:00Z`, or
    /// the days that a spreadsheet counts.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && text.bytes().filter(|byte| *byte == b'.').count() < 2
        {
            return Self::of_serial(text.parse().ok()?);
        }
        let (first, second) = match text.split_once([' ', 'T', 't']) {
            None => (text, None),
            Some((first, second)) => (first, Some(second.trim())),
        };
        let (day, time) =
            if first.contains(':') { (second?, Some(first)) } else { (first, second) };
        let day = day_of(day)?;
        let minutes = time.filter(|time| !time.is_empty()).map_or(Some(0), minutes_of)?;
        Self::of_minutes(day * i64::from(DAY) + minutes)
    }

    /// Its first minute since 1970.
    pub(super) const fn first(self) -> u32 {
        self.minute
    }

    /// Its last minute since 1970: that of the day where no hour is told.
    pub(super) const fn last(self) -> u32 {
        if self.timed { self.minute } else { self.minute + DAY - 1 }
    }

    /// Its minute, which is not before another one of the same day where its own hour is not told.
    pub(super) fn not_before(self, other: Option<Self>) -> u32 {
        match other {
            Some(other) if !self.timed && other.minute / DAY == self.minute / DAY => other.minute,
            _ => self.minute,
        }
    }
}

/// Days since 1970 of a day; `None` where there is none such.
pub(super) fn day_number(year: i16, month: i8, day: i8) -> Option<i64> {
    let day = Date::new(year, month, day).ok()?;
    Some(day.duration_since(date(1970, 1, 1)).as_hours() / 24)
}

/// A day with its year at either end. Two digits of a year are not told from a day and are no year.
fn day_of(text: &str) -> Option<i64> {
    let mut parts = text.split(['/', '-', '.']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let [month, day] = [b, day].map(|part| whole(part)?.try_into().ok());
    day_number(whole(year)?.try_into().ok()?, month?, day?)
}

/// Minutes since midnight, of a time of this country where nothing else is told; seconds are cut off.
fn minutes_of(text: &str) -> Option<i64> {
    let (time, shift) = if let Some(time) = text.strip_suffix(['Z', 'z']) {
        (time, 7 * 60)
    } else if let Some(time) = text.strip_suffix("+07:00") {
        (time, 0)
    } else {
        (text, 0)
    };
    let mut parts = time.split(':');
    let (hour, minute) = (whole(parts.next()?)?, whole(parts.next()?)?);
    if let Some(seconds) = parts.next() {
        let (seconds, rest) = seconds.split_once('.').unwrap_or((seconds, "0"));
        whole(seconds).filter(|seconds| *seconds < 60)?;
        rest.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    }
    let fits = parts.next().is_none() && hour < 24 && minute < 60;
    fits.then_some(hour * 60 + minute + shift)
}

fn whole(text: &str) -> Option<i64> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{DAY, DossierMoment, MINUTES, day_number};

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(1970, 1, 1), Some(0));
        assert_eq!(day_number(2023, 9, 10), Some(19_610));
        let years = [1990, 2100].map(|year| day_number(year, 1, 1).unwrap());
        assert_eq!([MINUTES.start, MINUTES.end].map(|minute| i64::from(minute / DAY)), years);
        for (year, month, day) in [(2023, 2, 29), (2023, 13, 1), (2023, 0, 1), (2023, 4, 31)] {
            assert_eq!(day_number(year, month, day), None, "{day}/{month}/{year}");
        }
    }

    #[test]
    fn the_ways_to_write_a_day_are_the_same_day() {
        let day = 19_610 * DAY;
        let whole = |text: &str| {
            let moment = DossierMoment::parse(text).unwrap();
            (moment.first(), moment.last())
        };
        for text in [
            "10/09/2023",
            " 10/9/2023 ",
            "10-09-2023",
            "10.9.2023",
            "2023-09-10",
            "2023/09/10",
            "10/09/2023 00:00:00",
            "2023-09-10T00:00",
            "45179",
            "45179.0",
        ] {
            assert_eq!(whole(text), (day, day + DAY - 1), "{text}");
        }
        for text in [
            "10/09/2023 16:30",
            "16:30 10/09/2023",
            "2023-09-10T16:30:59",
            "2023-09-10 16:30:00.123",
            "2023-09-10T09:30:00Z",
            "2023-09-10T16:30:00+07:00",
            "45179.6875",
        ] {
            assert_eq!(whole(text), (day + 990, day + 990), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_two_ways_is_not_read() {
        for text in [
            "",
            "10/09",
            "10/09/23",
            "31/02/2023",
            "10/13/2023",
            "10/09/2023 25:00",
            "10/09/2023 sáng",
            "10/09/1023",
            "12",
            "2023-09-10T16:30:00+09:00",
            "10/09/2023/1",
            "1.2.3",
            "quá hạn",
        ] {
            assert_eq!(DossierMoment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_without_an_hour_is_not_before_another_hour_of_it() {
        let [day, hour, next] = ["10/09/2023", "10/09/2023 08:00", "11/09/2023"]
            .map(|text| DossierMoment::parse(text).unwrap());
        assert_eq!(day.not_before(Some(hour)), hour.first());
        assert_eq!(day.not_before(Some(next)), day.first());
        assert_eq!(next.not_before(Some(hour)), next.first());
        assert_eq!(day.not_before(None), day.first());
    }
}
