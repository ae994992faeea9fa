//! Measures by name, alone and in sums.

use super::names::Names;
use crate::model::MeasureIx;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{as_written, both};
use crate::pipeline::formula::{Formula, split};
use crate::pipeline::written::value::Declared;

/// An index of a short list.
pub(super) fn short(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// A signed sum of measures; with `bound`, only of those.
pub(super) fn formula(
    declared: &Declared<String>,
    at: &At,
    measures: &Names,
    bound: Option<&[MeasureIx]>,
) -> Option<Formula> {
    declared.needed(
        at,
        (
            "một số đếm, hoặc nhiều số đếm nối bằng `+` và `-`",
            "a measure, or several joined by `+` and `-`",
        ),
    )?;
    let text = declared.text(at)?;
    let words = match split(&text) {
        Ok(words) => words,
        Err(place) => {
            let found = match place {
                Some(part) => both!("`{part}` trong `{text}`", "`{part}` in `{text}`"),
                None => both!("công thức `{text}` chưa hết", "the end of the formula in `{text}`"),
            };
            at.wrong(found, ("các số đếm nối bằng `+` và `-`", "measures joined by `+` and `-`"));
            return None;
        }
    };
    let written = words.len();
    let terms: Vec<(i64, MeasureIx)> = words
        .into_iter()
        .filter_map(|(sign, word)| Some((sign, measure(at, &word, measures, bound)?)))
        .collect();
    (terms.len() == written).then_some(Formula { terms })
}

/// A measure; with `bound`, only one of those.
pub(super) fn measure(
    at: &At,
    word: &str,
    measures: &Names,
    bound: Option<&[MeasureIx]>,
) -> Option<MeasureIx> {
    let ix = MeasureIx(short(measures.find(at, word)?));
    if bound.is_some_and(|bound| !bound.contains(&ix)) {
        at.wrong(as_written(word), ("số đếm có trong biểu này", "a measure that this form holds"));
        return None;
    }
    Some(ix)
}
