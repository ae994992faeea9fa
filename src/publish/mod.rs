//! Rankings, metrics, findings and submissions → workbooks that officials open, print and sign. A sheet
//! kind is composed as plain data (`book`), then written (`write`, the only file that knows the library).
//! Same inputs give the same bytes: dates come from the period, not from a clock.

pub mod book;
mod data_sheet;
mod inspection_page;
mod returned;
mod workbook;
mod write;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::pipeline::{Pipeline, Ranking, ReturnForms, SheetKind, Workbook};
use crate::table::{Findings, Rankings, Ratios, Scores, Submissions};

pub use data_sheet::{CELL_CHARACTERS, DataSheet, MOST_ROWS};
pub use inspection_page::inspection_page;
pub use returned::{Return, compose_return, give_back, returns};

use book::plan::Book;
use workbook::facts::Facts;
use workbook::{findings_sheet, method_sheet, ranking_sheet, submissions_sheet, summary_sheet};

/// What the stage reads.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// What is published, and how.
    pub pipeline: &'a Pipeline,
    /// Metrics over all fields.
    pub metrics: &'a Ratios,
    /// Places.
    pub rankings: &'a Rankings,
    /// Parts of scores.
    pub scores: &'a Scores,
    /// What is wrong in the submissions.
    pub findings: &'a Findings,
    /// Who sent what.
    pub submissions: &'a Submissions,
}

/// A workbook, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// File name inside the run.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A workbook could not be written; a defect of the program or of a name in the declaration.
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
#[error("cannot write workbook `{file}`, sheet `{sheet}`: {reason}")]
pub struct PublishError {
    /// File name of the workbook.
    pub file: String,
    /// Sheet at which it failed; empty where the workbook as a whole did.
    pub sheet: String,
    /// What the library says.
    pub reason: String,
}

/// Writes the declared workbooks, in parallel, in the order of declaration, and the list of what was found by
/// unit. What units get back is written one by one, see [`returns`] and [`give_back`].
///
/// # Errors
/// A name in the declaration cannot stand in a workbook, such as two sheets of one name.
pub fn publish(inputs: &Inputs<'_>) -> Result<Vec<Published>, PublishError> {
    let facts = Facts::new(inputs);
    let workbooks = inputs.pipeline.workbooks.par_iter().map(|workbook| {
        let bytes = write::bytes(book_of(&facts, workbook), &workbook.file)?;
        Ok(Published { file: workbook.file.clone(), bytes })
    });
    let overview = || {
        let book = returned::overview(inputs)?;
        let bytes = write::bytes(book, ReturnForms::LIST);
        Some(bytes.map(|bytes| Published { file: ReturnForms::LIST.to_owned(), bytes }))
    };
    let (published, overview) =
        rayon::join(|| workbooks.collect::<Result<Vec<Published>, PublishError>>(), overview);
    let mut published = published?;
    published.extend(overview.transpose()?);
    Ok(published)
}

/// The declared workbooks as plain data, for people who look and for tests.
#[must_use]
pub fn compose<'a>(inputs: &'a Inputs<'a>) -> Vec<Book<'a>> {
    let facts = Facts::new(inputs);
    let declared = inputs.pipeline.workbooks.iter().map(|workbook| book_of(&facts, workbook));
    declared.chain(returned::overview(inputs)).collect()
}

fn book_of<'a>(facts: &Facts<'a>, workbook: &'a Workbook) -> Book<'a> {
    let pipeline = facts.pipeline;
    let wanted = workbook.sheets.iter().filter_map(|kind| match kind {
        SheetKind::Ranking(index) => pipeline.rankings.get(*index),
        _ => None,
    });
    let wanted: Vec<&Ranking> = wanted.collect();
    let rankings: Vec<_> =
        wanted.par_iter().map(|ranking| ranking_sheet::compose(facts, ranking)).collect();
    let summary = workbook
        .sheets
        .contains(&SheetKind::Summary)
        .then(|| summary_sheet::compose(facts, workbook, &rankings));
    let mut rankings = rankings.into_iter().map(|sheet| sheet.plan);
    let sheets = workbook.sheets.iter().filter_map(|kind| match kind {
        SheetKind::Summary => summary.clone(),
        SheetKind::Ranking(_) => rankings.next(),
        SheetKind::Method => Some(method_sheet::compose(facts)),
        SheetKind::Findings => Some(findings_sheet::compose(facts)),
        SheetKind::Submissions => Some(submissions_sheet::compose(facts)),
    });
    Book {
        title: &workbook.title,
        company: pipeline.agency.last().map_or("", String::as_str),
        created: pipeline.period.month_after(),
        sheets: sheets.collect(),
        copies: Vec::new(),
    }
}
