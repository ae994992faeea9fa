//! What a unit gets back can be mended in place and sent again: it is read like what it sent first.

use std::collections::BTreeMap;
use std::fs;

use tthc::model::{CellRef, Finding, Severity};

use crate::case::Case;
use crate::grid::{HEAD_3, HEAD_5, under};
use crate::reading::{DONG_PHU, LOC_NINH, SURVEY};
use crate::returned::{back, returned};

/// Two districts with faults of several kinds, over sheets and files, one of them hidden.
fn faulty() -> Case {
    let form = LOC_NINH.replacen("| 60 ", "| 61 ", 1).replacen("| 34 ", "| 3O ", 1);
    let other = DONG_PHU.replacen("| 60 | 20 |", "|    | 20 |", 1).replacen(
        "| 20 | 0  |",
        "| 2b | 0  |",
        1,
    );
    let survey = SURVEY.replacen("(đạt 50%)", "(đạt 51,2%)", 1);
    Case::of("phu-luc-3")
        .declare("\"forms/phu-luc-3.toml\"", "\"forms/phu-luc-3.toml\", \"forms/phu-luc-5.toml\"")
        .file(
            "cap-huyen/692.xlsx",
            &[
                ("Phụ lục 3", &under(HEAD_3, &form)),
                (".Nháp", "x | 1\ny | 2"),
                ("Ghi chép", "a | b"),
            ],
        )
        .file("cap-huyen/692-khao-sat.xlsx", &[("Phụ lục 5", &under(HEAD_5, &survey))])
        .file("cap-huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &other))])
}

/// Each observation without the file it stands in.
fn observed(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| line.split_once('!').map_or(line, |(_, behind)| behind).to_owned())
        .collect();
    lines.sort();
    lines
}

#[test]
fn every_form_that_goes_back_is_read_like_what_was_sent() {
    let case = faulty();
    let first = {
        let night = case.read();
        observed(&night.observed())
    };
    let names = returned(&case);
    assert_eq!(names, ["692-huyen-loc-ninh.xlsx", "695-huyen-dong-phu.xlsx"]);
    let folder = case.latest().path().join("phan-hoi");
    let forms: Vec<(String, Vec<u8>)> = names
        .into_iter()
        .map(|name| {
            let bytes = fs::read(folder.join(&name)).unwrap_or_else(|error| panic!("{error}"));
            (name, bytes)
        })
        .collect();
    let again = ["cap-huyen/692.xlsx", "cap-huyen/692-khao-sat.xlsx", "cap-huyen/695.xlsx"]
        .into_iter()
        .fold(faulty(), Case::without);
    let again = forms.iter().fold(again, |case, (name, bytes)| case.bytes(name, bytes));
    let night = again.read();
    assert_eq!(observed(&night.observed()), first);
    assert!(!night.findings().contains("Phản hồi"), "{}", night.findings());
    // And what goes back the second time has no list of the first.
    let second = crate::returned::back(&again, "692.xlsx").sheets();
    assert_eq!(second, ["Phản hồi", "Phụ lục 5", "Phụ lục 3", "Nháp", "Ghi chép"]);
}

/// Faults of which the right value is told: a letter in a number, a total that is short, a cell left blank.
fn mendable() -> Case {
    let form = LOC_NINH.replacen("| 34 ", "| 3O ", 1).replacen("| 90 ", "| 91 ", 1);
    let other = DONG_PHU.replacen("| 80 | 30 |", "|    | 30 |", 1);
    Case::of("phu-luc-3")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &form)), ("Ghi chép", "a | b")])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &other))])
}

/// The numbers that findings on the file of a unit expect, by sheet and cell.
fn told(findings: &[Finding], unit: &str) -> BTreeMap<(String, CellRef), i64> {
    let of_unit = |finding: &&Finding| {
        finding.place.file.as_deref().is_some_and(|file| file.starts_with(unit))
    };
    let one = |finding: &Finding| {
        let value = finding.expected.as_deref()?.replace('.', "").parse().ok()?;
        Some(((finding.place.sheet.clone()?, finding.place.cell?), value))
    };
    findings.iter().filter(of_unit).filter_map(one).collect()
}

/// What goes back, mended in place by what findings tell at their cells, and sent again, has no finding.
#[test]
fn what_is_mended_in_place_and_sent_again_has_no_finding() {
    let case = mendable();
    let findings = case.read().found();
    let names = returned(&case);
    assert_eq!(names, ["692-huyen-loc-ninh.xlsx", "695-huyen-dong-phu.xlsx"]);
    let mended: Vec<(String, Vec<u8>)> = names
        .into_iter()
        .map(|name| {
            let mut book = back(&case, &name);
            let told = told(&findings, &name[..3]);
            assert!(!told.is_empty(), "{name}");
            for ((sheet, at), value) in told {
                book.mend(&sheet, at, value);
            }
            (name, book.bytes())
        })
        .collect();
    let case = ["692.xlsx", "695.xlsx"].into_iter().fold(case, Case::without);
    let case = mended.iter().fold(case, |case, (name, bytes)| case.bytes(name, bytes));
    let night = case.run(&["--quiet"]).exit(0);
    let errors: Vec<Finding> = night.found();
    let told: Vec<Finding> =
        errors.into_iter().filter(|finding| finding.severity > Severity::Note).collect();
    assert_eq!(told, [], "{}", night.findings());
    let whole = Case::of("phu-luc-3")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))]);
    assert_eq!(observed(&night.observed()), observed(&whole.read().observed()));
}
