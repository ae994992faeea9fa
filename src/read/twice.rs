//! Names that stand twice in the directory of a zip. Programs differ in which of the two they show, so neither is what a
//! person saw for sure.

use std::collections::BTreeMap;
use std::io::Cursor;

use zip::ZipArchive;

/// An entry of the directory begins so.
const SIGNATURE: &[u8] = b"PK\x01\x02";
/// Bytes of an entry before its name.
const FIXED: usize = 46;
/// Where the lengths of its name, of what else it says and of its comment stand.
const LENGTHS: [usize; 3] = [28, 30, 32];

/// The names that stand twice or more, as they are written; `None` where there are some that cannot be told.
pub(super) fn twice(bytes: &[u8], archive: &ZipArchive<Cursor<&[u8]>>) -> Option<Vec<Vec<u8>>> {
    if !archive.has_duplicate_names() {
        return Some(Vec::new());
    }
    let start = usize::try_from(archive.central_directory_start()).ok()?;
    let mut rest = bytes.get(start..)?;
    let mut names: BTreeMap<&[u8], usize> = BTreeMap::new();
    while rest.starts_with(SIGNATURE) {
        let length = |at: usize| {
            let bytes = rest.get(at..at + 2)?.try_into().ok()?;
            Some(usize::from(u16::from_le_bytes(bytes)))
        };
        let [name, extra, comment] = LENGTHS.map(length);
        let (name, after) = (name?, extra? + comment?);
        *names.entry(rest.get(FIXED..FIXED + name)?).or_default() += 1;
        rest = rest.get(FIXED + name + after..)?;
    }
    let twice = names.into_iter().filter(|(_, count)| *count > 1);
    let twice: Vec<Vec<u8>> = twice.map(|(name, _)| name.to_owned()).collect();
    (!twice.is_empty()).then_some(twice)
}
