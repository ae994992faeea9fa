//! `tthc schema`: what the files of `pipelines/` may hold, against these files and against the program itself.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "cases lay out temporary folders of their own")]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tthc::model::{Code, Level, Severity};
use tthc::pipeline::FailOn;

use crate::case::{Case, PIPELINE};
use crate::fits::faults;
use crate::inspection_plans::{PLAN, planned};

fn schema(file: &str) -> Value {
    let text = Case::new().tthc(&["schema", file]).says_anything().exit(0).stdout;
    serde_json::from_str(&text).unwrap()
}

/// A file of `pipelines/` with the kind of its schema.
fn declarations() -> Vec<(PathBuf, &'static str)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
    let files = |folder: &Path| -> Vec<PathBuf> {
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect()
    };
    let forms = files(&folder.join("forms")).into_iter().map(|path| (path, "form"));
    let others = files(&folder).into_iter().map(|path| {
        let kind = if path.ends_with("metrics.toml") { "metrics" } else { "pipeline" };
        (path, kind)
    });
    let plans = files(&folder.join("inspections")).into_iter().map(|path| (path, "inspection"));
    forms.chain(others).chain(plans).collect()
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap()
}

#[test]
fn every_declaration_keeps_its_schema() {
    let declarations = declarations();
    assert!(declarations.len() >= 10, "{declarations:?}");
    for (path, kind) in declarations {
        let faults = faults(&schema(kind), &read(&path));
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
    }
}

#[test]
fn a_misspelt_key_and_an_unknown_word_break_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
    let (schema, good) = (schema("pipeline"), read(&folder.join("nightly.toml")));
    let broken = |change: fn(&mut Value)| {
        let mut value = good.clone();
        change(&mut value);
        faults(&schema, &value)
    };
    assert_eq!(broken(|value| value["titel"] = json!("x")), [".titel: not a key"]);
    assert_eq!(broken(|value| value["title"] = json!(1)), [".title: not of type \"string\""]);
    let found = broken(|value| value["ranking"][0]["leage"] = json!("department"));
    assert_eq!(found, [".ranking[0].leage: not a key"]);
    let found = broken(|value| value["fail-on"] = json!("allways"));
    assert!(found.len() == 1 && found[0].contains("is none of"), "{found:?}");
    let found = broken(|value| value["workbook"][0]["sheets"] = json!(["ranking:", "rankings"]));
    assert!(found.len() == 1 && found[0].starts_with(".workbook[0].sheets[0]"), "{found:?}");
    let found = broken(|value| value["workbook"][0]["sheets"] = json!(["ranking:communes"]));
    assert_eq!(found, [""; 0]);
}

/// The words are those of the program: a word that it takes is in the schema, and each word of the schema is taken.
#[test]
fn the_words_of_a_schema_are_those_that_are_taken() {
    let schema = schema("pipeline");
    let words = |value: &Value| -> Vec<String> {
        value["enum"].as_array().unwrap().iter().map(|w| w.as_str().unwrap().to_owned()).collect()
    };
    let keys = &schema["properties"];
    assert_eq!(words(&keys["fail-on"]), FailOn::ALL.map(FailOn::word));
    let check = &keys["check"]["items"]["properties"];
    assert_eq!(words(&check["code"]).len(), Code::ALL.len());
    for word in Severity::ALL.map(Severity::word) {
        assert!(words(&check["severity"]).contains(&word.to_owned()), "{word}");
    }
    let league = words(&keys["ranking"]["items"]["properties"]["league"]);
    assert_eq!(league, Level::ALL.map(Level::word));
    for word in words(&check["severity"]) {
        let case = Case::new();
        let path = case.path(PIPELINE);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(
            &path,
            format!("{text}\n[[check]]\ncode = \"F203\"\nseverity = \"{word}\"\n"),
        )
        .unwrap();
        case.run(&[]).says_anything().exit(4);
    }
}

/// Every key of a schema is one that reading knows: a file that holds them all draws no word about an unknown key, but
/// one about the value of each.
#[test]
fn no_key_of_a_schema_is_unknown_to_the_program() {
    let what_if: &[&str] =
        &["what-if", PIPELINE, "--rule", "pipelines/luat.toml", "-v", "--lang", "en"];
    let run: &[&str] = &["run", PIPELINE, "-v", "--lang", "en"];
    for (file, kind, command) in [
        (PIPELINE, "pipeline", run),
        ("pipelines/forms/phu-luc-3.toml", "form", run),
        ("pipelines/metrics.toml", "metrics", run),
        ("pipelines/inspections/ke-hoach.toml", "inspection", run),
        ("pipelines/luat.toml", "rules", what_if),
    ] {
        let plan = PLAN.replace("\"phu-luc-2\", ", "");
        let case = planned(Case::of("phu-luc-3"), &plan);
        let keys: Vec<String> =
            schema(kind)["properties"].as_object().unwrap().keys().cloned().collect();
        // A value of a type that no key takes: the fault is about the value, not about the key.
        let text = format!("{} = 1.5\n", keys.join(" = 1.5\n"));
        std::fs::write(case.path(file), text).unwrap();
        let night = case.tthc(command).says_anything().exit(2);
        let unknown: Vec<&str> =
            night.stderr.lines().filter(|line| line.contains("unknown key")).collect();
        assert!(unknown.is_empty(), "{kind}: {unknown:#?}");
        for key in &keys {
            let named = night.stderr.lines().any(|line| line.contains(&format!(" {key}: ")));
            assert!(named, "{kind}: nothing is said about `{key}`:\n{}", night.stderr);
        }
    }
}
