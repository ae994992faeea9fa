//! What each cell adds to a metric. The lines and cells that count are those of `counts`, so the parts of a unit add
//! up to its sums.

use std::collections::BTreeMap;

use crate::model::{Finding, UnitIx};
use crate::pipeline::{Formula, MeasureIx, Metric, MetricIx, Pipeline, Symbols};
use crate::table::{Figure, Figures, Role, whole_count};

use super::counts::{LeftOut, Used};

/// What one cell adds to one metric of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Place of the observation among the figures.
    pub figure: usize,
    /// The unit whose own files these are.
    pub unit: UnitIx,
    /// The metric.
    pub metric: MetricIx,
    /// Whether it counts; where it does not, it adds nothing.
    pub counts: bool,
    /// What it adds above the line.
    pub above: i64,
    /// What it adds below the line.
    pub below: i64,
}

/// The cells of one measure in one line.
#[derive(Default)]
struct Slot {
    counted: Vec<(usize, i64)>,
    left_out: Vec<usize>,
    incomplete: bool,
}

/// What each cell adds to the wanted metrics of the wanted units, by the order of the figures and of the metrics.
#[must_use]
pub fn terms<'f>(
    figures: &Figures,
    findings: impl Iterator<Item = &'f Finding>,
    pipeline: &Pipeline,
    wanted: impl Fn(MetricIx, UnitIx) -> bool,
) -> Vec<Term> {
    let symbols = Symbols::of(&figures.words, pipeline);
    let left_out = LeftOut::of(findings);
    let used = Used::of(pipeline);
    let mut terms = Vec::new();
    let mut first = 0;
    let line_of = |f: &Figure| (f.file, f.sheet, f.at.row);
    for line in figures.rows.chunk_by(|a, b| line_of(a) == line_of(b)) {
        let counts = |f: &Figure| f.role == Role::Item && used.slot(&symbols, f).is_some();
        let items = (first..).zip(line).filter(|(_, figure)| counts(figure));
        let items: Vec<(usize, &Figure)> = items.collect();
        first += line.len();
        let Some(unit) = items.first().and_then(|(_, figure)| symbols.unit(figure.unit)) else {
            continue;
        };
        let slots = slots(&items, &symbols, figures, &left_out);
        for (index, metric) in (0u16..).zip(&pipeline.metrics) {
            let index = MetricIx(index);
            if wanted(index, unit) {
                add(&slots, metric, index, unit, &mut terms);
            }
        }
    }
    terms
}

fn slots(
    items: &[(usize, &Figure)],
    symbols: &Symbols,
    figures: &Figures,
    left_out: &LeftOut,
) -> BTreeMap<MeasureIx, Slot> {
    let mut slots: BTreeMap<MeasureIx, Slot> = BTreeMap::new();
    for &(index, figure) in items {
        let Some(measure) = symbols.measure(figure.measure) else { continue };
        let slot = slots.entry(measure).or_default();
        if left_out.has_unit(figures, figure) {
            // Its unit counts with nothing.
            slot.left_out.extend(slot.counted.drain(..).map(|(index, _)| index));
            slot.left_out.push(index);
        } else if left_out.has_cell(figures, figure) {
            slot.incomplete = true;
            slot.left_out.push(index);
        } else {
            slot.counted.push((index, whole_count(figure.value)));
        }
    }
    slots
}

/// The parts of one line in one metric; a line without one of its measures counts in neither sum.
fn add(
    slots: &BTreeMap<MeasureIx, Slot>,
    metric: &Metric,
    index: MetricIx,
    unit: UnitIx,
    terms: &mut Vec<Term>,
) {
    let formulas = [&metric.numerator, &metric.denominator];
    let mut measures: Vec<MeasureIx> =
        formulas.iter().flat_map(|formula| formula.terms.iter().map(|term| term.1)).collect();
    measures.sort_unstable();
    measures.dedup();
    let known = |measure: &MeasureIx| slots.get(measure).is_some_and(|slot| !slot.incomplete);
    let whole_line = measures.iter().all(known);
    let sign = |formula: &Formula, measure: MeasureIx| -> i64 {
        formula.terms.iter().filter(|term| term.1 == measure).map(|term| term.0).sum()
    };
    for measure in measures {
        let Some(slot) = slots.get(&measure) else { continue };
        let (above, below) = (sign(&metric.numerator, measure), sign(&metric.denominator, measure));
        let none = Term { figure: 0, unit, metric: index, counts: false, above: 0, below: 0 };
        terms.extend(slot.counted.iter().map(|&(figure, value)| {
            let part = Term { counts: true, above: above * value, below: below * value, ..none };
            Term { figure, ..if whole_line { part } else { none } }
        }));
        terms.extend(slot.left_out.iter().map(|&figure| Term { figure, ..none }));
    }
}
