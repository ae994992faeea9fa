//! Months of the calendar and of reporting, counted.

use crate::model::Period;

/// Months from the first to the last, counted from the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MonthSpan {
    pub(super) first: u32,
    pub(super) last: u32,
    /// Whether it is of whole months, not of other days.
    pub(super) whole: bool,
    /// Whether a year alone is named.
    pub(super) year_only: bool,
}

impl MonthSpan {
    pub(super) const fn of(first: u32, last: u32) -> Self {
        Self { first, last, whole: true, year_only: false }
    }

    pub(super) const fn months(year: u32, first: u32, last: u32) -> Self {
        Self::of(year * 12 + first - 1, year * 12 + last - 1)
    }

    /// The months of a period.
    pub(super) fn of_period(period: Period) -> Self {
        let (year, first, last) = period.months();
        Self::months(u32::from(year), u32::from(first), u32::from(last))
    }

    /// The period that it is, where it is one.
    pub(super) fn period(self) -> Option<Period> {
        let year = u16::try_from(self.first / 12).ok()?;
        let first = u8::try_from(self.first % 12).ok()?;
        let months = self.last.checked_sub(self.first)? + 1;
        match (self.whole, months) {
            (true, 1) => Some(Period::of_month(year, first + 1)),
            (true, 3) if first % 3 == 0 => Some(Period::of_quarter(year, first / 3 + 1)),
            (true, 6) if first % 6 == 0 => Some(Period::of_half(year, first / 6 + 1)),
            (true, 12) if first == 0 => Some(Period::of_year(year)),
            _ => None,
        }
    }

    /// Whether both are of the same months.
    pub(super) const fn is(self, other: Self) -> bool {
        self.whole && self.first == other.first && self.last == other.last
    }

    /// Whether they have no month in common.
    pub(super) const fn is_apart(self, other: Self) -> bool {
        self.last < other.first || other.last < self.first
    }
}

/// The months of some days. A month of reporting may end before that of the calendar: from the 15th of the month
/// before to the 14th (Thông tư 09/2019/TT-NHNN; Khánh Hòa, Quyết định 01/2023), in other offices to the 19th or 24th.
pub(super) const fn days((from, day): (u32, u32), (to, last_day): (u32, u32)) -> MonthSpan {
    let early = day >= 10;
    let first = if early { from + 1 } else { from };
    let whole =
        if early { last_day + 1 == day || last_day == day } else { day == 1 && last_day >= 28 };
    MonthSpan { first, last: if to < first { first } else { to }, whole, year_only: false }
}
