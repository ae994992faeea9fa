//! `qua_han`: counts that ask for a reason, and the reason that the unit gives.

use crate::pipeline::DataTable;
use crate::publish::late::{NO_REASON, late_numbers};
use crate::table::EditionTables;

use super::plan::{COUNTED, EditionColumn, EditionSheet, count, figures, text, words};
use crate::publish::workbook::facts::Facts;

const COLUMNS: [EditionColumn; 10] = [
    words("kỳ", "Kỳ báo cáo."),
    words("mã đơn vị", "Mã trong danh mục đơn vị."),
    words("đơn vị", "Tên đơn vị."),
    words("lĩnh vực", "Lĩnh vực như biểu ghi."),
    words("số đếm", "Tên của số đếm trong biểu."),
    figures("số lượng (theo đơn vị tính)", COUNTED, "Lớn hơn 0."),
    words("đơn vị tính", "Đếm gì."),
    words("lý do", "Cột Ghi chú của chính đơn vị."),
    words("tệp", "Tệp đã gửi."),
    words("ô", "Trang và ô trong tệp."),
];

pub(super) fn sheet(facts: &Facts<'_>, tables: &EditionTables) -> EditionSheet {
    let pipeline = facts.pipeline;
    let numbers = late_numbers(pipeline, facts.inputs.findings, tables);
    let rows = numbers.into_iter().map(|late| {
        let (unit, measure) = (pipeline.register.get(late.unit), pipeline.measure(late.measure));
        vec![
            text(pipeline.period.to_string()),
            text(&unit.id),
            text(&unit.name),
            late.field.and_then(text),
            text(&measure.title),
            count(late.count),
            text(&measure.scale),
            text(late.reason.unwrap_or(NO_REASON)),
            text(late.file),
            text(format!("{}!{}", late.sheet, late.at)),
        ]
    });
    let title = "Hồ sơ quá hạn và lý do đơn vị nêu";
    let source = "Các dòng của biểu mà kế hoạch yêu cầu nêu lý do.";
    EditionSheet::new(DataTable::Overdue.name(), title, source, &COLUMNS, rows)
}
