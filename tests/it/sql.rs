//! `tthc sql`: the text of what is computed, and queries on the tables of a run.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use serde_json::Value;
use tthc::query::{Embedded, Engine as _, LineTable, QueryTable, metrics};
use tthc::run::table;

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

fn ran() -> Case {
    let case = Case::district("phu-luc-3");
    let case = case.declare("metrics.toml\"\n", "metrics.toml\"\nfail-on = \"never\"\n");
    let case = case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    case.run(&["--quiet"]).exit(0);
    case
}

fn asked(case: &Case, what: &str) -> Vec<Value> {
    let told = case.tthc(&["sql", "thu", what, "--run", "--format", "json"]).says_anything();
    serde_json::from_str(&told.exit(0).stdout).unwrap()
}

#[test]
fn the_text_is_printed_without_a_run() {
    let case = Case::district("phu-luc-3");
    let text = case.tthc(&["sql", "thu", "metrics"]).says_anything().exit(0).stdout;
    assert!(text.contains("lines_phu_luc_3 = data/lines/phu-luc-3.parquet"), "{text}");
    assert!(text.contains("CREATE VIEW metrics AS"), "{text}");
}

#[test]
fn metrics_by_their_sql_are_those_of_the_run() {
    let case = ran();
    let sum = |rows: &[Value], column: &str| -> i64 {
        rows.iter().map(|row| row[column].as_i64().unwrap()).sum()
    };
    let by_sql = asked(&case, "metrics");
    let kept = asked(&case, "SELECT * FROM metrics");
    assert!(!kept.is_empty());
    assert_eq!(by_sql.len(), kept.len());
    for column in ["numerator", "denominator", "gaps"] {
        assert_eq!(sum(&by_sql, column), sum(&kept, column), "{column}");
    }
}

#[test]
fn observations_by_their_sql_are_those_of_the_view() {
    let case = ran();
    let cell = |row: &Value| (row["cell"].to_string(), row["value"].to_string());
    let mut by_sql: Vec<_> = asked(&case, "observations").iter().map(cell).collect();
    let view = table(&case.latest(), "observations").unwrap();
    assert_eq!(by_sql.len(), view.height());
    by_sql.sort();
    by_sql.dedup();
    assert_eq!(by_sql.len(), view.height(), "each number has a cell of its own");
}

#[test]
fn a_query_that_is_wrong_names_the_tables() {
    let case = ran();
    let told = case.tthc(&["sql", "thu", "SELECT * FROM metric", "--run"]).says_anything().exit(2);
    assert!(told.stderr.contains("có phải là `metrics`?"), "{}", told.stderr);
    assert!(told.stderr.contains("lines_phu_luc_3"), "{}", told.stderr);
    let told = case.tthc(&["sql", "thu", "ranking:nothing"]).says_anything().exit(2);
    assert!(told.stderr.contains("không có bảng xếp hạng này"), "{}", told.stderr);
}

/// A line of which nothing counts is there with zeros, one that lacks a figure is a gap, and who sent a form without
/// figures did send it.
#[test]
fn what_is_left_out_is_read_from_the_line() {
    let case = ran();
    let run = case.latest();
    let pipeline = tthc::pipeline::load(&case.path("pipelines/thu.toml")).unwrap();
    let mut lines = table(&run, "lines/phu-luc-3").unwrap();
    let unit = lines.column("unit_id").unwrap().str().unwrap().get(0).unwrap().to_owned();
    let marked = vec![Some("unit"); lines.height()];
    let marks = polars::prelude::Column::new("left_out".into(), marked);
    lines.with_column(marks).unwrap();
    let given = ["gaps", "units", "ancestors"]
        .map(|name| QueryTable::new(name, table(&run, name).unwrap()));
    let given = [&given[..], &[QueryTable::new("lines/phu-luc-3", lines)]].concat();
    let steps = metrics(&LineTable::declared(&pipeline), &pipeline);
    let rows = Embedded.run(&given, &steps).unwrap();
    let ids = rows.column("unit_id").unwrap().str().unwrap().clone();
    assert!((0..rows.height()).any(|row| ids.get(row) == Some(&unit)));
    let below = rows.column("denominator").unwrap().i64().unwrap().clone();
    assert!((0..rows.height()).all(|row| below.get(row) == Some(0)));
}

/// What an engine elsewhere is given: a change of it is a change of what the province computes there.
#[test]
fn the_text_of_shipped_pipelines_is_what_it_was() {
    let case = Case::district("phu-luc-3");
    let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
    let text = |pipeline: &str, what: &str| {
        let file = home.join(pipeline);
        case.tthc(&["sql", file.to_str().unwrap(), what]).says_anything().exit(0).stdout
    };
    insta::assert_snapshot!("metrics_of_phu_tho", text("phu-tho-2026q3.toml", "metrics"));
    insta::assert_snapshot!("places_of_districts", text("nightly.toml", "ranking:districts-total"));
    insta::assert_snapshot!("observations_of_phu_tho", text("phu-tho-2026q3.toml", "observations"));
}
