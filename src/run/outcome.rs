//! How a run ended, as data.

use std::path::PathBuf;

use crate::model::{Exit, Finding, Sentence, Severity, Stage, Status};
use crate::pipeline::Pipeline;
use crate::store::{Folder, Inbox, Output, Record, Run};
use crate::table::{Findings, Submissions};

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
        outcome.kept_latest = standing.kept_latest;
        outcome.findings = findings.iter().cloned().collect();
        outcome.values = numbers_of(submissions);
        outcome.files = record.inputs.len();
        let ran = record.stages.iter().filter(|stage| stage.reason.is_some());
        outcome.stages = ran.map(|stage| (stage.stage, stage.rows, stage.seconds)).collect();
        outcome
    }

    /// How many findings have a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
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

/// How many numbers of the forms that count were accepted.
pub(super) fn numbers_of(submissions: &Submissions) -> usize {
    let used = submissions.rows.iter().filter(|row| row.status != Status::Superseded);
    used.map(|row| row.values as usize).sum()
}
