//! What counts against units, and whether a few of them hold much of it.

use crate::model::{Rate, Scope, UnitIx};
use crate::pipeline::{Better, Metric, Ranking};
use crate::table::{Standing, Sum};
use crate::text::lower_first;

use super::whole::main_metric;
use crate::publish::workbook::facts::Facts;

/// No more units than this are said to hold much, and they are at most one of so many.
const MOST: usize = 3;
const ONE_OF: usize = 5;

/// What counts against units; of each it is known who it is.
#[derive(Debug, Clone)]
pub(in crate::publish) struct Burden<U> {
    /// By unit, the most first.
    pub(in crate::publish) each: Vec<(U, i64)>,
    pub(in crate::publish) total: i64,
    /// What it is, in words.
    pub(in crate::publish) what: String,
    /// How it is counted, where that is not said by its name.
    pub(in crate::publish) how: Option<String>,
}

impl<'a> Burden<&'a Standing> {
    /// Of the units of a ranking that have a place; `None` where it is by several metrics, or what is above the line is no
    /// part of what is below it.
    pub(in crate::publish) fn of(
        facts: &Facts<'_>,
        ranking: &Ranking,
        ranked: &[&'a Standing],
    ) -> Option<Self> {
        let [share] = ranking.shares.as_slice() else { return None };
        let metric = facts.pipeline.metric(share.metric);
        let each = ranked.iter().map(|standing| {
            let (numerator, denominator) = (standing.numerator?, standing.denominator?);
            Some((*standing, Rate { numerator, denominator }))
        });
        Self::new(facts, metric, each)
    }
}

impl Burden<UnitIx> {
    /// Of every unit by what it handles itself, in the metric that the first ranking goes by.
    pub(in crate::publish) fn of_all(facts: &Facts<'_>) -> Option<Self> {
        let ix = main_metric(facts)?;
        let units = facts.pipeline.register.iter();
        let sums = units.filter_map(|(unit, _)| {
            let sum: Sum = facts.inputs.metrics.get(Scope::Own, unit, ix)?;
            (sum.denominator > 0).then(|| Some((unit, sum.rate())))
        });
        Self::new(facts, facts.pipeline.metric(ix), sums)
    }
}

impl<U: Copy> Burden<U> {
    fn new(
        facts: &Facts<'_>,
        metric: &Metric,
        each: impl Iterator<Item = Option<(U, Rate)>>,
    ) -> Option<Self> {
        let each = each.map(|known| {
            let (unit, Rate { numerator, denominator }) = known?;
            let count = match metric.better {
                Better::Lower => numerator,
                Better::Higher => denominator - numerator,
            };
            (0..=denominator).contains(&count).then_some((unit, count))
        });
        let mut each: Vec<(U, i64)> = each.collect::<Option<_>>()?;
        // Stable: equal ones stay in the order of the list.
        each.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let total: i64 = each.iter().map(|(_, count)| count).sum();
        let (what, how) = named(facts, metric);
        (total > 0).then_some(Self { each, total, what, how })
    }

    /// The fewest units that hold a third; `None` where these are not few.
    pub(in crate::publish) fn heaviest(&self) -> Option<Vec<(U, i64)>> {
        let mut held = 0;
        let enough = self.each.iter().position(|(_, count)| {
            held += count;
            held * 3 >= self.total
        });
        let few = enough? + 1;
        (few <= MOST && few * ONE_OF <= self.each.len()).then(|| self.each[..few].to_vec())
    }

    /// How much of it some units hold.
    pub(in crate::publish) fn share(&self, some: &[(U, i64)]) -> Rate {
        let numerator = some.iter().map(|(_, count)| count).sum();
        Rate { numerator, denominator: self.total }
    }
}

/// What counts against units by a metric, in words, and how it is counted where these do not say it.
fn named(facts: &Facts<'_>, metric: &Metric) -> (String, Option<String>) {
    let [above, below, missed] =
        [&metric.numerator_title, &metric.denominator_title, &metric.missed_title]
            .map(|title| lower_first(title));
    match metric.better {
        Better::Lower => (above, None),
        Better::Higher if !missed.is_empty() => (missed, None),
        Better::Higher => {
            let what = format!("{} chưa đạt", facts.scale(metric));
            (what, Some(format!("{below} trừ {above}")))
        }
    }
}
