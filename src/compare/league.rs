//! One ranking, step by step: how each unit stands in each, and what took it from one to the next.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::{MoveCause, MoveParts, MoveRow, Rankings, Scores, Standing};

use super::moves::{
    Crossing, Crossings, MOST_NAMED, Move, MoveReason, PlaceRelation, ShareChange, Spot,
};
use super::rates::Sums;
use super::steps::MoveSteps;

/// Sums of a unit by metric.
type OwnSums<'r> = BTreeMap<&'r str, Sums>;
/// How a unit stands in each step.
type StepStandings<'r> = [Option<&'r Standing>; STEPS];

const STEPS: usize = 4;
/// As it was published; behind it stands the same by the definition of now.
const OLD: usize = 0;
/// As it is known now.
const CORRECTED: usize = 2;
/// The later run.
const NEW: usize = 3;

/// The first of the last two steps, between which figures change.
const BEFORE: usize = 0;
/// The second of them.
const AFTER: usize = 1;

/// A unit of a list with its places before and after; the last number of all where it has none.
struct ListMember {
    unit: usize,
    places: [u32; 2],
}

/// One ranking in every step.
pub(super) struct LeagueSteps<'r> {
    /// The units of any step.
    units: Vec<&'r str>,
    standings: Vec<StepStandings<'r>>,
    /// Sums before and after.
    sums: [BTreeMap<&'r str, OwnSums<'r>>; 2],
    /// What each unit is ranked by before and after, in one order.
    orders: Vec<[Option<u32>; 2]>,
    /// The units of each list, before or after.
    lists: BTreeMap<Option<&'r str>, Vec<ListMember>>,
    /// Whether the steps between are known.
    known: bool,
}

impl<'r> LeagueSteps<'r> {
    pub(super) fn of(steps: &MoveSteps<'r>, ranking: &str) -> Self {
        // Where the steps between are not known nothing is said to happen in them.
        let (defined, corrected) = match steps.between {
            Some(between) => (between.defined, between.corrected),
            None => (steps.old.rankings, steps.old),
        };
        let tables = [steps.old.rankings, defined, corrected.rankings, steps.new.rankings];
        let mut by_unit: BTreeMap<&str, StepStandings> = BTreeMap::new();
        for (step, rankings) in tables.into_iter().enumerate() {
            for row in of_ranking(rankings, ranking) {
                by_unit.entry(&row.unit_id).or_default()[step] = Some(row);
            }
        }
        let orders = steps.between.and_then(|between| between.orders.get(ranking));
        let order = |unit: &str| orders.and_then(|orders| orders.get(unit)).copied();
        let mut lists: BTreeMap<Option<&str>, Vec<ListMember>> = BTreeMap::new();
        for (unit, standings) in by_unit.values().enumerate() {
            let sides = [standings[CORRECTED], standings[NEW]];
            let groups = sides.into_iter().flatten().map(|row| row.group.as_deref());
            for group in groups.collect::<BTreeSet<Option<&str>>>() {
                let here = sides.map(|row| row.filter(|row| row.group.as_deref() == group));
                let places = here.map(|row| row.and_then(|row| row.place).unwrap_or(u32::MAX));
                lists.entry(group).or_default().push(ListMember { unit, places });
            }
        }
        Self {
            orders: by_unit.keys().map(|unit| order(unit).unwrap_or_default()).collect(),
            sums: [sums_of(corrected.scores, ranking), sums_of(steps.new.scores, ranking)],
            lists,
            known: steps.between.is_some(),
            units: by_unit.keys().copied().collect(),
            standings: by_unit.into_values().collect(),
        }
    }

    /// The units whose place or status differs, those that moved furthest first.
    pub(super) fn moves(&self, ranking: &str) -> Vec<Move> {
        let moved = (0..self.units.len()).filter(|&at| self.moved(at));
        let mut moves: Vec<Move> = moved.map(|at| self.explain(ranking, at)).collect();
        let place = |m: &Move| m.new.as_ref().or(m.old.as_ref()).and_then(|spot| spot.place);
        moves.sort_by_key(|m| {
            let far = m.fell().map_or(u64::MAX, i64::unsigned_abs);
            (std::cmp::Reverse(far), place(m).unwrap_or(u32::MAX))
        });
        moves
    }

    /// How a unit stood and stands; `None` where neither run has it.
    pub(super) fn of_unit(&self, ranking: &str, unit: &str) -> Option<Move> {
        let at = self.units.binary_search(&unit).ok()?;
        let [old, .., new] = self.standings[at];
        old.or(new).map(|_| self.explain(ranking, at))
    }

