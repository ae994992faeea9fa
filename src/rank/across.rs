//! One order for two sets of sums, so that what a unit is now can be held against what another one was.

use crate::pipeline::Pipeline;
use crate::table::{PlaceOrders, Ratios};

use super::entry::league;
use super::order::order;

/// For each ranking and unit its number in one exact order of both leagues, with the sums of `old` and with those of
/// `new`.
#[must_use]
pub fn across(old: &Ratios, new: &Ratios, pipeline: &Pipeline) -> PlaceOrders {
    let of_ranking = pipeline.rankings.iter().map(|ranking| {
        let mut both = league(ranking, old, pipeline);
        let count = both.len();
        both.extend(league(ranking, new, pipeline));
        let orders = order(&both, ranking.better(&pipeline.metrics), ranking.tie_break);
        let units = (0..count).map(|index| {
            let id = pipeline.register.get(both[index].unit).id.clone();
            (id, [orders[index], orders[count + index]])
        });
        (ranking.id.clone(), units.collect())
    });
    of_ranking.collect()
}
