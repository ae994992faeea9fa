//! Classes, what decides between equals, scores of which a part is missing, and definitions side by side: for any league,
//! against the same reckoned anew in exact fractions.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::cmp::Reverse;

use num_bigint::BigInt;
use num_rational::Ratio;
use proptest::prelude::*;
use tthc::pipeline::{Better, Class, MissingParts, Pipeline, TieBreak};
use tthc::rank::{Ranked, rank};
use tthc::table::{Artifact as _, Rankings, Standing};

use crate::properties::{MetricRow, Sums, departments, league, pipeline, ratios, rows, value};

type Exact = Ratio<BigInt>;

fn ranked(rows: &[MetricRow], pipeline: &Pipeline) -> Ranked {
    rank(&ratios(rows, pipeline), None, pipeline)
}

fn of_unit<'r>(ranked: &'r Ranked, unit: &str) -> &'r Standing {
    ranked.rankings.rows.iter().find(|row| row.unit_id == unit).unwrap()
}

fn percent(percent: u8) -> Exact {
    Ratio::new(BigInt::from(percent), BigInt::from(100))
}

/// Classes with these bounds, the best first.
fn classes(bounds: &std::collections::BTreeSet<u8>, better: Better) -> Vec<Class> {
    let class = |&percent: &u8| Class { percent, title: format!("loại {percent}") };
    match better {
        Better::Higher => bounds.iter().rev().map(class).collect(),
        Better::Lower => bounds.iter().map(class).collect(),
    }
}

