//! The report after the visits as data.

use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Lang;
use crate::run::{MadeReport, ServedPlan};
use crate::table::{FoundAtVisit, FoundState, FoundTally, InspectionPart, TargetVisit, VisitStage};

/// What came of the visits of a plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct VisitReportJson<'r> {
    plan: &'r str,
    pipeline: &'r str,
    title: &'r str,
    number: &'r str,
    /// The day of which it is told.
    today: &'r str,
    /// The paper.
    path: &'r Path,
    /// Sums of all visits.
    counts: FoundCounts,
    visits: Vec<TargetVisitJson<'r>>,
    /// Units that inspect themselves; null where the plan asks nobody to.
    self_inspected: Option<SelfInspectedCounts>,
}

/// How many results stand how: `mended` + `open` + `overdue` + `no_date` = `found`.
#[derive(Debug, Serialize, JsonSchema)]
struct FoundCounts {
    found: usize,
    answered: usize,
    mended: usize,
    /// Not mended, and there is time.
    open: usize,
    /// Not mended, and there is none.
    overdue: usize,
    /// Not mended, and nothing says by when.
    no_date: usize,
}

/// A target.
#[derive(Debug, Serialize, JsonSchema)]
struct TargetVisitJson<'r> {
    unit_id: &'r str,
    unit_name: &'r str,
    from: &'r str,
    to: &'r str,
    /// `ahead`, `now` or `over`.
    stage: &'static str,
    /// Whether nothing is left to do.
    settled: bool,
    /// What is missing, in the language asked for.
    missing: Vec<String>,
    counts: FoundCounts,
    results: Vec<FoundJson<'r>>,
    communes: Vec<VisitedCommuneJson<'r>>,
}

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
struct FoundJson<'r> {
    unit_id: &'r str,
    unit_name: &'r str,
    on: &'r str,
    section: &'r str,
    found: &'r str,
    due: Option<&'r str>,
    answer: Option<&'r str>,
    /// `mended`, `open`, `overdue` or `no_date`.
    state: &'static str,
    done: Option<&'r str>,
    /// Days: it was mended so much later than it was due, or is overdue.
    days_late: Option<i64>,
    /// Days that are left.
    days_left: Option<i64>,
}

/// A commune that was drawn.
#[derive(Debug, Serialize, JsonSchema)]
struct VisitedCommuneJson<'r> {
    unit_id: &'r str,
    unit_name: &'r str,
    counts: VisitedCommuneCounts,
}

/// How many results there are of a commune.
#[derive(Debug, Serialize, JsonSchema)]
struct VisitedCommuneCounts {
    found: usize,
}

/// Units that inspect themselves.
#[derive(Debug, Serialize, JsonSchema)]
struct SelfInspectedCounts {
    units: usize,
    /// Those that sent all.
    complete: usize,
    /// Those that lack a form.
    lacking: usize,
    /// Those whose period is not at hand.
    unjudged: usize,
    /// Those of which a form came late or is overdue.
    late: usize,
}

impl<'r> VisitReportJson<'r> {
    pub(super) fn of(served: &'r ServedPlan, made: &'r MadeReport, lang: Lang) -> Self {
        let others = made.sent.tally(&served.plan.id, InspectionPart::Other);
        Self {
            plan: &served.plan.id,
            pipeline: &served.pipeline.id,
            title: &served.plan.title,
            number: &served.plan.number,
            today: &made.report.as_of,
            path: &made.path,
            counts: tally(made.report.tally()),
            visits: made.report.visits.iter().map(|visit| of_visit(visit, lang)).collect(),
            self_inspected: (others.units > 0).then_some(SelfInspectedCounts {
                units: others.units,
                complete: others.complete,
                lacking: others.lacking,
                unjudged: others.unjudged,
                late: others.late,
            }),
        }
    }
}

fn tally(tally: FoundTally) -> FoundCounts {
    let FoundTally { found, answered, mended, open, overdue, no_date } = tally;
    FoundCounts { found, answered, mended, open, overdue, no_date }
}

fn of_visit(visit: &TargetVisit, lang: Lang) -> TargetVisitJson<'_> {
    let communes = visit.communes.iter().map(|commune| VisitedCommuneJson {
        unit_id: &commune.unit_id,
        unit_name: &commune.unit_name,
        counts: VisitedCommuneCounts { found: commune.found },
    });
    TargetVisitJson {
        unit_id: &visit.unit_id,
        unit_name: &visit.unit_name,
        from: &visit.from,
        to: &visit.to,
        stage: match visit.stage {
            VisitStage::Ahead => "ahead",
            VisitStage::Now => "now",
            VisitStage::Over => "over",
        },
        settled: visit.is_finished(),
        missing: visit.missing(lang),
        counts: tally(visit.tally()),
        results: visit.found.iter().map(of_found).collect(),
        communes: communes.collect(),
    }
}

fn of_found(found: &FoundAtVisit) -> FoundJson<'_> {
    let (state, done, days_late, days_left) = match &found.state {
        FoundState::Mended { on, late } => ("mended", Some(on.as_str()), *late, None),
        FoundState::Open { left } => ("open", None, None, Some(*left)),
        FoundState::Overdue { late } => ("overdue", None, Some(*late), None),
        FoundState::NoDate => ("no_date", None, None, None),
    };
    FoundJson {
        unit_id: &found.unit_id,
        unit_name: &found.unit_name,
        on: &found.on,
        section: &found.section,
        found: &found.found,
        due: found.due.as_deref(),
        answer: found.answered.as_deref(),
        state,
        done,
        days_late,
        days_left,
    }
}
