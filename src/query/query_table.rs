//! The tables that steps start from.

use polars::prelude::DataFrame;

/// A table of a run as queries know it.
#[derive(Debug, Clone)]
pub struct QueryTable {
    /// Its name in queries.
    pub name: String,
    /// Its name among the tables of a run: `units`, `lines/phu-luc-3`. An engine apart finds its file by that.
    pub table: String,
    /// Its rows.
    pub frame: DataFrame,
}

impl QueryTable {
    /// A table by its name among those of a run.
    #[must_use]
    pub fn new(table: &str, frame: DataFrame) -> Self {
        Self { name: sql_name(table), table: table.to_owned(), frame }
    }
}

/// What a table of a run is called in queries: `lines/phu-luc-3` is `lines_phu_luc_3`.
#[must_use]
pub fn sql_name(table: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    table.chars().map(plain).collect()
}
