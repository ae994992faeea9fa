//! What is computed, as SQL for any engine, and any query on the tables of a run, which the engine inside of this
//! program answers. Nothing is written to the run.

mod error;

use polars::prelude::{Column, DataFrame, DataType, SortMultipleOptions};

use crate::ingest::period_minutes;
use crate::pipeline::Pipeline;
use crate::query::{
    DOSSIERS, Embedded, Engine as _, EngineError, LineTable, QueryTable, Step, dossiers, metrics,
    observations, places, sql_name,
};
use crate::run::error::RunError;
use crate::run::export::rows::{CellValue, names, row};
use crate::run::export::table_names;
use crate::run::export::text;
use crate::run::named::named;
use crate::store::Run;
use crate::table::{ANCESTORS, COLUMNS, GAPS, Metrics, OBSERVATIONS, UNITS, lines_of};
use crate::table::{Artifact as _, IndicatorFigures};

pub use error::SqlError;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SqlWish {
    /// The metrics, and the places of every ranking.
    All,
    /// The metrics.
    Metrics,
    /// The places of a ranking, by its id.
    Ranking(String),
    /// The accepted counts.
    Observations,
    /// How lists of dossiers are counted.
    Dossiers,
    /// A query of somebody's own.
    Query(String),
}

impl SqlWish {
    /// What a word on the command line means: anything but the known words is a query.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match (word.trim(), word.trim().strip_prefix("ranking:")) {
            (_, Some(id)) => Self::Ranking(id.to_owned()),
            (Metrics::NAME, _) => Self::Metrics,
            (OBSERVATIONS, _) => Self::Observations,
            (DOSSIERS, _) => Self::Dossiers,
            (query, _) => Self::Query(query.trim_end_matches(';').to_owned()),
        }
    }
}

/// The text of what is computed.
#[derive(Debug, Clone)]
pub struct SqlText {
    /// The tables of a run that it begins with: name in SQL and file inside the run.
    pub tables: Vec<(String, String)>,
    /// The views.
    pub steps: Vec<Step>,
}

/// What a pipeline computes, as SQL.
///
/// # Errors
/// There is no such ranking.
pub fn sql_text(pipeline: &Pipeline, wish: &SqlWish) -> Result<SqlText, SqlError> {
    let steps = steps(pipeline, wish)?;
    let forms = pipeline.forms.iter().map(|form| lines_of(&form.id));
    let others = [UNITS, ANCESTORS, GAPS, COLUMNS, Metrics::NAME, IndicatorFigures::NAME];
    let known = forms.chain(others.map(str::to_owned));
    let made = |name: &str| steps.iter().any(|step| step.name == name);
    let known = known.map(|table| (sql_name(&table), format!("data/{table}.parquet")));
    let tables = known.filter(|(name, _)| !made(name) && mentions(&steps, name)).collect();
    Ok(SqlText { tables, steps })
}

/// What an engine answered, as text.
#[derive(Debug, Clone)]
pub struct Queried {
    frame: DataFrame,
    /// Id of the run.
    pub run: String,
}

impl Queried {
    /// Names and rows, nothing where nothing stands.
    #[must_use]
    pub fn rows(&self) -> Vec<Vec<String>> {
        let shown = |value: CellValue<'_>| match value {
            CellValue::Nothing => String::new(),
            CellValue::Text(text) => text.into_owned(),
            CellValue::Flag(flag) => flag.to_string(),
            CellValue::Whole(whole) => whole.to_string(),
            CellValue::Real(real) => real.to_string(),
        };
        let head = names(&self.frame).into_iter().map(str::to_owned).collect();
        let rows = (0..self.frame.height()).map(|at| row(&self.frame, at).map(shown).collect());
        std::iter::once(head).chain(rows).collect()
    }

    /// As CSV.
    ///
    /// # Errors
    /// The text cannot be put together; a defect of the program.
    pub fn csv(&self) -> std::io::Result<Vec<u8>> {
        text::csv(&self.frame)
    }

    /// As an array of objects.
    ///
    /// # Errors
    /// The text cannot be put together; a defect of the program.
    pub fn json(&self) -> std::io::Result<Vec<u8>> {
        text::json(&self.frame)
    }
}

