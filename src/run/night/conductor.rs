//! One run while it is made: each stage runs or is taken over, and at the end the run becomes visible. A run that
//! ends before it is done leaves a record with what it had finished, so that this is not done again.

use crate::model::Stage;
use crate::run::again::decide::{Decision, decide};
use crate::run::again::declaration::DeclarationPrints;
use crate::run::again::earlier_runs::EarlierRuns;
use crate::run::again::extent::{ReadExtent, read_the_same};
use crate::run::again::inbox::Intake;
use crate::run::again::previous_run::PreviousRun;
use crate::run::again::stage_inputs::StageInputs;
use crate::run::error::RunError;
use crate::run::exit::RunStanding;
use crate::run::kept;
use crate::run::outcome::{Outcome, Trial, numbers_of};
use crate::run::reporter::{Event, Reporter};
use crate::run::request::{Request, Select};
use crate::run::shard::given::GivenShards;
use crate::store::{FileRead, Folder, HeldBack, Inbox, Input, NewRun, Record, Run};

use super::computing::Computing;
use super::journal::Journal;
use super::tables::RunTables;

/// One run while it is made.
pub(super) struct Conductor<'r> {
    pub(super) request: &'r Request,
    pub(super) folder: &'r Folder,
    pub(super) inbox: Inbox,
    /// What lies in the inbox now, whatever an earlier stage was made from.
    pub(super) lying: Vec<Input>,
    /// What was read of files beforehand, where any was given.
    pub(super) shards: Option<&'r GivenShards>,
    pub(super) earlier_runs: EarlierRuns,
    pub(super) intake: Intake,
    pub(super) prints: DeclarationPrints,
    /// The inbox did not settle before: what changes now is left out.
    pub(super) last_attempt: bool,
    /// Why it is not to be published by itself: it read far less than what is.
    pub(super) held_back: Option<HeldBack>,
    /// The files that the stage at hand reads.
    pub(super) files_read: Vec<FileRead>,
    /// Who computes.
    pub(super) computing: Computing<'r>,
    pub(super) draft: NewRun,
    pub(super) record: Record,
    pub(super) journal: Journal<'r>,
    pub(super) state: RunTables<'r>,
}

impl<'r> Conductor<'r> {
    pub(super) fn new(
        request: &'r Request,
        reporter: &'r dyn Reporter,
        folder: &'r Folder,
        inbox: Inbox,
        inputs: Vec<Input>,
    ) -> Result<Self, RunError> {
        let pipeline = &request.pipeline;
        let earlier_runs = EarlierRuns::of(folder, request.tried())?;
        let prints = DeclarationPrints::of(pipeline)?;
        let draft = folder.begin()?;
        let mut record = Record::new(
            draft.id(),
            &pipeline.id,
            &pipeline.period.to_string(),
            request.asked.clone(),
            prints.whole.clone(),
        );
        record.trial = request.trial;
        record.today = request.today.to_string();
        record.started = jiff::Timestamp::now().to_string();
        record.declared = kept::keep(pipeline, &draft, earlier_runs.newest())?;
        let lying = inputs.clone();
        let intake = Intake::new(request, &prints, earlier_runs.newest_that_read(), inputs)?;
        record.inputs.clone_from(&intake.inputs);
        let state = RunTables::new(pipeline);
        let journal = Journal::new(reporter, draft.log());
        journal.tell(&Event::RunBegins { run: draft.id(), request });
        Ok(Self {
            request,
            folder,
            inbox,
            lying,
            shards: None,
            earlier_runs,
            intake,
            prints,
            last_attempt: false,
            held_back: None,
            files_read: Vec::new(),
            computing: Computing::of(request, &draft)?,
            draft,
            record,
            journal,
            state,
        })
    }

