//! Accepted numbers, a row each: no table of a run, but a view over `lines`, `columns` and `texts`. With it the numbers of
//! two runs are compared.

use std::collections::BTreeMap;

use polars::prelude::{
    Column, DataFrame, DataType, Expr, IntoLazy, JoinArgs, JoinType, LazyFrame,
    SortMultipleOptions, UnionArgs, col, concat, lit, when,
};

use crate::model::{Action, CellRef, Notation, Role, TextKind};

use super::column::TableError;
use super::column::{Columns, frame, texts, whole};
use super::readings::{COLUMNS, ReadTables, VALUE, role_words};

/// Name of the view.
pub const OBSERVATIONS: &str = "observations";

/// What a line says of each of its numbers.
const OF_LINE: [&str; 8] =
    ["period", "unit_id", "field", "source", "file", "sheet", "block", "table"];

/// The accepted numbers of a run by file, table, row and column: period, form, unit_id, field, measure, value, file,
/// sheet, cell, raw, source, block and action of each; the action is `corrected` where the number follows from others.
///
/// # Errors
/// A column is missing or of another type.
pub fn view(tables: &ReadTables) -> Result<DataFrame, TableError> {
    view_of(tables, role_words(Role::Item)[0])
}

/// The same of lines of another role: those that do not count, for another file or another line took their place.
///
/// # Errors
/// A column is missing or of another type.
pub fn view_of(tables: &ReadTables, role: &str) -> Result<DataFrame, TableError> {
    let mut parts = vec![empty()?.lazy()];
    for (form, lines) in &tables.lines {
        parts.extend(numbers_of(form, lines, role));
    }
    let numbers = concat(parts, UnionArgs::default())?;
    let on = |names: &[&str]| names.iter().map(|&name| col(name)).collect::<Vec<Expr>>();
    let join = |left: LazyFrame, right: LazyFrame, names: &[&str], how: JoinType| {
        left.join(right, on(names), on(names), JoinArgs::new(how))
    };
    let addressed =
        join(numbers, addresses(&tables.columns)?, &["file", "table", "slot"], JoinType::Inner);
    let cell = col("before") + col("row").cast(DataType::String) + col("behind");
    let addressed = addressed.with_column(cell.alias("cell"));
    let cells = ["file", "sheet", "cell"];
    let told = join(addressed, texts_of(&tables.texts, false), &cells, JoinType::Left);
    let told = join(told, texts_of(&tables.texts, true), &cells, JoinType::Left);
    let value = when(col("part").is_not_null()).then(col("part")).otherwise(col("value"));
    let whole = || col("value").cast(DataType::Int64);
    let printed = when(whole().cast(DataType::Float64).eq(col("value")))
        .then(whole().cast(DataType::String))
        .otherwise(col("value").cast(DataType::String));
    let raw = when(col("found").is_not_null()).then(col("found")).otherwise(printed);
    let followed = col("taken").eq(lit(TextKind::Followed.word())).fill_null(lit(false));
    let action = when(followed)
        .then(lit(Action::Corrected.word()))
        .otherwise(lit(Action::Kept.word()))
        .alias("action");
    let columns = [
        "period", "form", "unit_id", "field", "measure", "value", "file", "sheet", "cell", "raw",
        "source", "block", "action",
    ];
    let view = told
        .with_column(action)
        .with_column(value.alias("value"))
        .with_column(raw.alias("raw"))
        .sort(["file", "table", "row", "place"], SortMultipleOptions::default())
        .select(columns.map(col));
    Ok(view.collect()?)
}

/// The view without rows, as its parts are.
fn empty() -> Result<DataFrame, TableError> {
    let mut columns = vec![Column::new_empty("form".into(), &DataType::String)];
    columns.extend(OF_LINE.iter().map(|&name| match name {
        "block" | "table" => Column::new_empty(name.into(), &DataType::UInt32),
        _ => Column::new_empty(name.into(), &DataType::String),
    }));
    for (name, dtype) in [
        ("row", DataType::UInt32),
        ("measure", DataType::String),
        ("slot", DataType::String),
        ("value", DataType::Float64),
    ] {
        columns.push(Column::new_empty(name.into(), &dtype));
    }
    frame(columns)
}

/// The lines of a role in a form, a row a number.
fn numbers_of(form: &str, lines: &DataFrame, role: &str) -> Vec<LazyFrame> {
    let items = lines.clone().lazy().filter(col("role").eq(lit(role)));
    let part = |slot: Expr, measure: Expr, value: Expr| {
        let mut columns = vec![lit(form).alias("form")];
        columns.extend(OF_LINE.map(col));
        columns.push(col("row"));
        columns.push(measure.alias("measure"));
        columns.push(slot.alias("slot"));
        columns.push(value.cast(DataType::Float64).alias("value"));
        items.clone().filter(columns[columns.len() - 1].clone().is_not_null()).select(columns)
    };
    if lines.column("indicator").is_ok() {
        return vec![part(lit(VALUE), col("indicator"), col(VALUE))];
    }
    let measures = lines.columns().iter().filter(|column| column.dtype() == &DataType::Int64);
    let names = measures.map(|column| column.name().to_string());
    names.map(|name| part(lit(name.clone()), lit(name.clone()), col(&name))).collect()
}

