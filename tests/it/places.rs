//! Places as SQL against the program's own, which compares fractions without rounding: in what it published, and in leagues
//! made to be confused.

#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a helper that fails fails the test; numbers of tests are small"
)]

use std::collections::BTreeMap;
use std::path::Path;

use polars::prelude::{Column, DataFrame};
use proptest::prelude::*;
use tthc::model::{Level, Scope};
use tthc::pipeline::{
    Grouping, Incomplete, MetricIx, MissingParts, Pipeline, Ranking, Share, TieBreak, load,
};
use tthc::query::{Embedded, Engine as _, QueryTable, Step, places};
use tthc::rank::rank;
use tthc::store::decode;
use tthc::table::{Artifact as _, Columns, Rankings, Ratios, Standing, units};

use crate::properties;
use crate::truth::{Done, NIGHTLY, run};

/// Where a unit stands: group, unit, status, place, tied, of, numerator, denominator.
type Spot = (String, String, String, Option<i64>, bool, i64, Option<i64>, Option<i64>);

/// The list of a ranking by its SQL, and how many rows are too large for it.
fn asked(ranking: &Ranking, tables: &[QueryTable], pipeline: &Pipeline) -> (Vec<Spot>, usize) {
    let steps = places(ranking, pipeline);
    let rows = Embedded.run(tables, &steps).unwrap();
    let checked = steps.iter().position(|step| step.name.ends_with("_too_large")).unwrap();
    let large = Embedded.run(tables, &steps[..=checked]).unwrap().height();
    let c = Columns::new("places", &rows);
    let (grp, unit, status) =
        (c.text("grp").unwrap(), c.text("unit_id").unwrap(), c.text("status").unwrap());
    let (place, of) = (c.count("place").unwrap(), c.count("of_ranked").unwrap());
    let tied = c.flag("tied").unwrap();
    let (above, below) = (c.count("numerator").unwrap(), c.count("denominator").unwrap());
    let mut spots: Vec<Spot> = (0..rows.height())
        .map(|at| {
            let word = |text: Option<&str>| text.unwrap().to_owned();
            (
                word(grp.get(at)),
                word(unit.get(at)),
                word(status.get(at)),
                place.get(at),
                tied.get(at).unwrap(),
                of.get(at).unwrap(),
                above.get(at),
                below.get(at),
            )
        })
        .collect();
    spots.sort();
    (spots, large)
}

/// The same as the program has it.
fn ranked<'r>(rows: impl Iterator<Item = &'r Standing>) -> Vec<Spot> {
    let spot = |row: &Standing| {
        (
            row.group.clone().unwrap_or_default(),
            row.unit_id.clone(),
            row.status.word().to_owned(),
            row.place.map(i64::from),
            row.tied,
            i64::from(row.of),
            row.numerator,
            row.denominator,
        )
    };
    let mut spots: Vec<Spot> = rows.map(spot).collect();
    spots.sort();
    spots
}

fn published(done: &Done, pipeline: &Pipeline) -> usize {
    let table = |name: &str| decode(done.files[&format!("{name}.parquet")].clone()).unwrap();
    let mut tables = vec![QueryTable::new("units", table("units"))];
    tables.push(QueryTable::new("metrics", table("metrics")));
    if done.files.contains_key("indicators.parquet") {
        tables.push(QueryTable::new("indicators", table("indicators")));
    }
    let rankings = Rankings::from_frame(&table("rankings")).unwrap();
    let mut compared = 0;
    for ranking in &pipeline.rankings {
        let (spots, large) = asked(ranking, &tables, pipeline);
        assert_eq!(large, 0, "{}", ranking.id);
        assert_eq!(spots, ranked(rankings.of(&ranking.id)), "{}", ranking.id);
        compared += spots.len();
    }
    compared
}

#[test]
fn every_published_place_is_the_one_that_its_sql_gives() {
    assert!(published(&NIGHTLY, &properties::NIGHTLY) > 380);
    let phu_tho = "pipelines/phu-tho-2026q3.toml";
    let declared = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(phu_tho)).unwrap();
    assert_eq!(published(&run(phu_tho, "2026-Q3", &[]), &declared), 163);
}

/// Sums of one metric of a unit.
#[derive(Debug, Clone, Copy)]
struct Made {
    above: i64,
    below: i64,
    gaps: u32,
}

