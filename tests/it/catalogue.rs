//! The catalogues: finding codes, rules, exit codes and the files of `pipelines/` are complete, without repeats
//! and in order.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tthc::check::CATALOGUE;
use tthc::model::{Check, Code, Exit, Stage};
use tthc::validate::RULES;
use tthc::{ingest, validate};

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
    let mut said = BTreeMap::new();
    for &code in Code::ALL {
        let Check { title, severity: _, vietnamese, english, .. } = *CATALOGUE.get(code);
        let upper = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        let plain = title.trim() == title && title.ends_with(char::is_alphanumeric);
        assert!(upper(title) && plain, "{code}: title `{title}`");
        let sentence = english.means.ends_with('.') && !english.means.ends_with("..");
        assert!(
            upper(english.means) && sentence && english.means.len() > 20,
            "{code}: `{english:?}`"
        );
        for guidance in [vietnamese, english] {
            for text in [guidance.means, guidance.example, guidance.mend] {
                assert!(text.trim() == text && text.len() > 10, "{code}: `{text}`");
            }
        }
        for text in [title, vietnamese.means, english.means] {
            assert_eq!(said.insert(text, code), None, "{code}: `{text}` is said of another");
        }
    }
}

/// The reading half explains its own codes without the rest.
#[test]
fn each_half_lists_its_own_codes_by_number() {
    let ids = |checks: &[&Check], stage: Stage| {
        let mut own: Vec<&str> = Vec::new();
        for check in checks {
            assert_eq!(check.code.stage(), stage, "{}", check.code);
            own.push(check.code.id());
        }
        own
    };
    let read = ids(ingest::CHECKS, Stage::Ingest);
    assert!(read.is_sorted(), "{read:?}");
    let mut validated = ids(validate::CHECKS, Stage::Validate);
    validated.sort_unstable();
    let all: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    assert_eq!([read, validated].concat(), all);
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
    // What follows from declared policies and the register, what is not there of the runs of others, and what is said of a
    // rule that fails belongs to no rule.
    let policies = [Code::UnitLeftOut, Code::WaiverEnded, Code::WaiverIdle];
    let of_runs = [Code::ProvinceWithoutRun, Code::UnitOfNobody];
    let apart = [&policies[..], &of_runs, &[Code::UnitRearranged, Code::CheckFailed]].concat();
    let mut named: Vec<&str> = Vec::new();
    for rule in RULES {
        assert!(!rule.checks.is_empty(), "a rule names no code");
        named.extend(rule.checks.iter().map(|check| check.code.id()));
    }
    let expected: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| code.stage() == Stage::Validate && !apart.contains(code))
        .map(|code| code.id())
        .collect();
    assert_eq!(named, expected, "left: the rules in their order, right: the codes");
}

/// A code with its words stands in one file: with its check in validation, in a file of its own in reading, where
/// another file raises it. None is only a promise.
#[test]
fn every_code_has_one_file_and_is_raised() {
    let sources: Vec<(PathBuf, String)> = ["src/read", "src/ingest", "src/validate"]
        .into_iter()
        .flat_map(files)
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| {
            let source = fs::read_to_string(&path).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            (path, source)
        })
        .collect();
    for &code in Code::ALL {
        let told = format!("\n    code: Code::{code:?},\n");
        let here: Vec<&(PathBuf, String)> =
            sources.iter().filter(|(_, source)| source.contains(&told)).collect();
        let [(path, source)] = here.as_slice() else { panic!("{code}: in {} files", here.len()) };
        let name = source.split(&told).next().unwrap();
        let name = name.rsplit_once("static ").unwrap().1.split(':').next().unwrap();
        let raised = format!("&{name}");
        let raises = |(path, source): &(PathBuf, String)| {
            let lists = |line: &&str| !line.contains("checks: &[") && !line.contains("CHECKS: &[");
            let list = path.ends_with("findings/mod.rs");
            !list && source.lines().filter(lists).any(|line| line.contains(&raised))
        };
        let own = path.display();
        assert!(sources.iter().any(raises), "{code}: nothing raises {name} of {own}");
        let head = source.lines().take_while(|line| line.starts_with("//!"));
        assert!(
            head.into_iter().any(|line| line.contains(code.id())),
            "{own} does not name {code}"
        );
    }
}

/// No code is only described: an example or a test shows it raised, by its number.
#[test]
fn every_code_is_seen_by_its_number() {
    let tests = files("tests/it").into_iter().chain(files("src/validate"));
    let tests: String = tests.filter_map(|path| fs::read_to_string(path).ok()).collect();
    for &code in Code::ALL {
        let severity = CATALOGUE.get(code).severity.word();
        let all = ["note", "warning", "error", "blocking"];
        let seen =
            |end: &str| all.iter().any(|word| tests.contains(&format!("{code} {word}{end}")));
        let seen = seen(" ") || seen(":");
        assert!(seen, "no test shows `{code} {severity} …`");
    }
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
            used.extend(
                ["units", "aliases", "successions", "forms", "metrics", "inspections"]
                    .into_iter()
                    .flat_map(named),
            );
        } else {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
            there.insert(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
        }
    }
    // Whoever gets such exports names it; here its tests do.
    used.insert(format!("forms/{}", crate::flat::FORM));
    used.extend(crate::reform::SHIPPED.map(|file| format!("units/{file}")));
    // What the program carries is no pipeline's: the tests of `tthc register` hold it.
    there.retain(|file| !file.starts_with("units/vietnam/"));
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
