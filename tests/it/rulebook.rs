//! The catalogue of checks by example: for each code of validation, and for those of reading that a grid can cause, a
//! file in `fixtures/rules/` that causes it, and a snapshot of everything that is found there.
//!
//! A file is a list of directives and the lines of grids below them: `= forms` that are known, `= declare` a line of the
//! pipeline, `= unit` one of the register, `= received` a line of `received.csv`, `= file NAME SHEET` and `= sheet NAME` where a grid begins, `= head N`
//! the header of Phụ lục N, `= period` after which the files are those of that period and the ones before were those
//! of the quarter before it, `= rename OLD => NEW` what is another name in the register from then on.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tthc::model::{Code, Stage};

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::LOC_NINH;

/// Codes that no submission can cause.
const WITHOUT_EXAMPLE: [Code; 3] =
    [Code::CheckFailed, Code::ProvinceWithoutRun, Code::UnitOfNobody];

/// Codes whose example takes a whole Phụ lục 1; their snapshots stand with its tests.
const OF_INDICATORS: [&str; 2] = ["F209", "F304"];

#[test]
fn every_check_has_an_example_that_it_finds() {
    let (mut seen, mut silent) = (Vec::new(), Vec::new());
    for (code, example) in examples() {
        let found = findings(&example);
        if !found.contains(&format!("{code} ")) {
            silent.push(format!("{code} is not found:\n{found}"));
            continue;
        }
        insta::assert_snapshot!(format!("rule_{code}"), found);
        seen.push(code);
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    let read = |code: &str| Code::parse(code).is_some_and(|code| code.stage() == Stage::Ingest);
    seen.retain(|code| !read(code));
    let expected: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| code.stage() == Stage::Validate && !WITHOUT_EXAMPLE.contains(code))
        .map(|code| code.id())
        .filter(|code| !OF_INDICATORS.contains(code))
        .collect();
    assert_eq!(seen, expected, "left: fixtures/rules, right: the codes");
}

/// The examples that a check finds the same in wherever it is made. Lists of dossiers are counted by the program alone; what is
/// said of them elsewhere the tests of lists hold.
pub(crate) fn checked_alike() -> impl Iterator<Item = String> {
    let is_list = |example: &String| example.contains("= forms ho-so\n");
    examples().into_iter().map(|(_, example)| example).filter(move |example| !is_list(example))
}

fn examples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut examples: Vec<(String, String)> = files
        .filter_map(|file| {
            let code = file.file_stem()?.to_str()?.to_owned();
            Some((code, fs::read_to_string(&file).ok()?))
        })
        .collect();
    examples.sort();
    examples
}

/// The sheets of the files of an inbox.
type Inbox = BTreeMap<String, Vec<(String, String)>>;

/// What is found in the last period of an example.
fn findings(example: &str) -> String {
    laid_out(example).read().findings()
}

/// Lays an example out, with the runs of the periods before its last.
pub(crate) fn laid_out(example: &str) -> Case {
    let (mut forms, mut declared, mut received) = (String::new(), String::new(), String::new());
    let mut units = String::new();
    let mut periods: Vec<Inbox> = vec![Inbox::new()];
    let (mut file, mut renamed) = (String::new(), String::new());
    for line in example.lines().filter(|line| !line.starts_with('#')) {
        let inbox = periods.last_mut().unwrap_or_else(|| panic!("no period"));
        let sheets = inbox.entry(file.clone()).or_default();
        let mut grid = |text: &str| {
            let (_, grid) =
                sheets.last_mut().unwrap_or_else(|| panic!("a line of no sheet: {text}"));
            grid.push_str(text);
            grid.push('\n');
        };
        match line.strip_prefix("= ").map(|rest| rest.split_once(' ').unwrap_or((rest, ""))) {
            None => grid(line),
            Some(("head", number)) => grid(head(number).trim_end()),
            Some(("sheet", name)) => sheets.push((name.to_owned(), String::new())),
            Some(("file", place)) => {
                let (name, sheet) = place.split_once(' ').unwrap_or_default();
                name.clone_into(&mut file);
                inbox.insert(file.clone(), vec![(sheet.to_owned(), String::new())]);
            }
            Some(("forms", ids)) => ids.clone_into(&mut forms),
            Some(("declare", text)) => declared = format!("{declared}{text}\n"),
            Some(("unit", text)) => units = format!("{units}{text}\n"),
            Some(("received", text)) => received = format!("{received}{text}\n"),
            Some(("period", _)) => {
                periods.push(Inbox::new());
                file.clear();
            }
            Some(("rename", names)) => names.clone_into(&mut renamed),
            Some((other, _)) => panic!("no directive `{other}`"),
        }
    }
    let mut case = case(&forms, &declared);
    if !units.is_empty() {
        let last = "25297,commune,692,Xã Tân Tiến,\n";
        case = case.edit("pipelines/units.csv", last, &format!("{last}{units}"));
    }
    if !received.is_empty() {
        case = case.bytes("received.csv", received.as_bytes());
    }
    let (last, before) = periods.split_last().unwrap_or_else(|| panic!("no period"));
    for inbox in before {
        case = lay_out(case, inbox);
        case.run(&["--quiet", "--fail-on", "never", "--period", "2023-Q2"]).exit(0);
    }
    if let Some((old, new)) = renamed.split_once(" => ") {
        case = case.edit("pipelines/units.csv", old, new);
    }
    lay_out(case, last)
}

