//! What is asked of a run: a figure by its unit and metric, or whatever a cell of a published workbook shows.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::model::{Finding, Scope, SubmissionRow, UnitIx};
use crate::pipeline::{MetricIx, Pipeline};
use crate::publish::StandingFigure;
use crate::run::error::RunError;
use crate::run::folder::folder_of;
use crate::run::kept::declared_then;
use crate::run::named::named;
use crate::run::show::{ShowKey, id, unit_meant};
use crate::table::{Artifact as _, Columns, Metrics};

use super::address::CellAddress;
use super::error::TraceError;
use super::figure::{FigureAsked, FigureTrace, units_of};
use super::place::{PlaceTrace, place};
use super::published::{PublishedCell, published_cell};
use super::shows::{LateCell, ReportedCell, Shows, indicator_cells};
use super::take_apart::take_apart;
use super::traced_run::TracedRun;

/// Which figures are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TraceWish {
    /// A unit, by its id or name.
    pub unit: String,
    /// A metric, by its id; where none is named, those that the ranking goes by.
    pub metric: Option<String>,
    /// A ranking, by its id; where none is named, all of the league of the unit that go by the metric.
    pub ranking: Option<String>,
    /// A field; where none is named, all fields together.
    pub field: Option<String>,
}

/// Figures of a run, taken apart.
#[derive(Debug)]
pub struct Traced {
    /// The run.
    pub run: TracedRun,
    /// Whether it is the one that is published.
    pub published: bool,
    /// The cell of a published workbook that was asked for.
    pub cell: Option<PublishedCell>,
    /// The figures.
    pub figures: Vec<FigureTrace>,
    /// How their units stand, and why.
    pub places: Vec<PlaceTrace>,
    /// The cells of the indicators that a cell shows or a place goes by.
    pub indicator_cells: Vec<ReportedCell>,
}

/// What is to be taken apart.
#[derive(Debug, Default)]
struct Asked {
    figures: Vec<FigureAsked>,
    places: Vec<(usize, UnitIx)>,
}

/// Takes figures of a run apart; the run is named as [`crate::run::export()`] has it, and told by its own declaration.
///
/// # Errors
/// The run, or what is asked of it, is not known; or what it left cannot be read.
pub fn trace(pipeline: &Pipeline, run: &str, wish: &TraceWish) -> Result<Traced, TraceError> {
    let (run, published) = run_of(pipeline, run)?;
    let asked = asked(&run, wish)?;
    Ok(traced(run, published, None, &asked))
}

/// Takes apart what a cell of a published workbook shows. `outputs` are where runs lie; `now` is the pipeline that was
/// named, for runs that kept no declaration.
///
/// # Errors
/// The address is none, no run published the file, or it shows something else than the run published.
pub fn trace_cell(
    typed: &str,
    outputs: &[PathBuf],
    now: Option<&Pipeline>,
) -> Result<Traced, TraceError> {
    let address = CellAddress::parse(typed);
    let address = address.ok_or_else(|| TraceError::NoAddress { typed: typed.to_owned() })?;
    let (run, cell) = published_cell(&address, typed, outputs, now)?;
    let asked = shown(&run, &cell.shows);
    Ok(traced(run, cell.is_latest, Some(cell), &asked))
}

/// A run by its name, with its tables and its own declaration, and whether it is what is published.
pub(super) fn run_of(pipeline: &Pipeline, word: &str) -> Result<(TracedRun, bool), TraceError> {
    let run = named(pipeline, word)?;
    let latest = folder_of(pipeline).latest().map_err(RunError::from)?;
    let published = latest.is_some_and(|latest| latest.record().run == run.record().run);
    Ok((TracedRun::load(&run, declared_then(&run, pipeline, None))?, published))
}

fn traced(run: TracedRun, published: bool, cell: Option<PublishedCell>, asked: &Asked) -> Traced {
    let wanted: BTreeSet<(MetricIx, UnitIx)> = { asked.figures.iter() }
        .flat_map(|key| {
            let units = units_of(&run, key.scope, key.unit);
            units.into_iter().map(|unit| (key.metric, unit))
        })
        .collect();
    let terms = run.terms(|metric, unit| wanted.contains(&(metric, unit)));
    let figures = asked.figures.iter().map(|key| take_apart(&run, &terms, key.clone())).collect();
    let places = asked.places.iter().filter_map(|&(ranking, unit)| place(&run, ranking, unit));
    let places: Vec<PlaceTrace> = places.collect();
    let indicator_cells = reported(&run, &places, cell.as_ref());
    Traced { run, published, cell, figures, places, indicator_cells }
}

