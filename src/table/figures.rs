//! Every number read from a form: the accepted ones (`observations.parquet`) and those the form prints about
//! itself, totals, percentages and notes, which are compared and never used (`printed.parquet`).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use polars::prelude::{Column, DataFrame, IntoColumn, StringChunkedBuilder};
use serde::{Deserialize, Serialize};

use crate::model::{CellRef, Notation};

use super::column::{
    Columns, TableError, TextColumn, constant, floats, frame, stack, texts, whole, words,
};

/// Symbol of a word that is not there.
pub const NONE: u32 = u32::MAX;

/// What a number is in its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// A count of a unit and a field, or an indicator of a unit: an observation.
    Item,
    /// A sum over lines above.
    Total,
    /// A percentage or score that follows from counts of the same line.
    Percentage,
    /// What the note column says about a line: text without a number.
    Note,
}

impl Role {
    const PRINTED: [Self; 3] = [Self::Total, Self::Percentage, Self::Note];

    const fn word(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Total => "total",
            Self::Percentage => "percentage",
            Self::Note => "note",
        }
    }
}

/// One number with the cell it came from; words are symbols of [`Words`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// What it is.
    pub role: Role,
    /// Unit the number belongs to, or [`NONE`] for a total over several units.
    pub unit: u32,
    /// Form.
    pub form: u32,
    /// Field of an item, label of a total; or [`NONE`].
    pub field: u32,
    /// Where the files of the line were handled (a word of the fields), where the form says so; or [`NONE`].
    pub source: u32,
    /// Measure, or id of the printed column.
    pub measure: u32,
    /// The number; whole for counts, 0–100 for percentages, the code for answers.
    pub value: f64,
    /// File.
    pub file: u32,
    /// Sheet.
    pub sheet: u32,
    /// Cell.
    pub at: CellRef,
    /// Text as found, or [`NONE`] where the cell held a number.
    pub raw: u32,
    /// First block of lines that a total covers; the item's own block otherwise.
    pub first_block: u32,
    /// Block of lines inside the file, from 0; a total closes its block.
    pub block: u32,
}

/// The words that figures point to, each list without repeats. The long lists are shared by the files of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Ids of units.
    pub units: Arc<Vec<String>>,
    /// Ids of forms.
    pub forms: Arc<Vec<String>>,
    /// Fields, and labels of totals.
    pub fields: Vec<String>,
    /// Measures and ids of printed columns.
    pub measures: Arc<Vec<String>>,
    /// Files, relative to the inbox.
    pub files: Arc<Vec<String>>,
    /// Names of sheets.
    pub sheets: Vec<String>,
    /// Texts of cells that held text.
    pub raws: Vec<String>,
}

/// All figures of a run, by file, sheet, row, column and role.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// Reporting period.
    pub period: String,
    /// The figures.
    pub rows: Vec<Figure>,
    /// Their words.
    pub words: Words,
}

impl Figures {
    /// File name of the accepted numbers.
    pub const OBSERVATIONS: &'static str = "observations";
    /// File name of the totals and percentages.
    pub const PRINTED: &'static str = "printed";
    /// Raised when a column changes meaning.
    pub const VERSION: u32 = 4;

    /// The accepted numbers of several files as columns, in their order.
    ///
    /// # Errors
    /// Where polars refuses the columns; a defect of the program.
    pub fn observations_of(files: impl Iterator<Item = Self>) -> Result<DataFrame, TableError> {
        stack(files.map(|file| file.observations()), || Self::default().observations())
    }

    /// What is printed beside them, of several files.
    ///
    /// # Errors
    /// Where polars refuses the columns; a defect of the program.
    pub fn printed_of(files: impl Iterator<Item = Self>) -> Result<DataFrame, TableError> {
        stack(files.map(|file| file.printed()), || Self::default().printed())
    }

    /// The accepted numbers as columns.
    ///
    /// # Errors
    /// Where polars refuses the columns; a defect of the program.
    pub fn observations(&self) -> Result<DataFrame, TableError> {
        let rows: Vec<&Figure> = self.rows.iter().filter(|f| f.role == Role::Item).collect();
        let mut columns = self.common(&rows, "field")?;
        columns.push(whole("block", rows.iter().map(|f| Some(f.block))));
        frame(columns)
    }

