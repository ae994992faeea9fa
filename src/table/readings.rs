//! Readings → the tables that hold them: `read_lines/<form>`, a row a line with a column for each measure; `columns`, which
//! with the row of a line gives the address of a number; `texts`, what stood in cells that held text; `names`, what
//! each file asked the register for.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Column, DataFrame, DataType};
use rayon::prelude::*;

use crate::model::{
    self, CellRef, LineAt, LineOf, Notation, Reading, Role, Slot, Submissions, TextKind,
    whole_count,
};
use crate::pipeline::{self, Binding, Form, Items, Pipeline};
use crate::text;

use super::column::TableError;
use super::column::{constant, counts, floats, frame, texts, whole, words};

/// File name of the columns.
pub const COLUMNS: &str = "columns";
/// File name of the texts.
pub const TEXTS: &str = "texts";
/// File name of the names that were asked for.
pub const NAMES: &str = "names";

/// File name of the lines of a form, with what is left out of each.
#[must_use]
pub fn lines_of(form: &str) -> String {
    format!("lines/{form}")
}

/// File name of the lines of a form as they were read: nothing is left out of them yet.
#[must_use]
pub fn read_lines_of(form: &str) -> String {
    format!("read_lines/{form}")
}

/// The column of lines that says what findings left out: null, the measures with spaces between them, or `unit`.
pub const LEFT_OUT: &str = "left_out";

/// The words of the roles of lines, with those of files that another file has taken the place of: these do not count.
#[must_use]
pub const fn role_words(role: Role) -> [&'static str; 2] {
    match role {
        Role::Item => ["item", "superseded_item"],
        Role::Total => ["total", "superseded_total"],
    }
}

/// The word of an item that another form or sender tells as well: it does not count.
pub const REPEATED: &str = "repeated_item";

/// The lines of each form, by its id.
pub type Lines = BTreeMap<String, DataFrame>;

/// What was read of the files of a period, as tables.
#[derive(Debug, Clone, Default)]
pub struct ReadTables {
    /// The lines of each form, by its id.
    pub lines: Lines,
    /// The columns that carry numbers.
    pub columns: DataFrame,
    /// Texts that numbers and decisions were taken from.
    pub texts: DataFrame,
    /// Names that were asked for.
    pub names: DataFrame,
}

impl ReadTables {
    /// Of readings in the order of their files. Tables that `submissions` says are superseded do not count, nor do lines
    /// that are `repeated` by others; the lines say so.
    ///
    /// # Errors
    /// Where polars refuses the columns; a defect of the program.
    pub fn of(
        readings: &[Reading],
        submissions: &Submissions,
        repeated: &BTreeSet<LineAt>,
        pipeline: &Pipeline,
    ) -> Result<Self, TableError> {
        let writer = Writer {
            readings,
            pipeline,
            period: pipeline.period.to_string(),
            superseded: submissions.superseded(),
            repeated,
            spelled: spelled(readings),
        };
        let forms = pipeline.forms.par_iter();
        let lines = forms.map(|form| Ok((form.id.clone(), writer.lines(form)?)));
        let ((lines, columns), (texts, names)) = rayon::join(
            || (lines.collect::<Result<Lines, TableError>>(), writer.columns()),
            || (writer.texts(), writer.names()),
        );
        Ok(Self { lines: lines?, columns: columns?, texts: texts?, names: names? })
    }
}

/// Fields whose keys are equal are one field; the first spelling of all lines stays.
fn spelled(readings: &[Reading]) -> BTreeMap<&str, &str> {
    let mut by_key: BTreeMap<String, &str> = BTreeMap::new();
    let mut spelled = BTreeMap::new();
    for field in readings.iter().flat_map(fields) {
        // Most files spell alike.
        if !spelled.contains_key(field) {
            let first = *by_key.entry(text::key(field)).or_insert(field);
            spelled.insert(field, first);
        }
    }
    spelled
}

/// The fields of the items of a file in the order of their lines, each once.
fn fields(reading: &Reading) -> Vec<&str> {
    let mut seen = vec![false; reading.fields.len()];
    let lines = reading.tables.iter().flat_map(|table| &table.lines);
    let items = lines.filter(|line| line.role == Role::Item).filter_map(|line| line.field);
    let new = items.filter(|&field| !std::mem::replace(&mut seen[field as usize], true));
    new.map(|field| reading.fields[field as usize].as_str()).collect()
}

struct Writer<'a> {
    readings: &'a [Reading],
    pipeline: &'a Pipeline,
    period: String,
    superseded: BTreeSet<(&'a str, &'a str, &'a str)>,
    repeated: &'a BTreeSet<LineAt>,
    /// What each spelling of a field became.
    spelled: BTreeMap<&'a str, &'a str>,
}

/// A line, and whether it counts.
#[derive(Clone, Copy)]
struct TableLine<'a> {
    of: LineOf<'a>,
    /// Place of its table in the file.
    table: u32,
    superseded: bool,
    repeated: bool,
}