    /// What was read beforehand, where the inbox itself is not there.
    pub(super) fn instead_of_inbox(&self) -> Option<&'r GivenShards> {
        self.shards.filter(|_| !self.inbox.exists())
    }

    pub(super) fn conduct(mut self) -> Result<Outcome, RunError> {
        match self.stages() {
            Ok(()) => self.finish(),
            Err(error) => {
                self.give_up(&error);
                Err(error)
            }
        }
    }

    fn stages(&mut self) -> Result<(), RunError> {
        let previous = PreviousRun::of(&self.request.pipeline)?;
        if let Some(run) = previous.as_ref().and_then(PreviousRun::unused) {
            self.journal.tell(&Event::EarlierUnused { run });
        }
        for stage in Stage::ALL {
            self.request.stop.check()?;
            self.stage(stage, previous.as_ref())?;
            // As long as the tables of what was read are at hand.
            if stage == Stage::Ingest {
                self.held_back = self.less_was_read()?;
            }
        }
        self.request.stop.check()
    }

    fn stage(&mut self, stage: Stage, previous: Option<&PreviousRun>) -> Result<(), RunError> {
        let stage_inputs = StageInputs {
            pipeline: &self.request.pipeline,
            prints: &self.prints,
            inputs: &self.record.inputs,
            lying: &self.lying,
            previous,
            today: self.request.today,
        };
        let made = stage_inputs.made_from(stage, &self.record.stages)?;
        let base = self.earlier_runs.of_stage(stage);
        let mut decision = decide(self.request, base, stage, &made)?;
        if stage == Stage::Ingest && matches!(decision, Decision::TakeOver { stale: false, .. }) {
            // A file that is to be read again although nothing has changed.
            decision = self.intake.reason().map_or(decision, Decision::Run);
        }
        match decision {
            Decision::Run(reason) => self.run_stage(stage, reason, made, previous),
            Decision::TakeOver { stale, verified } => self.take_over(stage, stale, verified),
        }
    }

    /// Nothing had to run. What the newest run said still holds, and where it was cut off before it became
    /// the latest, it does now.
    fn nothing_new(mut self, held_back: Option<HeldBack>) -> Result<Outcome, RunError> {
        let findings = self.state.findings(&self.earlier_runs)?.clone();
        let submissions = self.state.submissions(&self.earlier_runs)?.clone();
        let headline = Some(self.state.headline(&self.earlier_runs)?);
        let Some(base) = self.earlier_runs.only() else {
            return Err(RunError::NoEarlierRun { stage: Stage::Ingest });
        };
        let latest = self.folder.latest()?;
        // A run that was ended before it became the latest has told nobody how it ended; one that was held back has.
        let told = base.record().held_back.is_some()
            || latest.as_ref().is_some_and(|latest| latest.path() == base.path());
        let is_latest = base.record().may_be_published() && held_back.is_none();
        if is_latest {
            self.folder.make_latest(&base.record().run)?;
        }
        let pipeline = &self.request.pipeline;
        let replaced = latest.is_some() || !base.record().trial;
        let kept_latest = numbers_of(&submissions) == 0 && !base.record().complete && replaced;
        let standing = RunStanding::of([kept_latest, false, held_back.is_some()]);
        let outcome = Outcome::new(&findings, &submissions, base.record(), pipeline, standing);
        let mut outcome = outcome.told_of(headline.filter(|_| !kept_latest), base.record());
        outcome.held_back = held_back;
        let mut outcome =
            outcome.unchanged(self.folder, base, self.request.select == Select::Retry);
        // Who types a retry waits for an answer; a night does not.
        outcome.news = !told || self.request.select != Select::All;
        outcome.trial = base.record().trial.then(|| Trial::beside(latest.as_ref()));
        let (complete, gaps) = (is_latest, outcome.gaps.len());
        let exit_code = outcome.exit.code();
        self.journal.tell(&Event::RunEnds { exit_code, complete, gaps });
        Ok(outcome)
    }

    fn finish(mut self) -> Result<Outcome, RunError> {
        let ran = self.record.stages.iter().any(|stage| stage.reason.is_some());
        // Stages that were taken over from several runs are not yet together in one; sums and a declaration that were lost
        // are made again.
        let held_back = self.held_back.take();
        // One that was held back and is not any more is made a run of its own: what is written of the other stays.
        let stands = |run: &Run| run.record().held_back.is_none() || held_back.is_some();
        if !ran && self.earlier_runs.only().is_some_and(|run| stands(run) && run.frame_holds()) {
            return self.nothing_new(held_back);
        }
        let stale = self.record.stages.iter().any(|stage| stage.stale);
        let findings = self.state.findings(&self.earlier_runs)?.clone();
        let submissions = self.state.submissions(&self.earlier_runs)?.clone();
        // A night on which nothing could be read does not replace a good one.
        let latest = self.folder.latest()?;
        let kept_latest = numbers_of(&submissions) == 0 && latest.is_some();
        let held_back = held_back.filter(|_| !stale && !kept_latest);
        let standing = RunStanding::of([kept_latest, stale, held_back.is_some()]);
        let pipeline = &self.request.pipeline;
        // Stages that were not made from one another make no figures that belong together.
        let headline = (!stale && !kept_latest).then(|| self.state.headline(&self.earlier_runs));
        let headline = headline.transpose()?;
        let outcome = Outcome::new(&findings, &submissions, &self.record, pipeline, standing);
        let mut outcome = outcome.told_of(headline, &self.record);
        let trial = self.record.trial;
        self.record.complete = !stale && !kept_latest && !trial;
        outcome.trial = trial.then(|| Trial::beside(latest.as_ref()));
        if kept_latest {
            self.journal.tell(&Event::LatestKept);
        }
        if let Some(held_back) = &held_back {
            self.journal.tell(&Event::HeldBack { held_back });
        }
        self.record.held_back.clone_from(&held_back);
        outcome.held_back = held_back;
        self.record.exit_code = outcome.exit.code();
        self.record.gaps = outcome.gaps.iter().map(ToString::to_string).collect();
        let folder = self.folder;
        let Record { exit_code, gaps, .. } = &self.record;
        let (exit_code, gaps) = (*exit_code, gaps.len());
        let complete = self.record.may_be_published();
        self.journal.tell(&Event::RunEnds { exit_code, complete, gaps });
        let run = self.close()?;
        outcome.published(folder, &run);
        Ok(outcome)
    }

    /// Why this run is not to replace the published one, if it is not: it read far less, and nobody said that this is right.
    fn less_was_read(&mut self) -> Result<Option<HeldBack>, RunError> {
        let pipeline = &self.request.pipeline;
        let Request { trial, accept_fewer, .. } = self.request;
        let asked = *trial || *accept_fewer || !pipeline.shrink_guard.is_on();
        let Some(published) = self.folder.latest()?.filter(|_| !asked) else { return Ok(None) };
        if read_the_same(&published, &self.record) {
            return Ok(None);
        }
        let submissions = self.state.read_submissions(&self.earlier_runs)?.clone();
        let lines = &self.state.tables(&self.earlier_runs, true)?.lines;
        let at = |source| RunError::Table { stage: Stage::Ingest, source };
        let extent = ReadExtent::of(&submissions, lines).map_err(at)?;
        Ok(extent.held_back(&published, pipeline))
    }

    /// Leaves a record of a run that ended before it was done, with the stages that it had finished. What ended it may
    /// be the disk: then there is none.
    fn give_up(mut self, error: &RunError) {
        self.journal.tell(&Event::RunFails { error });
        if !error.leaves_record() {
            return;
        }
        self.record.complete = false;
        self.record.exit_code = error.exit().code();
        self.record.error = Some(error.to_string());
        // The error itself is what is told.
        let _ = self.close();
    }

    fn close(mut self) -> Result<Run, RunError> {
        self.record.finished = jiff::Timestamp::now().to_string();
        let Self { draft, record, journal, state, .. } = self;
        // A million words are let go of one by one: there is time for it while the disk works.
        let (run, ()) = rayon::join(|| draft.finish(&record, journal.log()), || drop(state));
        Ok(run?)
    }
}
