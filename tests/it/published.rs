//! Figures of another province, as its portal published them: our counts, rates, scores and places must give
//! what stands there.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_precision_loss,
    reason = "a helper that fails fails the test; counts of files are small"
)]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::LazyLock;

use calamine::{Data, Range, Reader, Xlsx};
use tthc::table::{Artifact, Columns, Rankings, Standing, StandingStatus};

use super::truth::{Done, Row, csv, run};

pub(crate) static RUN: LazyLock<Done> =
    LazyLock::new(|| run("pipelines/phu-tho-2026q3.toml", "2026-Q3", &[]));

pub(crate) static SOURCE: LazyLock<Vec<Row>> =
    LazyLock::new(|| csv("fixtures/sources/phu-tho-2026q3.csv"));

static RANKINGS: LazyLock<Vec<Standing>> =
    LazyLock::new(|| Rankings::from_frame(&RUN.table("rankings")).unwrap().rows);

fn number(row: &Row, key: &str) -> i64 {
    row[key].parse().unwrap()
}

/// `96,89` and `15,7` as hundredths: 9689 and 1570.
fn hundredths(text: &str) -> i64 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    assert!(decimals.len() <= 2, "{text}");
    format!("{whole}{decimals:0<2}").parse().unwrap()
}

/// scale × numerator / denominator in hundredths, half up.
fn rounded(numerator: i64, denominator: i64, scale: i64) -> i64 {
    (2 * 100 * scale * numerator + denominator) / (2 * denominator)
}

fn league(row: &Row) -> &'static str {
    if row["cap"] == "PROVINCE" { "departments" } else { "communes" }
}

fn standing(unit: &str) -> &'static Standing {
    RANKINGS
        .iter()
        .find(|row| row.unit_id == unit)
        .unwrap_or_else(|| panic!("{unit} is not listed"))
}

/// The sums of the metric by scope and unit.
fn metrics() -> BTreeMap<(String, String), (i64, i64)> {
    let frame = RUN.table("metrics");
    let c = Columns::new("metrics", &frame);
    let (scope, unit, metric) =
        (c.text("scope").unwrap(), c.text("unit_id").unwrap(), c.text("metric").unwrap());
    let (numerator, denominator) = (c.count("numerator").unwrap(), c.count("denominator").unwrap());
    let field = c.text("field").unwrap();
    (0..frame.height())
        .map(|i| {
            assert_eq!(metric.get(i), Some("progress_766"));
            assert!(field.is_null(i));
            let key = (scope.required(i).unwrap(), unit.required(i).unwrap());
            (key, (numerator.get(i).unwrap(), denominator.get(i).unwrap()))
        })
        .collect()
}

#[test]
fn the_run_is_complete_and_silent() {
    assert_eq!(RUN.exit_code(), Some(0), "{}", String::from_utf8_lossy(&RUN.output.stderr));
    assert!(RUN.output.stdout.is_empty() && RUN.output.stderr.is_empty());
    // But for what is out of the ordinary without being wrong: `funnel` asks about that.
    let findings = RUN.table("findings");
    let code = Columns::new("findings", &findings).text("code").unwrap();
    assert!((0..findings.height()).all(|row| code.get(row) == Some("F214")));
}

#[test]
fn rates_and_scores_are_those_published() {
    let metrics = metrics();
    assert_eq!(SOURCE.len(), 163);
    let mut compared = 0;
    for row in SOURCE.iter() {
        let unit = row["ma_don_vi"].as_str();
        let (numerator, denominator) = metrics[&("own".to_owned(), unit.to_owned())];
        assert_eq!(numerator, number(row, "dung_han_va_trong_han"), "{unit}");
        assert_eq!(denominator, number(row, "tong_tiep_nhan"), "{unit}");
        let ours = standing(unit);
        assert_eq!(ours.ranking, league(row));
        if denominator == 0 {
            continue;
        }
        assert_eq!(
            rounded(numerator, denominator, 100),
            hundredths(&row["ty_le_dung_han_pct"]),
            "{unit}: rate"
        );
        assert_eq!(
            rounded(numerator, denominator, 20),
            hundredths(&row["diem_tren_20"]),
            "{unit}: score"
        );
        let score = 20.0 * numerator as f64 / denominator as f64;
        let value = ours.value.unwrap();
        assert!((value - score).abs() < 1e-12, "{unit}: {value}, expected {score}");
        compared += 1;
    }
    assert_eq!(compared, 162);
}

#[test]
fn scores_are_points_times_rate() {
    let frame = RUN.table("scores");
    let c = Columns::new("scores", &frame);
    let (unit, points) = (c.text("unit_id").unwrap(), c.whole("points").unwrap());
    let (rate, score) = (c.float("rate").unwrap(), c.float("score").unwrap());
    assert_eq!(frame.height(), SOURCE.len());
    for i in 0..frame.height() {
        assert_eq!(points.get(i), Some(20));
        let value = standing(unit.get(i).unwrap()).value;
        assert_eq!(score.get(i), value);
        assert_eq!(rate.get(i).map(|rate| rate * 20.0), value);
    }
}

