//! A form of a sender, and what a file holds of it.

use crate::model::{FormIx, Reading, Table, UnitIx};

/// A form of a sender.
pub(super) type FormOfSender = (FormIx, UnitIx);

/// The tables of a form of a sender in a file.
pub(super) fn tables_of(reading: &Reading, sent: FormOfSender) -> impl Iterator<Item = &Table> {
    reading.tables.iter().filter(move |table| (table.form, table.sender) == sent)
}
