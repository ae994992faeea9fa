//! When each file came in. `received.csv` in the inbox says so in two columns, `file` (as it lies beside the table) and
//! `received_at`, the hour that of the province unless it says another zone; of other files the letter that brought them.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::ingest::findings::submission::receipts_unreadable::RECEIPTS_UNREADABLE;
use crate::model::{Finding, Reading, letter_time, province_zone};

/// Name of the table, in any folder of the inbox.
const NAME: &str = "received.csv";

/// When each file came in: `2023-10-05T16:30:00`; such texts sort by time.
#[derive(Debug, Default)]
pub struct Receipts {
    times: BTreeMap<String, String>,
    pub(in crate::ingest) findings: Vec<Finding>,
}

/// Whether a file of the inbox is such a table and no submission.
#[must_use]
pub fn is_receipts(file: &str) -> bool {
    file.rsplit('/').next() == Some(NAME)
}

impl Receipts {
    /// When a file came in; a file in an archive came in with the archive.
    #[must_use]
    pub fn of(&self, file: &str) -> Option<&str> {
        let above = std::iter::successors(Some(file), |path| Some(path.rsplit_once('/')?.0));
        above.into_iter().find_map(|path| self.times.get(path)).map(String::as_str)
    }

    /// What was attached to a letter came in with it, unless a table says otherwise.
    pub(super) fn add_letters(&mut self, readings: &[Reading]) {
        for Reading { file, .. } in readings {
            let at = file.split('/').find_map(letter_time).filter(|_| self.of(file).is_none());
            if let Some(at) = at {
                self.times.insert(file.clone(), at);
            }
        }
    }

    /// Adds a table; `file` is its path in the inbox.
    pub fn add(&mut self, file: &str, bytes: Result<Vec<u8>, String>, known: &[String]) {
        let folder = file.strip_suffix(NAME).unwrap_or_default();
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(reason) => return self.doubt(file, reason),
        };
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes));
        let place =
            |headers: &csv::StringRecord, name: &str| headers.iter().position(|h| h == name);
        let columns = reader
            .headers()
            .ok()
            .and_then(|headers| Some((place(headers, "file")?, place(headers, "received_at")?)));
        let Some((name, time)) = columns else {
            let reason = "thiếu dòng đầu với hai cột file,received_at; không dòng nào được dùng";
            return self.doubt(file, reason.to_owned());
        };
        for (index, record) in reader.records().enumerate() {
            // The first line holds the names of the columns.
            let line = index + 2;
            let Ok(record) = record else {
                self.doubt(file, format!("dòng {line} không phải UTF-8 nên không được dùng"));
                continue;
            };
            let (Some(named), Some(text)) = (record.get(name), record.get(time)) else {
                self.doubt(file, format!("dòng {line} thiếu cột nên không được dùng"));
                continue;
            };
            let path = format!("{folder}{}", named.replace('\\', "/"));
            let Some(instant) = instant(text) else {
                let reason = "không phải ngày giờ nên không được dùng";
                self.doubt(file, format!("dòng {line}: \"{text}\" {reason}"));
                continue;
            };
            if known.contains(&path) {
                self.times.insert(path, instant);
            } else {
                self.doubt(file, format!("dòng {line}: không có tệp \"{named}\" trong hộp thư"));
            }
        }
    }

    fn doubt(&mut self, file: &str, reason: String) {
        self.findings.push(Finding::new(&RECEIPTS_UNREADABLE, reason).in_file(file));
    }
}

/// `2023-10-05 16:30`, `2023-10-05T16:30:00+07:00`, `05/10/2023 16:30`, as one text in the time of the province.
fn instant(text: &str) -> Option<String> {
    let zone = province_zone();
    let zoned = || text.parse::<jiff::Timestamp>().ok().map(|at| at.to_zoned(zone).datetime());
    let local = || text.parse::<DateTime>().ok();
    let official = || DateTime::strptime("%d/%m/%Y %H:%M", text).ok();
    let at = zoned().or_else(local).or_else(official)?;
    Some(at.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::{Receipts, instant};

    #[test]
    fn an_hour_may_be_written_in_several_ways() {
        for text in [
            "2023-10-05 16:30",
            "2023-10-05T16:30:00",
            "2023-10-05T16:30:00+07:00",
            "2023-10-05T09:30:00Z",
            "05/10/2023 16:30",
        ] {
            assert_eq!(instant(text).as_deref(), Some("2023-10-05T16:30:00"), "{text}");
        }
        assert_eq!(instant("05-10"), None);
    }

    #[test]
    fn what_cannot_be_read_is_told_by_line_and_the_rest_counts() {
        let mut receipts = Receipts::default();
        let table = b"\xef\xbb\xbffile,received_at\na.xlsx,2023-10-05 16:30\nb.xlsx,sometime\nc.xlsx,2023-10-05 16:30\n";
        let known = ["cap-huyen/a.xlsx".to_owned(), "cap-huyen/b.xlsx".to_owned()];
        receipts.add("cap-huyen/received.csv", Ok(table.to_vec()), &known);
        assert_eq!(receipts.of("cap-huyen/a.xlsx"), Some("2023-10-05T16:30:00"));
        assert_eq!(receipts.of("cap-huyen/a.xlsx/inside.xls"), Some("2023-10-05T16:30:00"));
        assert_eq!(receipts.of("cap-huyen/b.xlsx"), None);
        let told: Vec<&str> = receipts.findings.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("dòng 3") && told[1].starts_with("dòng 4"), "{told:?}");
    }
}
