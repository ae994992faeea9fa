//! `chi_tieu`: every metric of every unit over all fields.

use crate::model::{Rate, Scope, Value};
use crate::pipeline::{DataTable, MetricIx};

use super::plan::{
    COUNTED, DENOMINATOR, EditionColumn, EditionSheet, NUMERATOR, RATIO, count, figures, flag,
    text, words,
};
use crate::publish::workbook::facts::Facts;

const COLUMNS: [EditionColumn; 14] = [
    words("kỳ", "Kỳ báo cáo."),
    words("cấp", "Cấp của đơn vị."),
    words("phạm vi", "Hồ sơ của chính đơn vị, hay gồm cả các đơn vị trực thuộc."),
    words("mã đơn vị", "Mã trong danh mục đơn vị."),
    words("đơn vị", "Tên đơn vị."),
    words("trực thuộc", "Tên đơn vị cấp trên."),
    words("mã chỉ tiêu", "Tên của chỉ tiêu trong khai báo."),
    words("chỉ tiêu", "Tên chỉ tiêu."),
    words("đơn vị tính", "Tử số và mẫu số đếm gì."),
    figures(NUMERATOR, COUNTED, "Tổng của các số đếm trên vạch."),
    figures(DENOMINATOR, COUNTED, "Tổng của các số đếm dưới vạch."),
    figures("tỷ lệ (0–1)", RATIO, "Tử số chia mẫu số, chưa làm tròn; không có khi mẫu số bằng 0.")
        .of(NUMERATOR, DENOMINATOR),
    words("đủ số liệu (có/không)", "Không thiếu số liệu nào mà chỉ tiêu dựa vào."),
    figures("thiếu (dòng)", COUNTED, "Số dòng còn thiếu số liệu của chỉ tiêu."),
];

pub(super) fn sheet(facts: &Facts<'_>) -> EditionSheet {
    let pipeline = facts.pipeline;
    let period = pipeline.period.to_string();
    let metrics = (0u16..).map(MetricIx).zip(&pipeline.metrics);
    let metrics: Vec<_> = metrics.collect();
    let units = pipeline.register.iter();
    let rows = units.flat_map(|(ix, unit)| {
        // With nothing under it a unit has the same in both scopes.
        let below = pipeline.register.has_units_below(ix);
        let scopes = Scope::ALL.into_iter().filter(move |scope| below || *scope == Scope::Own);
        let (metrics, period) = (&metrics, &period);
        scopes.flat_map(move |scope| {
            metrics.iter().filter_map(move |(metric, declared)| {
                let sum = facts.inputs.metrics.get(scope, ix, *metric)?;
                let Rate { numerator, denominator } = sum.rate();
                Some(vec![
                    text(period),
                    text(unit.level.title()),
                    text(scope.title()),
                    text(&unit.id),
                    text(&unit.name),
                    facts.parent_name(ix).and_then(text),
                    text(&declared.id),
                    text(&declared.title),
                    text(facts.scale(declared)),
                    count(numerator),
                    count(denominator),
                    sum.rate().ratio().map(Value::Number),
                    flag(sum.complete),
                    count(i64::from(sum.gaps)),
                ])
            })
        })
    });
    let title = "Chỉ tiêu của từng đơn vị, gộp mọi lĩnh vực";
    let source = "Cộng các số đếm của bảng nguon rồi chia một lần.";
    EditionSheet::new(DataTable::Metrics.name(), title, source, &COLUMNS, rows)
}
