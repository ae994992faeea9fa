//! What a name in the inbox stands for: one file, or the files in an archive.

use rayon::prelude::*;

use super::read::{Book, Member, Opened};

/// A file as it was opened.
#[derive(Debug)]
pub(super) struct Found {
    /// Path relative to the inbox; a file in an archive stands below the archive: `goi.zip/692.xlsx`.
    pub(super) file: String,
    /// Hash of its bytes, where they could be had.
    pub(super) blake3: Option<String>,
    /// Its sheets, or why there are none, in Vietnamese.
    pub(super) book: Result<Book, String>,
}

const NESTED: &str =
    "là gói nén nằm trong gói nén; chỉ một lớp được mở; hãy giải nén rồi gửi từng tệp";

/// Opens a file, and the files in it where it is an archive, of these only those that are wanted.
pub(super) fn found<E, O, W>(
    name: &str,
    loaded: Result<Vec<u8>, String>,
    open: &O,
    is_wanted: &W,
) -> Result<Vec<Found>, E>
where
    O: Fn(&[u8]) -> Result<Opened, E> + Sync,
    W: Fn(&str) -> bool + Sync,
    E: Send,
{
    let bytes = match loaded {
        Ok(bytes) => bytes,
        Err(reason) => {
            return Ok(vec![Found { file: name.to_owned(), blake3: None, book: Err(reason) }]);
        }
    };
    match open(&bytes)? {
        Opened::Bundle(members) => {
            drop(bytes);
            let inside = members.into_par_iter().filter_map(|member| {
                let file = format!("{name}/{}", member.name);
                is_wanted(&file).then(|| inside(file, member, open))
            });
            inside.collect()
        }
        Opened::Book(book) => Ok(vec![one(name.to_owned(), &bytes, Ok(book))]),
        Opened::Refused(reason) => Ok(vec![one(name.to_owned(), &bytes, Err(reason))]),
    }
}

fn inside<E, O>(file: String, member: Member, open: &O) -> Result<Found, E>
where
    O: Fn(&[u8]) -> Result<Opened, E>,
{
    let bytes = match member.bytes {
        Ok(bytes) => bytes,
        Err(reason) => return Ok(Found { file, blake3: None, book: Err(reason) }),
    };
    let book = match open(&bytes)? {
        Opened::Book(book) => Ok(book),
        Opened::Refused(reason) => Err(reason),
        Opened::Bundle(_) => Err(NESTED.to_owned()),
    };
    Ok(one(file, &bytes, book))
}

fn one(file: String, bytes: &[u8], book: Result<Book, String>) -> Found {
    Found { file, blake3: Some(blake3::hash(bytes).to_hex().to_string()), book }
}
