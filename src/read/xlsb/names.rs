//! The defined names of an .xlsb that are stamps. Source: [MS-XLSB] 2.4.705 BrtName and 2.5.97.79 PtgStr.

use crate::model::{STAMP_NAME, StampPlace};
use crate::read::stamp::kept::Stamps;

use super::records::{Records, SHEET, u16_at, u32_at, wide_text};

/// A defined name.
const NAME: u32 = 39;

/// A text in a formula.
const TEXT: u8 = 0x17;

/// A name that belongs to no sheet.
const OF_WORKBOOK: u32 = u32::MAX;

/// The stamps among the names of a list of sheets.
pub(super) fn stamps(book: &[u8], stamps: &mut Stamps) {
    let mut sheets: Vec<String> = Vec::new();
    for (kind, data) in Records(book) {
        match kind {
            SHEET => sheets.extend(sheet(data)),
            NAME => {
                let Some((sheet, text)) = stamp(data) else { continue };
                let sheet = (sheet != OF_WORKBOOK)
                    .then(|| sheets.get(sheet as usize).cloned().unwrap_or_default());
                stamps.put(StampPlace::Name { sheet }, &text);
            }
            _ => {}
        }
    }
}

fn sheet(data: &[u8]) -> Option<String> {
    let (_, rest) = wide_text(data.get(8..)?)?;
    Some(wide_text(rest)?.0)
}

/// Flags and a key, the sheet, the name, the bytes of its formula.
fn stamp(data: &[u8]) -> Option<(u32, String)> {
    let sheet = u32_at(data, 5)?;
    let (name, formula) = wide_text(data.get(9..)?)?;
    if name != STAMP_NAME {
        return None;
    }
    Some((sheet, text(formula.get(4..)?).unwrap_or_default()))
}

/// The text that a formula is, where it is nothing else.
fn text(formula: &[u8]) -> Option<String> {
    let (&TEXT, rest) = formula.split_first()? else { return None };
    let length = usize::from(u16_at(rest, 0)?) * 2;
    let wide = rest.get(2..2 + length)?;
    let units: Vec<u16> =
        wide.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}
