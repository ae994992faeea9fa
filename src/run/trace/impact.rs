//! What hangs on one cell of a file that an office sent: the figures it is in and the places that go by them, and what they
//! would be if it had been left out. Measured and ranked anew in memory; nothing is kept.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::compare::{self, MoveSteps, RankingTables, RateChange, StepsBetween, Sums};
use crate::measure;
use crate::model::{Action, CellRef, Code, Finding, Place, Role, Scope, Severity, UnitIx};
use crate::pipeline::{Items, Pipeline};
use crate::query::Embedded;
use crate::rank::{self, Ranked};
use crate::run::diff::Moved;
use crate::run::error::RunError;
use crate::table::{
    Artifact as _, COLUMNS, Columns, CountedLines, Metrics, Ratios, TableError, role_words,
};

use super::address::CellAddress;
use super::ask::run_of;
use super::error::TraceError;
use super::line::{CellTrace, LineTrace, NotCounted};
use super::lines::{cell, line};
use super::traced_run::TracedRun;

/// What hangs on a cell.
#[derive(Debug)]
pub struct Impact {
    /// The run.
    pub run: TracedRun,
    /// Whether it is the one that is published.
    pub published: bool,
    /// The cell.
    pub place: Place,
    /// The fingerprint of its file.
    pub blake3: Option<String>,
    /// What stands there.
    pub holds: CellHolds,
    /// What was found at it.
    pub findings: Vec<Finding>,
    /// The figures it is in, in the order of the metrics: as they are, and without it.
    pub figures: Vec<RateChange>,
    /// Units that would stand elsewhere, by ranking; `old` is as it is.
    pub moves: Vec<Moved>,
    /// Whether this program computes the figures of the run as the run has them.
    pub reproduced: bool,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellHolds {
    /// A number of a line, with its unit; whether it counts is said of the cell.
    Count {
        /// The unit.
        unit: UnitIx,
        /// Its line, with this cell alone.
        line: Box<LineTrace>,
    },
    /// The value of an indicator: no metric goes by it, but rankings may.
    Indicator {
        /// The unit.
        unit: UnitIx,
        /// The id of its form.
        form: String,
        /// The ids of the rankings that go by it, or by a percentage of which it is a part.
        rankings: Vec<String>,
    },
    /// A printed sum: compared, never used.
    Total,
    /// A printed percentage or the like: compared, never used.
    Printed,
    /// A number that no finding and no line accounts for, or none at all.
    Nothing,
}

/// What hangs on a cell of a file that a run read.
///
/// # Errors
/// The run read no such file, or what it left cannot be read.
pub fn impact(pipeline: &Pipeline, run: &str, typed: &str) -> Result<Impact, TraceError> {
    let address = CellAddress::parse(typed);
    let address = address.ok_or_else(|| TraceError::NoAddress { typed: typed.to_owned() })?;
    let (run, published) = run_of(pipeline, run)?;
    let (file, sheet) = sheet(&run, &address, typed)?;
    let place =
        Place { file: Some(file.clone()), sheet: Some(sheet.clone()), cell: Some(address.at) };
    let findings: Vec<Finding> =
        { run.findings.iter() }.filter(|finding| finding.place == place).cloned().collect();
    let holds = holds(&run, &file, &sheet, address.at).map_err(of_run)?;
    let mut impact = Impact {
        blake3: run.fingerprint(&file).map(str::to_owned),
        holds,
        findings,
        figures: Vec::new(),
        moves: Vec::new(),
        reproduced: true,
        place,
        published,
        run,
    };
    match &impact.holds {
        CellHolds::Count { unit, line }
            if line.cells.iter().all(|cell| cell.not_counted.is_none()) =>
        {
            let (unit, line) = (*unit, line.clone());
            impact.weigh(unit, &line).map_err(of_run)?;
        }
        CellHolds::Indicator { unit, form, rankings } if !rankings.is_empty() => {
            let without = impact.without(*unit, form.clone(), None);
            impact.rank_without(&without).map_err(of_run)?;
        }
        _ => {}
    }
    Ok(impact)
}

fn of_run(source: TableError) -> TraceError {
    RunError::Table { stage: crate::model::Stage::Measure, source }.into()
}

/// The file and the sheet that are meant.
fn sheet(
    run: &TracedRun,
    address: &CellAddress,
    typed: &str,
) -> Result<(String, String), TraceError> {
    let c = Columns::new(COLUMNS, &run.tables.columns);
    let (files, sheets) = (c.text("file").map_err(of_run)?, c.text("sheet").map_err(of_run)?);
    let rows = 0..run.tables.columns.height();
    let mut known: BTreeSet<(&str, &str)> =
        rows.filter_map(|row| Some((files.get(row)?, sheets.get(row)?))).collect();
    let found = run.findings.iter().map(|finding| &finding.place);
    known.extend(found.filter_map(|place| Some((place.file.as_deref()?, place.sheet.as_deref()?))));
    if let Some((file, sheet)) = address.ways().find(|way| known.contains(way)) {
        return Ok((file.to_owned(), sheet.to_owned()));
    }
    let names: Vec<String> = known.iter().map(|(file, sheet)| format!("{file}!{sheet}")).collect();
    let wanted = address.ways().next().map(|(file, sheet)| format!("{file}!{sheet}"));
    let words = names.iter().map(String::as_str);
    let near = wanted.and_then(|wanted| crate::text::nearest_word(&wanted, words));
    let near = near.map(|near| format!("{near}!{}", address.at));
    Err(TraceError::NoInput { typed: typed.to_owned(), near })
}

/// What a cell holds.
fn holds(run: &TracedRun, file: &str, sheet: &str, at: CellRef) -> Result<CellHolds, TableError> {
    let mut numbers = vec![(None, &run.numbers)];
    numbers.extend(run.aside.iter().map(|(why, raw)| (Some(NotCounted::from(*why)), raw)));
    for (why, raw) in numbers {
        let Some(place) = raw.find(file, sheet, at) else { continue };
        let number = &raw.numbers.rows[place];
        let unit = run.pipeline.register.find_id(raw.numbers.word(number.unit));
        let (Some(unit), Some(of)) = (unit, cell(run, raw, place)) else { continue };
        let form = run.pipeline.form(raw.numbers.word(number.form));
        if form.is_some_and(|form| form.items == Items::Indicator) {
            // What another file took the place of ranks nobody.
            let counts = why.is_none();
            let told = raw.numbers.word(number.measure);
            let rankings = if counts { rankings_by(told, &run.pipeline) } else { Vec::new() };
            let form = raw.numbers.word(number.form).to_owned();
            return Ok(CellHolds::Indicator { unit, form, rankings });
        }
        let why = why.or_else(|| left_out(run, place, unit));
        let of = CellTrace { not_counted: why, ..of };
        let line = LineTrace { cells: vec![of], ..line(raw, place) };
        return Ok(CellHolds::Count { unit, line: Box::new(line) });
    }
    for lines in run.tables.lines.values() {
        if let Some(role) = role(lines, file, sheet, at.row + 1)? {
            let total = role_words(Role::Total).contains(&role.as_str());
            let printed = is_column(run, file, sheet, at)?;
            return Ok(match (total, printed) {
                (true, true) => CellHolds::Total,
                (false, true) => CellHolds::Printed,
                (_, false) => CellHolds::Nothing,
            });
        }
    }
    Ok(CellHolds::Nothing)
}

/// The rankings that go by an indicator, or by a percentage that follows from it.
fn rankings_by(told: &str, pipeline: &Pipeline) -> Vec<String> {
    let by = pipeline.rankings.iter().filter(|ranking| {
        pipeline.indicator_of(ranking).is_some_and(|ranked| match &ranked.ratio {
            // What is written beside its two lines ranks nobody.
            Some(ratio) => {
                let mut lines = ratio.numerator.terms.iter().chain(&ratio.denominator.terms);
                lines.any(|&(_, measure)| pipeline.measure(measure).id == told)
            }
            None => pipeline.measure(ranked.measure).id == told,
        })
    });
    by.map(|ranking| ranking.id.clone()).collect()
}

/// Why the number of a line that counts does not count itself; `None` where it does in any metric, or none asks for it.
fn left_out(run: &TracedRun, place: usize, unit: UnitIx) -> Option<NotCounted> {
    let terms = run.terms(|_, of| of == unit);
    let here: Vec<bool> = { terms.values().flatten() }
        .filter(|term| term.figure == place)
        .map(|term| term.counts)
        .collect();
    let number = &run.numbers.numbers.rows[place];
    let word = |place: u32| run.numbers.numbers.word(place);
    let here_left = |finding: &&Finding| {
        finding.action == Action::LeftOut
            && finding.place.file.as_deref() == Some(word(number.file))
            && finding.place.sheet.as_deref() == Some(word(number.sheet))
            && finding.place.cell == Some(number.at)
            && finding.code != Code::UnitLeftOut
    };
    if here.is_empty() || here.contains(&true) {
        return None;
    }
    let whole = run.findings.iter().any(|finding| {
        finding.code == Code::UnitLeftOut
            && finding.action == Action::LeftOut
            && finding.unit_id.as_deref() == Some(word(number.unit))
            && finding.form.as_deref() == Some(word(number.form))
    });
    Some(match run.findings.iter().find(here_left) {
        _ if whole => NotCounted::Unit,
        Some(_) => NotCounted::Cell,
        None => NotCounted::Line,
    })
}

/// The role of a line in a form, by its row as Excel numbers it.
fn role(
    lines: &DataFrame,
    file: &str,
    sheet: &str,
    row: u32,
) -> Result<Option<String>, TableError> {
    let c = Columns::new("lines", lines);
    let (files, sheets, roles) = (c.text("file")?, c.text("sheet")?, c.text("role")?);
    let rows = c.whole("row")?;
    let found = (0..lines.height()).find(|&at| {
        rows.get(at) == Some(row) && files.get(at) == Some(file) && sheets.get(at) == Some(sheet)
    });
    Ok(found.and_then(|at| roles.optional(at)))
}

/// Whether a column of a sheet carries numbers.
fn is_column(run: &TracedRun, file: &str, sheet: &str, at: CellRef) -> Result<bool, TableError> {
    let c = Columns::new(COLUMNS, &run.tables.columns);
    let (files, sheets, cells) = (c.text("file")?, c.text("sheet")?, c.text("cell")?);
    let name = at.column_name();
    Ok((0..run.tables.columns.height()).any(|row| {
        files.get(row) == Some(file)
            && sheets.get(row) == Some(sheet)
            && cells.get(row).and_then(CellRef::parse_column).map(|found| found.1)
                == CellRef::parse_column(&name).map(|found| found.1)
    }))
}

impl Impact {
    /// Measures and ranks once as it is and once without the cell of a count.
    fn weigh(&mut self, unit: UnitIx, line: &LineTrace) -> Result<(), TableError> {
        let measure = line.cells.first().map(|cell| cell.measure);
        let measure = measure.map(|measure| self.run.pipeline.measure(measure).id.clone());
        let without = self.without(unit, line.form.clone(), measure);
        let (is, would) = self.rank_without(&without)?;
        let (old, new) = (sums(&is)?, sums(&would)?);
        let figures = hanging(&self.run, unit, line).into_iter().map(|figure| {
            let key = (
                figure.metric.as_str(),
                figure.scope.as_str(),
                figure.unit_id.as_str(),
                figure.field.as_deref(),
            );
            let (old, new) = (old.get(&key).copied(), new.get(&key).copied());
            RateChange { old, new, ..figure }
        });
        self.figures = figures.collect();
        Ok(())
    }

