//! What a night would say of some files. What others have not sent is no concern of these.

use crate::ingest::{Gathered, TakenFiles, gather, leave_superseded};
use crate::model::{
    Checks, Code, Finding, Findings, Hands, KnownTemplate, Reading, Severity, Submissions,
};
use crate::pipeline::Pipeline;
use crate::validate::{self, Given, Validated};

use super::catalogue::CATALOGUE;
use super::sums::sums;

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

/// Checks files as they were taken by the rules of a pipeline.
#[must_use]
pub fn checked(taken: TakenFiles, pipeline: &Pipeline, hands: &impl Hands) -> Checked {
    let TakenFiles { mut readings, receipts } = taken;
    let Gathered { submissions, findings, repeated } = gather(&readings, receipts, pipeline);
    let sums = sums(&readings, &submissions, &repeated, pipeline);
    leave_superseded(&mut readings, &submissions, pipeline);
    let told = |reading: &Reading| {
        let templates = reading.templates.iter().cloned();
        templates.map(|template| (reading.file.clone(), template)).collect::<Vec<_>>()
    };
    let templates = readings.iter().flat_map(told).collect();
    let given = Given {
        readings: &readings,
        sums: &sums,
        submissions: &validate::register(&submissions, pipeline),
        read: &findings,
        earlier: None,
        pipeline,
        catalogue: &CATALOGUE,
    };
    let Validated { read, findings, mut submissions, mut checks } =
        validate::validate(&given, hands);
    // Nor are waivers that only others make use of; and these files are not all of a league.
    let of_these = findings.into_iter().filter(|f| !of_all(f.code) && f.code != Code::WaiverIdle);
    let findings = Findings::in_order(read.into_iter().chain(of_these).collect());
    submissions.rows.retain(|row| row.file.is_some());
    checks.rows.retain(|row| row.file.is_some() && !of_all(row.code));
    let values = submissions.rows.iter().map(|row| row.values as usize).sum();
    Checked { findings, submissions, checks, templates, values }
}

/// Whether a check says something only of all submissions of a period.
const fn of_all(code: Code) -> bool {
    matches!(code, Code::SubmissionMissing | Code::BeyondFunnel)
}
