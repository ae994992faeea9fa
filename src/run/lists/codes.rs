//! The codes of a list: what tells the dossier of a row from others, and which stand in several rows.

use std::num::NonZeroI64;

use polars::prelude::DataFrame;
use rayon::iter::{ParallelExtend as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;

use crate::pipeline::DossierColumn;
use crate::query::{DOSSIERS, Embedded, Engine as _, QueryTable, Step};
use crate::table::TableError;
use crate::table::column::{counts, frame};

use super::ahead::read_ahead;
use super::rows::{ListSource, RowNumbers};

/// The codes of a list, row by row.
#[derive(Debug, Default)]
pub(super) struct ListCodes {
    codes: Vec<Option<NonZeroI64>>,
    numbers: Vec<RowNumbers>,
}

impl ListCodes {
    /// Those of a list that has a column of them.
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "a method of cells is one of cells of one lifetime"
    )]
    pub(super) fn of(source: &dyn ListSource) -> Result<Self, TableError> {
        let mut all = Self::default();
        read_ahead(source, &[DossierColumn::Code], |rows| {
            let codes = |places| rows.column(DossierColumn::Code, places, |cell| cell.code());
            all.codes.par_extend(rows.blocks().flat_map_iter(codes));
            all.numbers.push(rows.numbers);
            Ok(())
        })?;
        Ok(all)
    }

    /// The code of a row by its place in the list; of one that has none, none.
    pub(super) fn code(&self, place: usize) -> Option<NonZeroI64> {
        self.codes.get(place).copied().flatten()
    }

    /// What the query says of codes that stand in several rows, whose numbers are not needed afterwards.
    pub(super) fn repeated(&mut self, steps: &[Step]) -> Result<DataFrame, TableError> {
        // Of codes that stand once the query says nothing, and sorting tells them apart in a small part of its time.
        let twice = self.standing_twice();
        let numbers = std::mem::take(&mut self.numbers);
        let rows = numbers.iter().flat_map(RowNumbers::iter).zip(&self.codes);
        let rows = rows.filter_map(|(number, code)| Some((number, (*code)?)));
        let rows = rows.filter(|(_, code)| twice.binary_search(code).is_ok());
        let (numbers, codes): (Vec<i64>, Vec<NonZeroI64>) = rows.unzip();
        let given = frame(vec![
            counts("row_number", numbers.into_iter().map(Some)),
            counts("code", codes.into_iter().map(|code| Some(code.get()))),
        ])?;
        Ok(Embedded.run(&[QueryTable::new(DOSSIERS, given)], steps)?)
    }

    /// Codes that stand more than once, in order.
    fn standing_twice(&self) -> Vec<NonZeroI64> {
        let mut sorted: Vec<NonZeroI64> = self.codes.iter().copied().flatten().collect();
        sorted.par_sort_unstable();
        let several = sorted.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
        several.map(|same| same[0]).collect()
    }
}
