//! How sure a place is: the intervals of rates against published ones, and what holds of the intervals of places
//! whatever the figures are.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use proptest::prelude::*;
use tthc::pipeline::{Grouping, Pipeline, Ranking};
use tthc::rank::rank;
use tthc::table::{Band, Standing, StandingStatus};

use crate::properties::{MetricRow, departments, pipeline, ratios};

/// Numerator and denominator of a unit.
type Figures = (i64, i64);

/// The departments ranked by these figures, in their order: by `on_time_rate` (kind 0) or by `pending_overdue_rate`, of
/// which less is better (kind 1).
fn ranked(kind: u8, figures: &[Figures]) -> Vec<Standing> {
    ranked_in(&pipeline(kind), kind, figures)
}

fn ranked_in(pipeline: &Pipeline, kind: u8, figures: &[Figures]) -> Vec<Standing> {
    let metric = ["on_time_rate", "pending_overdue_rate"][usize::from(kind)];
    let units = departments(pipeline);
    let rows: Vec<MetricRow> = units
        .iter()
        .zip(figures)
        .map(|(unit, figures)| (unit.clone(), metric, figures.0, figures.1))
        .collect();
    let ranked = rank(&ratios(&rows, pipeline), None, pipeline).rankings.rows;
    let of_unit = |unit: &String| ranked.iter().find(|row| row.unit_id == *unit).unwrap().clone();
    units.iter().take(figures.len()).map(of_unit).collect()
}

/// Bounds of the rate in ten-thousandths.
fn bounds(row: &Standing) -> (f64, f64) {
    let rounded = |rate: Option<f64>| (rate.unwrap() * 10_000.0).round() / 10_000.0;
    (rounded(row.low), rounded(row.high))
}

fn places(row: &Standing) -> (u32, u32) {
    (row.place_low.unwrap(), row.place_high.unwrap())
}

/// 81/263, 15/148, 0/20 and 1/29: Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 5. 682/925: the
/// example of `binom.test` in the manual of R. 0/30 and 30/30: 1 − 0.025^(1/30), what the rule of three approximates.
#[test]
fn bounds_of_rates_are_the_published_ones_of_clopper_and_pearson() {
    let published: [(Figures, (f64, f64)); 9] = [
        ((81, 263), (0.2527, 0.3676)),
        ((15, 148), (0.0578, 0.1617)),
        ((0, 20), (0.0, 0.1684)),
        ((1, 29), (0.0009, 0.1776)),
        ((682, 925), (0.7077, 0.7654)),
        ((10, 100), (0.0490, 0.1762)),
        ((0, 30), (0.0, 0.1157)),
        ((30, 30), (0.8843, 1.0)),
        ((1, 1), (0.025, 1.0)),
    ];
    for (figures, expected) in published {
        for kind in [0, 1] {
            let row = &ranked(kind, &[figures])[0];
            let found = bounds(row);
            let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
            assert!(
                near(found.0, expected.0) && near(found.1, expected.1),
                "{figures:?}: {found:?}"
            );
        }
    }
}

#[test]
fn what_has_no_place_of_its_own_has_no_interval() {
    let mut pipeline = pipeline(0);
    pipeline.rankings[0].minimum_denominator = 30;
    let rows = ranked_in(&pipeline, 0, &[(29, 29), (0, 0), (29, 30)]);
    let statuses = [StandingStatus::BelowMinimum, StandingStatus::NoData, StandingStatus::Ranked];
    assert_eq!(rows.iter().map(|row| row.status).collect::<Vec<_>>(), statuses);
    for row in &rows[..2] {
        assert_eq!((row.low, row.high), (None, None));
        assert_eq!((row.place_low, row.place_high, row.band), (None, None, None));
    }
    assert_eq!(places(&rows[2]), (1, 1));
}

