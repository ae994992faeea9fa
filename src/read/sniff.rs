//! What a file is, told by its bytes and never by its name.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::format::Format;
use super::mail::{self, MailText};

/// Kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// Sheets in one of the formats that are read.
    Book(Format),
    /// An archive of files.
    Bundle,
    /// Letters with files attached.
    Letters,
    /// A kind that is not read: why and what to do, in Vietnamese.
    Refused(&'static str),
}

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const EMPTY: &str = "tệp rỗng (0 byte); hãy gửi lại tệp";
const BLANK: &str = "tệp không có nội dung (chỉ toàn byte 0 hoặc khoảng trắng); hãy gửi lại tệp";
const PASSWORD: &str = "tệp có mật khẩu (đã mã hóa); hãy bỏ mật khẩu rồi gửi lại";
const BROKEN_ZIP: &str =
    "tệp bị cắt cụt hoặc hỏng (không mở được gói zip bên trong); hãy gửi lại tệp";
const BROKEN_OLE: &str =
    "tệp bị cắt cụt hoặc hỏng (không mở được khung tệp Excel 97-2003); hãy gửi lại tệp";

const ANCIENT: &str =
    "tệp là Excel 2.1 đến 4.0, quá cũ; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại";

/// Beginnings of files that hold no table, with what they are.
const STRANGERS: [(&[u8], &str); 18] = [
    (b"\x09\x00\x04\x00", ANCIENT),
    (b"\x09\x02\x06\x00", ANCIENT),
    (b"\x09\x04\x06\x00", ANCIENT),
    (b"%PDF", "tệp là PDF, không phải bảng tính; hãy gửi tệp .xlsx"),
    (b"\x89PNG", "tệp là hình ảnh (PNG), không phải bảng tính; hãy gửi tệp .xlsx"),
    (b"\xff\xd8\xff", "tệp là hình ảnh (JPEG), không phải bảng tính; hãy gửi tệp .xlsx"),
    (b"GIF8", "tệp là hình ảnh (GIF), không phải bảng tính; hãy gửi tệp .xlsx"),
    (b"BM", "tệp là hình ảnh (BMP), không phải bảng tính; hãy gửi tệp .xlsx"),
    (b"II*\0", "tệp là hình ảnh (TIFF), không phải bảng tính; hãy gửi tệp .xlsx"),
    (b"MM\0*", "tệp là hình ảnh (TIFF), không phải bảng tính; hãy gửi tệp .xlsx"),
    (b"MZ", "tệp là một chương trình, không phải bảng tính; không được mở; hãy gửi tệp .xlsx"),
    (b"\x7fELF", "tệp là một chương trình, không phải bảng tính; không được mở; hãy gửi tệp .xlsx"),
    (b"Rar!", "tệp là gói nén .rar; hãy giải nén rồi gửi từng tệp, hoặc nén lại dạng .zip"),
    (b"7z\xbc\xaf", "tệp là gói nén .7z; hãy giải nén rồi gửi từng tệp, hoặc nén lại dạng .zip"),
    (b"\x1f\x8b", "tệp là gói nén .gz; hãy giải nén rồi gửi từng tệp, hoặc nén lại dạng .zip"),
    (
        b"{\\rtf",
        "tệp là văn bản RTF; hãy mở bằng Word hoặc Excel, lưu lại dạng .docx hoặc .xlsx rồi gửi lại",
    ),
    (
        b"PAR1",
        "tệp là Parquet; chỉ danh sách hồ sơ được đọc ở dạng này, bởi chương trình và khi biểu có [dossiers]; hãy gửi tệp .xlsx hoặc .csv",
    ),
    (b"ID3", "tệp là âm thanh, không phải bảng tính; hãy gửi tệp .xlsx"),
];