impl<'a> Writer<'a> {
    fn tables(&self) -> impl Iterator<Item = (&'a Reading, u32, &'a model::Table)> {
        self.numbered().map(|(_, reading, place, table)| (reading, place, table))
    }

    /// The tables, each with the place of its file.
    fn numbered(&self) -> impl Iterator<Item = (usize, &'a Reading, u32, &'a model::Table)> {
        self.readings.iter().enumerate().flat_map(|(file, reading)| {
            (0u32..).zip(&reading.tables).map(move |(place, table)| (file, reading, place, table))
        })
    }

    fn form(&self, table: &model::Table) -> &'a Form {
        &self.pipeline.forms[table.form.index()]
    }

    fn is_superseded(&self, reading: &Reading, table: &model::Table) -> bool {
        let unit = self.pipeline.register.get(table.sender).id.as_str();
        !self.superseded.is_empty()
            && self.superseded.contains(&(&reading.file, &self.form(table).id, unit))
    }

    /// The lines of a form.
    fn lines(&self, form: &Form) -> Result<DataFrame, TableError> {
        let of_form = self.numbered().filter(|(.., table)| self.form(table).id == form.id);
        let told = of_form.flat_map(|(file, reading, place, table)| {
            let superseded = self.is_superseded(reading, table);
            reading.lines_of(table).map(move |of| {
                let at = (file, place as usize, of.place);
                TableLine { of, table: place, superseded, repeated: self.repeated.contains(&at) }
            })
        });
        let told: Vec<TableLine> = told.collect();
        let mut columns = self.about(&told)?;
        match form.items {
            Items::Indicator => columns.extend(self.indicators(&told)),
            Items::Field | Items::Unit => columns.extend(self.numbers(form, &told)),
        }
        let lines = || told.iter().map(|told| told.of.line);
        columns.push(whole("first_block", lines().map(|line| Some(line.first_block))));
        columns.push(whole("table", told.iter().map(|told| Some(told.table))));
        let found = told
            .iter()
            .map(|told| told.of.field().filter(|&field| self.field(told) != Some(field)));
        columns.push(texts("field_found", found));
        columns.push(Column::full_null(LEFT_OUT.into(), told.len(), &DataType::String));
        frame(columns)
    }

    /// The field of a line as all files spell it; the label of a total as it is.
    fn field(&self, told: &TableLine<'a>) -> Option<&'a str> {
        let own = told.of.field()?;
        match told.of.line.role {
            Role::Item => self.spelled.get(own).copied(),
            Role::Total => Some(own),
        }
    }

    fn about(&self, told: &[TableLine<'a>]) -> Result<Vec<Column>, TableError> {
        let units: Vec<&str> =
            self.pipeline.register.iter().map(|(_, unit)| unit.id.as_str()).collect();
        let lines = || told.iter().map(|told| told.of.line);
        let role = |told: &TableLine| {
            let of_table = role_words(told.of.line.role)[usize::from(told.superseded)];
            if told.repeated { REPEATED } else { of_table }
        };
        Ok(vec![
            constant("period", &self.period, told.len()),
            words("unit_id", &units, lines().map(|line| line.unit.map(|unit| unit.0)))?,
            texts("field", told.iter().map(|told| self.field(told))),
            texts("source", told.iter().map(|told| told.of.reading.field(told.of.line.source))),
            texts("role", told.iter().map(|told| Some(role(told)))),
            texts("file", told.iter().map(|told| Some(told.of.reading.file.as_str()))),
            texts("sheet", told.iter().map(|told| Some(told.of.table.sheet.as_str()))),
            whole("row", lines().map(|line| Some(line.row + 1))),
            whole("block", lines().map(|line| Some(line.block))),
        ])
    }

    fn indicators(&self, told: &[TableLine]) -> Vec<Column> {
        let id = |told: &TableLine| {
            let measure = told.of.line.indicator?;
            Some(self.pipeline.measure(measure).id.as_str())
        };
        let value = |told: &TableLine| told.of.numbers().next().map(|number| number.value);
        vec![texts("indicator", told.iter().map(id)), floats("value", told.iter().map(value))]
    }

    /// A column for each measure and each printed figure of the form.
    fn numbers(&self, form: &Form, told: &[TableLine]) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for measure in form.measures() {
            let values = told.iter().map(|told| told.of.sum(Slot::Count(measure)));
            let values = values.map(|value| value.map(whole_count));
            columns.push(counts(&self.pipeline.measure(measure).id, values));
        }
        for (place, column) in (0u16..).zip(&form.columns).filter(|(_, c)| c.printed.is_some()) {
            let values = told.iter().map(|told| told.of.sum(Slot::Printed(place)));
            columns.push(floats(&printed_name(column), values));
        }
        columns
    }

    fn columns(&self) -> Result<DataFrame, TableError> {
        let rows = self.tables().flat_map(|(reading, place, table)| {
            table.columns.iter().map(move |column| (reading, place, table, column))
        });
        let rows: Vec<_> = rows.collect();
        let (register, measures) = (&self.pipeline.register, &self.pipeline.measures);
        let measure = |table: &model::Table, column: &model::Column| match column.slot {
            Slot::Count(measure) => measures[measure.index()].id.clone(),
            Slot::Printed(place) => printed_name(&self.form(table).columns[usize::from(place)]),
            Slot::Value => VALUE.to_owned(),
        };
        let named: Vec<String> = rows.iter().map(|row| measure(row.2, row.3)).collect();
        let cells: Vec<String> =
            rows.iter().map(|(.., table, column)| table.at(0, column.at).column_name()).collect();
        frame(vec![
            texts("file", rows.iter().map(|row| Some(row.0.file.as_str()))),
            texts("sheet", rows.iter().map(|row| Some(row.2.sheet.as_str()))),
            texts("form", rows.iter().map(|row| Some(self.form(row.2).id.as_str()))),
            whole("table", rows.iter().map(|row| Some(row.1))),
            texts("measure", named.iter().map(|name| Some(name.as_str()))),
            texts("cell", cells.iter().map(|cell| Some(cell.as_str()))),
            texts("header", rows.iter().map(|row| Some(row.3.header.as_str()))),
            texts("sender", rows.iter().map(|row| Some(register.get(row.2.sender).id.as_str()))),
            whole("part", rows.iter().map(|row| Some(u32::from(row.3.part)))),
            whole("parts", rows.iter().map(|row| Some(u32::from(row.3.of)))),
        ])
    }

    fn texts(&self) -> Result<DataFrame, TableError> {
        let mut rows: Vec<TextRow> = Vec::new();
        for (reading, place, table) in self.tables() {
            let row = |row: u32, column: u32, kind: TextKind, raw: &str, value: Option<f64>| {
                let (file, sheet) = (reading.file.as_str(), table.sheet.as_str());
                // Where a line of a list has no cells a code has one.
                let notation = match kind {
                    TextKind::Code => Notation::Letters,
                    _ => table.notation,
                };
                let cell = CellRef { row, column, notation }.to_string();
                TextRow { file, sheet, cell, raw: raw.to_owned(), kind, table: place, value }
            };
            let own = table.texts.iter();
            rows.extend(own.map(|text| row(text.row, text.column, text.kind, &text.raw, None)));
            if table.columns.iter().any(|column| column.of > 1) {
                rows.extend(parts(reading, table).map(|(at, value)| {
                    row(at.row, at.column, TextKind::Part, &text::plain_number(value), Some(value))
                }));
            }
        }
        frame(vec![
            texts("file", rows.iter().map(|row| Some(row.file))),
            texts("sheet", rows.iter().map(|row| Some(row.sheet))),
            texts("cell", rows.iter().map(|row| Some(row.cell.as_str()))),
            texts("raw", rows.iter().map(|row| Some(row.raw.as_str()))),
            texts("kind", rows.iter().map(|row| Some(row.kind.word()))),
            floats("value", rows.iter().map(|row| row.value)),
            whole("table", rows.iter().map(|row| Some(row.table))),
        ])
    }

    fn names(&self) -> Result<DataFrame, TableError> {
        let rows = self.readings.iter().flat_map(|reading| {
            let asked = &reading.asked;
            let kinds = ASKED.into_iter().zip([&asked.exact, &asked.near, &asked.within]);
            kinds.flat_map(move |(kind, names)| {
                names.iter().map(move |name| (reading.file.as_str(), kind, name.as_str()))
            })
        });
        let rows: Vec<(&str, &str, &str)> = rows.collect();
        frame(vec![
            texts("file", rows.iter().map(|row| Some(row.0))),
            texts("asked", rows.iter().map(|row| Some(row.1))),
            texts("name", rows.iter().map(|row| Some(row.2))),
        ])
    }
}

/// What the column of values is called in a form of indicators, whose lines say which measure each is.
pub(crate) const VALUE: &str = "value";

/// How a name was asked for: as it is, for names near it, for names in it.
pub(super) const ASKED: [&str; 3] = ["exact", "near", "within"];

struct TextRow<'a> {
    file: &'a str,
    sheet: &'a str,
    cell: String,
    raw: String,
    kind: TextKind,
    table: u32,
    value: Option<f64>,
}

/// What the column of a printed figure is called; a share that is printed beside a count is called after it.
pub(super) fn printed_name(column: &pipeline::FormColumn) -> String {
    match column.binding {
        Binding::Count(_) => format!("{}_printed", column.id),
        _ => column.id.clone(),
    }
}

/// The numbers of columns that a count is split into.
fn parts<'a>(
    reading: &'a Reading,
    table: &'a model::Table,
) -> impl Iterator<Item = (model::CellRef, f64)> + 'a {
    let numbers = reading.lines_of(table).flat_map(LineOf::numbers);
    let parts = numbers.filter(|number| number.column.of > 1);
    parts.map(|number| (number.at, number.value))
}
