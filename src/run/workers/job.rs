//! What goes between a run and its workers: what they go by, what they are asked, and what they answer.

use serde::{Deserialize, Serialize};

use crate::ingest::{Drafted, FileContent, NoTable, Wish};
use crate::model::{GridRow, Inspection, Limits, Lost, Wanted};
use crate::pipeline::Pipeline;
use crate::publish::{PublishError, Published, Return};

/// What a worker goes by.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Setup {
    /// What is declared; a form may be drafted without.
    pub(in crate::run) pipeline: Option<Pipeline>,
    /// What reading may cost.
    pub(super) limits: Limits,
}

/// What a worker is asked. The bytes of its files follow, one frame a file.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::run) enum Job {
    /// Reads a file, which may lie inside an archive.
    Read { file: String, inside: bool },
    /// Tells what a person sees in a file.
    Inspect { file: String },
    /// Drafts the form that a file follows.
    Draft { file: String, wish: Wish },
    /// Makes the workbooks that go back to units. Of each file that holds wanted ones its name, and why its bytes do not
    /// follow, where they do not.
    GiveBack {
        returns: Vec<Return>,
        wanted: Vec<Vec<Wanted>>,
        holders: Vec<(String, Option<Lost>)>,
    },
}

impl Job {
    /// How many frames follow.
    pub(in crate::run) fn files(&self) -> usize {
        match self {
            Self::Read { .. } | Self::Inspect { .. } | Self::Draft { .. } => 1,
            Self::GiveBack { holders, .. } => {
                holders.iter().filter(|(_, lost)| lost.is_none()).count()
            }
        }
    }
}

/// What a worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::run) enum Reply {
    Found(FileContent),
    /// Of each sheet its picture apart: as JSON an inspection goes without.
    Inspected(Vec<(Inspection, Vec<Vec<GridRow>>)>),
    Drafted(Box<Result<Drafted, NoTable>>),
    ReturnedForms(Result<Vec<ReturnedForm>, PublishError>),
}

/// A workbook that goes back.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::run) struct ReturnedForm {
    pub(in crate::run) form: Published,
    /// It would be made the same the next time; not so where a file could not be opened for the machine's sake.
    pub(in crate::run) lasts: bool,
}

/// An inspection, and the pictures of its sheets.
pub(super) fn apart(mut inspection: Inspection) -> (Inspection, Vec<Vec<GridRow>>) {
    let sheets = inspection.sheets.iter_mut();
    let grids = sheets.map(|sheet| std::mem::take(&mut sheet.grid)).collect();
    (inspection, grids)
}

/// An inspection with the pictures of its sheets.
pub(in crate::run) fn together(
    (mut inspection, grids): (Inspection, Vec<Vec<GridRow>>),
) -> Inspection {
    for (sheet, grid) in inspection.sheets.iter_mut().zip(grids) {
        sheet.grid = grid;
    }
    inspection
}
