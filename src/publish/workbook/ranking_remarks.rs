//! What stands below a ranking: definitions and rules in few lines, what its columns mean, and what is missing of whom.

use crate::pipeline::{Better, MetricIx, Ranking};
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

/// Definitions and rules below the table, in few lines: the sheet of the method has them whole. `told` are the units, and
/// what is missing of them.
pub(super) fn remarks(
    facts: &Facts<'_>,
    ranking: &Ranking,
    (standings, gaps): (&[&Standing], &[String]),
    plan: &mut SheetPlan<'_>,
) {
    let pipeline = facts.pipeline;
    let mut remarks: Vec<String> = missing_remark(facts, gaps).into_iter().collect();
    let shares = ranking.shares.iter();
    remarks.extend(shares.map(|share| words::definition_and_source(pipeline.metric(share.metric))));
    let others = rates(ranking).into_iter().skip(ranking.shares.len());
    let others: Vec<String> = others.map(|ix| words::definition(pipeline.metric(ix))).collect();
    if !others.is_empty() {
        remarks.push(format!("{}.", others.join("; ")));
    }
    let mut rules = vec![format!(
        "Phạm vi: {}; chỉ so sánh các đơn vị {} với nhau. {}",
        ranking.scope.title(),
        words::league(ranking),
        words::tie(pipeline, ranking)
    )];
    if ranking.is_score() {
        rules.push(format!("Điểm = {}.", words::basis(pipeline, ranking)));
    }
    if facts.lower_is_better(ranking) {
        rules.push("Tỷ lệ càng thấp, hạng càng cao.".to_owned());
    }
    let lower = ranking.show.iter().map(|&ix| pipeline.metric(ix));
    let lower: Vec<&str> = lower
        .filter(|metric| metric.better == Better::Lower)
        .map(|metric| metric.title.as_str())
        .collect();
    if !lower.is_empty() {
        rules.push(format!("Càng thấp càng tốt: {}.", lower.join("; ")));
    }
    rules.extend(words::minimum(facts, ranking));
    rules.extend(words::missing_parts(ranking).map(str::to_owned));
    if let Some(classes) = words::classes(pipeline, ranking) {
        rules.push(format!("Xếp loại: {classes}."));
    }
    rules.extend(words::needed(facts, ranking).map(|(_, said)| said));
    remarks.push(rules.join(" "));
    if certainty::has_intervals(ranking) {
        remarks.push(certainty::remarks(standings).join(" "));
    }
    remarks.extend(period_before::remark(ranking, facts.inputs.rankings));
    remarks.extend(remark(ranking));
    plan.gap(4);
    for remark in remarks {
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
