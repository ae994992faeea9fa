//! The codes of a list: what tells the dossier of a row from others, and which stand in several rows.

use std::num::NonZeroI64;

use polars::prelude::DataFrame;
use rayon::iter::{ParallelExtend as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;

use crate::ingest::{CodeSample, ListedCode};
use crate::pipeline::DossierColumn;
use crate::query::{DOSSIERS, Embedded, Engine as _, QueryTable, Step};
use crate::table::TableError;
use crate::table::column::{counts, frame};

use super::ahead::read_ahead;
use super::rows::{ListSource, RowNumbers, place_of};

/// The codes of a list, row by row.
#[derive(Debug, Default)]
pub(super) struct ListCodes {
    codes: Vec<Option<NonZeroI64>>,
    numbers: Vec<RowNumbers>,
    /// Some of them with their texts.
    pub(super) sample: CodeSample<ListedCode>,
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
            let before = all.codes.len();
            all.codes.par_extend(rows.blocks().flat_map_iter(codes));
            for (place, code) in all.codes[before..].iter().enumerate() {
                let Some(code) = *code else { continue };
                all.sample.add(code, || {
                    let text = rows.cell(place, DossierColumn::Code).text();
                    (place_of(rows.numbers.number(place)), text.unwrap_or_default().into_owned())
                });
            }
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
    pub(super) fn repeated(
        &mut self,
        source: &dyn ListSource,
        steps: &[Step],
    ) -> Result<DataFrame, TableError> {
        // Of codes that stand once the query says nothing, and sorting tells them apart in a small part of its time.
        let twice = self.standing_twice();
        let numbers = std::mem::take(&mut self.numbers);
        let rows = numbers.iter().flat_map(RowNumbers::iter).zip(&self.codes).enumerate();
        let rows = rows.filter_map(|(place, (number, code))| Some((place, number, (*code)?)));
        let rows: Vec<(usize, i64, NonZeroI64)> =
            rows.filter(|(.., code)| twice.binary_search(code).is_ok()).collect();
        let places: Vec<usize> = rows.iter().map(|(place, ..)| *place).collect();
        let ended = ended_of(source, &places)?;
        let given = frame(vec![
            counts("row_number", rows.iter().map(|(_, number, _)| Some(*number))),
            counts("code", rows.iter().map(|(.., code)| Some(code.get()))),
            counts("ended", ended.into_iter().map(|ended| ended.then_some(0))),
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

/// Whether the dossiers of rows at these places, in order, have ended.
fn ended_of(source: &dyn ListSource, places: &[usize]) -> Result<Vec<bool>, TableError> {
    let (mut ended, mut before, mut left) = (Vec::with_capacity(places.len()), 0, places);
    if places.is_empty() {
        return Ok(ended);
    }
    let ends = [DossierColumn::Finished, DossierColumn::Returned];
    read_ahead(source, &ends, |rows| {
        let (here, behind) =
            left.split_at(left.partition_point(|place| *place < before + rows.numbers.len()));
        let tells = |place: &usize, of| rows.cell(place - before, of).moment().said().is_some();
        ended.extend(here.iter().map(|place| ends.iter().any(|of| tells(place, *of))));
        (before, left) = (before + rows.numbers.len(), behind);
        Ok(())
    })?;
    Ok(ended)
}
