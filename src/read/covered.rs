//! What is said of cells under a merged one. Nobody sees what they hold, so it is nobody's figure.

use crate::model::{Area, Cell, CellRef, Finding, Value};
use crate::read::findings::covered_cells::COVERED_CELLS;
use crate::text::plain_number;

/// Merged areas of one sheet that are told one by one; a program that merges cells does it everywhere.
const MOST_TOLD: usize = 50;
/// Covered cells that are named.
const NAMED: usize = 4;

/// What is said of covered cells, which stand in order; words without a number are no figure and not told.
pub(super) fn findings(covered: &[(Area, Cell)]) -> Vec<Finding> {
    let is_figure = |(_, cell): &&(Area, Cell)| {
        cell.text().is_none_or(|text| text.contains(|c: char| c.is_ascii_digit()))
    };
    let told: Vec<&(Area, Cell)> = covered.iter().filter(is_figure).collect();
    let mut areas: Vec<Area> = told.iter().map(|(area, _)| *area).collect();
    areas.sort_by_key(|area| area.first);
    areas.dedup();
    let below = |area: &Area| -> Vec<&Cell> {
        told.iter().filter(|(over, _)| over == area).map(|(_, cell)| cell).collect()
    };
    let mut findings: Vec<Finding> =
        areas.iter().take(MOST_TOLD).map(|area| finding(area, &below(area))).collect();
    if let Some(next) = areas.get(MOST_TOLD) {
        let message = format!(
            "còn {} vùng ô gộp khác che các ô có số liệu; số bị che không được tính",
            areas.len() - MOST_TOLD
        );
        findings.push(Finding::new(&COVERED_CELLS, message).at(next.first).left_out());
    }
    findings
}

fn finding(area: &Area, cells: &[&Cell]) -> Finding {
    let named = |cell: &&Cell| format!("{} ({})", cell.at, shown(&cell.value));
    let mut names: Vec<String> = cells.iter().take(NAMED).map(named).collect();
    if cells.len() > NAMED {
        names.push(format!("và {} ô khác", cells.len() - NAMED));
    }
    let message = format!(
        "ô gộp {} che các ô còn giữ số liệu: {}; người mở tệp không thấy các số này nên không được tính; hãy bỏ gộp ô rồi xóa số thừa, hoặc ghi số vào từng ô",
        shown_area(area),
        names.join(", ")
    );
    let found = shown(cells.first().map_or(&Value::Uncalculated, |cell| &cell.value));
    Finding::new(&COVERED_CELLS, message).at(area.first).found(found).left_out()
}

fn shown_area(area: &Area) -> String {
    let last = CellRef { notation: area.first.notation, ..area.last };
    format!("{}:{last}", area.first)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => plain_number(*number),
        Value::Text(text) | Value::Date(text) | Value::Fault(text) => text.clone(),
        Value::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Uncalculated => "công thức".to_owned(),
    }
}
