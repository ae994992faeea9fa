//! `metrics.parquet`: every metric of every unit, scope and field.

use polars::prelude::{DataFrame, DataType};

use crate::model::Rate;

use super::Artifact;
use super::column::{Columns, TableError, schema_of};

/// All metrics of a run, kept as columns: there may be a million rows. A unit with nothing under it has its own scope
/// only.
#[derive(Debug, Clone, Default)]
pub struct Metrics {
    frame: DataFrame,
}

/// A metric of a unit over all fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRate {
    /// Tier of the unit.
    pub level: String,
    /// `own` or `total`.
    pub scope: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// Id of the metric.
    pub metric: String,
    /// The sums.
    pub rate: Rate,
    /// Whether no figure is missing that it goes by.
    pub complete: bool,
    /// Lines below it that lack a figure.
    pub gaps: u32,
}

/// The columns and their types.
pub(crate) const SCHEMA: [(&str, DataType); 13] = [
    ("period", DataType::String),
    ("level", DataType::String),
    ("scope", DataType::String),
    ("unit_id", DataType::String),
    ("unit_name", DataType::String),
    ("parent_id", DataType::String),
    ("field", DataType::String),
    ("metric", DataType::String),
    ("numerator", DataType::Int64),
    ("denominator", DataType::Int64),
    ("rate", DataType::Float64),
    ("complete", DataType::Boolean),
    // Lines below it that lack a figure.
    ("gaps", DataType::UInt32),
];

impl Metrics {
    /// Columns that a query made.
    ///
    /// # Errors
    /// One is missing or of another type; a defect of the program.
    pub fn new(frame: &DataFrame) -> Result<Self, TableError> {
        Self::from_frame(frame)
    }

    /// The columns.
    #[must_use]
    pub const fn frame(&self) -> &DataFrame {
        &self.frame
    }

    /// What each unit has over all fields, in the order of the table.
    ///
    /// # Errors
    /// A value is missing; somebody edited the table.
    pub fn overall(&self) -> Result<Vec<UnitRate>, TableError> {
        let c = Columns::new(Self::NAME, &self.frame);
        let (level, scope, field) = (c.text("level")?, c.text("scope")?, c.text("field")?);
        let (unit_id, unit_name) = (c.text("unit_id")?, c.text("unit_name")?);
        let (metric, complete) = (c.text("metric")?, c.flag("complete")?);
        let (above, below) = (c.count("numerator")?, c.count("denominator")?);
        let gaps = c.whole("gaps")?;
        let rows = (0..self.frame.height()).filter(|&row| field.get(row).is_none());
        let of_row = |row: usize| {
            let (numerator, denominator) =
                (above.get(row).unwrap_or(0), below.get(row).unwrap_or(0));
            Ok(UnitRate {
                level: level.required(row)?,
                scope: scope.required(row)?,
                unit_id: unit_id.required(row)?,
                unit_name: unit_name.required(row)?,
                metric: metric.required(row)?,
                rate: Rate { numerator, denominator },
                complete: complete.get(row).unwrap_or(false),
                gaps: gaps.get(row).unwrap_or(0),
            })
        };
        rows.map(of_row).collect()
    }
}

impl Artifact for Metrics {
    const NAME: &'static str = "metrics";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        Ok(self.frame.clone())
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        Ok(Self { frame: schema_of(Self::NAME, frame, &SCHEMA)? })
    }
}
