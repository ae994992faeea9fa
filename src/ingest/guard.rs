//! Packages that would end the whole program: no reader can be asked about them, for running out of memory
//! cannot be caught. Looked at before anything is inflated; what a package declares is enough to refuse it.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// Most bytes that all parts together may hold when inflated.
const LARGEST_PACKAGE: u64 = 1 << 30;

/// Shortest way to write one shared string: `<si/>`.
const SHORTEST_STRING: u64 = 5;

/// How much of a part is read to see its first element.
const HEAD: u64 = 4096;

/// Why a package must not be opened, in Vietnamese; `None` where it may be, or where it is no package at all.
pub(super) fn refusal(bytes: &[u8]) -> Option<String> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut inflated = 0u64;
    let mut strings = None;
    for index in 0..package.len() {
        let part = package.by_index_raw(index).ok()?;
        inflated = inflated.saturating_add(part.size());
        let name = part.name().ok()?.to_lowercase();
        if name.ends_with("sharedstrings.xml") {
            strings = Some(index);
        }
    }
    if inflated > LARGEST_PACKAGE {
        return Some(format!(
            "tệp phình to bất thường khi giải nén ({} MB) nên không được mở; hãy gửi lại bảng tính chỉ có số liệu",
            inflated >> 20
        ));
    }
    let part = package.by_index(strings?).ok()?;
    let size = part.size();
    let mut head = Vec::new();
    part.take(HEAD).read_to_end(&mut head).ok()?;
    let declared = declared_strings(&String::from_utf8_lossy(&head))?;
    (declared > size / SHORTEST_STRING + 1).then(|| {
        "tệp .xlsx bị hỏng (khai báo nhiều chuỗi hơn số có thật) nên không được mở; hãy mở bằng Excel, lưu lại rồi gửi lại"
            .to_owned()
    })
}

/// How many shared strings a part says it holds.
fn declared_strings(head: &str) -> Option<u64> {
    let mut reader = Reader::from_str(head);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) => {
                let attribute = e.try_get_attribute("uniqueCount").ok()??;
                // A number too large to read is larger than any part.
                let digits = attribute.value.trim();
                return Some(digits.parse().unwrap_or(u64::MAX));
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}
