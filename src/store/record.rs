//! `run.json`: what a run did, why, and with what result.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{DataCode, Lang, Stage};

use super::fingerprint::Fingerprint;

/// Raised when a field changes meaning; a newer record is refused, an older one is never reused.
pub(super) const SCHEMA: u32 = 2;

/// The record of a run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// Version of this layout.
    pub schema: u32,
    /// Id of the run; sorts by time.
    pub run: String,
    /// Version of the program.
    pub program: String,
    /// Name of the pipeline.
    pub pipeline: String,
    /// Reporting period.
    pub period: String,
    /// What was asked for.
    #[serde(default)]
    pub asked: Invocation,
    /// Fingerprint of the whole declaration.
    pub declaration: Fingerprint,
    /// The files of the declaration as they stand in the run, the pipeline file first; none in a run of a program that
    /// kept none.
    #[serde(default)]
    pub declared: Vec<Output>,
    /// The day that it tells of: the one that was named, else that of the clock in the province; empty in a run of a
    /// program that told of none.
    #[serde(default)]
    pub today: String,
    /// When the run began, UTC.
    pub started: String,
    /// When it ended, UTC.
    pub finished: String,
    /// Whether it became `latest`: every stage is up to date with the ones before it, and it is no trial.
    pub complete: bool,
    /// Whether it was only to see what would come of it: never `latest`, and nothing else goes on from it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub trial: bool,
    /// How the run ended.
    pub exit_code: u8,
    /// Why the exit code is not 0, one line a gap.
    pub gaps: Vec<String>,
    /// What ended the run before it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Why it is not published although it is complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_back: Option<HeldBack>,
    /// The files that were read.
    pub inputs: Vec<Input>,
    /// The stages, in order.
    pub stages: Vec<StageRecord>,
}

impl Record {
    /// Whether a run goes on from this one: a trial only where the same is tried again.
    #[must_use]
    pub fn is_ground_of(&self, tried: Option<&Invocation>) -> bool {
        let same = |now: &Invocation| now.set == self.asked.set && now.inbox == self.asked.inbox;
        !self.trial || tried.is_some_and(same)
    }

    /// An empty record of the current layout.
    #[must_use]
    pub fn new(
        run: &str,
        pipeline: &str,
        period: &str,
        asked: Invocation,
        declaration: Fingerprint,
    ) -> Self {
        Self {
            asked,
            error: None,
            schema: SCHEMA,
            run: run.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            pipeline: pipeline.to_owned(),
            period: period.to_owned(),
            declaration,
            declared: Vec::new(),
            today: String::new(),
            started: String::new(),
            finished: String::new(),
            complete: false,
            trial: false,
            exit_code: 0,
            gaps: Vec::new(),
            held_back: None,
            inputs: Vec::new(),
            stages: Vec::new(),
        }
    }

    /// All its files that do not tell of time: its declaration and what its stages made.
    pub fn outputs(&self) -> impl Iterator<Item = &Output> {
        self.declared.iter().chain(self.stages.iter().flat_map(|stage| &stage.outputs))
    }

    /// Whether it is one that `latest` may point to.
    #[must_use]
    pub const fn may_be_published(&self) -> bool {
        self.complete && self.held_back.is_none()
    }

    /// The files that were published, in order.
    pub fn published(&self) -> impl Iterator<Item = &Output> {
        let publish = self.stage(Stage::Publish);
        let outputs = publish.map_or(&[][..], |stage| &stage.outputs);
        outputs.iter().filter(|output| !output.is_table())
    }

    /// What is recorded of a stage.
    #[must_use]
    pub fn stage(&self, stage: Stage) -> Option<&StageRecord> {
        self.stages.iter().find(|record| record.stage == stage)
    }
}

/// A run that read far less than what is published: how much then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBack {
    /// The run that stays published.
    pub published: String,
    /// Files that could be used.
    pub files: [u64; 2],
    /// Lines of counts in them.
    pub lines: [u64; 2],
    /// Ids of the units that had figures and have none.
    pub units: Vec<String>,
    /// Files that could be used and are not there, or cannot be used.
    pub gone: Vec<String>,
}

