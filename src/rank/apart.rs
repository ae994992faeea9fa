//! Places as an engine computed them, by the steps that `query` makes of each ranking, in the place of those of `places`.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, DataType};

use crate::pipeline::{Pipeline, Ranking};
use crate::query::{Engine, EngineError, QueryTable, Step, answered, places};
use crate::table::{Artifact as _, Columns, Rankings, Ratios};

use super::entry::{Entry, league};
use super::places::LeaguePlace;

/// The places of the rankings of a pipeline, in their order, as an engine told them.
#[derive(Debug, Clone)]
pub struct EnginePlaces(pub(super) Vec<Vec<LeaguePlace>>);

/// What is taken of the last step.
const COLUMNS: [(&str, DataType); 5] = [
    ("unit_id", DataType::String),
    ("status", DataType::String),
    ("place", DataType::Int64),
    ("tied", DataType::Boolean),
    ("of_ranked", DataType::Int64),
];

/// Has an engine compute the places of every ranking over `given`: `metrics`, `indicators` where there are any, and `units`.
/// `sums` are those metrics over all fields.
///
/// # Errors
/// The engine gives no rows, or others than asked for; a figure is too large for exact places; who is ranked is not who
/// has a value.
pub fn engine_places(
    given: &[QueryTable],
    engine: &dyn Engine,
    sums: &Ratios,
    pipeline: &Pipeline,
) -> Result<EnginePlaces, EngineError> {
    let of_ranking = |ranking| {
        let steps = places(ranking, pipeline);
        exact(given, engine, &steps)?;
        let rows = answered(Rankings::NAME, &engine.run(given, &steps)?, &COLUMNS)?;
        of_league(ranking, &league(ranking, sums, pipeline), &rows, pipeline)
    };
    Ok(EnginePlaces(pipeline.rankings.iter().map(of_ranking).collect::<Result<_, _>>()?))
}

/// Looks at the step before the last, which shows what whole numbers of 64 bits are too small for.
fn exact(given: &[QueryTable], engine: &dyn Engine, steps: &[Step]) -> Result<(), EngineError> {
    let Some((_, before)) = steps.split_last() else { return Ok(()) };
    let Some(step) = before.last() else { return Ok(()) };
    match engine.run(given, before)?.height() {
        0 => Ok(()),
        units => Err(unlike(
            &step.name,
            format!("{units} units with figures too large for exact places"),
        )),
    }
}

/// The places in the order of the entries of a league.
fn of_league(
    ranking: &Ranking,
    league: &[Entry],
    rows: &DataFrame,
    pipeline: &Pipeline,
) -> Result<Vec<LeaguePlace>, EngineError> {
    let columns = Columns::new(Rankings::NAME, rows);
    let (unit, status) = (columns.text("unit_id")?, columns.text("status")?);
    let (place, of) = (columns.count("place")?, columns.count("of_ranked")?);
    let tied = columns.flag("tied")?;
    let told: BTreeMap<&str, usize> =
        (0..rows.height()).filter_map(|row| Some((unit.get(row)?, row))).collect();
    if (told.len(), rows.height()) != (league.len(), league.len()) {
        let found =
            format!("{} rows of {} units, expected {}", rows.height(), told.len(), league.len());
        return Err(unlike(&ranking.id, found));
    }
    let one = |entry: &Entry| {
        let id = pipeline.register.get(entry.unit).id.as_str();
        let wrong = |found: String| unlike(&ranking.id, format!("unit `{id}` {found}"));
        let row = *told.get(id).ok_or_else(|| wrong("has no row".to_owned()))?;
        let (found, expected) = (status.get(row).unwrap_or_default(), entry.status.word());
        if found != expected {
            return Err(wrong(format!("is `{found}`, expected `{expected}`")));
        }
        let number = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
        let (place, of) = (number(place.get(row)), number(of.get(row)));
        match (place, of, tied.get(row)) {
            (place, Some(of), Some(tied)) if place.is_some() == entry.is_ranked() => {
                Ok(LeaguePlace { place, tied, of })
            }
            _ => Err(wrong(format!("is `{found}` at place {place:?} of {of:?}"))),
        }
    };
    league.iter().map(one).collect()
}

fn unlike(step: &str, found: String) -> EngineError {
    EngineError::Unlike { step: step.to_owned(), found }
}
