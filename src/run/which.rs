//! The runs that a data code belongs to, over all pipelines and periods of an output. Reads only; takes no lock.

use std::path::Path;

use crate::model::DataCode;
use crate::store::{Folder, Run, pipelines_of};

use super::error::RunError;

/// A run that published sheets with a code.
#[derive(Debug, Clone)]
pub struct Sought {
    /// The run.
    pub run: Run,
    /// The files that bear the code, relative to the run.
    pub files: Vec<String>,
    /// Whether it is what is published now.
    pub is_latest: bool,
}

/// The runs whose sheets bear a code, by pipeline, period and age, the newest first.
///
/// # Errors
/// A folder cannot be listed, or a run was written by a newer program.
pub fn which(output: &Path, code: DataCode) -> Result<Vec<Sought>, RunError> {
    let mut found = Vec::new();
    for pipeline in pipelines_of(output)? {
        for (_, folder) in Folder::of_all_periods(output, &pipeline)? {
            let latest = folder.latest()?.map(|run| run.record().run.clone());
            for run in folder.newest_first()? {
                let run = run?;
                let bears = run.record().outputs().filter(|output| output.code == Some(code));
                let files: Vec<String> = bears.map(|output| output.file.clone()).collect();
                if !files.is_empty() {
                    let is_latest = latest.as_ref() == Some(&run.record().run);
                    found.push(Sought { run, files, is_latest });
                }
            }
        }
    }
    Ok(found)
}
