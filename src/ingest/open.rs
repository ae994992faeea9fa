//! What a name in the inbox stands for: one file, or the files in an archive.

use crate::model::Limits;
use crate::read::{Book, Member, Opened, read_sheets};

/// A file as it was opened.
#[derive(Debug)]
pub(super) struct OpenedFile {
    /// Path relative to the inbox; a file in an archive stands below the archive: `goi.zip/692.xlsx`.
    pub(super) file: String,
    /// Hash of its bytes, where they could be had.
    pub(super) blake3: Option<String>,
    /// Its sheets, or why there are none, in Vietnamese.
    pub(super) book: Result<Book, String>,
}

/// Why an archive in an archive is not opened.
pub(super) const NESTED: &str = "là gói nén hoặc thư điện tử nằm trong gói nén; chỉ một lớp được mở; hãy lấy từng tệp ra rồi gửi";

/// Name of a file in an archive.
pub(super) fn below(archive: &str, member: &Member) -> String {
    format!("{archive}/{}", member.name)
}

/// Hash of bytes, in hex.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Opens a file, and the files in it where it is an archive, of these only those that are wanted. Of a file the sheets
/// that are wanted are read, and maybe others.
pub(super) fn open(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    is_wanted: impl Fn(&str, Option<&str>) -> bool,
) -> Vec<OpenedFile> {
    let one = |book| OpenedFile { file: name.to_owned(), blake3: Some(hash(bytes)), book };
    match read_sheets(bytes, limits, &|sheet| is_wanted(name, Some(sheet))) {
        Opened::Book(book) => vec![one(Ok(book))],
        Opened::Refused(reason) => vec![one(Err(reason))],
        Opened::Bundle(members) => {
            let named = members.into_iter().map(|member| (below(name, &member), member.bytes));
            let wanted = named.filter(|(file, _)| is_wanted(file, None));
            wanted.map(|(file, bytes)| inside(file, bytes, limits, &is_wanted)).collect()
        }
    }
}

fn inside(
    file: String,
    bytes: Result<Vec<u8>, String>,
    limits: &Limits,
    is_wanted: impl Fn(&str, Option<&str>) -> bool,
) -> OpenedFile {
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(reason) => return OpenedFile { file, blake3: None, book: Err(reason) },
    };
    let book = match read_sheets(&bytes, limits, &|sheet| is_wanted(&file, Some(sheet))) {
        Opened::Book(book) => Ok(book),
        Opened::Refused(reason) => Err(reason),
        Opened::Bundle(_) => Err(NESTED.to_owned()),
    };
    OpenedFile { file, blake3: Some(hash(&bytes)), book }
}