/// Tells the kind of a file.
pub(super) fn kind(bytes: &[u8]) -> FileKind {
    if bytes.is_empty() {
        return FileKind::Refused(EMPTY);
    }
    if bytes.starts_with(b"PK") {
        return package(bytes);
    }
    if bytes.starts_with(&OLE[..4]) {
        return container(bytes);
    }
    let is_text = |text: &[u8]| text.iter().all(|byte| !matches!(byte, 0..=8 | 14..=26));
    let mut strangers = STRANGERS.iter().chain(&mail::BEGINNINGS);
    if let Some((_, reason)) = strangers.find(|(start, _)| bytes.starts_with(start)) {
        // Two letters alone may begin a text as well: "BM" is "biểu mẫu".
        let begins_a_text = reason.contains("BMP") || reason.contains("chương trình");
        if !(begins_a_text && is_text(&bytes[..bytes.len().min(512)])) {
            return FileKind::Refused(reason);
        }
    }
    markup(bytes)
}

/// How much of a file is looked at for its first element.
const HEAD: usize = 8192;

/// Kinds that begin with a tag, and text. Every second byte of UTF-16 is nothing to a tag.
fn markup(bytes: &[u8]) -> FileKind {
    let head: Vec<u8> = bytes.iter().copied().take(HEAD).filter(|byte| *byte != 0).collect();
    let lower = String::from_utf8_lossy(&head).to_lowercase();
    let start =
        lower.trim_start_matches(|c: char| c.is_whitespace() || "\u{feff}\u{fffd}".contains(c));
    if head.iter().all(u8::is_ascii_whitespace)
        && bytes.iter().all(|b| *b == 0 || b.is_ascii_whitespace())
    {
        return FileKind::Refused(BLANK);
    }
    match mail::told(start) {
        Some(MailText::Letters) => return FileKind::Letters,
        Some(MailText::Refused(reason)) => return FileKind::Refused(reason),
        None => {}
    }
    if !start.starts_with('<') {
        return FileKind::Book(Format::Text);
    }
    let has = |words: &[&str]| words.iter().any(|word| start.contains(word));
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet")
        && has(&["<workbook", ":workbook"])
    {
        FileKind::Book(Format::Xml2003)
    } else if has(&["<office:document"]) && has(&["opendocument.spreadsheet"]) {
        FileKind::Book(Format::FlatOds)
    } else if has(&["<html", "<!doctype html", "<table", "<body"]) || is_loose_html(start) {
        FileKind::Book(Format::Html)
    } else if start.starts_with("<?xml") {
        FileKind::Refused(
            "tệp là XML nhưng không phải bảng tính; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại",
        )
    } else {
        FileKind::Book(Format::Text)
    }
}

/// A piece of a page without its frame, as systems that "export to Excel" write it.
fn is_loose_html(start: &str) -> bool {
    const TAGS: [&str; 9] =
        ["<!--", "<head", "<meta", "<style", "<div", "<tr", "<td", "<p>", "<font"];
    TAGS.iter().any(|tag| start.starts_with(tag))
}

/// Kinds that are zip packages.
fn package(bytes: &[u8]) -> FileKind {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return FileKind::Refused(BROKEN_ZIP);
    };
    let names: Vec<String> = archive
        .file_names_raw()
        .map(|name| String::from_utf8_lossy(name).replace('\\', "/").to_lowercase())
        .collect();
    let has = |wanted: &dyn Fn(&str) -> bool| names.iter().any(|name| wanted(name.as_str()));
    if has(&|name| name == "mimetype") {
        return open_document(&mut archive);
    }
    let is_office = has(&|name| name.trim_start_matches('/') == "[content_types].xml")
        || has(&|name| name.trim_start_matches('/') == "_rels/.rels")
        || has(&|name| name.trim_start_matches('/').starts_with("xl/workbook."));
    if !is_office {
        return FileKind::Bundle;
    }
    if has(&|name| name.ends_with("workbook.bin")) {
        FileKind::Book(Format::Xlsb)
    } else if has(&|name| name.ends_with("workbook.xml") || name.starts_with("xl/")) {
        FileKind::Book(Format::Xlsx)
    } else if has(&|name| name.starts_with("word/")) {
        FileKind::Book(Format::Docx)
    } else if has(&|name| name.starts_with("ppt/")) {
        FileKind::Refused(
            "tệp là bản trình chiếu PowerPoint, không phải bảng tính; hãy gửi tệp .xlsx",
        )
    } else {
        // A workbook may name its parts as it likes; the reader asks for them.
        FileKind::Book(Format::Xlsx)
    }
}

