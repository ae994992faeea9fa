//! What a part of a declaration is about: levels, units, forms, and until when.

use jiff::civil::Date;

use super::choices::{choose, listed};
use crate::model::{Level, Period, Sentence};
use crate::pipeline::fault::hint::hint;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written, headed};
use crate::pipeline::form::Form;
use crate::pipeline::register::Register;
use crate::pipeline::written::value::{Declared, List};

/// What a unit is named by.
pub(super) const A_UNIT_ID: InBoth =
    ("mã một đơn vị trong danh mục", "the id of a unit of the register");
/// What a form is named by.
pub(super) const A_FORM_ID: InBoth = ("mã một biểu", "the id of a form");

/// The tiers in words.
pub(super) fn levels_in_words() -> Sentence {
    headed(("một cấp", "a level"), &listed(&Level::ALL))
}

/// A tier.
pub(super) fn level(at: &At, word: &str) -> Option<Level> {
    choose(at, word, &levels_in_words(), &Level::ALL)
}

/// Tiers, at least one.
pub(super) fn levels(declared: &Declared<List<String>>, at: &At) -> Vec<Level> {
    declared.some_items(at).iter().filter_map(|(at, word)| level(at, word)).collect()
}

/// Ids of units of the register.
pub(super) fn unit_ids(
    declared: &Declared<List<String>>,
    at: &At,
    register: Option<&Register>,
) -> Vec<String> {
    let ids = declared.items(at);
    for (at, id) in &ids {
        if register.is_some_and(|register| register.find_id(id).is_none()) {
            at.wrong(as_written(id), A_UNIT_ID);
        }
    }
    ids.into_iter().map(|(_, id)| id.clone()).collect()
}

/// Ids of forms of the pipeline.
pub(super) fn form_ids(declared: &Declared<List<String>>, at: &At, forms: &[Form]) -> Vec<String> {
    let ids = declared.items(at);
    for (at, id) in &ids {
        if !forms.iter().any(|form| form.id == **id) {
            let known = forms.iter().map(|form| form.id.as_str());
            at.wrong_hint(as_written(id), A_FORM_ID, hint(id, known));
        }
    }
    ids.into_iter().map(|(_, id)| id.clone()).collect()
}

/// A day: `2023-12-31`.
pub(super) fn date(declared: &Declared<String>, at: &At) -> Option<Date> {
    let expected = ("một ngày: `\"2023-12-31\"`", "a day: `\"2023-12-31\"`");
    let word = declared.needed(at, expected)?;
    let day = word.parse().ok();
    if day.is_none() {
        at.wrong(as_written(word), expected);
    }
    day
}

/// The last day of a period.
pub(super) fn last_day(period: Period) -> Date {
    let (year, month) = period.month_after();
    let year = i16::try_from(year).unwrap_or(i16::MAX);
    let first = Date::new(year, i8::try_from(month).unwrap_or(1), 1).unwrap_or(Date::MAX);
    first.yesterday().unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::last_day;

    #[test]
    fn a_period_ends_with_its_last_day() {
        for (period, day) in
            [("2023-Q3", "2023-09-30"), ("2023", "2023-12-31"), ("2024-02", "2024-02-29")]
        {
            assert_eq!(last_day(period.parse().unwrap()).to_string(), day, "{period}");
        }
    }
}
