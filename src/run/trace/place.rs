//! Why a unit stands where it does: who stands just above and just below, what they are ranked by, and how many files lie
//! between.

use crate::model::UnitIx;
use crate::pipeline::Ranking;
use crate::rank::{self, FilesBetween};
use crate::table::{Standing, Sum};

use super::traced_run::TracedRun;

/// How a unit stands in a ranking, and why.
#[derive(Debug, Clone)]
pub struct PlaceTrace {
    /// Place of the ranking in the pipeline.
    pub ranking: usize,
    /// How it stands.
    pub standing: Standing,
    /// What it is ranked by: the sums of each share, in their order.
    pub sums: Vec<Option<Sum>>,
    /// Those who stand next above, best first; none where it is first or has no place.
    pub above: Vec<Neighbour>,
    /// Those in the same place.
    pub tied: Vec<Neighbour>,
    /// Those who stand next below.
    pub below: Vec<Neighbour>,
    /// How many files are missing below the line to reach the minimum, where that is why it has no place.
    pub short_by: Option<i64>,
}

/// A unit that stands next to another.
#[derive(Debug, Clone)]
pub struct Neighbour {
    /// How it stands.
    pub standing: Standing,
    /// The sums of each share.
    pub sums: Vec<Option<Sum>>,
    /// How many files lie between: those that would bring the lower of the two level with the other.
    pub reach: Vec<FilesBetween>,
}

/// How a unit stands in a ranking; `None` where it is not in it.
#[must_use]
pub fn place(run: &TracedRun, ranking: usize, unit: UnitIx) -> Option<PlaceTrace> {
    let declared = run.pipeline.rankings.get(ranking)?;
    let id = &run.pipeline.register.get(unit).id;
    let standings = || run.rankings.of(&declared.id);
    let own = standings().find(|row| row.unit_id == *id)?.clone();
    let sums = sums(run, declared, unit);
    let list = Neighbours { run, ranking: declared, own: &own, sums: &sums };
    let place = own.place;
    let group = || standings().filter(|row| row.group == own.group && row.place.is_some());
    let next_above = group().filter(|row| row.place < place).filter_map(|row| row.place).max();
    let next_below = group().filter(|row| row.place > place).filter_map(|row| row.place).min();
    let at = |wanted: Option<u32>| -> Vec<&Standing> {
        let here = |row: &&Standing| place.is_some() && wanted.is_some() && row.place == wanted;
        group().filter(here).filter(|row| row.unit_id != *id).collect()
    };
    let smallest = sums.iter().flatten().map(|sum| sum.denominator).min();
    let short = smallest.map(|smallest| declared.minimum_denominator - smallest);
    let below_minimum = own.status == crate::table::StandingStatus::BelowMinimum;
    let (above, tied, below) =
        (list.above(&at(next_above)), list.tied(&at(place)), list.below(&at(next_below)));
    Some(PlaceTrace {
        ranking,
        above,
        tied,
        below,
        short_by: short.filter(|&short| below_minimum && short > 0),
        standing: own,
        sums,
    })
}

/// The sums of each share of a ranking.
fn sums(run: &TracedRun, ranking: &Ranking, unit: UnitIx) -> Vec<Option<Sum>> {
    let shares = ranking.shares.iter();
    shares.map(|share| run.ratios.get(ranking.scope, unit, share.metric)).collect()
}

/// The list of a unit.
struct Neighbours<'t> {
    run: &'t TracedRun,
    ranking: &'t Ranking,
    own: &'t Standing,
    sums: &'t [Option<Sum>],
}

impl Neighbours<'_> {
    fn above(&self, rows: &[&Standing]) -> Vec<Neighbour> {
        self.each(rows, |sums| rank::reach(self.ranking, self.sums, sums, &self.run.pipeline))
    }

    fn below(&self, rows: &[&Standing]) -> Vec<Neighbour> {
        self.each(rows, |sums| rank::reach(self.ranking, sums, self.sums, &self.run.pipeline))
    }

    fn tied(&self, rows: &[&Standing]) -> Vec<Neighbour> {
        self.each(rows, |_| Vec::new())
    }

    fn each(
        &self,
        rows: &[&Standing],
        reach: impl Fn(&[Option<Sum>]) -> Vec<FilesBetween>,
    ) -> Vec<Neighbour> {
        let register = &self.run.pipeline.register;
        let of_row = |row: &&Standing| {
            let unit = register.find_id(&row.unit_id);
            let sums = unit.map(|unit| sums(self.run, self.ranking, unit)).unwrap_or_default();
            let reach = if self.own.place.is_some() { reach(&sums) } else { Vec::new() };
            Neighbour { standing: (*row).clone(), reach, sums }
        };
        rows.iter().map(of_row).collect()
    }
}
