//! Files → figures, submissions and findings. Cannot fail: what is wrong with a file is a finding, and one
//! bad file never stops the others. Files are read in parallel and put together in the order of their names.
//!
//! `sniff` tells what a file is, `guard` what must not be opened, `xlsx` and `merges` make sheets of cells,
//! `locate` and `header` find the declared forms in a sheet, `lines` gives each line its role, `sender` tells
//! whose it is, `assemble` turns lines into figures, `gather` puts the files together.

mod assemble;
mod count;
mod file;
mod gather;
mod guard;
mod header;
mod lines;
mod locate;
mod merges;
mod sender;
mod sniff;
mod xlsx;

use std::io;

use rayon::prelude::*;

use crate::model::Finding;
use crate::pipeline::Pipeline;
use crate::table::{Figures, Submissions};

pub use xlsx::{SheetsRead, sheets};

/// What the files of a period hold.
#[derive(Debug, Default)]
pub struct Ingested {
    /// Every number read.
    pub figures: Figures,
    /// What became of each file.
    pub submissions: Submissions,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
}

/// Reads all files. `files` are paths relative to the inbox with `/` between folders, in order; `load` gives
/// the bytes of one and is called from several threads; `done` is told of each file that was read.
pub fn ingest<L, D>(files: &[String], load: L, done: D, pipeline: &Pipeline) -> Ingested
where
    L: Fn(&str) -> io::Result<Vec<u8>> + Sync,
    D: Fn(&str) + Sync,
{
    let readings: Vec<file::FileReading> = files
        .par_iter()
        .map(|name| {
            let reading = file::read(name, load(name), pipeline);
            done(name);
            reading
        })
        .collect();
    gather::gather(readings, pipeline)
}
