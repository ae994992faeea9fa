//! How a run ended, as data.

use std::path::PathBuf;

use crate::model::{DataCode, Exit, Finding, Findings, Sentence, Severity, Stage, Submissions};
use crate::pipeline::Pipeline;
use crate::store::{Folder, HeldBack, Inbox, Output, Record, Run, is_private};
use crate::table::Headline;

use super::code::data_code;
use super::deliver::handed_on::HandedOn;
use super::doubts::Doubt;
use super::exit::{DataState, Ending, RunStanding};
use super::gap::{Gap, is_gap};

/// A run that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Its period.
    pub period: String,
    /// Its id.
    pub run: String,
}

/// What retention did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pruned {
    /// The runs that are gone, by period and age.
    pub removed: Vec<Removed>,
    /// What the disk refused, with its place.
    pub failed: Vec<Sentence>,
}

/// A run that was only tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The run that is published beside it, if one is.
    pub published: Option<String>,
}

impl Trial {
    pub(super) fn beside(latest: Option<&Run>) -> Self {
        Self { published: latest.map(|run| run.record().run.clone()) }
    }
}

/// How a run ended.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How the program ends.
    pub exit: Exit,
    /// Folder of the run; `None` where none was made.
    pub run: Option<PathBuf>,
    /// Published workbooks.
    pub workbooks: Vec<PathBuf>,
    /// What units get back, a workbook each.
    pub returned: Vec<PathBuf>,
    /// What is missing, unreadable or left out.
    pub gaps: Vec<Gap>,
    /// Everything that was found, in the order of the table.
    pub findings: Vec<Finding>,
    /// Numbers accepted.
    pub values: usize,
    /// Files in the inbox.
    pub files: usize,
    /// Stages that ran, with rows and seconds.
    pub stages: Vec<(Stage, usize, f64)>,
    /// Nothing was read, so `latest` still points to the good run before.
    pub kept_latest: bool,
    /// It is a trial: what is published is what it was.
    pub trial: Option<Trial>,
    /// Something came of it that nobody has been told yet.
    pub news: bool,
    /// The figures of the whole province; `None` where the stages of the run do not belong together, or what stands is of
    /// an earlier run.
    pub headline: Option<Headline>,
    /// What the published sheets bear for the data they are made from.
    pub code: Option<DataCode>,
    /// Nobody but the user of the program can read what was made.
    pub private: bool,
    /// It read far less than what is published, which stays so.
    pub held_back: Option<HeldBack>,
    /// What the pipeline leaves unsaid.
    pub doubts: Vec<Doubt>,
    /// To whom what is published was handed on, or could not be.
    pub handed: Vec<HandedOn>,
    /// What retention removed, and what it could not.
    pub pruned: Pruned,
    /// One line for the person who started the run where there is nothing to list.
    pub message: Option<Sentence>,
}

impl Outcome {
    fn empty(exit: Exit, message: Option<Sentence>) -> Self {
        Self {
            exit,
            run: None,
            workbooks: Vec::new(),
            returned: Vec::new(),
            gaps: Vec::new(),
            findings: Vec::new(),
            values: 0,
            files: 0,
            stages: Vec::new(),
            kept_latest: false,
            trial: None,
            news: true,
            headline: None,
            code: None,
            private: false,
            held_back: None,
            doubts: Vec::new(),
            handed: Vec::new(),
            pruned: Pruned::default(),
            message,
        }
    }

    pub(super) fn nothing_to_do(inbox: &Inbox) -> Self {
        let root = inbox.root().display();
        let message = Sentence::new(
            format!("{root}: thư mục nhận báo cáo chưa có tệp nào"),
            format!("{root}: the inbox holds no file yet"),
        );
        Self::empty(Ending::EmptyInbox.exit(), Some(message))
    }

    /// What an earlier run said, said again because nothing is new.
    pub(super) fn unchanged(mut self, folder: &Folder, base: &Run, retried: bool) -> Self {
        self.stages.clear();
        self.message = Some(if retried {
            Sentence::new(
                "lượt chạy trước không có gì hỏng để chạy lại; kết quả giữ nguyên",
                "nothing failed in the last run that could be tried again; its results stand",
            )
        } else {
            Sentence::new(
                "không có gì mới so với lượt chạy trước; kết quả giữ nguyên",
                "nothing new since the last run; its results stand",
            )
        });
        self.published(folder, base);
        self
    }

    pub(super) fn new(
        findings: &Findings,
        submissions: &Submissions,
        record: &Record,
        pipeline: &Pipeline,
        standing: RunStanding,
    ) -> Self {
        let gaps: Vec<Gap> = findings
            .iter()
            .filter(|finding| is_gap(finding))
            .map(|finding| Gap { finding: finding.clone() })
            .collect();
        let unusable = submissions.rows.iter().any(|row| row.status.is_gap());
        let worst = findings.iter().map(|finding| finding.severity).max();
        let lacks = unusable || !gaps.is_empty();
        let data = DataState { fail_on: pipeline.fail_on, gaps: lacks, worst };
        let mut outcome = Self::empty(Ending::Run(data, standing).exit(), None);
        outcome.gaps = gaps;
        outcome.kept_latest = standing == RunStanding::KeptLatest;
        outcome.doubts = Doubt::of(pipeline, submissions);
        outcome.findings = findings.iter().cloned().collect();
        outcome.values = numbers_of(submissions);
        outcome.files = record.inputs.len();
        let ran = record.stages.iter().filter(|stage| stage.reason.is_some());
        outcome.stages = ran.map(|stage| (stage.stage, stage.rows, stage.seconds)).collect();
        outcome
    }

    /// With the figures of the whole province, where a run stands for any.
    pub(super) fn told_of(self, headline: Option<Headline>, record: &Record) -> Self {
        Self { headline, code: data_code(record), ..self }
    }

    /// How many findings have a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    pub(super) fn published(&mut self, folder: &Folder, run: &Run) {
        let is_latest = run.record().may_be_published() && self.held_back.is_none();
        let home = if is_latest { folder.latest_path() } else { run.path().to_owned() };
        let (returned, workbooks) =
            run.record().published().partition(|output| output.file.contains('/'));
        let paths =
            |outputs: Vec<&Output>| outputs.iter().map(|output| home.join(&output.file)).collect();
        (self.workbooks, self.returned) = (paths(workbooks), paths(returned));
        // What was made before was told then.
        let mut made =
            std::iter::once(run.path()).chain(self.workbooks.iter().map(PathBuf::as_path));
        self.private = !self.stages.is_empty() && made.any(is_private);
        self.run = Some(run.path().to_owned());
    }
}

/// How many numbers of the forms that count were accepted.
pub(super) fn numbers_of(submissions: &Submissions) -> usize {
    let used = submissions.rows.iter().filter(|row| row.status.is_used());
    used.map(|row| row.values as usize).sum()
}
