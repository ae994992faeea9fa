//! Spark Connect, by Apache's own client: tables and steps become temporary views of a session, rows come back as Arrow.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{Array as _, ArrayRef, PrimitiveArray};
use polars::prelude::{
    BooleanChunked, Column, DataType, Float64Chunked, Int32Chunked, Int64Chunked, IntoColumn as _,
    NewChunkedArray as _, StringChunked,
};
use spark_connect::SparkError;

use crate::query::Step;

pub(super) use spark_connect::SparkSession;

/// A file that the engine is to read: its name in queries, and its path as the engine sees it.
pub(super) type View = (String, String);

/// A session of the engine, once it has said which version it speaks.
pub(super) fn greet(url: &str) -> Result<SparkSession, String> {
    let session =
        SparkSession::builder().remote(url).get_or_create().map_err(|error| told(&error))?;
    session.version().map_err(|error| told(&error))?;
    Ok(session)
}

/// Ends a session.
pub(super) fn leave(session: &SparkSession) -> Result<(), String> {
    session.stop().map_err(|error| told(&error))
}

/// The columns of the last step.
pub(super) fn run(
    session: &SparkSession,
    views: &[View],
    steps: &[Step],
) -> Result<Vec<Column>, String> {
    for (name, path) in views {
        let at = |error| format!("table `{name}` ({path}): {}", told(&error));
        let seen = session.read().parquet(path);
        // An engine may take a file that is not there for one without columns.
        if seen.columns().map_err(at)?.is_empty() {
            return Err(format!("table `{name}` ({path}): the engine sees no such file"));
        }
        seen.create_or_replace_temp_view(name).map_err(at)?;
    }
    let mut last = None;
    for step in steps {
        let at = |error| format!("query `{}`: {}", step.name, told(&error));
        let rows = session.sql(&step.select).map_err(at)?;
        rows.create_or_replace_temp_view(&step.name).map_err(at)?;
        last = Some((step, rows));
    }
    let Some((step, rows)) = last else { return Ok(Vec::new()) };
    let at = |error| format!("query `{}`: {}", step.name, told(&error));
    let names = rows.columns().map_err(at)?;
    let batches = rows.collect_record_batches().map_err(at)?;
    let column = |(place, name): (usize, &String)| {
        let parts: Option<Vec<&ArrayRef>> =
            batches.iter().map(|batch| batch.columns().get(place)).collect();
        column(name, &parts.ok_or_else(|| format!("column `{name}` did not come"))?)
    };
    names.iter().enumerate().map(column).collect()
}

/// A column of its parts; without any, one that is empty.
fn column(name: &str, parts: &[&ArrayRef]) -> Result<Column, String> {
    use arrow_array::types::ArrowPrimitiveType;
    fn numbers<T: ArrowPrimitiveType>(parts: &[&ArrayRef]) -> Option<Vec<Option<T::Native>>> {
        let parts: Option<Vec<_>> = parts.iter().map(|part| part.as_primitive_opt::<T>()).collect();
        Some(parts?.into_iter().flat_map(PrimitiveArray::iter).collect())
    }
    let Some(first) = parts.first() else {
        return Ok(Column::new_empty(name.into(), &DataType::Null));
    };
    let of = || {
        if let Some(values) = numbers::<Int64Type>(parts) {
            return Some(
                Int64Chunked::from_iter_options(name.into(), values.into_iter()).into_column(),
            );
        }
        if let Some(values) = numbers::<Int32Type>(parts) {
            return Some(
                Int32Chunked::from_iter_options(name.into(), values.into_iter()).into_column(),
            );
        }
        if let Some(values) = numbers::<Float64Type>(parts) {
            return Some(
                Float64Chunked::from_iter_options(name.into(), values.into_iter()).into_column(),
            );
        }
        if first.as_boolean_opt().is_some() {
            let values = parts.iter().filter_map(|part| part.as_boolean_opt()).flatten();
            return Some(BooleanChunked::from_iter_options(name.into(), values).into_column());
        }
        texts(name, parts)
    };
    of().ok_or_else(|| {
        format!(
            "column `{name}` is {}, expected text, a number or true and false",
            first.data_type()
        )
    })
}

fn texts(name: &str, parts: &[&ArrayRef]) -> Option<Column> {
    let mut values: Vec<Option<&str>> = Vec::new();
    for part in parts {
        if let Some(part) = part.as_string_opt::<i32>() {
            values.extend(part);
        } else if let Some(part) = part.as_string_opt::<i64>() {
            values.extend(part);
        } else {
            values.extend(part.as_string_view_opt()?);
        }
    }
    Some(StringChunked::from_iter_options(name.into(), values.into_iter()).into_column())
}

/// The first line of what went wrong: an engine may add its whole stack.
fn told(error: &SparkError) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
