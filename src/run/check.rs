//! A unit's own check before it sends: the same reading and the same rules as at night, on files named one by
//! one. Nothing is kept.

use std::path::PathBuf;

use crate::model::{Code, Finding, KnownTemplate, Reading, Severity, Stage};
use crate::pipeline::Pipeline;
use crate::store::Inbox;
use crate::table::{Checks, Findings, Submissions};

use super::error::RunError;
use super::flow::read_inbox::ReadInbox;
use super::flow::taken::take_files;
use super::flow::validated::validated;
use super::workers::pool::{Worker, Workers};
use super::workers::read_file::read_file;

/// What a check found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Findings by file, sheet and cell.
    pub findings: Vec<Finding>,
    /// The forms that were recognised, with their units and how many numbers each gave.
    pub submissions: Submissions,
    /// Which checks could be made in each of these forms.
    pub checks: Checks,
    /// The templates that files say they were made from, by file.
    pub templates: Vec<(String, KnownTemplate)>,
    /// Numbers accepted.
    pub values: usize,
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
pub fn check(files: &[PathBuf], pipeline: &Pipeline, worker: &Worker) -> Result<Checked, RunError> {
    let inbox = Inbox::of_files(files);
    if let Some(missing) = files.iter().find(|file| !file.exists()) {
        return Err(RunError::NoFile { path: missing.clone() });
    }
    let limits = pipeline.limits;
    let workers = Workers::new(worker, Some(pipeline), limits).map_err(RunError::Reader)?;
    let load = |file: &str| inbox.read(file, limits.file);
    let files = inbox.names().into_iter().map(|file| (file, Vec::new())).collect();
    let taken = take_files(files, load, |file| read_file(&workers, file, load(file), pipeline))?;
    let ReadInbox { readings, tables, submissions, findings } = ReadInbox::of(taken, pipeline)?;
    let told = |reading: &Reading| {
        let templates = reading.templates.iter().cloned();
        templates.map(|template| (reading.file.clone(), template)).collect::<Vec<_>>()
    };
    let templates = readings.iter().flat_map(told).collect();
    let validated = validated(&readings, &tables.lines, &submissions, &findings, None, pipeline)?;
    let mut found = validated.findings;
    // Nor are waivers that only others make use of; and these files are not all of a league.
    found.retain(|f| !of_all(f.code) && f.code != Code::WaiverIdle);
    let findings =
        Findings::default().replace(Stage::Ingest, validated.read).replace(Stage::Validate, found);
    let mut submissions = validated.submissions;
    submissions.rows.retain(|row| row.file.is_some());
    let mut checks = validated.checks;
    checks.rows.retain(|row| row.file.is_some() && !of_all(row.code));
    let values = submissions.rows.iter().map(|row| row.values as usize).sum();
    Ok(Checked { findings: by_place(&findings), submissions, checks, templates, values })
}

/// Whether a check says something only of all submissions of a period.
const fn of_all(code: Code) -> bool {
    matches!(code, Code::SubmissionMissing | Code::BeyondFunnel)
}

/// In the order in which a person goes through the files: reading and rules together.
fn by_place(findings: &Findings) -> Vec<Finding> {
    let all: Vec<Finding> = findings.iter().cloned().collect();
    Findings::default().replace(Stage::Validate, all).of_stage(Stage::Validate)
}
