//! `[reasons]`, `[previous]`, `[sample]` and `[branches]` of a form.

use super::column::bound;
use super::path::some_keys;
use crate::model::MeasureIx;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{as_written, number_of};
use crate::pipeline::form::{Previous, Reasons, Sample};
use crate::pipeline::resolve::formula::measure;
use crate::pipeline::resolve::names::Names;
use crate::pipeline::written::form::{FormDeclaration, PreviousDeclaration, SampleDeclaration};
use crate::pipeline::written::value::{Declared, List};

/// Counts that need a reason.
pub(super) fn reasons(declared: &FormDeclaration, at: &At, measures: &Names) -> Reasons {
    let at = at.key("reasons");
    let bound = bound(declared, measures);
    let Some(reasons) = declared.reasons.optional(&at) else { return Reasons::default() };
    Reasons { measures: sum(&reasons.measures, &at.key("measures"), measures, bound.as_deref()) }
}

/// What is compared with the period before.
pub(super) fn previous(declared: &FormDeclaration, at: &At, measures: &Names) -> Option<Previous> {
    let at = at.key("previous");
    let bound = bound(declared, measures);
    let declared = declared.previous.optional(&at)?;
    let bound = bound.as_deref();
    Some(Previous {
        measures: sum(&declared.measures, &at.key("measures"), measures, bound),
        times: number(&declared.times, &at.key("times"), Previous::TIMES, Previous::USUAL_TIMES),
        from: number(&declared.from, &at.key("from"), Previous::FROM, Previous::USUAL_FROM),
        carried: carried(declared, &at, measures, bound),
    })
}

fn carried(
    declared: &PreviousDeclaration,
    at: &At,
    measures: &Names,
    bound: Option<&[MeasureIx]>,
) -> Option<(MeasureIx, MeasureIx)> {
    if declared.carried.is_missing() && declared.pending.is_missing() {
        return None;
    }
    let find = |declared: &Declared<String>, key: &str| {
        let at = at.key(key);
        measure(&at, declared.required(&at)?, measures, bound)
    };
    let (carried, pending) =
        (find(&declared.carried, "carried"), find(&declared.pending, "pending"));
    Some((carried?, pending?))
}

/// The size of the sample that a survey needs.
pub(super) fn sample(declared: &FormDeclaration, at: &At, measures: &Names) -> Option<Sample> {
    let at = at.key("sample");
    let bound = bound(declared, measures);
    let declared: &SampleDeclaration = declared.sample.optional(&at)?;
    let responses = sum(&declared.responses, &at.key("responses"), measures, bound.as_deref());
    let population_at = at.key("population");
    let population = declared.population.required(&population_at);
    // Counted in another form.
    let population = population.and_then(|word| measure(&population_at, word, measures, None));
    let (percent_at, usual) = (at.key("error-percent"), Sample::USUAL_ERROR_PERCENT);
    let error_percent = number(&declared.error_percent, &percent_at, Sample::ERROR_PERCENT, usual);
    Some(Sample { responses, population: population?, error_percent })
}

/// Keys with which the names of branches begin.
pub(super) fn branches(declared: &FormDeclaration, at: &At) -> Vec<String> {
    let at = at.key("branches");
    let titles = declared.branches.optional(&at);
    titles.and_then(|branches| some_keys(&branches.titles, &at.key("titles"))).unwrap_or_default()
}

fn sum(
    declared: &Declared<List<String>>,
    at: &At,
    measures: &Names,
    bound: Option<&[MeasureIx]>,
) -> Vec<MeasureIx> {
    let words = declared.some_items(at);
    words.iter().filter_map(|(at, word)| measure(at, word, measures, bound)).collect()
}

fn number(
    declared: &Declared<i64>,
    at: &At,
    range: std::ops::RangeInclusive<i64>,
    usual: i64,
) -> i64 {
    let Some(&number) = declared.optional(at) else { return usual };
    if !range.contains(&number) {
        at.wrong(as_written(number), number_of(&range));
    }
    number
}
