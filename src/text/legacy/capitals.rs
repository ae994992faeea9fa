//! Capitals in TCVN3: a letter with a tone has no capital there, and a font or the reader supplied
//! it.

use super::letters::capital;

/// Whether an old word is meant in capitals: `TØNH`, with two capitals or more and no small letter
/// that has a capital in TCVN3. `Hµ` alone may be `Hà`.
pub(super) fn is_in_capitals(old: &str) -> bool {
    let large = |c: &char| c.is_ascii_uppercase() || matches!(c, '¡'..='§');
    !has_small(old) && old.chars().filter(large).nth(1).is_some()
}

/// Whether an old text is: one word shows it, and no word has a small letter.
pub(super) fn is_all_in_capitals(old: &str) -> bool {
    !has_small(old) && old.split_whitespace().any(is_in_capitals)
}

fn has_small(old: &str) -> bool {
    old.contains(|c: char| c.is_ascii_lowercase() || matches!(c, '¨'..='®'))
}

/// The text in capitals.
pub(super) fn raised(text: &str) -> String {
    text.chars().map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_all_in_capitals, is_in_capitals, raised};

    #[test]
    fn capitals() {
        assert!(is_in_capitals("TØNH") && is_in_capitals("§ÊT"));
        assert!(!is_in_capitals("tØnh") && !is_in_capitals("Hµ") && !is_in_capitals("§\u{ad}"));
        assert!(is_all_in_capitals("UBND Hµ") && !is_all_in_capitals("UBND x·"));
        assert!(!is_all_in_capitals("X· M¸ LÐ"));
        assert_eq!(raised("Phước, 5 µm"), "PHƯỚC, 5 µM");
    }
}
