//! Sums of single measures by form and unit, as rules about several files compare them.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, LazyFrame, SortMultipleOptions, col, len, lit, when,
};

use crate::model::Role;
use crate::table::{FIRST, LINES, Lines, REPEATED, TRACE, TableError, UnitSums, role_words};

/// The sums of the lines of a period by form and unit.
///
/// # Errors
/// A column is missing or of another type.
pub fn by_unit(lines: &Lines) -> Result<UnitSums, TableError> {
    let mut sums = UnitSums::default();
    for (form, lines) in lines {
        sums.add(form, &of_form(lines).collect()?)?;
    }
    Ok(sums)
}

fn of_form(lines: &DataFrame) -> LazyFrame {
    let ([item, _], [total, _]) = (role_words(Role::Item), role_words(Role::Total));
    let measures = lines.columns().iter().filter(|column| column.dtype() == &DataType::Int64);
    let measures: Vec<String> = measures.map(|column| column.name().to_string()).collect();
    let said = measures.iter().map(|measure| col(measure).is_not_null());
    let said = said.reduce(polars::prelude::Expr::or).unwrap_or_else(|| lit(false));
    let of = |roles: [&str; 3]| {
        let [first, second, third] = roles.map(|role| col("role").eq(lit(role)));
        first.or(second).or(third)
    };
    // Lines that count, or that another form tells as well, are numbered as who compares them finds them.
    let counted = lines.clone().lazy().filter(of([item, total, REPEATED]));
    let items = counted
        .with_row_index(LINE, None)
        .filter(col("role").eq(lit(item)).and(col("unit_id").is_not_null()).and(said));
    // Products are made of whole columns: in a group each would be made for itself.
    let products = measures.iter().map(|one| (col(one) * whole(LINE)).alias(traced(one)));
    let items = items.with_columns(products.collect::<Vec<_>>());
    let mut sums = vec![len().cast(DataType::UInt32).alias(LINES), col(LINE).min().alias(FIRST)];
    for measure in &measures {
        let has = col(measure).is_not_null();
        sums.push(col(measure).sum());
        sums.push(col(traced(measure)).sum());
        sums.push(has.clone().cast(DataType::UInt32).sum().alias(format!("{measure}{LINES}")));
        let first = when(has).then(col(LINE)).otherwise(lit(polars::prelude::NULL));
        sums.push(first.min().cast(DataType::UInt32).alias(format!("{measure}{FIRST}")));
    }
    let sums = items.group_by([col("unit_id")]).agg(sums);
    let traces: Vec<Expr> = measures.iter().map(|measure| trace(measure)).collect();
    sums.with_columns(traces).sort(["unit_id"], SortMultipleOptions::default())
}

/// Two lines that changed places have the same sum and another trace: the sum of each count times its place among those
/// of the unit.
fn trace(measure: &str) -> Expr {
    let trace = col(traced(measure)) - (whole(FIRST) - lit(1i64)) * col(measure);
    // The remainder has the sign of what is divided.
    let trace = (trace % lit(TRACES) + lit(TRACES)) % lit(TRACES);
    trace.cast(DataType::UInt32)
}

fn whole(column: &str) -> Expr {
    col(column).cast(DataType::Int64)
}

fn traced(measure: &str) -> String {
    format!("{measure}{TRACE}")
}

const LINE: &str = "line";

/// How many traces there are: a prime number.
const TRACES: i64 = 4_294_967_291;
