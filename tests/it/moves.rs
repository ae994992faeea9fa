//! Why a place moved, in parts: for any leagues they add up to the move, each is what it is said to be, and what did not
//! change moved nothing.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::Ratio;
use proptest::prelude::*;
use tthc::compare::{
    Move, MoveReason, MoveSteps, PlaceRelation, RankingTables, Spot, StepsBetween,
};
use tthc::model::Level;
use tthc::pipeline::{Better, Grouping, Pipeline, TieBreak};
use tthc::rank::{Ranked, across, rank};
use tthc::table::{MoveCause, PlaceOrders, Ratios, StandingStatus};

use crate::properties::{Sums, league, pipeline, ratios, rows, value};

/// A ranking of a kind with a minimum; sorted the other way round where `flip`, of communes by district where `grouped`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Declared {
    kind: u8,
    minimum: i64,
    flip: bool,
    grouped: bool,
    tie_break: TieBreak,
}

/// What a unit is ranked by, the larger the better: its value, and what breaks a tie.
type Exact = (Ratio<BigInt>, i64);

impl Declared {
    fn pipeline(self) -> Pipeline {
        let mut pipeline = pipeline(self.kind);
        let ranking = &mut pipeline.rankings[0];
        ranking.minimum_denominator = self.minimum;
        ranking.tie_break = self.tie_break;
        if self.grouped {
            (ranking.league, ranking.grouping) = (Level::Commune, Grouping::Parent);
        }
        if self.flip {
            for metric in &mut pipeline.metrics {
                metric.better = match metric.better {
                    Better::Higher => Better::Lower,
                    Better::Lower => Better::Higher,
                };
            }
        }
        pipeline
    }

    /// What a unit is ranked by exactly.
    fn value(self, sums: Sums) -> Option<Exact> {
        let sign = if self.flip && self.kind < 2 { -1 } else { 1 };
        let value = value(self.kind, sums)? * BigInt::from(sign);
        let (above, below) = if self.kind == 1 { sums?.1 } else { sums?.0 };
        let more_is_better = self.kind == 2 || (self.kind == 0) != self.flip;
        let tie = match self.tie_break {
            TieBreak::None => 0,
            TieBreak::Volume => below,
            TieBreak::Overdue if more_is_better => above - below,
            TieBreak::Overdue => -above,
        };
        Some((value, tie))
    }
}

/// The first twenty units of the league.
fn units(pipeline: &Pipeline) -> Vec<String> {
    let level = pipeline.rankings[0].league;
    let units = pipeline.register.iter().filter(|(_, unit)| unit.level == level);
    units.map(|(_, unit)| unit.id.clone()).take(20).collect()
}

/// Two runs of one league and the steps between them.
struct Steps {
    old: Ranked,
    defined: Ranked,
    corrected: Ranked,
    new: Ranked,
    orders: PlaceOrders,
    units: Vec<String>,
}

impl Steps {
    /// The league as it was published, as it was known later, and as it is.
    fn of(was: Declared, is: Declared, [old, known, new]: [&[Sums]; 3]) -> Self {
        let (a, b) = (was.pipeline(), is.pipeline());
        let units = units(&b);
        let sums = |league: &[Sums], pipeline: &Pipeline| ratios(&rows(league, &units), pipeline);
        let by = |sums: &Ratios, pipeline: &Pipeline| rank(sums, None, pipeline);
        let (known, is) = (sums(known, &b), sums(new, &b));
        Self {
            old: by(&sums(old, &a), &a),
            defined: by(&sums(old, &b), &b),
            corrected: by(&known, &b),
            new: by(&is, &b),
            orders: across(&known, &is, &b),
            units,
        }
    }

