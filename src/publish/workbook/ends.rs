//! The name of a unit beside its place, with a mark where its figures are not whole.

use std::borrow::Cow;

use crate::pipeline::Ranking;
use crate::table::Standing;
use crate::text::lower_first;

use super::facts::{Facts, Missing};
use super::words;

/// What is missing of the figures that units are ranked by, for each share.
pub(in crate::publish) fn missing<'a>(facts: &Facts<'a>, ranking: &Ranking) -> Vec<Missing<'a>> {
    let shares = ranking.shares.iter();
    shares.map(|share| facts.missing(ranking.scope, share.metric)).collect()
}

/// The name of a unit, with a mark where it lacks figures or its score was computed from fewer parts.
pub(in crate::publish) fn name<'a>(missing: &[Missing], standing: &'a Standing) -> Cow<'a, str> {
    let lacks = missing.iter().any(|missing| missing.contains_key(standing.unit_id.as_str()));
    let lacks = lacks.then(|| "số liệu chưa đủ".to_owned());
    let marks = lacks.into_iter().chain(words::parts(standing).map(|parts| lower_first(&parts)));
    let marks: Vec<String> = marks.collect();
    if marks.is_empty() {
        return Cow::Borrowed(&standing.unit_name);
    }
    Cow::Owned(format!("{} ({})", standing.unit_name, marks.join("; ")))
}

/// The same by the name that no other unit has.
pub(in crate::publish) fn told_apart(
    facts: &Facts<'_>,
    missing: &[Missing],
    standing: &Standing,
) -> String {
    let marked = name(missing, standing);
    let mark = marked.strip_prefix(&standing.unit_name).unwrap_or_default();
    let register = &facts.pipeline.register;
    let unit = register.find_id(&standing.unit_id);
    let apart = unit.map_or_else(|| standing.unit_name.clone(), |unit| register.name_apart(unit));
    format!("{apart}{mark}")
}