/// The league with another sum above the line of one unit.
fn changed(league: &[Sums], at: usize, kind: u8, by: i64) -> Vec<Sums> {
    let mut league = league.to_vec();
    if let Some(sums) = &mut league[at] {
        let sum = if kind == 1 { &mut sums.1 } else { &mut sums.0 };
        sum.0 += by;
    }
    league
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// With as many files as are needed a unit is in the next class, or beyond it where one file is more than a class; with
    /// one fewer it stays. In both directions, and for points of one metric as for its rate.
    #[test]
    fn what_is_needed_reaches_the_next_class_and_one_fewer_does_not(
        league in league(),
        kind in 0u8..2,
        points in prop::option::of(1u32..40),
        bounds in prop::collection::btree_set(0u8..=100, 1..5),
    ) {
        let mut pipeline = pipeline(kind);
        // Points reward more: they go with the metric of which more is better.
        let points = points.filter(|_| kind == 0);
        pipeline.rankings[0].shares[0].points = points;
        let better = pipeline.rankings[0].better(&pipeline.metrics);
        prop_assert_eq!(better == Better::Lower, kind == 1);
        pipeline.rankings[0].classes = classes(&bounds, better);
        let units = departments(&pipeline);
        let before = ranked(&rows(&league, &units), &pipeline);
        for (at, unit) in units.iter().enumerate() {
            let row = of_unit(&before, unit);
            let Some(needed) = row.needed else {
                prop_assert!(row.next_class.is_none(), "{row:?}");
                continue;
            };
            prop_assert!(needed > 0 && row.next_class.is_some() && row.next_class != row.class, "{row:?}");
            let sign = if kind == 1 { -1 } else { 1 };
            let after = |by: i64| {
                let league = changed(&league, at, kind, sign * by);
                of_unit(&ranked(&rows(&league, &units), &pipeline), unit).clone()
            };
            let there = after(needed);
            let at_class = |title: &Option<String>| {
                pipeline.rankings[0].classes.iter().position(|class| Some(&class.title) == title.as_ref())
            };
            prop_assert!(there.class.is_some() && at_class(&there.class) <= at_class(&row.next_class));
            prop_assert!(there.numerator >= Some(0) && there.numerator <= there.denominator, "{there:?}");
            prop_assert_eq!(&after(needed - 1).class, &row.class);
        }
    }

    #[test]
    fn a_class_is_that_of_the_exact_value(
        league in league(),
        kind in 0u8..3,
        bounds in prop::collection::btree_set(0u8..=100, 1..5),
    ) {
        let mut pipeline = pipeline(kind);
        let better = pipeline.rankings[0].better(&pipeline.metrics);
        let classes = classes(&bounds, better);
        pipeline.rankings[0].classes.clone_from(&classes);
        let units = departments(&pipeline);
        let ranked = ranked(&rows(&league, &units), &pipeline);
        for (unit, sums) in units.iter().zip(&league) {
            let row = of_unit(&ranked, unit);
            let share = value(kind, *sums).map(|value| match kind {
                2 => value / BigInt::from(100),
                _ => value,
            });
            let belongs = |class: &Class, share: &Exact| match kind {
                1 => *share >= -percent(class.percent),
                _ => *share >= percent(class.percent),
            };
            let own = share.map(|share| classes.iter().position(|class| belongs(class, &share)));
            let title = |at: usize| classes[at].title.clone();
            prop_assert_eq!(&row.class, &own.flatten().map(title));
            let next = own.and_then(|own| own.unwrap_or(classes.len()).checked_sub(1));
            prop_assert_eq!(&row.next_class, &next.map(title));
            prop_assert_eq!(row.needed.is_some(), row.next_class.is_some() && kind != 2);
        }
    }

    /// A tie-break orders exactly equal units alone, and leaves those in one place that are equal in it too.
    #[test]
    fn a_tie_break_tells_equals_apart_and_nobody_else(
        league in league(),
        kind in 0u8..3,
        overdue in any::<bool>(),
    ) {
        let mut pipeline = pipeline(kind);
        let tie_break = if overdue { TieBreak::Overdue } else { TieBreak::Volume };
        pipeline.rankings[0].tie_break = tie_break;
        let units = departments(&pipeline);
        let rows = rows(&league, &units);
        let broken = ranked(&rows, &pipeline);
        pipeline.rankings[0].tie_break = TieBreak::None;
        let shared = ranked(&rows, &pipeline);
        let key = |sums: &Sums| -> Option<(Reverse<Exact>, i64)> {
            let (first, second) = (*sums)?;
            let (above, below) = if kind == 1 { second } else { first };
            let key = match (tie_break, kind) {
                (TieBreak::Volume, _) => -below,
                (_, 1) => above,
                _ => below - above,
            };
            Some((Reverse(value(kind, *sums)?), key))
        };
        let keys: Vec<_> = league.iter().map(key).collect();
        for (unit, own) in units.iter().zip(&keys) {
            let (row, before) = (of_unit(&broken, unit), of_unit(&shared, unit));
            let rivals = || keys.iter().flatten();
            let place = own.as_ref().map(|own| 1 + rivals().filter(|rival| *rival < own).count());
            prop_assert_eq!(row.place.map(|place| place as usize), place);
            let equal = own.as_ref().map_or(0, |own| rivals().filter(|rival| *rival == own).count());
            prop_assert_eq!(row.tied, equal > 1);
            // Among the units that shared it, never beyond them.
            let sharing = shared.rankings.rows.iter().filter(|row| row.place == before.place).count();
            if let (Some(new), Some(old)) = (row.place, before.place) {
                prop_assert!(old <= new && (new as usize) < old as usize + sharing, "{row:?} {before:?}");
            }
        }
    }

    /// Of a score of which a part is missing the rest counts for the full points, where that is declared, and the row says
    /// from how many parts; nobody else is touched by it.
    #[test]
    fn a_missing_part_is_left_out_exactly_where_it_is_declared(
        league in league(),
        unsent in prop::collection::vec(0u8..6, 20),
    ) {
        let mut pipeline = pipeline(2);
        let units = departments(&pipeline);
        // Of some units the first part was not sent, of some the second.
        let metrics = ["on_time_rate", "pending_overdue_rate"];
        let sent = |row: &MetricRow| {
            let at = units.iter().position(|unit| *unit == row.0).unwrap();
            metrics.get(usize::from(unsent[at])) != Some(&row.1)
        };
        let rows: Vec<MetricRow> = rows(&league, &units).into_iter().filter(sent).collect();
        let strict = ranked(&rows, &pipeline);
        pipeline.rankings[0].missing_parts = MissingParts::Rescale;
        let rescaled = ranked(&rows, &pipeline);
        let rate = |unit: &str, metric: &str| -> Option<Exact> {
            let row = rows.iter().find(|row| row.0 == unit && row.1 == metric)?;
            (row.3 > 0).then(|| Ratio::new(BigInt::from(row.2), BigInt::from(row.3)))
        };
        let exact = |unit: &String| -> (usize, Option<Exact>) {
            let parts = [rate(unit, metrics[0]).map(|r| (r, 60)), rate(unit, metrics[1]).map(|r| (r, 40))];
            let parts: Vec<(Exact, i32)> = parts.into_iter().flatten().collect();
            let full: i32 = parts.iter().map(|part| part.1).sum();
            let score: Exact = parts.iter().map(|(rate, points)| rate * BigInt::from(*points)).sum();
            let count = parts.len();
            (count, (count > 0).then(|| score * BigInt::from(100) / BigInt::from(full)))
        };
        let values: Vec<(usize, Option<Exact>)> = units.iter().map(exact).collect();
        for (unit, (parts, own)) in units.iter().zip(&values) {
            let row = of_unit(&rescaled, unit);
            prop_assert_eq!((row.parts as usize, row.parts_of), (*parts, 2));
            let better = |own: &Exact| values.iter().filter(|rival| rival.1.as_ref() > Some(own)).count();
            prop_assert_eq!(row.place.map(|place| place as usize), own.as_ref().map(|own| 1 + better(own)));
            prop_assert_eq!(row.is_of_fewer_parts(), *parts == 1);
            let undeclared = of_unit(&strict, unit);
            prop_assert_eq!(undeclared.value.is_some(), *parts == 2);
            if *parts == 2 {
                prop_assert_eq!(undeclared.value, row.value);
            }
        }
    }

    /// Under each definition a unit stands where it would stand if its league went by that metric alone.
    #[test]
    fn definitions_are_the_rankings_by_each_of_them(
        league in league(),
        minimum in 1i64..6,
        tie_break in prop::sample::select(&[TieBreak::None, TieBreak::Volume, TieBreak::Overdue][..]),
    ) {
        let alone = [pipeline(0), pipeline(1)].map(|mut pipeline| {
            pipeline.rankings[0].minimum_denominator = minimum;
            pipeline.rankings[0].tie_break = tie_break;
            pipeline
        });
        let mut both = alone[0].clone();
        both.rankings[0].definitions =
            alone.iter().map(|pipeline| pipeline.rankings[0].shares[0].metric).collect();
        let units = departments(&both);
        let rows = rows(&league, &units);
        let expected = alone.each_ref().map(|pipeline| ranked(&rows, pipeline));
        let beside = ranked(&rows, &both);
        prop_assert_eq!(&beside.rankings, &expected[0].rankings, "the ranking itself stays");
        let defined: Vec<_> = beside.definitions.of("test").collect();
        prop_assert_eq!(defined.len(), units.len());
        prop_assert!(defined.is_sorted_by_key(|unit| Reverse(unit[0].spread)));
        for unit in defined {
            let id = &unit[0].unit_id;
            prop_assert_eq!(unit.len(), 2);
            for (row, expected) in unit.iter().zip(&expected) {
                let standing = of_unit(expected, id);
                let places = |place, tied, of, status| (place, tied, of, status);
                prop_assert_eq!(
                    places(row.place, row.tied, row.of, row.status),
                    places(standing.place, standing.tied, standing.of, standing.status)
                );
                prop_assert_eq!((row.numerator, row.denominator), (standing.numerator, standing.denominator));
            }
            let apart = unit[0].place.zip(unit[1].place).map(|(a, b)| a.abs_diff(b));
            prop_assert!(unit.iter().all(|row| row.spread == apart));
            // At 100 % of what it resolved a unit may still have files that are late.
            let sums = league[units.iter().position(|unit| unit == id).unwrap()];
            let late = sums.and_then(|((on_time, resolved), (late, _))| {
                (resolved > 0 && on_time == resolved && late > 0).then_some(late)
            });
            prop_assert_eq!(unit[0].overdue, late);
            prop_assert_eq!(unit[0].overdue_metric.is_some(), late.is_some());
            prop_assert_eq!(unit[1].overdue, None, "nothing beside itself");
        }
    }
}

/// Places of a run that an older program made are still compared with: what it did not tell yet is not told.
#[test]
fn a_table_of_places_without_the_later_columns_is_read() {
    let pipeline = pipeline(0);
    let units = departments(&pipeline);
    let league = vec![Some(((8, 9), (1, 3))); 20];
    let table = ranked(&rows(&league, &units), &pipeline).rankings;
    let later = ["class", "next_class", "needed", "parts", "parts_of"];
    let older = table.to_frame().unwrap().drop_many(later);
    let read = Rankings::from_frame(&older).unwrap();
    assert_eq!(read.rows.len(), 20);
    for (old, new) in read.rows.iter().zip(&table.rows) {
        assert_eq!((old.place, old.value), (new.place, new.value));
        assert!(old.class.is_none() && !old.is_of_fewer_parts());
    }
}
