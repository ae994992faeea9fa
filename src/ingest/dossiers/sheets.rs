//! Which sheets of a workbook are lists, and what is said of the others.

use crate::ingest::findings::file::hidden_sheet::HIDDEN_SHEET;
use crate::model::{Finding, Sheet};
use crate::pipeline::Pipeline;
use crate::read::findings::sheet_without_form::SHEET_WITHOUT_FORM;

use super::header::ListHeader;

/// The place of a sheet, and a row of it from 0.
pub type RowOfSheet = (usize, u32);

/// The lists of a workbook.
#[derive(Debug)]
pub struct ListsOfBook<'p> {
    /// The places of their sheets, and their headers; they are of one form.
    pub lists: Vec<(usize, ListHeader<'p>)>,
    /// What is said of the other sheets, about no file yet.
    pub findings: Vec<Finding>,
}

/// The lists among sheets; `None` where there is none.
#[must_use]
pub fn lists_of<'p>(sheets: &[Sheet], pipeline: &'p Pipeline) -> Option<ListsOfBook<'p>> {
    let mut of_book = ListsOfBook { lists: Vec::new(), findings: Vec::new() };
    for (place, sheet) in sheets.iter().enumerate() {
        let header = ListHeader::of_sheet(sheet, pipeline);
        let first = of_book.lists.first().map(|(_, header)| header.form);
        let shown = |header: &ListHeader| {
            !sheet.hidden || pipeline.forms[header.form.index()].hidden_sheets
        };
        match header {
            Some(header) if shown(&header) && first.is_none_or(|form| form == header.form) => {
                of_book.lists.push((place, header));
            }
            Some(header) if !shown(&header) => {
                let message = format!(
                    "trang tính \"{}\" là danh sách hồ sơ nhưng bị ẩn nên không được đọc; nếu là số liệu, hãy bỏ ẩn",
                    sheet.name
                );
                let finding = Finding::new(&HIDDEN_SHEET, message).in_sheet(&sheet.name);
                of_book.findings.push(finding.left_out());
            }
            _ if !sheet.is_empty() => {
                let message = format!(
                    "trang tính \"{}\" nằm cùng tệp với danh sách hồ sơ mà không phải danh sách ấy nên không được đọc; nếu là số liệu, hãy gửi riêng",
                    sheet.name
                );
                let finding = Finding::new(&SHEET_WITHOUT_FORM, message).in_sheet(&sheet.name);
                of_book.findings.push(finding.left_out());
            }
            _ => {}
        }
    }
    (!of_book.lists.is_empty()).then_some(of_book)
}
