//! Entries of the list of sheets that lead to no sheet: calamine refuses the whole workbook for one of them. They are taken
//! out of the list and told.

use super::super::draft::Draft;
use super::records::{BEGIN, BOUND_SHEET, END, HEAD, IGNORED, Records, u16_at, u32_at};

/// Takes the dead entries out of the list; a draft for each tells what it is.
pub(super) fn take_out(stream: &mut [u8]) -> Vec<Draft> {
    let begins = |start: u32| {
        usize::try_from(start).ok().and_then(|start| u16_at(stream, start)) == Some(BEGIN)
    };
    let globals = Records::new(stream, 0).take_while(|(_, kind, _)| *kind != END);
    let listed = globals.filter(|(_, kind, _)| *kind == BOUND_SHEET);
    let dead = listed.filter(|(.., data)| !u32_at(data, 0).is_some_and(begins));
    let dead: Vec<(usize, Draft)> = dead.map(|(at, _, data)| (at - HEAD, told(data))).collect();
    dead.into_iter()
        .map(|(at, draft)| {
            if let Some(kind) = stream.get_mut(at..at + 2) {
                kind.copy_from_slice(&IGNORED.to_le_bytes());
            }
            draft
        })
        .collect()
}

/// What is said of an entry: only a sheet of cells can have lost any.
fn told(data: &[u8]) -> Draft {
    let had_cells = data.get(5).is_none_or(|&kind| kind == 0);
    let length = data.get(6).copied().map_or(0, usize::from);
    let text = data.get(8..).unwrap_or_default();
    // Before BIFF8 the letters follow the length at once; none of them is 0 or 1, which tell the width of letters now.
    let name = match data.get(7) {
        Some(0) => text.iter().take(length).map(|&byte| char::from(byte)).collect(),
        Some(1) => {
            let pairs = text.chunks_exact(2).take(length).filter_map(|pair| u16_at(pair, 0));
            char::decode_utf16(pairs).map(|letter| letter.unwrap_or('?')).collect()
        }
        _ => data.iter().skip(7).take(length).map(|&byte| char::from(byte)).collect::<String>(),
    };
    Draft::of_dead_entry(&name, had_cells)
}
