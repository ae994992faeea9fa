//! Which checks could be made in each submission: the counts of the rules as a table.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CheckRow, Checks, Code, Verdict};

use super::period_context::PeriodContext;
use super::rules::RULES;
use super::verdicts::CheckCount;

/// What was compared in each submission, by its place in the register, and what could not be.
#[derive(Debug, Default)]
pub(super) struct CheckCounts {
    sums: BTreeMap<(Code, usize), CheckCount>,
    broken: BTreeSet<Code>,
    broken_in: BTreeSet<(Code, usize)>,
}

impl CheckCounts {
    pub(super) fn add(&mut self, code: Code, row: Option<usize>, count: CheckCount) {
        let Some(row) = row else { return };
        let sum = self.sums.entry((code, row)).or_default();
        sum.compared += count.compared;
        sum.failed += count.failed;
    }

    /// A check could not be made in a file, or in none.
    pub(super) fn fail(&mut self, code: Code, file: Option<usize>) {
        match file {
            Some(file) => drop(self.broken_in.insert((code, file))),
            None => drop(self.broken.insert(code)),
        }
    }
}

/// One row for each submission with a known form and each code of each rule.
pub(super) fn checks(period: &PeriodContext, counts: &CheckCounts) -> Checks {
    let codes: Vec<Code> =
        RULES.iter().flat_map(|rule| rule.checks).map(|check| check.code).collect();
    let broken_rows: BTreeSet<(Code, usize)> = counts
        .broken_in
        .iter()
        .flat_map(|&(code, file)| period.rows(file).iter().map(move |&row| (code, row)))
        .collect();
    let rows = period.submissions.rows.iter().enumerate().filter(|(_, row)| row.form.is_some());
    let rows = rows.flat_map(|(place, row)| {
        let row_of = |&code: &Code| {
            let count = counts.sums.get(&(code, place)).copied().unwrap_or_default();
            let broken = counts.broken.contains(&code) || broken_rows.contains(&(code, place));
            CheckRow {
                period: row.period.clone(),
                unit_id: row.unit_id.clone(),
                form: row.form.clone(),
                file: row.file.clone(),
                code,
                verdict: verdict(count, broken),
                compared: count.compared,
                failed: count.failed,
            }
        };
        codes.iter().map(row_of).collect::<Vec<_>>()
    });
    Checks { rows: rows.collect() }
}

const fn verdict(count: CheckCount, broken: bool) -> Verdict {
    match count {
        _ if broken => Verdict::Error,
        CheckCount { failed: 1.., .. } => Verdict::Failed,
        CheckCount { compared: 1.., .. } => Verdict::Checked,
        CheckCount { .. } => Verdict::NotApplicable,
    }
}
