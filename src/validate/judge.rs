//! All rules on all files, and what the pipeline makes of what they say. A rule that fails is told and
//! stops no other.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::{Finding, Findings, Hands, Reading, SubmissionRow};

use super::checks::{CheckCounts, checks};
use super::failure::failed;
use super::file::File;
use super::file_verdicts::{FileVerdicts, verdicts_on};
use super::given::{Given, Validated};
use super::period_context::PeriodContext;
use super::policy::Policies;
use super::rearranged::rearranged;
use super::register::rows_of;
use super::rule::{Judge, Rule};
use super::rules::RULES;
use super::submission_counts::count;
use super::uncounted::Uncounted;
use super::verdicts::Verdicts;

/// Looks at each file, and at what only all files of a period together can show, with so many hands.
#[must_use]
pub fn validate(given: &Given, hands: &impl Hands) -> Validated {
    validate_by(RULES, given, hands)
}

fn validate_by(rules: &[Rule], given: &Given, hands: &impl Hands) -> Validated {
    let mut submissions = given.submissions.clone();
    let rows = rows_of(&submissions, given.readings.iter().map(|reading| reading.file.as_str()));
    let files: Vec<(&Reading, &Vec<usize>)> = given.readings.iter().zip(&rows).collect();
    let of_files = hands.each(files, |(reading, rows)| {
        let rows: Vec<SubmissionRow> =
            rows.iter().map(|&row| given.submissions.rows[row].clone()).collect();
        verdicts_on(rules, &File { reading, submissions: &rows, pipeline: given.pipeline })
    });
    let period = PeriodContext::new(given, &rows, &submissions);
    let mut judged = Judged::default();
    judged.hear_of_files(of_files, &period);
    judged.hear(rules, hands, |rule, verdicts| {
        if let Judge::OfAll(judge) = rule.judge {
            judge(&period, verdicts);
        }
    });
    judged.findings.extend(rearranged(given));
    // What a policy says once for a unit it says at the first place.
    let mut findings = Findings::in_order(std::mem::take(&mut judged.findings));
    let (mut read, mut policies) = (given.read.to_vec(), Policies::of(given));
    let mut more = policies.apply(&mut read);
    more.extend(policies.apply(&mut findings));
    let uncounted = Uncounted::of(read.iter().chain(&findings).chain(&more), &period);
    judged.hear(rules, hands, |rule, verdicts| {
        if let Judge::OfCounted(judge) = rule.judge {
            judge(&period, &uncounted, verdicts);
        }
    });
    let checks = checks(&period, &judged.counts);
    let mut last = Findings::in_order(judged.findings);
    more.extend(policies.apply(&mut last));
    findings.extend(last.into_iter().chain(more).chain(policies.remarks()));
    count(given, &read, &findings, &mut submissions);
    Validated { read, findings, submissions, checks }
}

/// What the rules have said so far.
#[derive(Default)]
struct Judged {
    findings: Vec<Finding>,
    counts: CheckCounts,
}

impl Judged {
    fn hear_of_files(&mut self, of_files: Vec<FileVerdicts>, period: &PeriodContext) {
        for (file, verdicts) in of_files.into_iter().enumerate() {
            self.findings.extend(verdicts.findings);
            for (code, row, count) in verdicts.counts {
                self.counts.add(code, period.row(file, Some(row)), count);
            }
            for check in verdicts.broken {
                self.findings.push(failed(check).in_file(&period.readings[file].file));
                self.counts.fail(check.code, Some(file));
            }
        }
    }

    /// What rules about all files say; one that fails is told, the others go on.
    fn hear(
        &mut self,
        rules: &[Rule],
        hands: &impl Hands,
        judge: impl Fn(&Rule, &mut Verdicts) + Sync,
    ) {
        let said = hands.each(rules.iter().collect(), |rule: &Rule| {
            let mut verdicts = Verdicts::default();
            catch_unwind(AssertUnwindSafe(|| judge(rule, &mut verdicts))).ok().map(|()| verdicts)
        });
        for (rule, verdicts) in rules.iter().zip(said) {
            let Some(Verdicts { findings, counts }) = verdicts else {
                for check in rule.checks {
                    self.findings.push(failed(check));
                    self.counts.fail(check.code, None);
                }
                continue;
            };
            self.findings.extend(findings);
            for ((code, row), count) in counts {
                self.counts.add(code, Some(row), count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::validate_by;
    use crate::model::{Catalogue, Check, Code, OneHand, Reading, Submissions, UnitSums, Verdict};
    use crate::validate::failure::CHECK_FAILED;
    use crate::validate::given::Given;
    use crate::validate::register::register;
    use crate::validate::rule::{Judge, Rule};

    static TOTALS: Check = Check { code: Code::TotalDiffers, ..CHECK_FAILED };
    static SAMPLES: Check = Check { code: Code::SmallSample, ..CHECK_FAILED };

    const BROKEN: [Rule; 2] = [
        Rule { checks: &[&TOTALS], judge: Judge::OfFile(|_, _| panic!("a rule with a defect")) },
        Rule {
            checks: &[&SAMPLES],
            judge: Judge::OfAll(|_, _| panic!("another rule with a defect")),
        },
    ];

    /// A check that could not run is an error: what it did not say may be wrong.
    #[test]
    fn a_rule_that_fails_is_told_and_stops_no_other() {
        let pipeline = crate::pipeline::load("pipelines/nightly.toml".as_ref()).unwrap();
        let submissions = register(&Submissions::default(), &pipeline);
        let missing =
            super::RULES.iter().find(|rule| rule.checks[0].code == Code::SubmissionMissing);
        let rules = [BROKEN[0], BROKEN[1], *missing.unwrap()];
        let readings = [Reading { file: "a.xlsx".to_owned(), ..Reading::default() }];
        // Of what the rules do not find nothing is asked here.
        let all =
            Code::ALL.iter().map(|&code| &*Box::leak(Box::new(Check { code, ..CHECK_FAILED })));
        let catalogue = Catalogue::of(&[&all.collect::<Vec<&Check>>()]);
        let given = Given {
            readings: &readings,
            sums: &UnitSums::default(),
            submissions: &submissions,
            read: &[],
            earlier: None,
            pipeline: &pipeline,
            catalogue: &catalogue,
        };
        let validated = validate_by(&rules, &given, &OneHand);
        let told: Vec<_> =
            validated.findings.iter().filter(|f| f.code == Code::CheckFailed).collect();
        assert_eq!(told.len(), 2);
        assert!(told[0].message.contains("F203"), "{}", told[0].message);
        let first = format!("{} {} {}", told[0].code, told[0].severity.word(), told[0].place);
        assert_eq!(first, "F390 blocking a.xlsx");
        assert!(told[1].message.contains("F208"), "{}", told[1].message);
        assert!(validated.findings.iter().any(|f| f.code == Code::SubmissionMissing));
        let of = |code| validated.checks.rows.iter().filter(move |row| row.code == code);
        assert!(of(Code::SmallSample).all(|row| row.verdict == Verdict::Error));
        // No submission came in that file.
        assert!(of(Code::TotalDiffers).all(|row| row.verdict == Verdict::NotApplicable));
    }
}
