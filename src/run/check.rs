//! A unit's own check before it sends: the same reading and the same rules as at night, on files named one by
//! one. Nothing is kept.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::ingest::{self, Parts, Task};
use crate::model::{Code, Finding, Severity, Stage};
use crate::pipeline::Pipeline;
use crate::store::Inbox;
use crate::table::{Checks, Findings, Submissions};
use crate::validate::{self, Look};

use super::looking::Looking;
use super::{Readers, Reading, RunError};

/// What a check found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Findings by file, sheet and cell.
    pub findings: Vec<Finding>,
    /// The forms that were recognised, with their units and how many numbers each gave.
    pub submissions: Submissions,
    /// Which checks could be made in each of these forms.
    pub checks: Checks,
    /// Numbers accepted.
    pub observations: usize,
}

impl Checked {
    /// How many findings have a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Checks files by the rules of a pipeline. What others have not sent is no concern of these.
///
/// # Errors
/// A file is not there, or no process can be started to read it. Wrong data is never an error.
pub fn check(
    files: &[PathBuf],
    pipeline: &Pipeline,
    reading: &Reading,
) -> Result<Checked, RunError> {
    let inbox = Inbox::of_files(files);
    if let Some(missing) = files.iter().find(|file| !file.exists()) {
        return Err(RunError::NoFile { path: missing.clone() });
    }
    let limits = pipeline.limits;
    let readers = Readers::new(reading, limits);
    let names = inbox.names();
    let tasks: Vec<Task> = names.iter().map(|name| Task::anew(name)).collect();
    let ingested = ingest::ingest(
        &tasks,
        |file| inbox.read(file, limits.file),
        |bytes| readers.open(bytes).map_err(RunError::Reader),
        |_, _| {},
        pipeline,
    )?;
    let submissions = validate::register(&ingested.submissions, pipeline);
    let parts = Parts::of(ingested.kept, &ingested.submissions, pipeline);
    let looking = Looking::new(&parts, &submissions, pipeline);
    let looks: Vec<Look> = (0..parts.len()).into_par_iter().map(|p| looking.look(p)).collect();
    let validated = looking.validate(&looks, &ingested.findings, None);
    let mut found = validated.findings;
    found.retain(|finding| finding.code != Code::SubmissionMissing);
    let findings =
        Findings::default().replace(Stage::Ingest, validated.read).replace(Stage::Validate, found);
    let mut submissions = validated.submissions;
    submissions.rows.retain(|row| row.file.is_some());
    let mut checks = validated.checks;
    checks.rows.retain(|row| row.file.is_some() && row.code != Code::SubmissionMissing);
    let observations = submissions.rows.iter().map(|row| row.observations as usize).sum();
    Ok(Checked { findings: by_place(&findings), submissions, checks, observations })
}

/// In the order in which a person goes through the files: reading and rules together.
fn by_place(findings: &Findings) -> Vec<Finding> {
    let all: Vec<Finding> = findings.iter().cloned().collect();
    Findings::default().replace(Stage::Validate, all).of_stage(Stage::Validate)
}