/// Runs what is asked for on the tables of a run.
///
/// # Errors
/// The run is not known or cannot be read, or the query is wrong.
pub fn ask(pipeline: &Pipeline, run: &str, wish: &SqlWish) -> Result<Queried, SqlError> {
    if *wish == SqlWish::Dossiers {
        return Err(SqlError::NotKept);
    }
    let run = named(pipeline, run)?;
    let mut steps = steps(pipeline, wish)?;
    if let SqlWish::Query(_) = wish
        && mentions(&steps, OBSERVATIONS)
    {
        steps.splice(0..0, observations(&LineTable::declared(pipeline), pipeline));
    }
    let mut all = table_names(&run);
    all.retain(|table| table != OBSERVATIONS);
    let given = given(&run, &all, &steps)?;
    let frame = Embedded.run(&given, &steps).map_err(|error| match error {
        EngineError::Refused { source, .. } => SqlError::wrong(&source, &steps, &all),
        error => SqlError::Run(RunError::from(run.at_table(Metrics::NAME)(error.into())).into()),
    })?;
    let frame = plain(&frame, !matches!(wish, SqlWish::Query(_)));
    let frame = frame.map_err(|source| SqlError::wrong(&source, &steps, &all))?;
    Ok(Queried { frame, run: run.record().run.clone() })
}

fn steps(pipeline: &Pipeline, wish: &SqlWish) -> Result<Vec<Step>, SqlError> {
    let lines = LineTable::declared(pipeline);
    match wish {
        SqlWish::All => {
            let mut steps = metrics(&lines, pipeline);
            steps.extend(pipeline.rankings.iter().flat_map(|ranking| places(ranking, pipeline)));
            Ok(steps)
        }
        SqlWish::Metrics => Ok(metrics(&lines, pipeline)),
        SqlWish::Observations => Ok(observations(&lines, pipeline).into_iter().collect()),
        SqlWish::Ranking(id) => {
            let found = pipeline.rankings.iter().find(|ranking| ranking.id == *id);
            let ranking = found.ok_or_else(|| SqlError::no_ranking(id, pipeline))?;
            Ok(places(ranking, pipeline))
        }
        SqlWish::Dossiers => {
            let (first, last) = period_minutes(pipeline.period);
            Ok(dossiers(first, last))
        }
        SqlWish::Query(query) => Ok(vec![Step::new("query", "", query.clone())]),
    }
}

/// The tables that steps name.
fn given(run: &Run, all: &[String], steps: &[Step]) -> Result<Vec<QueryTable>, SqlError> {
    let named = all.iter().filter(|table| mentions(steps, &sql_name(table)));
    let load = |table: &String| Ok(QueryTable::new(table, run.table(table)?));
    named.map(load).collect::<Result<_, RunError>>().map_err(SqlError::from)
}

/// Whether steps name a table.
fn mentions(steps: &[Step], name: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    steps.iter().any(|step| step.select.split(|letter| !is_part(letter)).any(|word| word == name))
}

/// Numbers of the few types that tables have; what has no order of its own in one.
fn plain(frame: &DataFrame, in_order: bool) -> polars::prelude::PolarsResult<DataFrame> {
    let column = |column: &Column| match column.dtype() {
        dtype if dtype.is_integer() => column.cast(&DataType::Int64),
        dtype if dtype.is_float() => column.cast(&DataType::Float64),
        _ => Ok(column.clone()),
    };
    let columns = frame.columns().iter().map(column).collect::<Result<Vec<_>, _>>()?;
    let frame = DataFrame::new_infer_height(columns)?;
    if !in_order || frame.width() == 0 {
        return Ok(frame);
    }
    let names: Vec<String> = names(&frame).into_iter().map(str::to_owned).collect();
    frame.sort(names, SortMultipleOptions::default())
}
