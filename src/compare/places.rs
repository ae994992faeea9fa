//! Places that moved, and why. A place is one more than the number of units that stand better, so a move is exactly
//! those who are better now and were not, less those who were and are not; what became of each is told as it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Rate;
use crate::table::{Rankings, ScoreRow, Scores, Standing, StandingStatus};

use super::rates::Sums;

/// The rankings of a run with what they were made of.
#[derive(Debug, Clone, Copy)]
pub struct RankingTables<'r> {
    /// The places.
    pub rankings: &'r Rankings,
    /// The sums behind them.
    pub scores: &'r Scores,
}

/// How a unit stands in a ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Whether it has a place.
    pub status: StandingStatus,
    /// Its place.
    pub place: Option<u32>,
    /// How many units of the list are ranked.
    pub of: u32,
    /// Id of the unit inside which the list is kept.
    pub group: Option<String>,
    /// What it is ranked by.
    pub value: Option<f64>,
}

/// The sums of one metric of a unit that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareChange {
    /// Id of the metric.
    pub metric: String,
    /// What they were; `None` where nothing was reported.
    pub old: Option<Sums>,
    /// What they are; `None` where nothing is reported.
    pub new: Option<Sums>,
}

impl ShareChange {
    /// The rate is what it was although the sums are not.
    #[must_use]
    pub fn same_rate(&self) -> bool {
        let rate = |sums: Sums| Rate { numerator: sums.0, denominator: sums.1 };
        match (self.old, self.new) {
            (Some(old), Some(new)) if old.1 > 0 && new.1 > 0 => {
                rate(old).compare(rate(new)).is_eq()
            }
            _ => false,
        }
    }
}

/// How another unit stood, or stands, towards the one that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceRelation {
    /// Behind it.
    Behind,
    /// In the same place.
    Tied,
    /// Without a place.
    Unranked(StandingStatus),
    /// Not in the list.
    Absent,
}

/// A unit that came to stand before another one, or no longer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// How it stood before it was better, or stands now that it is not.
    pub relation: PlaceRelation,
    /// Whether what it is ranked by changed.
    pub changed: bool,
}

/// Units that came to stand before another one, or no longer do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crossings {
    /// How many.
    pub count: usize,
    /// How many of them are ranked by what they were, in both runs.
    pub unchanged: usize,
    /// Those that stand best, no more than [`MOST_NAMED`]: in a league of a whole country there are too many to hold.
    pub named: Vec<Crossing>,
}

/// Units that are named for one that moved.
pub const MOST_NAMED: usize = 100;

/// A unit whose place or status is not what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Id of the ranking.
    pub ranking: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// How it stood; `None` where it was in no list.
    pub old: Option<Spot>,
    /// How it stands; `None` where it is in no list.
    pub new: Option<Spot>,
    /// The ranking is made of other metrics or points than it was, or sorts the other way round.
    pub redefined: bool,
    /// Its own sums that changed.
    pub own: Vec<ShareChange>,
    /// Units that are better now and were not.
    pub entered: Crossings,
    /// Units that were better and are not.
    pub left: Crossings,
}

impl Move {
    /// What it is ranked by did not change: neither its own rates nor how they are weighed.
    #[must_use]
    pub fn same_value(&self) -> bool {
        !self.redefined && self.own.iter().all(ShareChange::same_rate)
    }

    /// It has a place in the same list in both runs.
    #[must_use]
    pub fn stays_in_list(&self) -> bool {
        matches!(self.places(), Some((old, new)) if old.group == new.group)
    }

    /// Others alone moved it: it is ranked by the same, and each that came before it or went is ranked by something
    /// else, gained or lost a place, came or went.
    #[must_use]
    pub fn by_others(&self) -> bool {
        let unchanged = self.entered.unchanged + self.left.unchanged;
        self.stays_in_list() && self.same_value() && unchanged == 0
    }

    /// Its sums are what they were, and whether they are enough to be ranked is not: another minimum is declared.
    #[must_use]
    pub fn minimum_changed(&self) -> bool {
        let status = |spot: &Option<Spot>| spot.as_ref().map(|spot| spot.status);
        let pair = [status(&self.old), status(&self.new)];
        let both = [StandingStatus::Ranked, StandingStatus::BelowMinimum];
        !self.redefined && self.own.is_empty() && both.iter().all(|s| pair.contains(&Some(*s)))
    }

