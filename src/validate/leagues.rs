//! The rates of the units of each league, from what counts: those of which nothing is missing, as the rankings compute
//! them. Two rankings by the same metric of the same units are one league.

use std::collections::BTreeMap;

use crate::model::{FormIx, Level, MeasureIx, Rate, Scope, UnitIx};
use crate::pipeline::{Metric, MetricIx, Ranking};

use super::period_context::PeriodContext;
use super::uncounted::Uncounted;

/// The units of a tier with a metric.
pub(super) struct League<'a> {
    pub(super) level: Level,
    pub(super) scope: Scope,
    pub(super) metric: &'a Metric,
    /// Forms that supply the metric.
    pub(super) forms: Vec<FormIx>,
    /// Units that have the rate and lack nothing of it, in the order of the register.
    pub(super) rates: Vec<(UnitIx, Rate)>,
}

/// What a league goes by.
type LeagueKey = (Level, Scope, MetricIx);

/// The leagues of the rankings by one metric, in the order of the declaration.
pub(super) fn leagues<'a>(period: &PeriodContext<'a>, uncounted: &Uncounted) -> Vec<League<'a>> {
    let mut keys: Vec<LeagueKey> = Vec::new();
    for ranking in &period.pipeline.rankings {
        keys.extend(key(ranking).filter(|key| !keys.contains(key)));
    }
    keys.into_iter().map(|key| league(key, period, uncounted)).collect()
}

/// `None` of a ranking by several metrics: what their sum varies by is not known.
fn key(ranking: &Ranking) -> Option<LeagueKey> {
    match ranking.shares.as_slice() {
        [share] => Some((ranking.league, ranking.scope, share.metric)),
        _ => None,
    }
}

fn league<'a>(
    (level, scope, metric): LeagueKey,
    period: &PeriodContext<'a>,
    uncounted: &Uncounted,
) -> League<'a> {
    let pipeline = period.pipeline;
    let metric = pipeline.metric(metric);
    let supplies = |form: &FormIx| {
        let counts: Vec<MeasureIx> = period.form(*form).counts().collect();
        metric.measures().all(|measure| counts.contains(&measure))
    };
    let forms = (0u16..).zip(&pipeline.forms).map(|(form, _)| FormIx(form));
    let forms: Vec<FormIx> = forms.filter(supplies).collect();
    let mut sums: BTreeMap<UnitIx, UnitTally> = BTreeMap::new();
    for (unit, _) in pipeline.register.iter() {
        let Some(own) = own(unit, metric, &forms, period, uncounted) else { continue };
        for above in pipeline.register.line_up(unit) {
            if scope == Scope::Total || above == unit {
                sums.entry(above).or_default().add(own);
            }
        }
    }
    let rates = sums.into_iter().filter(|(unit, _)| pipeline.register.get(*unit).level == level);
    let rates = rates.filter_map(|(unit, sum)| Some((unit, sum.rate()?))).collect();
    League { level, scope, metric, forms, rates }
}

/// The sums of a unit, and whether something of them is missing.
#[derive(Debug, Clone, Copy, Default)]
struct UnitTally {
    above: i64,
    below: i64,
    lacks: bool,
}

impl UnitTally {
    const fn add(&mut self, other: Self) {
        self.above += other.above;
        self.below += other.below;
        self.lacks |= other.lacks;
    }

    /// Only of a part of a whole it is known how much it varies by itself.
    fn rate(self) -> Option<Rate> {
        let Self { above, below, lacks } = self;
        let is_part = below > 0 && (0..=below).contains(&above);
        (is_part && !lacks).then_some(Rate { numerator: above, denominator: below })
    }
}

/// What a unit counts itself; `None` where it has no line. A line that lacks a measure of the metric is in neither sum,
/// so its unit lacks it.
fn own(
    unit: UnitIx,
    metric: &Metric,
    forms: &[FormIx],
    period: &PeriodContext,
    uncounted: &Uncounted,
) -> Option<UnitTally> {
    let mut tally = None;
    for &form in forms {
        let lacks = uncounted.has(unit, form);
        if lacks {
            tally.get_or_insert_with(UnitTally::default).lacks = true;
        }
        let Some(lines) = period.lines(form, unit) else { continue };
        let sum = |measure| lines.sum(&period.pipeline.measure(measure).id);
        let has = |measure| sum(measure).is_some_and(|total| total.lines == lines.count);
        let value = |measure| sum(measure).map(|total| total.value);
        let whole = metric.measures().all(has);
        tally.get_or_insert_with(UnitTally::default).add(UnitTally {
            above: metric.numerator.evaluate(value).unwrap_or(0),
            below: metric.denominator.evaluate(value).unwrap_or(0),
            lacks: lacks || !whole,
        });
    }
    tally
}