    /// What would have left the cell out.
    fn without(&self, unit: UnitIx, form: String, measure: Option<String>) -> Finding {
        Finding {
            code: Code::NotACount,
            severity: Severity::Error,
            unit_id: Some(self.run.pipeline.register.get(unit).id.clone()),
            form: Some(form),
            place: self.place.clone(),
            message: String::new(),
            found: None,
            expected: None,
            compared: None,
            measures: measure.into_iter().collect(),
            action: Action::LeftOut,
        }
    }

    /// The places that would be others, and the metrics as they are and without the cell.
    fn rank_without(&mut self, without: &Finding) -> Result<(Metrics, Metrics), TableError> {
        let run = &self.run;
        let (is, would) = (ranked(run, None)?, ranked(run, Some(without))?);
        self.reproduced = compare::rates(&run.metrics, &is.0)?.is_empty();
        let [old, new] = [&is.2, &would.2]
            .map(|ranked| RankingTables { rankings: &ranked.rankings, scores: &ranked.scores });
        // Both are of one definition and one period.
        let orders = rank::across(&is.1, &would.1, &run.pipeline);
        let between = Some(StepsBetween { defined: old.rankings, corrected: old, orders: &orders });
        let moves = MoveSteps { old, between, new }.moved();
        // The figures beside them say which sums changed.
        let moves = moves.into_iter().map(|moved| Moved { moved, splits: Vec::new() });
        self.moves = moves.collect();
        Ok((is.0, would.0))
    }
}

/// The metrics and places of a run with another finding among its own.
fn ranked(
    run: &TracedRun,
    further: Option<&Finding>,
) -> Result<(Metrics, Ratios, Ranked), TableError> {
    let findings = || run.findings.iter().chain(further);
    let (lines, columns) = (&run.tables.lines, &run.tables.columns);
    let counted = CountedLines::of(lines, columns, findings(), &run.submissions, &run.pipeline)?;
    let metrics = measure::measure(&counted, &Embedded, &run.pipeline)?;
    let told = measure::indicators(lines, columns, findings(), &run.pipeline)?;
    let ratios = Ratios::of(metrics.frame(), &run.pipeline)?;
    let ratios = ratios.with_indicators(&told, &run.pipeline);
    let ranked = rank::rank(&ratios, None, &run.pipeline);
    Ok((metrics, ratios, ranked))
}

/// The sums of each metric, scope, unit and field.
type SumsByWords<'m> = BTreeMap<(&'m str, &'m str, &'m str, Option<&'m str>), Sums>;

fn sums(metrics: &Metrics) -> Result<SumsByWords<'_>, TableError> {
    let c = Columns::new(Metrics::NAME, metrics.frame());
    let (metric, scope) = (c.text("metric")?, c.text("scope")?);
    let (unit, field) = (c.text("unit_id")?, c.text("field")?);
    let (above, below) = (c.count("numerator")?, c.count("denominator")?);
    let rows = (0..metrics.frame().height()).filter_map(|row| {
        let key = (metric.get(row)?, scope.get(row)?, unit.get(row)?, field.get(row));
        Some((key, (above.get(row)?, below.get(row)?)))
    });
    Ok(rows.collect())
}

