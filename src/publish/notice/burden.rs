//! What a ranking counts against units, and whether a few of them hold much of it.

use crate::model::Rate;
use crate::pipeline::{Better, Ranking};
use crate::table::Standing;
use crate::text::{lower_first, percent};

use crate::publish::workbook::facts::Facts;

/// No more units than this are said to hold much, and they are at most one of so many.
const MOST: usize = 3;
const ONE_OF: usize = 5;

/// What counts against units of one ranking.
pub(super) struct Burden<'a> {
    /// By unit, the most first.
    each: Vec<(&'a Standing, i64)>,
    pub(super) total: i64,
    /// What it is, in words.
    pub(super) what: String,
    /// How it is counted, where that is not said by its name.
    pub(super) how: Option<String>,
}

impl<'a> Burden<'a> {
    /// `None` where the ranking is by several metrics, or what is above the line is no part of what is below it.
    pub(super) fn of(
        facts: &Facts<'_>,
        ranking: &Ranking,
        ranked: &[&'a Standing],
    ) -> Option<Self> {
        let [share] = ranking.shares.as_slice() else { return None };
        let metric = facts.pipeline.metric(share.metric);
        let [above, below] =
            [&metric.numerator_title, &metric.denominator_title].map(|t| lower_first(t));
        let (what, how) = match metric.better {
            Better::Lower => (above, None),
            Better::Higher => {
                let what = format!("{} chưa đạt", facts.scale(metric));
                (what, Some(format!("{below} trừ {above}")))
            }
        };
        let each = ranked.iter().map(|standing| {
            let (numerator, denominator) = (standing.numerator?, standing.denominator?);
            let count = match metric.better {
                Better::Lower => numerator,
                Better::Higher => denominator - numerator,
            };
            (0..=denominator).contains(&count).then_some((*standing, count))
        });
        let mut each: Vec<(&Standing, i64)> = each.collect::<Option<_>>()?;
        each.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let total: i64 = each.iter().map(|(_, count)| count).sum();
        (total > 0).then_some(Self { each, total, what, how })
    }

    /// The fewest units that hold a third; `None` where these are not few.
    pub(super) fn heaviest(&self) -> Option<Vec<(&'a Standing, i64)>> {
        let mut held = 0;
        let enough = self.each.iter().position(|(_, count)| {
            held += count;
            held * 3 >= self.total
        });
        let few = enough? + 1;
        (few <= MOST && few * ONE_OF <= self.each.len()).then(|| self.each[..few].to_vec())
    }

    /// How much of it some units hold.
    pub(super) fn share(&self, some: &[(&Standing, i64)]) -> String {
        let numerator = some.iter().map(|(_, count)| count).sum();
        percent(Rate { numerator, denominator: self.total }.ratio().unwrap_or(0.0))
    }
}
