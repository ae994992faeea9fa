//! Files that a stage makes one by one, for many units: each as the run before left it, as long as it would be made the
//! same now.

use crate::model::Stage;
use crate::run::again::decide::FileNow;
use crate::run::again::declaration::DeclarationPrints;
use crate::run::again::program::program;
use crate::store::{Fingerprint, Output, Reason, Run, StageRecord, Verified};

/// The published files of the run that a run goes on from.
#[derive(Clone, Copy)]
pub(super) struct KeptFiles<'a> {
    base: Option<&'a Run>,
    /// Why none of them can be used.
    nothing: Option<Reason>,
    /// Making every file again was asked for.
    asked: bool,
}

/// A file before it is made.
pub(super) enum FileState<'a> {
    /// The run before left it as it would be made now.
    Holds(&'a Run, Output),
    /// It is to be made, and why.
    ToMake(Reason),
}

impl<'a> KeptFiles<'a> {
    pub(super) fn of(base: Option<&'a Run>, prints: &DeclarationPrints, asked: bool) -> Self {
        let record = base.and_then(|run| run.record().stage(Stage::Publish));
        let nothing = record.map_or(Some(Reason::NeverRun), |record| nothing_of(record, prints));
        Self { base, nothing, asked }
    }

    /// The run itself.
    pub(super) const fn run(&self) -> Option<&'a Run> {
        self.base
    }

    /// A file that would be made from `input` now.
    pub(super) fn state(&self, file: &str, input: &Fingerprint) -> FileState<'a> {
        let before = self.base.and_then(|run| Some((run, run.record().stage(Stage::Publish)?)));
        let before = before.and_then(|(run, record)| {
            Some((run, record.outputs.iter().find(|output| output.file == file)?))
        });
        let now = FileNow {
            nothing_kept: self.nothing,
            read: before.and_then(|(_, output)| Some(output.made_from.as_ref()?.as_str())),
            input: input.as_str(),
            concerned: false,
            asked: self.asked,
        };
        match (now.reason(), before) {
            (Some(reason), _) => FileState::ToMake(reason),
            (None, None) => FileState::ToMake(Reason::NeverRun),
            (None, Some((run, output))) => match run.verify(output) {
                Verified::Whole => FileState::Holds(run, output.clone()),
                Verified::Changed => FileState::ToMake(Reason::OutputChanged),
                Verified::Missing => FileState::ToMake(Reason::OutputMissing),
            },
        }
    }
}

/// Why no file of a run can be used.
fn nothing_of(record: &StageRecord, prints: &DeclarationPrints) -> Option<Reason> {
    if record.program == program() {
        let other = record.declaration != *prints.stage(Stage::Publish);
        other.then_some(Reason::DeclarationChanged)
    } else {
        Some(Reason::ProgramChanged)
    }
}
