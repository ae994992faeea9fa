//! The table of moves: the same places as the rankings, and the same parts as `why` tells of the two runs.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests spoil runs of a temporary folder by hand")]

use std::collections::BTreeMap;

use serde_json::Value;
use tthc::store::{Folder, Run};
use tthc::table::{Artifact as _, MoveCause, MoveRow, Moves, Rankings};

use crate::case::Case;
use crate::reform::{AFTER, SUCCESSIONS, both, small};
use crate::why::{dong_phu, loc_ninh, place, province, run, told};

fn latest(case: &Case, period: &str) -> Run {
    Folder::new(&case.path("output"), "thu", period).latest().unwrap().unwrap()
}

fn moves(run: &Run) -> Vec<MoveRow> {
    Moves::from_frame(&run.table(Moves::NAME).unwrap()).unwrap().rows
}

/// What a row says, short: `districts 692 1→2 own 1`.
fn said(rows: &[MoveRow]) -> Vec<String> {
    let part = |(cause, by): (&MoveCause, &i64)| format!(" {} {by}", cause.word());
    let row = |row: &MoveRow| {
        let parts = row.parts.as_ref().map(|parts| parts.iter().map(part).collect::<String>());
        let MoveRow { ranking, unit_id, previous_place, place, .. } = row;
        format!("{ranking} {unit_id} {previous_place}→{place}{}", parts.unwrap_or(" ?".to_owned()))
    };
    rows.iter().map(row).collect()
}

/// Every unit of the register as `why` explains it, and as both tables have it.
#[track_caller]
fn agrees_with_why(case: &Case, run: &Run) {
    let rankings = Rankings::from_frame(&run.table(Rankings::NAME).unwrap()).unwrap();
    let rows = moves(run);
    let mut known: BTreeMap<(&str, &str), &MoveRow> =
        rows.iter().map(|row| ((&*row.ranking, &*row.unit_id), row)).collect();
    for standing in &rankings.rows {
        let row = known.remove(&(&*standing.ranking, &*standing.unit_id));
        let places = standing.place.zip(standing.previous_place).filter(|(now, then)| now != then);
        assert_eq!(row.map(|row| (row.place, row.previous_place)), places, "{standing:?}");
        let Some(row) = row else { continue };
        assert_eq!((&row.unit_name, &row.group), (&standing.unit_name, &standing.group));
        let all = told(case, &["--unit", &standing.unit_id]);
        let told = place(&all, &standing.ranking);
        let parts = told["move_parts"].as_array().map(|parts| {
            let part = |part: &Value| {
                (part["cause"].as_str().unwrap().to_owned(), part["fell"].as_i64().unwrap())
            };
            parts.iter().map(part).collect::<BTreeMap<String, i64>>()
        });
        let own = row
            .parts
            .as_ref()
            .map(|parts| parts.iter().map(|(cause, by)| (cause.word().to_owned(), *by)).collect());
        assert_eq!(own, parts, "{told:#}");
        assert_eq!(told["fell"], row.fell(), "{told:#}");
        assert!(row.parts.iter().all(|parts| parts.values().sum::<i64>() == row.fell()));
    }
    assert!(known.is_empty(), "{known:?} are in no ranking");
}

#[test]
fn the_parts_are_those_that_why_tells() {
    let later: [fn(Case) -> Case; 5] = [
        |case| case,
        |case| dong_phu(loc_ninh(case, 25, 35), 10),
        // Its last commune is behind those of the other district, which sends nothing then.
        |case| case.without("695.xlsx"),
        // What is ranked from then on is ranked otherwise.
        |case| dong_phu(case, 0).declare(COMMUNES, &COMMUNES.replace("30", "20")),
        |case| case.declare(COMMUNES, &COMMUNES.replace("30", "40")),
    ];
    let mut causes = Vec::new();
    for (at, later) in later.into_iter().enumerate() {
        let case = loc_ninh(province(), 45, 30);
        run(&case, "2023-Q2");
        let case = later(case);
        run(&case, "2023-Q3");
        let run = latest(&case, "2023-Q3");
        agrees_with_why(&case, &run);
        let rows = moves(&run);
        assert_eq!(rows.is_empty(), at == 0, "{at}: {:?}", said(&rows));
        causes.extend(rows.into_iter().flat_map(|row| row.parts.unwrap().into_keys()));
    }
    causes.sort_unstable();
    causes.dedup();
    assert!(causes.len() >= 4, "{causes:?}");
}

/// The ranking of communes as it is declared.
const COMMUNES: &str =
    "league = \"commune\"\nscope = \"own\"\nmetric = \"on_time_rate\"\nminimum-denominator = 30";

#[test]
fn units_that_were_merged_move_among_the_units_of_now() {
    let case = small(Some(SUCCESSIONS));
    both(&case);
    let run = latest(&case, AFTER);
    // 88/100, 45/50 and 98/100 then; 100/100, 50/50 and 50/100 now: each passed or was passed by its own figures.
    assert_eq!(
        said(&moves(&run)),
        ["communes 1 3→1 own -2", "communes 4 1→3 own 2", "communes 2 2→1 own -1"]
    );
    agrees_with_why(&case, &run);
}

/// Codes that were given anew: nobody of now was there.
#[test]
fn units_that_cannot_be_compared_did_not_move() {
    let case = small(None);
    both(&case);
    assert_eq!(said(&moves(&latest(&case, AFTER))), [""; 0]);
}

#[test]
fn without_a_period_before_nobody_moved() {
    let case = province();
    run(&case, "2023-Q3");
    assert_eq!(said(&moves(&latest(&case, "2023-Q3"))), [""; 0]);
}

/// The places of then are those that the rankings show beside those of now: by the newest figures of that period.
#[test]
fn a_period_before_that_was_corrected_is_the_corrected_one() {
    let case = province();
    run(&case, "2023-Q2");
    run(&case, "2023-Q3");
    assert!(moves(&latest(&case, "2023-Q3")).is_empty());
    let case = dong_phu(case, 0);
    run(&case, "2023-Q2");
    let case = dong_phu(case, 20);
    run(&case, "2023-Q3");
    let rows = said(&moves(&latest(&case, "2023-Q3")));
    assert_eq!(rows, ["districts 692 2→1 others -1", "districts 695 1→2 own 1"]);
}

/// By the same declaration what it counted is enough; by another one its lines are counted again, if they are there.
#[test]
fn what_cannot_be_counted_again_is_not_told_apart() {
    let lose = |case: &Case| {
        let lines = latest(case, "2023-Q2").path().join("data/read_lines/phu-luc-3.parquet");
        std::fs::remove_file(lines).unwrap();
    };
    let case = province();
    run(&case, "2023-Q2");
    lose(&case);
    let case = loc_ninh(case, 20, 34);
    run(&case, "2023-Q3");
    let rows = said(&moves(&latest(&case, "2023-Q3")));
    assert_eq!(rows, ["districts 695 2→1 others -1", "districts 692 1→2 own 1"]);
    let case = case.declare(COMMUNES, &COMMUNES.replace("30", "20"));
    run(&case, "2023-Q3");
    let rows = said(&moves(&latest(&case, "2023-Q3")));
    assert!(rows.len() >= 2 && rows.iter().all(|row| row.ends_with(" ?")), "{rows:?}");
}
