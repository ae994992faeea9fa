//! The metrics of another period as the units of now would have them: units that went whole into one are added up.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, SortMultipleOptions,
    UnionArgs, col, cols, concat, lit, when,
};

use crate::model::Scope;
use crate::pipeline::{Lineage, Register};
use crate::table::{METRICS, Metrics, TableError, column};

/// The metrics of then for the units of now. A unit of which one of the units that it was made of has no figure has none:
/// a part of a sum is not the sum.
///
/// # Errors
/// A column is missing or of another type.
pub fn merged(then: &Metrics, lineage: &Lineage, now: &Register) -> Result<Metrics, TableError> {
    let on = |columns: [&str; 3]| columns.map(col).to_vec();
    let args = JoinArgs::new;
    let rows = then.frame().clone().lazy();
    let total = col("scope").eq(lit(Scope::Total.word()));
    // A unit that had nothing under it has its own figures alone, and they are all it had.
    let key = on(["unit_id", "metric", "field"]);
    let own = rows.clone().filter(total.clone().not());
    let has_total = rows.clone().filter(total.clone()).select(key.clone());
    let has_total = has_total.with_column(lit(true).alias("has_total"));
    let left = JoinArgs { nulls_equal: true, ..args(JoinType::Left) };
    let alone = own.join(has_total, key.clone(), key, left).filter(col("has_total").is_null());
    let alone = alone.drop(cols(["has_total"]));
    let alone = alone.with_column(lit(Scope::Total.word()).alias("scope"));
    let rows = concat([rows, alone], UnionArgs::default())?;
    let places = places(lineage, now)?.lazy();
    let unit = [col("unit_id")];
    let rows = rows
        .drop(cols(["level", "unit_name", "parent_id", "rate"]))
        .join(places, unit.clone(), unit, args(JoinType::Inner))
        .filter(total.and(col("leaf")).not())
        .collect()?;
    let summed = summed(rows.lazy()).collect()?.lazy();
    let known = summed.clone().filter(col("field").is_null().and(col("there").eq(col("asked"))));
    let key = on(["place", "scope", "metric"]);
    // Each key stands there once.
    let whole = summed.join(known.select(key.clone()), key.clone(), key, args(JoinType::Inner));
    let sorted = whole.sort(["metric", "place", "scope", "field"], SortMultipleOptions::default());
    let columns: Vec<Expr> = METRICS.iter().map(|(name, _)| col(*name)).collect();
    Metrics::new(&sorted.select(columns).collect()?)
}

/// Of each unit of then whose figures are known for a unit of now: which one that is, and how many there are of it.
fn places(lineage: &Lineage, now: &Register) -> Result<DataFrame, TableError> {
    let units = now.iter().flat_map(|(ix, unit)| {
        let olds = lineage.olds(&unit.id);
        let asked = u32::try_from(olds.len()).unwrap_or(u32::MAX);
        olds.into_iter().map(move |old| (old, ix, unit, asked))
    });
    let units: Vec<_> = units.collect();
    let parent = |unit: &crate::model::Unit| Some(now.get(unit.parent?).id.as_str());
    column::frame(vec![
        column::texts("unit_id", units.iter().map(|row| Some(row.0))),
        column::whole("place", units.iter().map(|row| Some(row.1.0))),
        column::whole("asked", units.iter().map(|row| Some(row.3))),
        column::flags("leaf", units.iter().map(|row| !now.has_units_below(row.1))),
        column::texts("level", units.iter().map(|row| Some(row.2.level.word()))),
        column::texts("new_id", units.iter().map(|row| Some(row.2.id.as_str()))),
        column::texts("unit_name", units.iter().map(|row| Some(row.2.name.as_str()))),
        column::texts("parent_id", units.iter().map(|row| parent(row.2))),
    ])
}

/// A row a unit of now, scope, metric and field.
fn summed(rows: LazyFrame) -> LazyFrame {
    let one = |column: &str| col(column).first();
    let sums = [
        one("period"),
        one("level"),
        one("new_id"),
        one("unit_name"),
        one("parent_id"),
        one("asked"),
        col("numerator").sum(),
        col("denominator").sum(),
        col("complete").all(false),
        col("gaps").sum(),
        col("unit_id").n_unique().cast(DataType::UInt32).alias("there"),
    ];
    let summed = rows.group_by([col("place"), col("scope"), col("metric"), col("field")]).agg(sums);
    let double = |sum: &str| col(sum).cast(DataType::Float64);
    let rate = when(col("denominator").gt(lit(0i64)))
        .then(double("numerator") / double("denominator"))
        .otherwise(lit(NULL).cast(DataType::Float64));
    summed.with_columns([rate.alias("rate"), col("new_id").alias("unit_id")])
}
