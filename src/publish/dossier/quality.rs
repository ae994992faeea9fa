//! How good what a unit sends is, period by period, and what became of its findings within the period.

use std::collections::BTreeMap;

use crate::model::{
    Action, Catalogue, Code, Finding, Findings, Period, Severity, Status, Submissions, UnitIx,
};
use crate::pipeline::Pipeline;
use crate::publish::returned::findings_of;
use crate::text::day;

use super::inputs::{DossierInputs, FindingsStep};
use crate::publish::workbook::words::size;

/// What a unit sent for a period, and what was found in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct QualityThen {
    pub(super) period: Period,
    /// Forms that were owed or sent.
    pub(super) owed: usize,
    /// Those of them that came and can be used.
    pub(super) received: usize,
    /// Those that came too late.
    pub(super) late: usize,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// Findings by which figures do not count.
    pub(super) left_out: usize,
    /// How many findings of each kind, but for notes: most first.
    pub(super) kinds: Vec<(Code, usize)>,
}

/// How what a unit sends developed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct QualityOf<'a> {
    /// Oldest first; the period of the report is the last.
    pub(super) periods: Vec<QualityThen>,
    /// What was found in the period of the report, in the order of files and cells.
    pub(super) findings: Vec<&'a Finding>,
    /// Within the period, oldest first.
    pub(super) steps: &'a [FindingsStep],
}

impl QualityOf<'_> {
    /// How it developed, in sentences: within the period, and what was there in the period before, too.
    pub(super) fn developed(&self, catalogue: &Catalogue) -> Vec<String> {
        let mut told: Vec<String> = self.steps.iter().map(step).collect();
        let again = repeated(self).into_iter();
        let again: Vec<&str> = again.map(|code| catalogue.get(code).title).collect();
        if !again.is_empty() {
            told.push(format!("Lặp lại từ kỳ trước: {}.", again.join("; ")));
        }
        told
    }
}

/// `Lượt chạy ngày 02/8/2023: phát sinh 3 phát hiện, đã sửa 4, còn 10.`
fn step(step: &FindingsStep) -> String {
    let when = step
        .on
        .as_deref()
        .map_or_else(|| "Lượt này".to_owned(), |on| format!("Lượt chạy ngày {}", day(on)));
    let (came, mended) = (size(step.came.len()), size(step.mended.len()));
    format!("{when}: phát sinh {came} phát hiện, không còn {mended}, vẫn còn {}.", size(step.still))
}

/// The kinds of findings of the period of the report that were there in the period before it, too.
pub(super) fn repeated(quality: &QualityOf<'_>) -> Vec<Code> {
    let [.., before, now] = quality.periods.as_slice() else { return Vec::new() };
    let then = |code: &Code| before.kinds.iter().any(|(known, _)| known == code);
    now.kinds.iter().map(|(code, _)| *code).filter(then).collect()
}

/// Of a unit and what it sent for those under it.
pub(super) fn quality<'a>(inputs: &DossierInputs<'a>, unit: UnitIx) -> QualityOf<'a> {
    let pipeline: &'a Pipeline = inputs.run.pipeline;
    let id = &pipeline.register.get(unit).id;
    let past = inputs.known.past.iter().filter(|then| !then.others.contains(id));
    let mut periods: Vec<QualityThen> = past
        .map(|then| then_of(pipeline, unit, then.period, (&then.submissions, &then.findings)))
        .filter(|then| then.owed > 0)
        .collect();
    let (submissions, findings) = (inputs.run.submissions, inputs.run.findings);
    periods.push(then_of(pipeline, unit, pipeline.period, (submissions, findings)));
    QualityOf {
        periods,
        findings: findings_of(Some(unit), pipeline, findings, submissions),
        steps: inputs.known.steps.get(id).map_or(&[], Vec::as_slice),
    }
}

fn then_of(
    pipeline: &Pipeline,
    unit: UnitIx,
    period: Period,
    (submissions, findings): (&Submissions, &Findings),
) -> QualityThen {
    let id = &pipeline.register.get(unit).id;
    let owed = submissions.owed();
    let own: Vec<bool> =
        owed.iter().filter(|((_, of), _)| of == id).map(|(_, received)| *received).collect();
    let late = submissions.rows.iter().filter(|row| row.unit_id.as_ref() == Some(id));
    let late = late.filter(|row| row.status == Status::Late).count();
    let found = findings_of(Some(unit), pipeline, findings, submissions);
    let count = |is: &dyn Fn(&Finding) -> bool| found.iter().filter(|one| is(one)).count();
    let mut kinds: BTreeMap<Code, usize> = BTreeMap::new();
    for finding in found.iter().filter(|one| one.severity >= Severity::Warning) {
        *kinds.entry(finding.code).or_default() += 1;
    }
    let mut kinds: Vec<(Code, usize)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    QualityThen {
        period,
        owed: own.len(),
        received: own.iter().filter(|received| **received).count(),
        late,
        errors: count(&|one| one.severity >= Severity::Error),
        warnings: count(&|one| one.severity == Severity::Warning),
        left_out: count(&|one| one.action == Action::LeftOut),
        kinds,
    }
}
