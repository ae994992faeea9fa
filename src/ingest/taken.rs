//! Files → their readings: those of which nothing is known are read, tables of receipts are told from submissions, and of
//! an archive each file in it is read.

use crate::model::{Hands, Reading};
use crate::pipeline::Pipeline;

use super::file_content::FileContent;
use super::open::below;
use super::submissions::receipts::{Receipts, is_receipts};
use super::understand::understand;

/// What files gave.
#[derive(Debug, Default)]
pub struct TakenFiles {
    /// In the order of their names.
    pub readings: Vec<Reading>,
    /// When each came in.
    pub receipts: Receipts,
}

/// Takes files, each with what is known of it: `load` has the bytes of a table of receipts, or why there are none, and
/// `read` what a file gives of which nothing is known.
///
/// # Errors
/// Those of `read`: wrong data is never one.
pub fn take_files<E: Send>(
    files: Vec<(String, Vec<Reading>)>,
    load: impl Fn(&str) -> Result<Vec<u8>, String>,
    read: impl Fn(&str) -> Result<Vec<Reading>, E> + Sync,
    hands: &impl Hands,
) -> Result<TakenFiles, E> {
    let mut receipts = Receipts::default();
    let (tables, files): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(file, _)| is_receipts(file));
    let known: Vec<String> = files.iter().map(|(file, _)| file.clone()).collect();
    for (table, _) in &tables {
        receipts.add(table, load(table), &known);
    }
    let readings =
        hands.each(files, |(file, known)| if known.is_empty() { read(&file) } else { Ok(known) });
    let readings: Vec<Vec<Reading>> = readings.into_iter().collect::<Result<_, E>>()?;
    let mut readings: Vec<Reading> = readings.into_iter().flatten().collect();
    readings.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(TakenFiles { readings, receipts })
}

/// What a file gives, or the files in it where it is an archive; `one` reads a file, which may lie inside an archive.
///
/// # Errors
/// Those of `one`: wrong data is never one.
pub fn read_members<E: Send>(
    file: &str,
    bytes: Result<Vec<u8>, String>,
    one: impl Fn(&str, bool, &[u8]) -> Result<FileContent, E> + Sync,
    pipeline: &Pipeline,
    hands: &impl Hands,
) -> Result<Vec<Reading>, E> {
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(reason) => return Ok(vec![understand(file, None, Err(reason), pipeline)]),
    };
    let members = match one(file, false, &bytes)? {
        FileContent::Reading(reading) => return Ok(vec![*reading]),
        FileContent::Bundle(members) => members,
    };
    drop(bytes);
    let readings = hands.each(members, |member| {
        let name = below(file, &member);
        match member.bytes {
            Ok(bytes) => match one(&name, true, &bytes)? {
                FileContent::Reading(reading) => Ok(*reading),
                // Inside an archive nothing is one.
                FileContent::Bundle(_) => Ok(understand(&name, None, Err(String::new()), pipeline)),
            },
            Err(reason) => Ok(understand(&name, None, Err(reason), pipeline)),
        }
    });
    readings.into_iter().collect()
}
