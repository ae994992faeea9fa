//! The files of the dossiers of a plan, composed and not yet written, so that one of which nothing changed can be kept.

use std::hash::Hash;

use rayon::prelude::*;

use crate::model::DataCode;
use crate::publish::book::plan::WorkbookPlan;
use crate::publish::document::{self, Document};
use crate::publish::published::{PublishError, Published};
use crate::publish::workbook::facts::Facts;
use crate::publish::write;

use super::compose::dossiers;
use super::inputs::DossierInputs;
use super::{book, paper};

/// A file of a dossier, composed and not yet written.
pub struct DossierFile<'a> {
    /// Id of the unit that it is of.
    pub unit: &'a str,
    /// Its name inside the folder of dossiers: `696-huyen-bu-dang.docx`.
    pub file: String,
    body: DossierBody<'a>,
}

#[derive(Hash)]
enum DossierBody<'a> {
    Paper(Document),
    Book(WorkbookPlan<'a>),
}

impl DossierFile<'_> {
    /// What tells it from another one: all that is in its file, but for the code of its data.
    #[must_use]
    pub fn print(&self) -> impl Hash + '_ {
        &self.body
    }

    /// The file, with a code of its data.
    ///
    /// # Errors
    /// It could not be written; a defect of the program.
    pub fn publish(self, code: DataCode) -> Result<Published, PublishError> {
        let Self { file, body, .. } = self;
        let bytes = match body {
            DossierBody::Paper(paper) => {
                let foot = format!("{}; mã số liệu {code}", paper.foot);
                document::bytes(&Document { foot, ..paper }, &file)?
            }
            DossierBody::Book(book) => {
                write::bytes(WorkbookPlan { code: Some(code), ..book }, &file)?
            }
        };
        Ok(Published { file, bytes })
    }
}

/// Does something with each file of the dossiers of a plan, in parallel; what comes of them, in the order of the plan: of
/// the targets whose report is of the period of the run, the document and then the workbook.
///
/// # Errors
/// What is done with one fails.
pub fn for_each_dossier<T: Send, E: Send>(
    inputs: &DossierInputs<'_>,
    with: impl Fn(DossierFile<'_>) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let facts = Facts::new(inputs.run);
    let dossiers = dossiers(&facts, inputs);
    let files = (0..dossiers.len() * 2).into_par_iter();
    let made = files.map(|at| {
        let dossier = &dossiers[at / 2];
        let unit = dossier.target.unit.as_str();
        let (ending, body) = match at % 2 {
            0 => ("docx", DossierBody::Paper(paper::compose(&facts, dossier))),
            _ => ("xlsx", DossierBody::Book(book::compose(&facts, dossier, None))),
        };
        with(DossierFile { unit, file: format!("{}.{ending}", dossier.name), body })
    });
    made.collect()
}
