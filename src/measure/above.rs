//! Sums along the register: what each unit has over all fields, and with everything under it.

use polars::prelude::{
    DataFrame, DataType, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, SortMultipleOptions,
    UnionArgs, col, concat, lit,
};

use crate::model::{Scope, UnitIx};
use crate::pipeline::Pipeline;
use crate::table::{TableError, column};

use super::own::{added, names};

/// Sums by `unit` (place in the register), `scope` (place among the scopes) and `field`, in this order; the row of no
/// field is over all fields. A unit with nothing under it has its own scope only.
pub(super) fn with_above(own: &DataFrame, pipeline: &Pipeline) -> Result<DataFrame, TableError> {
    let added = || added(pipeline);
    let own = own.clone().lazy();
    let no_field = lit(NULL).cast(DataType::String).alias("field");
    let by_field = own.clone().filter(col("field").is_not_null());
    let over_all = own.group_by([col("unit_id")]).agg(added()).with_column(no_field);
    let columns = {
        let mut columns = vec![col("unit_id"), col("field")];
        columns.extend(names(pipeline).iter().map(col));
        columns
    };
    let own =
        concat([by_field.select(columns.clone()), over_all.select(columns)], UnionArgs::default())?;
    // Both scopes are made of the same rows.
    let own = own.collect()?.lazy();
    let joined = |of: Scope| -> Result<LazyFrame, TableError> {
        let on = [col("unit_id")];
        let units = units(of, pipeline)?.lazy();
        Ok(own.clone().join(units, on.clone(), on, JoinArgs::new(JoinType::Inner)))
    };
    let rows = |sums: LazyFrame, of: Scope| {
        let mut columns = vec![col("unit"), col("field")];
        columns.extend(names(pipeline).iter().map(col));
        columns.push(lit(of as u32).alias("scope"));
        sums.select(columns)
    };
    // A unit has one row a field of its own already.
    let alone = rows(joined(Scope::Own)?, Scope::Own);
    let above = joined(Scope::Total)?.group_by([col("unit"), col("field")]).agg(added());
    let both = concat([alone, rows(above, Scope::Total)], UnionArgs::default())?;
    let sorted = both.sort(["unit", "scope", "field"], SortMultipleOptions::default());
    Ok(sorted.collect()?)
}

/// For each unit that counts something the places of those whose sums it goes into: itself, or those above it and
/// itself where they have units under them.
fn units(scope: Scope, pipeline: &Pipeline) -> Result<DataFrame, TableError> {
    let register = &pipeline.register;
    let into = |unit: UnitIx| -> Vec<UnitIx> {
        match scope {
            Scope::Own => vec![unit],
            Scope::Total => {
                register.line_up(unit).filter(|&above| register.has_units_below(above)).collect()
            }
        }
    };
    let pairs = register
        .iter()
        .flat_map(|(ix, unit)| into(ix).into_iter().map(move |above| (unit.id.as_str(), above)));
    let pairs: Vec<(&str, UnitIx)> = pairs.collect();
    column::frame(vec![
        column::texts("unit_id", pairs.iter().map(|pair| Some(pair.0))),
        column::whole("unit", pairs.iter().map(|pair| Some(pair.1.0))),
    ])
}
