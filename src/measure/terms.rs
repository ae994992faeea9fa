//! What each cell adds to a metric. The lines and cells that count are those of `own`, so the parts of a unit add up to
//! its sums.

use std::collections::BTreeMap;

use crate::model::{Finding, MeasureIx, UnitIx, whole_count};
use crate::pipeline::{Formula, Metric, MetricIx, Pipeline};
use crate::table::{LeftOut, Observation, Observations};

/// What one cell adds to one metric of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Place of the observation among the numbers.
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
struct MeasureCells {
    counted: Vec<(usize, i64)>,
    left_out: Vec<usize>,
    incomplete: bool,
}

/// What each cell adds to the wanted metrics of the wanted units, by the order of the numbers and of the metrics.
#[must_use]
pub fn terms<'f>(
    numbers: &Observations,
    findings: impl Iterator<Item = &'f Finding>,
    pipeline: &Pipeline,
    wanted: impl Fn(MetricIx, UnitIx) -> bool,
) -> Vec<Term> {
    let left_out = LeftOut::of(findings, pipeline);
    let words = numbers.words.iter();
    let measure = |id: &String| {
        let at = pipeline.measures.iter().position(|measure| measure.id == *id)?;
        u16::try_from(at).ok().map(MeasureIx)
    };
    let measures: Vec<Option<MeasureIx>> = words.map(measure).collect();
    let mut terms = Vec::new();
    let mut first = 0;
    let line_of = |number: &Observation| (number.file, number.sheet, number.at.row);
    for line in numbers.rows.chunk_by(|a, b| line_of(a) == line_of(b)) {
        let numbered = first..first + line.len();
        first += line.len();
        let unit =
            line.first().and_then(|number| pipeline.register.find_id(numbers.word(number.unit)));
        let Some(unit) = unit else { continue };
        let slots = slots(numbers, numbered, &measures, &left_out);
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
    numbers: &Observations,
    line: std::ops::Range<usize>,
    measures: &[Option<MeasureIx>],
    left_out: &LeftOut,
) -> BTreeMap<MeasureIx, MeasureCells> {
    let mut slots: BTreeMap<MeasureIx, MeasureCells> = BTreeMap::new();
    for index in line {
        let number = &numbers.rows[index];
        let Some(measure) = measures[number.measure as usize] else { continue };
        let slot = slots.entry(measure).or_default();
        let (file, sheet) = (numbers.word(number.file), numbers.word(number.sheet));
        if left_out.has_unit(numbers.word(number.unit), numbers.word(number.form)) {
            // Its unit counts with nothing.
            slot.left_out.extend(slot.counted.drain(..).map(|(index, _)| index));
            slot.left_out.push(index);
        } else if left_out.has_cell(file, sheet, number.at) {
            slot.incomplete = true;
            slot.left_out.push(index);
        } else {
            slot.counted.push((index, whole_count(number.value)));
        }
    }
    slots
}

/// The parts of one line in one metric; a line without one of its measures counts in neither sum.
fn add(
    slots: &BTreeMap<MeasureIx, MeasureCells>,
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