/// Two fractions next to each other: they differ by one part in the product of their denominators.
fn neighbours(p: i64, q: i64) -> Option<[(i64, i64); 2]> {
    let (p, q) = (i128::from(p), i128::from(q));
    // The inverse of p by q.
    let (mut old, mut rest, mut last, mut inverse) = (p, q, 1, 0);
    while rest != 0 {
        let times = old / rest;
        (old, rest) = (rest, old - times * rest);
        (last, inverse) = (inverse, last - times * inverse);
    }
    let inverse = last.rem_euclid(q);
    let whole = |number: i128| i64::try_from(number).ok();
    if old != 1 {
        return None;
    }
    let first = (whole(inverse * p / q)?, whole(p)?);
    Some([first, (whole(inverse)?, whole(q)?)])
}

/// A few fractions that are easily confused, below a largest denominator.
fn pool(most: i64) -> impl Strategy<Value = Vec<(i64, i64)>> {
    let small = (0i64..7, 0i64..7).prop_map(|(a, b)| vec![(a, b)]);
    let large = (2..=most)
        .prop_flat_map(|b| (0..=b, Just(b)))
        .prop_map(|(a, b)| vec![(a, b), (b, b), (b - 1, b), (b - 2, b - 1), (0, b)]);
    let equal = (2i64..1000, 1i64..1000, 2..=most / 1000)
        .prop_map(|(d, c, k)| (c.min(d), d, k))
        .prop_map(|(c, d, k)| vec![(c, d), (c * k, d * k)]);
    let near = (most / 2..=most, most / 2..=most)
        .prop_map(|(p, q)| neighbours(p, q).map_or(Vec::new(), |both| both.to_vec()));
    let thirds = Just(vec![(1, 3), (2, 3), (1, 1), (333_333, 1_000_000), (1, 6), (5, 6)]);
    let one = prop_oneof![2 => small, 2 => large, 2 => equal, 3 => near, 2 => thirds];
    prop::collection::vec(one, 1..6).prop_map(|parts| parts.concat())
}

/// A ranking of the communes in one of all ways.
fn declared() -> impl Strategy<Value = (usize, [u8; 6])> {
    (1usize..=3, prop::array::uniform6(0u8..6))
}

fn pipeline((shares, ways): (usize, [u8; 6])) -> Pipeline {
    let mut pipeline = properties::pipeline(0);
    let ids = ["on_time_rate", "pending_overdue_rate", "satisfaction_rate"];
    let of = |id: &str| {
        let at = pipeline.metrics.iter().position(|metric| metric.id == id).unwrap();
        MetricIx(at as u16)
    };
    let [points, parts, tie, grouping, incomplete, least] = ways;
    let points = |at: usize| (shares > 1 || points < 2).then_some([60, 33, 7][at]);
    // With one metric alone less is better, or more.
    let first = if shares == 1 { usize::from(parts % 2) } else { 0 };
    let made = (0..shares).map(|at| Share { metric: of(ids[first + at]), points: points(at) });
    let made: Vec<Share> = made.collect();
    let ranking = &mut pipeline.rankings[0];
    "thu-hang".clone_into(&mut ranking.id);
    ranking.shares = made;
    ranking.league = Level::Commune;
    ranking.scope = if least % 2 == 0 { Scope::Own } else { Scope::Total };
    ranking.grouping = if grouping < 4 { Grouping::Whole } else { Grouping::Parent };
    ranking.missing_parts = if parts < 3 { MissingParts::NoValue } else { MissingParts::Rescale };
    ranking.tie_break = [TieBreak::None, TieBreak::Volume, TieBreak::Overdue][usize::from(tie) / 2];
    ranking.incomplete = if incomplete < 4 { Incomplete::List } else { Incomplete::Rank };
    ranking.minimum_denominator = if least < 4 { 1 } else { 30 };
    pipeline
}

