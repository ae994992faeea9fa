//! A text in the middle of a sentence.

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

#[cfg(test)]
mod tests {
    use super::lower_first;

    #[test]
    fn only_a_lone_capital_becomes_small() {
        assert_eq!(lower_first("Đã giải quyết"), "đã giải quyết");
        assert_eq!(lower_first("TTHC đã giải quyết"), "TTHC đã giải quyết");
        assert_eq!(lower_first(""), "");
    }
}
