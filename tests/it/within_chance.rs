//! Moves of places that chance alone may have made: the interval of the period before, where list and definition are
//! the same.

use tthc::pipeline::Lineage;
use tthc::rank::{PreviousPeriod, rank};
use tthc::store::Folder;
use tthc::table::{Artifact as _, Rankings, Standing, StandingStatus};

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::properties::{MetricRow, departments, pipeline, ratios};
use crate::reading::{DONG_PHU, LOC_NINH};

/// The departments ranked by these figures, after a period in which they were ranked so.
fn ranked(figures: &[(i64, i64)], previous: Option<&Rankings>) -> Rankings {
    let pipeline = pipeline(0);
    let units = departments(&pipeline).into_iter().zip(figures);
    let rows: Vec<MetricRow> = units.map(|(unit, of)| (unit, "on_time_rate", of.0, of.1)).collect();
    let units = (&pipeline.register, pipeline.period);
    let lineage = Lineage::of(units, units, &[]);
    let previous = previous.map(|rankings| PreviousPeriod { rankings, lineage: &lineage });
    rank(&ratios(&rows, &pipeline), previous, &pipeline).rankings
}

fn previous(row: &Standing) -> (Option<u32>, Option<u32>, Option<u32>) {
    (row.previous_place, row.previous_low, row.previous_high)
}

fn figures_then(row: &Standing) -> (Option<f64>, Option<i64>, Option<i64>) {
    (row.previous_value, row.previous_numerator, row.previous_denominator)
}

#[test]
fn who_had_no_place_has_figures_of_then_all_the_same() {
    let before = ranked(&[(950, 1_000), (0, 0), (300, 1_000)], None);
    let mut unplaced = before.clone();
    (unplaced.rows[0].place, unplaced.rows[0].status) = (None, StandingStatus::BelowMinimum);
    let after = ranked(&[(940, 1_000), (948, 1_000), (301, 1_000)], Some(&unplaced));
    let of = |unit: &str| after.rows.iter().find(|row| row.unit_id == unit).unwrap();
    let first = of(&before.rows[0].unit_id);
    assert_eq!(first.previous_place, None);
    assert_eq!(figures_then(first), (Some(0.95), Some(950), Some(1_000)));
    let silent = before.rows.iter().find(|row| row.denominator == Some(0)).unwrap();
    assert_eq!(figures_then(of(&silent.unit_id)), (None, Some(0), Some(0)));
}

#[test]
fn a_move_within_the_interval_of_the_period_before_is_chance() {
    // The first two stand near to each other, the third far behind.
    let before = ranked(&[(950, 1_000), (948, 1_000), (300, 1_000)], None);
    let after = ranked(&[(948, 1_000), (950, 1_000), (300, 1_000)], Some(&before));
    let rows = &after.rows[..3];
    assert_eq!(rows.iter().map(|row| row.place).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    assert_eq!(
        rows.iter().map(Standing::moved_within_chance).collect::<Vec<_>>(),
        [true, true, false]
    );
    assert_eq!(previous(&rows[0]), (Some(2), Some(1), Some(2)));
    // The third overtakes both from a place that was certain, and puts the second behind all that its figures went with.
    let after = ranked(&[(950, 1_000), (948, 1_000), (990, 1_000)], Some(&before));
    assert_eq!(
        after.rows[..3].iter().map(Standing::moved_within_chance).collect::<Vec<_>>(),
        [false, true, false]
    );
}

#[test]
fn another_list_or_league_is_not_compared_with() {
    let figures = [(950, 1_000), (948, 1_000), (300, 1_000)];
    let same = ranked(&figures, None);
    let mut other_list = same.clone();
    other_list.rows.iter_mut().for_each(|row| row.group = Some("70".to_owned()));
    let mut other_league = same.clone();
    other_league.rows.iter_mut().for_each(|row| row.league = "commune".to_owned());
    assert_eq!(previous(&ranked(&figures, Some(&same)).rows[0]), (Some(1), Some(1), Some(2)));
    for other in [other_list, other_league] {
        assert_eq!(previous(&ranked(&figures, Some(&other)).rows[0]), (Some(1), None, None));
    }
}

#[test]
fn what_was_defined_otherwise_is_not_compared_with() {
    let file = [("Phụ lục 3", &*under(HEAD_3, LOC_NINH))];
    let other = [("Phụ lục 3", &*under(HEAD_3, DONG_PHU))];
    let case =
        Case::of("phu-luc-3").declare("inbox = \"../inbox\"", "inbox = \"../inbox/{period}\"");
    let case = case.file("2023q2/692.xlsx", &file).file("2023q2/695.xlsx", &other);
    let case = case.file("2023q3/692.xlsx", &file).file("2023q3/695.xlsx", &other);
    let quiet = ["--quiet", "--fail-on", "never"];
    let run = |more: &[&str]| {
        case.run(&[&quiet[..], more].concat()).exit(0);
    };
    let districts = || {
        let run = Folder::new(&case.path("output"), "thu", "2023-Q3").newest().unwrap().unwrap();
        let table = Rankings::from_frame(&run.table(Rankings::NAME).unwrap()).unwrap();
        table.of("districts").cloned().collect::<Vec<_>>()
    };
    run(&["--period", "2023-Q2"]);
    run(&[]);
    for row in districts() {
        assert!(row.place.is_some());
        assert_eq!(previous(&row), (row.place, row.place_low, row.place_high));
        assert!(row.value.is_some() && row.denominator.is_some());
        assert_eq!(figures_then(&row), (row.value, row.numerator, row.denominator));
    }
    // A minimum, and what a rate is made of.
    for set in ["ranking.districts.minimum-denominator=2", "ranking.communes.scope=total"] {
        run(&["--set", set]);
        for row in districts() {
            assert_eq!(previous(&row), (row.place, None, None), "{set}");
            assert_eq!(figures_then(&row), (None, None, None), "{set}");
        }
    }
}
