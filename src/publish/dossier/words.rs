//! Addresses as they stand in a dossier.

use std::collections::BTreeMap;

use crate::model::{CellRef, Finding};
use crate::publish::source_cells::areas;

/// Bytes of the addresses in a sheet.
const MOST_ADDRESSES: usize = 120;

/// `pl3.xlsx!Phụ lục 3!G12:H13`
pub(super) fn address(file: &str, sheet: &str, cells: &[CellRef]) -> String {
    let mut cells = cells.to_vec();
    cells.sort_unstable_by_key(|at| (at.column, at.row));
    cells.dedup();
    let cells = areas(&cells, MOST_ADDRESSES);
    let parts = [file, sheet, &cells];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("!")
}

/// Where a finding points.
pub(super) fn place_of(finding: &Finding) -> String {
    finding.place.to_string()
}

/// Where findings point, the cells of a sheet together.
pub(super) fn places_of(findings: &[&Finding]) -> String {
    let mut cells: BTreeMap<(&str, &str), Vec<CellRef>> = BTreeMap::new();
    for finding in findings {
        let Some(file) = finding.place.file.as_deref() else { continue };
        let sheet = finding.place.sheet.as_deref().unwrap_or_default();
        cells.entry((file, sheet)).or_default().extend(finding.place.cell);
    }
    let places = cells.iter().map(|((file, sheet), cells)| address(file, sheet, cells));
    places.collect::<Vec<_>>().join("; ")
}
