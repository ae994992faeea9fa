//! Lines → metrics, by the steps of `query`: what an engine answers is put in order and held to the columns of `metrics`.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, IdxCa};

use crate::model::{Scope, UnitIx};
use crate::pipeline::Pipeline;
use crate::query::{Engine, EngineError, LineTable, QueryTable, answered, metrics as steps};
use crate::table::{
    ANCESTORS, Artifact as _, Columns, CountedLines, GAPS, METRICS, Metrics, TableError, UNITS,
    ancestors, column, counted, lines_of, units,
};

/// Computes every metric of every unit, own and total, for each field and for all fields.
///
/// A line counts in a metric only where it has all measures of its numerator and its denominator, so that both
/// sums are over the same files. What a finding left out does not count, and what it is below is not complete; who sent
/// a form of which nothing can be used is not one who sent none.
///
/// # Errors
/// The engine gives no rows, or others than asked for; a column is missing or of another type.
pub fn measure(
    told: &CountedLines,
    engine: &dyn Engine,
    pipeline: &Pipeline,
) -> Result<Metrics, EngineError> {
    let tables = told
        .lines
        .iter()
        .map(|(form, lines)| LineTable { form: form.clone(), measures: counted(lines, pipeline) });
    let tables: Vec<LineTable> = tables.filter(|lines| !lines.measures.is_empty()).collect();
    let steps = steps(&tables, pipeline);
    if steps.is_empty() {
        return Ok(Metrics::new(&column::frame(column::empty(&METRICS))?)?);
    }
    let lines = tables.iter().filter_map(|table| {
        Some(QueryTable::new(&lines_of(&table.form), told.lines.get(&table.form)?.clone()))
    });
    let mut given: Vec<QueryTable> = lines.collect();
    given.push(QueryTable::new(GAPS, told.gaps.clone()));
    given.push(QueryTable::new(UNITS, units(pipeline)?));
    given.push(QueryTable::new(ANCESTORS, ancestors(pipeline)?));
    let rows = engine.run(&given, &steps)?;
    Ok(Metrics::new(&ordered(answered(Metrics::NAME, &rows, &METRICS)?, pipeline)?)?)
}

/// In the order of the metrics, the register, the scopes and the fields, all fields together first. An engine may
/// give rows in any order; the own one mostly keeps it.
fn ordered(rows: DataFrame, pipeline: &Pipeline) -> Result<DataFrame, EngineError> {
    let keys = keys(&rows, pipeline)?;
    if keys.iter().any(|key| key.0 == usize::MAX || key.1 == usize::MAX) {
        let found = "a row of a metric or a unit that is not declared".to_owned();
        return Err(EngineError::Unlike { step: Metrics::NAME.to_owned(), found });
    }
    if keys.is_sorted() {
        return Ok(rows);
    }
    let mut places: Vec<u32> = (0u32..).take(keys.len()).collect();
    places.sort_by_key(|&place| keys[place as usize]);
    Ok(rows.take(&IdxCa::from_vec("".into(), places)).map_err(TableError::from)?)
}

/// A number for each row that says where it stands: metric, unit, scope and field.
fn keys(
    rows: &DataFrame,
    pipeline: &Pipeline,
) -> Result<Vec<(usize, usize, usize, u32)>, TableError> {
    let c = Columns::new("metrics", rows);
    let (metric, unit) = (c.text("metric")?, c.text("unit_id")?);
    let (scope, field) = (c.text("scope")?, c.text("field")?);
    let mut fields: BTreeMap<&str, u32> = BTreeMap::new();
    for row in 0..rows.height() {
        if let Some(field) = field.get(row) {
            fields.entry(field).or_default();
        }
    }
    for (place, known) in (1u32..).zip(fields.values_mut()) {
        *known = place;
    }
    let (mut last_metric, mut last_unit) = (None, None);
    let key = |row: usize| {
        let of_metric = |id: &str| pipeline.metrics.iter().position(|metric| metric.id == id);
        let of_unit = |id: &str| pipeline.register.find_id(id).map(UnitIx::index);
        let metric = again(&mut last_metric, metric.get(row).unwrap_or_default(), of_metric);
        let unit = again(&mut last_unit, unit.get(row).unwrap_or_default(), of_unit);
        let scope = usize::from(scope.get(row) == Some(Scope::Total.word()));
        let field = field.get(row).and_then(|field| fields.get(field)).copied().unwrap_or(0);
        (metric, unit, scope, field)
    };
    Ok((0..rows.height()).map(key).collect())
}

/// The place of an id; neighbours mostly have the same.
fn again<'r>(
    last: &mut Option<(&'r str, usize)>,
    id: &'r str,
    place: impl Fn(&str) -> Option<usize>,
) -> usize {
    match *last {
        Some((known, at)) if known == id => at,
        _ => {
            let at = place(id).unwrap_or(usize::MAX);
            *last = Some((id, at));
            at
        }
    }
}
