//! Places that moved, and why. A place is one more than the number of units that stand better, so a move is exactly
//! those who are better now and were not, less those who were and are not.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::{Moves, Rankings};

use super::league::LeagueSteps;
use super::moves::{Move, ShareChange};
use super::steps::MoveSteps;

impl<'r> MoveSteps<'r> {
    /// The units whose place or status differs, by ranking; in each those that moved furthest first.
    #[must_use]
    pub fn moved(&self) -> Vec<Move> {
        let rankings = self.rankings().into_iter();
        rankings.flat_map(|ranking| self.league(ranking).moves(ranking)).collect()
    }

    /// The units whose place is another one, with what moved each, as a table.
    #[must_use]
    pub fn table(&self) -> Moves {
        let rankings = self.rankings().into_iter();
        Moves { rows: rankings.flat_map(|ranking| self.league(ranking).rows(ranking)).collect() }
    }

    /// How a unit stood and stands in each ranking that knows it, moved or not.
    #[must_use]
    pub fn of_unit(&self, unit: &str) -> Vec<Move> {
        let rankings = self.rankings().into_iter();
        rankings.filter_map(|ranking| self.league(ranking).of_unit(ranking, unit)).collect()
    }

    /// The sums of units that changed in a ranking, as those of one that moved are told.
    #[must_use]
    pub fn own_of(
        &self,
        ranking: &str,
        units: &BTreeSet<&str>,
    ) -> BTreeMap<String, Vec<ShareChange>> {
        let league = self.league(ranking);
        units.iter().map(|unit| ((*unit).to_owned(), league.own(unit))).collect()
    }

    fn league(&self, ranking: &str) -> LeagueSteps<'r> {
        LeagueSteps::of(self, ranking)
    }

    /// The rankings of both runs, in the order of the later one.
    fn rankings(&self) -> Vec<&'r str> {
        let mut rankings: Vec<&str> = Vec::new();
        let (old, new): (&'r Rankings, &'r Rankings) = (self.old.rankings, self.new.rankings);
        for row in new.rows.iter().chain(&old.rows) {
            if rankings.last() != Some(&row.ranking.as_str())
                && !rankings.contains(&row.ranking.as_str())
            {
                rankings.push(&row.ranking);
            }
        }
        rankings
    }
}
