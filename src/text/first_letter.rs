//! A text in the middle of a sentence, or at its beginning.

/// The text with its first letter small, for the middle of a sentence; an abbreviation stays.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// The text with its first letter great, for the beginning of a cell.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::{lower_first, upper_first};

    #[test]
    fn only_a_lone_capital_becomes_small() {
        assert_eq!(lower_first("Đã giải quyết"), "đã giải quyết");
        assert_eq!(lower_first("TTHC đã giải quyết"), "TTHC đã giải quyết");
        assert_eq!(lower_first(""), "");
    }

    #[test]
    fn a_first_letter_becomes_great_and_the_others_stay() {
        let pairs = [("đất đai", "Đất đai"), ("PAKN", "PAKN"), ("100 %", "100 %"), ("", "")];
        assert!(pairs.iter().all(|(text, great)| upper_first(text) == *great));
    }
}