/// What stands in front of and behind the row in the address of a cell, by file, table and measure.
fn addresses(columns: &DataFrame) -> Result<LazyFrame, TableError> {
    let c = Columns::new(COLUMNS, columns);
    let (file, measure, cell) = (c.text("file")?, c.text("measure")?, c.text("cell")?);
    let table = c.whole("table")?;
    let rows = || 0..columns.height();
    let names: Vec<(&str, String)> = rows()
        .map(|row| {
            let name = cell.get(row).unwrap_or_default();
            match CellRef::parse_column(name) {
                Some((Notation::Numbers, _)) => ("dòng ", format!(", {name}")),
                _ => (name, String::new()),
            }
        })
        .collect();
    let frame = frame(vec![
        texts("file", rows().map(|row| file.get(row))),
        whole("table", rows().map(|row| table.get(row))),
        texts("slot", rows().map(|row| measure.get(row))),
        texts("before", names.iter().map(|name| Some(name.0))),
        texts("behind", names.iter().map(|name| Some(name.1.as_str()))),
        whole("place", rows().map(|row| u32::try_from(row).ok())),
    ])?;
    Ok(frame.lazy())
}

/// The texts of numbers by their cells; or the numbers of columns that a count is split into.
fn texts_of(texts: &DataFrame, parts: bool) -> LazyFrame {
    let is = |kind: TextKind| col("kind").eq(lit(kind.word()));
    let cells = ["file", "sheet", "cell"].map(col);
    let texts = texts.clone().lazy();
    let mut columns = cells.to_vec();
    if parts {
        columns.push(col("value").alias("part"));
        texts.filter(is(TextKind::Part)).select(columns)
    } else {
        columns.extend([col("raw").alias("found"), col("kind").alias("taken")]);
        let text = is(TextKind::NumberAsText).or(is(TextKind::NumberShown));
        let text = text.or(is(TextKind::Followed));
        texts.filter(text).select(columns)
    }
}

/// An accepted number; words are places in [`Observations::words`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Id of the unit.
    pub unit: u32,
    /// Id of the form.
    pub form: u32,
    /// The field, where there is one.
    pub field: Option<u32>,
    /// Where its files were handled, where the form says so.
    pub source: Option<u32>,
    /// Id of the measure.
    pub measure: u32,
    /// The number.
    pub value: f64,
    /// File.
    pub file: u32,
    /// Sheet.
    pub sheet: u32,
    /// Cell.
    pub at: CellRef,
}

/// Accepted numbers in the order of the view.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Observations {
    /// The numbers.
    pub rows: Vec<Observation>,
    /// Their words, each once.
    pub words: Vec<String>,
}

impl Observations {
    /// The numbers of a view.
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn of(view: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(OBSERVATIONS, view);
        let (unit, form, measure) = (c.text("unit_id")?, c.text("form")?, c.text("measure")?);
        let (field, source) = (c.text("field")?, c.text("source")?);
        let (file, sheet, cell) = (c.text("file")?, c.text("sheet")?, c.text("cell")?);
        let value = c.float("value")?;
        let mut words = WordList::default();
        let rows = (0..view.height()).map(|i| {
            let address = cell.required(i)?;
            let at = CellRef::parse(&address).ok_or(TableError::UnknownWord {
                table: OBSERVATIONS,
                column: "cell".to_owned(),
                row: i,
                found: address,
            })?;
            Ok(Observation {
                unit: words.place(unit.get(i).unwrap_or_default()),
                form: words.place(form.get(i).unwrap_or_default()),
                field: field.get(i).map(|field| words.place(field)),
                source: source.get(i).map(|source| words.place(source)),
                measure: words.place(measure.get(i).unwrap_or_default()),
                value: value.get(i).unwrap_or(0.0),
                file: words.place(file.get(i).unwrap_or_default()),
                sheet: words.place(sheet.get(i).unwrap_or_default()),
                at,
            })
        });
        let rows = rows.collect::<Result<_, TableError>>()?;
        Ok(Self { rows, words: words.words })
    }

    /// The numbers under other ids of their units; those of units that have none are gone.
    pub fn relabel_units<'i>(&mut self, id: impl Fn(&str) -> Option<&'i str>) {
        let mut places: BTreeMap<u32, Option<u32>> = BTreeMap::new();
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        for (place, word) in (0u32..).zip(&self.words) {
            known.insert(word.clone(), place);
        }
        let words = &mut self.words;
        self.rows.retain_mut(|row| {
            let place = *places.entry(row.unit).or_insert_with(|| {
                let id = id(words.get(row.unit as usize)?)?;
                Some(*known.entry(id.to_owned()).or_insert_with(|| {
                    words.push(id.to_owned());
                    u32::try_from(words.len() - 1).unwrap_or(u32::MAX)
                }))
            });
            row.unit = place.unwrap_or(row.unit);
            place.is_some()
        });
    }

    /// A word.
    #[must_use]
    pub fn word(&self, place: u32) -> &str {
        self.words.get(place as usize).map_or("", String::as_str)
    }
}

/// Words, each once.
#[derive(Default)]
struct WordList<'w> {
    words: Vec<String>,
    places: BTreeMap<&'w str, u32>,
}

impl<'w> WordList<'w> {
    fn place(&mut self, word: &'w str) -> u32 {
        *self.places.entry(word).or_insert_with(|| {
            self.words.push(word.to_owned());
            u32::try_from(self.words.len() - 1).unwrap_or(u32::MAX)
        })
    }
}
