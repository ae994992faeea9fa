//! What a run would do now, and why: for each stage and for each file. Reads only: no lock is taken and nothing is
//! changed.

use std::collections::BTreeSet;

use crate::model::Stage;
use crate::store::{Folder, HeldBack, Input, Reason, StageRecord};

use super::again::decide::{Decision, decide};
use super::again::declaration::DeclarationPrints;
use super::again::earlier_runs::EarlierRuns;
use super::again::inbox::{Intake, inputs_of};
use super::again::memory::Memory;
use super::again::previous_run::PreviousRun;
use super::again::stage_inputs::{StageInputs, follows_from};
use super::error::RunError;
use super::folder::{folder_of, inbox_of};
use super::request::{Request, Select};

/// What a run would do now.
#[derive(Debug, Clone)]
pub struct Forecast {
    /// The stages, in order.
    pub stages: Vec<(Stage, StageForecast)>,
    /// Files that would be read, and why each, in order.
    pub files: Vec<(String, Reason)>,
    /// How many files would be taken as they were read before.
    pub kept: usize,
    /// Files that were read before and are gone.
    pub gone: Vec<String>,
    /// No stage has to run, but `latest` or the sums of the last run were lost, and are made again.
    pub mends: bool,
    /// Why the newest run is not published, if it was held back.
    pub held_back: Option<HeldBack>,
    /// Files of the inbox that are published and files there now, where that alone holds the run back.
    pub fewer: Option<[usize; 2]>,
}

/// What would become of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageForecast {
    /// It runs.
    Runs(Reason),
    /// It runs if a stage before it comes out otherwise than before.
    Follows,
    /// What it made still holds.
    Holds,
    /// It is not asked for, and what it made is out of date or will be.
    Stale,
}

impl Forecast {
    /// Whether a run would do nothing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        !self.mends && self.stages.iter().all(|(_, verdict)| *verdict == StageForecast::Holds)
    }
}

/// Foresees a run.
///
/// # Errors
/// What would keep the run from beginning: no inbox, no state to go on from, records that cannot be read.
pub fn plan(request: &Request) -> Result<Forecast, RunError> {
    let pipeline = &request.pipeline;
    let folder = folder_of(pipeline);
    let mut inbox = inbox_of(pipeline);
    let lying = inputs_of(&mut inbox, pipeline.limits.file, &request.stop)?;
    let earlier_runs = EarlierRuns::of(&folder, request.tried())?;
    let base = earlier_runs.of_stage(Stage::Ingest);
    let prints = DeclarationPrints::of(pipeline)?;
    let intake = Intake::new(request, &prints, earlier_runs.newest_that_read(), lying.clone())?;
    let previous = PreviousRun::of(pipeline)?;
    let stage_inputs = StageInputs {
        pipeline,
        prints: &prints,
        inputs: &intake.inputs,
        lying: &lying,
        previous: previous.as_ref(),
        today: request.today,
    };
    let mut outlook =
        Outlook { request, earlier_runs: &earlier_runs, done: Vec::new(), moving: BTreeSet::new() };
    let mut stages = Vec::new();
    for stage in Stage::ALL {
        stages.push((stage, outlook.stage(stage, &stage_inputs, &intake)?));
    }
    let mut forecast = Forecast {
        stages,
        files: Vec::new(),
        kept: 0,
        gone: Vec::new(),
        mends: false,
        held_back: None,
        fewer: None,
    };
    if let (_, StageForecast::Runs(reason)) = forecast.stages[0] {
        let everything = reason == Reason::Asked && intake.reason().is_none();
        let memory = Memory::of(base, &prints, pipeline)?;
        let files = intake.files(&memory, everything).into_iter();
        forecast.files = files.filter_map(|(f, reason)| Some((f.file.clone(), reason?))).collect();
    }
    forecast.kept = intake.inputs.len() - forecast.files.len();
    let whole = earlier_runs.only().is_some_and(|run| {
        let latest = folder.latest().ok().flatten();
        let is_latest = latest.is_some_and(|latest| latest.path() == run.path());
        run.frame_holds() && (is_latest || !run.record().may_be_published())
    });
    forecast.mends =
        forecast.stages.iter().all(|(_, verdict)| *verdict == StageForecast::Holds) && !whole;
    let then = base.map_or(&[][..], |run| &run.record().inputs);
    let is_gone = |input: &&Input| intake.inputs.iter().all(|now| now.file != input.file);
    forecast.gone = then.iter().filter(is_gone).map(|input| input.file.clone()).collect();
    foresee_guard(&mut forecast, request, &folder, intake.inputs.len())?;
    Ok(forecast)
}

/// What is held back, and whether the files that are there are too few already; how many of them can be read is not known
/// before.
fn foresee_guard(
    forecast: &mut Forecast,
    request: &Request,
    folder: &Folder,
    files: usize,
) -> Result<(), RunError> {
    forecast.held_back = folder.held_back()?;
    let published = folder.latest()?.map(|run| run.record().inputs.len());
    let wide = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let guard = request.pipeline.shrink_guard;
    let too_little = |before: &usize| guard.is_too_little(wide(*before), wide(files));
    forecast.fewer = published.filter(too_little).map(|before| [before, files]);
    Ok(())
}

/// The stages as they are foreseen one after the other.
struct Outlook<'f> {
    request: &'f Request,
    earlier_runs: &'f EarlierRuns,
    /// The stages before, as they were last made.
    done: Vec<StageRecord>,
    /// The stages before that may come out otherwise.
    moving: BTreeSet<Stage>,
}

impl Outlook<'_> {
    fn stage(
        &mut self,
        stage: Stage,
        stage_inputs: &StageInputs,
        intake: &Intake,
    ) -> Result<StageForecast, RunError> {
        let made = stage_inputs.made_from(stage, &self.done)?;
        let base = self.earlier_runs.of_stage(stage);
        let follows = follows_from(stage).iter().any(|before| self.moving.contains(before));
        let all = matches!(self.request.select, Select::All | Select::Retry);
        let verdict = match decide(self.request, base, stage, &made)? {
            Decision::Run(reason) => StageForecast::Runs(reason),
            Decision::TakeOver { stale: false, .. } if stage == Stage::Ingest => {
                intake.reason().map_or(StageForecast::Holds, StageForecast::Runs)
            }
            Decision::TakeOver { .. } if follows && all => StageForecast::Follows,
            Decision::TakeOver { stale, .. } if stale || follows => StageForecast::Stale,
            Decision::TakeOver { .. } => StageForecast::Holds,
        };
        if verdict != StageForecast::Holds {
            self.moving.insert(stage);
        }
        self.done.extend(base.and_then(|run| run.record().stage(stage)).cloned());
        Ok(verdict)
    }
}
