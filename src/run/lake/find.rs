//! Which runs are meant by a folder: one run, the latest of a period, or those of all periods and pipelines below it.

use std::path::{Path, PathBuf};

use crate::run::error::RunError;
use crate::store::{Run, folders_in};

use super::error::LakeError;

/// How many folders lie between an output folder and a period: its pipeline and the period itself.
const DEPTH: usize = 2;

/// A run, and whether it was named itself.
#[derive(Debug, Clone)]
pub(in crate::run) struct FoundRun {
    /// The run.
    pub(in crate::run) run: Run,
    /// Whether its folder, or that of its period, was named; else it was come upon.
    pub(in crate::run) named: bool,
}

/// The runs that a folder stands for, in the order of pipelines and periods: a run itself, or the folder of a period, of a
/// pipeline or of all results, with the latest run of each period.
pub(super) fn found(path: &Path) -> Result<Vec<FoundRun>, RunError> {
    let mut found = Vec::new();
    let mut level = vec![path.to_owned()];
    for depth in 0..=DEPTH {
        let mut below: Vec<PathBuf> = Vec::new();
        for folder in level {
            match run_of(&folder)? {
                Some(run) => found.push(FoundRun { run, named: depth == 0 }),
                None if depth < DEPTH => below.extend(folders_in(&folder)?),
                None => {}
            }
        }
        level = below;
    }
    if found.is_empty() {
        return Err(LakeError::NoRun { path: path.to_owned() }.into());
    }
    let key = |found: &FoundRun| {
        let record = found.run.record();
        (record.pipeline.clone(), record.period.clone())
    };
    found.sort_by_key(key);
    Ok(found)
}

/// The run in a folder, or the latest of the folder of a period.
fn run_of(folder: &Path) -> Result<Option<Run>, RunError> {
    for place in [folder.to_owned(), folder.join("latest")] {
        if place.join("run.json").is_file() {
            return Ok(Some(Run::open(place)?));
        }
    }
    Ok(None)
}
