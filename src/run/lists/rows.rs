//! Rows of a list, some at a time, whatever file they are in.

use std::ops::Range;

use polars::prelude::{Float64Chunked, Int64Chunked, StringChunked};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator as _, ParallelIterator as _};

use crate::ingest::{ListCell, MeantAt};
use crate::pipeline::DossierColumn;
use crate::table::TableError;

/// Rows that are given at once.
pub(super) const AT_ONCE: usize = 1 << 18;

/// Rows that are gone through side by side with others.
const BLOCK: usize = 1 << 16;

/// Some rows of a list.
#[derive(Debug)]
pub(super) struct DossierRows {
    pub(super) numbers: RowNumbers,
    /// Their cells, by [`DossierColumn::index`].
    pub(super) columns: Vec<DossierCells>,
}

/// Where rows are.
#[derive(Debug)]
pub(super) struct RowNumbers {
    /// The place of their sheet.
    sheet: usize,
    /// Their rows in it, from 0.
    rows: Vec<u32>,
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
pub(super) type TakeRows<'t> = dyn FnMut(DossierRows) + 't;

/// Rows that can be gone through again.
pub(super) trait ListSource: Sync {
    /// Gives all rows from the top, of these columns alone.
    ///
    /// # Errors
    /// They cannot be read.
    fn each(&self, of: &[DossierColumn], take: &mut TakeRows<'_>) -> Result<(), TableError>;
}

impl RowNumbers {
    pub(super) fn new(sheet: usize, rows: Vec<u32>) -> Self {
        Self { sheet, rows }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The number of a row among all of a file, by its place among these: sheet by sheet.
    pub(super) fn number(&self, place: usize) -> i64 {
        (i64::try_from(self.sheet).unwrap_or(0) << 32) | i64::from(self.rows[place])
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = i64> {
        (0..self.rows.len()).map(|place| self.number(place))
    }
}

/// Where a row number is.
pub(super) fn place_of(row_number: i64) -> (usize, u32) {
    let sheet = usize::try_from(row_number >> 32).unwrap_or(0);
    (sheet, u32::try_from(row_number & i64::from(u32::MAX)).unwrap_or(u32::MAX))
}

impl DossierRows {
    /// The places of rows that are gone through side by side with others.
    pub(super) fn blocks(&self) -> impl IndexedParallelIterator<Item = Range<usize>> {
        let height = self.numbers.len();
        let blocks = (0..height.div_ceil(BLOCK)).into_par_iter();
        blocks.map(move |block| block * BLOCK..height.min((block + 1) * BLOCK))
    }

    /// A cell of a row, by its place among these.
    pub(super) fn cell(&self, place: usize, of: DossierColumn) -> ListCell<'_> {
        let cell = match &self.columns[of.index()] {
            DossierCells::Nothing => None,
            DossierCells::Texts(texts) => texts.get(place).map(ListCell::Text),
            DossierCells::Numbers(numbers) => numbers.get(place).map(ListCell::Number),
            DossierCells::Minutes(minutes) => minutes.get(place).map(ListCell::Minute),
            DossierCells::Strange => Some(ListCell::Strange),
        };
        cell.unwrap_or(ListCell::Nothing)
    }

    /// Whether nothing stands in a row.
    pub(super) fn is_blank(&self, place: usize) -> bool {
        DossierColumn::ALL.iter().all(|of| self.cell(place, *of).is_blank())
    }

    /// What the cells of a column mean, of the rows at these places. What kind of cells they are is asked once, not in each row.
    pub(super) fn column<T>(
        &self,
        of: DossierColumn,
        places: Range<usize>,
        mut mean: impl FnMut(ListCell<'_>) -> T,
    ) -> Vec<T> {
        let (first, len) = (i64::try_from(places.start).unwrap_or(i64::MAX), places.len());
        let mut all = Vec::with_capacity(len);
        match &self.columns[of.index()] {
            DossierCells::Nothing => all.extend(places.map(|_| mean(ListCell::Nothing))),
            DossierCells::Strange => all.extend(places.map(|_| mean(ListCell::Strange))),
            DossierCells::Texts(texts) => {
                for part in texts.slice(first, len).downcast_iter() {
                    let cells =
                        part.iter().map(|text| text.map_or(ListCell::Nothing, ListCell::Text));
                    all.extend(cells.map(&mut mean));
                }
            }
            DossierCells::Numbers(numbers) => {
                for part in numbers.slice(first, len).downcast_iter() {
                    let cells = part.iter().map(|number| {
                        number.map_or(ListCell::Nothing, |number| ListCell::Number(*number))
                    });
                    all.extend(cells.map(&mut mean));
                }
            }
            DossierCells::Minutes(minutes) => {
                for part in minutes.slice(first, len).downcast_iter() {
                    let cells = part.iter().map(|minute| {
                        minute.map_or(ListCell::Nothing, |minute| ListCell::Minute(*minute))
                    });
                    all.extend(cells.map(&mut mean));
                }
            }
        }
        all
    }

    /// What the words of a column mean. A file keeps a word that stands in many rows once, and these tell where it is: what stands
    /// in the same place is the same word.
    pub(super) fn words<T: Copy>(
        &self,
        of: DossierColumn,
        mut mean: impl FnMut(ListCell<'_>) -> T,
    ) -> Vec<T> {
        let DossierCells::Texts(texts) = &self.columns[of.index()] else {
            return self.column(of, 0..self.numbers.len(), mean);
        };
        let mut all = Vec::with_capacity(texts.len());
        for part in texts.downcast_iter() {
            let mut meant = MeantAt::default();
            let cells = part.views().iter().map(|view| view.as_u128()).zip(part);
            all.extend(cells.map(|(place, text)| match text {
                None => mean(ListCell::Nothing),
                Some(text) => meant.of(place, || mean(ListCell::Text(text))),
            }));
        }
        all
    }
}
