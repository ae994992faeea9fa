//! The quarter that a heading or the name of a sheet tells, where it is another than that of the run.

use crate::model::{Period, Sheet};
use crate::text;

use super::locate::{Located, texts_above};

/// How a quarter is written, as a key.
const QUARTER: &str = "q\u{fa}y ";

/// The text that names another quarter.
pub(super) fn other_quarter(sheet: &Sheet, table: &Located, period: Period) -> Option<String> {
    // Only a quarter is held against a quarter: a half-year tells nothing about it.
    period.to_string().split_once("-Q")?;
    let heading = texts_above(sheet, &table.heading);
    let mut texts = heading.chain(std::iter::once(sheet.name.as_str()));
    let other =
        texts.find(|text| quarter_in(&text::key(text), period).is_some_and(|told| told != period));
    other.map(text::normal)
}

/// `quý iii năm 2023`, `quý 3/2023`, `quý ii`: the year of the run where none stands behind it.
fn quarter_in(key: &str, period: Period) -> Option<Period> {
    let (_, behind) = key.split_once(QUARTER)?;
    let number: String = behind.chars().take_while(|c| c.is_alphanumeric()).collect();
    let quarter = match number.as_str() {
        "i" | "1" => 1,
        "ii" | "2" => 2,
        "iii" | "3" => 3,
        "iv" | "4" => 4,
        _ => return None,
    };
    let rest = behind[number.len()..].trim_start_matches(|c: char| " /-,.năm".contains(c));
    let year: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let own = period.to_string();
    let own = own.split('-').next()?;
    let year = if year.len() == 4 { year.as_str() } else { own };
    format!("{year}-Q{quarter}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::quarter_in;
    use crate::text;

    #[test]
    fn a_quarter_is_told_in_several_ways() {
        let period = "2023-Q3".parse().unwrap();
        for (text, told) in [
            ("Kỳ báo cáo: Quý II năm 2023", Some("2023-Q2")),
            ("Quý 3/2022", Some("2022-Q3")),
            ("QUÝ III", Some("2023-Q3")),
            ("Quý vị đại biểu", None),
            ("năm 2023", None),
        ] {
            let found = quarter_in(&text::key(text), period).map(|period| period.to_string());
            assert_eq!(found.as_deref(), told, "{text}");
        }
    }
}
