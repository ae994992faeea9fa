//! Who moved since the period before, how far, and by what most of all.

use std::cmp::Reverse;

use crate::pipeline::{Grouping, Ranking};
use crate::table::Standing;

use crate::publish::workbook::facts::Facts;

/// A unit that has a place in both periods.
#[derive(Debug, Clone, Copy)]
pub(in crate::publish) struct Mover<'a> {
    pub(in crate::publish) ranking: &'a Ranking,
    pub(in crate::publish) standing: &'a Standing,
    /// Its place.
    pub(in crate::publish) now: u32,
    /// Its place in the period before.
    pub(in crate::publish) then: u32,
}

impl Mover<'_> {
    /// By how many places it rose; less than 0 where it fell.
    pub(in crate::publish) fn rose(&self) -> i64 {
        i64::from(self.then) - i64::from(self.now)
    }
}

/// The units of a ranking that have a place in both periods, in its order.
#[derive(Debug, Clone)]
pub(in crate::publish) struct Movers<'a>(pub(in crate::publish) Vec<Mover<'a>>);

impl<'a> Movers<'a> {
    pub(in crate::publish) fn of(facts: &Facts<'a>, ranking: &'a Ranking) -> Self {
        let both = facts.inputs.rankings.of(&ranking.id).filter_map(|standing| {
            let (now, then) = (standing.place?, standing.previous_place?);
            Some(Mover { ranking, standing, now, then })
        });
        Self(both.collect())
    }

    /// How many rose, fell, and stayed.
    pub(in crate::publish) fn counts(&self) -> [usize; 3] {
        let count = |is: fn(i64) -> bool| self.0.iter().filter(|mover| is(mover.rose())).count();
        [count(|by| by > 0), count(|by| by < 0), count(|by| by == 0)]
    }

    /// Who rose furthest, or fell, and how many others as far; `None` where nobody did.
    pub(in crate::publish) fn far(&self, up: bool) -> Option<(Mover<'a>, usize)> {
        far(&self.0, up)
    }
}

fn way(mover: &Mover<'_>, up: bool) -> i64 {
    if up { mover.rose() } else { -mover.rose() }
}

fn far<'a>(movers: &[Mover<'a>], up: bool) -> Option<(Mover<'a>, usize)> {
    let most = movers.iter().map(|mover| way(mover, up)).max().filter(|most| *most > 0)?;
    let mut far = movers.iter().filter(|mover| way(mover, up) == most);
    Some((*far.next()?, far.count()))
}

/// Those who rose furthest, or fell, in any ranking that is one list; a unit once, by its longest move. Of equal ones the
/// first that is declared, and no more than so many.
pub(in crate::publish) fn furthest<'a>(facts: &Facts<'a>, up: bool, most: usize) -> Vec<Mover<'a>> {
    let lists = facts.pipeline.rankings.iter().filter(|one| one.grouping == Grouping::Whole);
    let movers = lists.flat_map(|ranking| Movers::of(facts, ranking).0);
    let mut movers: Vec<Mover<'a>> = movers.filter(|mover| way(mover, up) > 0).collect();
    movers.sort_by_key(|mover| Reverse(way(mover, up)));
    let mut told: Vec<Mover<'a>> = Vec::with_capacity(most);
    for mover in movers {
        let known = told.iter().any(|told| told.standing.unit_id == mover.standing.unit_id);
        if !known && told.len() < most {
            told.push(mover);
        }
    }
    told
}

/// By what a unit moved, most of all: `do số của đơn vị`; `None` where that cannot be told apart.
pub(in crate::publish) fn reason(facts: &Facts<'_>, mover: &Mover<'_>) -> Option<String> {
    let mut rows = facts.inputs.moves.of(&mover.ranking.id);
    let row = rows.find(|row| row.unit_id == mover.standing.unit_id)?;
    let (parts, foremost) = (row.parts.as_ref()?, row.foremost()?);
    let most = if parts.len() > 1 { "chủ yếu do" } else { "do" };
    Some(format!("{most} {}", foremost.title()))
}
