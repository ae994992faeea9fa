//! Figures → findings. A catalogue of rules, one a file; each looks at the same context and says what held and what
//! did not. Nothing is mended here; what the pipeline declares about findings has the last word (`policy`).

mod checks;
mod context;
mod earlier;
mod indicators;
mod policy;
mod register;
mod rule;
mod rules;
mod sums;

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::model::{Code, Finding, Severity, Status};
use crate::pipeline::Pipeline;
use crate::table::{Checks, Figures, Submissions};

use context::Context;
pub use policy::CODES as POLICY_CODES;
pub use rule::{Rule, Verdicts};
pub use rules::RULES;

/// What is validated.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// Every number read.
    pub figures: &'a Figures,
    /// What became of each file.
    pub submissions: &'a Submissions,
    /// What reading found.
    pub read: &'a [Finding],
    /// The figures of the period before, where that was run.
    pub earlier: Option<&'a Figures>,
    /// What is declared.
    pub pipeline: &'a Pipeline,
}

/// What validation says about a run.
#[derive(Debug, Default)]
pub struct Validated {
    /// What reading found, as the pipeline takes it.
    pub read: Vec<Finding>,
    /// What the rules found.
    pub findings: Vec<Finding>,
    /// The submissions, with missing ones added, due times, and errors and warnings counted.
    pub submissions: Submissions,
    /// Which checks could be made in each submission.
    pub checks: Checks,
}

/// Checks the figures and the completeness of a period.
#[must_use]
pub fn validate(given: &Given) -> Validated {
    validate_by(RULES, given)
}

fn validate_by(rules: &[Rule], given: &Given) -> Validated {
    let mut submissions = register::register(given.submissions, given.pipeline);
    let context = Context::new(given, &submissions);
    let (mut findings, checks) = judge(rules, &context);
    let mut read = given.read.to_vec();
    let mut more = policy::apply(&mut read, given.pipeline);
    more.extend(policy::apply(&mut findings, given.pipeline));
    findings.extend(more);
    let counts = {
        let all: Vec<&Finding> = read.iter().chain(&findings).collect();
        count_findings(&context, &all)
    };
    for (row, (errors, warnings)) in submissions.rows.iter_mut().zip(counts) {
        (row.errors, row.warnings) = (errors, warnings);
        if matches!(row.status, Status::Accepted | Status::AcceptedWithFindings) {
            let clean = errors + warnings == 0;
            row.status = if clean { Status::Accepted } else { Status::AcceptedWithFindings };
        }
    }
    Validated { read, findings, submissions, checks }
}

/// Runs the rules side by side. One that fails is told, for what it did not say may be wrong; the others go on.
fn judge(rules: &[Rule], context: &Context) -> (Vec<Finding>, Checks) {
    let verdicts: Vec<Option<Verdicts>> = rules
        .par_iter()
        .map(|rule| {
            let mut verdicts = Verdicts::default();
            let run = catch_unwind(AssertUnwindSafe(|| (rule.check)(context, &mut verdicts)));
            run.ok().map(|()| verdicts)
        })
        .collect();
    let (mut findings, mut tallies, mut broken) =
        (Vec::new(), std::collections::BTreeMap::new(), Vec::new());
    for (rule, verdicts) in rules.iter().zip(verdicts) {
        match verdicts {
            Some(verdicts) => {
                findings.extend(verdicts.findings);
                tallies.extend(verdicts.tallies);
            }
            None => broken.extend(rule.codes),
        }
    }
    findings.extend(broken.iter().map(|&code: &Code| failed(code)));
    (findings, checks::checks(context.submissions, &tallies, &broken))
}

fn failed(code: Code) -> Finding {
    let message = format!(
        "quy tắc {code} ({}) không chạy được vì lỗi của chương trình; không biết số liệu có sai hay không, hãy báo người quản trị",
        code.title().to_lowercase()
    );
    Finding::new(Code::CheckFailed, message)
}

/// Errors and warnings of each submission: those of its file, and of its sheets where they name one.
fn count_findings(context: &Context, findings: &[&Finding]) -> Vec<(u32, u32)> {
    let count = |row: &crate::table::SubmissionRow| {
        let Some(file) = &row.file else { return (0, 0) };
        let sheets = row.form.as_deref().map(|form| context.sheets_of(file, form));
        let concerns = |finding: &Finding| {
            finding.place.file.as_ref() == Some(file)
                && match (&finding.place.sheet, &sheets) {
                    (Some(sheet), Some(sheets)) => sheets.contains(&sheet.as_str()),
                    _ => true,
                }
        };
        let count = |wanted: fn(Severity) -> bool| {
            let found = findings.iter().filter(|f| concerns(f) && wanted(f.severity)).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        (
            count(|severity| severity >= Severity::Error),
            count(|severity| severity == Severity::Warning),
        )
    };
    context.submissions.rows.iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::{Given, Rule, Verdicts, validate_by};
    use crate::model::{Code, Severity, Verdict};
    use crate::table::{Figures, Submissions};

    fn breaks(_: &super::Context, _: &mut Verdicts) {
        panic!("a rule with a defect");
    }

    /// A check that could not run is an error: what it did not say may be wrong.
    #[test]
    fn a_rule_that_fails_is_told_and_stops_no_other() {
        let pipeline = crate::pipeline::load("pipelines/nightly.toml".as_ref()).unwrap();
        let (figures, submissions) = (Figures::default(), Submissions::default());
        let given = Given {
            figures: &figures,
            submissions: &submissions,
            read: &[],
            earlier: None,
            pipeline: &pipeline,
        };
        let broken = Rule { codes: &[Code::TotalDiffers], check: breaks };
        let missing = super::RULES.iter().find(|rule| rule.codes == [Code::SubmissionMissing]);
        let validated = validate_by(&[broken, *missing.unwrap()], &given);
        let told: Vec<_> =
            validated.findings.iter().filter(|f| f.code == Code::CheckFailed).collect();
        assert_eq!((told.len(), told[0].severity), (1, Severity::Blocking));
        assert!(told[0].message.contains("F203"), "{}", told[0].message);
        assert!(validated.findings.iter().any(|f| f.code == Code::SubmissionMissing));
        let of_totals = validated.checks.rows.iter().filter(|row| row.code == Code::TotalDiffers);
        assert!(of_totals.into_iter().all(|row| row.verdict == Verdict::Error));
    }
}
