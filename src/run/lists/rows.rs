//! Rows of a list, some at a time, whatever file they are in.

use polars::prelude::StringChunked;

use crate::ingest::ListCell;
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
    Numbers(Vec<Option<f64>>),
    /// Minutes since 1970.
    Minutes(Vec<Option<i64>>),
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
    /// A cell of a row, by its place among these.
    pub(super) fn cell(&self, place: usize, of: DossierColumn) -> ListCell<'_> {
        let cell = match &self.columns[of.index()] {
            DossierCells::Nothing => None,
            DossierCells::Texts(texts) => texts.get(place).map(ListCell::Text),
            DossierCells::Numbers(numbers) => numbers[place].map(ListCell::Number),
            DossierCells::Minutes(minutes) => minutes[place].map(ListCell::Minute),
            DossierCells::Strange => Some(ListCell::Strange),
        };
        cell.unwrap_or(ListCell::Nothing)
    }

    /// What the cells of a column mean, from the top.
    pub(super) fn column<T>(
        &self,
        of: DossierColumn,
        mut mean: impl FnMut(ListCell<'_>) -> T,
    ) -> Vec<T> {
        if let DossierCells::Texts(texts) = &self.columns[of.index()] {
            return texts
                .iter()
                .map(|text| mean(text.map_or(ListCell::Nothing, ListCell::Text)))
                .collect();
        }
        (0..self.rows.len()).map(|place| mean(self.cell(place, of))).collect()
    }
}
