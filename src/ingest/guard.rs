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
    // A part that cannot be looked at hides nothing: the others are looked at all the same.
    let sizes = (0..package.len()).map(|index| package.by_index_raw(index).map_or(0, |p| p.size()));
    let inflated = sizes.fold(0u64, u64::saturating_add);
    if inflated > LARGEST_PACKAGE {
        return Some(format!(
            "tệp phình to bất thường khi giải nén ({} MB) nên không được mở; hãy gửi lại bảng tính chỉ có số liệu",
            inflated >> 20
        ));
    }
    let hostile = (0..package.len()).any(|index| has_too_many_strings(&mut package, index));
    hostile.then(|| {
        "tệp .xlsx bị hỏng (khai báo nhiều chuỗi hơn số có thật) nên không được mở; hãy mở bằng Excel, lưu lại rồi gửi lại"
            .to_owned()
    })
}

/// Whether a part is a table of shared strings and declares more of them than its bytes can hold.
fn has_too_many_strings(package: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> bool {
    let Ok(part) = package.by_index(index) else { return false };
    let is_strings =
        part.name().is_ok_and(|name| name.to_lowercase().ends_with("sharedstrings.xml"));
    if !is_strings {
        return false;
    }
    let size = part.size();
    let mut head = Vec::new();
    // What can be inflated of a broken part is enough.
    let _ = part.take(HEAD).read_to_end(&mut head);
    let declared = declared_strings(&String::from_utf8_lossy(&head));
    declared.is_some_and(|declared| declared > size / SHORTEST_STRING + 1)
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
