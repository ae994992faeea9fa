//! The tables that the query begins with, one for each share of the units. Units and fields are told by their places. Most of it is
//! numbers of 32 bits: polars takes two thirds of the time for them that it takes for 64.

use std::num::NonZeroI64;

use polars::prelude::{
    ChunkedBuilder as _, DataFrame, Int64Type, IntoColumn as _, PrimitiveChunkedBuilder, UInt32Type,
};

use crate::ingest::ListedDossier;
use crate::model::DossierFault;
use crate::table::TableError;
use crate::table::column::{frame, words};

/// Shares into which units are put: tables that polars groups by a sixteenth of the units stay in what a core has near.
pub(super) const SHARES: usize = 16;

/// A dossier with the number of its row.
pub(super) type NumberedDossier = (i64, ListedDossier);

/// The table of a share.
pub(super) struct DossierTable {
    row_numbers: PrimitiveChunkedBuilder<Int64Type>,
    codes: PrimitiveChunkedBuilder<Int64Type>,
    units: PrimitiveChunkedBuilder<UInt32Type>,
    fields: PrimitiveChunkedBuilder<UInt32Type>,
    received: PrimitiveChunkedBuilder<UInt32Type>,
    due: PrimitiveChunkedBuilder<UInt32Type>,
    ended: PrimitiveChunkedBuilder<UInt32Type>,
    paused: PrimitiveChunkedBuilder<UInt32Type>,
    supplements: PrimitiveChunkedBuilder<UInt32Type>,
    online: PrimitiveChunkedBuilder<UInt32Type>,
    faults: Vec<Option<u32>>,
}

impl DossierTable {
    /// Of all shares, each with room for so many.
    pub(super) fn shares(rows: usize) -> [Self; SHARES] {
        std::array::from_fn(|_| Self::with_room(rows))
    }

    fn with_room(rows: usize) -> Self {
        let large = |name: &str| PrimitiveChunkedBuilder::new(name.into(), rows);
        let small = |name: &str| PrimitiveChunkedBuilder::new(name.into(), rows);
        Self {
            row_numbers: large("row_number"),
            codes: large("code"),
            units: small("unit_id"),
            fields: small("field"),
            received: small("received"),
            due: small("due"),
            ended: small("ended"),
            paused: small("paused"),
            supplements: small("supplements"),
            online: small("online"),
            faults: Vec::with_capacity(rows),
        }
    }

    /// Adds dossiers, each to its share, column by column: what is written to in turn stays near.
    pub(super) fn add(shares: &mut [Self; SHARES], listed: &[NumberedDossier]) {
        add_to(shares, listed, |table, (number, _)| table.row_numbers.append_value(*number));
        add_to(shares, listed, |table, (_, dossier)| {
            table.codes.append_option(dossier.code.map(NonZeroI64::get));
        });
        add_to(shares, listed, |table, (_, dossier)| table.units.append_value(dossier.unit));
        add_to(shares, listed, |table, (_, dossier)| table.fields.append_option(dossier.field));
        add_to(shares, listed, |table, (_, dossier)| {
            table.received.append_option(dossier.received);
        });
        add_to(shares, listed, |table, (_, dossier)| table.due.append_option(dossier.due));
        add_to(shares, listed, |table, (_, dossier)| table.ended.append_option(dossier.ended));
        add_to(shares, listed, |table, (_, dossier)| table.paused.append_value(dossier.paused));
        add_to(shares, listed, |table, (_, dossier)| {
            table.supplements.append_value(dossier.supplements);
        });
        add_to(shares, listed, |table, (_, dossier)| {
            table.online.append_option(dossier.online.map(u32::from));
        });
        add_to(shares, listed, |table, (_, dossier)| {
            table.faults.push(dossier.fault.map(|fault| fault as u32));
        });
    }

    /// As polars has it.
    pub(super) fn into_frame(self) -> Result<DataFrame, TableError> {
        let faults: Vec<&str> = DossierFault::ALL.iter().map(|fault| fault.word()).collect();
        let faults = words("fault", &faults, self.faults.into_iter())?;
        let large = [self.row_numbers, self.codes].map(|column| column.finish().into_column());
        let small = [
            self.units,
            self.fields,
            self.received,
            self.due,
            self.ended,
            self.paused,
            self.supplements,
            self.online,
        ];
        let small = small.map(|column| column.finish().into_column());
        frame(large.into_iter().chain(small).chain([faults]).collect())
    }
}

/// Adds something of each dossier to the table of its share.
fn add_to(
    shares: &mut [DossierTable; SHARES],
    listed: &[NumberedDossier],
    add: impl Fn(&mut DossierTable, &NumberedDossier),
) {
    for numbered in listed {
        add(&mut shares[numbered.1.unit as usize % SHARES], numbered);
    }
}
