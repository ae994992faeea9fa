//! Readings → findings. A catalogue of rules, one a file; each says what held and what did not. Most look at one file
//! (`context`, `look`); the others look at all files of a period (`period`). Nothing is mended here; what the pipeline
//! declares about findings has the last word (`policy`).

mod checks;
mod file_context;
mod file_verdicts;
mod indicators;
mod period_context;
mod policy;
mod register;
mod rule;
mod rules;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::model::{Code, Finding, Reading, Severity, Status, SubmissionRow};
use crate::pipeline::Pipeline;
use crate::table::{Checks, Findings, Submissions, UnitSums};

use checks::Tallies;
pub use file_verdicts::{File, Look, look};
use period_context::Period;
pub use policy::CODES as POLICY_CODES;
pub use register::{register, rows_of};
pub use rule::{Check, Rule, Verdicts};
pub use rules::RULES;

/// What is validated.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// What was read of each file, as far as it counts, in the order of the files.
    pub readings: &'a [Reading],
    /// The sums of its lines.
    pub sums: &'a UnitSums,
    /// The register of submissions, see [`register`].
    pub submissions: &'a Submissions,
    /// What reading found.
    pub read: &'a [Finding],
    /// The sums of the period before, where that was run.
    pub earlier: Option<&'a UnitSums>,
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
    /// The submissions, with errors and warnings counted.
    pub submissions: Submissions,
    /// Which checks could be made in each submission.
    pub checks: Checks,
}

/// Looks at each file, and at what only all files of a period together can show.
#[must_use]
pub fn validate(given: &Given) -> Validated {
    validate_by(RULES, given)
}

fn validate_by(rules: &[Rule], given: &Given) -> Validated {
    let mut submissions = given.submissions.clone();
    let rows = rows_of(&submissions, given.readings.iter().map(|reading| reading.file.as_str()));
    let readings = given.readings.par_iter().zip(&rows);
    let looks = readings.map(|(reading, rows)| {
        let rows: Vec<SubmissionRow> =
            rows.iter().map(|&row| given.submissions.rows[row].clone()).collect();
        file_verdicts::look_by(
            rules,
            &File { reading, submissions: &rows, pipeline: given.pipeline },
        )
    });
    let looks: Vec<Look> = looks.collect();
    let (findings, checks) = judge(rules, looks, &Period::new(given, &rows, &submissions));
    // What a policy says once for a unit it says at the first place.
    let mut findings = Findings::in_order(findings);
    let mut read = given.read.to_vec();
    let mut more = policy::apply(&mut read, given.pipeline);
    more.extend(policy::apply(&mut findings, given.pipeline));
    findings.extend(more);
    count(given, &read, &findings, &mut submissions);
    Validated { read, findings, submissions, checks }
}

/// What the files gave, and the rules about all of them, side by side.
fn judge(rules: &[Rule], looks: Vec<Look>, period: &Period) -> (Vec<Finding>, Checks) {
    let (mut findings, mut tallies) = (Vec::new(), Tallies::default());
    for (file, look) in looks.into_iter().enumerate() {
        findings.extend(look.findings);
        for (code, row, tally) in look.tallies {
            tallies.add(code, period.row(file, Some(row)), tally);
        }
        for code in look.broken {
            findings.push(failed(code).in_file(&period.readings[file].file));
            tallies.fail(code, Some(file));
        }
    }
    for (rule, verdicts) in rules.iter().zip(of_all(rules, period)) {
        match verdicts {
            Some(Verdicts { findings: found, tallies: told }) => {
                findings.extend(found);
                for ((code, row), tally) in told {
                    tallies.add(code, Some(row), tally);
                }
            }
            None => rule.codes.iter().for_each(|&code| {
                findings.push(failed(code));
                tallies.fail(code, None);
            }),
        }
    }
    let checks = checks::checks(period, &tallies);
    (findings, checks)
}

/// What the rules about all files say; `None` of one that failed, the others go on.
fn of_all(rules: &[Rule], period: &Period) -> Vec<Option<Verdicts>> {
    let verdicts = rules.par_iter().map(|rule| {
        let mut verdicts = Verdicts::default();
        let Check::OfAll(check) = rule.check else { return Some(verdicts) };
        let run = catch_unwind(AssertUnwindSafe(|| check(period, &mut verdicts)));
        run.ok().map(|()| verdicts)
    });
    verdicts.collect()
}

