//! The lines of a unit that a metric goes by: those that count, and those that were read and do not.

use std::collections::{BTreeMap, BTreeSet};

use crate::measure::Term;
use crate::model::{MeasureIx, UnitIx, whole_count};
use crate::pipeline::{Metric, Pipeline};
use crate::table::Observation;

use super::line::{CellTrace, LineTrace, NotCounted, Taken};
use super::traced_run::{RawNumbers, TracedRun};

/// The lines of a unit by file, sheet and row, with those that do not count; of one field where it is named.
pub(super) fn lines(
    run: &TracedRun,
    terms: &[Term],
    aside: Vec<LineTrace>,
    field: Option<&str>,
) -> Vec<LineTrace> {
    let mut lines = counted(run, terms);
    lines.extend(aside);
    lines.retain(|line| field.is_none() || line.field.as_deref() == field);
    lines.sort_by(|a, b| (&a.file, &a.sheet, a.row).cmp(&(&b.file, &b.sheet, b.row)));
    lines
}

/// The lines whose cells count, or would: why a cell does not is known when it is known what was found.
fn counted(run: &TracedRun, terms: &[Term]) -> Vec<LineTrace> {
    let mut terms = terms.to_vec();
    // Cells stand in the order of the numbers, which is that of the columns.
    terms.sort_by_key(|term| term.figure);
    let line_of = |term: &Term| line_of(&run.numbers, term.figure);
    let lines = terms.chunk_by(|a, b| line_of(a) == line_of(b)).map(|terms| {
        let mut line = line(&run.numbers, terms[0].figure);
        for term in terms {
            let Some(mut cell) = cell(run, &run.numbers, term.figure) else { continue };
            (cell.above, cell.below) = (term.above, term.below);
            cell.not_counted = (!term.counts).then_some(NotCounted::Line);
            line.above += cell.above;
            line.below += cell.below;
            line.cells.push(cell);
        }
        line
    });
    lines.collect()
}

/// The lines of units that were read and do not count, by unit.
pub(super) fn aside(
    run: &TracedRun,
    metric: &Metric,
    units: &[UnitIx],
) -> BTreeMap<UnitIx, Vec<LineTrace>> {
    let register = &run.pipeline.register;
    let wanted: BTreeSet<UnitIx> = units.iter().copied().collect();
    let measures: BTreeSet<&str> =
        metric.measures().map(|of| run.pipeline.measure(of).id.as_str()).collect();
    let mut aside: BTreeMap<UnitIx, Vec<LineTrace>> = BTreeMap::new();
    for (why, raw) in &run.aside {
        let word = |place: u32| raw.numbers.word(place);
        let asked = |number: &Observation| measures.contains(word(number.measure));
        let numbers = raw.numbers.rows.iter().enumerate();
        let places: Vec<usize> =
            numbers.filter(|(_, number)| asked(number)).map(|(at, _)| at).collect();
        for places in places.chunk_by(|&a, &b| line_of(raw, a) == line_of(raw, b)) {
            let unit = register.find_id(word(raw.numbers.rows[places[0]].unit));
            let Some(unit) = unit.filter(|unit| wanted.contains(unit)) else { continue };
            let mut line = line(raw, places[0]);
            let cells = places.iter().filter_map(|&at| cell(run, raw, at));
            line.cells =
                cells.map(|cell| CellTrace { not_counted: Some((*why).into()), ..cell }).collect();
            aside.entry(unit).or_default().push(line);
        }
    }
    aside
}

/// File, sheet and row of a number, as its words have them.
fn line_of(raw: &RawNumbers, at: usize) -> (u32, u32, u32) {
    let number = &raw.numbers.rows[at];
    (number.file, number.sheet, number.at.row)
}

/// A line without its cells.
pub(super) fn line(raw: &RawNumbers, at: usize) -> LineTrace {
    let number = &raw.numbers.rows[at];
    let word = |place: u32| raw.numbers.word(place).to_owned();
    LineTrace {
        file: word(number.file),
        sheet: word(number.sheet),
        row: number.at.row,
        form: word(number.form),
        field: number.field.map(word),
        source: number.source.map(word),
        cells: Vec::new(),
        above: 0,
        below: 0,
        findings: Vec::new(),
    }
}

/// A cell as it was read; `None` where the pipeline knows its measure no longer.
pub(super) fn cell(run: &TracedRun, raw: &RawNumbers, at: usize) -> Option<CellTrace> {
    let number = raw.numbers.rows.get(at)?;
    Some(CellTrace {
        at: number.at,
        measure: measure_of(&run.pipeline, raw.numbers.word(number.measure))?,
        raw: raw.raws.get(at).cloned().unwrap_or_default(),
        value: whole_count(number.value),
        taken: run.taken(&raw.numbers, number).map_or(Taken::Number, Taken::of),
        above: 0,
        below: 0,
        not_counted: None,
        findings: Vec::new(),
    })
}

/// The measure of an id.
pub(super) fn measure_of(pipeline: &Pipeline, id: &str) -> Option<MeasureIx> {
    let at = pipeline.measures.iter().position(|measure| measure.id == id)?;
    u16::try_from(at).ok().map(MeasureIx)
}