    fn with<T>(&self, ask: impl FnOnce(MoveSteps<'_>) -> T) -> T {
        ask(MoveSteps {
            old: RankingTables { rankings: &self.old.rankings, scores: &self.old.scores },
            between: Some(StepsBetween {
                defined: &self.defined.rankings,
                corrected: RankingTables {
                    rankings: &self.corrected.rankings,
                    scores: &self.corrected.scores,
                },
                orders: &self.orders,
            }),
            new: RankingTables { rankings: &self.new.rankings, scores: &self.new.scores },
        })
    }

    /// Every unit of the league, by its id.
    fn all(&self) -> BTreeMap<String, Move> {
        let of = |unit: &String| self.with(|steps| steps.of_unit(unit).pop()).unwrap();
        self.units.iter().map(|unit| (unit.clone(), of(unit))).collect()
    }

    fn moved(&self) -> Vec<Move> {
        self.with(|steps| MoveSteps::moved(&steps))
    }

    /// The rows of the table are the moves from one place to another, with the same parts.
    fn tabled(&self) -> Result<(), TestCaseError> {
        let both = |m: &Move| {
            let place = |spot: &Option<Spot>| spot.as_ref().and_then(|spot| spot.place);
            place(&m.old).zip(place(&m.new)).filter(|(old, new)| old != new)
        };
        let moved = self.moved();
        let moved = moved.iter().filter_map(|m| Some((m.unit_id.clone(), (both(m)?, m))));
        let moved: BTreeMap<String, ((u32, u32), &Move)> = moved.collect();
        let table = self.with(|steps| steps.table());
        prop_assert_eq!(table.rows.len(), moved.len());
        for row in &table.rows {
            let (places, m) = moved[&row.unit_id];
            prop_assert_eq!((row.previous_place, row.place), places);
            prop_assert_eq!(
                row.parts.clone(),
                match &m.reason {
                    MoveReason::Parts(parts) => Some(parts.clone()),
                    _ => None,
                }
            );
            prop_assert!(row.parts.iter().all(|parts| parts.values().sum::<i64>() == row.fell()));
            let foremost =
                row.foremost().map(|cause| row.parts.as_ref().map(|parts| parts[&cause]));
            let largest = row.parts.iter().flat_map(|parts| parts.values().copied());
            let largest = largest.max_by_key(|by| by * row.fell().signum());
            prop_assert_eq!(foremost.flatten(), largest, "the part that is most of the move");
        }
        Ok(())
    }

    /// The same with every table upside down.
    fn reversed(mut self) -> Self {
        for ranked in [&mut self.old, &mut self.defined, &mut self.corrected, &mut self.new] {
            ranked.rankings.rows.reverse();
            ranked.scores.rows.reverse();
        }
        self
    }

    fn place(ranked: &Ranked, unit: &str) -> Option<(Option<String>, i64)> {
        let row = ranked.rankings.rows.iter().find(|row| row.unit_id == unit)?;
        Some((row.group.clone(), row.place?.into()))
    }
}

/// A league, and the same with some units changed, twice.
fn three_leagues() -> impl Strategy<Value = [Vec<Sums>; 3]> {
    let some = || prop::collection::vec(prop::bool::weighted(0.2), 20);
    (league(), league(), league(), some(), some()).prop_map(|(old, a, b, first, second)| {
        let mixed = |from: &[Sums], to: &[Sums], takes: &[bool]| -> Vec<Sums> {
            let pairs = from.iter().zip(to).zip(takes);
            pairs.map(|((from, to), take)| if *take { *to } else { *from }).collect()
        };
        let known = mixed(&old, &a, &first);
        let new = mixed(&known, &b, &second);
        [old, known, new]
    })
}

fn declared() -> impl Strategy<Value = Declared> {
    let ties = prop::sample::select(vec![TieBreak::None, TieBreak::Volume, TieBreak::Overdue]);
    (0u8..3, 1i64..5, prop::bool::weighted(0.3), prop::bool::weighted(0.4), ties).prop_map(
        |(kind, minimum, flip, grouped, tie_break)| Declared {
            kind,
            minimum,
            flip,
            grouped,
            tie_break,
        },
    )
}

/// A definition, and mostly the same again.
fn two_declared() -> impl Strategy<Value = (Declared, Declared)> {
    (declared(), declared(), prop::bool::weighted(0.3)).prop_map(|(was, other, changes)| {
        let other = Declared { grouped: was.grouped, ..other };
        (was, if changes { other } else { was })
    })
}

fn parts(m: &Move) -> BTreeMap<MoveCause, i64> {
    match &m.reason {
        MoveReason::Parts(parts) => parts.clone(),
        _ => BTreeMap::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each part counted by hand, pair by pair with exact values, is what is said, and all of them are the move.
    #[test]
    fn the_parts_of_a_move_are_counted_and_add_up((was, is) in two_declared(), leagues in three_leagues()) {
        let [old, known, new] = &leagues;
        let steps = Steps::of(was, is, [old, known, new]);
        steps.tabled()?;
        let at = |unit: &str| steps.units.iter().position(|other| other == unit).unwrap();
        let before = |unit: &str| is.value(known[at(unit)]);
        let after = |unit: &str| is.value(new[at(unit)]);
        for (unit, m) in steps.all() {
            let place = |ranked: &Ranked| Steps::place(ranked, &unit);
            let all = [&steps.old, &steps.defined, &steps.corrected, &steps.new].map(place);
            let [Some(p0), p1, p2, Some(p3)] = &all else {
                let status = |spot: &Option<Spot>| spot.as_ref().map(|spot| spot.status);
                let same = status(&m.old) == status(&m.new);
                prop_assert_eq!(matches!(m.reason, MoveReason::Status(_)), !same, "{:?}", m);
                continue;
            };
            let (Some(p1), Some(p2)) = (p1, p2) else {
                prop_assert_eq!(m.reason, MoveReason::Undivided);
                continue;
            };
            let mut expected: BTreeMap<MoveCause, i64> = BTreeMap::new();
            *expected.entry(MoveCause::Definition).or_default() += p1.1 - p0.1;
            *expected.entry(MoveCause::Corrections).or_default() += p2.1 - p1.1;
            for other in steps.units.iter().filter(|other| **other != unit) {
                let (there, here) = (Steps::place(&steps.corrected, other), Steps::place(&steps.new, other));
                let (there, here) = (there.filter(|there| there.0 == p3.0), here.filter(|here| here.0 == p3.0));
                let (was_better, is_better) = (
                    there.is_some() && before(other) > before(&unit),
                    here.is_some() && after(other) > after(&unit),
                );
                if was_better == is_better {
                    continue;
                }
                let cause = match (there, here) {
                    (None, _) => MoveCause::Came,
                    (_, None) => MoveCause::Missing,
                    _ if (before(other) > after(&unit)) == is_better => MoveCause::Own,
                    _ => MoveCause::Others,
                };
                *expected.entry(cause).or_default() += i64::from(is_better) - i64::from(was_better);
            }
            expected.retain(|_, by| *by != 0);
            prop_assert_eq!(&parts(&m), &expected, "{:?}", &m);
            prop_assert_eq!(m.fell(), Some(expected.values().sum()));
        }
    }

    /// Whoever moved is told, nobody else, and what is said of each that crossed is so.
    #[test]
    fn what_is_said_of_a_move_is_true((was, is) in two_declared(), leagues in three_leagues()) {
        let [old, known, new] = &leagues;
        let steps = Steps::of(was, is, [old, known, new]);
        let spot = |ranked: &Ranked, unit: &str| -> Option<(StandingStatus, Option<u32>, Option<String>)> {
            let row = ranked.rankings.rows.iter().find(|row| row.unit_id == unit)?;
            Some((row.status, row.place, row.group.clone()))
        };
        let mut named: Vec<String> = steps.moved().into_iter().map(|m| m.unit_id).collect();
        named.retain(|unit| steps.units.contains(unit));
        named.sort();
        let mut moved = steps.units.clone();
        moved.retain(|unit| spot(&steps.old, unit) != spot(&steps.new, unit));
        moved.sort();
        prop_assert_eq!(named, moved, "all that moved, and no others");
        let at = |unit: &str| steps.units.iter().position(|other| other == unit).unwrap();
        let before = |unit: &str| is.value(known[at(unit)]);
        let after = |unit: &str| is.value(new[at(unit)]);
        for (unit, m) in steps.all() {
            let (entered, left) = (&m.entered, &m.left);
            prop_assert_eq!((entered.named.len(), left.named.len()), (entered.count, left.count));
            for crossing in &entered.named {
                prop_assert!(after(&crossing.unit_id) > after(&unit), "it is better now");
                stood(crossing.relation, before(&crossing.unit_id), before(&unit))?;
            }
            for crossing in &left.named {
                prop_assert!(before(&crossing.unit_id) > before(&unit), "it was better");
                stood(crossing.relation, after(&crossing.unit_id), after(&unit))?;
            }
            for crossing in entered.named.iter().chain(&left.named) {
                let other = &crossing.unit_id;
                let ranked = |place: Option<(Option<String>, i64)>| place.is_some();
                let both = ranked(Steps::place(&steps.corrected, other)) && ranked(Steps::place(&steps.new, other));
                prop_assert!(!both || crossing.changed == (before(other) != after(other)), "{crossing:?}");
            }
            for own in &m.own {
                let of = |league: &[Sums]| league[at(&unit)].map(|sums| match own.metric.as_str() {
                    "on_time_rate" => sums.0,
                    _ => sums.1,
                });
                prop_assert_ne!(own.old, own.new);
                prop_assert_eq!((own.old, own.new), (of(known), of(new)));
            }
        }
    }

    /// Where nothing changed nothing moved; where one thing did, nothing else is named.
    #[test]
    fn what_did_not_change_moved_nothing(
        (was, is) in two_declared(),
        league in league(),
        other in league(),
        who in 0usize..20,
    ) {
        for m in Steps::of(was, was, [&league, &league, &league]).all().values() {
            prop_assert_eq!(&m.reason, &MoveReason::Parts(BTreeMap::new()));
            prop_assert!(m.own.is_empty() && m.entered.count + m.left.count == 0, "{m:?}");
        }
        let only = |steps: &Steps, causes: &[MoveCause]| -> Result<(), TestCaseError> {
            for m in steps.all().values() {
                prop_assert!(parts(m).keys().all(|cause| causes.contains(cause)), "{causes:?}: {m:?}");
                match &m.reason {
                    MoveReason::Status(cause) => prop_assert!(causes.contains(cause), "{m:?}"),
                    MoveReason::Unknown => prop_assert!(false, "{m:?}"),
                    _ => {}
                }
            }
            Ok(())
        };
        only(&Steps::of(was, is, [&league, &league, &league]), &[MoveCause::Definition])?;
        only(&Steps::of(was, was, [&league, &other, &other]), &[MoveCause::Corrections])?;
        let mut one = league.clone();
        one[who] = other[who];
        let steps = Steps::of(was, was, [&league, &league, &one]);
        let all = steps.all();
        let mine = &all[&steps.units[who]];
        prop_assert!(parts(mine).keys().all(|cause| *cause == MoveCause::Own), "{mine:?}");
        for (_, m) in all.iter().filter(|(unit, _)| **unit != steps.units[who]) {
            let others = [MoveCause::Others, MoveCause::Came, MoveCause::Missing];
            prop_assert!(parts(m).keys().all(|cause| others.contains(cause)), "{m:?}");
        }
    }

    /// The order in which rows stand in the tables says nothing.
    #[test]
    fn the_order_of_rows_changes_no_part((was, is) in two_declared(), leagues in three_leagues()) {
        let [old, known, new] = &leagues;
        let leagues: [&[Sums]; 3] = [old, known, new];
        let (there, here) = (Steps::of(was, is, leagues), Steps::of(was, is, leagues).reversed());
        for (unit, m) in there.all() {
            let again = &here.all()[&unit];
            prop_assert_eq!((&m.reason, &m.old, &m.new, &m.own), (&again.reason, &again.old, &again.new, &again.own));
            let count = |m: &Move| (m.entered.count, m.left.count);
            prop_assert_eq!(count(&m), count(again));
        }
    }
}

/// How another unit stood towards one that has a place.
fn stood(
    relation: PlaceRelation,
    other: Option<Exact>,
    own: Option<Exact>,
) -> Result<(), TestCaseError> {
    match relation {
        PlaceRelation::Behind => prop_assert!(other < own),
        PlaceRelation::Tied => prop_assert_eq!(other, own),
        // Without a value, or below the minimum.
        PlaceRelation::Unranked(_) => {}
        PlaceRelation::Absent => prop_assert!(false, "all units are in the list"),
    }
    Ok(())
}
