//! The table that the query begins with, filled row by row. Units and fields are told by their places. Most of it is numbers of
//! 32 bits: polars takes two thirds of the time for them that it takes for 64.

use std::num::NonZeroI64;

use polars::prelude::DataFrame;

use crate::ingest::ListedDossier;
use crate::model::DossierFault;
use crate::table::TableError;
use crate::table::column::{counts, frame, whole, words};

/// The small numbers of a dossier.
const NUMBERS: [&str; 8] =
    ["unit_id", "field", "received", "due", "ended", "paused", "supplements", "online"];

/// The columns of dossiers.
#[derive(Debug)]
pub(super) struct DossierTable {
    row_numbers: Vec<i64>,
    codes: Vec<Option<NonZeroI64>>,
    numbers: [Vec<Option<u32>>; NUMBERS.len()],
    faults: Vec<Option<u32>>,
}

impl DossierTable {
    /// With room for so many.
    pub(super) fn with_room(rows: usize) -> Self {
        Self {
            row_numbers: Vec::with_capacity(rows),
            codes: Vec::with_capacity(rows),
            numbers: std::array::from_fn(|_| Vec::with_capacity(rows)),
            faults: Vec::with_capacity(rows),
        }
    }

    /// Adds the dossier of a row.
    #[inline]
    pub(super) fn push(&mut self, row_number: i64, dossier: &ListedDossier) {
        let ListedDossier { unit, field, received, due, ended, paused, supplements, .. } = *dossier;
        let online = dossier.online.map(u32::from);
        let numbers =
            [Some(unit), field, received, due, ended, Some(paused), Some(supplements), online];
        self.row_numbers.push(row_number);
        self.codes.push(dossier.code);
        for (column, number) in self.numbers.iter_mut().zip(numbers) {
            column.push(number);
        }
        self.faults.push(dossier.fault.map(|fault| fault as u32));
    }

    /// The table.
    pub(super) fn into_frame(self) -> Result<DataFrame, TableError> {
        let mut columns = vec![
            counts("row_number", self.row_numbers.into_iter().map(Some)),
            counts("code", self.codes.into_iter().map(|code| code.map(NonZeroI64::get))),
        ];
        let numbers = NUMBERS.into_iter().zip(self.numbers);
        columns.extend(numbers.map(|(name, numbers)| whole(name, numbers.into_iter())));
        let faults: Vec<&str> = DossierFault::ALL.iter().map(|fault| fault.word()).collect();
        columns.push(words("fault", &faults, self.faults.into_iter())?);
        frame(columns)
    }
}
