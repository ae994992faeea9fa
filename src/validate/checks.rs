//! Which checks could be made in each submission: the rules' tallies as a table.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Code, Verdict};
use crate::table::{CheckRow, Checks};

use super::period_context::Period;
use super::rule::Tally;
use super::rules::RULES;

/// What was compared in each submission, by its place in the register, and what could not be.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    sums: BTreeMap<(Code, usize), Tally>,
    broken: BTreeSet<Code>,
    broken_in: BTreeSet<(Code, usize)>,
}

impl Tallies {
    pub(super) fn add(&mut self, code: Code, row: Option<usize>, tally: Tally) {
        let Some(row) = row else { return };
        let sum = self.sums.entry((code, row)).or_default();
        sum.compared += tally.compared;
        sum.failed += tally.failed;
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
pub(super) fn checks(period: &Period, tallies: &Tallies) -> Checks {
    let codes: Vec<Code> = RULES.iter().flat_map(|rule| rule.codes).copied().collect();
    let broken_rows: BTreeSet<(Code, usize)> = tallies
        .broken_in
        .iter()
        .flat_map(|&(code, file)| period.rows(file).iter().map(move |&row| (code, row)))
        .collect();
    let rows = period.submissions.rows.iter().enumerate().filter(|(_, row)| row.form.is_some());
    let rows = rows.flat_map(|(place, row)| {
        let row_of = |&code: &Code| {
            let tally = tallies.sums.get(&(code, place)).copied().unwrap_or_default();
            let broken = tallies.broken.contains(&code) || broken_rows.contains(&(code, place));
            CheckRow {
                period: row.period.clone(),
                unit_id: row.unit_id.clone(),
                form: row.form.clone(),
                file: row.file.clone(),
                code,
                verdict: verdict(tally, broken),
                compared: tally.compared,
                failed: tally.failed,
            }
        };
        codes.iter().map(row_of).collect::<Vec<_>>()
    });
    Checks { rows: rows.collect() }
}

const fn verdict(tally: Tally, broken: bool) -> Verdict {
    match tally {
        _ if broken => Verdict::Error,
        Tally { failed: 1.., .. } => Verdict::Failed,
        Tally { compared: 1.., .. } => Verdict::Checked,
        Tally { .. } => Verdict::NotApplicable,
    }
}
