//! Which checks could be made in each submission: the rules' tallies as a table.

use std::collections::BTreeMap;

use crate::model::{Code, Verdict};
use crate::table::{CheckRow, Checks, Submissions};

use super::rule::Tally;
use super::rules::RULES;

/// One row for each submission with a known form and each code of each rule. `broken` are codes whose rule could
/// not be run.
pub(super) fn checks(
    submissions: &Submissions,
    tallies: &BTreeMap<(Code, usize), Tally>,
    broken: &[Code],
) -> Checks {
    let codes: Vec<Code> = RULES.iter().flat_map(|rule| rule.codes).copied().collect();
    let rows = submissions.rows.iter().enumerate().filter(|(_, row)| row.form.is_some());
    let rows = rows.flat_map(|(place, row)| {
        let row_of = move |&code: &Code| {
            let tally = tallies.get(&(code, place)).copied().unwrap_or_default();
            CheckRow {
                period: row.period.clone(),
                unit_id: row.unit_id.clone(),
                form: row.form.clone(),
                file: row.file.clone(),
                code,
                verdict: verdict(tally, broken.contains(&code)),
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
