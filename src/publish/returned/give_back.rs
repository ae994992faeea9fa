//! What one unit gets back, as a workbook.

use crate::model::{Catalogue, Lost, Original};
use crate::pipeline::Pipeline;
use crate::publish::book::plan::WorkbookPlan;
use crate::publish::published::{PublishError, Published};
use crate::publish::write;

use super::form::Return;
use super::list_sheet;
use super::part::{copies, parts, sheets};

/// Writes what one unit gets back. `originals` are the files it wants, as they lie in the inbox now; others may
/// be among them.
///
/// # Errors
/// The format cannot hold it; a defect of the program.
pub fn give_back(
    pipeline: &Pipeline,
    catalogue: &Catalogue,
    given: &Return,
    originals: &[Original],
) -> Result<Published, PublishError> {
    let write = |originals: &[Original]| {
        write::bytes(compose_return(pipeline, catalogue, given, originals), &given.file)
    };
    // A sheet that no workbook can hold is no reason not to say what was found on it.
    let unfit = |original: &Original| Original {
        file: original.file.clone(),
        sheets: original.sheets.as_ref().map_or_else(|lost| Err(*lost), |_| Err(Lost::Unfit)),
    };
    let bytes = write(originals)
        .or_else(|_| write(&originals.iter().map(unfit).collect::<Vec<Original>>()))?;
    Ok(Published { file: given.file.clone(), bytes })
}

/// What one unit gets back, as plain data, for people who look and for tests.
#[must_use]
pub fn compose_return<'a>(
    pipeline: &'a Pipeline,
    catalogue: &Catalogue,
    given: &'a Return,
    originals: &'a [Original],
) -> WorkbookPlan<'a> {
    let sheets = sheets(given, originals);
    let parts = parts(given, originals, &sheets);
    let copies = copies(catalogue, given, &sheets, &parts);
    WorkbookPlan {
        title: pipeline.title.as_str().into(),
        company: pipeline.agency.last().map_or("", String::as_str),
        created: pipeline.period.month_after(),
        code: given.code,
        sheets: vec![list_sheet::compose(pipeline, catalogue, given, &parts)],
        copies,
    }
}
