//! How a run ended, as data.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::{FindingJson, SeverityCounts};
use crate::cli::deliver::{self, DeliveryJson};
use crate::cli::print::headline::{self, HeadlineJson};
use crate::cli::print::held_back::{self, HeldBackJson};
use crate::model::Lang;
use crate::run::{Outcome, Request};

use super::pruned::{self, RemovedJson};

/// How a run ended.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct RunJson<'o> {
    /// Id of the pipeline.
    pipeline: &'o str,
    /// The period.
    period: String,
    /// Id of the run; null where none was made.
    run: Option<String>,
    /// Its folder.
    folder: Option<&'o PathBuf>,
    /// Whether it is a trial.
    trial: bool,
    /// Whether something came of it that nobody has been told yet.
    news: bool,
    /// Published workbooks.
    workbooks: &'o [PathBuf],
    /// What units get back, a workbook each.
    returned: &'o [PathBuf],
    counts: RunCounts,
    /// Everything that was found.
    findings: Vec<FindingJson<'o>>,
    /// Those of the findings by which something is not in the published figures.
    gaps: Vec<FindingJson<'o>>,
    /// The figures of the whole province, with what they were computed from.
    headline: Option<HeadlineJson<'o>>,
    /// What the published sheets bear for the data they are made from.
    data_code: Option<String>,
    /// Why it is not published although it is complete.
    held_back: Option<HeldBackJson<'o>>,
    /// To whom what is published was handed on, or could not be.
    deliveries: Vec<DeliveryJson<'o>>,
    /// Old runs that are gone.
    removed: Vec<RemovedJson<'o>>,
    /// What could not be done beside the run.
    warnings: Vec<String>,
    /// What is to be said where nothing was done.
    message: Option<&'o str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct RunCounts {
    /// Files in the inbox.
    files: usize,
    /// Numbers that were accepted.
    observations: usize,
    gaps: usize,
    #[serde(flatten)]
    findings: SeverityCounts,
}

pub(super) fn json<'o>(outcome: &'o Outcome, request: &'o Request, lang: Lang) -> RunJson<'o> {
    let register = Some(&request.pipeline.register);
    let id = outcome.run.as_ref().and_then(|folder| folder.file_name());
    let doubts = outcome.doubts.iter().map(|doubt| doubt.sentence().say(lang).to_owned());
    let failed = outcome.pruned.failed.iter().map(|error| error.say(lang).to_owned());
    RunJson {
        pipeline: &request.pipeline.id,
        period: request.pipeline.period.to_string(),
        run: id.map(|id| id.to_string_lossy().into_owned()),
        folder: outcome.run.as_ref(),
        trial: outcome.trial.is_some(),
        news: outcome.news,
        workbooks: &outcome.workbooks,
        returned: &outcome.returned,
        counts: RunCounts {
            files: outcome.files,
            observations: outcome.values,
            gaps: outcome.gaps.len(),
            findings: SeverityCounts::of(|severity| outcome.count(severity)),
        },
        findings: outcome.findings.iter().map(|found| FindingJson::of(found, register)).collect(),
        gaps: outcome.gaps.iter().map(|gap| FindingJson::of(&gap.finding, register)).collect(),
        headline: outcome.headline.as_ref().map(|all| headline::json(all, &request.pipeline)),
        data_code: outcome.code.map(|code| code.to_string()),
        held_back: held_back::json(outcome.held_back.as_ref()),
        deliveries: deliver::deliveries(&outcome.handed, lang),
        removed: pruned::json(&outcome.pruned),
        warnings: doubts.chain(failed).collect(),
        message: outcome.message.as_ref().map(|message| message.say(lang)),
    }
}
