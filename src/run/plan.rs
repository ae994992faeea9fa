//! Which stages have to run, and why: one predicate a reason.

use serde_json::json;

use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::store::{Fingerprint, Reason, Run, StageRecord, Verified};
use crate::table::{Checks, Figures, Findings, Metrics, Rankings, Scores, Submissions, Table};

use super::{Request, RunError, Select};

/// What is done about a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// It runs.
    Run(Reason),
    /// The files of the newest run are taken over; `stale` where they would come out differently now.
    TakeOver {
        /// What they were made from has changed.
        stale: bool,
    },
}

/// What a stage is made from.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) input: Fingerprint,
    pub(super) declaration: Fingerprint,
    pub(super) format: u32,
}

/// Decides about one stage.
pub(super) fn decide(
    request: &Request,
    base: Option<&Run>,
    stage: Stage,
    made: &Made,
) -> Result<Decision, RunError> {
    let named = request.select.names(stage);
    let reason = if named || (request.force && request.select == Select::All) {
        Some(Reason::Asked)
    } else {
        reason(base, stage, made)
    };
    match (request.select, reason) {
        (Select::All, Some(Reason::Asked)) if base.is_none() => Ok(Decision::Run(Reason::NeverRun)),
        (_, Some(reason)) if named || request.select == Select::All => Ok(Decision::Run(reason)),
        (_, Some(Reason::NeverRun)) => Err(RunError::NoEarlierRun { stage }),
        // Stages before the named one are the state it goes on from, whatever has changed outside since; but
        // one that was made from other files than those beside it is out of date.
        (Select::From(first) | Select::Only(first), Some(reason)) => {
            let mixed = stage > Stage::Ingest && reason == Reason::InputChanged;
            Ok(Decision::TakeOver { stale: stage > first || mixed })
        }
        (_, reason) => Ok(Decision::TakeOver { stale: reason.is_some() }),
    }
}

/// Why a stage would have to run again; `None` where its files are still right.
fn reason(base: Option<&Run>, stage: Stage, made: &Made) -> Option<Reason> {
    let Some(run) = base else { return Some(Reason::NeverRun) };
    let Some(record) = run.record().stage(stage) else { return Some(Reason::NeverRun) };
    if record.format != made.format {
        Some(Reason::FormatChanged)
    } else if record.declaration != made.declaration {
        Some(Reason::DeclarationChanged)
    } else if record.input != made.input {
        Some(Reason::InputChanged)
    } else {
        outputs(run, record)
    }
}

fn outputs(run: &Run, record: &StageRecord) -> Option<Reason> {
    record.outputs.iter().find_map(|output| match run.verify(output) {
        Verified::Whole => None,
        Verified::Missing => Some(Reason::OutputMissing),
        Verified::Changed => Some(Reason::OutputChanged),
    })
}

/// Version of a stage: of its logic, and of the tables it writes. Raise the logic when the same input gives
/// another result.
pub(super) const fn format(stage: Stage) -> u32 {
    let (logic, tables) = match stage {
        Stage::Ingest => (5, Figures::VERSION + Submissions::VERSION + Findings::VERSION),
        Stage::Validate => (4, Submissions::VERSION + Findings::VERSION + Checks::VERSION),
        Stage::Measure => (4, Metrics::VERSION),
        Stage::Rank => (1, Scores::VERSION + Rankings::VERSION),
        Stage::Publish => (2, 0),
    };
    logic * 1_000 + tables
}

/// Fingerprint of the part of a declaration that a stage reads.
pub(super) fn declaration(pipeline: &Pipeline, stage: Stage) -> Result<Fingerprint, RunError> {
    let p = pipeline;
    let part = match stage {
        Stage::Ingest => json!([p.period, p.register, p.measures, p.forms, p.limits]),
        Stage::Validate => {
            json!([p.period, p.register, p.measures, p.forms, p.deadlines, p.policies, p.waivers])
        }
        Stage::Measure => json!([p.period, p.register, p.measures, p.metrics]),
        Stage::Rank => json!([p.period, p.register, p.metrics, order_of(p)]),
        Stage::Publish => json!([
            p.period,
            p.register,
            p.measures,
            p.forms,
            p.metrics,
            p.rankings,
            p.workbooks,
            p.return_forms,
            p.title,
            p.agency,
            p.signatory,
            p.place
        ]),
    };
    Ok(Fingerprint::of(&part)?)
}

/// What decides places; titles and columns of a ranking are for the workbook alone.
fn order_of(pipeline: &Pipeline) -> Vec<serde_json::Value> {
    let rankings = pipeline.rankings.iter();
    rankings
        .map(|r| json!([r.id, r.league, r.scope, r.grouping, r.shares, r.minimum_denominator]))
        .collect()
}
