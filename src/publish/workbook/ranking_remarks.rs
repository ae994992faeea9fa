//! What stands below a ranking: what its columns mean, in one paragraph, and what is missing of whom.

use crate::pipeline::{MetricIx, Ranking, SheetKind};
use crate::table::Standing;

use super::certainty;
use super::facts::Facts;
use super::mix_columns::remark;
use super::period_before;
use super::words;
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::CellStyle;

/// Units of which a list says what is missing; of more it tells how many there are.
const NAMED_UNITS: usize = 20;

/// The metrics whose rates a ranking shows, those that it goes by first.
pub(super) fn rates(ranking: &Ranking) -> Vec<MetricIx> {
    let mut rates: Vec<MetricIx> = ranking.shares.iter().map(|share| share.metric).collect();
    let further = ranking.show.iter().filter(|ix| !rates.contains(ix)).copied().collect::<Vec<_>>();
    rates.extend(further);
    rates
}

/// What is to be said below a list.
pub(super) struct BelowList<'s, 'a> {
    /// Its units.
    pub(super) standings: &'s [&'a Standing],
    /// What is missing of them.
    pub(super) gaps: &'s [String],
    /// What is the same beside all of them and has no column, by the head that it would have.
    pub(super) once: &'s [(String, String)],
    /// Whether the sheet of the method, which has all rules whole, is part of the workbook.
    pub(super) has_method: bool,
}

/// One paragraph below the table that says what its columns mean; what is missing of whom has one of its own.
pub(super) fn remarks(
    facts: &Facts<'_>,
    ranking: &Ranking,
    below: &BelowList<'_, '_>,
    plan: &mut SheetPlan<'_>,
) {
    let pipeline = facts.pipeline;
    let BelowList { standings, gaps, once, has_method } = *below;
    let mut said: Vec<String> = Vec::new();
    // Of one metric the heads and numbers of the columns tell what is divided by what.
    let of = rates(ranking).into_iter().enumerate().map(|(at, ix)| match at {
        0 if ranking.shares.len() == 1 => pipeline.metric(ix).title.clone(),
        _ => words::definition(pipeline.metric(ix)),
    });
    let of: Vec<String> = of.collect();
    if !of.is_empty() {
        said.push(format!("{}; {}.", of.join("; "), ranking.scope.title()));
    }
    said.extend(words::by_indicator(pipeline, ranking));
    if ranking.shares.len() > 1 {
        said.push(format!("Điểm = {}.", words::basis(pipeline, ranking)));
    }
    if facts.lower_is_better(ranking) && ranking.indicator.is_none() {
        said.push("Tỷ lệ càng thấp, hạng càng cao.".to_owned());
    }
    if let Some(classes) = words::classes(pipeline, ranking) {
        said.push(format!("Xếp loại: {classes}."));
    }
    if certainty::has_intervals(ranking) {
        said.extend(certainty::remarks(standings).into_iter().map(str::to_owned));
    }
    said.extend(remark(ranking));
    said.extend(once.iter().map(|(head, value)| format!("{head}: mọi đơn vị {value}.")));
    if has_method {
        said.push(format!("Cách tính: trang “{}”.", SheetKind::Method.name()));
    } else {
        said.push(words::tie(pipeline, ranking));
        said.extend(words::minimum(facts, ranking));
        said.extend(words::missing_parts(ranking).map(str::to_owned));
        said.extend(words::needed(facts, ranking).map(|(_, said)| said));
        said.extend(period_before::remark([ranking], facts.inputs.rankings));
    }
    plan.gap(4);
    for remark in missing_remark(facts, gaps).into_iter().chain([said.join(" ")]) {
        plan.paragraph(CellStyle::Remark, Datum::owned(remark));
    }
}

/// What is missing of which units.
fn missing_remark(facts: &Facts<'_>, gaps: &[String]) -> Option<String> {
    let more = gaps.len().saturating_sub(NAMED_UNITS);
    let more = (more > 0).then(|| format!("và {} đơn vị khác", words::size(more)));
    let named: Vec<String> = gaps.iter().take(NAMED_UNITS).cloned().chain(more).collect();
    let place = words::findings_at(facts.pipeline);
    let text = || format!("(*) Số liệu chưa đủ, xem {place}: {}.", named.join("; "));
    (!gaps.is_empty()).then(text)
}
