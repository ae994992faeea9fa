//! The labels of sections and indicators of a form: how one is found, and how one is named.

use super::indicator::Indicator;
use super::layout::Form;
use crate::model::MeasureIx;
use crate::text;

impl Form {
    /// The key under which a label of an indicator or a section is found: without a number in front and without
    /// remarks in brackets, abbreviations written out.
    #[must_use]
    pub fn label_key(&self, label: &str) -> String {
        written_out(&text::label_key(label), &self.abbreviations)
    }

    /// The indicator that is a measure.
    #[must_use]
    pub fn indicator(&self, measure: MeasureIx) -> Option<&Indicator> {
        self.indicators
            .iter()
            .find(|one| one.value.as_ref().is_some_and(|value| value.measure == measure))
    }

    /// Section, number and label of an indicator, for messages: `III.3.1 Tỷ lệ …`.
    #[must_use]
    pub fn named(&self, indicator: &Indicator) -> String {
        let section = &self.sections[indicator.section].number;
        format!("{section}.{} {}", indicator.number.trim_end_matches('.'), indicator.label)
    }
}

/// A key with its abbreviations written out.
pub(in crate::pipeline) fn written_out(key: &str, abbreviations: &[(String, String)]) -> String {
    if abbreviations.is_empty() {
        return key.to_owned();
    }
    let long = |word: &str| -> String {
        let name = word.trim_matches(|c: char| !c.is_alphanumeric());
        let known = abbreviations.iter().find(|(short, _)| short == name);
        known.map_or_else(|| word.to_owned(), |(short, long)| word.replacen(short, long, 1))
    };
    key.split(' ').map(long).collect::<Vec<_>>().join(" ")
}