fn lay_out(mut case: Case, inbox: &Inbox) -> Case {
    for (name, sheets) in inbox.iter().filter(|(name, _)| !name.is_empty()) {
        let sheets: Vec<(&str, &str)> =
            sheets.iter().map(|(sheet, grid)| (sheet.as_str(), grid.as_str())).collect();
        case = case.file(name, &sheets);
    }
    case
}

/// Huyện Lộc Ninh and Sở Nội vụ with these forms.
fn case(forms: &str, declared: &str) -> Case {
    let all = r#"["forms/phu-luc-2.toml", "forms/phu-luc-3.toml", "forms/phu-luc-5.toml"]"#;
    let forms: Vec<String> =
        forms.split(' ').map(|form| format!("\"forms/{form}.toml\"")).collect();
    let only_survey = forms.len() == 1 && forms[0].contains("phu-luc-5");
    let case = Case::new()
        .declare(all, &format!("[{}]", forms.join(", ")))
        .declare("[[workbook]]", &format!("{declared}\n[[workbook]]"))
        .edit("pipelines/units.csv", crate::case::DONG_PHU, "")
        .edit("pipelines/units.csv", "70.so-tu-phap,department,70,Sở Tư pháp,\n", "");
    // The rankings of the case are of a rate that the survey does not supply.
    if only_survey { case.declare("\"on_time_rate\"", "\"satisfaction_rate\"") } else { case }
}

fn head(number: &str) -> &'static str {
    match number {
        "2" => HEAD_2,
        "3" => HEAD_3,
        "5" => HEAD_5,
        other => panic!("no header of Phụ lục {other}"),
    }
}

/// Nobody can say which of two forms is meant where both have the same header and neither is named above it.
#[test]
fn a_table_that_fits_two_forms_alike_counts_in_neither() {
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/forms/phu-luc-3.toml");
    let twin = fs::read_to_string(form).unwrap_or_default();
    let twin = twin.replace("id = \"phu-luc-3\"", "id = \"phu-luc-3b\"");
    let twin = twin.replace("name = \"Phụ lục 3\"", "name = \"Phụ lục 3b\"");
    // A sentence above the table would tell the two apart.
    let other = |line| match line {
        line if str::starts_with(line, "anchors") => "anchors = [\"biểu thứ hai\"]",
        line => line,
    };
    let twin: Vec<&str> = twin.lines().map(other).collect();
    let header = HEAD_3.split_once("\n\n").map_or("", |(_, header)| header);
    let forms = r#"["forms/phu-luc-3.toml", "forms/phu-luc-3b.toml"]"#;
    let case = Case::district("phu-luc-3")
        .declared("forms/phu-luc-3b.toml", &twin.join("\n"))
        .declare(r#"["forms/phu-luc-3.toml"]"#, forms)
        .file("692.xlsx", &[("Biểu", &under(header, LOC_NINH))]);
    let found = case.read().findings();
    let told = "F106 error 692.xlsx!Biểu!B1: bảng giống nhau giữa Phụ lục 3 và Phụ lục 3b";
    assert!(found.contains(told), "{found}");
}

/// A person reads no thousands of sentences about one file.
#[test]
fn more_findings_than_can_be_listed_are_counted() {
    let line = |number: usize| format!("{number} | Lĩnh vực {number}{}\n", " | x".repeat(10));
    let body: String = (1..300).map(line).collect();
    let case =
        Case::district("phu-luc-3").file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &body))]);
    let found = case.read().findings();
    let more = found.lines().find(|line| line.starts_with("F116 error 692.xlsx: còn "));
    assert!(more.is_some_and(|line| line.ends_with(" → left_out")), "{found}");
}
