//! What stands beside a place, on sheets and on the screen: classes and what is needed for the next, parts of scores, how
//! equals are told apart, and the place under each definition of "on time".

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use serde_json::{Value, json};

use crate::book::published;
use crate::case::Case;
use crate::grid::{HEAD_3, HEAD_5, under};
use crate::reading::{DONG_PHU, LOC_NINH, SURVEY};

/// Declared in place of the minimum of the districts.
const DISTRICTS: &str = r#"id = "districts"
title = "Xếp hạng địa bàn cấp huyện"
sheet = "Địa bàn huyện"
league = "district"
scope = "own"
metric = "on_time_rate"
show = ["pending_overdue_rate"]
definitions = ["on_time_rate", "on_time_of_received", "on_time_of_due", "on_time_766"]
class = [
  { from-percent = 95, title = "Tốt" },
  { from-percent = 80, title = "Khá" },
  { from-percent = 0, title = "Yếu" },
]

[[ranking]]
id = "late"
title = "Xếp hạng theo tỷ lệ quá hạn"
sheet = "Quá hạn"
league = "district"
scope = "own"
metric = "pending_overdue_rate"
class = [{ to-percent = 10, title = "Tốt" }, { to-percent = 100, title = "Yếu" }]

[[ranking]]
id = "score"
title = "Xếp hạng theo điểm"
sheet = "Điểm"
league = "district"
scope = "total"
missing-parts = "rescale"
share = [{ metric = "on_time_rate", points = 60 }, { metric = "satisfaction_rate", points = 40 }]
class = [{ from-percent = 90, title = "Tốt" }, { from-percent = 0, title = "Yếu" }]
"#;

const COMMUNES: &str = r#"metric = "on_time_rate"
minimum-denominator = 1
tie-break = "volume"
definitions = ["on_time_rate", "on_time_of_received", "on_time_of_due"]

[[workbook]]"#;

const SHEETS: &str = r#"sheets = [
  "summary", "ranking:districts", "ranking:late", "ranking:score", "ranking:communes",
  "definitions:districts", "definitions:communes", "method",
]"#;

/// Lộc Ninh resolved all on time and has two files that are late; Đồng Phú sent no survey.
fn province() -> Case {
    let lines = LOC_NINH.replace("| 45 | 5 |", "| 50 | 0 |").replace("| 85 | 5 |", "| 90 | 0 |");
    let districts = r#"id = "districts"
title = "Xếp hạng địa bàn cấp huyện"
sheet = "Địa bàn huyện"
league = "district"
scope = "total"
metric = "on_time_rate"
minimum-denominator = 30
"#;
    let communes = "metric = \"on_time_rate\"\nminimum-denominator = 30\n\n[[workbook]]";
    Case::new()
        .declare(districts, DISTRICTS)
        .declare(communes, COMMUNES)
        .declare(r#"sheets = ["summary", "rankings", "method", "findings", "submissions"]"#, SHEETS)
        .file(
            "692.xlsx",
            &[("Phụ lục 3", &under(HEAD_3, &lines)), ("Phụ lục 5", &under(HEAD_5, SURVEY))],
        )
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
}

fn answer(case: &Case, arguments: &[&str]) -> Value {
    let arguments = [&["show", "thu", "--json"], arguments].concat();
    serde_json::from_str(&case.tthc(&arguments).says_anything().exit(0).stdout).unwrap()
}

/// The rows of a list of which keys have these values.
fn rows<'s>(answer: &'s Value, list: &str, wanted: &[(&str, &str)]) -> Vec<&'s Value> {
    let rows = answer[list].as_array().unwrap().iter();
    rows.filter(|row| wanted.iter().all(|(key, value)| row[*key] == *value)).collect()
}

