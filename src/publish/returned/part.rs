//! What was found on one sheet, and the sheet.

use std::collections::BTreeMap;

use crate::model::{Finding, Original, Sheet};

use super::super::copied::Copied;
use super::names::Names;
use super::{Return, list_sheet, note};

/// The findings of one file, or of one sheet of a file, and the sheet.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) file: Option<&'a str>,
    pub(super) sheet: Option<&'a str>,
    pub(super) findings: &'a [Finding],
    /// The sheet and its name here, or why it is not here; `None` for findings about a whole file.
    pub(super) copy: Option<Result<(&'a Sheet, String), &'static str>>,
}

/// Two sheets of one name in one file cannot be told apart by findings.
const NAMESAKES: &str = "tệp có nhiều trang trùng tên nên không chép lại";
/// A sheet that was found once is found again, or the program is wrong.
const NOT_THERE: &str = "không tìm lại được trang này nên không chép lại";

/// The findings of a unit by file and sheet, with the sheets.
pub(super) fn parts<'a>(given: &'a Return, originals: &'a [Original]) -> Vec<Part<'a>> {
    let originals: BTreeMap<&str, &Original> =
        originals.iter().map(|original| (original.file.as_str(), original)).collect();
    let mut names = Names::with(&[list_sheet::NAME, "History"]);
    let same = |a: &Finding, b: &Finding| {
        (&a.place.file, &a.place.sheet) == (&b.place.file, &b.place.sheet)
    };
    let parts = given.findings.chunk_by(same).filter_map(|findings| {
        let place = &findings.first()?.place;
        let (file, sheet) = (place.file.as_deref(), place.sheet.as_deref());
        let original = file.and_then(|file| originals.get(file));
        let copy = original.zip(sheet).map(|(original, sheet)| {
            let sheet = sheet_of(original, sheet)?;
            Ok((sheet, names.sheet(&sheet.name)))
        });
        Some(Part { file, sheet, findings, copy })
    });
    parts.collect()
}

fn sheet_of<'a>(original: &'a Original, name: &str) -> Result<&'a Sheet, &'static str> {
    let sheets = original.sheets.as_ref().map_err(|lost| lost.title())?;
    let mut named = sheets.iter().filter(|sheet| sheet.name == name);
    match (named.next(), named.next()) {
        (Some(sheet), None) => Ok(sheet),
        (Some(_), Some(_)) => Err(NAMESAKES),
        (None, _) => Err(NOT_THERE),
    }
}

impl<'a> Part<'a> {
    /// The sheet with its marks.
    pub(super) fn copied(&self) -> Option<Copied<'a>> {
        let Some(Ok((sheet, name))) = &self.copy else { return None };
        let file = self.file.unwrap_or_default();
        let footer = format!("Chép từ tệp {file}, trang {}", sheet.name);
        Some(Copied::new(name.clone(), footer, sheet, note::marks(self.findings)))
    }
}
