//! Which stages have to run, which files have to be read, and why: one predicate a reason, asked in order.

use rayon::prelude::*;

use crate::model::Stage;
use crate::run::error::RunError;
use crate::run::request::{Request, Select};
use crate::store::{Output, Reason, Run, StageRecord, Verified};

use super::program::program;
use super::stage_inputs::MadeFrom;

/// What is done about a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::run) enum Decision {
    /// It runs.
    Run(Reason),
    /// The files of an earlier run are taken over.
    TakeOver {
        /// What they were made from has changed: they would come out differently now.
        stale: bool,
        /// They were found whole.
        verified: bool,
    },
}

/// Decides about one stage; `base` is the newest run that has done it.
pub(in crate::run) fn decide(
    request: &Request,
    base: Option<&Run>,
    stage: Stage,
    made: &MadeFrom,
) -> Result<Decision, RunError> {
    let named = request.select.names(stage);
    let all = matches!(request.select, Select::All | Select::Retry);
    let asked = named || (request.force && all);
    let now =
        StageNow { base, record: base.and_then(|run| run.record().stage(stage)), made, asked };
    match (request.select, now.reason()) {
        (_, Some(reason)) if named || all => Ok(Decision::Run(reason)),
        (_, Some(Reason::NeverRun)) => Err(RunError::NoEarlierRun { stage }),
        (_, Some(Reason::ProgramChanged)) => Err(RunError::OtherProgram { stage }),
        // Stages before the named one are the state it goes on from, whatever has changed outside since; but
        // one that was made from other files than those beside it is out of date.
        (Select::From(first) | Select::Only(first), Some(reason)) => {
            let mixed = stage > Stage::Ingest && reason == Reason::InputChanged;
            Ok(Decision::TakeOver { stale: stage > first || mixed, verified: false })
        }
        (_, reason) => Ok(Decision::TakeOver { stale: reason.is_some(), verified: true }),
    }
}

/// A reason for a stage, and whether it holds.
type StageReason = (Reason, fn(&StageNow<'_>) -> bool);
/// A reason for a file, and whether it holds.
type FileReason = (Reason, fn(&FileNow<'_>) -> bool);

/// A stage as it would be made now, beside what there is of it.
struct StageNow<'a> {
    base: Option<&'a Run>,
    record: Option<&'a StageRecord>,
    made: &'a MadeFrom,
    asked: bool,
}

/// The reasons for a stage, the one that explains most first.
const OF_STAGES: [StageReason; 8] = [
    (Reason::NeverRun, |now| now.record.is_none()),
    (Reason::Asked, |now| now.asked),
    (Reason::ProgramChanged, |now| now.differs(|record| record.program != program())),
    (Reason::DeclarationChanged, |now| {
        now.differs(|record| record.declaration != now.made.declaration)
    }),
    (Reason::InputChanged, |now| now.differs(|record| record.input != now.made.input)),
    (Reason::NewDay, |now| now.differs(|record| record.day != now.made.day)),
    (Reason::OutputMissing, |now| now.has_output(Run::misses)),
    (Reason::OutputChanged, |now| {
        now.has_output(|run, output| run.verify(output) != Verified::Whole)
    }),
];

impl StageNow<'_> {
    /// Why the stage would have to run; `None` where its files are still right.
    fn reason(&self) -> Option<Reason> {
        OF_STAGES.iter().find(|(_, holds)| holds(self)).map(|(reason, _)| *reason)
    }

    fn differs(&self, differs: impl Fn(&StageRecord) -> bool) -> bool {
        self.record.is_some_and(differs)
    }

    fn has_output(&self, is: impl Fn(&Run, &Output) -> bool + Sync) -> bool {
        let outputs = self.record.map_or(&[][..], |record| &record.outputs);
        self.base.is_some_and(|run| outputs.par_iter().any(|output| is(run, output)))
    }
}

/// A file of the inbox beside what a stage keeps of it.
pub(in crate::run) struct FileNow<'a> {
    /// Why nothing that is kept can be used.
    pub(in crate::run) nothing_kept: Option<Reason>,
    /// The fingerprint of what the stage read of it; `None` where it never did.
    pub(in crate::run) read: Option<&'a str>,
    /// The same as it is now.
    pub(in crate::run) input: &'a str,
    /// A name that it asked for was added or taken away.
    pub(in crate::run) concerned: bool,
    /// Reading it again was asked for.
    pub(in crate::run) asked: bool,
}

/// The reasons for a file.
const OF_FILES: [FileReason; 7] = [
    (Reason::Asked, |now| now.asked),
    (Reason::ProgramChanged, |now| now.nothing_kept == Some(Reason::ProgramChanged)),
    (Reason::OutputMissing, |now| now.nothing_kept == Some(Reason::OutputMissing)),
    (Reason::OutputChanged, |now| now.nothing_kept == Some(Reason::OutputChanged)),
    (Reason::NeverRun, |now| now.nothing_kept.is_none() && now.read.is_none()),
    (Reason::InputChanged, |now| now.read.is_some_and(|read| read != now.input)),
    (Reason::DeclarationChanged, |now| {
        now.concerned || now.nothing_kept == Some(Reason::DeclarationChanged)
    }),
];

impl FileNow<'_> {
    /// Why the file has to be read; `None` where what is kept of it still holds.
    pub(in crate::run) fn reason(&self) -> Option<Reason> {
        let found = OF_FILES.iter().find(|(_, holds)| holds(self)).map(|(reason, _)| *reason);
        found.or(self.nothing_kept)
    }
}
