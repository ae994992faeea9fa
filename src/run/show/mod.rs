//! Places and rates of a run, as they are published: all of them, or those of a unit, a ranking or a metric.

mod error;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Scope, Stage};
use crate::pipeline::Pipeline;
use crate::store::{Record, Run, Verified};
use crate::table::{
    Artifact, DefinitionRow, Definitions, FieldMix, FieldMixRow, Metrics, Rankings, ScoreRow,
    Scores, Standing, StandingStatus, UnitRate,
};
use crate::text::key;

use super::error::RunError;
use super::export::{TableDoubts, doubts};
use super::folder::folder_of;
use super::named::named;

pub use error::{ShowError, ShowKey};

/// Which end of each list, and how many places of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListEnd {
    /// The best.
    Top(u32),
    /// The worst that are ranked.
    Bottom(u32),
}

/// What is asked of a run; what is not named is not narrowed down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShowWish {
    /// A unit, by its id or name.
    pub unit: Option<String>,
    /// A ranking, by its id.
    pub ranking: Option<String>,
    /// A metric, by its id: rankings that go by it, and its rates.
    pub metric: Option<String>,
    /// One end of each list.
    pub end: Option<ListEnd>,
    /// The definitions side by side too.
    pub definitions: bool,
}

/// A place, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownPlace {
    /// The row of the ranking.
    pub standing: Standing,
    /// Whether no figure is missing that the unit is ranked by.
    pub complete: bool,
    /// What each metric contributes to what it is ranked by.
    pub shares: Vec<ScoreRow>,
    /// What counts against the unit by field, where its ranking asks.
    pub field_mix: Vec<FieldMixRow>,
}

/// What is shown of a run.
#[derive(Debug, Clone)]
pub struct ShownRun {
    /// The run.
    pub record: Record,
    /// Whether it is the one that is published.
    pub published: bool,
    /// Places by ranking, group and place; units without one follow those of their list.
    pub places: Vec<ShownPlace>,
    /// Rates over all fields of the units whose places are shown, or of all where none is left out.
    pub rates: Vec<UnitRate>,
    /// Places of the same units under each definition, where they were asked for; those whose places differ most first.
    pub definitions: Vec<DefinitionRow>,
    /// Files that this was taken from and that were changed since the run.
    pub changed: Vec<(String, Verified)>,
    /// Stages that made it and were not run again after what stands before them was.
    pub stale: Vec<Stage>,
}

/// Places and rates of a run, named as [`super::export()`] has it.
///
/// # Errors
/// The run, or what is asked of it, is not known; or what it left cannot be read.
pub fn show(pipeline: &Pipeline, run: &str, wish: &ShowWish) -> Result<ShownRun, ShowError> {
    let run = named(pipeline, run)?;
    let mut known = TableDoubts::default();
    let rankings: Rankings = table(&run, &mut known)?;
    let scores: Scores = table(&run, &mut known)?;
    let metrics: Metrics = table(&run, &mut known)?;
    let all = metrics.overall().map_err(run.at_table(Metrics::NAME)).map_err(RunError::from)?;
    let wish = meant(wish, pipeline, &rankings, &all)?;
    let by = metrics_of(&scores);
    let mut places: Vec<&Standing> =
        rankings.rows.iter().filter(|row| is_wanted(row, &wish, &by)).collect();
    if let Some(end) = wish.end {
        let lists = places.chunk_by(|a, b| (&a.ranking, &a.group) == (&b.ranking, &b.group));
        places = lists.flat_map(|list| at_end(list, end)).collect();
    }
    // Without a unit, a ranking or an end, no unit is left out.
    let narrowed = wish.ranking.is_some() || wish.end.is_some();
    let units: BTreeSet<&str> = places.iter().map(|row| row.unit_id.as_str()).collect();
    let of_unit = |id: &str| wish.unit.as_deref().is_none_or(|unit| unit == id);
    let of_metric = |id: &str| wish.metric.as_deref().is_none_or(|metric| metric == id);
    let rates = all.iter().filter(|rate| of_unit(&rate.unit_id) && of_metric(&rate.metric));
    let rates = rates.filter(|rate| !narrowed || units.contains(rate.unit_id.as_str()));
    let lacking = all.iter().filter(|rate| !rate.complete);
    let lacking: BTreeSet<(&str, &str, &str)> =
        lacking.map(|r| (r.unit_id.as_str(), r.metric.as_str(), r.scope.as_str())).collect();
    // A run of an earlier program left none.
    let field_mix = match table(&run, &mut known) {
        Err(ShowError::NotMade { .. }) => FieldMix::default(),
        found => found?,
    };
    let mixes = field_mix.by_unit();
    let complete = |row: &Standing| is_complete(row, pipeline, &by, &lacking);
    let defined = if wish.definitions { table(&run, &mut known)? } else { Definitions::default() };
    let shares = shares(&scores);
    let latest = folder_of(pipeline).latest().map_err(RunError::from)?;
    Ok(ShownRun {
        published: latest.is_some_and(|latest| latest.record().run == run.record().run),
        record: run.record().clone(),
        places: places
            .iter()
            .map(|&row| ShownPlace {
                standing: row.clone(),
                complete: complete(row),
                shares: of_unit_in(row, &shares),
                field_mix: mixes
                    .get(&(row.ranking.as_str(), row.unit_id.as_str()))
                    .map_or_else(Vec::new, |rows| rows.to_vec()),
            })
            .collect(),
        definitions: definitions(defined, &places),
        rates: rates.cloned().collect(),
        changed: known.changed,
        stale: known.stale,
    })
}