    /// The totals, percentages and notes as columns; a note has no value.
    ///
    /// # Errors
    /// Where polars refuses the columns; a defect of the program.
    pub fn printed(&self) -> Result<DataFrame, TableError> {
        let rows: Vec<&Figure> = self.rows.iter().filter(|f| f.role != Role::Item).collect();
        let mut columns = self.common(&rows, "label")?;
        columns.push(texts("role", rows.iter().map(|f| Some(f.role.word()))));
        columns.push(whole("first_block", rows.iter().map(|f| Some(f.first_block))));
        columns.push(whole("block", rows.iter().map(|f| Some(f.block))));
        frame(columns)
    }

    fn common(&self, rows: &[&Figure], field: &str) -> Result<Vec<Column>, TableError> {
        let w = &self.words;
        let symbols = |pick: fn(&Figure) -> u32| {
            rows.iter().map(move |f| Some(pick(f)).filter(|&symbol| symbol != NONE))
        };
        Ok(vec![
            constant("period", &self.period, rows.len()),
            words("form", &w.forms, symbols(|f| f.form))?,
            words("unit_id", &w.units, symbols(|f| f.unit))?,
            words(field, &w.fields, symbols(|f| f.field))?,
            words("source", &w.fields, symbols(|f| f.source))?,
            words("measure", &w.measures, symbols(|f| f.measure))?,
            floats("value", rows.iter().map(|f| Some(f.value).filter(|_| f.role != Role::Note))),
            words("file", &w.files, symbols(|f| f.file))?,
            words("sheet", &w.sheets, symbols(|f| f.sheet))?,
            cells(rows),
            self.raws(rows),
        ])
    }

    fn raws(&self, rows: &[&Figure]) -> Column {
        let mut builder = StringChunkedBuilder::new("raw".into(), rows.len());
        let mut text = String::new();
        for figure in rows {
            if figure.raw == NONE {
                text.clear();
                // Writing to a String cannot fail.
                let _ = match whole_number(figure.value) {
                    Some(whole) => write!(text, "{whole}"),
                    None => write!(text, "{}", figure.value),
                };
                builder.append_value(&text);
            } else {
                builder.append_value(&self.words.raws[figure.raw as usize]);
            }
        }
        builder.finish().into_column()
    }

    /// Figures from the two stored tables.
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn from_frames(observations: &DataFrame, printed: &DataFrame) -> Result<Self, TableError> {
        let mut reader = Reader::default();
        reader.read(Self::OBSERVATIONS, observations, "field")?;
        reader.read(Self::PRINTED, printed, "label")?;
        let Reader { period, mut rows, units, forms, fields, measures, files, sheets, raws } =
            reader;
        let words = Words {
            units: units.words.into(),
            forms: forms.words.into(),
            fields: fields.words,
            measures: measures.words.into(),
            files: files.words.into(),
            sheets: sheets.words,
            raws: raws.words,
        };
        // Symbols follow first appearance, so files and sheets are compared as words.
        rows.sort_by(|a, b| {
            let file = |f: &Figure| &words.files[f.file as usize];
            let key = |f: &Figure| (f.sheet, f.at, f.role);
            file(a).cmp(file(b)).then_with(|| key(a).cmp(&key(b)))
        });
        Ok(Self { period, rows, words })
    }
}

/// A count as a whole number, before any sum: sums of fractions depend on their order. Reading has refused everything
/// that is none.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "counts are whole and below 10^12")]
pub fn whole_count(value: f64) -> i64 {
    value.round() as i64
}

/// Counts as whole numbers, which print four times as fast and in the same letters.
#[expect(clippy::cast_possible_truncation, reason = "only whole numbers below 10^15 get here")]
fn whole_number(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 1e15 && !value.is_sign_negative())
        .then_some(value as i64)
}