/// The figures that a line is in through one of its cells: those of the metrics that ask for its measure, of its unit and
/// of those above, in its field and over all.
fn hanging(run: &TracedRun, unit: UnitIx, line: &LineTrace) -> Vec<RateChange> {
    let register = &run.pipeline.register;
    let measures: Vec<_> = line.cells.iter().map(|cell| cell.measure).collect();
    let metrics = run.pipeline.metrics.iter().filter(|metric| {
        metric.measures().any(|measure| measures.contains(&measure))
            && super::figure::supplies(&line.form, metric, &run.pipeline)
    });
    let above = register.line_up(unit).filter(|&above| register.has_units_below(above));
    let units: Vec<(Scope, UnitIx)> = std::iter::once((Scope::Own, unit))
        .chain(above.map(|above| (Scope::Total, above)))
        .collect();
    let fields: Vec<Option<String>> = match &line.field {
        Some(field) => vec![None, Some(field.clone())],
        None => vec![None],
    };
    let mut hanging = Vec::new();
    for metric in metrics {
        for &(scope, unit) in &units {
            let unit = register.get(unit);
            hanging.extend(fields.iter().map(|field| RateChange {
                metric: metric.id.clone(),
                scope: scope.word().to_owned(),
                unit_id: unit.id.clone(),
                unit_name: unit.name.clone(),
                field: field.clone(),
                old: None,
                new: None,
            }));
        }
    }
    hanging
}
