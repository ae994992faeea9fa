//! Counts that a form asks a reason for, such as late files, each with the cell it stands in and the reason that the unit
//! gives beside it: once for the sheets, the workbooks of districts and the data edition.

use std::collections::BTreeSet;

use crate::model::{CellRef, Findings, MeasureIx, UnitIx, whole_count};
use crate::pipeline::Pipeline;
use crate::table::{EditionTables, LeftOut, Observation};

/// What is said where a unit gives none.
pub(in crate::publish) const NO_REASON: &str = "chưa nêu lý do";

/// A count that asks for a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateNumber<'t> {
    /// Whose it is.
    pub unit: UnitIx,
    /// In which field; `None` where the line names none.
    pub field: Option<&'t str>,
    /// What is counted.
    pub measure: MeasureIx,
    /// How many; more than 0.
    pub count: i64,
    /// The file that was sent.
    pub file: &'t str,
    /// The sheet in it.
    pub sheet: &'t str,
    /// The cell.
    pub at: CellRef,
    /// What the unit writes beside it.
    pub reason: Option<&'t str>,
}

/// The counts of a run that ask for a reason, in the order of files and cells; what a finding left out is not among them.
#[must_use]
pub fn late_numbers<'t>(
    pipeline: &Pipeline,
    findings: &Findings,
    tables: &'t EditionTables,
) -> Vec<LateNumber<'t>> {
    let asked: BTreeSet<(&str, MeasureIx)> = pipeline
        .forms
        .iter()
        .flat_map(|form| form.reasons.measures.iter().map(|of| (form.id.as_str(), *of)))
        .collect();
    let numbers = &tables.numbers;
    // What each word is, once for all numbers.
    let measure =
        |word: &String| asked.iter().map(|key| key.1).find(|ix| pipeline.measure(*ix).id == *word);
    let measures: Vec<Option<MeasureIx>> = numbers.words.iter().map(measure).collect();
    let left_out = LeftOut::of(findings.iter(), pipeline);
    let late = |row: &Observation| {
        let measure = measures.get(row.measure as usize).copied().flatten()?;
        let [unit, form, file, sheet] =
            [row.unit, row.form, row.file, row.sheet].map(|word| numbers.word(word));
        let counts = row.value > 0.0 && asked.contains(&(form, measure));
        let out = || left_out.has_unit(unit, form) || left_out.has_cell(file, sheet, row.at);
        if !counts || out() {
            return None;
        }
        Some(LateNumber {
            unit: pipeline.register.find_id(unit)?,
            field: row.field.map(|field| numbers.word(field)),
            measure,
            count: whole_count(row.value),
            file,
            sheet,
            at: row.at,
            reason: tables.note(file, sheet, row.at),
        })
    };
    numbers.rows.iter().filter_map(late).collect()
}