    /// How many places it fell; less than 0 where it rose. `None` where it lacks a place in one of the runs.
    #[must_use]
    pub fn fell(&self) -> Option<i64> {
        let (old, new) = self.places()?;
        Some(i64::from(new.place?) - i64::from(old.place?))
    }

    fn places(&self) -> Option<(&Spot, &Spot)> {
        let (old, new) = (self.old.as_ref()?, self.new.as_ref()?);
        (old.place.is_some() && new.place.is_some()).then_some((old, new))
    }
}

/// Metric and points of each share of a ranking.
type Shares<'r> = BTreeSet<(&'r str, Option<u32>)>;
/// Sums of a unit by metric.
type OwnSums<'r> = BTreeMap<&'r str, Sums>;

/// One ranking of a run.
#[derive(Default)]
struct LeagueList<'r> {
    standings: BTreeMap<&'r str, &'r Standing>,
    sums: BTreeMap<&'r str, OwnSums<'r>>,
    /// `None` where no unit has all of them, so that they are not known.
    shares: Option<Shares<'r>>,
}

impl<'r> LeagueList<'r> {
    fn of(ranked: RankingTables<'r>, ranking: &str) -> Self {
        let mut list = Self::default();
        for row in ranked.rankings.of(ranking) {
            list.standings.insert(&row.unit_id, row);
        }
        let mut shares: BTreeMap<&str, Shares> = BTreeMap::new();
        for row in ranked.scores.rows.iter().filter(|row| row.ranking == ranking) {
            let ScoreRow { unit_id, metric, points, numerator, denominator, .. } = row;
            list.sums.entry(unit_id).or_default().insert(metric, (*numerator, *denominator));
            shares.entry(unit_id).or_default().insert((metric, *points));
        }
        let is_whole = |row: &&&Standing| row.value.is_some() && !row.is_of_fewer_parts();
        let valued = list.standings.values().find(is_whole);
        list.shares = valued.and_then(|row| shares.remove(row.unit_id.as_str()));
        list
    }

    /// Which way it sorts; `None` where no two of its units show it.
    fn higher_is_better(&self) -> Option<bool> {
        let mut best: BTreeMap<Option<&str>, (u32, f64)> = BTreeMap::new();
        for row in self.standings.values() {
            let (Some(place), Some(value)) = (row.place, row.value) else { continue };
            let first = *best.entry(row.group.as_deref()).or_insert((place, value));
            if first.0 != place && first.1.total_cmp(&value).is_ne() {
                return Some((first.0 < place) == (first.1 > value));
            }
        }
        None
    }

    fn sums(&self, unit: &str) -> OwnSums<'r> {
        self.sums.get(unit).cloned().unwrap_or_default()
    }
}

/// The units whose place or status differs, by ranking; in each those that moved furthest first.
#[must_use]
pub fn places(old: RankingTables, new: RankingTables) -> Vec<Move> {
    let mut rankings: Vec<&str> = Vec::new();
    for row in new.rankings.rows.iter().chain(&old.rankings.rows) {
        if rankings.last() != Some(&row.ranking.as_str())
            && !rankings.contains(&row.ranking.as_str())
        {
            rankings.push(&row.ranking);
        }
    }
    let moves = rankings.into_iter().flat_map(|ranking| {
        let pair =
            LeaguePair { old: LeagueList::of(old, ranking), new: LeagueList::of(new, ranking) };
        pair.moves(ranking)
    });
    moves.collect()
}

/// Whether what both runs show is not the same.
fn differ<T: PartialEq>(old: Option<T>, new: Option<T>) -> bool {
    matches!((old, new), (Some(old), Some(new)) if old != new)
}

/// One ranking in both runs.
struct LeaguePair<'r> {
    old: LeagueList<'r>,
    new: LeagueList<'r>,
}

