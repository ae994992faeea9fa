//! Workbooks: their files and sheets.

use super::names::{Names, Once};
use crate::pipeline::fault::hint::hint;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{as_written, both};
use crate::pipeline::return_forms::ReturnForms;
use crate::pipeline::workbook::{SheetKind, Workbook};
use crate::pipeline::written::published::WorkbookDeclaration;
use crate::pipeline::written::value::Declared;

/// The workbooks of a pipeline; `rankings` are the ids of its rankings, `compared` those of them that declare definitions.
pub(super) fn workbooks(
    declared: &[(At, &WorkbookDeclaration)],
    rankings: &Names,
    compared: &[String],
    files: &mut Once,
) -> Vec<Workbook> {
    declared
        .iter()
        .filter_map(|(at, workbook)| {
            let file = published_file(&workbook.file, &at.key("file"), ".xlsx", files);
            let title = workbook.title.text(&at.key("title"));
            let sheets = sheets(workbook, at, rankings, compared);
            Some(Workbook { file: file?, title: title?, sheets })
        })
        .collect()
}

/// The name of a published file; each has its own.
pub(super) fn published_file(
    declared: &Declared<String>,
    at: &At,
    ending: &str,
    files: &mut Once,
) -> Option<String> {
    let file = declared.text(at)?;
    let stem = file.strip_suffix(ending).unwrap_or_default();
    let plain = |c: char| !c.is_control() && !"/\\:*?\"<>|".contains(c);
    if stem.is_empty() || stem.starts_with(['.', ' ']) || !stem.chars().all(plain) {
        at.wrong(
            as_written(file),
            both!(
                "tên tệp đơn giản có đuôi `{ending}`",
                "a plain file name that ends in `{ending}`"
            ),
        );
        return None;
    }
    if file.to_lowercase() == ReturnForms::LIST {
        at.wrong(
            as_written(file),
            (
                "tên khác tên danh sách biểu gửi trả",
                "another name than that of the list of returned forms",
            ),
        );
        return None;
    }
    files.first(at, &file.to_lowercase(), ("tệp riêng", "a file of its own")).then_some(file)
}

fn sheets(
    declared: &WorkbookDeclaration,
    at: &At,
    rankings: &Names,
    compared: &[String],
) -> Vec<SheetKind> {
    let mut once = Once::default();
    let mut sheets = Vec::new();
    for (at, word) in declared.sheets.some_items(&at.key("sheets")) {
        for (name, kind) in kinds(&at, word, rankings, compared) {
            if once.first(&at, &name, ("mỗi trang tính nêu một lần", "a sheet that stands once"))
            {
                sheets.push(kind);
            }
        }
    }
    sheets
}

fn kinds(at: &At, word: &str, rankings: &Names, compared: &[String]) -> Vec<(String, SheetKind)> {
    if let Some(fixed) = SheetKind::FIXED.into_iter().find(|kind| kind.word() == word) {
        return vec![(word.to_owned(), fixed)];
    }
    if word == SheetKind::RANKINGS {
        let ids = rankings.ids.iter().enumerate();
        return ids
            .map(|(place, id)| (format!("{}{id}", SheetKind::RANKING), SheetKind::Ranking(place)))
            .collect();
    }
    if let Some(id) = word.strip_prefix(SheetKind::RANKING) {
        let place = rankings.find(at, id);
        return place
            .map(|place| (word.to_owned(), SheetKind::Ranking(place)))
            .into_iter()
            .collect();
    }
    if let Some(id) = word.strip_prefix(SheetKind::DEFINITIONS) {
        let Some(place) = rankings.find(at, id) else { return Vec::new() };
        if !compared.iter().any(|known| known == id) {
            at.wrong(
                as_written(word),
                both!(
                    "`definitions` trong bảng xếp hạng `{id}`",
                    "`definitions` in the ranking `{id}`"
                ),
            );
        }
        return vec![(word.to_owned(), SheetKind::Definitions(place))];
    }
    at.wrong_hint(
        as_written(word),
        ("một loại trang tính", "a sheet kind"),
        hint(word, SheetKind::words()),
    );
    Vec::new()
}
