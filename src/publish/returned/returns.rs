//! What goes back to whom: the units whose findings are bad enough, and the sheets that each of them sent.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Finding, Findings, Submissions, UnitIx, Wanted};
use crate::pipeline::{Pipeline, ReturnForms};

use super::form::Return;
use super::names::UsedNames;
use super::recipient::{FindingsByUnit, Senders};

/// File name of what no unit is known for, without its ending.
const UNKNOWN: &str = "chua-ro-don-vi";

/// What goes back to whom, in the order of the register.
#[must_use]
pub fn returns(pipeline: &Pipeline, findings: &Findings, submissions: &Submissions) -> Vec<Return> {
    returns_of(pipeline, &FindingsByUnit::new(pipeline, findings, submissions))
}

pub(super) fn returns_of(pipeline: &Pipeline, dealt: &FindingsByUnit<'_>) -> Vec<Return> {
    let Some(least) = pipeline.return_forms.least() else { return Vec::new() };
    let bad = |findings: &[&Finding]| findings.iter().any(|finding| finding.severity >= least);
    let mut names = UsedNames::with(&[UNKNOWN]);
    let bad_enough = || dealt.of_units.iter().filter(|(_, findings)| bad(findings));
    let last = bad_enough().filter_map(|(unit, _)| *unit).max();
    // Every unit of the register takes its name, so that it has the same one in every run; those behind the last
    // one that is asked for change nothing.
    let named = last.map_or(0, |unit| unit.index() + 1);
    let stems: Vec<String> =
        pipeline.register.iter().take(named).map(|(_, unit)| names.of_unit(unit)).collect();
    let returns = bad_enough().map(|(unit, findings)| {
        let stem = unit.map_or(UNKNOWN, |unit| &stems[unit.index()]);
        Return {
            file: format!("{}/{stem}.xlsx", ReturnForms::FOLDER),
            unit: *unit,
            findings: findings.iter().copied().cloned().collect(),
            wanted: wanted(*unit, findings, &dealt.senders),
            code: None,
        }
    });
    returns.collect()
}

/// All sheets of the files of a unit that count, so that they can be mended and sent again as they are; of a file
/// that others sent forms in too those on which something was found, and so of files of nobody.
fn wanted(unit: Option<UnitIx>, findings: &[&Finding], senders: &Senders<'_>) -> Vec<Wanted> {
    let mut files: BTreeMap<&str, Option<BTreeSet<String>>> = BTreeMap::new();
    files.extend(unit.into_iter().flat_map(|unit| senders.own(unit)).map(|file| (file, None)));
    for finding in findings {
        let (Some(file), Some(sheet)) = (&finding.place.file, &finding.place.sheet) else {
            continue;
        };
        if let Some(sheets) = files.entry(file).or_insert_with(|| Some(BTreeSet::new())) {
            sheets.insert(sheet.clone());
        }
    }
    let wanted = files.into_iter().map(|(file, sheets)| Wanted {
        file: file.to_owned(),
        blake3: senders.hash(file).map(str::to_owned),
        sheets,
        counts: !unit.is_some_and(|unit| senders.is_replaced(file, unit)),
    });
    wanted.collect()
}
