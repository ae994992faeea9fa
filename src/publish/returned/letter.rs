//! What is written to a unit with the form that it gets back, in the words of the form.

use crate::model::RETURNED;
use crate::pipeline::Pipeline;

use super::file_column::bare;
use super::form::Return;
use super::list_sheet::{full_name, tally};

/// What is written to a unit, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnLetter {
    /// What it is about, in one line.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// What is written with a form; `until` is when it is to be sent again, as officials write it.
#[must_use]
pub fn return_letter(pipeline: &Pipeline, given: &Return, until: Option<&str>) -> ReturnLetter {
    let (name, period) = (full_name(pipeline, given), pipeline.period.title());
    let (found, file) = (tally(given.findings.iter()), bare(&given.file));
    let again = if given.wanted.is_empty() {
        "Đề nghị làm theo cột “Cách sửa” trong tệp đó và gửi báo cáo"
    } else {
        "Đề nghị sửa theo cột “Cách sửa”, ngay trong các trang sau của tệp đó hoặc trong tệp gốc, rồi gửi lại"
    };
    let until = until.map(|until| format!(", chậm nhất {until}")).unwrap_or_default();
    let agency = pipeline.agency.join("\n");
    let text = format!(
        "Kính gửi: {name}\n\n{title}, {period}. Phát hiện: {found}.\n\
         Từng ô cần xem và cách sửa ghi trong tệp kèm theo: {file}.\n\n{again}{until}.\n\n{agency}\n",
        title = pipeline.title,
    );
    ReturnLetter { subject: format!("{} – {name} – {period}", RETURNED.1), text }
}
