//! How wide a text prints and how many lines it takes, in pixels of 1/96 inch, so that nothing published
//! is clipped. Widths are those of Times New Roman; a little is added because printers differ.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// Space left and right of a text inside its cell, together.
pub(in crate::publish) const PADDING: u32 = 12;

/// Pixels a text needs on one line.
pub(in crate::publish) fn text_px(text: &str, points: u8, bold: bool) -> u32 {
    let known: &[u16] = &ADVANCES;
    let advance = |letter: char| {
        known.get(letter as usize).map_or_else(|| advance(letter), |&known| u32::from(known))
    };
    let thousandths: u32 = text.chars().map(advance).sum();
    // One em is points × 96/72 pixels; 4 % are spare, and bold letters are about 5 % wider.
    let spare = if bold { 109 } else { 104 };
    let scaled = u64::from(thousandths) * u64::from(points) * 4 * spare;
    u32::try_from(scaled.div_ceil(3 * 1_000 * 100)).unwrap_or(u32::MAX)
}

/// Pixels of a column that shows a text on one line.
pub(in crate::publish) fn cell_px(text: &str, points: u8, bold: bool) -> u32 {
    text_px(text, points, bold) + PADDING
}

/// Pixels of a column in which no word of a text has to be broken.
pub(in crate::publish) fn widest_word_px(text: &str, points: u8, bold: bool) -> u32 {
    text.split_whitespace().map(|word| cell_px(word, points, bold)).max().unwrap_or(0)
}

/// Lines a text takes in a room of so many pixels.
pub(in crate::publish) fn lines_in(text: &str, room: u32, points: u8, bold: bool) -> u32 {
    let room = room.max(1);
    text.split('\n').map(|part| lines_of(part, room, points, bold)).sum()
}

fn lines_of(text: &str, room: u32, points: u8, bold: bool) -> u32 {
    if text_px(text, points, bold) <= room {
        return 1;
    }
    let space = text_px(" ", points, bold);
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let wide = text_px(word, points, bold);
        if used > 0 && used + space + wide > room {
            lines += 1;
            used = 0;
        } else if used > 0 {
            used += space;
        }
        // A word wider than the cell is broken.
        let broken = (used + wide).saturating_sub(1) / room;
        lines += broken;
        used = used + wide - broken * room;
    }
    lines
}

/// How many letters are in the table of advances: all of Latin, with marks, and the marks themselves.
const KNOWN: usize = 0x2000;

/// Advances of the first letters: a country has millions to add up.
static ADVANCES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let letters = (0u32..).take(KNOWN).map(|code| char::from_u32(code).map_or(0, advance));
    letters.map(|advance| u16::try_from(advance).unwrap_or(u16::MAX)).collect()
});

/// Advance width of a character in thousandths of an em.
fn advance(letter: char) -> u32 {
    let letter = if letter.is_ascii() { letter } else { base(letter) };
    match letter {
        '\u{300}'..='\u{36f}' => 0,
        ' ' | '\u{a0}' | '.' | ',' | '\'' | '|' => 250,
        'i' | 'j' | 'l' | 't' | '/' | '\\' | ':' | ';' => 278,
        'f' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '!' | '‘' | '’' => 333,
        's' | 'J' => 389,
        'a' | 'c' | 'e' | 'z' | '?' | '“' | '”' => 444,
        'P' | 'S' | 'F' | '+' | '=' | '<' | '>' | '×' | '÷' | '−' => 564,
        'E' | 'L' | 'T' | 'Z' => 611,
        'B' | 'C' | 'R' => 667,
        'w' | 'A' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' | 'Đ' => 722,
        'm' => 778,
        '%' => 833,
        'M' | 'W' | '@' => 944,
        _ if letter.is_ascii() || letter == 'đ' || letter == '–' => 500,
        _ => 1_000,
    }
}

/// The letter under the marks; horned letters are as wide as plain ones within the spare.
fn base(letter: char) -> char {
    let mut first = None;
    decompose_canonical(letter, |part| {
        first.get_or_insert(part);
    });
    first.unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::{cell_px, lines_in, text_px, widest_word_px};

    #[test]
    fn marks_add_no_width() {
        assert_eq!(text_px("Thủ tục", 12, false), text_px("Thu tuc", 12, false));
        assert!(text_px("Sở Y tế", 12, true) > text_px("Sở Y tế", 12, false));
    }

    #[test]
    fn a_text_breaks_between_words_and_long_words_inside() {
        let one = text_px("Sở Tài nguyên", 12, false);
        assert_eq!(lines_in("Sở Tài nguyên", one, 12, false), 1);
        assert_eq!(lines_in("Sở Tài nguyên", one - 5, 12, false), 2);
        assert_eq!(lines_in("một\nhai", 500, 12, false), 2);
        assert!(lines_in("thu-muc/rat-dai/ten-tep-khong-co-khoang-trang.xlsx", 100, 12, false) > 3);
        assert!(widest_word_px("hồ sơ giải", 12, false) < cell_px("hồ sơ giải", 12, false));
    }
}
