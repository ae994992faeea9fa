//! A flat table: each line names its unit and its field in columns of their own. Its lines are told as those of a table
//! with groups, a line that names a unit above the lines of that unit, so that all that holds there holds here.

mod fill_down;
pub(in crate::ingest) mod row;

use std::collections::{BTreeMap, BTreeSet};
use std::slice;

use crate::ingest::table::bound_table::BoundTable;
use crate::model::{Area, Cell, Sheet};
use crate::pipeline::Binding;
use crate::text;

use super::labels::is_placeholder;
use super::line::{LineRole, SheetLine};
use super::reader::{LabelNaming, LineReader};
use fill_down::fill_down;
use row::{FlatRow, RowOwner, RowSums, UnitCell};

/// Words, as keys, that stand in the place of a field for all of them.
const ALL_FIELDS: [&str; 2] = ["tòan", "tất cả"];

/// The columns that say what a line is about.
struct FlatColumns {
    unit: u32,
    labels: Vec<u32>,
    source: Option<u32>,
    figures: Vec<u32>,
    /// Cells that are merged downwards, by column and first row.
    merged: BTreeMap<(u32, u32), Area>,
}

/// The lines of a flat table whose units stand in a column.
pub(super) fn lines<'s>(
    sheet: &'s Sheet,
    table: &BoundTable,
    reader: &mut LineReader,
    unit: u32,
) -> Vec<SheetLine<'s>> {
    let body = table.header.bottom + 1..table.end;
    let downwards = sheet.merges_in(body.clone()).iter();
    let downwards = downwards.filter(|area| area.last.row > area.first.row);
    let keys = FlatColumns {
        unit,
        labels: reader.labels.clone(),
        source: table.header.column_of(table.form, Binding::Source),
        figures: reader.figures.clone(),
        merged: downwards.map(|area| ((area.first.column, area.first.row), *area)).collect(),
    };
    let rows = sheet.rows_in(body).map(|(row, cells)| {
        if table.repeats_header(row) {
            FlatRow::beside(reader.header(cells))
        } else {
            let row = keys.row(sheet, reader, cells);
            reader.saw(row.line.role);
            row
        }
    });
    let mut rows: Vec<FlatRow> = rows.collect();
    fill_down(&mut rows);
    leave_sums_of_fields(&mut rows);
    told(if is_by_unit(&rows) { rows } else { order_by_unit(rows) })
}

impl FlatColumns {
    fn row<'s>(&self, sheet: &'s Sheet, reader: &mut LineReader, cells: &'s [Cell]) -> FlatRow<'s> {
        let labelled = self.labels.iter().find_map(|&column| self.cell(sheet, cells, column));
        let label = labelled.and_then(Cell::text).unwrap_or("");
        let column = self.labels.first().copied().unwrap_or(self.unit);
        let at = cells[0].at.beside(column);
        let line = |role, label| SheetLine { cells, role, at, label };
        if reader.is_column_numbers(cells) {
            return FlatRow::beside(line(LineRole::ColumnNumbers, label));
        }
        if let Some(role) = reader.below_the_table(cells) {
            return FlatRow::beside(line(role, label));
        }
        let (named, sums, label) = self.about(sheet, reader, cells, label);
        let figures = cells.iter().any(|cell| self.figures.contains(&cell.at.column));
        let blank = label.is_empty() || is_placeholder(label);
        let role = match sums {
            RowSums::Unit | RowSums::Told | RowSums::Field => LineRole::Total,
            RowSums::Nothing if figures && blank => LineRole::Unknown,
            RowSums::Nothing if figures => LineRole::Item,
            RowSums::Nothing if blank => LineRole::Placeholder,
            // A line of the form that nobody filled in, unless it is words alone.
            RowSums::Nothing if named != UnitCell::Blank => LineRole::Item,
            RowSums::Nothing => LineRole::Remark,
        };
        let source = self.source.and_then(|column| self.cell(sheet, cells, column));
        let source = source.filter(|cell| cell.text().is_some());
        FlatRow { line: line(role, label), sums, named, source }
    }

    /// What the words of a row are about: whose it is, what it sums, and under which name.
    fn about<'s>(
        &self,
        sheet: &'s Sheet,
        reader: &mut LineReader,
        cells: &'s [Cell],
        label: &'s str,
    ) -> (UnitCell<'s>, RowSums, &'s str) {
        let first = self.figures.iter().min().copied().unwrap_or(u32::MAX);
        let beside = |cell: &&Cell| {
            let column = cell.at.column;
            column < first && column != self.unit && !self.labels.contains(&column)
        };
        let beside = cells.iter().filter(beside).filter_map(Cell::text);
        let whole = { beside }.find(|text| reader.is_total(text));
        let cell = self.cell(sheet, cells, self.unit);
        let sums_fields = reader.is_total(label) || reader.sums_fields(label);
        let of_field = !label.is_empty() && !sums_fields;
        let named = match cell.map(|cell| (cell, cell.text().map(str::trim))) {
            None => UnitCell::Blank,
            Some((_, None)) => UnitCell::Unreadable,
            Some((_, Some(text))) if is_placeholder(text) => UnitCell::Blank,
            Some((_, Some(text))) if reader.sums_units(text) => {
                let sums = if of_field { RowSums::Field } else { RowSums::Told };
                return (
                    UnitCell::Blank,
                    sums,
                    if of_field { label } else { whole.unwrap_or(text) },
                );
            }
            Some((cell, Some(text))) => UnitCell::As(RowOwner::of(reader, text), cell),
        };
        let own = matches!(named, UnitCell::As(..));
        match whole {
            None if !sums_fields => (named, RowSums::Nothing, label),
            Some(_) if of_field => (UnitCell::Blank, RowSums::Field, label),
            _ => {
                let word = if label.is_empty() { whole.unwrap_or(label) } else { label };
                (named, if own { RowSums::Unit } else { RowSums::Told }, word)
            }
        }
    }

    /// What stands in a column of a row, in its own cell or in one that is merged down to it.
    fn cell<'s>(&self, sheet: &'s Sheet, cells: &'s [Cell], column: u32) -> Option<&'s Cell> {
        if let Ok(place) = cells.binary_search_by_key(&column, |cell| cell.at.column) {
            return cells.get(place);
        }
        let row = cells.first()?.at.row;
        let above = self.merged.range((column, 0)..=(column, row)).next_back();
        let (_, area) = above.filter(|(_, area)| area.last.row >= row)?;
        sheet.row(area.first.row).iter().find(|cell| cell.at.column == column)
    }
}