/// A table of a run, with what should be known of it.
fn table<T: Artifact>(run: &Run, known: &mut TableDoubts) -> Result<T, ShowError> {
    let file = format!("data/{}.parquet", T::NAME);
    if !run.files().contains(&file.as_str()) {
        return Err(ShowError::NotMade { run: run.record().run.clone(), table: T::NAME });
    }
    let of_table = doubts(run, T::NAME).map_err(|path| ShowError::Gone { path })?;
    known.changed.extend(of_table.changed);
    known.stale.extend(of_table.stale);
    known.stale.dedup();
    let frame = run.table(T::NAME).map_err(RunError::from)?;
    Ok(T::from_frame(&frame).map_err(run.at_table(T::NAME)).map_err(RunError::from)?)
}

/// The wish with each thing under its id.
fn meant(
    wish: &ShowWish,
    pipeline: &Pipeline,
    rankings: &Rankings,
    rates: &[UnitRate],
) -> Result<ShowWish, ShowError> {
    let units = rankings.rows.iter().map(|row| (row.unit_id.as_str(), row.unit_name.as_str()));
    let units = units.chain(rates.iter().map(|r| (r.unit_id.as_str(), r.unit_name.as_str())));
    let lists = rankings.rows.iter().map(|row| row.ranking.as_str());
    let lists = lists.chain(pipeline.rankings.iter().map(|ranking| ranking.id.as_str()));
    let metrics = rates.iter().map(|rate| rate.metric.as_str());
    let metrics = metrics.chain(pipeline.metrics.iter().map(|metric| metric.id.as_str()));
    Ok(ShowWish {
        unit: wish.unit.as_deref().map(|word| unit_meant(word, units, pipeline)).transpose()?,
        ranking: id(ShowKey::Ranking, wish.ranking.as_deref(), lists)?,
        metric: id(ShowKey::Metric, wish.metric.as_deref(), metrics)?,
        end: wish.end,
        definitions: wish.definitions,
    })
}

/// The unit of an id, or the only one of a name.
pub(in crate::run) fn unit_meant<'k>(
    word: &str,
    known: impl Iterator<Item = (&'k str, &'k str)>,
    pipeline: &Pipeline,
) -> Result<String, ShowError> {
    let known: BTreeMap<&str, &str> = known.collect();
    if known.contains_key(word) {
        return Ok(word.to_owned());
    }
    let wanted = key(word);
    let named =
        known.iter().filter(|(_, name)| key(name) == wanted).map(|(id, _)| (*id).to_owned());
    let ids: Vec<String> = named.collect();
    match ids.as_slice() {
        [id] => Ok(id.clone()),
        [] => {
            let known: Vec<(&str, &str)> = known.into_iter().collect();
            Err(ShowError::unknown(ShowKey::Unit, word, &known))
        }
        _ => {
            let units = ids.into_iter().map(|id| (id.clone(), above(&id, pipeline)));
            Err(ShowError::Several { word: word.to_owned(), units: units.collect() })
        }
    }
}

/// The name of the unit above.
fn above(id: &str, pipeline: &Pipeline) -> String {
    let register = &pipeline.register;
    let parent = register.find_id(id).and_then(|unit| register.get(unit).parent);
    parent.map_or_else(String::new, |parent| register.get(parent).name.clone())
}

/// The id that is meant, where one was typed and is known.
pub(in crate::run) fn id<'k>(
    what: ShowKey,
    word: Option<&str>,
    known: impl Iterator<Item = &'k str>,
) -> Result<Option<String>, ShowError> {
    let Some(word) = word else { return Ok(None) };
    let known: BTreeSet<&str> = known.collect();
    if known.contains(word) {
        return Ok(Some(word.to_owned()));
    }
    let known: Vec<(&str, &str)> = known.into_iter().map(|id| (id, id)).collect();
    Err(ShowError::unknown(what, word, &known))
}

/// The metrics that each ranking goes by.
fn metrics_of(scores: &Scores) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut by: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &scores.rows {
        by.entry(&row.ranking).or_default().insert(&row.metric);
    }
    by
}

/// What metrics contribute, by ranking and unit.
type UnitShares<'s> = BTreeMap<(&'s str, &'s str), Vec<&'s ScoreRow>>;

fn shares(scores: &Scores) -> UnitShares<'_> {
    let mut shares = UnitShares::new();
    for row in &scores.rows {
        shares.entry((&row.ranking, &row.unit_id)).or_default().push(row);
    }
    shares
}

fn of_unit_in(row: &Standing, shares: &UnitShares) -> Vec<ScoreRow> {
    let of_unit = shares.get(&(row.ranking.as_str(), row.unit_id.as_str()));
    of_unit.into_iter().flatten().map(|&share| share.clone()).collect()
}

