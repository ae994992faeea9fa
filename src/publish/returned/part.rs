//! What was found on one sheet, and the sheet.

use crate::model::{Catalogue, Finding, Original, RETURNED, Sheet, Wanted};

use super::form::Return;
use super::names::UsedNames;
use super::note;
use crate::publish::book::copied::Copied;

/// The findings of one file, or of one sheet of a file, and the sheet.
#[derive(Debug)]
pub(super) struct ReturnPart<'a> {
    pub(super) file: Option<&'a str>,
    pub(super) sheet: Option<&'a str>,
    pub(super) findings: &'a [Finding],
    /// The sheet and its name here, or why it is not here; `None` for findings about a whole file.
    pub(super) copy: Option<Result<(&'a Sheet, String), &'static str>>,
}

/// Two sheets of one name in one file cannot be told apart by findings.
const NAMESAKES: &str = "tệp có nhiều trang trùng tên nên không rõ phát hiện ở trang nào";
/// A sheet that was found once is found again, or the program is wrong.
const NOT_THERE: &str = "không tìm lại được trang này nên không chép lại";

/// The sheets of a unit in the order of its files, each with its file and its name here.
pub(super) fn sheets<'a>(
    given: &Return,
    originals: &'a [Original],
) -> Vec<(&'a str, &'a Sheet, String)> {
    let mut names = UsedNames::with(&[RETURNED.0, "History"]);
    let of_file = |wanted: &Wanted| {
        let mut originals = originals.iter();
        originals.find(|original| original.file == wanted.file)
    };
    let files = given.wanted.iter().filter_map(of_file);
    let sheets = files.flat_map(|original| {
        let sheets = original.sheets.iter().flatten();
        sheets.map(|sheet| (original.file.as_str(), sheet))
    });
    let wanted = |(file, sheet): &(&str, &Sheet)| {
        let mut wanted = given.wanted.iter();
        wanted.any(|one| one.file == *file && one.wants(&sheet.name))
    };
    sheets.filter(wanted).map(|(file, sheet)| (file, sheet, names.sheet(&sheet.name))).collect()
}

/// The findings of a unit by file and sheet, with the sheets.
pub(super) fn parts<'a>(
    given: &'a Return,
    originals: &'a [Original],
    sheets: &[(&'a str, &'a Sheet, String)],
) -> Vec<ReturnPart<'a>> {
    let same = |a: &Finding, b: &Finding| {
        (&a.place.file, &a.place.sheet) == (&b.place.file, &b.place.sheet)
    };
    let parts = given.findings.chunk_by(same).filter_map(|findings| {
        let place = &findings.first()?.place;
        let (file, sheet) = (place.file.as_deref(), place.sheet.as_deref());
        let copy = file.zip(sheet).and_then(|(file, sheet)| {
            let wanted = given.wanted.iter().any(|one| one.file == file && one.wants(sheet));
            let original = originals.iter().find(|original| original.file == file);
            original.filter(|_| wanted).map(|original| sheet_of(original, sheet, sheets))
        });
        Some(ReturnPart { file, sheet, findings, copy })
    });
    parts.collect()
}

fn sheet_of<'a>(
    original: &Original,
    name: &str,
    sheets: &[(&'a str, &'a Sheet, String)],
) -> Result<(&'a Sheet, String), &'static str> {
    original.sheets.as_ref().map_err(|lost| lost.title())?;
    let mut named =
        sheets.iter().filter(|(file, sheet, _)| *file == original.file && sheet.name == name);
    match (named.next(), named.next()) {
        (Some((_, sheet, here)), None) => Ok((*sheet, here.clone())),
        (Some(_), Some(_)) => Err(NAMESAKES),
        (None, _) => Err(NOT_THERE),
    }
}

/// All sheets with what was found on them.
pub(super) fn copies<'a>(
    catalogue: &Catalogue,
    given: &Return,
    sheets: &[(&'a str, &'a Sheet, String)],
    parts: &[ReturnPart<'a>],
) -> Vec<Copied<'a>> {
    let copy = |(file, sheet, name): &(&'a str, &'a Sheet, String)| {
        let here = |part: &&ReturnPart| matches!(&part.copy, Some(Ok((_, known))) if known == name);
        let found = parts.iter().find(here).map_or(&[][..], |part| part.findings);
        let footer = copied_footer(file, &sheet.name);
        let mut copied = Copied::new(name.clone(), footer, sheet, note::marks(catalogue, found));
        copied.hidden |= given.wanted.iter().any(|one| one.file == *file && !one.counts);
        copied
    };
    sheets.iter().map(copy).collect()
}

/// What stands at the foot of a copied sheet.
fn copied_footer(file: &str, sheet: &str) -> String {
    format!("{COPIED_FROM}{file}{COPIED_SHEET}{sheet}")
}

/// File and sheet that a sheet copies, as its foot names them with the marks of the format; a long name is cut there.
#[must_use]
pub fn copied_from(footer: &str) -> Option<(String, String)> {
    let (_, copied) = footer.split_once(COPIED_FROM)?;
    let left = copied.split_once("&R")?.0.replace("&&", "&");
    let (file, sheet) = left.split_once(COPIED_SHEET)?;
    Some((file.to_owned(), sheet.to_owned()))
}

/// What stands around the names of file and sheet.
const COPIED_FROM: &str = "Chép từ tệp ";
const COPIED_SHEET: &str = ", trang ";
