//! "Did you mean": the known word nearest to an unknown one.

/// The nearest of the known words, if one is near enough to be meant.
#[must_use]
pub fn nearest_word<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, candidate)| distance * 3 <= candidate.chars().count().max(3))
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest_word;

    #[test]
    fn only_near_words_are_suggested() {
        let known = ["resolved_on_time", "resolved_total"];
        assert_eq!(nearest_word("resolved_ontime", known), Some("resolved_on_time"));
        assert_eq!(nearest_word("population", known), None);
    }
}