/// The definitions of the units whose places are shown.
fn definitions(all: Definitions, places: &[&Standing]) -> Vec<DefinitionRow> {
    let shown: BTreeSet<(&str, &str)> =
        places.iter().map(|row| (row.ranking.as_str(), row.unit_id.as_str())).collect();
    let mut rows = all.rows;
    rows.retain(|row| shown.contains(&(row.ranking.as_str(), row.unit_id.as_str())));
    rows
}

fn is_wanted(row: &Standing, wish: &ShowWish, by: &BTreeMap<&str, BTreeSet<&str>>) -> bool {
    let goes_by = |metric: &String| {
        by.get(row.ranking.as_str()).is_some_and(|metrics| metrics.contains(metric.as_str()))
    };
    wish.unit.as_ref().is_none_or(|unit| *unit == row.unit_id)
        && wish.ranking.as_ref().is_none_or(|ranking| *ranking == row.ranking)
        && wish.metric.as_ref().is_none_or(goes_by)
}

/// So many places at an end of a list. Who is tied with the last of them is shown too: no tie is broken by where a list
/// is cut. Units without a place stand at neither end.
fn at_end<'r>(list: &[&'r Standing], end: ListEnd) -> Vec<&'r Standing> {
    let mut ranked: Vec<(u32, &Standing)> =
        list.iter().filter_map(|row| Some((row.place?, *row))).collect();
    ranked.sort_by_key(|(place, _)| *place);
    let last = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    match end {
        ListEnd::Top(count) => {
            let border = ranked.iter().take(last(count)).next_back().map(|(place, _)| *place);
            ranked.retain(|(place, _)| Some(*place) <= border);
        }
        ListEnd::Bottom(count) => {
            let border = ranked.iter().rev().take(last(count)).next_back().map(|(place, _)| *place);
            ranked.retain(|(place, _)| border.is_some_and(|border| *place >= border));
        }
    }
    ranked.into_iter().map(|(_, row)| row).collect()
}

/// Whether no figure is missing that a unit is ranked by. Of a ranking that is declared no longer the scope is not
/// known: whatever is missing in either counts then.
fn is_complete(
    row: &Standing,
    pipeline: &Pipeline,
    by: &BTreeMap<&str, BTreeSet<&str>>,
    lacking: &BTreeSet<(&str, &str, &str)>,
) -> bool {
    let declared = pipeline.rankings.iter().find(|known| known.id == row.ranking);
    let scopes: &[Scope] = match declared {
        Some(ranking) => &[ranking.scope],
        None => &Scope::ALL,
    };
    let lacks = |metric: &&str| {
        scopes.iter().any(|scope| lacking.contains(&(row.unit_id.as_str(), *metric, scope.word())))
    };
    let sent = !matches!(row.status, StandingStatus::Incomplete | StandingStatus::NotSubmitted);
    sent && !by.get(row.ranking.as_str()).is_some_and(|metrics| metrics.iter().any(lacks))
}

#[cfg(test)]
mod tests {
    use super::{ListEnd, at_end};
    use crate::table::{Standing, StandingStatus};

    fn standing(unit: &str, place: Option<u32>) -> Standing {
        let status = place.map_or(StandingStatus::NoData, |_| StandingStatus::Ranked);
        Standing {
            period: "2023-Q3".to_owned(),
            ranking: "r".to_owned(),
            league: "commune".to_owned(),
            group: None,
            unit_id: unit.to_owned(),
            unit_name: unit.to_owned(),
            status,
            place,
            tied: false,
            of: 4,
            value: None,
            numerator: None,
            denominator: None,
            low: None,
            high: None,
            place_low: None,
            place_high: None,
            band: None,
            previous_place: None,
            previous_of: None,
            previous_value: None,
            previous_numerator: None,
            previous_denominator: None,
            previous_note: None,
            previous_low: None,
            previous_high: None,
            prior_numerator: None,
            prior_denominator: None,
            shrunk: None,
            shrunk_place: None,
            class: None,
            previous_class: None,
            next_class: None,
            needed: None,
            parts: 1,
            parts_of: 1,
        }
    }

    #[test]
    fn a_cut_breaks_no_tie_and_counts_nobody_without_a_place() {
        let rows = [("a", Some(1)), ("b", Some(2)), ("c", Some(2)), ("d", Some(4)), ("e", None)];
        let rows = rows.map(|(unit, place)| standing(unit, place));
        let list: Vec<&Standing> = rows.iter().collect();
        let ids = |end| -> Vec<&str> {
            at_end(&list, end).iter().map(|row| row.unit_id.as_str()).collect()
        };
        assert_eq!(ids(ListEnd::Top(2)), ["a", "b", "c"]);
        assert_eq!(ids(ListEnd::Bottom(2)), ["b", "c", "d"]);
        assert_eq!(ids(ListEnd::Bottom(1)), ["d"]);
        assert_eq!(ids(ListEnd::Top(9)), ["a", "b", "c", "d"]);
        assert_eq!(ids(ListEnd::Top(0)), [""; 0]);
    }
}
