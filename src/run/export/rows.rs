//! The rows of any table, value by value.

use std::borrow::Cow;

use polars::prelude::{AnyValue, Column, DataFrame};
use serde::{Serialize, Serializer};

/// What stands in a row and a column.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::run) enum CellValue<'f> {
    Nothing,
    Text(Cow<'f, str>),
    Flag(bool),
    Whole(i64),
    Real(f64),
}

/// Names of the columns, in order.
pub(in crate::run) fn names(frame: &DataFrame) -> Vec<&str> {
    frame.columns().iter().map(|column| column.name().as_str()).collect()
}

/// The values of a row, in the order of the columns.
pub(in crate::run) fn row(
    frame: &DataFrame,
    row: usize,
) -> impl Iterator<Item = CellValue<'_>> + Clone {
    frame.columns().iter().map(move |column| datum(column, row))
}

fn datum(column: &Column, row: usize) -> CellValue<'_> {
    // A row that is not there holds nothing.
    match column.get(row).unwrap_or(AnyValue::Null) {
        AnyValue::Null => CellValue::Nothing,
        AnyValue::String(text) => CellValue::Text(Cow::Borrowed(text)),
        // A column of one text throughout gives it away as its own.
        AnyValue::StringOwned(text) => CellValue::Text(Cow::Owned(text.to_string())),
        AnyValue::Boolean(flag) => CellValue::Flag(flag),
        AnyValue::UInt32(number) => CellValue::Whole(i64::from(number)),
        AnyValue::Int64(number) => CellValue::Whole(number),
        AnyValue::Float64(number) => CellValue::Real(number),
        // Tables of this program have no other types.
        other => CellValue::Text(Cow::Owned(other.to_string())),
    }
}

impl Serialize for CellValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Real(number) => serializer.serialize_f64(*number),
        }
    }
}
