//! Figures, days and addresses as they stand in a dossier.

use jiff::civil::Date;

use crate::model::{CellRef, Finding};
use crate::publish::source_cells::areas;

/// Bytes of the addresses in a sheet.
const MOST_ADDRESSES: usize = 120;

/// `02/8/2023`, as the decree on administrative papers has it: a month below March has two digits.
pub(super) fn day(date: Date) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    if month < 3 {
        format!("{day:02}/{month:02}/{year}")
    } else {
        format!("{day:02}/{month}/{year}")
    }
}

/// `pl3.xlsx!Phụ lục 3!G12:H13`
pub(super) fn address(file: &str, sheet: &str, cells: &[CellRef]) -> String {
    let mut cells = cells.to_vec();
    cells.sort_unstable_by_key(|at| (at.column, at.row));
    cells.dedup();
    let cells = areas(&cells, MOST_ADDRESSES);
    let parts = [file, sheet, &cells];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("!")
}

/// Where a finding points, with the name of the file alone: its folders are the same for all that a unit sent.
pub(super) fn place_of(finding: &Finding) -> String {
    finding.place.to_string()
}
