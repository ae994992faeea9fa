//! `--json`: whatever is asked and however it ends, stdout is one JSON value with its version and the exit code.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::case::{Case, PIPELINE};
use crate::check_page::still;
use crate::fits::faults;
use crate::grid::{HEAD_3, under};
use crate::inspection_plans::{PLAN, planned};
use crate::reading::LOC_NINH;

const UNITS: &str = "pipelines/units.csv";

/// Each command that takes `--json`, with arguments that do something, and its exit code then.
const CALLS: [(&str, &[&str], i32); 26] = [
    (
        "init",
        &["tinh", "--register", UNITS, "--example", "inbox/692.xlsx", "--period", "2023-Q3"],
        0,
    ),
    ("run", &[PIPELINE], 3),
    ("retry", &[PIPELINE], 3),
    ("read", &["inbox/692.xlsx", "-p", PIPELINE, "-o", "doc"], 0),
    ("plan", &[PIPELINE], 0),
    ("inspect", &["inbox/692.xlsx", "-p", PIPELINE], 0),
    ("check", &["inbox/692.xlsx", "-p", PIPELINE], 0),
    ("page", &[PIPELINE, "--engine", "pipelines/may.wasm"], 0),
    ("status", &[PIPELINE], 0),
    ("show", &[PIPELINE], 0),
    ("diff", &[PIPELINE, "latest", "latest"], 0),
    ("trace", &[PIPELINE, "--unit", "692", "--metric", "on_time_rate"], 0),
    ("why", &[PIPELINE, "--unit", "692"], 0),
    ("what-if", &[PIPELINE, "--set", "title=Khác"], 0),
    ("which", &["AAAAAAAA", PIPELINE], 2),
    ("gather", &["lake"], 0),
    ("form draft", &["inbox/692.xlsx", "-p", PIPELINE], 0),
    ("inspection", &["ke-hoach"], 0),
    ("inspection status", &["ke-hoach"], 0),
    ("inspection draw", &["ke-hoach", "--seed", "734512"], 0),
    // Of the quarter before, on which one of the targets reports, nothing is published.
    ("inspection dossier", &["ke-hoach"], 3),
    ("inspection report", &["ke-hoach"], 0),
    ("explain", &["F203"], 0),
    ("doctor", &[PIPELINE], 0),
    ("bundle", &[PIPELINE, "-o", "night.zip"], 0),
    ("deliver", &[PIPELINE], 0),
];

