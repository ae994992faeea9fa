//! How a run ended, as data.

use std::fmt;
use std::path::PathBuf;

use crate::model::{Action, Code, Exit, Finding, Sentence, Severity, Stage, Status};
use crate::pipeline::{FailOn, Pipeline};
use crate::store::{Folder, Inbox, Output, Record, Run};
use crate::table::{Findings, Submissions};

/// Something that is not in the published figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The finding about it.
    pub finding: Finding,
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.finding.place.to_string();
        let code = self.finding.code;
        if place.is_empty() {
            write!(f, "{code} {}", self.finding.message)
        } else {
            write!(f, "{code} {place}: {}", self.finding.message)
        }
    }
}

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
    pub failed: Vec<String>,
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
    /// Number of findings by severity, from harmless to fatal.
    pub findings: [usize; 4],
    /// Numbers accepted.
    pub values: usize,
    /// Files in the inbox.
    pub files: usize,
    /// Stages that ran, with rows and seconds.
    pub stages: Vec<(Stage, usize, f64)>,
    /// Nothing was read, so `latest` still points to the good run before.
    pub kept_latest: bool,
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
            findings: [0; 4],
            values: 0,
            files: 0,
            stages: Vec::new(),
            kept_latest: false,
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
        Self::empty(Exit::NothingToDo, Some(message))
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
        self.kept_latest = self.values == 0 && !base.record().complete;
        if self.kept_latest {
            self.exit = Exit::Failed;
        }
        self.published(folder, base);
        self
    }

    pub(super) fn new(
        findings: &Findings,
        submissions: &Submissions,
        record: &Record,
        pipeline: &Pipeline,
    ) -> Self {
        let gaps: Vec<Gap> = findings
            .iter()
            .filter(|finding| is_gap(finding))
            .map(|finding| Gap { finding: finding.clone() })
            .collect();
        let unusable = submissions.rows.iter().any(|row| row.status.is_gap());
        let exit = exit(pipeline.fail_on, unusable || !gaps.is_empty(), findings);
        let mut outcome = Self::empty(exit, None);
        outcome.gaps = gaps;
        for finding in findings.iter() {
            outcome.findings[finding.severity as usize] += 1;
        }
        let used = submissions.rows.iter().filter(|row| row.status != Status::Superseded);
        outcome.values = used.map(|row| row.values as usize).sum();
        outcome.files = record.inputs.len();
        let ran = record.stages.iter().filter(|stage| stage.reason.is_some());
        outcome.stages = ran.map(|stage| (stage.stage, stage.rows, stage.seconds)).collect();
        outcome
    }

    pub(super) fn published(&mut self, folder: &Folder, run: &Run) {
        let home = if run.record().complete { folder.latest_path() } else { run.path().to_owned() };
        let publish = run.record().stage(Stage::Publish);
        let outputs = publish.into_iter().flat_map(|stage| &stage.outputs);
        let (returned, workbooks) = outputs.partition(|output| output.file.contains('/'));
        let paths =
            |outputs: Vec<&Output>| outputs.iter().map(|output| home.join(&output.file)).collect();
        (self.workbooks, self.returned) = (paths(workbooks), paths(returned));
        self.run = Some(run.path().to_owned());
    }
}

/// Data that is missing, unreadable or left out. A column that the form does not know is no gap.
#[must_use]
pub fn is_gap(finding: &Finding) -> bool {
    let missing = matches!(finding.code, Code::SubmissionMissing | Code::UnitMissing);
    let left_out = finding.action == Action::LeftOut && finding.severity >= Severity::Error;
    missing || left_out
}

fn exit(fail_on: FailOn, gaps: bool, findings: &Findings) -> Exit {
    let fails = match fail_on {
        FailOn::Never => false,
        FailOn::Gaps => gaps,
        FailOn::Error => gaps || findings.at_least(Severity::Error) > 0,
        FailOn::Warning => gaps || findings.at_least(Severity::Warning) > 0,
    };
    if fails { Exit::Gaps } else { Exit::Complete }
}