    /// The sums of a unit that changed.
    pub(super) fn own(&self, unit: &str) -> Vec<ShareChange> {
        let none = OwnSums::new();
        let [old, new] = [0, 1].map(|side: usize| self.sums[side].get(unit).unwrap_or(&none));
        let metrics: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        let changes = metrics.into_iter().map(|metric| ShareChange {
            metric: metric.to_owned(),
            old: old.get(metric).copied(),
            new: new.get(metric).copied(),
        });
        changes.filter(|change| change.old != change.new).collect()
    }

    fn moved(&self, at: usize) -> bool {
        let [old, .., new] = self.standings[at];
        let spot = |row: &'r Standing| (row.status, row.place, row.group.as_deref());
        (old.is_some() || new.is_some()) && old.map(spot) != new.map(spot)
    }

    fn explain(&self, ranking: &str, at: usize) -> Move {
        let [old, .., new] = self.standings[at];
        let (unit, name) = (self.units[at], new.or(old).map(|row| row.unit_name.as_str()));
        let (entered, left) = (self.crossings(at, AFTER), self.crossings(at, BEFORE));
        let mut own = self.own(unit);
        if !self.known {
            // A metric that came or went with the declaration is no change of the unit.
            own.retain(|change| change.old.is_some() && change.new.is_some());
        }
        Move {
            ranking: ranking.to_owned(),
            unit_id: unit.to_owned(),
            unit_name: name.unwrap_or(unit).to_owned(),
            old: old.map(spot),
            new: new.map(spot),
            reason: self.reason(at),
            own,
            entered: self.named(&entered),
            left: self.named(&left),
        }
    }

    /// The parts of a move. Places of one step less those of the step before; the last step by who crossed, and why.
    fn reason(&self, at: usize) -> MoveReason {
        if !self.known {
            return MoveReason::Unknown;
        }
        let standings = self.standings[at];
        let places = standings.map(|row| row.and_then(|row| row.place).map(i64::from));
        let [Some(old), defined, corrected, Some(_)] = places else {
            let made_by = status_made_by(standings);
            return made_by.map_or_else(|| MoveReason::Parts(MoveParts::new()), MoveReason::Status);
        };
        let (Some(defined), Some(corrected)) = (defined, corrected) else {
            return MoveReason::Undivided;
        };
        let mut parts = MoveParts::new();
        let by_step =
            [(MoveCause::Definition, defined - old), (MoveCause::Corrections, corrected - defined)];
        // Whoever is passed by many is asked of each of them: nothing is written down of one that crossed.
        let by_unit = [(AFTER, 1), (BEFORE, -1)].into_iter().flat_map(|(side, by)| {
            self.crossed(at, side).map(move |member| (self.cause(member, at, side), by))
        });
        for (cause, places) in by_step.into_iter().chain(by_unit) {
            *parts.entry(cause).or_default() += places;
        }
        parts.retain(|_, places| *places != 0);
        MoveReason::Parts(parts)
    }

    /// The units that have another place than they had, with what moved each, those that moved furthest first.
    pub(super) fn rows(&self, ranking: &str) -> Vec<MoveRow> {
        let moved = (0..self.units.len()).filter_map(|at| {
            let [Some(old), .., Some(new)] = self.standings[at] else { return None };
            let (previous_place, place) = (old.place?, new.place?);
            (previous_place != place).then(|| MoveRow {
                period: new.period.clone(),
                ranking: ranking.to_owned(),
                group: new.group.clone(),
                unit_id: new.unit_id.clone(),
                unit_name: new.unit_name.clone(),
                previous_place,
                place,
                parts: match self.reason(at) {
                    MoveReason::Parts(parts) => Some(parts),
                    MoveReason::Status(_) | MoveReason::Undivided | MoveReason::Unknown => None,
                },
            })
        });
        let mut rows: Vec<MoveRow> = moved.collect();
        rows.sort_by(|a, b| {
            let far = |row: &MoveRow| (std::cmp::Reverse(row.fell().abs()), row.place);
            a.group.cmp(&b.group).then_with(|| far(a).cmp(&far(b)))
        });
        rows
    }

    /// Units that are better after a step and were not before it, in no order; or the other way round.
    fn crossed(&self, at: usize, side: usize) -> impl Iterator<Item = &ListMember> {
        let [.., was, is] = self.standings[at];
        let pair = was.zip(is).filter(|(was, is)| was.group == is.group);
        let places = pair.and_then(|(was, is)| Some((was.place?, is.place?, is.group.as_deref())));
        let members = places.and_then(|(_, _, group)| self.lists.get(&group));
        let (before, after) = places.map_or((0, 0), |(before, after, _)| (before, after));
        members.map_or(&[][..], Vec::as_slice).iter().filter(move |member| {
            let better = [member.places[BEFORE] < before, member.places[AFTER] < after];
            better[side] && !better[1 - side]
        })
    }