impl LeaguePair<'_> {
    fn moves(&self, ranking: &str) -> Vec<Move> {
        let redefined = differ(self.old.shares.as_ref(), self.new.shares.as_ref())
            || differ(self.old.higher_is_better(), self.new.higher_is_better());
        let changed = self.changed(redefined);
        let units: BTreeSet<&str> =
            self.old.standings.keys().chain(self.new.standings.keys()).copied().collect();
        let mut moves: Vec<Move> = units
            .into_iter()
            .filter(|unit| self.moved(unit))
            .map(|unit| self.explain(ranking, unit, redefined, &changed))
            .collect();
        let place = |m: &Move| m.new.as_ref().or(m.old.as_ref()).and_then(|spot| spot.place);
        moves.sort_by_key(|m| {
            let far = m.fell().map_or(u64::MAX, i64::unsigned_abs);
            (std::cmp::Reverse(far), place(m).unwrap_or(u32::MAX))
        });
        moves
    }

    fn moved(&self, unit: &str) -> bool {
        let spot = |list: &LeagueList| {
            list.standings.get(unit).map(|row| (row.status, row.place, row.group.clone()))
        };
        spot(&self.old) != spot(&self.new)
    }

    /// Units that are ranked by something else than they were.
    fn changed(&self, redefined: bool) -> BTreeSet<&str> {
        let units = self.old.standings.keys().chain(self.new.standings.keys());
        let differs =
            |unit: &&&str| redefined || self.own(unit).iter().any(|change| !change.same_rate());
        units.filter(differs).copied().collect()
    }

    fn own(&self, unit: &str) -> Vec<ShareChange> {
        let (old, new) = (self.old.sums(unit), self.new.sums(unit));
        let metrics: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        let changes = metrics.into_iter().map(|metric| ShareChange {
            metric: metric.to_owned(),
            old: old.get(metric).copied(),
            new: new.get(metric).copied(),
        });
        changes.filter(|change| change.old != change.new).collect()
    }

    fn explain(
        &self,
        ranking: &str,
        unit: &str,
        redefined: bool,
        changed: &BTreeSet<&str>,
    ) -> Move {
        let (old, new) = (self.old.standings.get(unit), self.new.standings.get(unit));
        let mut own = self.own(unit);
        if redefined {
            // A metric that came or went with the declaration is no change of the unit.
            own.retain(|change| change.old.is_some() && change.new.is_some());
        }
        let name = new.or(old).map_or(unit, |row| row.unit_name.as_str());
        let mut moved = Move {
            ranking: ranking.to_owned(),
            unit_id: unit.to_owned(),
            unit_name: name.to_owned(),
            old: old.map(|row| spot(row)),
            new: new.map(|row| spot(row)),
            redefined,
            own,
            entered: Crossings::default(),
            left: Crossings::default(),
        };
        if let (Some(old), Some(new), true) = (old, new, moved.stays_in_list()) {
            moved.entered = crossings(new, &self.new, old, &self.old, changed);
            moved.left = crossings(old, &self.old, new, &self.new, changed);
        }
        moved
    }
}

fn spot(row: &Standing) -> Spot {
    Spot {
        status: row.status,
        place: row.place,
        of: row.of,
        group: row.group.clone(),
        value: row.value,
    }
}

/// Whether `other` stands better than `unit` in one list.
fn is_better(other: &Standing, unit: &Standing) -> bool {
    other.group == unit.group
        && matches!((other.place, unit.place), (Some(other), Some(unit)) if other < unit)
}

/// Units that are better than `here` in `list` and are not better than `there` in `elsewhere`, best first.
fn crossings(
    here: &Standing,
    list: &LeagueList,
    there: &Standing,
    elsewhere: &LeagueList,
    changed: &BTreeSet<&str>,
) -> Crossings {
    let better = list.standings.values().filter(|row| is_better(row, here));
    let mut found: Vec<(&Standing, PlaceRelation)> = Vec::new();
    for row in better {
        let other = elsewhere.standings.get(row.unit_id.as_str());
        let other = other.filter(|other| other.group == there.group);
        let relation = match other {
            None => PlaceRelation::Absent,
            Some(other) if is_better(other, there) => continue,
            Some(other) if other.place.is_none() => PlaceRelation::Unranked(other.status),
            Some(other) if other.place == there.place => PlaceRelation::Tied,
            Some(_) => PlaceRelation::Behind,
        };
        found.push((row, relation));
    }
    found.sort_by_key(|(row, _)| row.place);
    let has_changed = |row: &Standing| changed.contains(row.unit_id.as_str());
    let still = found.iter().filter(|(row, relation)| {
        matches!(relation, PlaceRelation::Behind | PlaceRelation::Tied) && !has_changed(row)
    });
    let (count, unchanged) = (found.len(), still.count());
    let named = found.into_iter().take(MOST_NAMED).map(|(row, relation)| Crossing {
        unit_id: row.unit_id.clone(),
        unit_name: row.unit_name.clone(),
        relation,
        changed: has_changed(row),
    });
    Crossings { count, unchanged, named: named.collect() }
}