/// The cells of the indicator that a cell shows, or of those that places go by.
fn reported(
    run: &TracedRun,
    places: &[PlaceTrace],
    cell: Option<&PublishedCell>,
) -> Vec<ReportedCell> {
    if let Some(Shows::Indicator { numbers, .. }) = cell.map(|cell| &cell.shows) {
        return numbers.clone();
    }
    let pipeline = &run.pipeline;
    let of_place = |place: &PlaceTrace| {
        let by = pipeline.rankings[place.ranking].indicator?;
        let unit = pipeline.register.find_id(&place.standing.unit_id)?;
        let numbers = &run.numbers.numbers;
        Some(indicator_cells(by.measure, |of| of == unit, pipeline, numbers))
    };
    places.iter().filter_map(of_place).flatten().collect()
}

/// The figures of a wish: in each scope in which a ranking of the unit shows the metric.
fn asked(run: &TracedRun, wish: &TraceWish) -> Result<Asked, TraceError> {
    let pipeline = &run.pipeline;
    let register = &pipeline.register;
    let units = register.iter().map(|(_, unit)| (unit.id.as_str(), unit.name.as_str()));
    let unit = unit_meant(&wish.unit, units, pipeline)?;
    let unit = register.find_id(&unit).unwrap_or(UnitIx(0));
    let lists = pipeline.rankings.iter().map(|ranking| ranking.id.as_str());
    let list = id(ShowKey::Ranking, wish.ranking.as_deref(), lists)?;
    let metrics = pipeline.metrics.iter().map(|metric| metric.id.as_str());
    let metric = id(ShowKey::Metric, wish.metric.as_deref(), metrics)?;
    let rankings = || {
        let all = pipeline.rankings.iter().enumerate();
        all.filter(|(_, ranking)| match &list {
            Some(list) => ranking.id == *list,
            None => ranking.league == register.get(unit).level,
        })
    };
    let metrics: Vec<MetricIx> = match &metric {
        Some(metric) => (0u16..)
            .map(MetricIx)
            .zip(&pipeline.metrics)
            .filter(|(_, known)| known.id == *metric)
            .map(|(metric, _)| metric)
            .collect(),
        None => rankings().flat_map(|(_, list)| list.shares.iter().map(|s| s.metric)).collect(),
    };
    // What goes by an indicator goes by no metric.
    let told = rankings().filter(|(_, list)| wish.metric.is_none() && list.indicator.is_some());
    let places = told.map(|(at, _)| (at, unit)).collect();
    let mut asked = Asked { places, ..Asked::default() };
    for metric in metrics {
        let by = |list: &crate::pipeline::Ranking| list.shares.iter().any(|s| s.metric == metric);
        let mut scopes: Vec<Scope> = rankings()
            .filter(|(_, list)| by(list) || list.show.contains(&metric))
            .map(|(_, list)| list.scope)
            .collect();
        if scopes.is_empty() {
            let below = register.has_units_below(unit);
            scopes = if below { vec![Scope::Total, Scope::Own] } else { vec![Scope::Own] };
        }
        for scope in scopes {
            let key = FigureAsked { scope, unit, metric, field: wish.field.clone() };
            if !asked.figures.contains(&key) {
                asked.figures.push(key);
            }
        }
        let places = rankings().filter(|(_, list)| by(list)).map(|(at, _)| (at, unit));
        for place in places {
            if !asked.places.contains(&place) {
                asked.places.push(place);
            }
        }
    }
    if let Some(field) = &wish.field {
        has_field(run, unit, field)?;
        // Places go by all fields together.
        asked.places.clear();
    }
    Ok(asked)
}

/// Whether a unit, or one under it, has figures of a field.
fn has_field(run: &TracedRun, unit: UnitIx, field: &str) -> Result<(), TraceError> {
    let id = &run.pipeline.register.get(unit).id;
    let c = Columns::new(Metrics::NAME, run.metrics.frame());
    let columns = c.text("unit_id").ok().zip(c.text("field").ok());
    let rows = 0..run.metrics.frame().height();
    let known: BTreeSet<&str> = columns.map_or_else(BTreeSet::new, |(units, fields)| {
        let own = rows.filter(|&row| units.get(row) == Some(id));
        own.filter_map(|row| fields.get(row)).collect()
    });
    if known.contains(field) {
        return Ok(());
    }
    let mut known: Vec<String> = known.into_iter().map(str::to_owned).collect();
    let near = crate::text::nearest_word(field, known.iter().map(String::as_str));
    let near = near.map(str::to_owned);
    known.sort_by_key(|name| Some(name) != near.as_ref());
    Err(TraceError::NoField { field: field.to_owned(), known })
}

