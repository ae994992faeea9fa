//! The stamps of an .xls: among its defined names, and among the properties that its container keeps. Sources: [MS-XLS]
//! 2.4.150 Lbl and 2.5.198.89 PtgStr, [MS-OLEPS] 2.21. BIFF5 has its letters without a byte that tells how wide they are.

use crate::model::{STAMP_NAME, StampPlace};
use crate::read::stamp::kept::Stamps;

use super::records::{BEGIN, BOUND_SHEET, NAME, u16_at, u32_at};

/// A text in a formula.
const TEXT: u8 = 0x17;

/// Keeps the stamps among the names that stand in front of the sheets.
pub(super) fn of_names<'s>(globals: impl Iterator<Item = (u16, &'s [u8])>, stamps: &mut Stamps) {
    let (mut sheets, mut is_biff8) = (Vec::new(), false);
    for (kind, data) in globals {
        match kind {
            BEGIN => is_biff8 = u16_at(data, 0) == Some(0x0600),
            BOUND_SHEET => {
                let name = data.get(7..).and_then(|rest| letters(rest, length(data, 6), is_biff8));
                sheets.push(name.map(|(name, _)| name).unwrap_or_default());
            }
            NAME => {
                let Some((sheet, text)) = stamp(data, is_biff8) else { continue };
                let sheet = sheet.checked_sub(1);
                let sheet = sheet.map(|place| sheets.get(place).cloned().unwrap_or_default());
                stamps.put(StampPlace::Name { sheet }, &text);
            }
            _ => {}
        }
    }
}

/// The sheet of a name, counted from 1, and its text; `None` where it is another name.
fn stamp(data: &[u8], is_biff8: bool) -> Option<(usize, String)> {
    let (name, formula) = letters(data.get(14..)?, length(data, 3), is_biff8)?;
    if name != STAMP_NAME {
        return None;
    }
    let text = match formula.split_first() {
        Some((&TEXT, rest)) => letters(rest.get(1..)?, length(rest, 0), is_biff8),
        _ => None,
    };
    Some((usize::from(u16_at(data, 8)?), text.map(|(text, _)| text).unwrap_or_default()))
}

fn length(data: &[u8], at: usize) -> usize {
    data.get(at).copied().map_or(0, usize::from)
}

/// So many letters, and what follows them.
fn letters(data: &[u8], length: usize, is_biff8: bool) -> Option<(String, &[u8])> {
    let (wide, data) = match data.split_first() {
        Some((flags, rest)) if is_biff8 => (flags & 1 == 1, rest),
        _ => (false, data),
    };
    let (text, rest) = data.split_at_checked(if wide { length * 2 } else { length })?;
    let text = if wide { utf16(text) } else { text.iter().map(|&b| char::from(b)).collect() };
    Some((text, rest))
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or('?')).collect()
}

/// Most properties of a document that are asked for their names.
const MOST_PROPERTIES: u32 = 1_000;
const CODE_PAGE: u32 = 1;
const IN_UTF16: u16 = 1200;
const NARROW_TEXT: u32 = 0x1e;
const WIDE_TEXT: u32 = 0x1f;

/// Keeps the stamp among the properties that users give a document: the second set of its stream.
pub(super) fn of_properties(stream: &[u8], stamps: &mut Stamps) {
    if let Some(text) = property(stream) {
        stamps.put(StampPlace::Property, &text);
    }
}

fn property(stream: &[u8]) -> Option<String> {
    let start = usize::try_from(u32_at(stream, 28 + 20 + 16)?).ok()?;
    let set = stream.get(start..)?;
    let value = |wanted: u32| {
        let count = u32_at(set, 4)?.min(MOST_PROPERTIES) as usize;
        let entry =
            |index: usize| Some((u32_at(set, 8 + index * 8)?, u32_at(set, 12 + index * 8)?));
        let (_, at) = (0..count).filter_map(entry).find(|(id, _)| *id == wanted)?;
        set.get(usize::try_from(at).ok()?..)
    };
    let wide = value(CODE_PAGE).and_then(|page| u16_at(page, 4)) == Some(IN_UTF16);
    let mut names = value(0)?;
    let count = u32_at(names, 0)?.min(MOST_PROPERTIES);
    names = names.get(4..)?;
    for _ in 0..count {
        let (id, length) = (u32_at(names, 0)?, usize::try_from(u32_at(names, 4)?).ok()?);
        let bytes = if wide { length.checked_mul(2)?.checked_next_multiple_of(4)? } else { length };
        let name = names.get(8..bytes.checked_add(8)?)?;
        if in_page(name, wide) == STAMP_NAME {
            return text_of(value(id)?, wide);
        }
        names = names.get(8 + bytes..)?;
    }
    None
}

fn text_of(value: &[u8], wide: bool) -> Option<String> {
    let length = usize::try_from(u32_at(value, 4)?).ok()?;
    let wide_text = u32_at(value, 0)? == WIDE_TEXT;
    let bytes = if wide_text { length.checked_mul(2)? } else { length };
    let text = value.get(8..bytes.checked_add(8)?)?;
    matches!(u32_at(value, 0)?, NARROW_TEXT | WIDE_TEXT).then(|| in_page(text, wide || wide_text))
}

/// A text up to the zero that ends it. A stamp is of letters that all code pages share.
fn in_page(bytes: &[u8], wide: bool) -> String {
    let text = if wide { utf16(bytes) } else { bytes.iter().map(|&b| char::from(b)).collect() };
    text.split('\0').next().unwrap_or_default().to_owned()
}
