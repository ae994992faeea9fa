//! `metrics.parquet`: every metric of every unit, scope and field.

use polars::prelude::{DataFrame, DataType};

use super::Artifact;
use super::column::{TableError, schema_of};

/// All metrics of a run, kept as columns: there may be a million rows. A unit with nothing under it has its own scope
/// only.
#[derive(Debug, Clone, Default)]
pub struct Metrics {
    frame: DataFrame,
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
