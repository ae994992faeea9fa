//! Files → figures, submissions and findings, file by file. Cannot fail: what is wrong with a file is a finding, and one
//! bad file never stops the others. Files are read in parallel and put together in the order of their names.
//!
//! `read` makes sheets of cells of any file, `found` sees to archives, `locate` and `header` find the declared forms in a sheet, `lines` gives each line its role, `sender` tells
//! whose it is, `assemble` turns lines into figures, `indicators` does both for forms whose lines are measures,
//! `kept` is what stays of a file for the next time, `gather` tells which of the files count, `parts` gives the
//! figures of each, from what is kept of it (`opening`) or from the tables of a run (`stored`). `inspect` shows all this of one file, `drafting` makes a declaration of a
//! filled example, `again` opens files once more, to be given back.

mod again;
mod assemble;
mod column_numbers;
mod count;
mod dated;
mod drafting;
mod file;
mod found;
mod gather;
mod header;
mod indicators;
mod inspect;
mod kept;
mod lines;
mod locate;
mod opening;
mod packed;
mod parts;
pub mod read;
mod receipts;
mod remarks;
mod said;
mod sender;
mod stored;
mod symbol;
mod units;

use rayon::prelude::*;

use crate::model::Finding;
use crate::pipeline::Pipeline;
use crate::table::Submissions;

pub use again::{again, holder};
pub use drafting::{Drafted, NoTable, Wish, draft};
pub use inspect::inspect;
pub use kept::{Kept, Shelf};
pub use parts::Parts;

use file::FileReading;
use read::Opened;
use receipts::Receipts;

/// What the files of a period hold.
#[derive(Debug, Default)]
pub struct Ingested {
    /// What became of each file.
    pub submissions: Submissions,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
    /// What was read of each file that could be had, with every number; [`Parts`] gives them.
    pub kept: Vec<Kept>,
}

/// A file to be read, or one that was.
#[derive(Debug, Clone, Copy)]
pub struct Task<'k> {
    /// Path relative to the inbox with `/` between folders.
    pub file: &'k str,
    /// What reading it gave before, where that still holds.
    pub kept: Option<&'k Kept>,
}

impl<'k> Task<'k> {
    /// A file to be read.
    #[must_use]
    pub const fn anew(file: &'k str) -> Self {
        Self { file, kept: None }
    }
}

/// Reads all files, in the order of their paths, but for those of which what was kept still holds; `load` gives the
/// bytes of one, or why they cannot be had, in Vietnamese; `open` reads bytes; both are called from several
/// threads; `done` is told of each file that was read, and what that found.
///
/// # Errors
/// What `open` fails with: a wrong machine, never a wrong file.
pub fn ingest<L, O, D, E>(
    tasks: &[Task],
    load: L,
    open: O,
    done: D,
    pipeline: &Pipeline,
) -> Result<Ingested, E>
where
    L: Fn(&str) -> Result<Vec<u8>, String> + Sync,
    O: Fn(&[u8]) -> Result<Opened, E> + Sync,
    D: Fn(&str, &[&Finding]) + Sync,
    E: Send,
{
    let (tables, tasks): (Vec<Task>, Vec<Task>) =
        tasks.iter().partition(|task| receipts::is_receipts(task.file));
    let mut receipts = Receipts::default();
    let known: Vec<String> = tasks.iter().map(|task| task.file.to_owned()).collect();
    for table in tables {
        receipts.add(table.file, load(table.file), &known);
    }
    let read = tasks.par_iter().map(|task| {
        if let Some((kept, readings)) = task.kept.and_then(|kept| Some((kept, kept.readings()?))) {
            return Ok((readings, Some(kept.clone())));
        }
        let loaded = load(task.file);
        let blake3 = loaded.as_ref().ok().map(|bytes| blake3::hash(bytes).to_hex().to_string());
        let found = found::found(task.file, loaded, &open, &|_: &str| true)?;
        let readings = found.into_par_iter().map(|found| file::read(found, pipeline));
        let mut readings: Vec<FileReading> = readings.collect();
        let said = readings.iter().flat_map(|reading| reading.findings.iter());
        done(task.file, &said.collect::<Vec<_>>());
        // Of a file that could not be had there is nothing to be kept.
        let kept = blake3.map(|blake3| Kept::new(task.file, &blake3, &readings));
        readings.iter_mut().for_each(FileReading::fold);
        Ok((readings, kept))
    });
    let read: Vec<(Vec<FileReading>, Option<Kept>)> = read.collect::<Result<_, E>>()?;
    let (readings, kept): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let mut readings: Vec<FileReading> = readings.into_iter().flatten().collect();
    readings.sort_by(|a, b| a.file.cmp(&b.file));
    let (submissions, findings) = gather::gather(readings, receipts, pipeline);
    Ok(Ingested { submissions, findings, kept: kept.into_iter().flatten().collect() })
}
