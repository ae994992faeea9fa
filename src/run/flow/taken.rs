//! The files of an inbox → their readings: those of which nothing is known are read, side by side, and tables of receipts
//! are told from submissions.

use rayon::prelude::*;

use crate::ingest::{self, Receipts};
use crate::model::Reading;
use crate::run::error::RunError;

/// What files gave.
#[derive(Debug, Default)]
pub(in crate::run) struct TakenFiles {
    /// In the order of their names.
    pub(in crate::run) readings: Vec<Reading>,
    /// When each came in.
    pub(in crate::run) receipts: Receipts,
}

/// Takes files, each with what is known of it: `load` has the bytes of a table of receipts, or why there are none, and
/// `read` what a file gives of which nothing is known.
pub(in crate::run) fn take_files(
    files: Vec<(String, Vec<Reading>)>,
    load: impl Fn(&str) -> Result<Vec<u8>, String>,
    read: impl Fn(&str) -> Result<Vec<Reading>, RunError> + Sync,
) -> Result<TakenFiles, RunError> {
    let mut receipts = Receipts::default();
    let (tables, files): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(file, _)| ingest::is_receipts(file));
    let known: Vec<String> = files.iter().map(|(file, _)| file.clone()).collect();
    for (table, _) in &tables {
        receipts.add(table, load(table), &known);
    }
    let readings = files
        .into_par_iter()
        .map(|(file, known)| if known.is_empty() { read(&file) } else { Ok(known) });
    let readings: Vec<Vec<Reading>> = readings.collect::<Result<_, RunError>>()?;
    let mut readings: Vec<Reading> = readings.into_iter().flatten().collect();
    readings.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(TakenFiles { readings, receipts })
}
