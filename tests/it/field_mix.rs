//! `field-mix`: what counts against a unit beside what would if each of its fields was as in the whole list.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use polars::prelude::{Column, DataFrame};
use proptest::prelude::*;
use serde_json::{Value, json};
use tthc::pipeline::{Better, Grouping, Incomplete, Pipeline};
use tthc::rank::{field_mix, rank};
use tthc::table::{
    Artifact, FieldCounts, FieldMix, FieldMixRow, MixStatus, MixSums, Rankings, Ratios,
};

use crate::book::published;
use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::properties::{departments, pipeline};
use crate::truth::{NIGHTLY, metrics_of_the_truth};

/// Two communes with the same two fields, one of which is slow everywhere; a third has only the slow one.
const LINES: &str = "
    I   | UBND huyện Lộc Ninh
    1   | Hộ tịch    | 40  | 20 | 0 | 20 | 40  | 40 | 0  | 0 | 0 | 0
    II  | UBND xã Lộc Thành
    1   | Đất đai    | 90  | 45 | 0 | 45 | 90  | 81 | 9  | 0 | 0 | 0 | chờ đo
    2   | Hộ tịch    | 60  | 30 | 0 | 30 | 60  | 60 | 0  | 0 | 0 | 0
    III | UBND xã Tân Tiến
    1   | Đất đai    | 30  | 15 | 0 | 15 | 30  | 24 | 6  | 0 | 0 | 0 | chờ đo
    2   | Hộ tịch    | 300 | 99 | 0 | 201 | 300 | 297 | 3 | 0 | 0 | 0 | chờ đo
";

fn communes(lines: &str) -> Case {
    Case::district("phu-luc-3")
        .declare("sheet = \"Cấp xã\"\n", "sheet = \"Cấp xã\"\nfield-mix = \"Hồ sơ trễ\"\n")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, lines))])
}

fn rows(case: &Case) -> Vec<FieldMixRow> {
    FieldMix::from_frame(&case.latest().table("field_mix").unwrap()).unwrap().rows
}

/// `25294 Đất đai 9/90 15/120`: of the unit, of the list.
fn told(case: &Case) -> Vec<String> {
    let rows = rows(case).into_iter().map(|row| {
        let field = row.field.as_deref().unwrap_or("-");
        let counts = row.counts.map_or_else(
            || row.status.word().to_owned(),
            |FieldCounts { late, files, list_late, list_files }| {
                format!("{late}/{files} {list_late}/{list_files}")
            },
        );
        format!("{} {field} {counts}", row.unit_id)
    });
    rows.collect()
}

#[test]
fn what_counts_against_a_unit_stands_beside_what_its_fields_let_expect() {
    let case = communes(LINES);
    case.read().rankings(
        "communes",
        "
        1 25297 321/330
        2 25294 141/150
        ",
    );
    assert_eq!(
        told(&case),
        [
            "25297 Hộ tịch 3/300 3/360",
            "25297 Đất đai 6/30 15/120",
            "25294 Hộ tịch 0/60 3/360",
            "25294 Đất đai 9/90 15/120",
        ]
    );
    // 90 × 15/120 + 60 × 3/360 = 11.75; 30 × 15/120 + 300 × 3/360 = 6.25: the first did better than its fields let
    // expect, and yet stands behind.
    let show = case.tthc(&["show", "thu", "--ranking", "communes"]).exit_text();
    assert!(show.contains("hồ sơ trễ 9, mức chung của các lĩnh vực ấy 11,8"), "{show}");
    assert!(show.contains("hồ sơ trễ 9, mức chung của các lĩnh vực ấy 6,3"), "{show}");
    let shown = case.tthc(&["show", "thu", "--ranking", "communes", "--json"]).exit_text();
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let mix = &shown["places"][1]["field_mix"];
    assert_eq!((&mix["late"], &mix["expected_late"]), (&json!(9), &json!(11.8)));
    assert_eq!(
        mix["fields"][1],
        json!({"field": "Đất đai", "late": 9, "late_of": 90, "list_late": 15, "list_late_of": 120})
    );
    let book = published(&case);
    assert!(book.contains("“Mức chung”: số hồ sơ trễ nếu từng lĩnh vực"), "{book}");
    assert!(book.contains("chuẩn hóa gián tiếp"), "{book}");
    let row = book.lines().find(|line| line.contains("Xã Lộc Thành") && line.contains("11.8"));
    assert!(row.is_some(), "{book}");
    // Another ranking asks for nothing.
    assert!(shown["places"].as_array().unwrap().iter().all(|place| place["ranking"] == "communes"));
}

/// It is information: places, rates and rows of the ranking are those without it.
#[test]
fn no_place_hangs_on_the_fields() {
    let with = communes(LINES);
    let without = communes(LINES).declare("field-mix = \"Hồ sơ trễ\"\n", "");
    let (with, without) = (with.read().ranked("communes"), without.read().ranked("communes"));
    assert_eq!(with, without);
}

