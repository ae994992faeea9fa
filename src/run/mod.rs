//! The conductor: loads what a stage needs from the store, calls it, saves what it gives. Decides which stages
//! have to run and why, and how the run ends.

mod check;
mod diff;
mod draft;
mod error;
mod give_back;
mod inputs;
mod inspect;
mod outcome;
mod plan;
mod prune;
mod readers;
mod reporter;
mod request;
mod stages;
mod state;
mod status;

use crate::model::{Exit, Stage};
use crate::store::{Fingerprint, Folder, Inbox, Input, Log, NewRun, Record, Run};

pub use check::{Checked, check};
pub use diff::{DiffError, Difference, Moved, Side, Split, StageChange, Unsplit, diff};
pub use draft::{FormDrafted, Reread, draft};
pub use error::RunError;
pub use inspect::{inspect, inspection_page};
pub use outcome::{Gap, Outcome, is_gap};
pub use prune::{Pruned, Removed};
pub use readers::{Program, Readers, Reading};
pub use reporter::{Reporter, Silent};
pub use request::{Request, Select};
pub use status::{Arrivals, Situation, Tally, is_unusable, status};

use plan::Decision;
use state::State;

/// Runs a pipeline for its period.
///
/// # Errors
/// A wrong machine or a wrong request; nothing was published then and `latest` is what it was. Wrong data is
/// never an error.
pub fn run(request: &Request, reporter: &dyn Reporter) -> Result<Outcome, RunError> {
    let pipeline = &request.pipeline;
    let mut inbox = Inbox::new(pipeline.inbox.clone());
    let inputs = inputs::inputs_of(&mut inbox, pipeline.limits.file)?;
    if inputs.is_empty() && request.select == Select::All {
        return Ok(Outcome::nothing_to_do(&inbox));
    }
    let period = pipeline.period.to_string();
    let folder = Folder::new(&pipeline.output, &pipeline.id, &period);
    let began = jiff::Timestamp::now();
    let _lock = folder.lock()?.map_err(|holder| RunError::Locked { holder })?;
    let left = folder.clear_leftovers();
    let conductor = Conductor::new(request, reporter, &folder, inbox, inputs)?;
    let mut outcome = conductor.conduct()?;
    prune::prune(pipeline, &folder, began, &left, &mut outcome);
    Ok(outcome)
}

/// One run while it is made.
struct Conductor<'r> {
    request: &'r Request,
    reporter: &'r dyn Reporter,
    folder: &'r Folder,
    inbox: Inbox,
    /// Of what lies in the inbox now, whatever an earlier stage was made from.
    lying: Fingerprint,
    base: Option<Run>,
    draft: NewRun,
    record: Record,
    log: Log,
    state: State<'r>,
}

impl<'r> Conductor<'r> {
    fn new(
        request: &'r Request,
        reporter: &'r dyn Reporter,
        folder: &'r Folder,
        inbox: Inbox,
        inputs: Vec<Input>,
    ) -> Result<Self, RunError> {
        let pipeline = &request.pipeline;
        let base = folder.newest()?;
        let draft = folder.begin()?;
        let declaration = plan::declaration(pipeline, Stage::Publish)?;
        let mut record =
            Record::new(draft.id(), &pipeline.id, &pipeline.period.to_string(), declaration);
        record.started = jiff::Timestamp::now().to_string();
        let lying = Fingerprint::of(&inputs)?;
        record.inputs = inputs;
        let state = State::new(pipeline);
        let log = Log::default();
        Ok(Self { request, reporter, folder, inbox, lying, base, draft, record, log, state })
    }

    fn conduct(mut self) -> Result<Outcome, RunError> {
        let previous = self.previous()?;
        for stage in Stage::ALL {
            let inputs = self.inputs_of(stage, previous.as_ref())?;
            let decision = plan::decide(self.request, self.base.as_ref(), stage, &inputs)?;
            match decision {
                Decision::Run(reason) => {
                    self.run_stage(stage, reason, inputs, previous.as_ref())?;
                }
                Decision::TakeOver { stale } => self.take_over(stage, stale)?,
            }
        }
        self.finish()
    }

    /// Nothing had to run. What the newest run said still holds, and where it was cut off before it became
    /// the latest, it does now.
    fn nothing_new(mut self) -> Result<Outcome, RunError> {
        let findings = self.state.findings(self.base.as_ref())?.clone();
        let submissions = self.state.submissions(self.base.as_ref())?.clone();
        let Some(base) = &self.base else {
            return Err(RunError::NoEarlierRun { stage: Stage::Ingest });
        };
        if base.record().complete {
            self.folder.make_latest(&base.record().run)?;
        }
        let pipeline = &self.request.pipeline;
        let outcome = Outcome::new(&findings, &submissions, base.record(), pipeline);
        Ok(outcome.unchanged(self.folder, base))
    }

    fn finish(mut self) -> Result<Outcome, RunError> {
        let ran = self.record.stages.iter().any(|stage| stage.reason.is_some());
        if !ran {
            return self.nothing_new();
        }
        let stale = self.record.stages.iter().any(|stage| stage.stale);
        let findings = self.state.findings(self.base.as_ref())?.clone();
        let submissions = self.state.submissions(self.base.as_ref())?.clone();
        let mut outcome =
            Outcome::new(&findings, &submissions, &self.record, &self.request.pipeline);
        // A night on which nothing could be read does not replace a good one.
        let empty = outcome.observations == 0 && self.folder.latest()?.is_some();
        self.record.complete = !stale && !empty;
        outcome.kept_latest = empty;
        if stale {
            outcome.exit = Exit::Partial;
        }
        self.record.exit_code = outcome.exit.code();
        self.record.gaps = outcome.gaps.iter().map(ToString::to_string).collect();
        self.record.finished = jiff::Timestamp::now().to_string();
        let end = serde_json::json!({ "exit_code": self.record.exit_code, "complete": self.record.complete });
        self.log.event("run finished", &end);
        let run = self.draft.finish(&self.record, self.log.bytes())?;
        outcome.published(self.folder, &run);
        Ok(outcome)
    }
}
