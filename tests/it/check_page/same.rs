//! The page finds what `tthc check` finds, in every format, by every rule, in archives and letters.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Desk, files_below};
use crate::archives::archive;
use crate::letters::letter;
use crate::rulebook::{checked_alike, laid_out};

fn root(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

/// Looks at one file both ways.
#[track_caller]
fn compare(desk: &Desk, file: &Path) -> usize {
    let tab = desk.check(&[file.to_owned()]);
    let (expected, told) = desk.expected(file);
    let name = file.display();
    let said = tab.text("document.querySelector('#state').textContent");
    assert!(said.starts_with("Đã đọc"), "{name}: {said}");
    assert_eq!(desk.found(), expected, "{name}");
    let forms = told["submissions"].as_array().unwrap().len();
    let shown = tab.each("ul.forms li", "e.textContent").len();
    assert_eq!(shown, forms, "{name}: forms");
    let count = |key: &str| told["counts"][key].as_u64().unwrap();
    let verdict = tab.each(".verdict", "e.className").join(" ");
    let mend = count("errors") + count("blocking") > 0 || count("observations") == 0;
    assert_eq!(verdict.contains("mend"), mend, "{name}: {verdict}");
    expected.len()
}

#[test]
fn every_format_gives_the_findings_of_the_program() {
    let Some(desk) = Desk::nightly() else { return };
    let files = files_below(&root("fixtures/formats"));
    let found: usize = files.iter().map(|file| compare(&desk, file)).sum();
    assert!(files.len() > 70 && found > 50, "{found} findings in {} files", files.len());
    assert_eq!(desk.tab.console(), [""; 0]);
}

#[test]
fn both_inboxes_give_the_findings_of_the_program() {
    let Some(mut desk) = Desk::nightly() else { return };
    let files = files_below(&root("fixtures/binh-phuoc-2023q3"));
    let found: usize = files.iter().map(|file| compare(&desk, file)).sum();
    assert!(files.len() == 39 && found > 5, "{found} findings in {} files", files.len());
    let bytes = std::fs::read(&files[4]).unwrap();
    let other = std::fs::read(&files[9]).unwrap();
    let packed = archive(&[("a/692.xlsx", &bytes), ("697.xlsx", &other), ("x.pdf", b"%PDF-1.7")]);
    compare(&desk, &desk.file("goi.zip", &packed));
    let letter = letter(16, &[("692.xlsx", &bytes), ("x.pdf", b"%PDF-1.7")]);
    compare(&desk, &desk.file("thu.eml", letter.as_bytes()));
    desk.other(&root("pipelines/phu-tho-2026q3.toml"));
    for file in files_below(&root("fixtures/phu-tho-2026q3")) {
        compare(&desk, &file);
    }
}

#[test]
fn every_rule_gives_the_findings_of_the_program() {
    let Some(mut desk) = Desk::nightly() else { return };
    let mut seen = 0;
    for example in checked_alike() {
        let case = laid_out(&example);
        desk.other(&case.path(crate::case::PIPELINE));
        for file in files_below(&case.path("inbox")) {
            if file.file_name().is_some_and(|name| name != "received.csv") {
                seen += usize::from(compare(&desk, &file) > 0);
            }
        }
    }
    assert!(seen > 30, "{seen} files with findings");
}

/// Files that came together are checked together, as at night.
#[test]
fn files_that_are_chosen_together_are_checked_together() {
    let Some(desk) = Desk::nightly() else { return };
    let files = files_below(&root("fixtures/binh-phuoc-2023q3/cap-huyen"));
    let twice = desk.file("692-lan-2.xlsx", &std::fs::read(&files[4]).unwrap());
    let first = desk.file("692.xlsx", &std::fs::read(&files[4]).unwrap());
    desk.check(&[first.clone(), twice.clone()]);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tthc"));
    command.current_dir(desk.home.path()).args(["check", "692.xlsx", "692-lan-2.xlsx", "--json"]);
    let told = command.arg("-p").arg(&desk.pipeline).output().unwrap();
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let mut codes: Vec<String> = told["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["code"].as_str().unwrap().to_owned())
        .collect();
    codes.sort();
    let mut shown: Vec<String> = desk.found().into_iter().map(|told| told[1].clone()).collect();
    shown.sort();
    assert_eq!(shown, codes);
    // The same form is not wrong twice.
    assert_eq!(codes, ["F203"]);
}