#[test]
fn a_score_of_several_metrics_has_no_interval_and_one_of_a_single_metric_has_that_of_its_rate() {
    let figures: Vec<Figures> = (0..20).map(|unit| (60 + unit, 80 + unit)).collect();
    let by_rate = ranked(0, &figures);
    let mut points = pipeline(0);
    points.rankings[0].shares[0].points = Some(20);
    let by_points = ranked_in(&points, 0, &figures);
    for (rate, score) in by_rate.iter().zip(&by_points) {
        assert_eq!((rate.low, rate.high, rate.band), (score.low, score.high, score.band));
        assert_eq!((rate.place, places(rate)), (score.place, places(score)));
    }
    let several = pipeline(2);
    let rows: Vec<MetricRow> = departments(&several)
        .into_iter()
        .flat_map(|unit| {
            [(unit.clone(), "on_time_rate", 9, 10), (unit, "pending_overdue_rate", 1, 10)]
        })
        .collect();
    let ranked = rank(&ratios(&rows, &several), None, &several).rankings.rows;
    assert!(ranked.iter().all(|row| row.place.is_some() && row.place_low.is_none()));
    assert!(ranked.iter().all(|row| row.low.is_none() && row.band.is_none()));
}

#[test]
fn a_rate_that_is_no_share_of_a_whole_has_no_interval_and_spoils_no_other() {
    let rows = ranked(0, &[(120, 100), (90, 100), (-5, 100)]);
    assert_eq!(rows.iter().map(|row| row.place).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    assert_eq!((rows[0].low, rows[0].place_low), (None, None));
    assert_eq!((rows[2].high, rows[2].place_high), (None, None));
    assert_eq!(places(&rows[1]), (2, 2));
}

#[test]
fn a_league_of_one_stands_in_neither_half() {
    for figures in [(0, 30), (30, 30), (7, 30)] {
        let row = &ranked(0, &[figures])[0];
        assert_eq!((places(row), row.band), ((1, 1), Some(Band::Unclear)));
    }
}

#[test]
fn a_league_at_one_rate_spans_it_whole() {
    for (good, all) in [(0, 200), (200, 200), (190, 200)] {
        let rows = ranked(0, &[(good, all); 20]);
        for row in &rows {
            assert_eq!((row.place, places(row), row.band), (Some(1), (1, 20), Some(Band::Unclear)));
        }
    }
}

/// 49/50, 490/500 and 4,900/5,000 share a place and are not as sure of it.
#[test]
fn the_same_rate_of_more_files_is_surer() {
    let mut figures = vec![(49, 50), (490, 500), (4_900, 5_000), (49_000, 50_000)];
    figures.extend((0..16).map(|unit| (960 + 3 * unit, 1_000)));
    let rows = ranked(0, &figures);
    let widths: Vec<u32> = rows[..4].iter().map(places).map(|(low, high)| high - low).collect();
    assert!(rows[..4].iter().all(|row| row.place == rows[0].place));
    assert!(widths.is_sorted_by(|a, b| a > b), "{widths:?}");
}

#[test]
fn units_far_from_each_other_are_sure_of_their_half() {
    let figures: Vec<Figures> = (0..20).map(|unit| (2_000 + 400 * unit, 10_000)).collect();
    for (unit, row) in ranked(0, &figures).iter().enumerate() {
        let place = u32::try_from(20 - unit).unwrap();
        let band = if place <= 10 { Band::Upper } else { Band::Lower };
        assert_eq!((places(row), row.band), ((place, place), Some(band)));
    }
}

#[test]
fn each_list_of_a_split_league_goes_by_itself() {
    let mut whole = pipeline(0);
    let commune = |ranking: &mut Ranking, grouping| {
        ranking.league = tthc::model::Level::Commune;
        ranking.grouping = grouping;
    };
    commune(&mut whole.rankings[0], Grouping::Parent);
    let communes: Vec<(String, Option<String>)> = whole
        .register
        .iter()
        .filter(|(_, unit)| unit.level == tthc::model::Level::Commune)
        .map(|(_, unit)| {
            let parent = unit.parent.map(|parent| whole.register.get(parent).id.clone());
            (unit.id.clone(), parent)
        })
        .collect();
    let figures = |index: usize| {
        let all = 50 + i64::try_from(index * 37 % 400).unwrap();
        (all - i64::try_from(index % 11).unwrap(), all)
    };
    let rows: Vec<MetricRow> = communes
        .iter()
        .enumerate()
        .map(|(index, unit)| (unit.0.clone(), "on_time_rate", figures(index).0, figures(index).1))
        .collect();
    let all = rank(&ratios(&rows, &whole), None, &whole).rankings.rows;
    let parent = communes[0].1.clone();
    let inside: Vec<MetricRow> = rows
        .iter()
        .zip(&communes)
        .filter(|(_, unit)| unit.1 == parent)
        .map(|(row, _)| row.clone())
        .collect();
    let alone = rank(&ratios(&inside, &whole), None, &whole).rankings.rows;
    let mut compared = 0;
    for row in alone.iter().filter(|row| row.place.is_some()) {
        let same = all.iter().find(|other| other.unit_id == row.unit_id).unwrap();
        assert_eq!((places(row), row.place, row.of), (places(same), same.place, same.of));
        compared += 1;
    }
    assert!(compared > 5 && compared < communes.len(), "{compared}");
}

/// Communes of a province in one list, and of a whole country, which is read in another way.
#[test]
fn threads_change_no_interval() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let country = tthc::pipeline::load(&root.join("benches/country.toml")).unwrap();
    let mut province = pipeline(0);
    province.rankings[0].league = tthc::model::Level::Commune;
    for pipeline in [province, country] {
        let communes =
            pipeline.register.iter().filter(|(_, unit)| unit.level == tthc::model::Level::Commune);
        let rows: Vec<MetricRow> = (0i64..)
            .zip(communes)
            .map(|(index, (_, unit))| {
                let all = 30 + index * 7_919 % 1_900;
                (unit.id.clone(), "on_time_rate", all - all * (index * 104_729 % 97) / 900, all)
            })
            .collect();
        let ratios = ratios(&rows, &pipeline);
        let by = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| rank(&ratios, None, &pipeline).rankings)
        };
        let alone = by(1);
        assert!(alone.rows.iter().filter(|row| row.place_low.is_some()).count() > 100);
        assert_eq!(alone, by(4));
        let inside = |row: &Standing| row.place_low <= row.place && row.place <= row.place_high;
        assert!(alone.rows.iter().filter(|row| row.place.is_some()).all(inside));
    }
}

