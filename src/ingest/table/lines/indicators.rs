//! Which line is which indicator. A line is found by its label inside its section; the numbers in front of the lines
//! are never looked at. Where a label stands twice in a section, the line last seen above decides, and the order
//! only where every line with that label is there.

use std::collections::BTreeMap;

use crate::ingest::table::bound_table::BoundTable;
use crate::model::{Cell, CellRef, Sheet};
use crate::pipeline::{Binding, Form};

use super::line::{LineRole, SheetLine};
use super::reader::LineReader;

/// Lines of a sheet over which one label may be spread, by the edge of a page or by hand.
const MOST_PIECES: usize = 4;

/// Gives each line of a table of indicators its role.
pub(in crate::ingest) fn lines<'s>(
    sheet: &'s Sheet,
    table: &BoundTable,
    reader: &mut LineReader,
) -> Vec<SheetLine<'s>> {
    let form = table.form;
    let values = table.header.column_of(form, Binding::Value);
    let body = table.header.bottom + 1..table.end;
    let mut rows: Vec<IndicatorRow> = Vec::new();
    for (number, cells) in sheet.rows_in(body) {
        let labelled = reader.label_cell(cells);
        let label = labelled.and_then(Cell::text).unwrap_or("");
        rows.push(IndicatorRow {
            cells,
            at: labelled.map_or(cells[0].at, |cell| cell.at),
            label,
            key: form.label_key(label),
            numbered: cells.iter().any(|cell| Some(cell.at.column) == reader.ordinal()),
            valued: cells.iter().any(|cell| Some(cell.at.column) == values),
            repeated: table.repeats.iter().any(|rows| rows.contains(&number)),
        });
    }
    let mut placer = Placer::new(form, rows);
    placer.join_pieces();
    placer.place(reader)
}

/// A line as it stands in the sheet.
struct IndicatorRow<'s> {
    cells: &'s [Cell],
    at: CellRef,
    label: &'s str,
    key: String,
    /// Something stands in the column of numbers.
    numbered: bool,
    /// Something stands in the column of values.
    valued: bool,
    /// It belongs to a header that a new page repeats.
    repeated: bool,
}

struct Placer<'f, 's> {
    form: &'f Form,
    rows: Vec<IndicatorRow<'s>>,
    /// Indicators by each of their keys.
    by_key: BTreeMap<&'f str, Vec<usize>>,
    section: Option<usize>,
    /// The row in which each indicator was last seen.
    seen: BTreeMap<usize, usize>,
}

impl<'f, 's> Placer<'f, 's> {
    fn new(form: &'f Form, rows: Vec<IndicatorRow<'s>>) -> Self {
        let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, indicator) in form.indicators.iter().enumerate() {
            for key in &indicator.keys {
                by_key.entry(key).or_default().push(index);
            }
        }
        Self { form, rows, by_key, section: None, seen: BTreeMap::new() }
    }

    fn is_known(&self, key: &str) -> bool {
        self.by_key.contains_key(key) || self.titled(key).is_some()
    }

    /// A label that is known only together with the lines below it, which bear no number, is theirs too.
    fn join_pieces(&mut self) {
        for first in 0..self.rows.len() {
            let row = &self.rows[first];
            if row.repeated || row.key.is_empty() || self.is_known(&row.key) {
                continue;
            }
            let mut label = row.label.to_owned();
            let mut pieces = vec![first];
            let below = first + 1..self.rows.len();
            for next in below.filter(|&next| !self.rows[next].repeated).take(MOST_PIECES - 1) {
                let piece = &self.rows[next];
                if piece.numbered || piece.key.is_empty() || self.is_known(&piece.key) {
                    break;
                }
                label = format!("{label} {}", piece.label);
                pieces.push(next);
                let key = self.form.label_key(&label);
                if self.is_known(&key) {
                    for &piece in &pieces {
                        self.rows[piece].key.clone_from(&key);
                    }
                    break;
                }
            }
        }
    }

    fn place(&mut self, reader: &mut LineReader) -> Vec<SheetLine<'s>> {
        let mut lines = Vec::with_capacity(self.rows.len());
        for index in 0..self.rows.len() {
            let role = self.role(index, reader);
            reader.saw(role);
            let row = &self.rows[index];
            lines.push(SheetLine { cells: row.cells, role, at: row.at, label: row.label });
        }
        lines
    }

    fn role(&mut self, index: usize, reader: &mut LineReader) -> LineRole {
        let row = &self.rows[index];
        if row.repeated {
            return LineRole::Header;
        }
        if reader.is_column_numbers(row.cells) {
            return LineRole::ColumnNumbers;
        }
        if let Some(indicator) = self.indicator(index) {
            self.section = Some(self.form.indicators[indicator].section);
            self.seen.insert(indicator, index);
            return LineRole::Indicator(indicator);
        }
        if let Some(section) = self.opened(row, reader) {
            self.section = Some(section);
            return LineRole::Section(section);
        }
        match reader.below_the_table(row.cells) {
            Some(role) => role,
            None if row.valued => LineRole::Unknown,
            None => LineRole::Placeholder,
        }
    }

    /// The section that a title is of.
    fn titled(&self, key: &str) -> Option<usize> {
        self.form.sections.iter().position(|section| section.keys.iter().any(|known| known == key))
    }

    /// The section that a line opens: by its title, else by its Roman number.
    fn opened(&self, row: &IndicatorRow, reader: &LineReader) -> Option<usize> {
        let by_number = || {
            let number = reader.ordinal_text(row.cells)?.trim().trim_end_matches(['.', ')', '/']);
            let same = |known: &str| known.eq_ignore_ascii_case(number);
            self.form.sections.iter().position(|section| same(&section.number))
        };
        self.titled(&row.key).or_else(by_number).filter(|_| !row.valued)
    }

    /// The indicator that a line is. A label of another section is found too where no other has it, for then the
    /// title of that section is missing.
    fn indicator(&self, index: usize) -> Option<usize> {
        let key = &self.rows[index].key;
        let all = self.by_key.get(key.as_str())?;
        let here: Vec<usize> = all
            .iter()
            .copied()
            .filter(|&one| Some(self.form.indicators[one].section) == self.section)
            .collect();
        match (here.as_slice(), all.as_slice()) {
            ([one], _) | ([], [one]) => Some(*one),
            ([], several) | (several, _) => self.told_apart(index, several),
        }
    }

    /// Which of several indicators with one label a line is.
    fn told_apart(&self, index: usize, several: &[usize]) -> Option<usize> {
        let above = |one: &usize| self.seen.get(&self.form.indicators[*one].under?).copied();
        let nearest = several.iter().copied().filter(|one| above(one).is_some());
        nearest.max_by_key(|one| above(one)).or_else(|| self.by_order(index, several))
    }

    /// By order, where each of them is there.
    fn by_order(&self, index: usize, several: &[usize]) -> Option<usize> {
        let key = &self.rows[index].key;
        let same = |row: &&IndicatorRow| row.key == *key;
        let before = self.rows[..index].iter().filter(same).count();
        let all = self.rows.iter().filter(same).count();
        several.get(before).copied().filter(|_| all == several.len())
    }
}