/// What each unit has of each metric, by the numbers drawn for it.
fn frame(pipeline: &Pipeline, pool: &[(i64, i64)], drawn: &[u32]) -> DataFrame {
    let mut rows: Vec<(String, String, Made)> = Vec::new();
    let communes = pipeline.register.iter().filter(|(_, unit)| unit.level == Level::Commune);
    let mut drawn = drawn.iter().copied().cycle();
    for (_, unit) in communes {
        for share in &pipeline.rankings[0].shares {
            let draw = drawn.next().unwrap();
            let Some(&(above, below)) = pool.get(draw as usize % (pool.len() + 1)) else {
                continue;
            };
            let gaps = u32::from(draw % 11 == 0);
            let metric = pipeline.metric(share.metric).id.clone();
            rows.push((unit.id.clone(), metric, Made { above: above.min(below), below, gaps }));
        }
    }
    let texts = |name: &str, text: &dyn Fn(&(String, String, Made)) -> String| {
        Column::new(name.into(), rows.iter().map(text).collect::<Vec<String>>())
    };
    let counts = |name: &str, count: &dyn Fn(&Made) -> i64| {
        Column::new(name.into(), rows.iter().map(|row| count(&row.2)).collect::<Vec<i64>>())
    };
    let gaps: Vec<u32> = rows.iter().map(|row| row.2.gaps).collect();
    DataFrame::new_infer_height(vec![
        texts("period", &|_| "2023-Q3".to_owned()),
        texts("scope", &|_| "own".to_owned()),
        texts("unit_id", &|row| row.0.clone()),
        Column::new("field".into(), vec![None::<&str>; rows.len()]),
        texts("metric", &|row| row.1.clone()),
        counts("numerator", &|made| made.above),
        counts("denominator", &|made| made.below),
        Column::new("complete".into(), vec![true; rows.len()]),
        Column::new("gaps".into(), gaps),
    ])
    .unwrap()
}

fn same_places(pipeline: &Pipeline, metrics: DataFrame) {
    let ratios = Ratios::of(&metrics, pipeline).unwrap();
    let tables =
        [QueryTable::new("units", units(pipeline).unwrap()), QueryTable::new("metrics", metrics)];
    let (spots, large) = asked(&pipeline.rankings[0], &tables, pipeline);
    assert_eq!(large, 0);
    if spots.is_empty() {
        // Nobody sent anything: there is no period.
        return;
    }
    assert_eq!(spots, ranked(rank(&ratios, None, pipeline).rankings.rows.iter()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// One rate, with denominators up to nine thousand millions.
    #[test]
    fn places_by_a_rate_are_exact(
        ways in declared(),
        pool in pool(9_000_000_000),
        drawn in prop::collection::vec(any::<u32>(), 150),
    ) {
        let pipeline = pipeline((1, ways.1));
        same_places(&pipeline, frame(&pipeline, &pool, &drawn));
    }

    /// Scores of two and three metrics, whole and rescaled.
    #[test]
    fn places_by_a_score_are_exact(
        ways in declared(),
        pool in pool(90_000_000),
        drawn in prop::collection::vec(any::<u32>(), 350),
    ) {
        let pipeline = pipeline((ways.0.max(2), ways.1));
        same_places(&pipeline, frame(&pipeline, &pool, &drawn));
    }
}

/// Three thirds are one, and a sum that ends in nines is not the whole number above it.
#[test]
fn equal_scores_of_other_fractions_share_a_place() {
    // Numbers that draw the same and leave no gap.
    const NO_GAP: u32 = 36;
    let mut pipeline = pipeline((3, [0; 6]));
    for share in &mut pipeline.rankings[0].shares {
        share.points = Some(1);
    }
    let most = 90_000_000;
    let pool = [(1, 3), (1, 2), (1, 6), (1, 1), (0, 1), (most / 3 - 1, most), (2, 6), (30, 90)];
    // The first two units have a third three times and a half, a third and a sixth.
    let drawn = [0, 0, 0, 1, 0, 2, 3, 4, 4, 5, 0, 0, 6, 7, 0, 0, 5, 5];
    let metrics = frame(&pipeline, &pool, &drawn.map(|draw: u32| draw + NO_GAP));
    same_places(&pipeline, metrics);
}

/// A figure that whole numbers of 64 bits are too small for is shown, and no place is made of it quietly.
#[test]
fn what_is_too_large_is_shown() {
    let pipeline = pipeline((1, [0; 6]));
    let metrics = frame(&pipeline, &[(1, 9_100_000_000)], &[2]);
    let tables =
        [QueryTable::new("units", units(&pipeline).unwrap()), QueryTable::new("metrics", metrics)];
    let (spots, large) = asked(&pipeline.rankings[0], &tables, &pipeline);
    let with_place = spots.iter().filter(|spot| spot.3.is_some()).count();
    assert!(large > 0 && large == with_place, "{large} {with_place}");
}

/// The steps bear names that every engine takes, each once.
#[test]
fn steps_have_names_of_their_own() {
    let pipeline = pipeline((3, [0, 3, 2, 4, 0, 0]));
    let steps = places(&pipeline.rankings[0], &pipeline);
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for Step { name, .. } in &steps {
        *names.entry(name).or_default() += 1;
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{name}");
    }
    assert!(names.values().all(|&times| times == 1), "{names:?}");
}
