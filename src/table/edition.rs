//! What the data edition shows beside the tables that publishing reads anyway: metrics by field, accepted numbers with
//! their cells, and notes. It is made only where such an edition is declared.

use std::collections::BTreeMap;

use crate::model::{CellRef, Rate, TextKind};

use super::Artifact as _;
use super::column::{Columns, TableError};
use super::metrics::Metrics;
use super::observations::{Observations, view};
use super::readings::{ReadTables, TEXTS};

/// A metric of a unit in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRate {
    /// `own` or `total`.
    pub scope: String,
    /// Id of the unit.
    pub unit_id: String,
    /// The field.
    pub field: String,
    /// Id of the metric.
    pub metric: String,
    /// The sums.
    pub rate: Rate,
    /// Whether no figure is missing that it goes by.
    pub complete: bool,
}

/// What a data edition shows beside the other tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EditionTables {
    /// Metrics by field.
    pub fields: Vec<FieldRate>,
    /// Accepted numbers.
    pub numbers: Observations,
    /// What note columns say, by file, sheet and row.
    notes: BTreeMap<(String, String, u32), String>,
}

impl EditionTables {
    /// Of the metrics and what was read.
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn of(metrics: &Metrics, read: &ReadTables) -> Result<Self, TableError> {
        let numbers = Observations::of(&view(read)?)?;
        Ok(Self { fields: by_field(metrics)?, numbers, notes: notes(read)? })
    }

    /// What the note column says beside a cell.
    #[must_use]
    pub fn note(&self, file: &str, sheet: &str, at: CellRef) -> Option<&str> {
        self.notes.get(&(file.to_owned(), sheet.to_owned(), at.row)).map(String::as_str)
    }
}

fn by_field(metrics: &Metrics) -> Result<Vec<FieldRate>, TableError> {
    let frame = metrics.frame();
    let c = Columns::new(Metrics::NAME, frame);
    let (scope, unit, field, metric) =
        (c.text("scope")?, c.text("unit_id")?, c.text("field")?, c.text("metric")?);
    let (above, below) = (c.count("numerator")?, c.count("denominator")?);
    let complete = c.flag("complete")?;
    let rows = (0..frame.height()).filter_map(|row| field.optional(row).map(|field| (row, field)));
    let of_row = |(row, field): (usize, String)| {
        let (numerator, denominator) = (above.get(row).unwrap_or(0), below.get(row).unwrap_or(0));
        Ok(FieldRate {
            scope: scope.required(row)?,
            unit_id: unit.required(row)?,
            field,
            metric: metric.required(row)?,
            rate: Rate { numerator, denominator },
            complete: complete.get(row).unwrap_or(false),
        })
    };
    rows.map(of_row).collect()
}

fn notes(read: &ReadTables) -> Result<BTreeMap<(String, String, u32), String>, TableError> {
    let c = Columns::new(TEXTS, &read.texts);
    let (file, sheet, cell) = (c.text("file")?, c.text("sheet")?, c.text("cell")?);
    let (raw, kind) = (c.text("raw")?, c.text("kind")?);
    let is_note = |row: &usize| kind.get(*row) == Some(TextKind::Note.word());
    let rows = (0..read.texts.height()).filter(is_note);
    let note = |row: usize| {
        let at = CellRef::parse(cell.get(row)?)?;
        Some(((file.optional(row)?, sheet.optional(row)?, at.row), raw.optional(row)?))
    };
    Ok(rows.filter_map(note).collect())
}
