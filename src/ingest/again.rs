//! Submitted files once more, for who sent them: only those that are wanted, only as they were when they were
//! checked. An archive is opened once, however many of its files are wanted.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::model::{Lost, Original, Wanted};

use super::found::{Found, found};
use super::read::Opened;

/// The file of the inbox that holds a submitted file: itself, or the archive it lies in. `names` is what the
/// inbox holds.
#[must_use]
pub fn holder<'n>(file: &str, names: &'n [String]) -> Option<&'n str> {
    let find = |name: &str| {
        let at = names.binary_search_by(|known| known.as_str().cmp(name)).ok()?;
        Some(names[at].as_str())
    };
    let folders = file.rmatch_indices('/').map(|(end, _)| &file[..end]);
    find(file).or_else(|| folders.into_iter().find_map(find))
}

/// Opens submitted files again, in the order of the inbox. `names` are the files of the inbox in order; `load`
/// gives the bytes of one, or why they cannot be had; `open` reads bytes; both are called from several threads.
///
/// # Errors
/// What `open` fails with: a wrong machine, never a wrong file.
pub fn again<L, O, E>(
    wanted: &[Wanted],
    names: &[String],
    load: L,
    open: O,
) -> Result<Vec<Original>, E>
where
    L: Fn(&str) -> Result<Vec<u8>, String> + Sync,
    O: Fn(&[u8]) -> Result<Opened, E> + Sync,
    E: Send,
{
    let mut held: BTreeMap<&str, Vec<&Wanted>> = BTreeMap::new();
    let mut originals = Vec::with_capacity(wanted.len());
    for one in wanted {
        match holder(&one.file, names) {
            Some(holder) => held.entry(holder).or_default().push(one),
            None => originals.push(lost(one, Lost::Gone)),
        }
    }
    let opened = held.into_par_iter().map(|(holder, wanted)| from(holder, &wanted, &load, &open));
    let opened: Vec<Vec<Original>> = opened.collect::<Result<_, E>>()?;
    originals.extend(opened.into_iter().flatten());
    Ok(originals)
}

/// The wanted files that a file of the inbox holds.
fn from<L, O, E>(holder: &str, wanted: &[&Wanted], load: &L, open: &O) -> Result<Vec<Original>, E>
where
    L: Fn(&str) -> Result<Vec<u8>, String>,
    O: Fn(&[u8]) -> Result<Opened, E> + Sync,
    E: Send,
{
    let all = |why| Ok(wanted.iter().map(|one| lost(one, why)).collect());
    let Ok(bytes) = load(holder) else { return all(Lost::Gone) };
    // What has changed need not be opened; the hash of a file in an archive is known only inside.
    let itself = wanted.iter().find(|one| one.file == holder);
    if itself.is_some_and(|one| one.blake3.as_deref() != Some(&*blake3::hash(&bytes).to_hex())) {
        return all(Lost::Changed);
    }
    let names: BTreeSet<&str> = wanted.iter().map(|one| one.file.as_str()).collect();
    let opened = found(holder, Ok(bytes), open, &|file: &str| names.contains(file))?;
    let mut opened: BTreeMap<String, Found> =
        opened.into_iter().map(|found| (found.file.clone(), found)).collect();
    let take = |one: &&Wanted| match opened.remove(&one.file) {
        None => lost(one, Lost::Gone),
        Some(found) if found.blake3 != one.blake3 => lost(one, Lost::Changed),
        Some(Found { book: Err(_), .. }) => lost(one, Lost::Unreadable),
        Some(Found { book: Ok(book), .. }) => {
            let mut sheets = book.sheets;
            sheets.retain(|sheet| one.sheets.contains(&sheet.name));
            Original { file: one.file.clone(), sheets: Ok(sheets) }
        }
    };
    Ok(wanted.iter().map(take).collect())
}

fn lost(wanted: &Wanted, why: Lost) -> Original {
    Original { file: wanted.file.clone(), sheets: Err(why) }
}
