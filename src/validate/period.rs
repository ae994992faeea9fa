//! What a rule about all files of a period looks at: the sums of each file, put together, and the register of
//! submissions. Single figures are opened only by a rule that cannot do without.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::model::{Code, Finding, Place, UnitIx};
use crate::pipeline::{MeasureIx, Pipeline, Symbols};
use crate::table::{EarlierSums, NONE, Submissions, Words};

use super::Given;
use super::look::Look;
use super::sums::{Spot, Sum};

/// Everything that a rule about all files may look at.
pub struct Period<'a> {
    pub(super) given: &'a Given<'a>,
    pub(super) looks: &'a [Look],
    pub(super) submissions: &'a Submissions,
    pub(super) pipeline: &'a Pipeline,
    pub(super) symbols: &'a Symbols<'a>,
    pub(super) words: &'a Words,
    /// Sums of each unit in the period before, where that was run.
    pub(super) earlier: Option<&'a EarlierSums>,
    /// Of each form and unit (symbols) its lines in all files; put together when a rule first asks.
    units: OnceLock<BTreeMap<(u32, u32), Lines>>,
    /// Places of the rows of each file in the register of submissions.
    rows: &'a [Vec<usize>],
}

/// A cell of one of the files, by the place of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) file: usize,
    pub(super) spot: Spot,
}

/// A sum over all files, the lines in it, and the first of its counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Total {
    pub(super) value: i64,
    pub(super) lines: u32,
    pub(super) first: Cell,
}

/// The lines of a unit in a form.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    pub(super) count: u32,
    pub(super) first: Cell,
    sums: Vec<(u32, Total)>,
}

impl<'a> Period<'a> {
    pub(super) fn new(
        given: &'a Given<'a>,
        looks: &'a [Look],
        rows: &'a [Vec<usize>],
        submissions: &'a Submissions,
    ) -> Self {
        let Given { pipeline, symbols, words, earlier, .. } = *given;
        let units = OnceLock::new();
        Self { given, looks, submissions, pipeline, symbols, words, earlier, units, rows }
    }

    /// Forms and units that have any count, by form and unit.
    pub(super) fn units(&self) -> impl Iterator<Item = (u32, u32)> {
        self.all_lines().keys().copied()
    }

    fn all_lines(&self) -> &BTreeMap<(u32, u32), Lines> {
        self.units.get_or_init(|| units(self.looks))
    }

    /// The lines of a unit in a form, by the place of the form in the pipeline.
    pub(super) fn lines(&self, form: u32, unit: u32) -> Option<&Lines> {
        self.all_lines().get(&(form, unit))
    }

    /// The sum of a measure of a unit in a form; `None` where it has no count.
    pub(super) fn sum(&self, form: u32, unit: u32, measure: MeasureIx) -> Option<Total> {
        self.lines(form, unit)?.sum(self.measure_symbol(measure)?)
    }

    /// The symbol of a measure in the figures.
    pub(super) fn measure_symbol(&self, measure: MeasureIx) -> Option<u32> {
        let place = self.symbols.measures.iter().position(|known| *known == Some(measure))?;
        u32::try_from(place).ok()
    }

    /// The symbol of a form in the figures.
    pub(super) fn form_symbol(&self, id: &str) -> Option<u32> {
        u32::try_from(self.words.forms.iter().position(|known| known == id)?).ok()
    }

    /// The symbol of a unit in the figures.
    pub(super) fn unit_symbol(&self, unit: UnitIx) -> Option<u32> {
        // The words of the figures are those of the register.
        self.symbols.unit(unit.0).is_some_and(|known| known == unit).then_some(unit.0)
    }

    /// The submission of a form that came in a file, by its place in the register.
    pub(super) fn subject(&self, file: usize, form: u32) -> Option<usize> {
        let form = self.words.forms.get(form as usize)?;
        let mut rows = self.rows(file).iter().copied();
        let is_it = |&row: &usize| {
            let row = &self.submissions.rows[row];
            row.form.as_ref() == Some(form) && row.status != crate::model::Status::Superseded
        };
        rows.rfind(is_it)
    }

    /// Places in the register of the rows of a file.
    pub(super) fn rows(&self, file: usize) -> &[usize] {
        self.rows.get(file).map_or(&[], Vec::as_slice)
    }

    /// The place in the register of a row of a file.
    pub(super) fn row(&self, file: usize, row: Option<usize>) -> Option<usize> {
        self.rows(file).get(row?).copied()
    }

    /// A finding at a cell, about a form and a unit.
    pub(super) fn at(
        &self,
        code: Code,
        (form, unit): (u32, u32),
        cell: Cell,
        message: String,
    ) -> Finding {
        let words = self.words;
        let mut finding = Finding::new(code, message).of_form(&words.forms[form as usize]);
        finding.place = self.place(cell);
        match words.units.get(unit as usize) {
            Some(unit_id) if unit != NONE => finding.about(unit_id),
            _ => finding,
        }
    }

    /// Where a cell is.
    pub(super) fn place(&self, cell: Cell) -> Place {
        Place {
            file: self.words.files.get(cell.file).cloned(),
            sheet: self.sheet(cell).map(str::to_owned),
            cell: Some(cell.spot.at),
        }
    }

    /// The sheet of a cell.
    pub(super) fn sheet(&self, cell: Cell) -> Option<&'a str> {
        self.looks.get(cell.file)?.sheets.get(cell.spot.sheet as usize).map(String::as_str)
    }

    /// Title of a measure.
    pub(super) fn title(&self, measure: MeasureIx) -> &'a str {
        &self.pipeline.measure(measure).title
    }

    /// Name of a unit.
    pub(super) fn name(&self, unit: u32) -> &'a str {
        let unit = self.symbols.unit(unit);
        unit.map_or("", |unit| self.pipeline.register.get(unit).name.as_str())
    }
}

impl Lines {
    fn add(&mut self, measure: u32, more: Total) {
        let known = self.sums.iter_mut().find(|(known, _)| *known == measure);
        if let Some((_, total)) = known {
            total.value += more.value;
            total.lines += more.lines;
        } else {
            self.sums.push((measure, more));
        }
    }

    /// The sum of a measure (symbol).
    pub(super) fn sum(&self, measure: u32) -> Option<Total> {
        self.sums.iter().find(|(known, _)| *known == measure).map(|(_, total)| *total)
    }
}

fn units(looks: &[Look]) -> BTreeMap<(u32, u32), Lines> {
    let mut units: BTreeMap<(u32, u32), Lines> = BTreeMap::new();
    for (file, look) in looks.iter().enumerate() {
        let cell = |spot| Cell { file, spot };
        for (&key, of_unit) in &look.sums {
            let empty = || Lines { count: 0, first: cell(of_unit.first), sums: Vec::new() };
            let lines = units.entry(key).or_insert_with(empty);
            lines.count += of_unit.lines;
            for &(measure, Sum { value, lines: count, first }) in &of_unit.sums {
                let first = cell(first);
                lines.add(measure, Total { value, lines: count, first });
            }
        }
    }
    units
}
