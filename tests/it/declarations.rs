//! Declarations: what is in `pipelines/` resolves, and what is wrong is reported, all of it at once, in
//! words an analyst can act on.
//!
//! Each folder in `fixtures/declarations/` holds one kind of mistake; `good` holds none, and `whole` every key that there is. The snapshots are
//! the messages as printed.

use std::path::{Path, PathBuf};

use tthc::model::{Lang, Level};
use tthc::pipeline::{
    Binding, DeclarationError, FailOn, Overrides, Pipeline, SheetKind, load, load_with,
};

use crate::case::{Case, PIPELINE};

const FIXTURES: &str = "fixtures/declarations";

fn entries(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn wrong() -> Vec<String> {
    entries(FIXTURES)
        .iter()
        .map(|path| name(path))
        .filter(|name| !["good", "whole"].contains(&name.as_str()))
        .collect()
}

fn fixture(name: &str) -> Result<Pipeline, DeclarationError> {
    load(&Path::new(FIXTURES).join(name).join("pipeline.toml"))
}

fn errors(name: &str) -> DeclarationError {
    fixture(name).err().unwrap_or_else(|| panic!("{name} is to be wrong and resolves"))
}

fn published() -> Vec<PathBuf> {
    let is_pipeline = |path: &PathBuf| {
        path.extension().is_some_and(|end| end == "toml") && !path.ends_with("metrics.toml")
    };
    entries("pipelines").into_iter().filter(is_pipeline).collect()
}

#[test]
fn every_published_pipeline_resolves() {
    let files = published();
    assert!(files.len() >= 2, "{files:?}");
    for file in files {
        let pipeline = load(&file).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(pipeline.id, file.file_stem().unwrap().to_str().unwrap());
        assert!(!pipeline.rankings.is_empty() && !pipeline.workbooks.is_empty());
    }
}

#[test]
fn every_form_is_used_by_a_pipeline() {
    let used: Vec<String> = published()
        .iter()
        .flat_map(|file| load(file).unwrap().forms)
        .map(|form| format!("{}.toml", form.id))
        .collect();
    let forms = entries("pipelines/forms");
    assert!(forms.len() >= 4, "{forms:?}");
    for name in forms.iter().map(|path| name(path)) {
        let tested = name == crate::flat::FORM;
        assert!(used.contains(&name) || tested, "no pipeline reads pipelines/forms/{name}");
    }
}

#[test]
fn every_wrong_declaration_says_what_is_wrong() {
    assert!(wrong().len() >= 19, "{:?}", wrong());
    for name in wrong() {
        insta::assert_snapshot!(format!("declaration_{name}"), errors(&name).say(Lang::En));
        insta::assert_snapshot!(format!("declaration_{name}_vi"), errors(&name).say(Lang::Vi));
    }
}

#[test]
fn every_message_has_a_place_and_no_full_stop() {
    for name in wrong() {
        for fault in errors(&name).faults {
            for lang in Lang::ALL {
                let line = fault.say(lang);
                assert!(line.starts_with(FIXTURES), "{line}");
                assert!(!line.ends_with('.'), "{line}");
                assert!(!fault.found.say(lang).is_empty(), "{line}");
                assert!(!fault.expected.say(lang).is_empty(), "{line}");
            }
        }
    }
}

/// What of a sentence is said by the program: without what is quoted out of a file.
fn own_words(sentence: &str) -> String {
    let mut out = String::new();
    for quote in sentence.split('`').step_by(2) {
        out.push_str(&quote.split('"').step_by(2).collect::<String>());
    }
    out
}

/// The other way round of `english.rs`.
#[test]
fn no_english_stands_in_a_vietnamese_fault() {
    const ENGLISH: [&str; 22] = [
        "found", "expected", "the", "of", "or", "and", "with", "without", "which", "beside",
        "nothing", "number", "text", "table", "column", "array", "string", "unknown", "known",
        "metric", "measure", "sheet",
    ];
    let mut faults = 0;
    for name in wrong() {
        for fault in errors(&name).faults {
            faults += 1;
            for sentence in [Some(&fault.found), Some(&fault.expected), fault.hint.as_ref()] {
                let Some(sentence) = sentence else { continue };
                let (vi, en) =
                    (own_words(sentence.say(Lang::Vi)), own_words(sentence.say(Lang::En)));
                // A list of names is data.
                let own = vi.split_once("ở đây có").map_or(vi.as_str(), |(own, _)| own);
                let mut said = own.split(|c: char| !c.is_alphanumeric() && c != '_');
                let english = said.find(|word| ENGLISH.contains(word));
                assert_eq!(english, None, "{name}: {vi}");
                let is_data = en.split(", ").all(|word| !word.trim().contains(' '));
                assert!(vi != en || is_data, "{name}: said twice in one language: {vi}");
            }
        }
    }
    assert!(faults > 150, "{faults}");
}

/// Whoever reads the declaration tells its faults in the language of the call.
#[test]
fn every_command_tells_a_fault_in_the_language_that_was_asked_for() {
    let case = Case::new().declare("period = \"2023-Q3\"", "period = \"quý 3\"");
    let calls: [&[&str]; 9] = [
        &["run", PIPELINE],
        &["plan", PIPELINE],
        &["doctor", PIPELINE],
        &["status", PIPELINE],
        &["status", PIPELINE, "--monitor"],
        &["schedule", PIPELINE],
        &["deliver", PIPELINE],
        &["what-if", PIPELINE, "--set", "fail-on=never"],
        &["check", "inbox/a.xlsx", "-p", PIPELINE],
    ];
    for call in calls {
        for (lang, wanted, other) in
            [("vi", "cần một kỳ", "expected a period"), ("en", "expected a period", "cần")]
        {
            let call = case.tthc(&[call, &["--lang", lang]].concat()).says_anything().exit(2);
            let told = format!("{}{}", call.stdout, call.stderr);
            assert!(told.contains(wanted) && !told.contains(other), "{lang}: {told}");
        }
    }
}

#[test]
fn all_faults_of_all_files_come_in_one_pass_by_file_and_line() {
    let faults = errors("many").faults;
    assert!(faults.len() >= 8, "{faults:?}");
    let places: Vec<_> = faults.iter().map(|fault| (&fault.file, fault.line)).collect();
    assert!(places.is_sorted(), "{places:?}");
    let mut files: Vec<&String> = faults.iter().map(|fault| &fault.file).collect();
    files.dedup();
    assert_eq!(files.len(), 3, "{files:?}");
}

#[test]
fn a_file_that_is_not_there_is_said_without_a_line() {
    let error = load(Path::new("pipelines/absent.toml")).unwrap_err();
    assert_eq!(
        error.say(Lang::En),
        "pipelines/absent.toml: found no such file, expected a pipeline file"
    );
    assert_eq!(error.to_string(), "pipelines/absent.toml: tệp không tồn tại, cần một tệp pipeline");
}

#[test]
fn metrics_without_counts_are_left_out_of_a_pipeline() {
    let pipeline = fixture("good").unwrap();
    let ids: Vec<&str> = pipeline.metrics.iter().map(|metric| metric.id.as_str()).collect();
    assert_eq!(ids, ["on_time_rate"], "no form holds `waiting`");
    assert_eq!(pipeline.metric(pipeline.rankings[0].shares[0].metric).id, "on_time_rate");
}

#[test]
fn paths_are_relative_to_the_file_and_take_the_period() {
    let pipeline = fixture("good").unwrap();
    let folder = Path::new(FIXTURES).join("good");
    assert_eq!(pipeline.inbox, folder.join("inbox-2023q3"));
    assert_eq!(pipeline.output, folder.join("output"));
    assert_eq!(pipeline.fail_on, FailOn::Gaps);
}

#[test]
fn what_is_set_for_a_run_wins() {
    let path = Path::new(FIXTURES).join("good/pipeline.toml");
    let month = Overrides { period: Some("2023-09".parse().unwrap()), ..Overrides::default() };
    let pipeline = load_with(&path, &month).unwrap();
    assert_eq!(pipeline.inbox, Path::new(FIXTURES).join("good/inbox-202309"));
    let all = Overrides {
        inbox: Some("elsewhere/{period}".into()),
        output: Some("out".into()),
        fail_on: Some(FailOn::Warning),
        ..month
    };
    let pipeline = load_with(&path, &all).unwrap();
    assert_eq!(pipeline.inbox, Path::new("elsewhere/{period}"), "taken as given");
    assert_eq!(pipeline.output, Path::new("out"));
    assert_eq!(pipeline.fail_on, FailOn::Warning);
    assert_eq!(pipeline.period.to_string(), "2023-09");
}

#[test]
fn the_nightly_pipeline_means_what_the_plan_says() {
    let pipeline = load(Path::new("pipelines/nightly.toml")).unwrap();
    let count = |level| pipeline.register.iter().filter(|(_, unit)| unit.level == level).count();
    assert_eq!([Level::Department, Level::District, Level::Commune].map(count), [20, 11, 111]);
    assert_eq!(pipeline.metrics.len(), 7);
    let plan_2 = pipeline.form("phu-luc-2").unwrap();
    assert!(plan_2.column("received_direct").is_none(), "the official form leaves it out");
    let plan_3 = pipeline.form("phu-luc-3").unwrap();
    assert_eq!(plan_3.counts().count(), 10);
    let late = plan_3.column("pending_overdue").unwrap();
    assert_eq!(late.path[0][0], "số lượng hồ sơ đang giải quyết");
    assert!(late.path[1].contains(&"trễ hạn".to_owned()), "synonyms hold in every path");
    assert!(plan_3.words.signature.contains(&"tm".to_owned()), "words are keys");
    let plan_5 = pipeline.form("phu-luc-5").unwrap();
    assert_eq!(plan_5.identities[0].whole.len(), 2);
    assert_eq!(plan_5.identities[0].parts.len(), 5);
    let satisfied = plan_5.column("satisfied").unwrap().printed.as_ref().unwrap();
    assert_eq!(satisfied.numerator.terms.len(), 1, "the column's own count");
    assert_eq!(satisfied.denominator.as_ref().map(|sum| sum.terms.len()), Some(5));
    // Every ranking is published, and in one workbook.
    let sheets = pipeline.workbooks.iter().flat_map(|workbook| &workbook.sheets);
    let mut rankings: Vec<usize> = sheets
        .filter_map(|kind| if let SheetKind::Ranking(index) = kind { Some(*index) } else { None })
        .collect();
    rankings.sort_unstable();
    assert!(rankings.into_iter().eq(0..pipeline.rankings.len()));
}

#[test]
fn another_province_needs_only_files() {
    let pipeline = load(Path::new("pipelines/phu-tho-2026q3.toml")).unwrap();
    let form = pipeline.form("tien-do-766").unwrap();
    let printed: Vec<u32> = form
        .columns
        .iter()
        .filter(|column| column.binding == Binding::Printed)
        .filter_map(|column| column.printed.as_ref().map(|printed| printed.scale))
        .collect();
    assert_eq!(printed, [100, 20]);
    assert!(pipeline.rankings.iter().all(|ranking| ranking.full_points() == 20));
}
