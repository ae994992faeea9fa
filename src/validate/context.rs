//! What a rule about one file looks at: its figures by line, and what their words mean.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{Action, CellRef, Code, Finding, Status, UnitIx};
use crate::pipeline::{Form, MeasureIx, Pipeline, Symbols};
use crate::table::{Figure, Figures, NONE, Role, SubmissionRow};

use super::File;
pub(super) use crate::table::whole_count as whole;

/// Everything that a rule about one file may look at.
pub struct Context<'a> {
    pub(super) figures: &'a Figures,
    /// The rows of the file in the register of submissions.
    pub(super) submissions: &'a [SubmissionRow],
    pub(super) pipeline: &'a Pipeline,
    pub(super) symbols: &'a Symbols<'a>,
    /// Figures of one line each: same sheet and row.
    lines: Vec<Range<usize>>,
    /// Sheets that hold a form.
    sheets: BTreeMap<&'a str, BTreeSet<u32>>,
    /// Units with an accepted number in a form.
    present: BTreeSet<(&'a str, UnitIx)>,
    /// Places among the rows of the file, by form.
    subjects: BTreeMap<&'a str, usize>,
    /// Cells of a sheet that reading left out.
    left_out: BTreeMap<&'a str, Vec<(CellRef, Code)>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(file: &File<'a>) -> Self {
        let File { figures, submissions, read, pipeline, symbols } = *file;
        let line_of = |f: &Figure| (f.sheet, f.at.row);
        let mut lines = Vec::new();
        let mut start = 0;
        for run in figures.rows.chunk_by(|a, b| line_of(a) == line_of(b)) {
            lines.push(start..start + run.len());
            start += run.len();
        }
        let mut context = Self {
            figures,
            submissions,
            pipeline,
            symbols,
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
        let run = |f: &Figure| (f.form, f.sheet, f.unit, present(f));
        for figures in self.figures.rows.chunk_by(|a, b| run(a) == run(b)) {
            let Some(first) = figures.first() else { continue };
            let form = words.forms[first.form as usize].as_str();
            self.sheets.entry(form).or_default().insert(first.sheet);
            if let Some(unit) = self.symbols.unit(first.unit).filter(|_| present(first)) {
                self.present.insert((form, unit));
            }
        }
    }

    /// The submission that a figure came with, by its place among the rows of the file.
    pub(super) fn subject(&self, figure: &Figure) -> Option<usize> {
        let form = self.figures.words.forms.get(figure.form as usize)?;
        self.subjects.get(form.as_str()).copied()
    }

    /// Submissions that were read and count, with their places among the rows of the file.
    pub(super) fn used(&self) -> impl Iterator<Item = (usize, &'a SubmissionRow)> {
        let used = |row: &SubmissionRow| {
            matches!(row.status, Status::Accepted | Status::AcceptedWithFindings | Status::Late)
        };
        self.submissions.iter().enumerate().filter(move |(_, row)| used(row))
    }

    /// Cells of the sheet of a figure that reading left out.
    pub(super) fn left_out_beside(&self, figure: &Figure) -> &[(CellRef, Code)] {
        let sheet = self.figures.words.sheets[figure.sheet as usize].as_str();
        self.left_out.get(sheet).map_or(&[], Vec::as_slice)
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

    /// Names of the sheets that hold a form.
    pub(super) fn sheets_of(&self, form: &str) -> Vec<&'a str> {
        let sheets = self.sheets.get(form).into_iter().flatten();
        sheets.map(|&sheet| self.figures.words.sheets[sheet as usize].as_str()).collect()
    }

    /// Whether a unit has any accepted number in a form.
    pub(super) fn has_items(&self, form: &str, unit: UnitIx) -> bool {
        self.present.contains(&(form, unit))
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

fn subjects(submissions: &[SubmissionRow]) -> BTreeMap<&str, usize> {
    let rows = submissions.iter().enumerate().filter(|(_, r)| r.status != Status::Superseded);
    rows.filter_map(|(place, row)| Some((row.form.as_deref()?, place))).collect()
}

fn left_out<'a>(read: &[&'a Finding]) -> BTreeMap<&'a str, Vec<(CellRef, Code)>> {
    let mut cells: BTreeMap<&str, Vec<(CellRef, Code)>> = BTreeMap::new();
    for finding in read.iter().filter(|finding| finding.action == Action::LeftOut) {
        if let (Some(sheet), Some(cell)) = (&finding.place.sheet, finding.place.cell) {
            cells.entry(sheet).or_default().push((cell, finding.code));
        }
    }
    cells
}

/// The figures of one line.
#[derive(Clone, Copy)]
pub(super) struct Line<'c> {
    pub(super) context: &'c Context<'c>,
    pub(super) figures: &'c [Figure],
}

impl<'c> Line<'c> {
    /// The form the line stands in.
    pub(super) fn form(&self) -> Option<&'c Form> {
        self.context.symbols.form(self.figures.first()?.form)
    }

    /// The submission the line came with, by its place among the rows of the file.
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
