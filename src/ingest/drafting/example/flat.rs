//! Whether an example is a flat table: each of its lines names a unit and a field in columns of their own.

use std::collections::BTreeSet;

use crate::ingest::drafting::names::UnitNames;
use crate::model::{Cell, Sheet};
use crate::pipeline::Words;
use crate::text;

use super::find::ExampleTable;
use super::kinds::{FlatExample, cells_below, heads_ordinals};

/// Words in the header of a column of fields, as keys.
const FIELDS: [&str; 4] = ["lĩnh vực", "thủ tục", "công việc", "nội dung"];

/// Words that the header of a column of sources begins with, as keys.
const SOURCES: [&str; 2] = ["nguồn", "hệ thống"];

/// What stands in a column of words.
struct WordColumn<'f> {
    at: u32,
    header: &'f str,
    /// Different texts, without totals.
    texts: BTreeSet<&'f str>,
    /// How many cells name a unit, of how many.
    units: (usize, usize),
}

impl WordColumn<'_> {
    fn names_units(&self) -> bool {
        self.units.0 > 0 && self.units.0 * 10 >= self.units.1 * 7
    }
}

/// The columns of a flat table; `None` where it is none. A column of units beside one of fields, or one in which units
/// come again beside one of words that are none.
pub(in crate::ingest::drafting) fn flat(
    sheet: &Sheet,
    found: &ExampleTable,
    names: UnitNames,
) -> Option<FlatExample> {
    let columns = columns_of_words(sheet, found, names);
    let mut units = columns.iter().filter(|column| column.names_units());
    let (unit, None) = (units.next()?, units.next()) else { return None };
    let again = unit.texts.len() < found.lines.len().saturating_sub(1);
    let others = || columns.iter().filter(|column| column.at != unit.at);
    let is_source = |column: &&WordColumn| {
        SOURCES.iter().any(|word| text::begins_with_word(column.header, &text::key(word)))
    };
    let of_fields =
        |column: &&WordColumn| FIELDS.iter().any(|word| column.header.contains(&text::key(word)));
    let label = others().find(of_fields).or_else(|| {
        let words = others().filter(|column| again && !is_source(column) && column.texts.len() > 1);
        words.max_by_key(|column| column.texts.len())
    })?;
    let source = others().find(|column| column.at != label.at && is_source(column));
    Some(FlatExample { unit: unit.at, label: label.at, source: source.map(|column| column.at) })
}

/// The columns left of the figures that hold words and do not number the lines.
fn columns_of_words<'f>(
    sheet: &'f Sheet,
    found: &'f ExampleTable,
    names: UnitNames,
) -> Vec<WordColumn<'f>> {
    let first = found.figures.first().copied().unwrap_or(u32::MAX);
    let total = Words::usual().total;
    let left = found.columns.iter().filter(|head| {
        let lowest = head.path.last().map_or("", String::as_str);
        head.column < first && !found.ordinals.contains(&head.column) && !heads_ordinals(lowest)
    });
    let columns = left.map(|head| {
        let sums = |text: &&str| {
            let key = text::key(text);
            total.iter().any(|word| text::begins_with_word(&key, word))
        };
        let cells = cells_below(sheet, found, head.column).filter_map(Cell::text);
        let texts: Vec<&str> = cells.filter(|text| !sums(text)).collect();
        let units = texts.iter().filter(|text| names.level(text).is_some()).count();
        WordColumn {
            at: head.column,
            header: head.path.last().map_or("", String::as_str),
            units: (units, texts.len()),
            texts: texts.into_iter().collect(),
        }
    });
    columns.filter(|column| !column.texts.is_empty()).collect()
}