/// A command as it is typed: a verb of a plan stands behind the plan.
fn typed<'w>(command: &'w str, arguments: &[&'w str]) -> Vec<&'w str> {
    match (command.strip_prefix("inspection "), arguments) {
        (Some(verb), [plan, rest @ ..]) => [&["inspection", *plan, verb], rest].concat(),
        _ => command.split(' ').chain(arguments.iter().copied()).collect(),
    }
}

/// Whoever is told is told at once.
const DELIVERED: &str = "[[deliver]]\ncommand = \"true\"\n\n[[workbook]]";

fn sent() -> Case {
    planned(Case::of("phu-luc-3"), &PLAN.replace("\"phu-luc-2\", ", ""))
        .declare("[[workbook]]", DELIVERED)
        .declared("may.wasm", str::from_utf8(&still()).unwrap())
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

/// The commands whose help names `--json`, also those below others.
fn commands(case: &Case, path: &str) -> Vec<String> {
    let arguments: Vec<&str> = path.split_whitespace().chain(["--help", "--lang", "en"]).collect();
    let page = case.tthc(&arguments).says_anything().exit(0).stdout;
    let mut found = Vec::new();
    if page.lines().any(|line| line.trim_start().starts_with("--json")) {
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

/// What a command printed; it has to fit the schema of the command, in which each answer and each failure has its shape.
#[track_caller]
fn value(case: &Case, text: &str, command: &str) -> Value {
    let value: Value =
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{command}: {error}"));
    assert_eq!(value["version"], 2, "{command}");
    let schema = schema(case, command);
    assert_eq!(faults(&schema, &value), [""; 0], "{command}: {value:#}");
    let mut other = value.clone();
    other["exit_code"] = json!("0");
    assert!(!faults(&schema, &other).is_empty(), "{command}: its schema lets anything pass");
    value
}

fn schema(case: &Case, command: &str) -> Value {
    let words: Vec<&str> =
        ["schema", "json"].into_iter().chain(command.split_whitespace()).collect();
    serde_json::from_str(&case.tthc(&words).exit_text()).unwrap()
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
        let words = typed(command, arguments);
        let night = case.tthc(&[&words[..], &["--json"]].concat()).says_anything().exit(exit);
        assert_eq!(value(&case, &night.stdout, command)["exit_code"], exit, "{command}");
        // No run bears that code, which is told as any failure is.
        let failed = command == "which";
        assert_eq!(!value(&case, &night.stdout, command)["error"].is_null(), failed, "{command}");
    }
}

#[test]
fn a_mistake_and_an_error_are_one_value_too() {
    let case = sent();
    for (command, arguments, _) in CALLS {
        let words = typed(command, arguments);
        let mistaken = [&words[..], &["--nonsense", "--json"]].concat();
        let night = case.tthc(&mistaken).says_anything().exit(2);
        let told = value(&case, &night.stdout, command);
        assert_eq!(told["exit_code"], 2, "{command}");
        let error = &told["error"];
        assert_eq!(error["code"], "usage", "{command}: {told}");
        assert!(error["message"].as_str().unwrap().contains("--nonsense"), "{command}: {told}");
        assert!(error["next"].as_str().unwrap().ends_with("--help"), "{command}: {told}");
        let nowhere: Vec<&str> =
            words.iter().map(|w| if *w == PIPELINE { "nowhere" } else { w }).collect();
        if nowhere != words {
            let night = case.tthc(&[&nowhere[..], &["--json"]].concat()).says_anything().exit(2);
            let error = value(&case, &night.stdout, command)["error"].take();
            assert_eq!(error["code"], "declaration", "{command}: {error}");
            let fault = &error["faults"][0];
            assert_eq!(fault["file"], "pipelines/nowhere.toml", "{command}: {error}");
            assert_eq!(fault["found"], "tệp không tồn tại", "{command}: {error}");
        }
    }
    let gone = case.tthc(&["inspect", "gone.xlsx", "-p", PIPELINE, "--json"]).says_anything();
    let told = value(&case, &gone.exit(2).stdout, "inspect");
    assert_eq!(told["error"]["code"], "no_file");
    assert!(told["error"]["message"].as_str().unwrap().contains("gone.xlsx"), "{told}");
}

#[test]
fn a_draft_as_data_holds_the_draft() {
    let case = sent();
    let text = case.tthc(&["form", "draft", "inbox/692.xlsx", "-p", PIPELINE]).says_anything();
    let text = text.exit(0).stdout;
    let night = case
        .tthc(&["form", "draft", "inbox/692.xlsx", "-p", PIPELINE, "--json", "--lang", "en"])
        .exit_text();
    let night = value(&case, &night, "form draft");
    assert_eq!(night["toml"].as_str(), Some(text.as_str()));
    assert_eq!(night["reread"]["findings"], serde_json::json!([]));
    assert!(night["assumptions"].as_array().unwrap().iter().all(Value::is_string), "{night}");
}

#[test]
fn a_bundle_as_data_lists_what_it_lacks() {
    let case = sent();
    case.run(&["--quiet"]).says_anything().exit(3);
    let case = case.without("692.xlsx");
    let call = ["bundle", PIPELINE, "-o", "night.zip", "--json", "--lang", "en"];
    let night = case.tthc(&call).says_anything().exit(3);
    let told = value(&case, &night.stdout, "bundle");
    assert_eq!(told["path"], "night.zip");
    assert_eq!(told["lacks"][0]["lack"], "input-gone");
    assert_eq!(told["lacks"][0]["message"], "692.xlsx: no longer in the inbox");
}

/// What a fault of a declaration is about stands by itself: nobody has to take a sentence apart.
#[test]
fn a_fault_of_a_declaration_has_its_file_line_and_key() {
    let case = sent().declare("metric = \"on_time_rate\"", "metric = \"on_time_rat\"");
    let night = case.tthc(&["plan", PIPELINE, "--json"]).says_anything().exit(2);
    let told = value(&case, &night.stdout, "plan");
    let fault = &told["error"]["faults"][0];
    assert_eq!((&fault["file"], &fault["key"]), (&json!(PIPELINE), &json!("ranking[1].metric")));
    let line = usize::try_from(fault["line"].as_u64().unwrap()).unwrap();
    let text = std::fs::read_to_string(case.path(PIPELINE)).unwrap();
    assert!(text.lines().nth(line - 1).unwrap().contains("on_time_rat"), "{fault}");
    assert!(fault["hint"].as_str().unwrap().contains("on_time_rate"), "{fault}");
}

/// A gap is a finding, as `check` and `inspect` tell the same one.
#[test]
fn a_finding_is_the_same_object_in_every_command() {
    let case = sent();
    let torn = LOC_NINH.replacen("| 60 ", "| 6O ", 1);
    assert_ne!(torn, LOC_NINH);
    let case = case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &torn))]);
    let of = |command: &str, arguments: &[&str], exit: i32, list: &str| -> Value {
        let words: Vec<&str> =
            [command].iter().chain(arguments).chain(&["--json"]).copied().collect();
        let told = value(&case, &case.tthc(&words).says_anything().exit(exit).stdout, command);
        let found = told.pointer(list).and_then(Value::as_array).unwrap().iter();
        let mut found: Vec<Value> = found.filter(|f| f["code"] == "F130").cloned().collect();
        assert_eq!(found.len(), 1, "{command}: {told:#}");
        let mut found = found.remove(0);
        // Files are named from the inbox, or as they were typed.
        found["file"] = json!("692.xlsx");
        found
    };
    let night = of("run", &[PIPELINE], 3, "/findings");
    assert_eq!((&night["unit"], &night["cell"]), (&json!("Huyện Lộc Ninh"), &json!("C8")));
    assert_eq!(of("run", &[PIPELINE, "--force"], 3, "/gaps"), night);
    assert_eq!(of("check", &["inbox/692.xlsx", "-p", PIPELINE], 3, "/findings"), night);
    let seen = of("inspect", &["inbox/692.xlsx", "-p", PIPELINE], 0, "/inspections/0/findings");
    assert_eq!(seen, night);
}

