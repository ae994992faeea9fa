//! What the columns of an unknown table hold, told by their texts and by what stands below them.

use crate::ingest::table::header::unfold::HeadedColumn;
use crate::model::{Cell, Sheet, Value};
use crate::text;

use super::find::ExampleTable;
use super::number::{is_figure, split_number};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::drafting) enum ColumnKind {
    /// Numbers the lines.
    Ordinal,
    /// Says what a line is about.
    Label,
    /// Names the unit of a line of a flat table.
    Unit,
    /// Says where the files of a line of a flat table were handled.
    Source,
    /// Remarks.
    Note,
    /// Nothing that is used.
    Ignored,
    /// Counts.
    Count,
    /// Percentages, scores or averages that somebody worked out.
    Rate,
}

/// Texts that head a column of numbering.
const ORDINAL: [&str; 6] = ["stt", "tt", "số tt", "số thứ tự", "s.tt", "no"];

/// Texts that head a column of remarks.
const REMARKS: [&str; 8] = [
    "ghi chú",
    "chú thích",
    "lý do",
    "nguyên nhân",
    "giải trình",
    "diễn giải",
    "vướng mắc",
    "khó khăn",
];

/// Texts in the lowest header cell of what somebody worked out.
const WORKED_OUT: [&str; 7] =
    ["%", "tỷ lệ", "tỉ lệ", "điểm", "trung bình", "bình quân", "tỷ trọng"];

/// Whether a text heads a column of numbering.
pub(super) fn heads_ordinals(lowest: &str) -> bool {
    ORDINAL.contains(&lowest)
}

/// What each column of a table holds, in their order.
pub(in crate::ingest::drafting) fn kinds(
    sheet: &Sheet,
    found: &ExampleTable,
    flat: Option<FlatExample>,
) -> Vec<ColumnKind> {
    let mut numbered = false;
    let label = flat.map_or(found.label, |flat| flat.label);
    let kinds = found.columns.iter().map(|column| {
        let kind = match flat {
            Some(flat) if flat.unit == column.column => ColumnKind::Unit,
            Some(flat) if flat.source == Some(column.column) => ColumnKind::Source,
            _ if label == column.column => ColumnKind::Label,
            _ => kind(sheet, found, column),
        };
        // One column numbers the lines; another one of numbers before the label is a code.
        let again = kind == ColumnKind::Ordinal && numbered;
        numbered |= kind == ColumnKind::Ordinal;
        if again { ColumnKind::Ignored } else { kind }
    });
    kinds.collect()
}

fn kind(sheet: &Sheet, found: &ExampleTable, column: &HeadedColumn) -> ColumnKind {
    let lowest = column.path.last().map_or("", String::as_str);
    let remarks = || REMARKS.iter().any(|word| text::begins_with_word(lowest, &text::key(word)));
    if heads_ordinals(lowest) {
        ColumnKind::Ordinal
    } else if found.ordinals.contains(&column.column) {
        if lowest.contains("mã") { ColumnKind::Ignored } else { ColumnKind::Ordinal }
    } else if remarks() {
        // Whatever somebody noted: a date, a number of a letter.
        ColumnKind::Note
    } else if found.figures.contains(&column.column) {
        let worked_out = WORKED_OUT.iter().any(|word| lowest.contains(word));
        if shows_rates(sheet, found, column.column, worked_out) {
            ColumnKind::Rate
        } else {
            ColumnKind::Count
        }
    } else if is_empty_count(sheet, found, column) {
        ColumnKind::Count
    } else {
        ColumnKind::Ignored
    }
}

/// The cells of a column in lines of numbers.
pub(in crate::ingest::drafting) fn cells_below<'s>(
    sheet: &'s Sheet,
    found: &ExampleTable,
    column: u32,
) -> impl Iterator<Item = &'s Cell> {
    found.lines.iter().filter_map(move |row| {
        let cells = sheet.row(*row);
        let at = cells.binary_search_by_key(&column, |cell| cell.at.column).ok()?;
        cells.get(at)
    })
}

/// Fractions, or texts that end as percentages. `120 phiếu (đạt 85,7%)` is a count with its percentage behind it.
fn shows_rates(sheet: &Sheet, found: &ExampleTable, column: u32, worked_out: bool) -> bool {
    let (mut all, mut rates, mut counts) = (0, 0, 0);
    for cell in cells_below(sheet, found, column) {
        all += 1;
        match &cell.value {
            Value::Number(number) if number.fract() != 0.0 => rates += 1,
            Value::Text(text) => {
                let rest = split_number(text).map(|(_, rest)| rest).unwrap_or_default();
                rates += usize::from(rest.starts_with('%'));
                counts += usize::from(rest.contains('('));
            }
            _ => {}
        }
    }
    counts == 0 && (worked_out || rates * 3 > all)
}

/// A column without any entry that stands below the same text as columns of counts.
fn is_empty_count(sheet: &Sheet, found: &ExampleTable, column: &HeadedColumn) -> bool {
    let [group, _, ..] = column.path.as_slice() else { return false };
    let sibling = |other: &HeadedColumn| {
        found.figures.contains(&other.column) && other.path.len() > 1 && other.path[0] == *group
    };
    let entries = cells_below(sheet, found, column.column);
    let holds_words = { entries }.any(|cell| !is_figure(&cell.value) && has_words(cell));
    !holds_words && found.columns.iter().any(sibling)
}

fn has_words(cell: &Cell) -> bool {
    cell.text().is_some_and(|text| text.chars().any(char::is_alphabetic))
}

/// The columns that say what a line of a flat table is about.
#[derive(Debug, Clone, Copy)]
pub(in crate::ingest::drafting) struct FlatExample {
    pub(in crate::ingest::drafting) unit: u32,
    pub(in crate::ingest::drafting) label: u32,
    pub(in crate::ingest::drafting) source: Option<u32>,
}
