//! The folder that stands for a letter in the path of what was attached to it: its name tells when the letter came in and
//! who sent it.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// Hours by which the clocks of Việt Nam are ahead of UTC, all year.
const ZONE: i8 = 7;

/// How the time stands in the name; no system takes a colon there.
const FOLDER_TIME: &str = "%Y-%m-%d %H.%M.%S";

/// The time zone of the province.
#[must_use]
pub fn province_zone() -> TimeZone {
    TimeZone::fixed(Offset::constant(ZONE))
}

/// `2023-10-05 16.30.00 so-xay-dung@tinh.vn`, from the seconds of Unix at which it came in and its sender.
#[must_use]
pub fn letter_folder(received: Option<i64>, sender: Option<&str>) -> String {
    let at = received.and_then(|seconds| Timestamp::from_second(seconds).ok());
    let at = at.map(|at| at.to_zoned(province_zone()).strftime(FOLDER_TIME).to_string());
    let plain = |c: &char| c.is_ascii_alphanumeric() || "@.-_+".contains(*c);
    let sender = sender.map(|sender| sender.chars().filter(plain).take(MOST_LETTERS).collect());
    let told: Vec<String> = at.into_iter().chain(sender).filter(|text| !text.is_empty()).collect();
    if told.is_empty() { "thư".to_owned() } else { told.join(" ") }
}

/// More letters than an address has.
const MOST_LETTERS: usize = 100;

/// When the letter came in that a folder stands for: `2023-10-05T16:30:00`; `None` where it stands for none.
#[must_use]
pub fn letter_time(folder: &str) -> Option<String> {
    let time = folder.get(..FOLDER_TIME_LENGTH)?;
    let behind = &folder[FOLDER_TIME_LENGTH..];
    let is_letter = behind.is_empty() || (behind.starts_with(' ') && behind.contains('@'));
    let at = DateTime::strptime(FOLDER_TIME, time).ok().filter(|_| is_letter)?;
    Some(at.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

/// Letters of a time in the name of a folder.
const FOLDER_TIME_LENGTH: usize = 19;

#[cfg(test)]
mod tests {
    use super::{letter_folder, letter_time};

    #[test]
    fn a_folder_tells_when_its_letter_came_in() {
        let folder = letter_folder(Some(1_696_498_200), Some("so-xay-dung@tinh.vn"));
        assert_eq!(folder, "2023-10-05 16.30.00 so-xay-dung@tinh.vn");
        assert_eq!(letter_time(&folder).as_deref(), Some("2023-10-05T16:30:00"));
        let folder = letter_folder(Some(1_696_498_200), None);
        assert_eq!(letter_time(&folder).as_deref(), Some("2023-10-05T16:30:00"));
        assert_eq!(letter_folder(None, Some("a/../b@c.vn")), "a..b@c.vn");
        assert_eq!(letter_folder(None, None), "thư");
        for other in
            ["2023-10-05", "2023-10-05 16.30.00 bản cuối", "cap-huyen", "2023-99-05 16.30.00"]
        {
            assert_eq!(letter_time(other), None, "{other}");
        }
    }
}
