//! Files → figures, submissions and findings. Cannot fail: what is wrong with a file is a finding, and one
//! bad file never stops the others. Files are read in parallel and put together in the order of their names.
//!
//! `read` makes sheets of cells of any file, `found` sees to archives, `locate` and `header` find the declared forms in a sheet, `lines` gives each line its role, `sender` tells
//! whose it is, `assemble` turns lines into figures, `indicators` does both for forms whose lines are measures,
//! `gather` puts the files together. `inspect` shows all this of one file, `drafting` makes a declaration of a
//! filled example, `again` opens files once more, to be given back.

mod again;
mod assemble;
mod column_numbers;
mod count;
mod dated;
mod drafting;
mod file;
mod folded;
mod found;
mod gather;
mod header;
mod indicators;
mod inspect;
mod kept;
mod lines;
mod locate;
pub mod read;
mod receipts;
mod remarks;
mod said;
mod sender;
mod units;
mod wording;

use rayon::prelude::*;

use crate::model::Finding;
use crate::pipeline::Pipeline;
use crate::table::{Figures, Submissions};

pub use again::{again, holder};
pub use drafting::{Drafted, NoTable, Wish, draft};
pub use inspect::inspect;
pub use kept::{Kept, Shelf};

use file::FileReading;
use folded::{Folded, Unfolding};
use read::Opened;
use receipts::Receipts;

/// What the files of a period hold.
#[derive(Debug, Default)]
pub struct Ingested {
    /// Every number read.
    pub figures: Figures,
    /// What became of each file.
    pub submissions: Submissions,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
    /// What was read of each file that could be had, to be used again.
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
    let folded = tasks.par_iter().map(|task| {
        if let Some((kept, readings)) = task.kept.and_then(|kept| Some((kept, kept.readings()?))) {
            return Ok(Folded::new(readings, Some(kept.clone())));
        }
        let loaded = load(task.file);
        let blake3 = loaded.as_ref().ok().map(|bytes| blake3::hash(bytes).to_hex().to_string());
        let found = found::found(task.file, loaded, &open, &|_: &str| true)?;
        let readings = found.into_par_iter().map(|found| file::read(found, pipeline));
        let readings: Vec<FileReading> = readings.collect();
        let said = readings.iter().flat_map(|reading| reading.findings.iter());
        done(task.file, &said.collect::<Vec<_>>());
        let kept = blake3.and_then(|blake3| Kept::new(task.file, &blake3, &readings));
        Ok(Folded::new(readings, kept))
    });
    let folded: Vec<Folded> = folded.collect::<Result<_, E>>()?;
    let kept = folded.iter().filter_map(Folded::kept).cloned().collect();
    Ok(Ingested { kept, ..gather::gather(Unfolding::new(folded), receipts, pipeline) })
}