    /// The same with how each stands towards the unit, best first.
    fn crossings(&self, at: usize, side: usize) -> Vec<Crossed> {
        let [.., Some(was), Some(is)] = self.standings[at] else { return Vec::new() };
        let (Some(before), Some(after)) = (was.place, is.place) else { return Vec::new() };
        let mut crossed: Vec<&ListMember> = self.crossed(at, side).collect();
        crossed.sort_by_key(|member| member.places[side]);
        let own = [before, after][1 - side];
        let explained = crossed.into_iter().map(|member| Crossed {
            unit: member.unit,
            relation: self.relation(member, 1 - side, own),
            cause: self.cause(member, at, side),
        });
        explained.collect()
    }

    /// How another unit stands on a side towards one that has a place there.
    fn relation(&self, other: &ListMember, side: usize, own: u32) -> PlaceRelation {
        let standings = self.standings[other.unit];
        match ([standings[CORRECTED], standings[NEW]][side], other.places[side]) {
            // The register of the later run has it, the earlier run knew nothing of it.
            (_, u32::MAX) if side == BEFORE && standings[OLD].is_none() => PlaceRelation::Absent,
            (Some(row), u32::MAX) if row.place.is_none() => PlaceRelation::Unranked(row.status),
            (_, u32::MAX) => PlaceRelation::Absent,
            (_, place) if place == own => PlaceRelation::Tied,
            _ => PlaceRelation::Behind,
        }
    }

    /// What made another unit cross.
    fn cause(&self, other: &ListMember, at: usize, side: usize) -> MoveCause {
        match other.places {
            [u32::MAX, _] => MoveCause::Came,
            [_, u32::MAX] => MoveCause::Missing,
            _ if self.was_better_than_now(other.unit, at) == (side == AFTER) => MoveCause::Own,
            _ => MoveCause::Others,
        }
    }

    /// Whether what another unit was ranked by is better than what a unit is ranked by now.
    fn was_better_than_now(&self, other: usize, at: usize) -> bool {
        matches!((self.orders[other][BEFORE], self.orders[at][AFTER]), (Some(other), Some(own)) if other < own)
    }

    fn named(&self, crossed: &[Crossed]) -> Crossings {
        let named = crossed.iter().take(MOST_NAMED).map(|crossed| {
            let unit = self.units[crossed.unit];
            let row = self.standings[crossed.unit].iter().rev().find_map(|row| *row);
            Crossing {
                unit_id: unit.to_owned(),
                unit_name: row.map_or(unit, |row| row.unit_name.as_str()).to_owned(),
                relation: crossed.relation,
                cause: self.known.then_some(crossed.cause),
                changed: self.has_changed(crossed.unit),
            }
        });
        Crossings { count: crossed.len(), named: named.collect() }
    }

    /// Whether a unit is ranked by something else than it was.
    fn has_changed(&self, at: usize) -> bool {
        match self.orders[at] {
            [Some(old), Some(new)] => old != new,
            _ => self.own(self.units[at]).iter().any(|change| !change.same_rate()),
        }
    }
}

/// A unit that came to stand before another one, or no longer does.
struct Crossed {
    unit: usize,
    relation: PlaceRelation,
    cause: MoveCause,
}

fn of_ranking<'r>(rankings: &'r Rankings, ranking: &str) -> impl Iterator<Item = &'r Standing> {
    rankings.rows.iter().filter(move |row| row.ranking == ranking)
}

fn sums_of<'r>(scores: &'r Scores, ranking: &str) -> BTreeMap<&'r str, OwnSums<'r>> {
    let mut sums: BTreeMap<&str, OwnSums> = BTreeMap::new();
    for row in scores.rows.iter().filter(|row| row.ranking == ranking) {
        let of_unit = sums.entry(&row.unit_id).or_default();
        of_unit.insert(&row.metric, (row.numerator, row.denominator));
    }
    sums
}

/// The last step in which the status, or the list, became another one.
fn status_made_by(standings: StepStandings) -> Option<MoveCause> {
    let statuses = standings.map(|row| row.map(|row| (row.status, row.group.as_deref())));
    let causes = [MoveCause::Definition, MoveCause::Corrections, MoveCause::Own];
    let mut steps = statuses.windows(2).zip(causes).rev();
    let made_by = steps.find(|(statuses, _)| statuses[0] != statuses[1])?;
    (statuses[OLD] != statuses[NEW]).then_some(made_by.1)
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
