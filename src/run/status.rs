//! The register of submissions as the newest run left it, what came into the inbox since, and the last runs. Reads
//! only: no lock is taken and nothing is changed.

use std::collections::BTreeMap;

use crate::model::{DataCode, Findings, Stage, Status, SubmissionRow, Submissions};
use crate::pipeline::Pipeline;
use crate::store::{Fingerprint, HeldBack, Input, Record, Run};
use crate::table::{Artifact, Headline, Metrics, Ratios};

use super::again::declaration::DeclarationPrints;
use super::again::earlier_runs::EarlierRuns;
use super::again::inbox::inputs_of;
use super::code::data_code;
use super::error::RunError;
use super::folder::{folder_of, inbox_of};
use super::request::StopSignal;
use super::watch::JobWatch;

/// Runs that are shown.
const MOST_RUNS: usize = 5;

/// How a period stands.
#[derive(Debug, Clone)]
pub struct Situation {
    /// Who sent what, by the newest run; empty before any run.
    pub submissions: Submissions,
    /// The run that this is told by: the newest that checked what it read.
    pub register: Option<Record>,
    /// The last runs, newest first.
    pub runs: Vec<Record>,
    /// Id of the run whose results are published.
    pub latest: Option<String>,
    /// The figures that are published; `None` where none are, or they cannot be read.
    pub headline: Option<Headline>,
    /// What the published sheets bear for the data they are made from.
    pub code: Option<DataCode>,
    /// Why the newest run is not, if it was held back.
    pub held_back: Option<HeldBack>,
    /// What lies in the inbox, against what the newest run read; `None` where there is no inbox.
    pub inbox: Option<Arrivals>,
    /// When the job last looked, and whether it should have.
    pub watch: JobWatch,
    /// What is declared now is not what the newest run read and checked by.
    pub redeclared: bool,
}

/// The files of the inbox against those that a run read, each in the order of names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrivals {
    /// Files that the run did not read.
    pub new: Vec<String>,
    /// Files that are not what the run read.
    pub changed: Vec<String>,
    /// Files that the run read and that are no longer there.
    pub gone: Vec<String>,
    /// How many files are as they were.
    pub same: usize,
}

/// What a register amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubmissionTally {
    /// Forms that are owed.
    pub expected: usize,
    /// Forms that were received and are used.
    pub received: usize,
    /// Forms that nobody sent.
    pub missing: usize,
    /// Files of which nothing can be used.
    pub unusable: usize,
    /// Forms that came after their deadline.
    pub late: usize,
}

impl Situation {
    /// The run that the register is of.
    #[must_use]
    pub fn newest(&self) -> Option<&Record> {
        self.register.as_ref()
    }

    /// The register was made of other files than the newest run read.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.newest().and_then(|run| run.stage(Stage::Validate)).is_some_and(|stage| stage.stale)
    }

    /// The sums of the register.
    #[must_use]
    pub fn tally(&self) -> SubmissionTally {
        let owed = self.submissions.owed();
        let count = |is: fn(&SubmissionRow) -> bool| {
            self.submissions.rows.iter().filter(|row| is(row)).count()
        };
        SubmissionTally {
            expected: owed.len(),
            received: owed.values().filter(|received| **received).count(),
            missing: count(|row| row.status == Status::Missing),
            unusable: self.submissions.unusable(),
            late: count(is_late),
        }
    }
}

fn is_late(row: &SubmissionRow) -> bool {
    row.status == Status::Late
}

impl Arrivals {
    /// Nothing came, went or changed.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }

    pub(super) fn between(now: &[Input], then: &[Input]) -> Self {
        let read: BTreeMap<&str, &Fingerprint> =
            then.iter().map(|input| (input.file.as_str(), &input.blake3)).collect();
        let mut arrivals = Self::default();
        for Input { file, blake3 } in now {
            match read.get(file.as_str()) {
                None => arrivals.new.push(file.clone()),
                Some(then) if *then != blake3 => arrivals.changed.push(file.clone()),
                Some(_) => arrivals.same += 1,
            }
        }
        let gone = then.iter().filter(|input| now.iter().all(|now| now.file != input.file));
        arrivals.gone = gone.map(|input| input.file.clone()).collect();
        arrivals
    }
}

/// How the period of a pipeline stands.
///
/// # Errors
/// There is neither an inbox nor a run, or what a run left cannot be read.
pub fn status(pipeline: &Pipeline) -> Result<Situation, RunError> {
    let folder = folder_of(pipeline);
    let runs = folder.last(MOST_RUNS)?;
    let published = folder.latest()?;
    let latest = published.as_ref().map(|run| run.record().run.clone());
    let code = published.as_ref().and_then(|run| data_code(run.record()));
    // What was spoiled, or is of another program, is told by the doctor.
    let headline = published.and_then(|run| headline(&run, pipeline).ok());
    let earlier_runs = EarlierRuns::of(&folder, None)?;
    let held_back = folder.held_back()?;
    // A run that was cut off may have read files and not yet checked them.
    let newest = earlier_runs.of_stage(Stage::Validate);
    let mut inbox = inbox_of(pipeline);
    let inbox = match inputs_of(&mut inbox, pipeline.limits.file, &StopSignal::default()) {
        Ok(now) => {
            let then = newest.map_or(&[][..], |run| &run.record().inputs);
            Some(Arrivals::between(&now, then))
        }
        // What was read before can still be told.
        Err(RunError::NoInbox { .. }) if newest.is_some() => None,
        Err(error) => return Err(error),
    };
    let submissions = newest.map_or_else(|| Ok(Submissions::default()), register)?;
    let redeclared = newest.map_or(Ok(false), |run| redeclared(run, pipeline))?;
    let runs = runs.iter().map(|run| run.record().clone()).collect();
    let earnest = folder.newest_in_earnest()?;
    let watch = JobWatch::of(pipeline, earnest.as_ref().map(Run::record));
    let register = newest.map(|run| run.record().clone());
    Ok(Situation {
        submissions,
        register,
        runs,
        latest,
        headline,
        code,
        held_back,
        inbox,
        watch,
        redeclared,
    })
}

fn register(run: &Run) -> Result<Submissions, RunError> {
    let frame = run.table(Submissions::NAME)?;
    Ok(Submissions::from_frame(&frame).map_err(run.at_table(Submissions::NAME))?)
}

/// The figures of the whole province of a run.
fn headline(run: &Run, pipeline: &Pipeline) -> Result<Headline, RunError> {
    let (findings, metrics) = (run.table(Findings::NAME)?, run.table(Metrics::NAME)?);
    let findings = Findings::from_frame(&findings).map_err(run.at_table(Findings::NAME))?;
    let ratios = Ratios::of(&metrics, pipeline).map_err(run.at_table(Metrics::NAME))?;
    Ok(Headline::of(&ratios, &register(run)?, &findings, pipeline))
}

/// Whether reading or checking would go by another declaration now.
fn redeclared(run: &Run, pipeline: &Pipeline) -> Result<bool, RunError> {
    let prints = DeclarationPrints::of(pipeline)?;
    for stage in [Stage::Ingest, Stage::Validate] {
        let now = prints.stage(stage);
        if run.record().stage(stage).is_some_and(|then| then.declaration != *now) {
            return Ok(true);
        }
    }
    Ok(false)
}
