//! How the program ends: the one place where what happened becomes an exit code. What the codes mean to scripts stands
//! in `model::Exit`, the ladder between 0 and 3 in `FailOn::fails`. What the face answers by itself ends with 0, and a
//! command line or a declaration that is wrong with 2.

use crate::check::Checked;
use crate::model::{Exit, Severity};
use crate::pipeline::FailOn;

use super::bundle::Bundled;
use super::doctor::{Diagnosis, Health};
use super::error::RunError;
use super::export::ExportError;
use super::gap::is_gap;
use super::lake::LakeError;
use super::monitor::{Alarm, Monitored};
use super::named::NamedError;
use super::shard::read::MadeShard;
use super::show::ShowError;
use super::trace::TraceError;
use super::what_if::WhatIfError;

/// The signal by which the machine ends a program.
const SIGTERM: usize = 15;

/// What happened, as far as it decides how the program ends.
#[derive(Debug, Clone, Copy)]
pub enum Ending<'e> {
    /// The inbox holds no file.
    EmptyInbox,
    /// A run was made, or an earlier one still stands.
    Run(DataState, RunStanding),
    /// Files were checked one by one.
    Check(DataState),
    /// Files were looked at, and whether one shows no table.
    Inspection {
        /// One shows no table.
        unread: bool,
    },
    /// A run was packed; a bundle that lacks something is there all the same.
    Bundle {
        /// Something is not as it was when the run was made.
        lacks: bool,
    },
    /// What is published was handed on, after what ends so by itself; what could not be delivered is published all
    /// the same.
    Delivery {
        /// How it would end.
        exit: Exit,
        /// Somebody did not get it.
        undelivered: bool,
    },
    /// The doctor has been here; warnings do not stop a run.
    Visit(Option<Health>),
    /// A monitor asked: it knows 0, 1 and 2 as calm, warning and critical.
    Monitor(Alarm),
    /// What was asked could not be done.
    Error(&'e RunError),
    /// No run could be told of.
    Named(&'e NamedError),
    /// A table could not be given.
    Export(&'e ExportError),
    /// Nothing could be shown.
    Show(&'e ShowError),
    /// What was supposed leads nowhere.
    WhatIf(&'e WhatIfError),
    /// Nothing could be traced.
    Trace(&'e TraceError),
}

/// What came of the data, and what the pipeline lets pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataState {
    /// From where on it counts as incomplete.
    pub fail_on: FailOn,
    /// Something is missing, unreadable or left out.
    pub gaps: bool,
    /// The worst finding.
    pub worst: Option<Severity>,
}

/// How a run stands beside its data; the first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStanding {
    /// No number could be read, so the last good run stays the latest.
    KeptLatest,
    /// Stages were run alone, and later ones are out of date.
    Stale,
    /// It read far less than what is published, which stays the latest.
    HeldBack,
    /// It is the latest.
    Published,
}

impl RunStanding {
    /// The first of these that holds, in their order.
    pub(super) fn of(holds: [bool; 3]) -> Self {
        let standings = [Self::KeptLatest, Self::Stale, Self::HeldBack];
        let first = standings.into_iter().zip(holds).find(|(_, holds)| *holds);
        first.map_or(Self::Published, |(standing, _)| standing)
    }
}

impl Ending<'_> {
    /// How the program ends.
    #[must_use]
    pub fn exit(self) -> Exit {
        match self {
            Self::EmptyInbox => Exit::NothingToDo,
            Self::Run(data, standing) => of_run(data, standing),
            Self::Check(data) => gaps(data.fails()),
            Self::Inspection { unread } => gaps(unread),
            Self::Bundle { lacks } => gaps(lacks),
            Self::Delivery { exit: Exit::Complete, undelivered } => gaps(undelivered),
            Self::Delivery { exit, .. } => exit,
            Self::Visit(Some(Health::Broken)) => Exit::Failed,
            Self::Visit(_) => Exit::Complete,
            Self::Monitor(alarm) => of_alarm(alarm),
            Self::Error(error) | Self::Named(NamedError::Run(error)) => of_error(error),
            Self::Named(NamedError::Unfound { .. })
            | Self::WhatIf(WhatIfError::Declaration(_) | WhatIfError::NoFile { .. }) => Exit::Usage,
            Self::Export(error) => match error {
                ExportError::Run(error) => Ending::Named(error).exit(),
                ExportError::NoTable { .. }
                | ExportError::TooManyRows { .. }
                | ExportError::LongText { .. } => Exit::Usage,
                ExportError::Gone { .. } | ExportError::Text(_) => Exit::Failed,
            },
            Self::Trace(error) => match error {
                TraceError::Show(error) => Ending::Show(error).exit(),
                _ => Exit::Usage,
            },
            Self::Show(error) => match error {
                ShowError::Run(error) => Ending::Named(error).exit(),
                ShowError::NotMade { .. }
                | ShowError::Unknown { .. }
                | ShowError::Several { .. } => Exit::Usage,
                ShowError::Gone { .. } => Exit::Failed,
            },
            Self::WhatIf(WhatIfError::Show(error)) => Ending::Show(error).exit(),
        }
    }
}

const fn of_run(data: DataState, standing: RunStanding) -> Exit {
    match standing {
        RunStanding::KeptLatest => Exit::Failed,
        RunStanding::Stale => Exit::Partial,
        RunStanding::HeldBack => Exit::Gaps,
        RunStanding::Published => gaps(data.fails()),
    }
}

/// The numbers are those of monitors; what they mean elsewhere is not meant.
const fn of_alarm(alarm: Alarm) -> Exit {
    match alarm {
        Alarm::Calm => Exit::Complete,
        Alarm::Warning => Exit::Failed,
        Alarm::Critical => Exit::Usage,
    }
}

const fn gaps(gaps: bool) -> Exit {
    if gaps { Exit::Gaps } else { Exit::Complete }
}

/// Of what is said of a lake: a folder without a run is a mistake in what was typed.
const fn of_lake(error: &LakeError) -> Exit {
    if matches!(error, LakeError::NoRun { .. }) { Exit::Usage } else { Exit::Failed }
}

const fn of_error(error: &RunError) -> Exit {
    match error {
        RunError::Lake(error) => of_lake(error),
        RunError::NoInbox { .. }
        | RunError::NoFile { .. }
        | RunError::NoTable { .. }
        | RunError::NoEngine { .. }
        | RunError::NotAnEngine { .. }
        | RunError::OtherEngine { .. }
        | RunError::NoEarlierRun { .. }
        | RunError::Spoiled { .. }
        | RunError::OtherProgram { .. }
        | RunError::NoClient { .. }
        | RunError::RankingName { .. }
        | RunError::Shard(_) => Exit::Usage,
        RunError::Locked { .. } => Exit::Locked,
        RunError::Stopped { signal: SIGTERM } => Exit::Terminated,
        RunError::Stopped { .. } => Exit::Interrupted,
        RunError::InboxGone { .. }
        | RunError::Inbox(_)
        | RunError::Unsettled { .. }
        | RunError::Reader(_)
        | RunError::Threads(_)
        | RunError::Signals(_)
        | RunError::Draft(_)
        | RunError::Store(_)
        | RunError::Table { .. }
        | RunError::Engine { .. }
        | RunError::Publish(_)
        | RunError::Fingerprint(_) => Exit::Failed,
    }
}

impl DataState {
    const fn fails(self) -> bool {
        self.fail_on.fails(self.gaps, self.worst)
    }
}

impl RunError {
    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        Ending::Error(self).exit()
    }

    /// Whether a run that ends so leaves a record: not where it was a mistake to begin it, or where it begins anew.
    #[must_use]
    pub fn leaves_record(&self) -> bool {
        matches!(self.exit(), Exit::Failed | Exit::Interrupted | Exit::Terminated)
            && !matches!(self, Self::Unsettled { .. })
    }
}

impl NamedError {
    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        Ending::Named(self).exit()
    }
}