fn open_document(archive: &mut ZipArchive<Cursor<&[u8]>>) -> FileKind {
    let mut mime = String::new();
    let part = archive.by_name("mimetype");
    match part {
        Ok(part) => {
            // A type that cannot be read is no type of a spreadsheet.
            let _ = part.take(256).read_to_string(&mut mime);
        }
        Err(ZipError::UnsupportedArchive(_)) => return FileKind::Refused(PASSWORD),
        Err(_) => return FileKind::Refused(BROKEN_ZIP),
    }
    if mime.contains("opendocument.spreadsheet") {
        FileKind::Book(Format::Ods)
    } else if mime.contains("opendocument.text") {
        FileKind::Refused(
            "tệp là văn bản OpenDocument (.odt); hãy lưu lại dạng .docx hoặc .xlsx rồi gửi lại",
        )
    } else {
        FileKind::Refused("tệp không phải bảng tính; hãy lưu lại dạng .xlsx rồi gửi lại")
    }
}

/// Kinds that are OLE containers, told by the streams they hold.
fn container(bytes: &[u8]) -> FileKind {
    let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        // The reader of workbooks gets past faults that end this one.
        return if names_stream(bytes, "EncryptedPackage") {
            FileKind::Refused(PASSWORD)
        } else if holds_workbook(bytes) {
            FileKind::Book(Format::Xls)
        } else {
            FileKind::Refused(BROKEN_OLE)
        };
    };
    let has = |name: &str| file.is_stream(name);
    if has("EncryptedPackage") {
        FileKind::Refused(PASSWORD)
    } else if has("Workbook") || has("Book") {
        FileKind::Book(Format::Xls)
    } else if has("WordDocument") {
        FileKind::Refused("tệp là Word 97-2003 (.doc); hãy lưu lại dạng .docx rồi gửi lại")
    } else if has("PowerPoint Document") {
        FileKind::Refused(
            "tệp là bản trình chiếu PowerPoint, không phải bảng tính; hãy gửi tệp .xlsx",
        )
    } else if has(mail::OUTLOOK_STREAM) {
        FileKind::Refused(mail::OUTLOOK)
    } else if holds_workbook(bytes) {
        FileKind::Book(Format::Xls)
    } else {
        FileKind::Refused("tệp không phải bảng tính; hãy lưu lại dạng .xlsx rồi gửi lại")
    }
}

fn holds_workbook(bytes: &[u8]) -> bool {
    names_stream(bytes, "Workbook") || names_stream(bytes, "Book")
}

/// Whether the name of a stream stands in a container that cannot be opened as it should.
fn names_stream(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.bytes().chain([0]).flat_map(|byte| [byte, 0]).collect();
    bytes.windows(wide.len()).step_by(2).any(|window| window == wide)
}

#[cfg(test)]
mod tests {
    use super::{FileKind, Format, kind};

    fn is_refused(bytes: &[u8], word: &str) -> bool {
        matches!(kind(bytes), FileKind::Refused(reason) if reason.contains(word))
    }

    #[test]
    fn bytes_decide() {
        assert!(is_refused(b"", "0 byte"));
        assert!(is_refused(&[0; 4096], "byte 0"));
        assert!(is_refused(b"PK\x03\x04rest", "cắt cụt"));
        assert!(is_refused(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1], "cắt cụt"));
        assert!(is_refused(b"%PDF-1.7", "PDF"));
        assert!(is_refused(b"MZ\x90\0\x03\0", "chương trình"));
        assert_eq!(kind("\u{feff} <HTML><body>".as_bytes()), FileKind::Book(Format::Html));
        assert_eq!(kind(b"<table border=1><tr>"), FileKind::Book(Format::Html));
        assert_eq!(kind("STT;Lĩnh vực".as_bytes()), FileKind::Book(Format::Text));
        assert_eq!(kind(b"BM 03;Ten bieu"), FileKind::Book(Format::Text));
        let utf16: Vec<u8> =
            "\u{feff}<html><table>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(kind(&utf16), FileKind::Book(Format::Html));
        let xml = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
            <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">"#;
        assert_eq!(kind(xml.as_bytes()), FileKind::Book(Format::Xml2003));
        assert!(is_refused(b"<?xml version=\"1.0\"?><a/>", "XML"));
    }
}
