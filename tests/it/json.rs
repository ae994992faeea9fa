//! `--json`: whatever is asked and however it ends, stdout is one JSON value with its version and the exit code.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use serde_json::Value;

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

/// Each command that takes `--json`, with arguments that do something, and its exit code then.
const CALLS: [(&str, &[&str], i32); 13] = [
    ("run", &[PIPELINE], 3),
    ("retry", &[PIPELINE], 3),
    ("plan", &[PIPELINE], 0),
    ("inspect", &["inbox/692.xlsx", "-p", PIPELINE], 0),
    ("check", &["inbox/692.xlsx", "-p", PIPELINE], 0),
    ("status", &[PIPELINE], 0),
    ("diff", &[PIPELINE, "latest", "latest"], 0),
    ("which", &["AAAAAAAA", PIPELINE], 2),
    ("form draft", &["inbox/692.xlsx", "-p", PIPELINE], 0),
    ("explain", &["F203"], 0),
    ("doctor", &[PIPELINE], 0),
    ("bundle", &[PIPELINE, "-o", "night.zip"], 0),
    ("deliver", &[PIPELINE], 0),
];

/// Whoever is told is told at once.
const DELIVERED: &str = "[[deliver]]\ncommand = \"true\"\n\n[[workbook]]";

fn sent() -> Case {
    Case::of("phu-luc-3")
        .declare("[[workbook]]", DELIVERED)
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

/// The commands whose help names `--json`, also those below others.
fn commands(case: &Case, path: &str) -> Vec<String> {
    let arguments: Vec<&str> = path.split_whitespace().chain(["--help", "--lang", "en"]).collect();
    let page = case.tthc(&arguments).says_anything().exit(0).stdout;
    let mut found = Vec::new();
    if page.contains("--json") {
        found.push(path.to_owned());
    }
    let list = page.split("Commands:\n").nth(1).unwrap_or_default();
    let list = list.split("\n\n").next().unwrap_or_default();
    for line in list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let below = format!("{path} {}", line.split_whitespace().next().unwrap());
        found.extend(commands(case, below.trim()));
    }
    found
}

fn value(text: &str, of: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{of}: {error}"));
    assert_eq!(value["version"], 1, "{of}");
    value
}

#[test]
fn every_command_that_takes_json_is_tried() {
    let called: Vec<&str> = CALLS.iter().map(|call| call.0).collect();
    assert_eq!(commands(&Case::new(), ""), called, "left: the help, right: CALLS of this test");
}

#[test]
fn a_command_that_does_its_work_prints_one_value() {
    let case = sent();
    for (command, arguments, exit) in CALLS {
        let words: Vec<&str> = command.split(' ').chain(arguments.iter().copied()).collect();
        let night = case.tthc(&[&words[..], &["--json"]].concat()).says_anything().exit(exit);
        assert_eq!(value(&night.stdout, command)["exit_code"], exit, "{command}");
        // No run bears that code, which is told as any failure is.
        let failed = command == "which";
        assert_eq!(value(&night.stdout, command)["error"].is_string(), failed, "{command}");
    }
}

#[test]
fn a_mistake_and_an_error_are_one_value_too() {
    let case = sent();
    for (command, arguments, _) in CALLS {
        let words: Vec<&str> = command.split(' ').chain(arguments.iter().copied()).collect();
        let mistaken = [&words[..], &["--nonsense", "--json"]].concat();
        let night = case.tthc(&mistaken).says_anything().exit(2);
        let told = value(&night.stdout, command);
        assert_eq!(told["exit_code"], 2, "{command}");
        assert!(told["error"].as_str().unwrap().contains("--nonsense"), "{command}: {told}");
        let nowhere: Vec<&str> =
            words.iter().map(|w| if *w == PIPELINE { "nowhere" } else { w }).collect();
        if nowhere != words {
            let night = case.tthc(&[&nowhere[..], &["--json"]].concat()).says_anything().exit(2);
            assert!(value(&night.stdout, command)["error"].as_str().unwrap().contains("nowhere"));
        }
    }
    let gone = case.tthc(&["inspect", "gone.xlsx", "-p", PIPELINE, "--json"]).says_anything();
    let told = value(&gone.exit(2).stdout, "inspect");
    assert!(told["error"].as_str().unwrap().contains("gone.xlsx"), "{told}");
}

#[test]
fn a_draft_as_data_holds_the_draft() {
    let case = sent();
    let text = case.tthc(&["form", "draft", "inbox/692.xlsx", "-p", PIPELINE]).says_anything();
    let text = text.exit(0).stdout;
    let night = case
        .tthc(&["form", "draft", "inbox/692.xlsx", "-p", PIPELINE, "--json", "--lang", "en"])
        .exit_with_json();
    assert_eq!(night["toml"].as_str(), Some(text.as_str()));
    assert_eq!(night["reread"]["errors"], serde_json::json!([]));
    assert!(night["assumptions"].as_array().unwrap().iter().all(Value::is_string), "{night}");
}

#[test]
fn a_bundle_as_data_lists_what_it_lacks() {
    let case = sent();
    case.run(&["--quiet"]).says_anything().exit(3);
    let case = case.without("692.xlsx");
    let call = ["bundle", PIPELINE, "-o", "night.zip", "--json", "--lang", "en"];
    let night = case.tthc(&call).says_anything().exit(3);
    let told = value(&night.stdout, "bundle");
    assert_eq!(told["path"], "night.zip");
    assert_eq!(told["lacks"][0]["lack"], "input-gone");
    assert_eq!(told["lacks"][0]["message"], "692.xlsx: no longer in the inbox");
}

impl crate::case::Call<'_> {
    #[track_caller]
    fn exit_with_json(self) -> Value {
        value(&self.says_anything().exit(0).stdout, "the call")
    }
}
