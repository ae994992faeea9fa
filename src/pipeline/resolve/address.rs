//! Addresses of mailboxes, wherever they are declared.

use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written};

/// What is expected where an address stands.
pub(super) const ADDRESS: InBoth =
    ("một địa chỉ: `\"sonoivu@example.vn\"`", "an address: `\"sonoivu@example.vn\"`");

/// An address; what is none is a fault.
pub(super) fn address(word: &str, at: &At) -> Option<String> {
    let fits = is_address(word);
    if !fits {
        at.wrong(as_written(word), ADDRESS);
    }
    fits.then(|| word.to_owned())
}

/// Plain words with single dots on both sides of one `@`.
pub(super) fn is_address(word: &str) -> bool {
    let Some((name, host)) = word.split_once('@') else { return false };
    let of = |part: &str, more: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || more.contains(c);
        !part.is_empty() && part.chars().all(plain)
    };
    let label = |part: &str| of(part, "-") && !part.starts_with('-') && !part.ends_with('-');
    name.split('.').all(|part| of(part, "_+-"))
        && !name.starts_with('-')
        && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_is_plain() {
        for word in ["so.noi-vu@binhphuoc.gov.vn", "root@localhost", "a+b@x.vn"] {
            assert!(is_address(word), "{word}");
        }
        for word in [
            "",
            "a",
            "@x.vn",
            "a@",
            "a@b@c",
            "a..b@x.vn",
            "-f@x.vn",
            "a b@x.vn",
            "a@-x.vn",
            "Ủy@x.vn",
        ] {
            assert!(!is_address(word), "{word}");
        }
    }
}
