//! `theo_linh_vuc`: every metric of every unit by field.

use crate::model::{Scope, Value};
use crate::pipeline::DataTable;
use crate::table::{EditionTables, FieldRate};

use super::plan::{
    COUNTED, DENOMINATOR, EditionColumn, EditionSheet, NUMERATOR, RATIO, count, figures, flag,
    text, words,
};
use crate::publish::workbook::facts::Facts;

const COLUMNS: [EditionColumn; 12] = [
    words("kỳ", "Kỳ báo cáo."),
    words("phạm vi", "Hồ sơ của chính đơn vị, hay gồm cả các đơn vị trực thuộc."),
    words("mã đơn vị", "Mã trong danh mục đơn vị."),
    words("đơn vị", "Tên đơn vị."),
    words("lĩnh vực", "Lĩnh vực như biểu ghi."),
    words("mã chỉ tiêu", "Tên của chỉ tiêu trong khai báo."),
    words("chỉ tiêu", "Tên chỉ tiêu."),
    words("đơn vị tính", "Tử số và mẫu số đếm gì."),
    figures(NUMERATOR, COUNTED, "Tổng của các số đếm trên vạch."),
    figures(DENOMINATOR, COUNTED, "Tổng của các số đếm dưới vạch."),
    figures("tỷ lệ (0–1)", RATIO, "Tử số chia mẫu số, chưa làm tròn; không có khi mẫu số bằng 0.")
        .of(NUMERATOR, DENOMINATOR),
    words("đủ số liệu (có/không)", "Không thiếu số liệu nào mà chỉ tiêu dựa vào."),
];

pub(super) fn sheet(facts: &Facts<'_>, tables: &EditionTables) -> EditionSheet {
    let pipeline = facts.pipeline;
    let period = pipeline.period.to_string();
    let rows = tables.fields.iter().map(|row| {
        let FieldRate { scope, unit_id, field, metric, rate, complete } = row;
        let declared = pipeline.metrics.iter().find(|declared| declared.id == *metric);
        vec![
            text(&period),
            Scope::parse(scope).and_then(|scope| text(scope.title())),
            text(unit_id),
            text(facts.name(unit_id)),
            text(field),
            text(metric),
            declared.and_then(|declared| text(&declared.title)),
            declared.and_then(|declared| text(facts.scale(declared))),
            count(rate.numerator),
            count(rate.denominator),
            rate.ratio().map(Value::Number),
            flag(*complete),
        ]
    });
    let title = "Chỉ tiêu của từng đơn vị theo lĩnh vực";
    let source = "Cộng các số đếm của bảng nguon rồi chia một lần.";
    EditionSheet::new(DataTable::Fields.name(), title, source, &COLUMNS, rows)
}