/// The figures behind what a cell shows.
fn shown(run: &TracedRun, shows: &Shows) -> Asked {
    let pipeline = &run.pipeline;
    let register = &pipeline.register;
    match shows {
        Shows::Rate(key, _) => {
            let rankings = pipeline.rankings.iter().enumerate().filter(|(_, ranking)| {
                ranking.league == register.get(key.unit).level
                    && ranking.scope == key.scope
                    && ranking.shares.iter().any(|share| share.metric == key.metric)
            });
            let places = rankings.map(|(at, _)| (at, key.unit)).collect();
            Asked { figures: vec![key.clone()], places }
        }
        Shows::Overall(metric, _) | Shows::RestMissed { metric, .. } => {
            let whole = register.iter().filter(|(_, unit)| unit.level.is_whole());
            let figures = whole.map(|(unit, _)| FigureAsked {
                scope: Scope::Total,
                unit,
                metric: *metric,
                field: None,
            });
            Asked { figures: figures.collect(), places: Vec::new() }
        }
        Shows::List { ranking, group, metric, .. } => {
            let list = &pipeline.rankings[*ranking];
            // A list inside a unit, or those of one list who stand under it.
            let inside = |unit: &UnitIx| {
                group.is_none_or(|group| register.line_up(*unit).any(|above| above == group))
            };
            let rows = run.rankings.of(&list.id);
            let units = rows.filter_map(|row| register.find_id(&row.unit_id)).filter(inside);
            let figures = units.map(|unit| FigureAsked {
                scope: list.scope,
                unit,
                metric: *metric,
                field: None,
            });
            Asked { figures: figures.collect(), places: Vec::new() }
        }
        Shows::Standing { ranking, unit, shows } => {
            let list = &pipeline.rankings[*ranking];
            let metrics = match shows {
                StandingFigure::Points(of) | StandingFigure::Under(of) => vec![*of],
                StandingFigure::Spread => list.definitions.clone(),
                _ => list.shares.iter().map(|share| share.metric).collect(),
            };
            let figures = metrics.into_iter().map(|metric| FigureAsked {
                scope: list.scope,
                unit: *unit,
                metric,
                field: None,
            });
            Asked { figures: figures.collect(), places: vec![(*ranking, *unit)] }
        }
        Shows::Field { parts, .. } => Asked { figures: parts.clone(), places: Vec::new() },
        Shows::Blank
        | Shows::Late { .. }
        | Shows::Indicator { .. }
        | Shows::Words(_)
        | Shows::RowNumber
        | Shows::Units { .. }
        | Shows::Ranked { .. }
        | Shows::Others { .. }
        | Shows::Forms { .. }
        | Shows::Submission(_)
        | Shows::Findings { .. }
        | Shows::Finding(_)
        | Shows::Minimum { .. }
        | Shows::Bound { .. } => Asked::default(),
    }
}

impl Traced {
    /// The forms that a count of forms counts.
    #[must_use]
    pub fn counted_forms(&self) -> &[SubmissionRow] {
        match self.cell.as_ref().map(|cell| &cell.shows) {
            Some(Shows::Forms { rows, .. }) => rows,
            Some(Shows::Submission(row)) => std::slice::from_ref(row),
            _ => &[],
        }
    }

    /// The cells of counts that ask for a reason.
    #[must_use]
    pub fn late_cells(&self) -> &[LateCell] {
        match self.cell.as_ref().map(|cell| &cell.shows) {
            Some(Shows::Late { numbers, .. }) => numbers,
            _ => &[],
        }
    }

    /// The findings that a count of findings counts.
    #[must_use]
    pub fn counted_findings(&self) -> &[Finding] {
        match self.cell.as_ref().map(|cell| &cell.shows) {
            Some(Shows::Findings { rows, .. }) => rows,
            Some(Shows::Finding(finding)) => std::slice::from_ref(finding),
            _ => &[],
        }
    }
}