impl LineReader<'_> {
    fn is_total(&mut self, text: &str) -> bool {
        let key = self.key(text);
        self.form.is_total_key(&key)
    }

    /// Whether what stands where a unit is named is several: `Toàn đơn vị`, `Tổng Sở Nội vụ`.
    fn sums_units(&mut self, text: &str) -> bool {
        let key = self.key(text);
        let sums = self.form.resembles_total_key(&key) || self.sums_fields(text);
        sums && self.naming(text) != LabelNaming::Unit
    }

    /// Whether what stands where a field is named is all of them: `Toàn bộ lĩnh vực`.
    fn sums_fields(&mut self, text: &str) -> bool {
        let key = self.key(text);
        ALL_FIELDS.iter().any(|word| text::begins_with_word(&key, word))
    }
}

/// A line that sums one field over all units sums what stands in no block; it is read over. What is no field of any line
/// only says how many there are: `12 lĩnh vực`.
fn leave_sums_of_fields(rows: &mut [FlatRow]) {
    if rows.iter().all(|row| row.sums != RowSums::Field) {
        return;
    }
    let items = rows.iter().filter(|row| row.is_item());
    let fields: BTreeSet<String> = items.map(|row| text::key(row.line.label)).collect();
    for row in rows.iter_mut().filter(|row| row.sums == RowSums::Field) {
        row.sums = RowSums::Told;
        if fields.contains(&text::key(row.line.label)) {
            (row.sums, row.line.role) = (RowSums::Nothing, LineRole::Note);
        }
    }
}

/// Whether the lines of each unit stand together, its sum above them or below.
fn is_by_unit(rows: &[FlatRow]) -> bool {
    let mut closed: BTreeSet<&RowOwner> = BTreeSet::new();
    let mut open: Option<(&RowOwner, bool)> = None;
    for row in rows {
        let Some(whose) = row.whose() else {
            // What sums the figures above it ends the lines of a unit.
            if row.sums == RowSums::Told {
                closed.extend(open.take().map(|(unit, _)| unit));
            }
            continue;
        };
        match &mut open {
            Some((unit, items)) if *unit == whose => {
                *items |= row.is_item();
                if row.sums == RowSums::Unit && *items {
                    closed.extend(open.take().map(|(unit, _)| unit));
                }
            }
            _ if closed.contains(whose) => return false,
            _ => {
                closed.extend(open.take().map(|(unit, _)| unit));
                open = Some((whose, row.is_item()));
            }
        }
    }
    true
}

/// Puts the lines of each unit together, in the order in which the units come first, the sums of a unit below its lines.
/// What sums more stands below all, or above all where it stood so.
fn order_by_unit(rows: Vec<FlatRow<'_>>) -> Vec<FlatRow<'_>> {
    let mut units: BTreeMap<RowOwner, usize> = BTreeMap::new();
    let mut filled: BTreeSet<usize> = BTreeSet::new();
    let mut begun = false;
    let mut place = |row: &FlatRow| match row.whose() {
        Some(whose) => {
            begun = true;
            let next = units.len() + 1;
            let place = *units.entry(whose.clone()).or_insert(next);
            if row.is_item() {
                filled.insert(place);
            }
            (place, row.sums == RowSums::Unit && filled.contains(&place))
        }
        None if row.sums == RowSums::Told && !begun => (0, false),
        None => (usize::MAX, row.sums != RowSums::Told),
    };
    let mut placed: Vec<_> = rows.into_iter().map(|row| (place(&row), row)).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, row)| row).collect()
}

/// The rows as lines, a line that names the unit above the lines of each, and one that tells the source above those of
/// each source.
fn told(rows: Vec<FlatRow<'_>>) -> Vec<SheetLine<'_>> {
    let mut lines = Vec::with_capacity(rows.len() + rows.len() / 4);
    let mut unit: Option<RowOwner> = None;
    let mut source: Option<&str> = None;
    for row in rows {
        if let UnitCell::As(whose, cell) = &row.named
            && unit.as_ref() != Some(whose)
        {
            lines.push(alone(cell, LineRole::Group));
            (unit, source) = (Some(whose.clone()), None);
        }
        if let Some(cell) = row.source.filter(|_| row.is_item() && unit.is_some())
            && source != cell.text()
        {
            lines.push(alone(cell, LineRole::Source));
            source = cell.text();
        }
        lines.push(row.line);
    }
    lines
}

/// A cell as a line of its own.
fn alone(cell: &Cell, role: LineRole) -> SheetLine<'_> {
    SheetLine { cells: slice::from_ref(cell), role, at: cell.at, label: cell.text().unwrap_or("") }
}