#[test]
fn a_unit_that_lacks_figures_is_compared_with_nobody_and_nobody_with_it() {
    let lines = LINES.replace("30  | 24 | 6 ", "30  | 24 | x ").replace("30  | 24 |", "30  | x |");
    let case = communes(&lines).declare(
        "field-mix = \"Hồ sơ trễ\"\n",
        "field-mix = \"Hồ sơ trễ\"\nincomplete = \"rank\"\n",
    );
    case.read();
    assert_eq!(
        told(&case),
        ["25297 - incomplete", "25294 Hộ tịch 0/60 0/60", "25294 Đất đai 9/90 9/90"]
    );
    let book = published(&case);
    assert!(book.contains("số liệu chưa đủ"), "{book}");
}

/// More on time than were resolved is no number of late files.
#[test]
fn a_field_with_more_on_time_than_files_is_implausible() {
    let case = communes(&LINES.replace("30  | 24 | 6 ", "30  | 42 | 6 "));
    case.read();
    assert_eq!(told(&case)[..2], ["25297 - implausible", "25294 Hộ tịch 0/60 0/60"]);
}

#[test]
fn a_score_of_several_metrics_has_no_late_files() {
    let share = "share = [{ metric = \"on_time_rate\", points = 60 }, { metric = \"online_rate\", points = 40 }]";
    let case = communes(LINES);
    let text = std::fs::read_to_string(case.path(crate::case::PIPELINE)).unwrap();
    let (before, communes) = text.split_once("field-mix").unwrap();
    let text =
        format!("{before}field-mix{}", communes.replacen("metric = \"on_time_rate\"", share, 1));
    let stderr = case.rewritten(crate::case::PIPELINE, &text).refused("en");
    let fault = "field-mix: found a ranking by 2 metrics, expected a ranking by one metric";
    assert!(stderr.contains(fault), "{stderr}");
}

fn fraction(counts: FieldCounts) -> BigRational {
    let above = BigInt::from(counts.files) * BigInt::from(counts.list_late);
    BigRational::new(above, BigInt::from(counts.list_files))
}

/// The demonstration against what is known of its inbox, with nothing of the program.
#[test]
fn the_fields_of_the_demonstration_are_those_of_its_inbox() {
    let truth = metrics_of_the_truth();
    let rows = FieldMix::from_frame(&NIGHTLY.table("field_mix")).unwrap().rows;
    let compared: Vec<&FieldMixRow> = rows.iter().filter(|row| row.counts.is_some()).collect();
    let units: BTreeSet<&str> = compared.iter().map(|row| row.unit_id.as_str()).collect();
    assert!(units.len() > 100 && rows.iter().all(|row| row.ranking == "communes"));
    let of = |unit: &str, field: Option<&String>| {
        let key = ("own".to_owned(), unit.to_owned(), field.cloned(), "on_time_rate".to_owned());
        truth.get(&key).map(|(on_time, files)| (files - on_time, *files))
    };
    let mut lists: BTreeMap<&String, (i64, i64)> = BTreeMap::new();
    for (scope, unit, field, metric) in truth.keys() {
        if let (Some(field), "own", "on_time_rate", true) =
            (field, scope.as_str(), metric.as_str(), units.contains(unit.as_str()))
        {
            let (late, files) = of(unit, Some(field)).unwrap();
            let list = lists.entry(field).or_default();
            *list = (list.0 + late, list.1 + files);
        }
    }
    let (mut late, mut expected) = (BigInt::from(0), BigRational::from_integer(BigInt::from(0)));
    for row in &compared {
        let field = row.field.as_ref().unwrap();
        let counts = row.counts.unwrap();
        assert_eq!(of(&row.unit_id, Some(field)), Some((counts.late, counts.files)), "{row:?}");
        assert_eq!(lists[field], (counts.list_late, counts.list_files), "{row:?}");
        late += counts.late;
        expected += fraction(counts);
    }
    assert_eq!(expected, BigRational::from_integer(late));
}

/// Counted and of how many, by field; the last is of lines without one.
type UnitFields = Vec<(i64, i64)>;

