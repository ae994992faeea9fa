//! `qua_han`: counts that ask for a reason, and the reason that the unit gives.

use std::collections::BTreeSet;

use crate::model::Value;
use crate::pipeline::DataTable;
use crate::table::{EditionTables, Observation};

use super::plan::{COUNTED, EditionColumn, EditionSheet, figures, text, words};
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
    let numbers = &tables.numbers;
    let asked: BTreeSet<(&str, &str)> = pipeline
        .forms
        .iter()
        .flat_map(|form| {
            let measures = form.reasons.measures.iter();
            measures.map(|measure| (form.id.as_str(), pipeline.measure(*measure).id.as_str()))
        })
        .collect();
    let is_asked = |row: &&Observation| {
        row.value > 0.0 && asked.contains(&(numbers.word(row.form), numbers.word(row.measure)))
    };
    let rows = numbers.rows.iter().filter(is_asked).map(|row| {
        let [unit, measure, file, sheet] =
            [row.unit, row.measure, row.file, row.sheet].map(|word| numbers.word(word));
        let declared = pipeline.measures.iter().find(|declared| declared.id == measure);
        let reason = tables.note(file, sheet, row.at).unwrap_or("chưa nêu lý do");
        vec![
            text(pipeline.period.to_string()),
            text(unit),
            text(
                facts
                    .pipeline
                    .register
                    .find_id(unit)
                    .map_or(unit, |ix| &facts.pipeline.register.get(ix).name),
            ),
            row.field.and_then(|field| text(numbers.word(field))),
            declared.and_then(|declared| text(&declared.title)),
            Some(Value::Number(row.value)),
            declared.and_then(|declared| text(&declared.scale)),
            text(reason),
            text(file),
            text(format!("{sheet}!{}", row.at)),
        ]
    });
    let title = "Hồ sơ quá hạn và lý do đơn vị nêu";
    let source = "Các dòng của biểu mà kế hoạch yêu cầu nêu lý do.";
    EditionSheet::new(DataTable::Overdue.name(), title, source, &COLUMNS, rows)
}
