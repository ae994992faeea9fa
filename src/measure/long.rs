//! Sums as one row a metric, with names and rates, as the store keeps them.

use std::collections::BTreeSet;

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, UnionArgs, col,
    concat, lit, when,
};

use crate::model::{Scope, UnitIx};
use crate::pipeline::{Metric, Pipeline};
use crate::table::{LeftOut, Metrics, TableError, column};

use super::own::SumColumns;

/// One row a metric, scope, unit and field: in the order of the metrics, then of the sums.
pub(super) fn long(
    sums: &DataFrame,
    left_out: &LeftOut,
    pipeline: &Pipeline,
) -> Result<Metrics, TableError> {
    let named = named(sums.clone().lazy(), pipeline)?.collect()?;
    let metrics = pipeline.metrics.iter().enumerate();
    let parts = metrics.map(|(place, metric)| of_metric(&named, place, metric, left_out, pipeline));
    let parts = parts.collect::<Result<Vec<LazyFrame>, TableError>>()?;
    if parts.is_empty() {
        return Metrics::new(&empty()?);
    }
    let args = UnionArgs { parallel: true, ..UnionArgs::default() };
    Metrics::new(&concat(parts, args)?.collect()?)
}

/// The columns without rows.
fn empty() -> Result<DataFrame, TableError> {
    let columns = crate::table::column::empty(&crate::table::METRICS);
    column::frame(columns)
}

/// The sums with the names of their units and scopes.
fn named(sums: LazyFrame, pipeline: &Pipeline) -> Result<LazyFrame, TableError> {
    let register = &pipeline.register;
    let parent = |unit: &crate::model::Unit| Some(register.get(unit.parent?).id.as_str());
    let units = column::frame(vec![
        column::whole("unit", register.iter().map(|(ix, _)| Some(ix.0))),
        column::texts("level", register.iter().map(|(_, unit)| Some(unit.level.word()))),
        column::texts("unit_id", register.iter().map(|(_, unit)| Some(unit.id.as_str()))),
        column::texts("unit_name", register.iter().map(|(_, unit)| Some(unit.name.as_str()))),
        column::texts("parent_id", register.iter().map(|(_, unit)| parent(unit))),
    ])?;
    let on = [col("unit")];
    let args = JoinArgs {
        maintain_order: polars::prelude::MaintainOrderJoin::Left,
        ..JoinArgs::new(JoinType::Left)
    };
    let named = sums.join(units.lazy(), on.clone(), on, args);
    let is_own = col("scope").eq(lit(Scope::Own as u32));
    let scope = when(is_own).then(lit(Scope::Own.word())).otherwise(lit(Scope::Total.word()));
    Ok(named.with_column(scope.alias("scope_word")))
}

fn of_metric(
    sums: &DataFrame,
    place: usize,
    metric: &Metric,
    left_out: &LeftOut,
    pipeline: &Pipeline,
) -> Result<LazyFrame, TableError> {
    let names = SumColumns::of(place);
    // A sum over no line is unknown, not 0; but who sent the form did so, whatever of it can be used.
    let sent = col("field").is_null().and(col(&names.gaps).gt(lit(0u32)));
    let mut rows = sums.clone().lazy().filter(col(&names.lines).gt(lit(0u32)).or(sent));
    let mut complete = col(&names.gaps).eq(lit(0u32));
    let lacking = lacking(metric, left_out, pipeline);
    if !lacking.is_empty() {
        let scopes = lacking.iter().map(|(_, scope)| Some(*scope as u32));
        let lacks = column::frame(vec![
            column::whole("unit", lacking.iter().map(|(unit, _)| Some(unit.0))),
            column::whole("scope", scopes),
            column::flags("lacks", lacking.iter().map(|_| true)),
        ])?;
        let on = [col("unit"), col("scope")];
        let args = JoinArgs {
            maintain_order: polars::prelude::MaintainOrderJoin::Left,
            ..JoinArgs::new(JoinType::Left)
        };
        rows = rows.join(lacks.lazy(), on.clone(), on, args);
        complete = complete.and(col("lacks").is_null());
    }
    let (above, below) = (col(&names.above), col(&names.below));
    Ok(rows.select([
        lit(pipeline.period.to_string()).alias("period"),
        col("level"),
        col("scope_word").alias("scope"),
        col("unit_id"),
        col("unit_name"),
        col("parent_id"),
        col("field"),
        lit(metric.id.clone()).alias("metric"),
        above.clone().alias("numerator"),
        below.clone().alias("denominator"),
        rate(above, below).alias("rate"),
        complete.alias("complete"),
        col(&names.gaps).alias("gaps"),
    ]))
}

/// Nothing to divide by is no rate.
fn rate(above: Expr, below: Expr) -> Expr {
    let double = |sum: Expr| sum.cast(DataType::Float64);
    when(below.clone().gt(lit(0i64)))
        .then(double(above) / double(below))
        .otherwise(lit(NULL).cast(DataType::Float64))
}

/// The units, and those above them, of which something is missing in a form that supplies a metric.
fn lacking(metric: &Metric, left_out: &LeftOut, pipeline: &Pipeline) -> BTreeSet<(UnitIx, Scope)> {
    let supplies = |form: &&crate::pipeline::Form| {
        metric.measures().all(|measure| form.counts().any(|count| count == measure))
    };
    let forms = pipeline.forms.iter().filter(supplies);
    let asked = || metric.measures().map(|measure| pipeline.measure(measure).id.as_str());
    let lacks = forms.flat_map(|form| left_out.lacking(&form.id));
    let mut lacking = BTreeSet::new();
    for (unit, _) in lacks.filter(|(_, finding)| finding.concerns(asked())) {
        lacking.insert((unit, Scope::Own));
        lacking.extend(pipeline.register.line_up(unit).map(|above| (above, Scope::Total)));
    }
    lacking
}
