//! `phat_hien`: what is wrong or doubtful in what was sent.

use crate::pipeline::DataTable;

use super::plan::{EditionColumn, EditionSheet, text, words};
use crate::publish::workbook::facts::Facts;

const COLUMNS: [EditionColumn; 13] = [
    words("kỳ", "Kỳ báo cáo."),
    words("mã phát hiện", "Giải thích: lệnh tthc explain."),
    words("mức độ", "Ghi nhận, cảnh báo, lỗi, không dùng được."),
    words("mã đơn vị", "Mã trong danh mục đơn vị."),
    words("đơn vị", "Tên đơn vị."),
    words("biểu", "Tên biểu."),
    words("tệp", "Tệp đã gửi."),
    words("vị trí", "Tệp, trang và ô."),
    words("nội dung", "Sai hoặc đáng ngờ ở chỗ nào."),
    words("ghi trong tệp", "Giá trị như tệp ghi."),
    words("đúng phải là", "Chỉ khi biết giá trị đúng."),
    words("đối chiếu với", "Giá trị được so với, có thể cũng sai."),
    words("xử lý", "Vẫn tính, đã hiểu lại, không tính."),
];

pub(super) fn sheet(facts: &Facts<'_>) -> EditionSheet {
    let pipeline = facts.pipeline;
    let period = pipeline.period.to_string();
    let rows = facts.inputs.findings.iter().map(|finding| {
        let unit = finding.unit_id.as_deref();
        let form = finding.form.as_deref();
        vec![
            text(&period),
            text(finding.code.id()),
            text(finding.severity.title()),
            unit.and_then(text),
            unit.and_then(|unit| text(facts.name(unit))),
            form.and_then(|id| text(pipeline.form(id).map_or(id, |form| &form.name))),
            finding.place.file.as_deref().and_then(text),
            text(finding.place.to_string()),
            text(&finding.message),
            finding.found.as_deref().and_then(text),
            finding.expected.as_deref().and_then(text),
            finding.compared.as_deref().and_then(text),
            text(finding.action.title()),
        ]
    });
    let title = "Phát hiện về số liệu";
    let source = "Đọc và kiểm tra các tệp đã nhận.";
    EditionSheet::new(DataTable::Findings.name(), title, source, &COLUMNS, rows)
}
