//! What was found about the units and lines of a figure, put to the lines and cells it was found at.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Action, Code, Finding, UnitIx};
use crate::pipeline::{Metric, Pipeline};

use super::figure::{UnitTrace, supplies};
use super::line::NotCounted;
use super::traced_run::TracedRun;

/// Puts to each line and cell what was found there, and says why cells do not count. What was found about the units and the
/// forms that supply the metric is given back with it, in the order of the run.
pub(super) fn put_findings(
    run: &TracedRun,
    metric: &Metric,
    of: &[UnitIx],
    units: &mut [UnitTrace],
) -> Vec<Finding> {
    let pipeline = &run.pipeline;
    let ids: BTreeSet<&str> =
        of.iter().map(|&unit| pipeline.register.get(unit).id.as_str()).collect();
    let lines = units.iter().flat_map(|unit| &unit.lines);
    let rows: BTreeSet<(String, String, u32)> =
        lines.map(|line| (line.file.clone(), line.sheet.clone(), line.row)).collect();
    let here = |finding: &Finding| {
        let place = &finding.place;
        let (file, sheet) = (place.file.clone()?, place.sheet.clone()?);
        Some((file, sheet, place.cell?.row)).filter(|row| rows.contains(row))
    };
    let all = run.findings.iter();
    let findings: Vec<Finding> = all
        .filter(|finding| here(finding).is_some() || is_about(finding, &ids, metric, pipeline))
        .cloned()
        .collect();
    let mut at_rows: BTreeMap<(String, String, u32), Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        if let Some(row) = here(finding) {
            at_rows.entry(row).or_default().push(at);
        }
    }
    let out = |finding: &Finding| {
        let whole = finding.code == Code::UnitLeftOut && finding.action == Action::LeftOut;
        Some((finding.unit_id.clone()?, finding.form.clone()?)).filter(|_| whole)
    };
    let units_out: BTreeSet<(String, String)> = run.findings.iter().filter_map(out).collect();
    for unit in units {
        let id = &pipeline.register.get(unit.unit).id;
        for line in &mut unit.lines {
            let row = (line.file.clone(), line.sheet.clone(), line.row);
            line.findings = at_rows.get(&row).cloned().unwrap_or_default();
            let whole = units_out.contains(&(id.clone(), line.form.clone()));
            for cell in &mut line.cells {
                let here = line.findings.iter().copied();
                let of_cell = here.filter(|&at| findings[at].place.cell == Some(cell.at));
                cell.findings = of_cell.collect();
                let left_out = |&at: &usize| {
                    findings[at].action == Action::LeftOut && out(&findings[at]).is_none()
                };
                cell.not_counted = match cell.not_counted {
                    Some(NotCounted::Line) if whole => Some(NotCounted::Unit),
                    Some(NotCounted::Line) if cell.findings.iter().any(left_out) => {
                        Some(NotCounted::Cell)
                    }
                    why => why,
                };
            }
        }
    }
    findings
}

/// Whether a finding is about one of these units, in a form that supplies the metric or in none that is known.
fn is_about(
    finding: &Finding,
    units: &BTreeSet<&str>,
    metric: &Metric,
    pipeline: &Pipeline,
) -> bool {
    let measures = || metric.measures().map(|of| pipeline.measure(of).id.as_str());
    finding.unit_id.as_deref().is_some_and(|unit| units.contains(unit))
        && finding.form.as_deref().is_none_or(|form| supplies(form, metric, pipeline))
        && finding.concerns(measures())
}
