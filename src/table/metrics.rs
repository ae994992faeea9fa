//! `metrics.parquet`: every metric of every unit, scope and field.

use polars::prelude::{DataFrame, DataType};

use super::Table;
use super::column::{Columns, TableError, schema_of};

/// All metrics of a run, kept as columns: there may be a million rows.
#[derive(Debug, Clone, Default)]
pub struct Metrics {
    frame: DataFrame,
}

/// One ratio of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricRow {
    /// `own` or `total`.
    pub scope: String,
    /// Id of the unit.
    pub unit_id: String,
    /// The field; `None` for all fields together.
    pub field: Option<String>,
    /// Id of the metric.
    pub metric: String,
    /// Sum above the line.
    pub numerator: i64,
    /// Sum below the line.
    pub denominator: i64,
}

const SCHEMA: [(&str, DataType); 11] = [
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
];

impl Metrics {
    /// The columns.
    #[must_use]
    pub const fn frame(&self) -> &DataFrame {
        &self.frame
    }

    /// Rows over all fields (`field` is null), in order.
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn all_fields(&self) -> Result<Vec<MetricRow>, TableError> {
        MetricRow::over_all_fields(&self.frame)
    }
}

impl MetricRow {
    /// The columns that a row is made of.
    pub const COLUMNS: [&'static str; 6] =
        ["scope", "unit_id", "field", "metric", "numerator", "denominator"];

    /// The rows of a stored table over all fields, in order; other columns are not looked at.
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn over_all_fields(frame: &DataFrame) -> Result<Vec<Self>, TableError> {
        let c = Columns::new(Metrics::NAME, frame);
        let (scope, unit_id, field) = (c.text("scope")?, c.text("unit_id")?, c.text("field")?);
        let (metric, numerator, denominator) =
            (c.text("metric")?, c.count("numerator")?, c.count("denominator")?);
        (0..frame.height())
            .filter(|&i| field.is_null(i))
            .map(|i| {
                Ok(Self {
                    scope: scope.required(i)?,
                    unit_id: unit_id.required(i)?,
                    field: None,
                    metric: metric.required(i)?,
                    numerator: numerator.get(i).unwrap_or(0),
                    denominator: denominator.get(i).unwrap_or(0),
                })
            })
            .collect()
    }
}

impl Table for Metrics {
    const NAME: &'static str = "metrics";
    const VERSION: u32 = 1;

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        Ok(self.frame.clone())
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        Ok(Self { frame: schema_of(Self::NAME, frame, &SCHEMA)? })
    }
}
