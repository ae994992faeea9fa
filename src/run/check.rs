//! A unit's own check before it sends: the same reading and the same rules as at night, on files named one by
//! one. Nothing is kept.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::ingest::{self, Receipts};
use crate::measure;
use crate::model::{Code, Finding, Reading, Severity, Stage};
use crate::pipeline::Pipeline;
use crate::store::Inbox;
use crate::table::{Checks, Findings, ReadTables, Submissions, TableError};
use crate::validate::{self, Given};

use super::catalogue::CATALOGUE;
use super::error::RunError;
use super::readings::leave_superseded;
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
    let names = inbox.names();
    let (tables, files): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| ingest::is_receipts(name));
    let mut receipts = Receipts::default();
    let known: Vec<String> = files.iter().map(|file| (*file).clone()).collect();
    for table in tables {
        receipts.add(table, inbox.read(table, limits.file), &known);
    }
    let readings = files
        .into_par_iter()
        .map(|file| read_file(&workers, file, inbox.read(file, limits.file), pipeline));
    let readings: Vec<Vec<Reading>> = readings.collect::<Result<_, RunError>>()?;
    let mut readings: Vec<Reading> = readings.into_iter().flatten().collect();
    readings.sort_by(|a, b| a.file.cmp(&b.file));
    let gathered = ingest::gather(&readings, receipts, pipeline);
    let read = readings.iter().flat_map(|reading| reading.findings.iter().cloned());
    let read: Vec<Finding> = read.chain(gathered.findings).collect();
    let sent = Submissions { rows: gathered.submissions };
    let submissions = validate::register(&sent, pipeline);
    let at = |source: TableError| RunError::Table { stage: Stage::Validate, source };
    let tables = ReadTables::of(&readings, &sent.rows, &gathered.repeated, pipeline).map_err(at)?;
    let sums = measure::by_unit(&tables.lines).map_err(at)?;
    leave_superseded(&mut readings, &sent, pipeline);
    let validated = validate::validate(&Given {
        readings: &readings,
        sums: &sums,
        submissions: &submissions,
        read: &read,
        earlier: None,
        catalogue: &CATALOGUE,
        pipeline,
    });
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
    Ok(Checked { findings: by_place(&findings), submissions, checks, values })
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
