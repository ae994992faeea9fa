//! The places of a ranking as an engine tells them.

use polars::prelude::DataType;

use crate::pipeline::{Pipeline, Ranking};
use crate::table::{Artifact as _, Columns, Rankings};

use super::answer::answered;
use super::engine::{Engine, EngineError};
use super::places::places;
use super::query_table::QueryTable;

/// A unit of a ranking as an engine tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldPlace {
    /// Id of the unit.
    pub unit: String,
    /// The word for whether it has a place.
    pub status: String,
    /// Its place, 1-2-2-4.
    pub place: Option<i64>,
    /// Another unit of its list has the same.
    pub tied: Option<bool>,
    /// How many units of its list have a place.
    pub of: Option<i64>,
}

/// What is taken of the last step.
const COLUMNS: [(&str, DataType); 5] = [
    ("unit_id", DataType::String),
    ("status", DataType::String),
    ("place", DataType::Int64),
    ("tied", DataType::Boolean),
    ("of_ranked", DataType::Int64),
];

/// Has an engine compute a ranking over `given`: `metrics`, `indicators` where there are any, and `units`. Rows come in any order.
///
/// # Errors
/// The engine gives no rows, or others than asked for; a figure is too large for exact places.
pub fn told_places(
    ranking: &Ranking,
    given: &[QueryTable],
    engine: &dyn Engine,
    pipeline: &Pipeline,
) -> Result<Vec<ToldPlace>, EngineError> {
    let steps = places(ranking, pipeline);
    // The step before the last shows what whole numbers of 64 bits are too small for.
    let (_, before) = steps.split_last().ok_or(EngineError::NoStep)?;
    let large = engine.run(given, before)?.height();
    if large > 0 {
        let found = format!("{large} units with figures too large for exact places");
        return Err(EngineError::Unlike { step: ranking.id.clone(), found });
    }
    let rows = answered(Rankings::NAME, &engine.run(given, &steps)?, &COLUMNS)?;
    let columns = Columns::new(Rankings::NAME, &rows);
    let (unit, status) = (columns.text("unit_id")?, columns.text("status")?);
    let (place, of) = (columns.count("place")?, columns.count("of_ranked")?);
    let tied = columns.flag("tied")?;
    let told = |row| ToldPlace {
        unit: unit.optional(row).unwrap_or_default(),
        status: status.optional(row).unwrap_or_default(),
        place: place.get(row),
        tied: tied.get(row),
        of: of.get(row),
    };
    Ok((0..rows.height()).map(told).collect())
}
