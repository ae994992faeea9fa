//! A period that moves on with the calendar: the one that was over last.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::choice::array_of;
use super::period::Period;

/// The month, quarter, half or year that was over last on some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum RelativePeriod {
    /// The month before that of the day.
    LastMonth,
    /// The quarter before.
    LastQuarter,
    /// The half year before.
    LastHalf,
    /// The year before.
    LastYear,
}

impl RelativePeriod {
    /// All of them, from the shortest.
    pub const ALL: [Self; Self::VARIANTS.len()] = array_of(Self::VARIANTS);

    /// The word in a declaration.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The one behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// Which period that is on a day of this year and month (1–12).
    #[must_use]
    pub const fn seen_from(self, year: u16, month: u8) -> Period {
        let now = match self {
            Self::LastMonth => Period::of_month(year, month),
            Self::LastQuarter => Period::of_quarter(year, month.div_ceil(3)),
            Self::LastHalf => Period::of_half(year, month.div_ceil(6)),
            Self::LastYear => Period::of_year(year),
        };
        now.previous()
    }
}

#[cfg(test)]
mod tests {
    use super::RelativePeriod;

    #[test]
    fn each_is_the_one_before_that_of_the_day() {
        for (year, month, expected) in [
            (2026, 1, ["2025-12", "2025-Q4", "2025-H2", "2025"]),
            (2026, 3, ["2026-02", "2025-Q4", "2025-H2", "2025"]),
            (2026, 4, ["2026-03", "2026-Q1", "2025-H2", "2025"]),
            (2026, 6, ["2026-05", "2026-Q1", "2025-H2", "2025"]),
            (2026, 7, ["2026-06", "2026-Q2", "2026-H1", "2025"]),
            (2026, 12, ["2026-11", "2026-Q3", "2026-H1", "2025"]),
        ] {
            let seen = RelativePeriod::ALL.map(|it| it.seen_from(year, month).to_string());
            assert_eq!(seen, expected, "{year}-{month}");
        }
    }

    #[test]
    fn words_are_those_of_declarations() {
        for word in ["last-month", "last-quarter", "last-half", "last-year"] {
            assert_eq!(RelativePeriod::parse(word).map(RelativePeriod::word), Some(word));
        }
        assert_eq!(RelativePeriod::parse("last-week"), None);
    }
}
