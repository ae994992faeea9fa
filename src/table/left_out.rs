//! What findings left out after it was read: single cells, or whole units in a form; and whose figures are not complete.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use super::column::{Columns, TableError};
use crate::model::{Action, CellRef, Code, Finding, Severity, Submissions, UnitIx};
use crate::pipeline::{Form, Pipeline};

/// What does not count.
#[derive(Debug, Default)]
pub(crate) struct LeftOut<'f> {
    /// By file; sheet and cell.
    cells: BTreeMap<&'f str, BTreeSet<(&'f str, CellRef)>>,
    /// Unit and form.
    units: BTreeSet<(&'f str, &'f str)>,
    /// Units that sent something, by form; where nothing tells which form it was, by none.
    sent: BTreeSet<(&'f str, Option<&'f str>)>,
    /// What says of a unit that something does not count, whatever it is.
    touched: BTreeMap<&'f str, Vec<&'f Finding>>,
    /// Measures of a unit of which what was written does not count.
    measures: BTreeSet<(&'f str, &'f str)>,
    /// Units of which something never came to be a line, by form.
    lacking: BTreeMap<&'f str, Vec<(UnitIx, &'f Finding)>>,
}

impl<'f> LeftOut<'f> {
    /// Of all findings of a run.
    pub(crate) fn of(findings: impl Iterator<Item = &'f Finding>, pipeline: &Pipeline) -> Self {
        let mut left_out = Self::default();
        for finding in findings.filter(|finding| finding.action == Action::LeftOut) {
            let place = &finding.place;
            // A unit that is not in the form of the one above it sent nothing itself.
            let sent = place.file.is_some() && finding.code != Code::UnitMissing;
            let sent = finding.unit_id.as_deref().filter(|_| sent);
            left_out.sent.extend(sent.map(|unit| (unit, finding.form.as_deref())));
            if let Some(unit) = finding.unit_id.as_deref()
                && finding.takes_away()
            {
                left_out.touched.entry(unit).or_default().push(finding);
                let measures = finding.measures.iter().map(|measure| (unit, measure.as_str()));
                left_out.measures.extend(measures);
            }
            let unit = finding.unit_id.as_deref().zip(finding.form.as_deref());
            let whole = unit.filter(|_| finding.code == Code::UnitLeftOut);
            left_out.units.extend(whole);
            if let (None, Some(file), Some(sheet), Some(cell)) =
                (whole, &place.file, &place.sheet, place.cell)
            {
                left_out.cells.entry(file).or_default().insert((sheet, cell));
            }
            // A cell that was left out is missing in its line.
            let lacks = place.cell.is_none() || finding.code.is_about_lines();
            let lacks = lacks && finding.takes_away();
            if let Some((unit, form)) =
                unit.filter(|_| lacks && finding.severity >= Severity::Error)
            {
                let unit = pipeline.register.find_id(unit).map(|unit| (unit, finding));
                left_out.lacking.entry(form).or_default().extend(unit);
            }
        }
        left_out
    }

    /// Who sent a form of which nothing can be used, with those under it whose lines stand in it.
    pub(crate) fn unused(&mut self, submissions: &'f Submissions, pipeline: &'f Pipeline) {
        let register = &pipeline.register;
        for row in submissions.rows.iter().filter(|row| row.is_unusable()) {
            let form = row.form.as_deref().and_then(|id| pipeline.form(id));
            let sender = row.unit_id.as_deref().and_then(|id| register.find_id(id));
            let (Some(form), Some(sender)) = (form, sender) else { continue };
            let below = form.expected_units(register, sender).into_iter().map(|(_, unit)| unit);
            let units = std::iter::once(register.get(sender)).chain(below);
            self.sent.extend(units.map(|unit| (unit.id.as_str(), Some(form.id.as_str()))));
        }
    }

    /// Whether a cell does not count.
    pub(crate) fn has_cell(&self, file: &str, sheet: &str, at: CellRef) -> bool {
        self.cells.get(file).is_some_and(|cells| cells.contains(&(sheet, at)))
    }

    /// Whether no line of a unit in a form counts.
    pub(crate) fn has_unit(&self, unit: &str, form: &str) -> bool {
        self.units.contains(&(unit, form))
    }

    /// Whether anything of some measures of a unit in a form does not count.
    pub(crate) fn touches(&self, unit: &str, form: &str, measures: &[&str]) -> bool {
        let concerns = |finding: &&Finding| {
            let of_form = finding.form.as_deref().is_none_or(|of| of == form);
            of_form && finding.concerns(measures.iter().copied())
        };
        self.touched.get(unit).into_iter().flatten().any(concerns)
    }

    /// Whether what a unit wrote of a measure does not count.
    pub(crate) fn has_measure(&self, unit: &str, measure: &str) -> bool {
        self.measures.contains(&(unit, measure))
    }

    /// Units of a form of which no line counts.
    pub(crate) fn units_of(&self, form: &str) -> Vec<&'f str> {
        self.units.iter().filter(|(_, of)| *of == form).map(|(unit, _)| *unit).collect()
    }

    /// Units that sent a form of which something does not count.
    pub(crate) fn sent<'s>(
        &'s self,
        form: &'s Form,
        pipeline: &'s Pipeline,
    ) -> impl Iterator<Item = &'f str> + 's {
        let owes = |unit: &str| {
            let unit = pipeline.register.find_id(unit);
            unit.is_some_and(|unit| form.sent_by.contains(&pipeline.register.get(unit).level))
        };
        let sent = self.sent.iter().filter(move |(unit, of)| match of {
            Some(of) => *of == form.id,
            None => owes(unit),
        });
        sent.map(|(unit, _)| *unit)
    }

    /// Units of which something is missing in a form as a whole, and what says so.
    pub(crate) fn lacking(&self, form: &str) -> impl Iterator<Item = (UnitIx, &'f Finding)> + '_ {
        self.lacking.get(form).into_iter().flatten().copied()
    }

    /// The measures that lines of a form lack because their cells were left out: file, sheet and row as Excel numbers
    /// it.
    pub(crate) fn gaps(&self, form: &str, columns: &DataFrame) -> Result<Gaps, TableError> {
        let mut gaps = Gaps::new();
        if self.cells.is_empty() {
            return Ok(gaps);
        }
        let c = Columns::new("columns", columns);
        let (file, sheet, of) = (c.text("file")?, c.text("sheet")?, c.text("form")?);
        let (measure, cell) = (c.text("measure")?, c.text("cell")?);
        for row in (0..columns.height()).filter(|&row| of.get(row) == Some(form)) {
            let (Some(file), Some(sheet)) = (file.get(row), sheet.get(row)) else { continue };
            let (Some(measure), Some(name)) = (measure.get(row), cell.get(row)) else { continue };
            for (of, at) in self.cells.get(file).into_iter().flatten() {
                if *of == sheet && at.column_name() == name {
                    let line = (file.to_owned(), sheet.to_owned(), at.row + 1);
                    gaps.entry(line).or_default().insert(measure.to_owned());
                }
            }
        }
        Ok(gaps)
    }
}

/// Measures that are missing in a line: by file, sheet and row.
pub(crate) type Gaps = BTreeMap<(String, String, u32), BTreeSet<String>>;