/// Figures of up to twenty units: few files and many, rates near 100 % and anywhere.
fn figures() -> impl Strategy<Value = Vec<Figures>> {
    let unit = prop_oneof![
        (1i64..60, 0i64..60),
        (30i64..5_000, 0i64..40),
        (30i64..400_000, 0i64..400_000),
        (1i64..300, Just(0)),
    ];
    let unit = unit.prop_map(|(all, bad)| (all - bad.min(all), all));
    prop::collection::vec(unit, 1..=20)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_place_and_the_rate_lie_inside(figures in figures()) {
        for kind in [0, 1] {
            let rows = ranked(kind, &figures);
            for row in rows {
                let (place, (low, high)) = (row.place.unwrap(), places(&row));
                prop_assert!(1 <= low && low <= place && place <= high && high <= row.of, "{row:?}");
                let (value, low, high) = (row.value.unwrap(), row.low.unwrap(), row.high.unwrap());
                prop_assert!(0.0 <= low && low <= value && value <= high && high <= 1.0, "{row:?}");
                prop_assert_eq!(low <= 0.0, row.numerator == Some(0));
                prop_assert_eq!(high >= 1.0, row.numerator == row.denominator);
            }
        }
    }

    #[test]
    fn the_order_of_rows_changes_no_interval(figures in figures(), seed in any::<usize>()) {
        let rows = ranked(0, &figures);
        let mut order: Vec<usize> = (0..figures.len()).collect();
        order.sort_by_key(|index| (index + 1).wrapping_mul(seed | 1).rotate_left(17));
        let turned: Vec<Figures> = order.iter().map(|&index| figures[index]).collect();
        for (row, &index) in ranked(0, &turned).iter().zip(&order) {
            let before = &rows[index];
            prop_assert_eq!((row.place, places(row)), (before.place, places(before)));
            prop_assert_eq!((row.low, row.high, row.band), (before.low, before.high, before.band));
        }
    }

    /// Where less is better the bad ones stand for the good ones: the same places, the other side of the rate.
    #[test]
    fn where_less_is_better_everything_mirrors(figures in figures()) {
        let bad: Vec<Figures> = figures.iter().map(|&(good, all)| (all - good, all)).collect();
        for (row, mirrored) in ranked(0, &figures).iter().zip(&ranked(1, &bad)) {
            prop_assert_eq!((row.place, places(row)), (mirrored.place, places(mirrored)));
            prop_assert_eq!(row.band, mirrored.band);
            let sum = |a: Option<f64>, b: Option<f64>| a.unwrap() + b.unwrap();
            prop_assert!((sum(row.low, mirrored.high) - 1.0).abs() < 1e-12);
            prop_assert!((sum(row.high, mirrored.low) - 1.0).abs() < 1e-12);
        }
    }
}
