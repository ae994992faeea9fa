//! Places as an engine computed them, in the place of those of `places`.

use std::collections::BTreeMap;

use crate::pipeline::{Pipeline, Ranking};
use crate::query::{Engine, EngineError, QueryTable, ToldPlace, told_places};
use crate::table::Ratios;

use super::entry::{Entry, league};
use super::places::LeaguePlace;

/// The places of the rankings of a pipeline, in their order, as an engine told them.
#[derive(Debug, Clone)]
pub struct EnginePlaces(pub(super) Vec<Vec<LeaguePlace>>);

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
        let told = told_places(ranking, given, engine, pipeline)?;
        of_league(ranking, &league(ranking, sums, pipeline), &told, pipeline)
    };
    Ok(EnginePlaces(pipeline.rankings.iter().map(of_ranking).collect::<Result<_, _>>()?))
}

/// The places in the order of the entries of a league.
fn of_league(
    ranking: &Ranking,
    league: &[Entry],
    told: &[ToldPlace],
    pipeline: &Pipeline,
) -> Result<Vec<LeaguePlace>, EngineError> {
    let unlike = |found: String| EngineError::Unlike { step: ranking.id.clone(), found };
    let units: BTreeMap<&str, &ToldPlace> =
        told.iter().map(|told| (told.unit.as_str(), told)).collect();
    if (units.len(), told.len()) != (league.len(), league.len()) {
        let (rows, units) = (told.len(), units.len());
        return Err(unlike(format!("{rows} rows of {units} units, expected {}", league.len())));
    }
    let one = |entry: &Entry| {
        let id = pipeline.register.get(entry.unit).id.as_str();
        let missing = || unlike(format!("no row of unit `{id}`"));
        let told = *units.get(id).ok_or_else(missing)?;
        place_of(told, entry).ok_or_else(|| {
            let ToldPlace { status, place, of, .. } = told;
            let expected = entry.status.word();
            let found = format!("unit `{id}` is `{status}` at place {place:?} of {of:?}");
            unlike(format!("{found}, expected `{expected}`"))
        })
    };
    league.iter().map(one).collect()
}

/// The place of an entry, where it can be one of it.
fn place_of(told: &ToldPlace, entry: &Entry) -> Option<LeaguePlace> {
    let number = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
    let place = number(told.place);
    let alike = told.status == entry.status.word() && place.is_some() == entry.is_ranked();
    alike.then_some(LeaguePlace { place, tied: told.tied?, of: number(told.of)? })
}
