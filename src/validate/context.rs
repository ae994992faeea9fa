//! What every rule looks at: the figures by line, and what their words mean.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{Action, CellRef, Code, Finding, Status, UnitIx};
use crate::pipeline::{Form, MeasureIx, Pipeline, Symbols};
use crate::table::{Figure, Figures, NONE, Role, SubmissionRow, Submissions};

use super::Given;
use super::earlier::Earlier;
use super::sums::Sums;

/// Everything a rule may look at.
pub struct Context<'a> {
    pub(super) figures: &'a Figures,
    pub(super) submissions: &'a Submissions,
    pub(super) pipeline: &'a Pipeline,
    pub(super) symbols: Symbols<'a>,
    /// Sums of each unit.
    pub(super) sums: Sums,
    /// Sums of each unit in the period before, where that was run.
    pub(super) earlier: Option<Earlier>,
    /// Figures of one line each: same file, sheet and row.
    lines: Vec<Range<usize>>,
    /// Sheets that hold a form of a file.
    sheets: BTreeMap<(&'a str, &'a str), BTreeSet<u32>>,
    /// Units with an accepted number in a form of a file.
    present: BTreeSet<(&'a str, &'a str, UnitIx)>,
    /// Places in the register of submissions, by file and form.
    subjects: BTreeMap<(&'a str, &'a str), usize>,
    /// Cells of a sheet of a file that reading left out.
    left_out: BTreeMap<(&'a str, &'a str), Vec<(CellRef, Code)>>,
}

impl<'a> Context<'a> {
    /// `submissions` is the whole register, with the missing ones.
    pub(super) fn new(given: &Given<'a>, submissions: &'a Submissions) -> Self {
        let Given { figures, read, earlier, pipeline, .. } = *given;
        let line_of = |f: &Figure| (f.file, f.sheet, f.at.row);
        let mut lines = Vec::new();
        let mut start = 0;
        for run in figures.rows.chunk_by(|a, b| line_of(a) == line_of(b)) {
            lines.push(start..start + run.len());
            start += run.len();
        }
        let symbols = Symbols::of(&figures.words, pipeline);
        let mut context = Self {
            figures,
            submissions,
            pipeline,
            symbols,
            sums: Sums::of(figures),
            earlier: earlier.map(Earlier::of),
            lines,
            sheets: BTreeMap::new(),
            present: BTreeSet::new(),
            subjects: subjects(submissions),
            left_out: left_out(read),
        };
        context.index();
        context
    }

    /// Neighbouring figures mostly share their unit; each run of them is looked at once.
    fn index(&mut self) {
        let words = &self.figures.words;
        // A unit without files has a total of zeros and no lines.
        let present = |f: &Figure| matches!(f.role, Role::Item | Role::Total);
        let run = |f: &Figure| (f.file, f.form, f.sheet, f.unit, present(f));
        for figures in self.figures.rows.chunk_by(|a, b| run(a) == run(b)) {
            let Some(first) = figures.first() else { continue };
            let file = words.files[first.file as usize].as_str();
            let form = words.forms[first.form as usize].as_str();
            self.sheets.entry((file, form)).or_default().insert(first.sheet);
            if let Some(unit) = self.symbols.unit(first.unit).filter(|_| present(first)) {
                self.present.insert((file, form, unit));
            }
        }
    }

    /// The submission that a figure came with, by its place in the register.
    pub(super) fn subject(&self, figure: &Figure) -> Option<usize> {
        let words = &self.figures.words;
        let file = words.files.get(figure.file as usize)?.as_str();
        let form = words.forms.get(figure.form as usize)?.as_str();
        self.subjects.get(&(file, form)).copied()
    }

    /// Submissions that were read and count, with their places in the register.
    pub(super) fn used(&self) -> impl Iterator<Item = (usize, &'a SubmissionRow)> {
        let used = |row: &SubmissionRow| {
            matches!(row.status, Status::Accepted | Status::AcceptedWithFindings | Status::Late)
        };
        self.submissions.rows.iter().enumerate().filter(move |(_, row)| used(row))
    }

    /// Cells of the sheet of a figure that reading left out.
    pub(super) fn left_out_beside(&self, figure: &Figure) -> &[(CellRef, Code)] {
        let words = &self.figures.words;
        let file = words.files[figure.file as usize].as_str();
        let sheet = words.sheets[figure.sheet as usize].as_str();
        self.left_out.get(&(file, sheet)).map_or(&[], Vec::as_slice)
    }

    /// The symbol of a measure in the figures.
    pub(super) fn measure_symbol(&self, measure: MeasureIx) -> Option<u32> {
        let place = self.symbols.measures.iter().position(|known| *known == Some(measure))?;
        u32::try_from(place).ok()
    }

