//! `tthc show`: places and rates of a run, as text and as data.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "cases lay out temporary folders of their own")]

use serde_json::{Value, json};

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

/// One of two districts sent.
fn province(lines: &str) -> Case {
    Case::of("phu-luc-3").file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, lines))])
}

#[track_caller]
fn shown(case: &Case, arguments: &[&str]) -> Value {
    let arguments = [&["show", "thu", "--json"], arguments].concat();
    serde_json::from_str(&case.tthc(&arguments).says_anything().exit(0).stdout).unwrap()
}

fn text(case: &Case, arguments: &[&str]) -> String {
    case.tthc(&[&["show", "thu"], arguments].concat()).stderr("").exit_text()
}

/// What rows of a list have under a key.
fn all<'s>(shown: &'s Value, list: &str, key: &str) -> Vec<&'s Value> {
    shown[list].as_array().unwrap().iter().map(|row| &row[key]).collect()
}

#[test]
fn places_and_rates_are_shown_as_they_are_published() {
    let case = province(LOC_NINH);
    case.run(&["--quiet"]).says_anything().exit(3);
    insta::assert_snapshot!("show_vi", text(&case, &[]));
    insta::assert_snapshot!("show_unit_en", text(&case, &["--unit", "692", "--lang", "en"]));
    let of_unit = shown(&case, &["--unit", "692"]);
    assert_eq!((&of_unit["published"], &of_unit["run"]), (&json!(true), &json!("[RUN]")));
    assert_eq!(all(&of_unit, "places", "ranking"), ["districts"]);
    assert!(all(&of_unit, "rates", "unit_id").iter().all(|unit| **unit == "692"));
    let place = &of_unit["places"][0];
    assert_eq!(
        (&place["place"], &place["of"], &place["complete"]),
        (&json!(1), &json!(1), &json!(true))
    );
    let exact = place["numerator"].as_f64().unwrap() / place["denominator"].as_f64().unwrap();
    assert_eq!(place["value"], json!(exact));
    // The same unit by its name, however its marks are typed.
    assert_eq!(shown(&case, &["--unit", "huyện lộc ninh"]), of_unit);
    // The same rates stand in the table that is exported.
    let table = case.tthc(&["export", "metrics", "thu", "--format", "json"]).exit_text();
    let table: Vec<Value> = serde_json::from_str(&table).unwrap();
    let whole = table.iter().filter(|row| row["field"].is_null()).count();
    assert_eq!(shown(&case, &[])["rates"].as_array().unwrap().len(), whole);
}

/// What is asked narrows down what is shown; an end of a list holds those that are ranked.
#[test]
fn a_ranking_a_metric_and_an_end_narrow_it_down() {
    let case = province(LOC_NINH);
    case.run(&["--quiet"]).says_anything().exit(3);
    let communes = shown(&case, &["--ranking", "communes"]);
    assert!(all(&communes, "places", "ranking").iter().all(|ranking| **ranking == "communes"));
    assert_eq!(all(&communes, "places", "unit_id").len(), 4);
    let last = shown(&case, &["--ranking", "communes", "--bottom", "1"]);
    let [place] = last["places"].as_array().unwrap().as_slice() else { panic!("{last:#}") };
    assert_eq!((&place["status"], &place["place"]), (&json!("ranked"), &place["of"]));
    let units = all(&last, "rates", "unit_id");
    assert!(!units.is_empty() && units.iter().all(|unit| **unit == place["unit_id"]), "{last:#}");
    let metric = shown(&case, &["--metric", "online_rate"]);
    assert_eq!(all(&metric, "places", "ranking"), [""; 0], "no ranking goes by it");
    assert!(all(&metric, "rates", "metric").iter().all(|metric| **metric == "online_rate"));
    case.tthc(&["show", "thu", "--top", "1", "--bottom", "1"]).says_anything().exit(2);
}

/// A unit whose figures are incomplete says so beside its rank, everywhere the rank is shown.
#[test]
fn incomplete_figures_are_said_beside_the_place() {
    let torn = LOC_NINH.replacen("| 45 |", "| 4S |", 1);
    let case = province(&torn)
        .declare("minimum-denominator = 30", "minimum-denominator = 1\nincomplete = \"rank\"");
    case.run(&["--quiet"]).says_anything().exit(3);
    let shown = shown(&case, &["--unit", "692", "--metric", "on_time_rate"]);
    assert_eq!(all(&shown, "places", "complete"), [false], "{shown:#}");
    assert_eq!(all(&shown, "places", "status"), ["ranked"], "{shown:#}");
    assert_eq!(all(&shown, "rates", "complete"), [false, false], "{shown:#}");
    let said = text(&case, &["--unit", "692", "--metric", "on_time_rate"]);
    assert_eq!(said.matches("số liệu chưa đủ").count(), 3, "{said}");
    // What another metric goes by is whole.
    let received = self::shown(&case, &["--unit", "692", "--metric", "online_rate"]);
    assert_eq!(all(&received, "rates", "complete"), [true, true], "{received:#}");
}

#[test]
fn an_unknown_word_is_told_with_what_might_be_meant() {
    let case = province(LOC_NINH);
    case.tthc(&["show", "thu"]).says_anything().exit(2);
    case.run(&["--quiet"]).says_anything().exit(3);
    for (arguments, code, next) in [
        (["--unit", "6922"], "unknown_unit", "tthc show thu --json --unit 692"),
        (["--unit", "Xã Tân Tiến"], "several_units", "tthc show thu --json --unit 25297"),
        (["--ranking", "commune"], "unknown_ranking", "tthc show thu --json --ranking communes"),
        (
            ["--metric", "ontime_rate"],
            "unknown_metric",
            "tthc show thu --json --metric on_time_rate",
        ),
    ] {
        let words = [&["show", "thu", "--json"], &arguments[..]].concat();
        let told: Value =
            serde_json::from_str(&case.tthc(&words).says_anything().exit(2).stdout).unwrap();
        assert_eq!(told["error"]["code"], code, "{told}");
        assert_eq!(told["error"]["next"], next, "{told}");
    }
    let told = case.tthc(&["show", "thu", "1999"]).says_anything().exit(2).stderr;
    assert!(told.ends_with("tthc status thu\n"), "{told}");
}

/// A run that stopped before it ranked has nothing to show, and one that was edited is told as that.
#[test]
fn a_run_without_places_or_with_edited_ones_is_told() {
    let case = province(LOC_NINH);
    case.run(&["--quiet"]).says_anything().exit(3);
    let table = case.latest().path().join("data/rankings.parquet");
    let copied = std::fs::read(case.latest().path().join("data/rankings.parquet")).unwrap();
    std::fs::remove_file(&table).unwrap();
    let told = case.tthc(&["show", "thu", "--lang", "en"]).says_anything().exit(1).stderr;
    assert!(told.contains("rankings.parquet: this file of the run is gone"), "{told}");
    std::fs::write(&table, [&copied[..], b"x"].concat()).unwrap();
    let night = case.tthc(&["show", "thu", "--lang", "en"]).says_anything();
    let stderr = night.exit(1).stderr;
    assert!(stderr.starts_with("error: "), "{stderr}");
}
