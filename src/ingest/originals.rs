//! Submitted files once more, for who sent them: only those that are wanted, only as they were when they were
//! checked. An archive is opened once, however many of its files are wanted.

use std::collections::BTreeMap;

use crate::model::{Limits, Lost, Original, Wanted};

use super::open::{OpenedFile, hash, open};

/// The file of the inbox that holds a submitted file: itself, or the archive it lies in. `names` is what the
/// inbox holds, in order.
#[must_use]
pub fn holder<'n>(file: &str, names: &'n [String]) -> Option<&'n str> {
    let find = |name: &str| {
        let at = names.binary_search_by(|known| known.as_str().cmp(name)).ok()?;
        Some(names[at].as_str())
    };
    let folders = file.rmatch_indices('/').map(|(end, _)| &file[..end]);
    find(file).or_else(|| folders.into_iter().find_map(find))
}

/// The wanted files that a file of the inbox holds, of which these are the bytes, or why there are none.
#[must_use]
pub fn originals(
    holder: &str,
    bytes: Result<&[u8], Lost>,
    wanted: &[Wanted],
    limits: &Limits,
) -> Vec<Original> {
    let all = |why| wanted.iter().map(|one| lost(one, why)).collect();
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(why) => return all(why),
    };
    // What has changed need not be opened; the hash of a file in an archive is known only inside.
    let itself = wanted.iter().find(|one| one.file == holder);
    if itself.is_some_and(|one| one.blake3.as_deref() != Some(&*hash(bytes))) {
        return all(Lost::Changed);
    }
    let named: BTreeMap<&str, &Wanted> =
        wanted.iter().map(|one| (one.file.as_str(), one)).collect();
    let opened = open(holder, bytes, limits, |file, sheet| {
        named.get(file).is_some_and(|one| sheet.is_none_or(|sheet| one.wants(sheet)))
    });
    let mut opened: BTreeMap<String, OpenedFile> =
        opened.into_iter().map(|opened| (opened.file.clone(), opened)).collect();
    let take = |one: &Wanted| match opened.remove(&one.file) {
        None => lost(one, Lost::Gone),
        Some(found) if found.blake3 != one.blake3 => lost(one, Lost::Changed),
        Some(OpenedFile { book: Err(_), .. }) => lost(one, Lost::Unreadable),
        Some(OpenedFile { book: Ok(book), .. }) => {
            let mut sheets = book.sheets;
            sheets.retain(|sheet| one.wants(&sheet.name) && !sheet.is_returned_list());
            Original { file: one.file.clone(), sheets: Ok(sheets) }
        }
    };
    wanted.iter().map(take).collect()
}

/// A wanted file that cannot be had.
#[must_use]
pub fn lost(wanted: &Wanted, why: Lost) -> Original {
    Original { file: wanted.file.clone(), sheets: Err(why) }
}
