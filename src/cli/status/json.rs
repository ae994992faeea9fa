//! How a period stands, as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::SubmissionJson;
use crate::cli::print::headline::{self, HeadlineJson};
use crate::cli::print::held_back::{self, HeldBackJson};
use crate::cli::print::inputs::{InputCounts, InputsJson};
use crate::model::{Lang, Status};
use crate::pipeline::Pipeline;
use crate::run::{Arrivals, Situation, SubmissionTally};
use crate::store::{Heartbeat, Record};

use super::text::ending;

/// How a period stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct StatusJson<'s> {
    /// Id of the pipeline.
    pipeline: &'s str,
    /// The period.
    period: String,
    counts: StatusCounts,
    /// Id of the newest run.
    run: Option<&'s str>,
    /// Id of the run whose results are published.
    latest: Option<&'s str>,
    /// The figures that are published, with what they were computed from.
    headline: Option<HeadlineJson<'s>>,
    /// What the published sheets bear for the data they are made from.
    data_code: Option<String>,
    /// Why the newest run is not published, if it was held back.
    held_back: Option<HeldBackJson<'s>>,
    /// The last start of the job.
    last_start: Option<StartJson>,
    /// When the job last looked.
    looked: Option<String>,
    /// Whether the last start was cut off.
    cut_off: bool,
    /// When it should have looked and did not.
    missed: Option<String>,
    /// Whether what is published is not what the newest run read.
    stale: bool,
    /// Whether what is declared now is not what the newest run went by.
    declaration_changed: bool,
    /// The inbox against what the newest run read; null where there is no inbox.
    inputs: Option<InputsJson<'s>>,
    /// Who sent what, by the newest run.
    submissions: Vec<SubmissionJson<'s>>,
    /// The last runs, newest first.
    runs: Vec<PastRunJson<'s>>,
}

/// A start of the job, whatever came of it.
#[derive(Debug, Serialize, JsonSchema)]
struct StartJson {
    /// When it began.
    started: String,
    /// The period it was of.
    period: String,
    /// When it ended; null while it goes on, and where it was killed.
    finished: Option<String>,
    /// How it ended.
    exit_code: Option<u8>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct StatusCounts {
    /// Forms that are owed.
    expected: usize,
    /// Forms that were received and are used.
    received: usize,
    /// Forms that nobody sent.
    missing: usize,
    /// Files of which nothing can be used.
    unusable: usize,
    /// Forms that came late.
    late: usize,
}

/// A run that was made.
#[derive(Debug, Serialize, JsonSchema)]
struct PastRunJson<'s> {
    /// Its id.
    run: &'s str,
    /// When it began.
    started: &'s str,
    /// When it ended.
    finished: &'s str,
    /// How it ended.
    exit_code: u8,
    /// The same in words.
    meaning: String,
    counts: PastRunCounts,
    /// Whether it came to its end.
    complete: bool,
    /// Whether it was a trial.
    trial: bool,
    /// Why it is not published although it is complete.
    held_back: Option<HeldBackJson<'s>>,
    /// Whether it is the one that is published.
    published: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PastRunCounts {
    /// Files in the inbox.
    files: usize,
    gaps: usize,
}

/// The whole; `only_missing` keeps the submissions that nobody sent.
pub(super) fn json<'s>(
    situation: &'s Situation,
    pipeline: &'s Pipeline,
    only_missing: bool,
    lang: Lang,
) -> StatusJson<'s> {
    let SubmissionTally { expected, received, missing, unusable, late } = situation.tally();
    let rows = situation.submissions.rows.iter();
    let rows = rows.filter(|row| !only_missing || row.status == Status::Missing);
    StatusJson {
        pipeline: &pipeline.id,
        period: pipeline.period.to_string(),
        counts: StatusCounts { expected, received, missing, unusable, late },
        run: situation.newest().map(|run| run.run.as_str()),
        latest: situation.latest.as_deref(),
        headline: situation.headline.as_ref().map(|all| headline::json(all, pipeline)),
        data_code: situation.code.map(|code| code.to_string()),
        held_back: held_back::json(situation.held_back.as_ref()),
        last_start: situation.watch.last.as_ref().map(start),
        looked: situation.watch.looked.map(|at| at.to_string()),
        cut_off: situation.watch.cut_off,
        missed: situation.watch.missed.map(|at| at.to_string()),
        stale: situation.is_stale(),
        declaration_changed: situation.redeclared,
        inputs: situation.inbox.as_ref().map(inputs),
        submissions: rows.map(|row| SubmissionJson::of(row, &pipeline.register)).collect(),
        runs: situation.runs.iter().map(|run| of_run(run, situation, lang)).collect(),
    }
}

fn start(heartbeat: &Heartbeat) -> StartJson {
    StartJson {
        started: heartbeat.at.to_string(),
        period: heartbeat.period.clone(),
        finished: heartbeat.ended.map(|at| at.to_string()),
        exit_code: heartbeat.exit_code,
    }
}

/// Files that came, changed or went.
pub(in crate::cli) fn inputs(arrivals: &Arrivals) -> InputsJson<'_> {
    InputsJson {
        came: &arrivals.new,
        changed: &arrivals.changed,
        gone: &arrivals.gone,
        counts: InputCounts { unchanged: arrivals.same },
    }
}

fn of_run<'s>(run: &'s Record, situation: &Situation, lang: Lang) -> PastRunJson<'s> {
    PastRunJson {
        run: &run.run,
        started: &run.started,
        finished: &run.finished,
        exit_code: run.exit_code,
        meaning: ending(run, lang).to_owned(),
        counts: PastRunCounts { files: run.inputs.len(), gaps: run.gaps.len() },
        complete: run.complete,
        trial: run.trial,
        held_back: held_back::json(run.held_back.as_ref()),
        published: situation.latest.as_ref() == Some(&run.run),
    }
}
