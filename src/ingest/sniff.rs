//! What a file is, told by its bytes and never by its name.

/// Kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip archive, perhaps an xlsx.
    Zip,
    /// An OLE container: an old .xls, or an encrypted workbook.
    Ole,
    /// A PDF.
    Pdf,
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// Nothing at all.
    Empty,
    /// Something else.
    Unknown,
}

/// Tells the kind of a file.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    let head = &bytes[..bytes.len().min(1024)];
    let lower = String::from_utf8_lossy(head).to_lowercase();
    let start = lower.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if bytes.is_empty() {
        Kind::Empty
    } else if bytes.starts_with(b"PK") {
        Kind::Zip
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        Kind::Ole
    } else if bytes.starts_with(b"%PDF") {
        Kind::Pdf
    } else if start.starts_with("<!doctype html") || start.starts_with("<html") {
        Kind::Html
    } else if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) {
        Kind::Text
    } else {
        Kind::Unknown
    }
}

impl Kind {
    /// Why a file of this kind is not read and what to do, for its sender; `None` where it may be read.
    pub(super) const fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Zip => None,
            Self::Empty => Some("tệp rỗng (0 byte); hãy gửi lại tệp"),
            Self::Ole => Some(
                "tệp là Excel 97-2003 (.xls) hoặc có mật khẩu; hãy bỏ mật khẩu, lưu lại dạng .xlsx rồi gửi lại",
            ),
            Self::Pdf => Some("tệp là PDF, không phải bảng tính; hãy gửi tệp .xlsx"),
            Self::Html => Some(
                "tệp là trang web (HTML) đổi tên, không phải bảng tính; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại",
            ),
            Self::Text => Some(
                "tệp là văn bản thường, không phải bảng tính .xlsx; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại",
            ),
            Self::Unknown => {
                Some("tệp không phải bảng tính .xlsx; hãy lưu lại dạng .xlsx rồi gửi lại")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn bytes_decide() {
        assert_eq!(kind(b""), Kind::Empty);
        assert_eq!(kind(b"PK\x03\x04rest"), Kind::Zip);
        assert_eq!(kind("\u{feff} <HTML><body>".as_bytes()), Kind::Html);
        assert_eq!(kind("STT;Lĩnh vực".as_bytes()), Kind::Text);
        assert_eq!(kind(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]), Kind::Ole);
        assert_eq!(kind(&[0, 159, 146, 150]), Kind::Unknown);
    }
}