/// What ranking makes of departments with these fields.
fn ranked(league: &[UnitFields], pipeline: &Pipeline) -> (Rankings, FieldMix) {
    let units = departments(pipeline);
    let metric = &pipeline.metric(pipeline.rankings[0].shares[0].metric).id;
    let mut lines: Vec<(&str, Option<String>, i64, i64)> = Vec::new();
    for (unit, fields) in units.iter().zip(league) {
        let sum = |of: fn(&(i64, i64)) -> i64| fields.iter().map(of).sum::<i64>();
        let named = fields.iter().enumerate().take(fields.len() - 1);
        let named = named.filter(|(_, (_, files))| *files > 0);
        lines.extend(named.map(|(f, (x, n))| (unit.as_str(), Some(format!("f{f}")), *x, *n)));
        lines.push((unit, None, sum(|field| field.0), sum(|field| field.1)));
    }
    let frame = DataFrame::new_infer_height(vec![
        Column::new("scope".into(), vec!["own"; lines.len()]),
        Column::new("unit_id".into(), lines.iter().map(|line| line.0).collect::<Vec<&str>>()),
        Column::new("field".into(), lines.iter().map(|l| l.1.as_deref()).collect::<Vec<_>>()),
        Column::new("metric".into(), vec![metric.as_str(); lines.len()]),
        Column::new("numerator".into(), lines.iter().map(|line| line.2).collect::<Vec<i64>>()),
        Column::new("denominator".into(), lines.iter().map(|line| line.3).collect::<Vec<i64>>()),
        Column::new("complete".into(), vec![true; lines.len()]),
        Column::new("gaps".into(), vec![0u32; lines.len()]),
    ]);
    let frame = frame.unwrap();
    let (sums, fields) =
        (Ratios::of(&frame, pipeline).unwrap(), MixSums::of(&frame, pipeline).unwrap());
    let rankings = rank(&sums, None, pipeline).rankings;
    let mix = field_mix(&rankings, &sums, &fields, pipeline);
    (rankings, mix)
}

fn fields() -> impl Strategy<Value = UnitFields> {
    let field = (0i64..20, 0i64..20).prop_map(|(a, b)| (a.min(b), b));
    prop::collection::vec(field, 5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// All units together are expected what they have; so are all units in one field.
    #[test]
    fn what_is_expected_of_a_list_is_what_it_has(
        league in prop::collection::vec(fields(), 20), kind in 0u8..2, minimum in 1i64..30,
    ) {
        let mut pipeline = pipeline(kind);
        let ranking = &mut pipeline.rankings[0];
        ranking.field_mix = Some("Hồ sơ trễ".to_owned());
        (ranking.minimum_denominator, ranking.grouping) = (minimum, Grouping::Whole);
        ranking.incomplete = Incomplete::Rank;
        let (rankings, mix) = ranked(&league, &pipeline);
        let mut sums: BTreeMap<Option<&str>, (i64, BigRational)> = BTreeMap::new();
        for row in &mix.rows {
            prop_assert_eq!(row.status, MixStatus::Compared);
            let counts = row.counts.unwrap();
            let zero = || (0, BigRational::from_integer(BigInt::from(0)));
            let sum = sums.entry(row.field.as_deref()).or_insert_with(zero);
            sum.0 += counts.late;
            sum.1 += fraction(counts);
        }
        for (field, (late, expected)) in sums {
            prop_assert_eq!(expected, BigRational::from_integer(BigInt::from(late)), "{:?}", field);
        }
        // Nobody who is ranked is left out, and what counts against him is what his rate leaves over.
        let lower = pipeline.metric(pipeline.rankings[0].shares[0].metric).better == Better::Lower;
        let mixes = mix.by_unit();
        for row in &rankings.rows {
            let rows = mixes.get(&(row.ranking.as_str(), row.unit_id.as_str()));
            prop_assert_eq!(rows.is_some(), row.place.is_some());
            let Some(rows) = rows else { continue };
            let (x, n) = row.numerator.zip(row.denominator).unwrap();
            let sum = FieldMix::sum(rows).unwrap();
            prop_assert_eq!(sum.late, if lower { x } else { n - x });
            // Rounded once: no unit is off by more than half a tenth.
            let exact: BigRational = rows.iter().map(|row| fraction(row.counts.unwrap())).sum();
            let off = exact * BigInt::from(20) - BigInt::from(2 * sum.expected_tenths);
            let one = BigRational::from_integer(BigInt::from(1));
            prop_assert!(off <= one && off >= -one);
        }
    }

    /// What counts against a unit is the same told by the good rate or by the bad one.
    #[test]
    fn the_rate_of_the_late_files_lets_expect_the_same(league in prop::collection::vec(fields(), 20)) {
        let of = |kind: u8, league: &[UnitFields]| {
            let mut pipeline = pipeline(kind);
            pipeline.rankings[0].field_mix = Some("Hồ sơ trễ".to_owned());
            ranked(league, &pipeline).1
        };
        let late: Vec<UnitFields> = league
            .iter()
            .map(|fields| fields.iter().map(|(x, n)| (n - x, *n)).collect())
            .collect();
        let by_unit = |mix: FieldMix| -> BTreeSet<String> {
            mix.rows.into_iter().map(|row| format!("{row:?}")).collect()
        };
        prop_assert_eq!(by_unit(of(0, &league)), by_unit(of(1, &late)));
    }
}