/// The kind of value that a schema stands for, without null.
fn kind(schema: &Value) -> String {
    let plain = |name: &Value| name.as_str().unwrap().to_owned();
    if let Some(target) = schema.get("$ref") {
        return plain(target);
    }
    if let Some(any) = schema.get("anyOf") {
        let kinds = any.as_array().unwrap().iter().map(kind).filter(|kind| kind != "null");
        return kinds.collect::<Vec<_>>().join(" or ");
    }
    let names = match &schema["type"] {
        Value::Array(names) => names.iter().map(plain).filter(|name| name != "null").collect(),
        name => vec![plain(name)],
    };
    match schema.get("items") {
        Some(items) => format!("{} of {}", names.join(" or "), kind(items)),
        None => names.join(" or "),
    }
}

/// The keys of all objects in a schema with the kinds of their values. What is counted stands apart: a list may have
/// the name of its count.
fn keys(schema: &Value, name: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        let counts = name.ends_with("Counts");
        for (key, value) in properties {
            if counts {
                assert_eq!(kind(value), "integer", "{name}.{key}");
            } else {
                found.entry(key.clone()).or_default().insert(kind(value));
            }
        }
    }
    for (key, value) in schema.as_object().into_iter().flatten() {
        match (key.as_str(), value) {
            ("$defs", Value::Object(below)) => {
                below.iter().for_each(|(name, schema)| keys(schema, name, found));
            }
            ("anyOf", Value::Array(any)) => any.iter().for_each(|one| keys(one, "", found)),
            _ => {}
        }
    }
}

#[test]
fn a_key_means_the_same_in_every_command() {
    let case = Case::new();
    let mut found = BTreeMap::new();
    keys(&schema(&case, ""), "", &mut found);
    assert!(found.len() > 100, "{found:?}");
    for list in ["findings", "gaps"] {
        assert_eq!(found[list], BTreeSet::from(["array of #/$defs/FindingJson".to_owned()]));
    }
    // What stood before and what stands now, of whatever changed; and numbers of whatever is counted.
    for of_anything in ["old", "new", "counts"] {
        found.remove(of_anything);
    }
    let several: Vec<_> = found.iter().filter(|(_, kinds)| kinds.len() > 1).collect();
    assert!(several.is_empty(), "{several:#?}");
}

#[test]
fn a_command_without_json_has_no_schema() {
    let case = Case::new();
    let said = case.tthc(&["schema", "json", "man", "--lang", "en"]).says_anything().exit(2).stderr;
    assert!(said.starts_with("error: `man` has no --json\nhint: there are: init, run, "), "{said}");
    case.tthc(&["schema", "form", "run"]).says_anything().exit(2);
}

impl crate::case::Call<'_> {
    #[track_caller]
    pub(crate) fn exit_text(self) -> String {
        self.says_anything().exit(0).stdout
    }
}
