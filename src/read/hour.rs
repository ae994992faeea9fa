//! The hour behind a day, where a cell tells one.

/// A day with the hour of an ISO date and time, `2023-09-10T16:30:00`; midnight is what programs write where there is none.
pub(super) fn with_hour(day: String, iso: &str) -> String {
    let hour = iso.trim().split_once('T').and_then(|(_, time)| time.get(..5));
    let is_time = |time: &&str| {
        let mut letters = time.bytes().enumerate();
        *time != "00:00"
            && letters.all(|(at, b)| if at == 2 { b == b':' } else { b.is_ascii_digit() })
    };
    match hour.filter(is_time) {
        Some(hour) => format!("{day} {hour}"),
        None => day,
    }
}

#[cfg(test)]
mod tests {
    use super::with_hour;

    #[test]
    fn midnight_is_no_hour() {
        let day = |iso: &str| with_hour("10/09/2023".to_owned(), iso);
        assert_eq!(day("2023-09-10T16:30:00"), "10/09/2023 16:30");
        for iso in ["2023-09-10", "2023-09-10T00:00:00.000", "2023-09-10T", "2023-09-10Tabcde"] {
            assert_eq!(day(iso), "10/09/2023", "{iso}");
        }
    }
}
