//! Rows of a list, some at a time, whatever file they are in.

use polars::prelude::{Float64Chunked, Int64Chunked, StringChunked};

use crate::ingest::{ListCell, ListedRow};
use crate::pipeline::DossierColumn;
use crate::table::TableError;

/// Rows that are given at once.
pub(super) const AT_ONCE: usize = 1 << 20;

/// Some rows of a list.
#[derive(Debug)]
pub(super) struct DossierRows {
    /// The place of their sheet.
    pub(super) sheet: usize,
    /// Their rows in it, from 0.
    pub(super) rows: Vec<u32>,
    /// Their cells, by [`DossierColumn::index`].
    pub(super) columns: Vec<DossierCells>,
}

/// Cells of a column.
#[derive(Debug, Clone)]
pub(super) enum DossierCells {
    /// The list has no such column, or nobody asked for it.
    Nothing,
    Texts(StringChunked),
    Numbers(Float64Chunked),
    /// Minutes since 1970.
    Minutes(Int64Chunked),
    /// Of a type that says nothing.
    Strange,
}

/// What takes rows.
pub(super) type TakeRows<'t> = dyn FnMut(&DossierRows) -> Result<(), TableError> + 't;

/// Rows that can be gone through again.
pub(super) trait ListSource {
    /// Gives all rows from the top, of these columns alone.
    ///
    /// # Errors
    /// They cannot be read, or those of `take`.
    fn each(&self, of: &[DossierColumn], take: &mut TakeRows<'_>) -> Result<(), TableError>;
}

impl DossierRows {
    /// The cells of a row, by its place among these.
    pub(super) fn row(&self, place: usize) -> ListedRow<'_> {
        std::array::from_fn(|column| self.columns[column].cell(place))
    }
}

impl DossierCells {
    fn cell(&self, place: usize) -> ListCell<'_> {
        let cell = match self {
            Self::Nothing => None,
            Self::Texts(texts) => texts.get(place).map(ListCell::Text),
            Self::Numbers(numbers) => numbers.get(place).map(ListCell::Number),
            Self::Minutes(minutes) => minutes.get(place).map(ListCell::Minute),
            Self::Strange => Some(ListCell::Strange),
        };
        cell.unwrap_or(ListCell::Nothing)
    }
}
