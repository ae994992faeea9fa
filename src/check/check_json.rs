//! What a check found, as data: the same for `tthc check --json` and for the page.

use serde::Serialize;

use crate::pipeline::Pipeline;

use super::checked::Checked;
use super::finding_json::{FindingJson, SeverityCounts};
use super::submission_json::SubmissionJson;
use super::template_json::TemplateJson;

/// What the rules of a night say of single files.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
pub struct CheckJson<'c> {
    /// Id of the pipeline.
    pipeline: &'c str,
    /// The period.
    period: String,
    counts: CheckedCounts,
    /// The forms that were recognised.
    submissions: Vec<SubmissionJson<'c>>,
    /// Which rules could be checked in each of them.
    checks: Vec<CheckRowJson<'c>>,
    /// The templates that files say they were made from; not there where none does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    templates: Vec<TemplateJson<'c>>,
    /// Everything that was found.
    findings: Vec<FindingJson<'c>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct CheckedCounts {
    /// Numbers that were accepted.
    observations: usize,
    #[serde(flatten)]
    findings: SeverityCounts,
}

/// A rule in a form.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct CheckRowJson<'c> {
    /// The file.
    file: Option<&'c str>,
    /// Id of the form.
    form: Option<&'c str>,
    /// Id of the unit.
    unit_id: Option<&'c str>,
    /// The kind of finding that the rule makes.
    code: &'static str,
    /// `checked`, `failed`, `not_applicable`, `error`.
    verdict: &'static str,
    counts: ComparisonCounts,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct ComparisonCounts {
    /// Comparisons that could be made.
    compared: u32,
    /// Those that did not hold.
    failed: u32,
}

impl<'c> CheckJson<'c> {
    /// What was checked, by the names that its pipeline has.
    #[must_use]
    pub fn of(checked: &'c Checked, pipeline: &'c Pipeline) -> Self {
        let register = &pipeline.register;
        let submissions = checked.submissions.rows.iter();
        let checks = checked.checks.rows.iter().map(|row| CheckRowJson {
            file: row.file.as_deref(),
            form: row.form.as_deref(),
            unit_id: row.unit_id.as_deref(),
            code: row.code.id(),
            verdict: row.verdict.word(),
            counts: ComparisonCounts { compared: row.compared, failed: row.failed },
        });
        let (templates, findings) = (checked.templates.iter(), checked.findings.iter());
        Self {
            pipeline: &pipeline.id,
            period: pipeline.period.to_string(),
            counts: CheckedCounts {
                observations: checked.values,
                findings: SeverityCounts::of(|severity| checked.count(severity)),
            },
            submissions: submissions.map(|row| SubmissionJson::of(row, register)).collect(),
            checks: checks.collect(),
            templates: templates.map(|(file, one)| TemplateJson::of(file, one)).collect(),
            findings: findings.map(|found| FindingJson::of(found, Some(register))).collect(),
        }
    }
}