#[test]
fn totals_are_those_published() {
    let metrics = metrics();
    assert_eq!(metrics[&("total".to_owned(), "H44".to_owned())], (403_016, 464_494));
    assert_eq!(464_494 - 403_016, 61_478);
    let frame = RUN.table("observations");
    let c = Columns::new("observations", &frame);
    let (measure, value) = (c.text("measure").unwrap(), c.float("value").unwrap());
    let overdue: f64 = (0..frame.height())
        .filter(|&i| measure.get(i) == Some("handled_overdue"))
        .map(|i| value.get(i).unwrap())
        .sum();
    assert!((overdue - 61_478.0).abs() < f64::EPSILON, "{overdue}");
    let departments: Vec<(i64, i64)> = SOURCE
        .iter()
        .filter(|row| league(row) == "departments")
        .map(|row| metrics[&("own".to_owned(), row["ma_don_vi"].clone())])
        .collect();
    let pooled = departments.iter().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    assert_eq!(departments.len(), 15);
    assert_eq!(rounded(pooled.0, pooled.1, 100), 6690);
}

#[test]
fn places_are_those_of_exact_fractions() {
    for ranking in ["departments", "communes"] {
        let rivals: Vec<(&str, i128, i128)> = SOURCE
            .iter()
            .filter(|row| league(row) == ranking)
            .map(|row| {
                let on_time = number(row, "dung_han_va_trong_han").into();
                (row["ma_don_vi"].as_str(), on_time, number(row, "tong_tiep_nhan").into())
            })
            .filter(|rival| rival.2 > 0)
            .collect();
        assert_eq!(rivals.len(), if ranking == "communes" { 148 } else { 14 });
        for &(unit, numerator, denominator) in &rivals {
            let ours = standing(unit);
            let better = rivals.iter().filter(|r| r.1 * denominator > numerator * r.2).count();
            let equal = rivals.iter().filter(|r| r.1 * denominator == numerator * r.2).count();
            assert_eq!(ours.status, StandingStatus::Ranked, "{unit}");
            assert_eq!(ours.place.map(|place| place as usize), Some(1 + better), "{unit}");
            assert_eq!(ours.tied, equal > 1, "{unit}");
            assert_eq!(ours.of as usize, rivals.len(), "{unit}");
        }
        let listed: Vec<&Standing> = RANKINGS.iter().filter(|row| row.ranking == ranking).collect();
        assert!(
            listed.is_sorted_by_key(|row| row.place.unwrap_or(u32::MAX)),
            "{ranking} is not in order"
        );
    }
}

#[test]
fn a_unit_without_files_has_no_place_and_stands_last() {
    let departments: Vec<&Standing> =
        RANKINGS.iter().filter(|row| row.ranking == "departments").collect();
    let last = departments.last().unwrap();
    assert_eq!(last.unit_id, "H44.23");
    assert_eq!((last.status, last.place, last.tied), (StandingStatus::NoData, None, false));
    assert_eq!((last.value, last.numerator, last.denominator), (None, Some(0), Some(0)));
    assert_eq!(departments.iter().filter(|row| row.place.is_none()).count(), 1);
}

/// A sheet of the published workbook from its header on: rows by the texts above their cells.
fn sheet(name: &str) -> Vec<BTreeMap<String, Data>> {
    let bytes = RUN.files.get("xep-hang.xlsx").expect("xep-hang.xlsx is published").clone();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range: Range<Data> = book.worksheet_range(name).unwrap();
    let text = |cell: &Data| cell.to_string();
    let mut rows = range.rows().skip_while(|row| text(&row[0]) != "Hạng");
    let header: Vec<String> = rows.next().expect("a header with `Hạng`").iter().map(text).collect();
    rows.map(|row| {
        // Where two columns have one title the first counts.
        let cells = header.iter().cloned().zip(row.iter().cloned()).rev();
        cells.collect::<BTreeMap<String, Data>>()
    })
    .collect()
}

#[test]
fn the_workbook_shows_places_and_rates_as_numbers() {
    for (name, ranking) in [("Sở, ban, ngành", "departments"), ("Cấp xã", "communes")] {
        let rows = sheet(name);
        let listed: Vec<&Standing> = RANKINGS.iter().filter(|row| row.ranking == ranking).collect();
        let units: Vec<usize> = listed
            .iter()
            .map(|ours| {
                let at = rows.iter().position(|row| row["Đơn vị"].to_string() == ours.unit_name);
                at.unwrap_or_else(|| panic!("{} is not on the sheet {name}", ours.unit_name))
            })
            .collect();
        assert!(units.is_sorted(), "{name}: the sheet has another order than the ranking");
        for (ours, &at) in listed.iter().zip(&units) {
            let unit = &ours.unit_name;
            let show = |title: &str| match &rows[at][title] {
                Data::Float(number) => Some(*number),
                Data::Int(number) => Some(*number as f64),
                Data::String(text) if text == "–" || text.is_empty() => None,
                Data::Empty => None,
                other => panic!("{unit}, {title}: {other:?} is no number"),
            };
            assert_eq!(show("Hạng"), ours.place.map(f64::from), "{unit}");
            let rate = ours.numerator.zip(ours.denominator).filter(|sums| sums.1 > 0);
            let rate = rate.map(|(numerator, denominator)| numerator as f64 / denominator as f64);
            assert_eq!(show("Tỷ lệ"), rate, "{unit}");
            assert_eq!(show("Điểm (thang 20)"), ours.value, "{unit}");
            assert_eq!(
                show("Hồ sơ tiếp nhận, xử lý"),
                ours.denominator.map(|sum| sum as f64),
                "{unit}"
            );
        }
    }
}