fn cells(rows: &[&Figure]) -> Column {
    let mut builder = StringChunkedBuilder::new("cell".into(), rows.len());
    let mut text = String::new();
    let mut letters: BTreeMap<u32, String> = BTreeMap::new();
    let (mut digits, mut row) = (String::new(), None);
    for figure in rows {
        if figure.at.notation == Notation::Numbers {
            builder.append_value(figure.at.to_string());
            continue;
        }
        let column = figure.at.column;
        let head = letters.entry(column).or_insert_with(|| crate::model::column_letters(column));
        // Neighbours mostly stand in one row.
        if row != Some(figure.at.row) {
            row = Some(figure.at.row);
            digits.clear();
            // Writing to a String cannot fail.
            let _ = write!(digits, "{}", figure.at.row + 1);
        }
        text.clear();
        text.push_str(head);
        text.push_str(&digits);
        builder.append_value(&text);
    }
    builder.finish().into_column()
}

/// Words in order of first appearance.
#[derive(Debug, Default)]
pub struct Interner {
    words: Vec<String>,
    symbols: BTreeMap<String, u32>,
    last: u32,
}

impl Interner {
    /// The symbol of a word, new where the word is new.
    #[must_use]
    pub fn symbol(&mut self, word: &str) -> u32 {
        // Neighbouring rows mostly share a word or take the next one.
        for guess in [self.last, self.last + 1] {
            if self.words.get(guess as usize).is_some_and(|known| known == word) {
                self.last = guess;
                return guess;
            }
        }
        if let Some(&symbol) = self.symbols.get(word) {
            self.last = symbol;
            return symbol;
        }
        let symbol = u32::try_from(self.words.len()).unwrap_or(NONE);
        self.words.push(word.to_owned());
        self.symbols.insert(word.to_owned(), symbol);
        self.last = symbol;
        symbol
    }

    fn optional(&mut self, word: Option<&str>) -> u32 {
        word.map_or(NONE, |word| self.symbol(word))
    }

    /// The words.
    #[must_use]
    pub fn into_words(self) -> Vec<String> {
        self.words
    }
}

#[derive(Default)]
struct Reader {
    period: String,
    rows: Vec<Figure>,
    units: Interner,
    forms: Interner,
    fields: Interner,
    measures: Interner,
    files: Interner,
    sheets: Interner,
    raws: Interner,
}

impl Reader {
    fn read(
        &mut self,
        table: &'static str,
        frame: &DataFrame,
        field: &str,
    ) -> Result<(), TableError> {
        let c = Columns::new(table, frame);
        let (form, unit, label) = (c.text("form")?, c.text("unit_id")?, c.text(field)?);
        let (measure, file, sheet) = (c.text("measure")?, c.text("file")?, c.text("sheet")?);
        let source = c.text("source")?;
        let (cell, raw, value) = (c.text("cell")?, c.text("raw")?, c.float("value")?);
        let block = c.whole("block")?;
        let printed = table == Figures::PRINTED;
        let role = if printed { Some((c.text("role")?, c.whole("first_block")?)) } else { None };
        let period = c.text("period")?;
        if frame.height() > 0 {
            self.period = period.required(0)?;
        }
        self.rows.reserve(frame.height());
        for i in 0..frame.height() {
            let value = value.get(i).unwrap_or(0.0);
            let own_block = block.get(i).unwrap_or(0);
            let (role, first_block) = match &role {
                None => (Role::Item, own_block),
                Some((word, first)) => {
                    (word.word(i, &Role::PRINTED, Role::word)?, first.get(i).unwrap_or(0))
                }
            };
            let figure = Figure {
                role,
                unit: self.units.optional(unit.get(i)),
                form: self.forms.optional(form.get(i)),
                field: self.fields.optional(label.get(i)),
                source: self.fields.optional(source.get(i)),
                measure: self.measures.optional(measure.get(i)),
                value,
                file: self.files.optional(file.get(i)),
                sheet: self.sheets.optional(sheet.get(i)),
                at: address(&cell, i)?,
                raw: self.raw(raw.get(i), value),
                first_block,
                block: own_block,
            };
            self.rows.push(figure);
        }
        Ok(())
    }

    fn raw(&mut self, raw: Option<&str>, value: f64) -> u32 {
        raw.filter(|text| *text != format!("{value}")).map_or(NONE, |text| self.raws.symbol(text))
    }
}

fn address(cell: &TextColumn, row: usize) -> Result<CellRef, TableError> {
    let text = cell.required(row)?;
    CellRef::parse(&text).ok_or(TableError::UnknownWord {
        table: Figures::OBSERVATIONS,
        column: "cell".to_owned(),
        row,
        found: text,
    })
}
