//! The sums of one file: its lines, with the formula of each metric. As long as the file, what is left out of it and the
//! metrics are the same, so are its sums.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::{Action, CellRef, Code, Finding, UnitIx};
use crate::pipeline::{MeasureIx, Metric, Pipeline, Symbols};
use crate::table::{Figure, Figures, Interner, NONE, Role, whole_count};

use super::sums::{Key, Sums, field_of, key, unit_of};

/// The sums of a file by unit and field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The fields, to which the keys of the sums point.
    pub(super) fields: Vec<String>,
    pub(super) sums: Sums,
}

impl Counts {
    /// One that holds one of everything: where a field comes in between, its bytes differ.
    #[must_use]
    pub fn example() -> Self {
        let mut sums = Sums::new(2);
        sums.push(key(UnitIx(1), Some(2)), [Some((3, 4)), None].into_iter());
        Self { fields: vec!["lĩnh vực".to_owned()], sums }
    }

    /// The keys of the sums, where the fields have the places they have in this list.
    pub(super) fn keys(&self, fields: &[String]) -> Vec<Key> {
        let place = |field: &String| u32::try_from(fields.binary_search(field).ok()?).ok();
        let places: Vec<Option<u32>> = self.fields.iter().map(place).collect();
        let keyed = |&at: &Key| {
            let field = field_of(at).and_then(|field| *places.get(field as usize)?);
            key(unit_of(at), field)
        };
        self.sums.keys.iter().map(keyed).collect()
    }
}

/// Adds up a file. A line counts in a metric only where it has all its measures; what was left out does not count.
#[must_use]
pub fn count(
    figures: &Figures,
    left_out: &LeftOut,
    symbols: &Symbols,
    pipeline: &Pipeline,
) -> Counts {
    let used = Used::of(pipeline);
    let mut fields = Interner::default();
    let mut sums = Sums::new(pipeline.metrics.len());
    let line_of = |f: &Figure| (f.file, f.sheet, f.at.row);
    for line in figures.rows.chunk_by(|a, b| line_of(a) == line_of(b)) {
        let counted = |f: &&Figure| f.role == Role::Item && used.slot(symbols, f).is_some();
        let items: Vec<&Figure> = line.iter().filter(counted).collect();
        let Some(first) = items.first() else { continue };
        let Some(unit) = symbols.unit(first.unit) else { continue };
        let field = figures.words.fields.get(first.field as usize).filter(|_| first.field != NONE);
        let field = field.map(|field| fields.symbol(field));
        let counts = counts_of(&items, figures, left_out, symbols, &used);
        let both = |metric: &Metric| {
            let count = |measure: MeasureIx| counts[used.slots[measure.index()]?];
            metric.numerator.evaluate(count).zip(metric.denominator.evaluate(count))
        };
        sums.push(key(unit, field), pipeline.metrics.iter().map(both));
    }
    Counts { fields: fields.into_words(), sums }
}

fn counts_of(
    items: &[&Figure],
    figures: &Figures,
    left_out: &LeftOut,
    symbols: &Symbols,
    used: &Used,
) -> Vec<Option<i64>> {
    let mut counts = vec![None; used.measures.len()];
    let mut incomplete: Vec<usize> = Vec::new();
    for figure in items {
        let Some(measure) = used.slot(symbols, figure) else { continue };
        if left_out.has_unit(figures, figure) {
            // The unit is there, and no file of it counts: no rate, rather than a form that was not sent.
            counts[measure] = Some(0);
        } else if left_out.has_cell(figures, figure) {
            incomplete.push(measure);
        } else {
            // A count that stands in several columns is their sum.
            counts[measure] = Some(counts[measure].unwrap_or(0) + whole_count(figure.value));
        }
    }
    for measure in incomplete {
        counts[measure] = None;
    }
    counts
}

/// The measures that metrics are made of; only they have a column. Indicators, which may be fractions, are no part
/// of any metric.
pub(super) struct Used {
    pub(super) measures: Vec<MeasureIx>,
    /// Column of each measure of the pipeline.
    slots: Vec<Option<usize>>,
}

impl Used {
    pub(super) fn of(pipeline: &Pipeline) -> Self {
        let formulas =
            pipeline.metrics.iter().flat_map(|metric| [&metric.numerator, &metric.denominator]);
        let measures: BTreeSet<MeasureIx> = formulas
            .flat_map(|formula| formula.terms.iter().map(|&(_, measure)| measure))
            .collect();
        let measures: Vec<MeasureIx> = measures.into_iter().collect();
        let mut slots = vec![None; pipeline.measures.len()];
        for (slot, measure) in measures.iter().enumerate() {
            slots[measure.index()] = Some(slot);
        }
        Self { measures, slots }
    }

    /// The column of a figure.
    pub(super) fn slot(&self, symbols: &Symbols, figure: &Figure) -> Option<usize> {
        self.slots[symbols.measure(figure.measure)?.index()]
    }
}

/// What findings left out after it was read: single cells, or whole units in a form.
#[derive(Debug, Default)]
pub struct LeftOut<'f> {
    /// By file; sheet and cell.
    cells: BTreeMap<&'f str, BTreeSet<(&'f str, CellRef)>>,
    /// Unit and form.
    units: BTreeSet<(&'f str, &'f str)>,
}

impl<'f> LeftOut<'f> {
    /// Of all findings of a run.
    #[must_use]
    pub fn of(findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut left_out = Self::default();
        for finding in findings.filter(|finding| finding.action == Action::LeftOut) {
            let place = &finding.place;
            let unit = finding.unit_id.as_deref().zip(finding.form.as_deref());
            if let Some(unit) = unit.filter(|_| finding.code == Code::UnitLeftOut) {
                left_out.units.insert(unit);
            } else if let (Some(file), Some(sheet), Some(cell)) =
                (&place.file, &place.sheet, place.cell)
            {
                left_out.cells.entry(file).or_default().insert((sheet, cell));
            }
        }
        left_out
    }

    /// What can concern a file: cells of its own by sheet, and units by form.
    #[must_use]
    pub fn of_file(&self, file: &str) -> impl Serialize {
        let cells = self.cells.get(file).into_iter().flatten();
        let cells: Vec<(&str, String)> =
            cells.map(|(sheet, cell)| (*sheet, cell.to_string())).collect();
        (cells, self.units.iter().copied().collect::<Vec<_>>())
    }

    pub(super) fn has_cell(&self, figures: &Figures, figure: &Figure) -> bool {
        if self.cells.is_empty() {
            return false;
        }
        let words = &figures.words;
        let file = words.files[figure.file as usize].as_str();
        let sheet = words.sheets[figure.sheet as usize].as_str();
        self.cells.get(file).is_some_and(|cells| cells.contains(&(sheet, figure.at)))
    }

    pub(super) fn has_unit(&self, figures: &Figures, figure: &Figure) -> bool {
        if self.units.is_empty() {
            return false;
        }
        let words = &figures.words;
        let unit = words.units.get(figure.unit as usize).map_or("", String::as_str);
        let form = words.forms.get(figure.form as usize).map_or("", String::as_str);
        self.units.contains(&(unit, form))
    }
}
