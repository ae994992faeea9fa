//! Sums of every metric, in polars: by unit and field, for all fields, own and with everything under it.

use polars::prelude::{
    BooleanChunked, Column, DataFrame, Expr, IntoColumn, IntoLazy, JoinArgs, JoinType, LazyFrame,
    NULL, NewChunkedArray, SortMultipleOptions, UInt32Chunked, UnionArgs, col, concat, lit, when,
};

use crate::model::{Scope, UnitIx};
use crate::pipeline::{Formula, Pipeline};
use crate::table::TableError;

use super::wide::{FIELD, UNIT, measure_column};

/// Column of the sum above the line of a metric.
pub(super) fn numerator_column(metric: usize) -> String {
    format!("n{metric}")
}

/// Column of the sum below the line of a metric.
pub(super) fn denominator_column(metric: usize) -> String {
    format!("d{metric}")
}

/// For each scope, one row a unit and field (null: all fields) with both sums of each metric, by unit and
/// field. A sum is null where nothing was reported.
pub(super) fn sums(
    wide: DataFrame,
    pipeline: &Pipeline,
) -> Result<Vec<(Scope, DataFrame)>, TableError> {
    let fields = by_field(wide.lazy(), pipeline).collect()?;
    let upward = upward(pipeline)?;
    let above = fields
        .clone()
        .lazy()
        .join(upward.lazy(), [col(UNIT)], [col("below")], JoinArgs::new(JoinType::Inner))
        .drop(polars::prelude::cols([UNIT]))
        .rename(["above"], [UNIT], true);
    let above = add(above, &[UNIT, FIELD], pipeline).collect()?;
    let above = with_all_fields(above, pipeline)?;
    let own = with_all_fields(fields, pipeline)?;
    // Most units have nothing under them: with everything under them is what they are.
    let alone = own.filter(&has_nobody_below(&own, pipeline)?)?;
    let total = concat([alone.lazy(), above.lazy()], UnionArgs::default())?;
    let total = total.sort([UNIT, FIELD], SortMultipleOptions::default()).collect()?;
    Ok(vec![(Scope::Own, own), (Scope::Total, total)])
}

/// For each row, whether its unit has no unit under it.
fn has_nobody_below(sums: &DataFrame, pipeline: &Pipeline) -> Result<BooleanChunked, TableError> {
    let register = &pipeline.register;
    let units = sums.column(UNIT)?.u32()?.iter();
    let alone = units.map(|unit| unit.is_none_or(|unit| !register.has_units_below(UnitIx(unit))));
    Ok(BooleanChunked::from_iter_values("alone".into(), alone))
}

/// Makes the two sums of each metric in each line, null unless the line has every measure of both, then adds the
/// lines of a unit and field: both sums are over the same lines.
fn by_field(wide: LazyFrame, pipeline: &Pipeline) -> LazyFrame {
    let metrics = pipeline.metrics.iter().enumerate().flat_map(|(index, metric)| {
        let numerator = formula(&metric.numerator);
        let denominator = formula(&metric.denominator);
        let known = numerator.clone().is_not_null().and(denominator.clone().is_not_null());
        let both = |sum: Expr| when(known.clone()).then(sum).otherwise(lit(NULL));
        [
            both(numerator).alias(numerator_column(index)),
            both(denominator).alias(denominator_column(index)),
        ]
    });
    let mut chosen = vec![col(UNIT), col(FIELD)];
    chosen.extend(metrics);
    add(wide.select(chosen), &[UNIT, FIELD], pipeline)
}

fn formula(formula: &Formula) -> Expr {
    let terms = formula.terms.iter().map(|&(sign, measure)| {
        let value = col(measure_column(measure.index()));
        if sign < 0 { lit(0i64) - value } else { value }
    });
    terms.reduce(|sum, term| sum + term).unwrap_or_else(|| lit(NULL))
}

/// A sum of nothing is unknown, not 0.
fn sum_or_null(column: &str) -> Expr {
    let known = col(column).count().gt(lit(0));
    when(known).then(col(column).sum()).otherwise(lit(NULL)).alias(column)
}

/// Adds rows that agree in `keys`.
fn add(rows: LazyFrame, keys: &[&str], pipeline: &Pipeline) -> LazyFrame {
    let keys: Vec<Expr> = keys.iter().map(|&key| col(key)).collect();
    let sums: Vec<Expr> = (0..pipeline.metrics.len())
        .flat_map(|m| [sum_or_null(&numerator_column(m)), sum_or_null(&denominator_column(m))])
        .collect();
    rows.group_by(keys).agg(sums)
}

/// The rows of each field and, before them, one row over all fields.
fn with_all_fields(by_field: DataFrame, pipeline: &Pipeline) -> Result<DataFrame, TableError> {
    let mut columns =
        vec![col(UNIT), lit(NULL).cast(polars::prelude::DataType::UInt32).alias(FIELD)];
    columns.extend(
        (0..pipeline.metrics.len())
            .flat_map(|m| [col(numerator_column(m)), col(denominator_column(m))]),
    );
    let all = add(by_field.clone().lazy(), &[UNIT], pipeline).select(columns);
    let fields = by_field.lazy().filter(col(FIELD).is_not_null());
    let order = SortMultipleOptions::default();
    let rows = concat([all, fields], UnionArgs::default())?.sort([UNIT, FIELD], order);
    Ok(rows.collect()?)
}

/// Each unit with every unit above it, and with itself where others stand below it.
fn upward(pipeline: &Pipeline) -> Result<DataFrame, TableError> {
    let register = &pipeline.register;
    let pairs: Vec<(u32, u32)> = register
        .iter()
        .flat_map(|(ix, _)| register.line_up(ix).map(move |above| (ix, above)))
        .filter(|&(_, above)| register.has_units_below(above))
        .map(|(below, above)| (below.0, above.0))
        .collect();
    let column = |name: &str, pick: fn(&(u32, u32)) -> u32| -> Column {
        UInt32Chunked::from_iter_values(name.into(), pairs.iter().map(pick)).into_column()
    };
    Ok(DataFrame::new_infer_height(vec![column("below", |p| p.0), column("above", |p| p.1)])?)
}
