//! The stage: the declared workbooks, the notice and the list of what was found by unit, in parallel.

use std::hash::Hash;

use rayon::prelude::*;

use crate::model::{DataCode, Level};
use crate::pipeline::{Pipeline, ReturnForms};

use super::book::plan::WorkbookPlan;
use super::document;
use super::edition;
use super::inputs::Inputs;
use super::notice;
use super::page;
use super::published::{PublishError, Published};
use super::returned;
use super::workbook::district_book::district_books;
use super::workbook::facts::Facts;
use super::workbook::sheets::book_of;
use super::write;

/// Writes the declared workbooks, in parallel, in the order of declaration, the list of what was found by unit, the notice
/// that an office signs, the data edition and the page. Workbooks of districts are written one by one, see
/// [`for_each_district`], and so is what units get back, see [`returns`](super::returns) and [`give_back`](super::give_back).
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
    let notice = || {
        let notice = inputs.pipeline.notice.as_ref()?;
        let bytes = document::bytes(&notice::compose(&facts, notice), &notice.file);
        Some(bytes.map(|bytes| Published { file: notice.file.clone(), bytes }))
    };
    let data = || {
        let declared = inputs.pipeline.data.as_ref()?;
        let plan = edition::compose(&facts, declared, inputs.edition?);
        let bytes = write::edition(&plan, &declared.file);
        Some(bytes.map(|bytes| Published { file: declared.file.clone(), bytes }))
    };
    let page = || {
        let declared = inputs.pipeline.page.as_ref()?;
        let bytes = page::bytes(&page::compose(&facts, declared), &declared.file);
        Some(bytes.map(|bytes| Published { file: declared.file.clone(), bytes }))
    };
    let (published, ((data, page), (overview, notice))) = rayon::join(
        || workbooks.collect::<Result<Vec<Published>, PublishError>>(),
        || rayon::join(|| rayon::join(data, page), || rayon::join(overview, notice)),
    );
    let mut published = published?;
    published.extend(overview.transpose()?);
    published.extend(notice.transpose()?);
    published.extend(data.transpose()?);
    published.extend(page.transpose()?);
    Ok(published)
}

/// A workbook of a district, composed and not yet written.
pub struct DistrictPlan<'a> {
    /// Its name inside the run.
    pub file: &'a str,
    plan: WorkbookPlan<'a>,
}

impl DistrictPlan<'_> {
    /// What tells it from another one: all that is in its file, but for the code of its data.
    #[must_use]
    pub fn print(&self) -> impl Hash + '_ {
        &self.plan
    }

    /// The file, with a code of its data.
    ///
    /// # Errors
    /// A name in the declaration cannot stand in a workbook.
    pub fn publish(self, code: DataCode) -> Result<Published, PublishError> {
        let bytes = write::bytes(WorkbookPlan { code: Some(code), ..self.plan }, self.file)?;
        Ok(Published { file: self.file.to_owned(), bytes })
    }
}

/// Does something with the workbook of each district, in parallel; what comes of them, in the order of the register.
///
/// # Errors
/// What is done with one fails.
pub fn for_each_district<T: Send, E: Send>(
    inputs: &Inputs<'_>,
    with: impl Fn(DistrictPlan<'_>) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let facts = Facts::new(inputs);
    let books = district_books(&facts);
    let books = books.par_iter();
    books.map(|book| with(DistrictPlan { file: &book.file, plan: book.compose(&facts) })).collect()
}

/// How many workbooks of districts there are at most: one for each district, where any are declared.
#[must_use]
pub fn district_count(pipeline: &Pipeline) -> usize {
    let districts = pipeline.register.iter().filter(|(_, unit)| unit.level == Level::District);
    if pipeline.districts.is_some() { districts.count() } else { 0 }
}

/// The workbook of a name as plain data; `None` where none is called so.
#[must_use]
pub fn composed<'a>(inputs: &'a Inputs<'a>, file: &str) -> Option<WorkbookPlan<'a>> {
    if file == ReturnForms::LIST {
        return returned::overview(inputs);
    }
    let facts = Facts::new(inputs);
    let mut workbooks = inputs.pipeline.workbooks.iter();
    if let Some(workbook) = workbooks.find(|workbook| workbook.file == file) {
        return Some(book_of(&facts, workbook));
    }
    district_books(&facts).iter().find(|book| book.file == file).map(|book| book.compose(&facts))
}

/// The declared workbooks as plain data, for people who look and for tests.
#[must_use]
pub fn compose<'a>(inputs: &'a Inputs<'a>) -> Vec<WorkbookPlan<'a>> {
    let facts = Facts::new(inputs);
    let declared = inputs.pipeline.workbooks.iter().map(|workbook| book_of(&facts, workbook));
    let districts = district_books(&facts);
    let districts = districts.iter().map(|book| book.compose(&facts));
    declared.chain(districts).chain(returned::overview(inputs)).collect()
}