/// What was asked for, in the words of the command line. Paths are those of the machine: a record is no artifact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Invocation {
    /// Which stages: `all`, `retry`, `from measure`, `only rank`.
    pub stages: String,
    /// Stages run even where nothing has changed.
    pub force: bool,
    /// Folder of the submissions, where it is not the declared one.
    pub inbox: Option<PathBuf>,
    /// Folder of the results, where it is not the declared one.
    pub output: Option<PathBuf>,
    /// Keys of the declaration that were set for this run, as typed: `key=value`.
    pub set: Vec<String>,
    /// It was to be published however little it read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub accept_fewer: bool,
}

/// A file of the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Path relative to the inbox.
    pub file: String,
    /// Of its bytes.
    pub blake3: Fingerprint,
}

/// A file of a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Output {
    /// Path relative to the run.
    pub file: String,
    /// Of its bytes.
    pub sha256: String,
    /// Of what it was made from, where that is kept of each file: a form that goes back, or the workbook of a district,
    /// is made again only where this is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_from: Option<Fingerprint>,
    /// What its sheets bear for the data they are made from, where it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<DataCode>,
}

impl Output {
    /// A file of these bytes.
    #[must_use]
    pub fn new(file: &str, sha256: String) -> Self {
        Self { file: file.to_owned(), sha256, made_from: None, code: None }
    }

    /// Whether it is a table for programs, which is handed on to nobody.
    #[must_use]
    pub fn is_table(&self) -> bool {
        self.file.starts_with("data/")
    }

    /// Whether both are the same file.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.file == other.file && self.sha256 == other.sha256
    }
}

/// What a stage did.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StageRecord {
    /// The stage.
    pub stage: Stage,
    /// Why it ran; `None` where the outputs of an earlier run were taken over.
    pub reason: Option<Reason>,
    /// Whether what it was made from has changed since.
    pub stale: bool,
    /// Run in which its outputs were made.
    pub made_in: String,
    /// Of everything it was made from.
    pub input: Fingerprint,
    /// Of the part of the declaration it reads.
    pub declaration: Fingerprint,
    /// Of the program that made it.
    #[serde(default)]
    pub program: Fingerprint,
    /// Of all that reading goes by but for the further names of units: of those it is known which file asked for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Fingerprint>,
    /// The day that it tells of, where it tells of one: that of a plan of inspection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// Rows of its main table.
    pub rows: usize,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Its files.
    pub outputs: Vec<Output>,
    /// The files it worked on, and why each: files of the inbox, and the forms that `publish` gives back. What is not
    /// named here was kept from an earlier run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRead>,
}

/// A file that a stage worked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRead {
    /// Path relative to the inbox, or to the run where it is a form.
    pub file: String,
    /// Why it was worked on.
    pub reason: Reason,
}

/// Why a stage ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There is no earlier run.
    NeverRun,
    /// What it reads has changed.
    InputChanged,
    /// The part of the declaration it reads has changed.
    DeclarationChanged,
    /// Another program made it.
    ProgramChanged,
    /// A file of the earlier run is gone.
    OutputMissing,
    /// A file of the earlier run is not what was written.
    OutputChanged,
    /// It was asked for.
    Asked,
    /// It tells of a day, which is another one now.
    NewDay,
}

impl Reason {
    /// What an analyst reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.said(Lang::Vi)
    }

    /// The same in a language.
    #[must_use]
    pub const fn said(self, lang: Lang) -> &'static str {
        match self {
            Self::NeverRun => lang.pick("chưa chạy lần nào", "never run"),
            Self::InputChanged => lang.pick("dữ liệu vào thay đổi", "input changed"),
            Self::DeclarationChanged => lang.pick("khai báo thay đổi", "declaration changed"),
            Self::ProgramChanged => lang.pick("chương trình thay đổi", "program changed"),
            Self::OutputMissing => lang.pick("thiếu kết quả cũ", "output missing"),
            Self::OutputChanged => lang.pick("kết quả cũ bị sửa", "output changed"),
            Self::Asked => lang.pick("được yêu cầu", "asked"),
            Self::NewDay => lang.pick("sang ngày mới", "a new day"),
        }
    }
}
