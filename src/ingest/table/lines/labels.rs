//! What labels and numbers of lines look like.

/// A single letter that numbers a line: `a`, `b)`, `C.`.
pub(super) fn letter_of(ordinal: &str) -> Option<char> {
    let mut letters = ordinal.trim().trim_end_matches(['.', ')', '/']).chars();
    let letter = letters.next()?.to_lowercase().next()?;
    (letters.next().is_none() && letter.is_alphabetic()).then_some(letter)
}

/// Whether a letter follows another in the alphabet as lines are lettered here.
pub(super) fn is_next(before: char, letter: char) -> bool {
    const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";
    LETTERS.chars().zip(LETTERS.chars().skip(1)).any(|pair| pair == (before, letter))
        || (before, letter) == ('c', 'd')
        || (before, letter) == ('d', 'e')
}

/// Dots and dashes, as the empty form has them.
pub(in crate::ingest) fn is_placeholder(label: &str) -> bool {
    label.chars().all(|c| ".…- \u{a0}".contains(c))
}

/// A label of the empty form: `UBND huyện ...`, `Lĩnh vực …`.
pub(super) fn is_unfilled(label: &str) -> bool {
    let label = label.trim_end();
    label.ends_with("...") || label.ends_with('…')
}

pub(super) fn has_no_digit(text: &str) -> bool {
    !text.chars().any(|c| c.is_ascii_digit())
}

/// `I`, `IV.`, `XII)`; not the `c)` that follows `b)`.
pub(in crate::ingest) fn is_roman(ordinal: &str) -> bool {
    let letters = ordinal.trim().trim_end_matches(['.', ')', '/']);
    letters.starts_with(['I', 'V', 'X', 'i', 'v', 'x'])
        && letters.chars().all(|c| "IVXLCivxlc".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{is_next, is_roman, letter_of};

    #[test]
    fn roman_numbers_open_groups() {
        assert!(is_roman("XIV."));
        assert!(!is_roman("1"));
        assert!(!is_roman("c)"));
        assert!(is_next('h', 'i') && is_next('đ', 'e') && !is_next('a', 'i'));
        assert_eq!(letter_of("B)"), Some('b'));
        assert_eq!(letter_of("iv"), None);
    }
}
