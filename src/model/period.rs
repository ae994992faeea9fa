//! The time a submission reports on.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A reporting period: `2023`, `2023-H1`, `2023-Q3` or `2023-09`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: u16,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Year,
    Half(u8),
    Quarter(u8),
    Month(u8),
}

/// A text that names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a period; expected `2023`, `2023-H1`, `2023-Q3` or `2023-09`")]
pub struct PeriodError(pub String);

impl Period {
    /// A year.
    #[must_use]
    pub const fn of_year(year: u16) -> Self {
        Self { year, part: Part::Year }
    }

    /// A half of a year, 1 or 2.
    #[must_use]
    pub const fn of_half(year: u16, half: u8) -> Self {
        Self { year, part: Part::Half(half) }
    }

    /// A quarter of a year, 1 to 4.
    #[must_use]
    pub const fn of_quarter(year: u16, quarter: u8) -> Self {
        Self { year, part: Part::Quarter(quarter) }
    }

    /// A month of a year, 1 to 12.
    #[must_use]
    pub const fn of_month(year: u16, month: u8) -> Self {
        Self { year, part: Part::Month(month) }
    }

    /// The period of the same length just before this one.
    #[must_use]
    pub const fn previous(self) -> Self {
        let (year, part) = match self.part {
            Part::Year => (self.year - 1, Part::Year),
            Part::Half(1) => (self.year - 1, Part::Half(2)),
            Part::Half(half) => (self.year, Part::Half(half - 1)),
            Part::Quarter(1) => (self.year - 1, Part::Quarter(4)),
            Part::Quarter(quarter) => (self.year, Part::Quarter(quarter - 1)),
            Part::Month(1) => (self.year - 1, Part::Month(12)),
            Part::Month(month) => (self.year, Part::Month(month - 1)),
        };
        Self { year, part }
    }

    /// Of the periods of its length that which was over last in a month (1–12) of a year.
    #[must_use]
    pub const fn over_in(self, year: u16, month: u8) -> Self {
        let part = match self.part {
            Part::Year => Part::Year,
            Part::Half(_) => Part::Half(month.div_ceil(6)),
            Part::Quarter(_) => Part::Quarter(month.div_ceil(3)),
            Part::Month(_) => Part::Month(month),
        };
        Self { year, part }.previous()
    }

    /// The first month (1–12) after the period and its year: the date artifacts carry instead of a clock.
    #[must_use]
    pub const fn month_after(self) -> (u16, u8) {
        let (_, _, last) = self.months();
        if last == 12 { (self.year + 1, 1) } else { (self.year, last + 1) }
    }

    /// Its first day; days so written sort as text.
    #[must_use]
    pub fn first_day(self) -> String {
        let (year, month, _) = self.months();
        format!("{year:04}-{month:02}-01")
    }

    /// The first day after it.
    #[must_use]
    pub fn day_after(self) -> String {
        let (year, month) = self.month_after();
        format!("{year:04}-{month:02}-01")
    }

    /// Of two periods that which ends first.
    #[must_use]
    pub fn min_by_end(self, other: Self) -> Self {
        if other.month_after() < self.month_after() { other } else { self }
    }

    /// Its year, its first and its last month (1–12).
    #[must_use]
    pub const fn months(self) -> (u16, u8, u8) {
        let (first, last) = match self.part {
            Part::Year => (1, 12),
            Part::Half(half) => (half * 6 - 5, half * 6),
            Part::Quarter(quarter) => (quarter * 3 - 2, quarter * 3),
            Part::Month(month) => (month, month),
        };
        (self.year, first, last)
    }

    /// As officials write it: `Quý III năm 2023`.
    #[must_use]
    pub fn title(self) -> String {
        let year = self.year;
        match self.part {
            Part::Year => format!("Năm {year}"),
            Part::Half(1) => format!("6 tháng đầu năm {year}"),
            Part::Half(_) => format!("6 tháng cuối năm {year}"),
            Part::Quarter(quarter) => {
                let roman = ["I", "II", "III", "IV"][usize::from(quarter - 1) % 4];
                format!("Quý {roman} năm {year}")
            }
            Part::Month(month) => format!("Tháng {month} năm {year}"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Year => write!(f, "{}", self.year),
            Part::Half(half) => write!(f, "{}-H{half}", self.year),
            Part::Quarter(quarter) => write!(f, "{}-Q{quarter}", self.year),
            Part::Month(month) => write!(f, "{}-{month:02}", self.year),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        parse(text).ok_or_else(|| PeriodError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Period> {
    let (year, part) = match text.split_once('-') {
        None => (text, Part::Year),
        Some((year, part)) => (year, parse_part(part)?),
    };
    let well_formed = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let year: u16 = year.parse().ok().filter(|&year| well_formed && year >= 1900)?;
    Some(Period { year, part })
}

fn parse_part(text: &str) -> Option<Part> {
    match text.as_bytes() {
        [b'H', half @ b'1'..=b'2'] => Some(Part::Half(half - b'0')),
        [b'Q', quarter @ b'1'..=b'4'] => Some(Part::Quarter(quarter - b'0')),
        [tens @ b'0'..=b'1', ones @ b'0'..=b'9'] => {
            let month = (tens - b'0') * 10 + (ones - b'0');
            (1..=12).contains(&month).then_some(Part::Month(month))
        }
        _ => None,
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}
