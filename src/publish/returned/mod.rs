//! What units get back: for each unit whose findings are bad enough a workbook with a list of them and its own
//! sheets as it sent them, the doubtful cells marked; and one list of everything for the analyst.
//!
//! `recipient` tells whose a finding is, `part` brings findings and sheets together, `list_sheet` lists those of one unit, `note` words what stands beside a
//! cell, `overview` lists those of all units. Sheets come from outside, read again.

mod list_sheet;
mod names;
mod note;
mod overview;
mod part;
mod recipient;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::{Finding, Lost, Original, Severity, Unit, UnitIx, Wanted};
use crate::pipeline::Pipeline;
use crate::table::{Findings, Submissions};

use super::book::plan::Book;
use super::{PublishError, Published, write};

pub(super) use overview::overview;

use names::Names;
use part::{Part, copies, parts, sheets};
use recipient::{Dealt, Senders};

/// Folder of the workbooks inside the run.
const FOLDER: &str = "phan-hoi";
/// File name of what no unit is known for, without its ending.
const UNKNOWN: &str = "chua-ro-don-vi";

/// What one unit gets back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Return {
    /// File inside the run: `phan-hoi/692-huyen-loc-ninh.xlsx`.
    pub file: String,
    /// The unit; `None` for files of which it is not known who sent them.
    pub unit: Option<UnitIx>,
    /// Everything found, by file, sheet and cell.
    pub findings: Vec<Finding>,
    /// The sheets that it sent, by file.
    pub wanted: Vec<Wanted>,
}

/// What goes back to whom, in the order of the register.
#[must_use]
pub fn returns(pipeline: &Pipeline, findings: &Findings, submissions: &Submissions) -> Vec<Return> {
    returns_of(pipeline, &Dealt::new(pipeline, findings, submissions))
}

fn returns_of(pipeline: &Pipeline, dealt: &Dealt<'_>) -> Vec<Return> {
    let Some(least) = pipeline.return_forms.least() else { return Vec::new() };
    let bad = |findings: &[&Finding]| findings.iter().any(|finding| finding.severity >= least);
    let mut names = Names::with(&[UNKNOWN]);
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
            file: format!("{FOLDER}/{stem}.xlsx"),
            unit: *unit,
            findings: findings.iter().copied().cloned().collect(),
            wanted: wanted(*unit, findings, &dealt.senders),
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

/// Writes what one unit gets back. `originals` are the files it wants, as they lie in the inbox now; others may
/// be among them.
///
/// # Errors
/// The format cannot hold it; a defect of the program.
pub fn give_back(
    pipeline: &Pipeline,
    given: &Return,
    originals: &[Original],
) -> Result<Published, PublishError> {
    let write = |originals: &[Original]| {
        write::bytes(compose_return(pipeline, given, originals), &given.file)
    };
    // A sheet that no workbook can hold is no reason not to say what was found on it.
    let unfit = |original: &Original| Original {
        file: original.file.clone(),
        sheets: original.sheets.as_ref().map_or_else(|lost| Err(*lost), |_| Err(Lost::Unfit)),
    };
    let bytes = write(originals)
        .or_else(|_| write(&originals.iter().map(unfit).collect::<Vec<Original>>()))?;
    Ok(Published { file: given.file.clone(), bytes })
}

/// What one unit gets back, as plain data, for people who look and for tests.
#[must_use]
pub fn compose_return<'a>(
    pipeline: &'a Pipeline,
    given: &'a Return,
    originals: &'a [Original],
) -> Book<'a> {
    let sheets = sheets(given, originals);
    let parts = parts(given, originals, &sheets);
    let copies = copies(given, &sheets, &parts);
    Book {
        title: &pipeline.title,
        company: pipeline.agency.last().map_or("", String::as_str),
        created: pipeline.period.month_after(),
        sheets: vec![list_sheet::compose(pipeline, given, &parts)],
        copies,
    }
}

/// How many findings have each severity, the worst first.
fn counts<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<(Severity, usize)> {
    let mut counts = [0; Severity::ALL.len()];
    findings.for_each(|finding| counts[finding.severity as usize] += 1);
    Severity::ALL.into_iter().zip(counts).rev().collect()
}

fn unit(pipeline: &Pipeline, unit: Option<UnitIx>) -> Option<&Unit> {
    unit.map(|unit| pipeline.register.get(unit))
}
