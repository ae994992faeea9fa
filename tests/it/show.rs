//! `tthc show`: places and rates of a run, as text and as data.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use serde_json::{Value, json};

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

/// Two districts, of which one leaves a cell unread.
fn province() -> Case {
    let dong_phu = LOC_NINH.replace("Lộc Ninh", "Đồng Phú").replace("Lộc Thành", "Tân Tiến");
    Case::of("phu-luc-3")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &dong_phu))])
}

fn shown(case: &Case, arguments: &[&str]) -> Value {
    let arguments = [&["show", "thu", "--json"], arguments].concat();
    serde_json::from_str(&case.tthc(&arguments).says_anything().exit(0).stdout).unwrap()
}

fn units(shown: &Value, list: &str) -> Vec<String> {
    let rows = shown[list].as_array().unwrap().iter();
    rows.map(|row| row["unit_id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn places_and_rates_of_a_run_are_shown() {
    let case = province();
    case.run(&["--quiet"]).says_anything().exit(3);
    let text = |arguments: &[&str]| {
        case.tthc(&[&["show", "thu"], arguments].concat()).says_anything().exit(0).stdout
    };
    insta::assert_snapshot!("show_vi", text(&[]));
    insta::assert_snapshot!("show_unit_en", text(&["--unit", "692", "--lang", "en"]));
    let all = shown(&case, &[]);
    assert_eq!((&all["pipeline"], &all["published"]), (&json!("thu"), &json!(true)));
    println!("{all:#}");
    assert!(all["rates"].as_array().unwrap().len() > 10, "{all}");
}
