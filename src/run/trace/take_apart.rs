//! Takes a figure apart.

use super::figure::{FigureAsked, FigureTrace, UnitTrace, files, forms, published, units_of};
use super::found::put_findings;
use super::line::LineTrace;
use super::lines::{aside, lines};
use super::traced_run::{TermsOfUnits, TracedRun};

/// The lines and cells of a figure; `terms` has what the cells of its units add to its metric.
#[must_use]
pub fn take_apart(run: &TracedRun, terms: &TermsOfUnits, key: FigureAsked) -> FigureTrace {
    let metric = run.pipeline.metric(key.metric);
    let of = units_of(run, key.scope, key.unit);
    let mut aside = aside(run, metric, &of);
    let mut units = Vec::new();
    for &unit in &of {
        let terms = terms.get(&(key.metric, unit)).map_or(&[][..], Vec::as_slice);
        let aside = aside.remove(&unit).unwrap_or_default();
        let lines = lines(run, terms, aside, key.field.as_deref());
        let sum = |of: fn(&LineTrace) -> i64| lines.iter().map(of).sum();
        let (above, below) = (sum(|line| line.above), sum(|line| line.below));
        if !lines.is_empty() {
            units.push(UnitTrace { unit, above, below, lines });
        }
    }
    let findings = put_findings(run, metric, &of, &mut units);
    FigureTrace {
        published: published(run, &key),
        files: files(run, &units),
        forms: forms(run, metric, &of),
        findings,
        units,
        asked: key,
    }
}
