//! A published figure, taken apart: the lines and cells of each unit that is in it, what each adds above and below the
//! line, what does not count and why, and what was found.

use std::collections::BTreeSet;

use crate::model::{Finding, Scope, SubmissionRow, UnitIx};
use crate::pipeline::{Metric, MetricIx, Pipeline};
use crate::table::{Artifact as _, Columns, Metrics, Sum};

use super::line::LineTrace;
use super::traced_run::TracedRun;

/// Which figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureAsked {
    /// Which files count.
    pub scope: Scope,
    /// The unit.
    pub unit: UnitIx,
    /// The metric.
    pub metric: MetricIx,
    /// The field; `None` for all fields together.
    pub field: Option<String>,
}

/// A figure, taken apart.
#[derive(Debug, Clone)]
pub struct FigureTrace {
    /// Which one.
    pub asked: FigureAsked,
    /// The sums as the run computed them; `None` where it has none.
    pub published: Option<Sum>,
    /// The lines of each unit that has any, in the order of the register.
    pub units: Vec<UnitTrace>,
    /// The files of these lines, each with its fingerprint.
    pub files: Vec<(String, Option<String>)>,
    /// What was found about these units and the forms that supply the figure; lines and cells say which are theirs.
    pub findings: Vec<Finding>,
    /// The forms that supply it, of these units and of those who send for them: what came and what did not.
    pub forms: Vec<SubmissionRow>,
}

/// The part of a unit in a figure.
#[derive(Debug, Clone)]
pub struct UnitTrace {
    /// The unit.
    pub unit: UnitIx,
    /// What it adds above the line.
    pub above: i64,
    /// What it adds below the line.
    pub below: i64,
    /// Its lines by file, sheet and row; those that do not count as well.
    pub lines: Vec<LineTrace>,
}

impl FigureTrace {
    /// What the cells add up to, above and below the line.
    #[must_use]
    pub fn sums(&self) -> (i64, i64) {
        let units = self.units.iter();
        units.fold((0, 0), |sums, unit| (sums.0 + unit.above, sums.1 + unit.below))
    }

    /// Whether the cells add up to what the run computed.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.sums() == self.published.map_or((0, 0), |sum| (sum.numerator, sum.denominator))
    }
}

/// The units whose own files are in a figure.
pub(super) fn units_of(run: &TracedRun, scope: Scope, unit: UnitIx) -> Vec<UnitIx> {
    match scope {
        Scope::Own => vec![unit],
        Scope::Total => run.pipeline.register.under(unit),
    }
}

/// The sums of a figure as the run computed them.
pub(super) fn published(run: &TracedRun, key: &FigureAsked) -> Option<Sum> {
    let Some(field) = key.field.as_deref() else {
        return run.ratios.get(key.scope, key.unit, key.metric);
    };
    // With nothing under it a unit has its own scope only.
    let below = run.pipeline.register.has_units_below(key.unit);
    let scope = if below { key.scope } else { Scope::Own };
    let unit = run.pipeline.register.get(key.unit).id.as_str();
    let metric = run.pipeline.metric(key.metric).id.as_str();
    let frame = run.metrics.frame();
    let c = Columns::new(Metrics::NAME, frame);
    let asked = [("unit_id", unit), ("metric", metric), ("scope", scope.word()), ("field", field)];
    let columns = asked.map(|(name, word)| c.text(name).ok().map(|column| (column, word)));
    let columns: Vec<_> = columns.into_iter().collect::<Option<_>>()?;
    let row = (0..frame.height())
        .find(|&row| columns.iter().all(|(column, word)| column.get(row) == Some(*word)))?;
    Some(Sum {
        numerator: c.count("numerator").ok()?.get(row)?,
        denominator: c.count("denominator").ok()?.get(row)?,
        complete: c.flag("complete").ok()?.get(row)?,
        gaps: c.whole("gaps").ok()?.get(row)?,
    })
}

/// What came of the forms that supply a metric, of units and of those above them, who may send for them.
pub(super) fn forms(run: &TracedRun, metric: &Metric, units: &[UnitIx]) -> Vec<SubmissionRow> {
    let pipeline = &run.pipeline;
    let register = &pipeline.register;
    let senders: BTreeSet<UnitIx> = units.iter().flat_map(|&unit| register.line_up(unit)).collect();
    let rows = run.submissions.rows.iter().filter(|row| {
        let sender = row.unit_id.as_deref().and_then(|id| register.find_id(id));
        let form = row.form.as_deref();
        form.is_some_and(|form| supplies(form, metric, pipeline))
            && sender.is_some_and(|sender| senders.contains(&sender))
    });
    rows.cloned().collect()
}

/// The files of lines, each once.
pub(super) fn files(run: &TracedRun, units: &[UnitTrace]) -> Vec<(String, Option<String>)> {
    let lines = units.iter().flat_map(|unit| &unit.lines);
    let files: BTreeSet<&str> = lines.map(|line| line.file.as_str()).collect();
    let files = files.into_iter();
    files.map(|file| (file.to_owned(), run.fingerprint(file).map(str::to_owned))).collect()
}

/// Whether a form has all measures of a metric.
pub(super) fn supplies(form: &str, metric: &Metric, pipeline: &Pipeline) -> bool {
    let form = pipeline.form(form);
    form.is_some_and(|form| metric.measures().all(|asked| form.counts().any(|m| m == asked)))
}
