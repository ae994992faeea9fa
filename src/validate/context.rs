//! What every rule looks at: the figures by line, and what their words mean.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{Code, Finding, UnitIx};
use crate::pipeline::{Form, MeasureIx, Pipeline, Symbols};
use crate::table::{Figure, Figures, NONE, Role, Submissions};

/// Everything a rule may look at.
pub struct Context<'a> {
    pub(super) figures: &'a Figures,
    pub(super) submissions: &'a Submissions,
    pub(super) pipeline: &'a Pipeline,
    pub(super) symbols: Symbols<'a>,
    /// Figures of one line each: same file, sheet and row.
    lines: Vec<Range<usize>>,
    /// Sheets that hold a form of a file.
    sheets: BTreeMap<(&'a str, &'a str), BTreeSet<u32>>,
    /// Units with an accepted number in a form of a file.
    present: BTreeSet<(&'a str, &'a str, UnitIx)>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        figures: &'a Figures,
        submissions: &'a Submissions,
        pipeline: &'a Pipeline,
    ) -> Self {
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
            lines,
            sheets: BTreeMap::new(),
            present: BTreeSet::new(),
        };
        context.index();
        context
    }

    /// Neighbouring figures mostly share their unit; each run of them is looked at once.
    fn index(&mut self) {
        let words = &self.figures.words;
        let run = |f: &Figure| (f.file, f.form, f.sheet, f.unit, f.role == Role::Item);
        for figures in self.figures.rows.chunk_by(|a, b| run(a) == run(b)) {
            let Some(first) = figures.first() else { continue };
            let file = words.files[first.file as usize].as_str();
            let form = words.forms[first.form as usize].as_str();
            self.sheets.entry((file, form)).or_default().insert(first.sheet);
            if let Some(unit) = self.symbols.unit(first.unit).filter(|_| first.role == Role::Item) {
                self.present.insert((file, form, unit));
            }
        }
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
