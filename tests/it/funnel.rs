//! F214: who lies beyond the usual, computed here once more with plain numbers from what is known of both provinces;
//! and who is not looked at.

#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a helper that fails fails the test; counts of files are small"
)]

use std::collections::BTreeSet;

use tthc::table::Columns;

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::published::{RUN, SOURCE};
use crate::truth::{Done, NIGHTLY, Row, csv, metrics_of_the_truth};

/// A unit with its numerator and denominator.
type UnitCounts = (String, f64, f64);

/// How likely no more of so many are counted (or no fewer, where these are more than are to be expected) by chance.
fn chance_of((_, x, n): &UnitCounts, centre: f64) -> f64 {
    let logarithms = |to: f64| (1..=to as u64).map(|k| (k as f64).ln()).sum::<f64>();
    let term = |k: f64| {
        let ways = logarithms(*n) - logarithms(k) - logarithms(n - k);
        (ways + k * centre.ln() + (n - k) * (1.0 - centre).ln()).exp()
    };
    let (from, to) = if x / n < centre { (0.0, *x) } else { (*x, *n) };
    (from as u64..=to as u64).map(|k| term(k as f64)).sum()
}

/// τ of a league, and whom both the limits of a bell curve and those of chance leave out.
fn beyond(league: &[UnitCounts]) -> (f64, Vec<String>) {
    let sum = |of: fn(&UnitCounts) -> f64| league.iter().map(of).sum::<f64>();
    let centre = sum(|unit| unit.1) / sum(|unit| unit.2);
    let variance = centre * (1.0 - centre);
    let z: Vec<f64> =
        league.iter().map(|(_, x, n)| (x / n - centre) / (variance / n).sqrt()).collect();
    let mut sorted = z.clone();
    sorted.sort_by(f64::total_cmp);
    let quantile = |tenths: usize| {
        let (whole, rest) = ((sorted.len() - 1) * tenths / 10, (sorted.len() - 1) * tenths % 10);
        let next = sorted[(whole + 1).min(sorted.len() - 1)];
        sorted[whole] + (next - sorted[whole]) * rest as f64 / 10.0
    };
    let drawn = z.iter().map(|z| z.max(quantile(1)).min(quantile(9)));
    let phi = drawn.map(|z| z * z).sum::<f64>() / z.len() as f64;
    let weights: Vec<f64> = league.iter().map(|(_, _, n)| n / variance).collect();
    let total: f64 = weights.iter().sum();
    let below = total - weights.iter().map(|w| w * w).sum::<f64>() / total;
    let number = z.len() as f64;
    let tau = ((number * phi - (number - 1.0)) / below).max(0.0);
    let far = |unit: &&UnitCounts| {
        (unit.1 / unit.2 - centre).abs() > 3.090_232 * (variance / unit.2 + tau).sqrt()
    };
    let far = league.iter().filter(far).filter(|unit| chance_of(unit, centre) < 0.001);
    let far = far.map(|unit| unit.0.clone());
    (tau.sqrt(), far.collect())
}

/// Unit, `found`, message and severity of each finding of a run.
fn told(done: &Done) -> Vec<[String; 4]> {
    let frame = done.table("findings");
    let c = Columns::new("findings", &frame);
    let columns = ["unit_id", "found", "message", "severity"].map(|name| c.text(name).unwrap());
    let code = c.text("code").unwrap();
    (0..frame.height())
        .filter(|&row| code.get(row) == Some("F214"))
        .map(|row| columns.map(|column| column.required(row).unwrap()))
        .collect()
}

/// On real figures few are told, as far as the units differ by 3.3 points.
#[test]
fn of_148_communes_of_a_real_province_three_lie_beyond_the_usual() {
    let number = |row: &Row, key: &str| row[key].parse::<f64>().unwrap();
    let communes: Vec<UnitCounts> = { SOURCE.iter() }
        .filter(|row| row["cap"] == "COMMUNE" && row["tong_tiep_nhan"] != "0")
        .map(|row| {
            let counts = ["dung_han_va_trong_han", "tong_tiep_nhan"].map(|key| number(row, key));
            (row["ma_don_vi"].clone(), counts[0], counts[1])
        })
        .collect();
    let (tau, far) = beyond(&communes);
    assert!((tau - 0.033_026_363_2).abs() < 1e-9, "{tau}");
    let told = told(&RUN);
    assert_eq!(
        told.iter().map(|finding| &finding[0]).collect::<Vec<_>>(),
        far.iter().collect::<Vec<_>>()
    );
    assert_eq!(told.len(), 3);
    assert!(told.iter().all(|finding| finding[3] == "note" && finding[2].contains("thấp hơn")));
}

/// What is told of a unit is what is published of it, and no other unit of the demonstration is out of the ordinary.
#[test]
fn what_is_told_of_the_demonstration_is_what_its_inbox_holds() {
    let truth = metrics_of_the_truth();
    let levels = csv("pipelines/units/binh-phuoc-2023.csv");
    let level = |id: &str| levels.iter().find(|row| row["id"] == id).unwrap()["level"].clone();
    let mut expected = BTreeSet::new();
    for (league, metric) in [
        ("department", "on_time_rate"),
        ("commune", "on_time_rate"),
        ("commune", "satisfaction_rate"),
    ] {
        let own = truth.iter().filter(|((scope, unit, field, of), _)| {
            scope == "own" && field.is_none() && of == metric && level(unit) == league
        });
        let units = own.map(|((_, unit, ..), (x, n))| (unit.clone(), *x as f64, *n as f64));
        expected.extend(beyond(&units.collect::<Vec<_>>()).1);
    }
    let told: BTreeSet<String> = told(&NIGHTLY)
        .into_iter()
        .map(|[unit, found, message, _]| {
            let key = |of: &str| ("own".to_owned(), unit.clone(), None, of.to_owned());
            let (x, n) = truth[&key("on_time_rate")];
            assert_eq!(found, format!("{x}/{n}"), "{message}");
            unit
        })
        .collect();
    assert_eq!(told, expected);
}