impl ExportError {
    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        Ending::Export(self).exit()
    }
}

impl ShowError {
    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        Ending::Show(self).exit()
    }
}

impl WhatIfError {
    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        Ending::WhatIf(self).exit()
    }
}

impl TraceError {
    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        Ending::Trace(self).exit()
    }
}

impl Checked {
    /// How the check ends. One that found no number at all has checked nothing.
    #[must_use]
    pub fn exit(&self, fail_on: FailOn) -> Exit {
        let gaps = self.findings.iter().any(is_gap) || self.values == 0;
        let worst = self.findings.iter().map(|finding| finding.severity).max();
        Ending::Check(DataState { fail_on, gaps, worst }).exit()
    }
}

impl MadeShard {
    /// How reading ends.
    #[must_use]
    pub fn exit(&self, fail_on: FailOn) -> Exit {
        let gaps = self.findings.iter().any(is_gap);
        let worst = self.findings.iter().map(|finding| finding.severity).max();
        Ending::Check(DataState { fail_on, gaps, worst }).exit()
    }
}

impl Bundled {
    /// How packing ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        Ending::Bundle { lacks: !self.lacks.is_empty() }.exit()
    }
}

impl Monitored {
    /// How the answer to a monitor ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        Ending::Monitor(self.alarm()).exit()
    }
}

impl Diagnosis {
    /// How the visit of the doctor ends.
    #[must_use]
    pub fn exit(all: &[Self]) -> Exit {
        Ending::Visit(all.iter().map(|diagnosis| diagnosis.state).max()).exit()
    }
}
