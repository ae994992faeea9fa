//! What the doctor can find, and how grave each finding is.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::model::{Period, RelativePeriod, Sentence};
use crate::pipeline::{PlanDoubt, Vintage};
use crate::run::doubts::Doubt;
use crate::store::{HeldBack, Holder};

/// What was looked at and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// How it stands.
    pub state: Health,
    /// What was found.
    pub fact: Fact,
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// As it should be.
    Good,
    /// A run can be made; somebody should look at it.
    Warning,
    /// The next run would fail, or not be seen.
    Broken,
}

impl Health {
    /// All of them, the best first.
    pub const ALL: [Self; 3] = [Self::Good, Self::Warning, Self::Broken];

    /// The word in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Broken => "broken",
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The declaration has no fault; so many files.
    Declared(usize),
    /// There is no inbox.
    InboxMissing(PathBuf),
    /// The inbox cannot be listed.
    InboxClosed(PathBuf, Sentence),
    /// Nothing lies in the inbox.
    InboxEmpty(PathBuf),
    /// Something listens where the engine apart should, at this address.
    Engine(String),
    /// Nothing does: the address, and why.
    EngineSilent(String, Sentence),
    /// This program cannot ask the engine for what is declared: why, and what to do.
    EngineBarred(Sentence, Sentence),
    /// Some files of the inbox cannot be opened.
    InboxPartly(PathBuf, Vec<String>),
    /// So many files can be read.
    Inbox(PathBuf, usize),
    /// Nothing can be written where runs are kept.
    OutputBlocked(PathBuf, String),
    /// The file system knows no symbolic links: `latest` cannot be made.
    OutputWithoutLinks(PathBuf),
    /// The file system knows no hard links: unchanged files are copied.
    OutputWithoutHardLinks(PathBuf),
    /// What is made there nobody but this user can read.
    OutputPrivate(PathBuf),
    /// The declaration leaves something unsaid.
    Doubtful(Doubt),
    /// A plan of inspection that leaves something in doubt: its name, and what.
    PlanDoubtful(String, PlanDoubt),
    /// So many get what is published, and these have not got it.
    Deliveries(usize, Vec<String>),
    /// Runs can be kept there.
    Output(PathBuf),
    /// Bytes that are free, and bytes that a run takes.
    Room(u64, u64),
    /// So many files can still be made.
    RoomForFiles(u64),
    /// The file system does not say how much is free.
    RoomUnknown(String),
    /// No run is going on.
    LockFree,
    /// A run is going on.
    LockHeld(Holder),
    /// The lock cannot be taken.
    LockBlocked(Sentence),
    /// The period, by the word that moves on with the calendar.
    Period(Period, RelativePeriod),
    /// When somebody last looked.
    Looked(Timestamp),
    /// The start of this moment never ended.
    CutOff(Timestamp),
    /// The schedule fell due at this moment, and was last followed at that.
    Missed(Timestamp, Timestamp),
    /// What is installed here is what is declared.
    Installed(String),
    /// What is installed at a place is not what is declared: what stands there, and what should.
    InstalledOtherwise {
        /// Where.
        place: String,
        /// What stands there.
        found: String,
        /// What should.
        declared: String,
    },
    /// It is installed here, and no schedule is declared.
    InstalledUndeclared(String),
    /// A schedule is declared, and no scheduler that this user may see was given it.
    NotInstalled,
    /// The clock is before what has happened already: now, and that.
    ClockBehind(Timestamp, Timestamp),
    /// The clock can be right.
    Clock(Timestamp),
    /// No schedule is declared.
    NoSchedule,
    /// The machine does not know the declared zone.
    ZoneUnknown(String),
    /// The machine goes by another time than the declared zone.
    ZoneOther(String, String),
    /// The machine goes by the time of the declared zone.
    Zone(String),
    /// Units of the period, and of which time the register is.
    Register(usize, Vintage),
    /// What killed runs left.
    Leftovers(Vec<PathBuf>),
    /// Nothing was left.
    NoLeftovers,
    /// No run has been made.
    NoRun,
    /// The runs cannot be read.
    RunsClosed(Sentence),
    /// A run, and its files that are missing or changed.
    RunSpoiled(String, Vec<String>),
    /// A run all of whose files are as they were written, its exit code, and whether it is the latest.
    Run(String, u8, bool),
    /// Complete runs are there, and `latest` points to none.
    LatestLost(String),
    /// A run read far less than what is published and waits for somebody to say that this is right.
    RunHeldBack(String, HeldBack),
}

impl Fact {
    /// What it is about, as a word in JSON.
    #[must_use]
    pub const fn about(&self) -> &'static str {
        match self {
            Self::Declared(_) | Self::Doubtful(_) => "declaration",
            Self::PlanDoubtful(..) => "inspection",
            Self::Period(..) => "period",
            Self::Installed(_)
            | Self::InstalledOtherwise { .. }
            | Self::InstalledUndeclared(_)
            | Self::NotInstalled => "schedule",
            Self::Engine(_) | Self::EngineSilent(..) | Self::EngineBarred(..) => "engine",
            Self::Looked(_) | Self::CutOff(_) | Self::Missed(..) => "job",
            Self::Deliveries(..) => "deliveries",
            Self::InboxMissing(_)
            | Self::InboxClosed(..)
            | Self::InboxEmpty(_)
            | Self::InboxPartly(..)
            | Self::Inbox(..) => "inbox",
            Self::OutputBlocked(..)
            | Self::OutputWithoutLinks(_)
            | Self::OutputWithoutHardLinks(_)
            | Self::OutputPrivate(_)
            | Self::Output(_) => "output",
            Self::Room(..) | Self::RoomForFiles(_) | Self::RoomUnknown(_) => "disk",
            Self::LockFree | Self::LockHeld(_) | Self::LockBlocked(_) => "lock",
            Self::ClockBehind(..) | Self::Clock(_) => "clock",
            Self::NoSchedule | Self::ZoneUnknown(_) | Self::ZoneOther(..) | Self::Zone(_) => "zone",
            Self::Register(..) => "register",
            Self::Leftovers(_) | Self::NoLeftovers => "leftovers",
            Self::NoRun
            | Self::RunsClosed(_)
            | Self::RunSpoiled(..)
            | Self::Run(..)
            | Self::LatestLost(_)
            | Self::RunHeldBack(..) => "last_run",
        }
    }
}

pub(super) const fn good(fact: Fact) -> Diagnosis {
    Diagnosis { state: Health::Good, fact }
}

pub(super) const fn warning(fact: Fact) -> Diagnosis {
    Diagnosis { state: Health::Warning, fact }
}

pub(super) const fn broken(fact: Fact) -> Diagnosis {
    Diagnosis { state: Health::Broken, fact }
}