#[test]
fn what_stands_beside_a_place_is_published_and_shown() {
    let case = province();
    case.run(&["--quiet", "--fail-on", "never"]).says_anything().exit(0);
    let sheets = published(&case);
    let marked = "Huyện Đồng Phú (số liệu chưa đủ; tính trên 1/2 phần)";
    assert!(sheets.contains(marked), "it stands at an end of the summary, marked: {sheets}");
    insta::assert_snapshot!("side_by_side_sheets", sheets);
    let text = |arguments: &[&str]| {
        case.tthc(&[&["show", "thu"], arguments].concat()).says_anything().exit(0).stdout
    };
    insta::assert_snapshot!("side_by_side_vi", text(&["--definitions"]));
    let english = ["--definitions", "--unit", "692", "--lang", "en"];
    insta::assert_snapshot!("side_by_side_en", text(&english));

    let shown = answer(&case, &["--definitions"]);
    let late = rows(&shown, "definitions", &[("unit_id", "692"), ("metric", "on_time_rate")]);
    assert_eq!((&late[0]["rate"], &late[0]["overdue"]), (&json!(1.0), &json!(2)), "{late:#?}");
    assert_eq!(late[0]["overdue_metric"], "pending_overdue_rate");
    let due = rows(&shown, "definitions", &[("unit_id", "692"), ("metric", "on_time_of_due")]);
    assert_eq!(due[0]["overdue"], json!(null), "it shows them itself");
    let place = rows(&shown, "places", &[("unit_id", "695"), ("ranking", "districts")])[0];
    assert_eq!([&place["class"], &place["next_class"]], ["Yếu", "Khá"]);
    assert_eq!(place["needed"], 4, "60 of 80 are on time, 64 are 80 %");
    let score = rows(&shown, "places", &[("unit_id", "695"), ("ranking", "score")])[0];
    assert_eq!((&score["parts"], &score["parts_of"]), (&json!(1), &json!(2)), "{score:#}");
    assert_eq!(score["shares"].as_array().unwrap().len(), 1, "{score:#}");
    assert_eq!(answer(&case, &[])["definitions"], json!([]), "they were not asked for");
}

/// A unit that lacks a part has no value unless it is declared that the others count for all, and nobody says that it sent
/// nothing.
#[test]
fn a_unit_that_lacks_a_part_of_its_score_is_not_said_to_have_sent_nothing() {
    let case = province().declare("missing-parts = \"rescale\"\n", "");
    case.run(&["--quiet", "--fail-on", "never"]).says_anything().exit(0);
    let place = answer(&case, &["--unit", "695", "--ranking", "score"])["places"][0].clone();
    assert_eq!((&place["place"], &place["value"]), (&json!(null), &json!(null)), "{place:#}");
    let said = case.tthc(&["show", "thu", "--ranking", "score"]).exit_text();
    assert!(said.contains("thiếu 1/2 phần điểm") && !said.contains("chưa gửi"), "{said}");
    let sheets = published(&case);
    assert!(sheets.contains("Không xếp hạng: thiếu 1/2 phần điểm"), "{sheets}");
}

/// A unit whose figures are incomplete says so under each definition that goes by them, and under no other.
#[test]
fn incomplete_figures_are_said_beside_the_places_of_definitions() {
    let torn = LOC_NINH.replacen("| 10 | 8 | 2 |", "| 10 | 8S | 2 |", 1);
    let ranked = "missing-parts = \"rescale\"\n";
    let case = province()
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &torn))])
        .declare("show = [\"pending_overdue_rate\"]", "incomplete = \"rank\"")
        .declare(ranked, "");
    case.run(&["--quiet", "--fail-on", "never"]).says_anything().exit(0);
    let shown = answer(&case, &["--definitions", "--unit", "692"]);
    let complete = |metric| {
        let rows = rows(&shown, "definitions", &[("metric", metric)]);
        (rows[0]["complete"].clone(), rows[0]["place"].clone())
    };
    assert_eq!(complete("on_time_rate"), (json!(true), json!(1)), "{shown:#}");
    assert_eq!(complete("on_time_766"), (json!(false), json!(1)), "{shown:#}");
    let said = case.tthc(&["show", "thu", "--definitions", "--unit", "692"]).exit_text();
    let line = said.lines().find(|line| line.contains("(4) ") && line.contains("692")).unwrap();
    let (before, fourth) = line.split_once("(4) ").unwrap();
    assert!(fourth.contains("số liệu chưa đủ") && !before.contains("chưa đủ"), "{said}");
    let sheets = published(&case);
    assert!(sheets.contains("Số liệu chưa đủ (Tỷ lệ hồ sơ đúng hạn và trong hạn)"), "{sheets}");
}