/// Communes of Huyện Lộc Ninh with so many files on time of so many, a unit each.
fn communes(counts: &[(i64, i64)]) -> Case {
    let number = |place: usize| 26_000 + place;
    let units = (0..counts.len())
        .map(|place| format!("{},commune,692,Xã Thử {},\n", number(place), letters(place)));
    let district =
        "I | UBND huyện Lộc Ninh\n1 | Hộ tịch | 40 | 25 | 5 | 10 | 40 | 40 | 0 | 0 | 0 | 0\n";
    let lines = counts.iter().enumerate().map(|(place, (x, n))| {
        let (name, late) = (letters(place), n - x);
        let counts = format!("{n} | {n} | 0 | 0 | {n} | {x} | {late} | 0 | 0 | 0");
        format!("II | UBND xã Thử {name}\n1 | Chứng thực | {counts} | chờ đo\n")
    });
    let body = format!("{district}{}", lines.collect::<String>());
    let district = "692,district,70,Huyện Lộc Ninh,\n";
    let known = "25294,commune,692,Xã Lộc Thành,\n25297,commune,692,Xã Tân Tiến,\n";
    Case::district("phu-luc-3")
        .edit("pipelines/units.csv", known, "")
        .edit("pipelines/units.csv", district, &format!("{district}{}", units.collect::<String>()))
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &body))])
}

/// `Ba`, `Be`, `Bi` …: names that nobody takes for one another.
fn letters(place: usize) -> String {
    let vowels = ["An", "Em", "Yên", "Oanh", "Ước"];
    format!("{}{}", ["B", "Ch", "Đ", "Gi"][place / 5], vowels[place % 5].to_lowercase())
}

fn told_of(case: &Case) -> Vec<String> {
    let night = case.read();
    let found = night.found().into_iter().filter(|finding| finding.code.id() == "F214");
    found.map(|finding| finding.message).collect()
}

/// Eleven at 96 to 98 %, and one at 75 %.
const LEAGUE: [(i64, i64); 12] = [
    (150, 200),
    (194, 200),
    (291, 300),
    (97, 100),
    (388, 400),
    (146, 150),
    (240, 250),
    (176, 180),
    (313, 320),
    (206, 210),
    (155, 160),
    (274, 280),
];

#[test]
fn a_league_of_nine_has_no_funnel() {
    assert_eq!(told_of(&communes(&LEAGUE)).len(), 1);
    assert_eq!(told_of(&communes(&LEAGUE[..10])).len(), 1);
    assert_eq!(told_of(&communes(&LEAGUE[..9])), [""; 0]);
}

#[test]
fn a_league_that_is_all_alike_has_no_funnel() {
    for rate in [(0, 100), (100, 100), (50, 100)] {
        assert_eq!(told_of(&communes(&[rate; 12])), [""; 0], "{rate:?}");
    }
}

/// What is left out by a policy is not published either: nothing is said of it, and the others are not held against it.
#[test]
fn a_unit_whose_figures_do_not_count_is_neither_told_nor_among_the_others() {
    let policy = "[[check]]\ncode = \"F207\"\naction = \"leave-out-unit\"\n\n[[workbook]]";
    let case = communes(&LEAGUE).declare("[[workbook]]", policy).edit(
        "pipelines/forms/phu-luc-3.toml",
        "largest = 1000000",
        "largest = 199",
    );
    let night = case.read();
    let left: BTreeSet<String> = { night.found().into_iter() }
        .filter(|finding| finding.code.id() == "F310")
        .filter_map(|finding| finding.unit_id)
        .collect();
    assert!(left.contains("26000") && left.len() > 2, "{left:?}");
    assert!(
        night.found().iter().all(|finding| finding.code.id() != "F214"),
        "fewer than ten are left"
    );
}

/// A pipeline may make more of it, and an office may be excused.
#[test]
fn a_policy_and_a_waiver_hold_for_what_lies_beyond_the_usual() {
    let policy = "[[check]]\ncode = \"F214\"\naction = \"leave-out-unit\"\n\n[[workbook]]";
    let night = communes(&LEAGUE).declare("[[workbook]]", policy);
    let night = night.read();
    let codes: Vec<&str> = night.found().iter().map(|finding| finding.code.id()).collect();
    assert_eq!(codes, ["F214", "F310"]);
    assert!(
        night.ranked("communes").contains("- 26000 0/0 no_data"),
        "{}",
        night.ranked("communes")
    );

    let waiver = "[[waiver]]\ncode = \"F214\"\nunits = [\"26000\"]\noffice = \"Sở Nội vụ\"\nreason = \"sự cố mạng\"\nuntil = \"2023-12-31\"\n\n[[workbook]]";
    let case = communes(&LEAGUE).declare("[[workbook]]", waiver);
    let told = case.read().findings();
    assert!(told.contains("được miễn đến 2023-12-31: sự cố mạng"), "{told}");
    assert!(!told.contains("F312"), "{told}");
}

/// A district's own file is no league.
#[test]
fn a_check_of_one_file_says_nothing_of_a_league() {
    let case = communes(&LEAGUE);
    let night =
        case.tthc(&["check", "inbox/692.xlsx", "--pipeline", "pipelines/thu.toml", "--json"]);
    let told = night.says_anything().exit(0).stdout;
    assert!(!told.contains("F214"), "{told}");
}
