//! `nguon`: from which cells of which file the counts of a unit are.

use std::collections::BTreeMap;

use crate::model::{CellRef, Notation};
use crate::pipeline::DataTable;
use crate::table::EditionTables;

use super::plan::{COUNTED, EditionColumn, EditionSheet, count, figures, text, words};
use crate::publish::book::plan::CELL_CHARACTERS;
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

/// Unit, form, measure, file and sheet, by their words.
type SourceKey = (u32, u32, u32, u32, u32);

pub(super) fn sheet(facts: &Facts<'_>, tables: &EditionTables) -> EditionSheet {
    let pipeline = facts.pipeline;
    let numbers = &tables.numbers;
    let mut cells: BTreeMap<SourceKey, Vec<CellRef>> = BTreeMap::new();
    for row in &numbers.rows {
        let key = (row.unit, row.form, row.measure, row.file, row.sheet);
        cells.entry(key).or_default().push(row.at);
    }
    let submissions = facts.inputs.submissions.rows.iter();
    let prints = submissions.filter_map(|row| Some((row.file.as_deref()?, row.blake3.as_deref()?)));
    let prints: BTreeMap<&str, &str> = prints.collect();
    let rows = cells.into_iter().map(|((unit, form, measure, file, sheet), mut cells)| {
        let [unit, form, measure, file, sheet] =
            [unit, form, measure, file, sheet].map(|word| numbers.word(word));
        let declared = pipeline.measures.iter().find(|declared| declared.id == measure);
        let named = pipeline.register.find_id(unit).map(|ix| &pipeline.register.get(ix).name);
        cells.sort_unstable_by_key(|at| (at.column, at.row));
        vec![
            text(pipeline.period.to_string()),
            text(unit),
            text(named.map_or(unit, String::as_str)),
            text(pipeline.form(form).map_or(form, |form| &form.name)),
            text(measure),
            declared.and_then(|declared| text(&declared.title)),
            text(file),
            text(sheet),
            text(ranges(&cells)),
            count(i64::try_from(cells.len()).unwrap_or(i64::MAX)),
            prints.get(file).and_then(text),
        ]
    });
    let title = "Ô của tệp đã gửi mà số liệu lấy từ đó";
    let source = "Các tệp đã nhận; số đã bị tệp khác thay thế không có ở đây.";
    EditionSheet::new(DataTable::Sources.name(), title, source, &COLUMNS, rows)
}

/// `F12:F15, F18`; cells that have no letters stand each for itself.
fn ranges(cells: &[CellRef]) -> String {
    let goes_on = |a: &CellRef, b: &CellRef| {
        a.column == b.column && a.row + 1 == b.row && a.notation == Notation::Letters
    };
    let mut out = String::new();
    for run in cells.chunk_by(goes_on) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let range = if run.len() > 1 { format!("{first}:{last}") } else { first.to_string() };
        if out.len() + range.len() + 3 > CELL_CHARACTERS {
            out.push_str(", …");
            break;
        }
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&range);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::ranges;
    use crate::model::CellRef;

    #[test]
    fn cells_below_each_other_are_a_range() {
        let at = |row| CellRef::new(row, 5);
        assert_eq!(ranges(&[at(11), at(12), at(13), at(16)]), "F12:F14, F17");
        assert_eq!(ranges(&[at(11), CellRef::new(12, 6)]), "F12, G13");
        let counted = |row| CellRef::counted(row, 2);
        assert_eq!(ranges(&[counted(4), counted(5)]), "dòng 5, cột 3, dòng 6, cột 3");
    }
}
