//! `log.jsonl` beside a run, and the same lines on stderr for whoever collects logs.

#![expect(clippy::unwrap_used, reason = "a log that cannot be read fails the test")]

use serde_json::{Value, json};

use crate::case::{Case, PIPELINE};
use crate::run::complete;

/// The lines of a log.
#[track_caller]
fn events(text: &str) -> Vec<Value> {
    let parse = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        assert!(value["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{line}");
        value
    };
    text.lines().map(parse).collect()
}

#[track_caller]
fn of_run(case: &Case) -> Vec<Value> {
    events(&std::fs::read_to_string(case.newest().path().join("log.jsonl")).unwrap())
}

/// `info run started`.
fn named(event: &Value) -> String {
    format!("{} {}", event["level"].as_str().unwrap(), event["event"].as_str().unwrap())
}

fn names(events: &[Value]) -> Vec<String> {
    events.iter().map(named).collect()
}

#[test]
fn the_log_tells_the_run_from_beginning_to_end() {
    let case = complete();
    case.run(&["--fail-on", "error", "--period", "2023-Q3"]).exit(0);
    let log = of_run(&case);
    let begin = &log[0];
    assert_eq!(named(begin), "info run started");
    for (key, value) in [
        ("run", json!(case.latest_id())),
        ("program", json!(env!("CARGO_PKG_VERSION"))),
        ("pipeline", json!("thu")),
        ("period", json!("2023-Q3")),
        ("inbox", json!("inbox")),
        ("output", json!("output")),
        ("fail_on", json!("error")),
        ("force", json!(false)),
        ("from", json!(null)),
    ] {
        assert_eq!(begin[key], value, "{key} of {begin}");
    }
    let stages: Vec<(String, String)> = log
        .iter()
        .filter(|event| event.get("stage").is_some())
        .map(|event| (named(event), event["stage"].as_str().unwrap().to_owned()))
        .collect();
    let expected: Vec<(String, String)> = tthc::model::Stage::ALL
        .iter()
        .flat_map(|stage| ["info stage started", "info stage finished"].map(|n| (n, stage.word())))
        .map(|(name, stage)| (name.to_owned(), stage.to_owned()))
        .collect();
    assert_eq!(stages, expected);
    let mut read: Vec<&Value> =
        log.iter().filter(|event| event["event"] == json!("file read")).collect();
    read.sort_by_key(|event| event["file"].as_str().unwrap());
    assert_eq!(read.len(), 4);
    let size = std::fs::metadata(case.path("inbox/cap-huyen/692.xlsx")).unwrap().len();
    assert_eq!(read[0]["file"], json!("cap-huyen/692.xlsx"));
    assert_eq!(read[0]["bytes"], json!(size));
    assert_eq!((&read[0]["findings"], &read[0]["level"]), (&json!(0), &json!("debug")));
    assert!(read[0]["seconds"].as_f64().unwrap() > 0.0);
    let end = log.last().unwrap();
    assert_eq!(named(end), "info run finished");
    assert_eq!((&end["exit_code"], &end["complete"]), (&json!(0), &json!(true)));
}

#[test]
fn what_is_not_as_it_should_be_is_a_warning() {
    let case = complete().bytes("hỏng.xlsx", b"no workbook");
    case.run(&[]).says_anything().exit(3);
    let log = of_run(&case);
    let broken = log.iter().find(|event| event["file"] == json!("hỏng.xlsx")).unwrap();
    assert_eq!(named(broken), "warning file read");
    assert_eq!(broken["worst"], json!("blocking"));
    assert_eq!(named(log.last().unwrap()), "warning run finished");
    assert_eq!(log.last().unwrap()["exit_code"], json!(3));

    let case = case.without("hỏng.xlsx").without("so-nganh/so-tu-phap.xlsx");
    case.run(&["--only", "ingest"]).says_anything().exit(5);
    let stale =
        of_run(&case).into_iter().filter(|event| named(event) == "warning stage taken over");
    let stale: Vec<Value> = stale.map(|event| event["stage"].clone()).collect();
    assert_eq!(stale, ["validate", "measure", "publish"]);
}

#[test]
fn asking_for_json_is_asking_for_the_log() {
    let case = complete();
    let night = case.run(&["--log-format", "json"]).says_anything().exit(0);
    assert_eq!(night.stdout, "");
    let said = events(&night.stderr);
    assert_eq!(named(&said[0]), "info run started");
    assert_eq!(named(said.last().unwrap()), "info outcome");
    assert!(said.iter().all(|event| event["level"] != json!("debug")), "{}", night.stderr);
    let log: Vec<Value> =
        of_run(&case).into_iter().filter(|event| event["level"] != json!("debug")).collect();
    assert_eq!(log, blind(&said[..said.len() - 1], &case), "what is said stands in the log");

    let more = case.run(&["--log-format", "json", "--force", "-v"]).says_anything().exit(0);
    let read = names(&events(&more.stderr));
    assert_eq!(read.iter().filter(|name| *name == "debug file read").count(), 4);
    case.run(&["--log-format", "json", "--force", "--quiet"]).exit(0);
}

/// What a call printed, with the id of the run that the case writes `[RUN]` for.
fn blind(events: &[Value], case: &Case) -> Vec<Value> {
    let text = serde_json::to_string(events).unwrap();
    let text = text.replace("[RUN]", &case.latest_id().unwrap());
    serde_json::from_str(&text).unwrap()
}

#[test]
fn gaps_and_failures_are_lines_with_what_to_do_next() {
    let case = complete().without("so-nganh/so-tu-phap.xlsx");
    let night = case.run(&["--log-format", "json", "--quiet"]).says_anything().exit(3);
    let said = events(&night.stderr);
    assert_eq!(names(&said), ["warning run finished", "warning gap", "warning outcome"]);
    assert_eq!((&said[1]["code"], &said[1]["unit"]), (&json!("F301"), &json!("70.so-tu-phap")));
    assert_eq!(said[2]["next"], json!(format!("tthc status {PIPELINE}")));

    let stays = case.run(&["--log-format", "json", "--json"]).says_anything().exit(3).stdout;
    let stays: Value = serde_json::from_str(&stays).unwrap();
    assert_eq!((&stays["exit_code"], stays["gaps"].as_array().map(Vec::len)), (&json!(3), Some(1)));

    let lock = case.hold_lock();
    let night = case.run(&["--log-format", "json", "--quiet"]).says_anything().exit(11);
    drop(lock);
    let said = events(&night.stderr);
    assert_eq!(names(&said), ["error failed"]);
    assert_eq!(said[0]["exit_code"], json!(11));
    assert_eq!(said[0]["next"], json!(format!("tthc run {PIPELINE}")));
}
