//! What an .xlsx declares about itself that would end the reader: running out of memory cannot be caught. The
//! process that reads it is expendable, but an early word gives the true reason.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::package::ZipPackage;

/// Shortest way to write one shared string: `<si/>`.
const SHORTEST_STRING: u64 = 5;

/// How much of a part is read to see its first element.
const HEAD: u64 = 4096;

/// Refuses a package that declares more shared strings than its bytes can hold; the reason in Vietnamese.
pub(super) fn check(package: &mut ZipPackage) -> Result<(), String> {
    for name in package.names() {
        if !name.to_lowercase().ends_with("sharedstrings.xml") {
            continue;
        }
        let Some((head, size)) = package.head(&name, HEAD) else { continue };
        let declared = declared_strings(&String::from_utf8_lossy(&head));
        if declared.is_some_and(|declared| declared > size / SHORTEST_STRING + 1) {
            return Err(
                "tệp .xlsx bị hỏng (khai báo nhiều chuỗi hơn số có thật) nên không được mở; hãy mở bằng Excel, lưu lại rồi gửi lại"
                    .to_owned(),
            );
        }
    }
    Ok(())
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