/// A rule that fails is told, for what it did not say may be wrong.
fn failed(code: Code) -> Finding {
    let message = format!(
        "quy tắc {code} ({}) không chạy được vì lỗi của chương trình; không biết số liệu có sai hay không, hãy báo người quản trị",
        code.title().to_lowercase()
    );
    Finding::new(Code::CheckFailed, message)
}

/// Counts errors and warnings of each submission: those of its file, and of its sheets where they name one.
fn count(given: &Given, read: &[Finding], findings: &[Finding], submissions: &mut Submissions) {
    let mut of_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in read.iter().chain(findings) {
        if let Some(file) = &finding.place.file {
            of_file.entry(file).or_default().push(finding);
        }
    }
    let readings = given.readings.iter().map(|reading| (reading.file.as_str(), reading));
    let readings: BTreeMap<&str, &Reading> = readings.collect();
    for row in &mut submissions.rows {
        let Some(file) = row.file.as_deref() else { continue };
        let concerns = |finding: &&&Finding| {
            is_about(finding, row, readings.get(file).copied(), given.pipeline)
        };
        let about = of_file.get(file).into_iter().flatten().filter(concerns);
        let (mut errors, mut warnings) = (0, 0);
        for finding in about {
            errors += u32::from(finding.severity >= Severity::Error);
            warnings += u32::from(finding.severity == Severity::Warning);
        }
        (row.errors, row.warnings) = (errors, warnings);
        if matches!(row.status, Status::Accepted | Status::AcceptedWithFindings) {
            let clean = errors + warnings == 0;
            row.status = if clean { Status::Accepted } else { Status::AcceptedWithFindings };
        }
    }
}

/// Whether a finding about a file is about one of its submissions.
fn is_about(
    finding: &Finding,
    row: &SubmissionRow,
    reading: Option<&Reading>,
    pipeline: &Pipeline,
) -> bool {
    let (Some(sheet), Some(form)) = (&finding.place.sheet, &row.form) else { return true };
    let tables = reading.map_or(&[][..], |reading| &reading.tables);
    // Lines that belong to a form without being in a table of it.
    let outside = !tables.iter().any(|table| table.sheet == *sheet);
    if outside && finding.unit_id.is_some() && finding.unit_id == row.unit_id {
        return finding.form.as_ref() == Some(form);
    }
    tables
        .iter()
        .any(|table| table.sheet == *sheet && pipeline.forms[table.form.index()].id == *form)
}

#[cfg(test)]
mod tests {
    use super::{Check, Given, Rule, register, validate_by};
    use crate::model::{Code, Reading, Severity, Verdict};
    use crate::table::{Submissions, UnitSums};

    const BROKEN: [Rule; 2] = [
        Rule {
            codes: &[Code::TotalDiffers],
            check: Check::OfFile(|_, _| panic!("a rule with a defect")),
        },
        Rule {
            codes: &[Code::SmallSample],
            check: Check::OfAll(|_, _| panic!("another rule with a defect")),
        },
    ];

    /// A check that could not run is an error: what it did not say may be wrong.
    #[test]
    fn a_rule_that_fails_is_told_and_stops_no_other() {
        let pipeline = crate::pipeline::load("pipelines/nightly.toml".as_ref()).unwrap();
        let submissions = register(&Submissions::default(), &pipeline);
        let missing = super::RULES.iter().find(|rule| rule.codes == [Code::SubmissionMissing]);
        let rules = [BROKEN[0], BROKEN[1], *missing.unwrap()];
        let readings = [Reading { file: "a.xlsx".to_owned(), ..Reading::default() }];
        let given = Given {
            readings: &readings,
            sums: &UnitSums::default(),
            submissions: &submissions,
            read: &[],
            earlier: None,
            pipeline: &pipeline,
        };
        let validated = validate_by(&rules, &given);
        let told: Vec<_> =
            validated.findings.iter().filter(|f| f.code == Code::CheckFailed).collect();
        assert_eq!((told.len(), told[0].severity), (2, Severity::Blocking));
        assert!(told[0].message.contains("F203"), "{}", told[0].message);
        assert_eq!(told[0].place.file.as_deref(), Some("a.xlsx"));
        assert!(told[1].message.contains("F208"), "{}", told[1].message);
        assert!(validated.findings.iter().any(|f| f.code == Code::SubmissionMissing));
        let of = |code| validated.checks.rows.iter().filter(move |row| row.code == code);
        assert!(of(Code::SmallSample).all(|row| row.verdict == Verdict::Error));
        // No submission came in that file.
        assert!(of(Code::TotalDiffers).all(|row| row.verdict == Verdict::NotApplicable));
    }
}
