//! The texts above each column of a table, as findings and the reading tell them.

use std::collections::BTreeMap;

use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::header::unfold::headed_columns;
use crate::model::Sheet;

/// The texts above each column of a table.
pub(in crate::ingest::figures) fn headers_of(
    sheet: &Sheet,
    table: &BoundTable,
) -> BTreeMap<u32, String> {
    let columns = headed_columns(sheet, table.heading.end, table.header.bottom).into_iter();
    columns.map(|column| (column.column, column.shown)).collect()
}
