//! A column that is one of the parts of another, alone in a sheet: `Đúng hạn` where nobody counts `Trước hạn` apart.
//! It is the whole where every line closes by it; else half the files would be lost.

use crate::ingest::count::{Counted, count};
use crate::ingest::findings::column::missing_column::MISSING_COLUMN;
use crate::model::{CellRef, Finding, MeasureIx, Sheet};
use crate::pipeline::{Binding, Form, Identity, Relation};
use crate::text::group_thousands;

use super::bound_table::BoundTable;
use super::header::bind::lone_part;
use super::header::bound::Header;
use super::header::unfold::columns_found;
use super::lines::line::SheetLine;

/// A part that stands for its whole.
pub(in crate::ingest) struct LonePart {
    /// The lowest cell of its header.
    at: CellRef,
    /// Its header texts as found.
    shown: String,
    /// The column of the form.
    label: String,
    /// How a line closes by it.
    closes: String,
}

impl LonePart {
    /// What is said of it.
    pub(in crate::ingest) fn finding(&self) -> Finding {
        let Self { at, shown, label, closes } = self;
        let message = format!(
            "cột \"{shown}\" được hiểu là cả cột \"{label}\" vì mọi dòng đều khớp ({closes}); nên ghi đúng tên cột của biểu"
        );
        let mut finding = Finding::new(&MISSING_COLUMN, message).at(*at).found(shown);
        finding.severity = crate::model::Severity::Note;
        finding.expected(label).corrected()
    }
}

/// Binds the columns of a table that are the only part of one of the form, where the lines close by them.
pub(in crate::ingest) fn bind_lone_parts(
    sheet: &Sheet,
    table: &mut BoundTable,
    lines: &[SheetLine],
) -> Vec<LonePart> {
    let form = table.form;
    let split = |&index: &usize| !form.columns[index].parts.is_empty();
    let missing: Vec<usize> = table.header.missing(form).filter(split).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let columns = columns_found(sheet, table.heading.end, table.header.bottom);
    let bind = |index: usize| {
        let column = lone_part(&columns, form, &table.header, index)?;
        let unknown = table.header.unknown.iter();
        let place = { unknown }.position(|(at, _)| at.column == column)?;
        let closes = closes(form, &table.header, lines, index, column)?;
        table.header.bound[index] = vec![column];
        let (at, shown) = table.header.unknown.remove(place);
        Some(LonePart { at, shown, label: form.columns[index].label(), closes })
    };
    missing.into_iter().filter_map(bind).collect()
}

/// How the lines close where a column is the one of the form; `None` where one of them does not, or nothing tells.
fn closes(
    form: &Form,
    header: &Header,
    lines: &[SheetLine],
    index: usize,
    column: u32,
) -> Option<String> {
    let Binding::Count(measure) = form.columns[index].binding else { return None };
    let holds = |identity: &&Identity| {
        identity.relation == Relation::Equal
            && identity.whole.iter().chain(&identity.parts).any(|other| *other == measure)
    };
    let mut told = None;
    for identity in form.identities.iter().filter(holds) {
        let places = |measures: &[MeasureIx]| -> Option<Vec<u32>> {
            let mut places = Vec::new();
            for other in measures {
                if *other == measure {
                    places.push(column);
                    continue;
                }
                let is_of = |of: &usize| form.columns[*of].binding == Binding::Count(*other);
                let bound = (0..form.columns.len()).filter(is_of).flat_map(|of| &header.bound[of]);
                let before = places.len();
                places.extend(bound);
                if places.len() == before {
                    return None;
                }
            }
            Some(places)
        };
        let (Some(whole), Some(parts)) = (places(&identity.whole), places(&identity.parts)) else {
            continue;
        };
        for line in lines.iter().filter(|line| line.role.holds_figures()) {
            let sum = |places: &[u32]| -> Option<f64> {
                places.iter().map(|&place| figure(line, place, form)).sum()
            };
            let (sum, of_parts) = (sum(&whole)?, sum(&parts)?);
            if (sum - of_parts).abs() > 0.5 {
                return None;
            }
            if told.is_none() && figure(line, column, form).is_some_and(|own| own > 0.0) {
                let shown = |places: &[u32]| {
                    let values = places.iter().filter_map(|&place| figure(line, place, form));
                    values.map(number).collect::<Vec<_>>().join(" + ")
                };
                told = Some(format!("{} = {}", shown(&whole), shown(&parts)));
            }
        }
    }
    told
}

/// The count of a line in a column, a blank for nothing; `None` where it cannot be read.
fn figure(line: &SheetLine, column: u32, form: &Form) -> Option<f64> {
    let cell = line.cells.iter().find(|cell| cell.at.column == column);
    match cell.map(|cell| count(&cell.value, &form.numbers)) {
        None | Some(Counted::Blank) => Some(0.0),
        Some(Counted::Count { value, .. }) => Some(value),
        Some(Counted::Doubt(..)) => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "counts are whole and below 10^12")]
fn number(value: f64) -> String {
    group_thousands(value.round() as i64)
}
