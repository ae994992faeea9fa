//! Why a table could not be given.

use std::io;
use std::path::PathBuf;

use crate::model::Lang;
use crate::publish::MOST_ROWS;
use crate::run::error::RunError;
use crate::run::named::NamedError;
use crate::store::StoreError;
use crate::text::nearest_word;

/// Why a table could not be given.
#[derive(Debug)]
pub enum ExportError {
    /// The run is not known, or what it left cannot be read.
    Run(NamedError),
    /// The run has no table of this name.
    NoTable {
        /// The name.
        name: String,
        /// The table that might be meant.
        near: Option<String>,
        /// All tables of the run.
        all: Vec<String>,
    },
    /// The run had the table and has it no longer.
    Gone {
        /// Where it was.
        path: PathBuf,
    },
    /// A sheet does not hold so many rows.
    TooManyRows {
        /// The table.
        table: String,
        /// Its rows.
        rows: usize,
    },
    /// A cell of a sheet does not hold a text.
    LongText {
        /// The table.
        table: String,
        /// Row, from 1.
        row: usize,
        /// Column.
        column: String,
    },
    /// The text could not be put together; a defect of the program.
    Text(io::Error),
}

impl From<NamedError> for ExportError {
    fn from(error: NamedError) -> Self {
        Self::Run(error)
    }
}

impl From<RunError> for ExportError {
    fn from(error: RunError) -> Self {
        Self::Run(NamedError::Run(error))
    }
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Text(error)
    }
}

impl ExportError {
    /// No table is called so.
    pub(super) fn no_table(name: &str, all: Vec<String>) -> Self {
        let near = near(name, &all).map(str::to_owned);
        Self::NoTable { name: name.to_owned(), near, all }
    }

    /// What a person reads.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Run(error), _) => error.text(lang),
            (Self::NoTable { name, .. }, Lang::Vi) => {
                format!("`{name}`: lượt này không có bảng như vậy")
            }
            (Self::NoTable { name, .. }, Lang::En) => {
                format!("`{name}`: the run has no such table")
            }
            (Self::Gone { path }, Lang::Vi) => {
                format!("{}: tệp của lượt này không còn", path.display())
            }
            (Self::Gone { path }, Lang::En) => {
                format!("{}: this file of the run is gone", path.display())
            }
            (Self::TooManyRows { table, rows }, Lang::Vi) => {
                format!("`{table}`: {rows} dòng, một trang tính xlsx chứa nhiều nhất {MOST_ROWS}")
            }
            (Self::TooManyRows { table, rows }, Lang::En) => {
                format!("`{table}`: {rows} rows, a sheet of xlsx holds {MOST_ROWS} at most")
            }
            (Self::LongText { table, row, column }, Lang::Vi) => {
                format!("`{table}`, dòng {row}, cột `{column}`: chữ dài hơn một ô xlsx chứa được")
            }
            (Self::LongText { table, row, column }, Lang::En) => {
                format!("`{table}`, row {row}, column `{column}`: longer than a cell of xlsx holds")
            }
            (Self::Text(error), Lang::Vi) => format!("không ghi được bảng thành chữ: {error}"),
            (Self::Text(error), Lang::En) => format!("the table cannot be put as text: {error}"),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let said = match self {
            Self::Run(error) => return error.hint(lang),
            Self::NoTable { near, all, .. } => {
                let list = format!("{}: {}", lang.pick("các bảng", "tables"), all.join(", "));
                let asked = lang.pick("có phải là", "did you mean");
                let near = near.as_ref().map(|near| format!("{asked} `{near}`? "));
                return Some(near.unwrap_or_default() + &list);
            }
            Self::Gone { .. } => lang.pick("chạy lại để lập lại", "run again to make it anew"),
            Self::TooManyRows { .. } | Self::LongText { .. } => {
                lang.pick("xuất ra csv hoặc parquet", "take csv or parquet")
            }
            Self::Text(_) => return None,
        };
        Some(said.to_owned())
    }

    /// Whether the run has to be made anew before the table can be given.
    #[must_use]
    pub const fn is_of_a_spoiled_run(&self) -> bool {
        use StoreError::{Damaged, Table};
        let of_store = matches!(
            self,
            Self::Run(NamedError::Run(RunError::Store(Table { .. } | Damaged { .. })))
        );
        of_store || matches!(self, Self::Gone { .. })
    }
}

/// The table that might be meant: one of nearly the same name, also where the folder or the ending is what differs.
fn near<'a>(name: &str, all: &'a [String]) -> Option<&'a str> {
    let bare = name.trim_start_matches("data/").trim_end_matches(".parquet");
    let names = || all.iter().map(String::as_str);
    let last = |name: &'a str| name.rsplit('/').next().unwrap_or(name);
    nearest_word(bare, names()).or_else(|| {
        let found = nearest_word(bare, names().map(last))?;
        names().find(|name| last(name) == found)
    })
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn a_table_is_suggested_by_its_name_or_the_end_of_it() {
        let all = ["columns", "lines/phu-luc-2", "lines/phu-luc-3", "metrics"].map(str::to_owned);
        assert_eq!(near("metric", &all), Some("metrics"));
        assert_eq!(near("phu-luc-3", &all), Some("lines/phu-luc-3"));
        assert_eq!(near("lines/phuluc-2", &all), Some("lines/phu-luc-2"));
        assert_eq!(near("data/metrics.parquet", &all), Some("metrics"));
        assert_eq!(near("population", &all), None);
    }
}
