//! Numbers as Vietnamese officials write them: `1.234,56`.

/// A whole number with points between thousands: `1.574`.
#[must_use]
pub fn group_thousands(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        out.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A ratio 0–1 as percent with two decimals: `85,71%`.
#[must_use]
pub fn percent(ratio: f64) -> String {
    format!("{:.2}%", ratio * 100.0).replace('.', ",")
}

/// A number as a cell holds it: `1574` or `12,5`, decimal comma, no separators of thousands.
#[must_use]
pub fn plain_number(value: f64) -> String {
    format!("{value}").replace('.', ",")
}

/// A moment as officials write it: `2023-10-05T17:00:00` becomes `17:00 ngày 05/10/2023`.
#[must_use]
pub fn moment(iso: &str) -> String {
    let shown = || {
        let (day, time) = iso.split_once('T')?;
        let mut parts = day.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Some(format!("{} ngày {day}/{month}/{year}", time.get(..5)?))
    };
    shown().unwrap_or_else(|| iso.to_owned())
}

/// A day as the decree on administrative papers has it: `2023-08-02` becomes `02/8/2023`, for only days and the first two
/// months bear a zero in front. Of a moment its day.
#[must_use]
pub fn day(iso: &str) -> String {
    let shown = || {
        let mut parts = iso.get(..10)?.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let month =
            if matches!(month, "01" | "02") { month } else { month.trim_start_matches('0') };
        Some(format!("{day}/{month}/{year}"))
    };
    shown().unwrap_or_else(|| iso.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{day, group_thousands, moment, percent, plain_number};

    #[test]
    fn figures_are_vietnamese() {
        assert_eq!(group_thousands(1_574), "1.574");
        assert_eq!(group_thousands(-1_234_567), "-1.234.567");
        assert_eq!(group_thousands(999), "999");
        assert_eq!(percent(0.857_142), "85,71%");
        assert_eq!(plain_number(12.5), "12,5");
        assert_eq!(plain_number(1574.0), "1574");
        assert_eq!(moment("2023-10-05T17:00:00"), "17:00 ngày 05/10/2023");
        assert_eq!(day("2023-10-05T17:00:00"), "05/10/2023");
        assert_eq!(day("2023-08-02"), "02/8/2023");
        assert_eq!(day("2024-02-12"), "12/02/2024");
        assert_eq!(day("sometime"), "sometime");
    }
}
