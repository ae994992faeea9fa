//! A workbook of Excel 97, written record by record: texts in pieces of several fonts, as the program itself writes them.
//! Source: [MS-XLS] 2.4.

#![expect(clippy::unwrap_used, reason = "a workbook that cannot be written fails the test")]

use std::io::{Cursor, Write as _};

use tthc::model::CellRef;

/// The fonts: the number that is written for one, 4 never being used, and whether it strikes and raises its text.
const FONTS: [(u16, u8, u8); 6] =
    [(0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0), (RAISED, 0, 1), (STRUCK, 8, 0)];
pub(crate) const PLAIN: u16 = 0;
pub(crate) const RAISED: u16 = 5;
pub(crate) const STRUCK: u16 = 6;

fn record(kind: u16, parts: &[&[u8]]) -> Vec<u8> {
    let data = parts.concat();
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), &data].concat()
}

fn begin(kind: u16) -> Vec<u8> {
    record(0x0809, &[&[0, 6], &kind.to_le_bytes(), &[0; 12]])
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn units(text: &str) -> u16 {
    u16::try_from(text.encode_utf16().count()).unwrap()
}

/// A shared text; where its pieces are of several fonts, with where each of those behind the first begins.
fn shared(pieces: &[(u16, &str)]) -> Vec<u8> {
    let text: String = pieces.iter().map(|(_, piece)| *piece).collect();
    let mut at = 0;
    let begins = pieces.iter().map(|(font, piece)| {
        let begin = at;
        at += units(piece);
        [begin.to_le_bytes(), font.to_le_bytes()].concat()
    });
    let runs: Vec<Vec<u8>> = begins.skip(1).collect();
    let count = u16::try_from(runs.len()).unwrap().to_le_bytes();
    let (flags, count) = if runs.is_empty() { (1, &count[..0]) } else { (9, &count[..]) };
    [&units(&text).to_le_bytes()[..], &[flags], count, &wide(&text), &runs.concat()].concat()
}

/// A defined name that is a text, of the workbook (0) or of a sheet by its number.
pub(crate) fn text_name(name: &str, sheet: u16, text: &str) -> Vec<u8> {
    let [letters, length] = [name, text].map(|text| u8::try_from(text.len()).unwrap());
    let formula = [&[0x17, length, 0], text.as_bytes()].concat();
    let size = u16::try_from(formula.len()).unwrap().to_le_bytes();
    let head = [&[0, 0, 0, letters][..], &size, &[0; 2], &sheet.to_le_bytes(), &[0; 5]].concat();
    record(0x18, &[&head, name.as_bytes(), &formula])
}

/// The workbook: each cell is a text in pieces, or a number of the font of its first piece.
pub(crate) fn xls(name: &str, cells: &[(CellRef, Vec<(u16, &str)>)]) -> Vec<u8> {
    xls_with(name, cells, &[])
}

/// The same with records behind the list of its sheets.
pub(crate) fn xls_with(name: &str, cells: &[(CellRef, Vec<(u16, &str)>)], names: &[u8]) -> Vec<u8> {
    let fonts = FONTS.map(|(_, flags, place)| {
        let font = [200, 0, flags, 0, 0xff, 0x7f, 0x90, 1, place, 0, 0, 0, 0, 0, 1, 0, b'A'];
        record(0x31, &[&font])
    });
    // A format for each number of a font.
    let formats = [PLAIN, 1, 2, 3, 4, RAISED, STRUCK]
        .map(|font| record(0xe0, &[&font.to_le_bytes(), &[0; 18]]));
    let numbers = |pieces: &[(u16, &str)]| match pieces {
        [(_, text)] => text.parse::<f64>().ok(),
        _ => None,
    };
    let texts: Vec<_> = cells.iter().filter(|(_, pieces)| numbers(pieces).is_none()).collect();
    let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
    let all: Vec<u8> = texts.iter().flat_map(|(_, pieces)| shared(pieces)).collect();
    let table = record(0xfc, &[&count, &count, &all]);
    let entry = |start: u32| {
        let length = u8::try_from(units(name)).unwrap();
        record(0x85, &[&start.to_le_bytes(), &[0, 0, length, 1], &wide(name)])
    };
    let globals = |start| {
        let head = [begin(5), fonts.concat(), formats.concat(), entry(start)].concat();
        [&head, names, &table, &record(0xa, &[])].concat()
    };
    let mut stream = globals(u32::try_from(globals(0).len()).unwrap());
    stream.extend(begin(0x10));
    let mut next = 0u32;
    for (at, pieces) in cells {
        let [row, column] = [at.row, at.column].map(|n| u16::try_from(n).unwrap().to_le_bytes());
        let format = pieces[0].0.to_le_bytes();
        let head = [row, column, format].concat();
        if let Some(number) = numbers(pieces) {
            stream.extend(record(0x203, &[&head, &number.to_le_bytes()]));
        } else {
            stream.extend(record(0xfd, &[&head, &next.to_le_bytes()]));
            next += 1;
        }
    }
    stream.extend(record(0xa, &[]));
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(vec![])).unwrap();
    file.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}
