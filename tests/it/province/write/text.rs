//! Separated values in the encodings of Windows.

use tthc::model::CellRef;

use super::{Letters, shown};
use crate::province::paper::Page;

pub(super) fn file(pages: &[Page], separator: char, letters: Letters) -> Vec<u8> {
    let [page] = pages else { panic!("separated values hold one sheet") };
    let (rows, columns) = page.size();
    let mut text = String::new();
    for row in 0..rows {
        let cells = (0..columns).map(|column| {
            let cell = page.cells.get(&CellRef::new(row, column));
            quoted(&cell.map(shown).unwrap_or_default(), separator)
        });
        text.push_str(&cells.collect::<Vec<_>>().join(&separator.to_string()));
        text.push_str("\r\n");
    }
    encoded(&text, letters)
}

fn quoted(text: &str, separator: char) -> String {
    if text.contains([separator, '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn encoded(text: &str, letters: Letters) -> Vec<u8> {
    match letters {
        Letters::Utf8 => text.as_bytes().to_vec(),
        Letters::Utf8Marked => ["\u{feff}", text].concat().into_bytes(),
        Letters::Utf16 => {
            ["\u{feff}", text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect()
        }
        Letters::Windows1258 => text.chars().flat_map(windows_1258).collect(),
    }
}

/// A letter of windows-1258: the tone is a letter of its own behind its base.
fn windows_1258(letter: char) -> Vec<u8> {
    use unicode_normalization::UnicodeNormalization;
    let plain = |text: &str| {
        let (bytes, _, lost) = encoding_rs::WINDOWS_1258.encode(text);
        (!lost).then(|| bytes.into_owned())
    };
    let whole = letter.to_string();
    if let Some(bytes) = plain(&whole) {
        return bytes;
    }
    // Base and tone; marks that belong to the base stay with it.
    let parts: Vec<char> = whole.nfd().collect();
    let is_tone = |c: &char| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*c);
    let base: String = parts.iter().filter(|c| !is_tone(c)).collect::<String>().nfc().collect();
    let tone: String = parts.iter().filter(|c| is_tone(c)).collect();
    plain(&(base + &tone)).unwrap_or_else(|| panic!("{letter} is not in windows-1258"))
}
