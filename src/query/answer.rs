//! What an engine answered, held to what was asked for.

use polars::prelude::{Column, DataFrame, DataType};

use crate::table::TableError;

/// These columns of an answer, in this order. Whole numbers may be of another width; nothing else is turned into what was
/// asked for, as a number that is no whole one would be cut off.
///
/// # Errors
/// A column is missing or of another type, or a number does not fit.
pub fn answered(
    table: &'static str,
    rows: &DataFrame,
    columns: &[(&str, DataType)],
) -> Result<DataFrame, TableError> {
    let column = |(name, dtype): &(&str, DataType)| -> Result<Column, TableError> {
        let missing = |_| TableError::MissingColumn { table, column: (*name).to_owned() };
        let column = rows.column(name).map_err(missing)?;
        let found = column.dtype();
        let alike = found == dtype || found.is_integer() && dtype.is_integer();
        // A column without any value has no type of its own.
        if !alike && column.null_count() < column.len() {
            let (found, expected) = (found.to_string(), dtype.to_string());
            return Err(TableError::WrongType {
                table,
                column: (*name).to_owned(),
                found,
                expected,
            });
        }
        Ok(column.strict_cast(dtype)?)
    };
    crate::table::column::frame(columns.iter().map(column).collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use polars::prelude::DataType;

    use super::answered;
    use crate::table::column::{counts, floats, frame, texts, whole};

    const ASKED: [(&str, DataType); 2] =
        [("unit_id", DataType::String), ("numerator", DataType::Int64)];

    #[test]
    fn a_whole_number_may_be_of_another_width_and_nothing_else() {
        let ids = || texts("unit_id", ["a", "b"].map(Some).into_iter());
        let of = |numbers| answered("metrics", &frame(vec![numbers, ids()]).unwrap(), &ASKED);
        let rows = of(whole("numerator", [Some(1), None].into_iter())).unwrap();
        assert_eq!(rows.get_column_names(), ["unit_id", "numerator"]);
        assert_eq!(rows.column("numerator").unwrap().dtype(), &DataType::Int64);
        let wrong = of(floats("numerator", [Some(1.5), None].into_iter())).unwrap_err();
        assert!(wrong.to_string().contains("is f64, expected i64"), "{wrong}");
        let missing = of(counts("numerators", [Some(1), None].into_iter())).unwrap_err();
        assert!(missing.to_string().contains("no column `numerator`"), "{missing}");
        assert!(of(counts("numerator", [None, None].into_iter())).is_ok());
    }
}
