//! `nop_bao_cao`: who sent what, and who did not.

use crate::pipeline::DataTable;

use super::plan::{COUNTED, EditionColumn, EditionSheet, count, figures, text, words};
use crate::publish::workbook::facts::Facts;

const COLUMNS: [EditionColumn; 12] = [
    words("kỳ", "Kỳ báo cáo."),
    words("mã đơn vị", "Mã trong danh mục đơn vị."),
    words("đơn vị", "Tên đơn vị."),
    words("biểu", "Tên biểu."),
    words("tệp", "Tệp đã gửi."),
    words("tình trạng", "Đã nhận, chưa gửi, hoặc vì sao không dùng được."),
    words("nhận lúc", "Năm-tháng-ngày và giờ, nơi có ghi."),
    words("hạn nộp", "Năm-tháng-ngày và giờ, nơi có khai báo."),
    figures("số liệu đọc được (ô)", COUNTED, "Số ô được nhận làm số liệu."),
    figures("lỗi (phát hiện)", COUNTED, "Số phát hiện mức lỗi."),
    figures("cảnh báo (phát hiện)", COUNTED, "Số phát hiện mức cảnh báo."),
    words("blake3", "Dấu vân tay của tệp."),
];

pub(super) fn sheet(facts: &Facts<'_>) -> EditionSheet {
    let pipeline = facts.pipeline;
    let rows = facts.inputs.submissions.rows.iter().map(|row| {
        let unit = row.unit_id.as_deref();
        let form = row.form.as_deref();
        vec![
            text(&row.period),
            unit.and_then(text),
            unit.and_then(|unit| text(facts.name(unit))),
            form.and_then(|id| text(pipeline.form(id).map_or(id, |form| &form.name))),
            row.file.as_deref().and_then(text),
            text(row.status.title()),
            row.received_at.as_deref().and_then(text),
            row.due.as_deref().and_then(text),
            count(i64::from(row.values)),
            count(i64::from(row.errors)),
            count(i64::from(row.warnings)),
            row.blake3.as_deref().and_then(text),
        ]
    });
    let title = "Biểu phải gửi và tệp đã nhận";
    let source = "Hộp thư của kỳ báo cáo.";
    EditionSheet::new(DataTable::Submissions.name(), title, source, &COLUMNS, rows)
}
