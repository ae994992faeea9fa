//! `nguon`: from which cells of which file the counts of a unit are.

use std::collections::BTreeMap;

use crate::pipeline::DataTable;
use crate::table::EditionTables;

use super::plan::{COUNTED, EditionColumn, EditionSheet, count, figures, text, words};
use crate::publish::book::plan::CELL_CHARACTERS;
use crate::publish::source_cells::{ranges, source_cells};
use crate::publish::workbook::facts::Facts;

const COLUMNS: [EditionColumn; 11] = [
    words("kỳ", "Kỳ báo cáo."),
    words("mã đơn vị", "Mã trong danh mục đơn vị."),
    words("đơn vị", "Tên đơn vị."),
    words("biểu", "Tên biểu."),
    words("mã số đếm", "Tên của số đếm trong khai báo."),
    words("số đếm", "Tên của số đếm trong biểu."),
    words("tệp", "Tệp đã gửi."),
    words("trang", "Tên trang trong tệp."),
    words("các ô", "Những ô được tính; dấu hai chấm nối ô đầu và ô cuối liền nhau."),
    figures("số ô (ô)", COUNTED, "Bao nhiêu ô."),
    words("blake3", "Dấu vân tay của tệp."),
];

pub(super) fn sheet(facts: &Facts<'_>, tables: &EditionTables) -> EditionSheet {
    let pipeline = facts.pipeline;
    let numbers = &tables.numbers;
    let cells = source_cells(numbers);
    let submissions = facts.inputs.submissions.rows.iter();
    let prints = submissions.filter_map(|row| Some((row.file.as_deref()?, row.blake3.as_deref()?)));
    let prints: BTreeMap<&str, &str> = prints.collect();
    let rows = cells.into_iter().map(|((unit, form, measure, file, sheet), cells)| {
        let [unit, form, measure, file, sheet] =
            [unit, form, measure, file, sheet].map(|word| numbers.word(word));
        let declared = pipeline.measures.iter().find(|declared| declared.id == measure);
        let named = pipeline.register.find_id(unit).map(|ix| &pipeline.register.get(ix).name);
        vec![
            text(pipeline.period.to_string()),
            text(unit),
            text(named.map_or(unit, String::as_str)),
            text(pipeline.form(form).map_or(form, |form| &form.name)),
            text(measure),
            declared.and_then(|declared| text(&declared.title)),
            text(file),
            text(sheet),
            text(ranges(&cells, CELL_CHARACTERS)),
            count(i64::try_from(cells.len()).unwrap_or(i64::MAX)),
            prints.get(file).and_then(text),
        ]
    });
    let title = "Ô của tệp đã gửi mà số liệu lấy từ đó";
    let source = "Các tệp đã nhận; số đã bị tệp khác thay thế không có ở đây.";
    EditionSheet::new(DataTable::Sources.name(), title, source, &COLUMNS, rows)
}
