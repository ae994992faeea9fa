//! A sheet with cells far apart, made narrow: calamine lays out the whole rectangle that the cells span, so its
//! rows and columns that hold nothing are taken out, and where the others stood is remembered.

use std::collections::BTreeMap;

use crate::model::CellRef;

use super::records::{
    BOOLEAN_OR_ERROR, Depth, FORMULA, LABEL, LABEL_OF_TABLE, MULTIPLE_RK, NUMBER, RICH_STRING, RK,
    RecordOwner, Records, u16_at,
};

/// Records of cells that calamine reads: row, column, and what follows.
const CELLS: [u16; 8] =
    [FORMULA, MULTIPLE_RK, RICH_STRING, LABEL_OF_TABLE, NUMBER, LABEL, BOOLEAN_OR_ERROR, RK];

/// Where the rows and columns of a narrow sheet stood.
#[derive(Debug, Default)]
pub(super) struct Squeezed {
    rows: Vec<u16>,
    columns: Vec<u16>,
}

impl Squeezed {
    /// Cells of the narrow rectangle.
    pub(super) const fn cells(&self) -> u64 {
        self.rows.len() as u64 * self.columns.len() as u64
    }

    /// Where a cell of the narrow sheet stood.
    pub(super) fn origin(&self, at: CellRef) -> Option<CellRef> {
        let old = |lines: &[u16], index: u32| {
            lines.get(usize::try_from(index).ok()?).copied().map(u32::from)
        };
        Some(CellRef::new(old(&self.rows, at.row)?, old(&self.columns, at.column)?))
    }
}

/// Writes the cells of the sheet that begins at `start` closer together; `None` where a record is cut short.
pub(super) fn squeeze(stream: &mut [u8], start: usize) -> Option<Squeezed> {
    let places = places(stream, start)?;
    let rows = numbered(places.iter().map(|place| place.row));
    let columns = numbered(places.iter().flat_map(|place| place.column..=place.last));
    for place in &places {
        let mut put = |at: usize, number: u16| {
            let bytes = stream.get_mut(at..at + 2)?;
            bytes.copy_from_slice(&number.to_le_bytes());
            Some(())
        };
        put(place.at, *rows.get(&place.row)?)?;
        put(place.at + 2, *columns.get(&place.column)?)?;
        if let Some(end) = place.last_at {
            put(end, *columns.get(&place.last)?)?;
        }
    }
    Some(Squeezed { rows: rows.into_keys().collect(), columns: columns.into_keys().collect() })
}

/// Where a record says which cells it holds.
struct RecordPlace {
    at: usize,
    row: u16,
    column: u16,
    last: u16,
    last_at: Option<usize>,
}

fn places(stream: &[u8], start: usize) -> Option<Vec<RecordPlace>> {
    let mut places = Vec::new();
    let mut depth = Depth::default();
    for (at, kind, data) in Records::new(stream, start) {
        match depth.step(kind) {
            RecordOwner::Ends => break,
            RecordOwner::Own if CELLS.contains(&kind) => {
                let (row, column) = (u16_at(data, 0)?, u16_at(data, 2)?);
                let last_at = (kind == MULTIPLE_RK).then(|| data.len().checked_sub(2)).flatten();
                // Six bytes a cell; a record that claims more columns than it holds is cut to those.
                let held = u16::try_from(data.len().saturating_sub(6) / 6).unwrap_or(u16::MAX);
                let last = last_at.map_or(Some(column), |end| u16_at(data, end))?;
                let last = last.min(column.saturating_add(held.saturating_sub(1)));
                places.push(RecordPlace {
                    at,
                    row,
                    column,
                    last: last.max(column),
                    last_at: last_at.map(|end| at + end),
                });
            }
            RecordOwner::Own | RecordOwner::Inner => {}
        }
    }
    Some(places)
}

/// The lines that are used, in order, with their places among each other.
fn numbered(lines: impl Iterator<Item = u16>) -> BTreeMap<u16, u16> {
    let mut used: BTreeMap<u16, u16> = lines.map(|line| (line, 0)).collect();
    for (place, number) in used.values_mut().zip(0..) {
        *place = number;
    }
    used
}
