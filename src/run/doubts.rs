//! What a pipeline leaves unsaid, so that a run of it gives less than its office may think.

use crate::model::{Sentence, Submissions};
use crate::pipeline::Pipeline;
use crate::store::{Folder, Run};
use crate::table::Artifact as _;

/// Something that is declared and has no effect, or that a run does not give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Nothing is published but data.
    NoWorkbook,
    /// Nobody is ranked.
    NoRanking,
    /// Forms are due, and nothing tells when any came in: none is ever late.
    NoReceipts,
}

impl Doubt {
    /// What a pipeline itself leaves unsaid.
    pub(super) fn of_declaration(pipeline: &Pipeline) -> Vec<Self> {
        let doubts = [
            (Self::NoWorkbook, pipeline.workbooks.is_empty()),
            (Self::NoRanking, pipeline.rankings.is_empty()),
        ];
        doubts.into_iter().filter(|(_, holds)| *holds).map(|(doubt, _)| doubt).collect()
    }

    /// The same, and what the submissions of a run leave unsaid.
    pub(super) fn of(pipeline: &Pipeline, submissions: &Submissions) -> Vec<Self> {
        let mut doubts = Self::of_declaration(pipeline);
        let sent = submissions.rows.iter().any(|row| row.file.is_some());
        let told = submissions.rows.iter().any(|row| row.received_at.is_some());
        if !pipeline.deadlines.is_empty() && sent && !told {
            doubts.push(Self::NoReceipts);
        }
        doubts
    }

    /// The doubts about the next run: of its declaration, and of what the newest run was sent.
    pub(super) fn of_next(pipeline: &Pipeline, folder: &Folder) -> Vec<Self> {
        let newest = folder.newest().ok().flatten();
        let submissions = newest.as_ref().and_then(register);
        submissions.map_or_else(
            || Self::of_declaration(pipeline),
            |submissions| Self::of(pipeline, &submissions),
        )
    }

    /// What it is.
    #[must_use]
    pub fn sentence(self) -> Sentence {
        let (vi, en) = match self {
            Self::NoWorkbook => (
                "pipeline không khai báo [[workbook]]: không có sổ làm việc nào được xuất bản",
                "no [[workbook]] is declared: no workbook is published",
            ),
            Self::NoRanking => (
                "pipeline không khai báo [[ranking]]: không đơn vị nào được xếp hạng",
                "no [[ranking]] is declared: nobody is ranked",
            ),
            Self::NoReceipts => (
                "có hạn gửi biểu nhưng không tệp nào có ngày giờ nhận (received.csv): không ai bị coi là gửi trễ",
                "forms are due, and nothing tells when any file came in (received.csv): nobody is ever late",
            ),
        };
        Sentence::new(vi, en)
    }
}

fn register(run: &Run) -> Option<Submissions> {
    Submissions::from_frame(&run.table(Submissions::NAME).ok()?).ok()
}
