//! The catalogues: finding codes, rules, exit codes and the files of `pipelines/` are complete, without repeats
//! and in order.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tthc::model::{Code, Exit, Stage};
use tthc::validate::{POLICY_CODES, RULES};

#[test]
fn code_ids_are_well_formed_unique_and_sorted() {
    let ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    for id in &ids {
        let bytes = id.as_bytes();
        let fits = bytes.len() == 4 && bytes[0] == b'F' && matches!(bytes[1], b'1'..=b'3');
        assert!(fits && bytes[2..].iter().all(u8::is_ascii_digit), "{id}");
    }
    assert!(ids.is_sorted_by(|a, b| a < b), "not sorted or not unique: {ids:?}");
}

#[test]
fn codes_are_found_by_their_id_and_by_nothing_else() {
    for &code in Code::ALL {
        assert_eq!(Code::parse(code.id()), Some(code));
        assert_eq!(code.to_string(), code.id());
    }
    for id in ["F100", "f101", " F101", ""] {
        assert_eq!(Code::parse(id), None, "{id}");
    }
}

#[test]
fn every_code_says_what_it_means() {
    let mut titles = BTreeMap::new();
    for code in Code::ALL {
        let title = code.title();
        let upper = title.chars().next().is_some_and(char::is_uppercase);
        let plain = title.trim() == title && title.ends_with(char::is_alphanumeric);
        assert!(upper && plain, "{code}: title `{title}`");
        assert_eq!(titles.insert(title, code), None, "{code}: title `{title}` is taken");
        let explanation = code.explanation().trim();
        let upper = explanation.chars().next().is_some_and(char::is_uppercase);
        let sentence = explanation.ends_with('.') && !explanation.ends_with("..");
        assert!(upper && sentence && explanation.len() > 20, "{code}: `{explanation}`");
    }
}

#[test]
fn the_hundred_of_a_code_is_its_stage() {
    for code in Code::ALL {
        let stage = if code.id().starts_with("F1") { Stage::Ingest } else { Stage::Validate };
        assert_eq!(code.stage(), stage, "{code}");
    }
}

#[test]
fn every_code_of_validation_belongs_to_exactly_one_rule() {
    // What follows from declared policies, and what is said of a rule that fails, belongs to no rule.
    let apart = [POLICY_CODES, &[Code::CheckFailed]].concat();
    let mut named: Vec<&str> = Vec::new();
    for rule in RULES {
        assert!(!rule.codes.is_empty(), "a rule names no code");
        named.extend(rule.codes.iter().map(|code| code.id()));
    }
    let expected: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| code.stage() == Stage::Validate && !apart.contains(code))
        .map(|code| code.id())
        .collect();
    assert_eq!(named, expected, "left: the rules in their order, right: the codes");
}

/// A rule raises what it names, reading raises the rest, and no code is only a promise.
#[test]
fn every_code_is_raised_where_it_belongs() {
    let raised = |folder: &str| -> BTreeSet<String> {
        let sources = files(folder)
            .into_iter()
            .filter(|path| path.extension().is_some_and(|end| end == "rs"));
        sources
            .map(|path| fs::read_to_string(path).unwrap())
            .flat_map(|source| {
                let names = source.split("Code::").skip(1).map(|rest| {
                    rest.chars().take_while(|c| c.is_alphanumeric()).collect::<String>()
                });
                names.collect::<Vec<_>>()
            })
            .filter(|name| name != "ALL")
            .collect()
    };
    let of = |stage: Stage| -> BTreeSet<String> {
        Code::ALL
            .iter()
            .filter(|code| code.stage() == stage)
            .map(|code| format!("{code:?}"))
            .collect()
    };
    assert_eq!(raised("src/ingest"), of(Stage::Ingest), "left: raised in src/ingest, right: F1xx");
    assert_eq!(
        raised("src/validate"),
        of(Stage::Validate),
        "left: raised in src/validate, right: F2xx, F3xx"
    );
}

#[test]
fn exit_codes_are_the_published_ones() {
    let codes: Vec<u8> = Exit::ALL.iter().map(|exit| exit.code()).collect();
    assert_eq!(codes, [0, 1, 2, 3, 4, 5, 11, 130, 143]);
    let words = [
        "complete",
        "failed",
        "declaration",
        "gaps",
        "nothing to do",
        "one stage",
        "lock",
        "interrupted",
        "ended from outside",
    ];
    for (exit, word) in Exit::ALL.iter().zip(words) {
        let sentence = exit.sentence();
        assert!(sentence.contains(word), "{}: `{sentence}` does not say `{word}`", exit.code());
        assert!(sentence.starts_with(char::is_lowercase) && !sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn every_file_of_pipelines_is_used_by_a_pipeline() {
    let mut used = BTreeSet::new();
    let mut there = BTreeSet::new();
    for path in files("pipelines") {
        let top = path.parent().is_some_and(|folder| folder.ends_with("pipelines"));
        let source = fs::read_to_string(&path).unwrap();
        let table: toml::Table = if path.extension().is_some_and(|end| end == "toml") {
            source.parse().unwrap()
        } else {
            toml::Table::new()
        };
        let named = |key: &str| -> Vec<String> {
            match table.get(key) {
                Some(toml::Value::String(file)) => vec![file.clone()],
                Some(toml::Value::Array(files)) => {
                    files.iter().filter_map(|file| file.as_str().map(str::to_owned)).collect()
                }
                _ => Vec::new(),
            }
        };
        if top && table.contains_key("period") {
            used.extend(["units", "aliases", "forms", "metrics"].into_iter().flat_map(named));
        } else {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
            there.insert(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
        }
    }
    // Whoever gets such exports names it; here its tests do.
    used.insert(format!("forms/{}", crate::flat::FORM));
    assert!(there.iter().filter(|file| file.starts_with("forms/")).count() >= 4, "{there:?}");
    assert_eq!(there, used, "left: what lies in pipelines/, right: what pipelines name");
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}