    /// Where a figure stands, for messages about another one.
    pub(super) fn place_of(&self, figure: &Figure) -> String {
        let words = &self.figures.words;
        let place = crate::model::Place {
            file: Some(words.files[figure.file as usize].clone()),
            sheet: Some(words.sheets[figure.sheet as usize].clone()),
            cell: Some(figure.at),
        };
        place.to_string()
    }

    /// Lines of items.
    pub(super) fn item_lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.lines().filter(|line| line.figures.iter().any(|f| f.role == Role::Item))
    }

    /// All lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.lines
            .iter()
            .map(|range| Line { context: self, figures: &self.figures.rows[range.clone()] })
    }

    /// Names of the sheets of a file that hold a form.
    pub(super) fn sheets_of(&self, file: &str, form: &str) -> Vec<&str> {
        let sheets = self.sheets.get(&(file, form)).into_iter().flatten();
        sheets.map(|&sheet| self.figures.words.sheets[sheet as usize].as_str()).collect()
    }

    /// Whether a unit has any accepted number in a form of a file.
    pub(super) fn has_items(&self, file: &str, form: &str, unit: UnitIx) -> bool {
        self.present.contains(&(file, form, unit))
    }

    /// A finding at the cell of a figure.
    pub(super) fn at(&self, code: Code, figure: &Figure, message: String) -> Finding {
        let words = &self.figures.words;
        let finding = Finding::new(code, message)
            .in_file(&words.files[figure.file as usize])
            .in_sheet(&words.sheets[figure.sheet as usize])
            .at(figure.at)
            .of_form(&words.forms[figure.form as usize]);
        match words.units.get(figure.unit as usize) {
            Some(unit) if figure.unit != NONE => finding.about(unit),
            _ => finding,
        }
    }

    /// Field or label of a figure, for messages.
    pub(super) fn label(&self, figure: &Figure) -> &str {
        let words = &self.figures.words;
        match self.symbols.unit(figure.unit) {
            _ if figure.field != NONE => &words.fields[figure.field as usize],
            Some(unit) => &self.pipeline.register.get(unit).name,
            None => "",
        }
    }

    /// Title of a measure.
    pub(super) fn title(&self, measure: MeasureIx) -> &str {
        &self.pipeline.measure(measure).title
    }
}

fn subjects(submissions: &Submissions) -> BTreeMap<(&str, &str), usize> {
    let rows = submissions.rows.iter().enumerate().filter(|(_, r)| r.status != Status::Superseded);
    rows.filter_map(|(place, row)| Some(((row.file.as_deref()?, row.form.as_deref()?), place)))
        .collect()
}

fn left_out(read: &[Finding]) -> BTreeMap<(&str, &str), Vec<(CellRef, Code)>> {
    let mut cells: BTreeMap<(&str, &str), Vec<(CellRef, Code)>> = BTreeMap::new();
    for finding in read.iter().filter(|finding| finding.action == Action::LeftOut) {
        let place = &finding.place;
        if let (Some(file), Some(sheet), Some(cell)) = (&place.file, &place.sheet, place.cell) {
            cells.entry((file, sheet)).or_default().push((cell, finding.code));
        }
    }
    cells
}

/// The figures of one line.
#[derive(Clone, Copy)]
pub(super) struct Line<'c> {
    context: &'c Context<'c>,
    pub(super) figures: &'c [Figure],
}

impl<'c> Line<'c> {
    /// The form the line stands in.
    pub(super) fn form(&self) -> Option<&'c Form> {
        self.context.symbols.form(self.figures.first()?.form)
    }

    /// The submission the line came with, by its place in the register.
    pub(super) fn subject(&self) -> Option<usize> {
        self.context.subject(self.figures.first()?)
    }

    /// The count of a measure in this line.
    pub(super) fn count(&self, measure: MeasureIx) -> Option<&'c Figure> {
        let symbols = &self.context.symbols;
        self.figures
            .iter()
            .find(|f| f.role != Role::Percentage && symbols.measure(f.measure) == Some(measure))
    }

    /// The value of a measure in this line, as a whole number.
    /// A count that stands in several columns is their sum.
    pub(super) fn value(&self, measure: MeasureIx) -> Option<i64> {
        let symbols = &self.context.symbols;
        let counts = self
            .figures
            .iter()
            .filter(|f| f.role != Role::Percentage && symbols.measure(f.measure) == Some(measure));
        let values = counts.map(|figure| whole(figure.value));
        values.reduce(|sum, value| sum + value)
    }
}

/// A count as a whole number; reading has refused everything else.
#[expect(clippy::cast_possible_truncation, reason = "counts are whole and below 10^12")]
pub(super) fn whole(value: f64) -> i64 {
    value.round() as i64
}
