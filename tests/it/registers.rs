//! `tthc register`: the registers that the program carries are those of `pipelines/units/vietnam`, and what it prints of any
//! province is what a pipeline takes.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::case::{Case, PIPELINE};
use crate::reform::province;

fn plain(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/units/vietnam");
    std::fs::read_to_string(folder.join(file)).unwrap()
}

fn printed(case: &Case, arguments: &[&str]) -> String {
    let words = [&["register"], arguments].concat();
    case.tthc(&words).says_anything().exit(0).stdout
}

/// Ids of the provinces, as the list has them.
fn provinces(case: &Case, arguments: &[&str]) -> Vec<String> {
    let list = printed(case, arguments);
    list.lines().map(|line| line.split("  ").next().unwrap().to_owned()).collect()
}

#[test]
fn what_is_printed_of_all_provinces_is_the_register_of_the_country() {
    let case = Case::new();
    for (vintage, file, count) in [("2025", "2025.csv", 34), ("2024", "2024.csv", 63)] {
        let ids = provinces(&case, &["--vintage", vintage]);
        assert_eq!(ids.len(), count);
        let mut lines = BTreeSet::new();
        for id in &ids {
            let text = printed(&case, &[id, "--vintage", vintage]);
            assert!(text.starts_with("id,level,parent_id,name,aliases\n"), "{text}");
            lines.extend(text.lines().skip(1).map(|line| line.trim_end_matches(',').to_owned()));
        }
        let of_file: BTreeSet<String> = plain(file).lines().skip(1).map(str::to_owned).collect();
        assert_eq!(lines.len(), plain(file).lines().count() - 1, "{file}");
        assert!(lines == of_file, "{:?}", lines.symmetric_difference(&of_file).next());
    }
}

/// Both registers of each province with its successions load as they are, and every old commune has a line.
#[test]
fn both_vintages_of_any_province_are_declared_as_they_are_printed() {
    let case = province(&plain("2025.csv"))
        .declare("units = \"units.csv\"", "units = \"units.csv\"\nsuccessions = \"noi-tiep.csv\"");
    let mut rows = BTreeSet::new();
    for id in provinces(&case, &[]) {
        let units = printed(&case, &[&id, "--vintage", "both"]);
        let successions = printed(&case, &[&id, "--successions"]);
        case.rewritten("pipelines/units.csv", &units);
        case.rewritten("pipelines/noi-tiep.csv", &successions);
        for (period, levels) in [("2025-Q2", 3), ("2025-Q3", 2), ("2026", 2)] {
            case.rewritten(PIPELINE, &declared(&case, period));
            let pipeline = tthc::pipeline::load(&case.path(PIPELINE)).unwrap();
            let tiers: BTreeSet<_> = pipeline.register.iter().map(|(_, unit)| unit.level).collect();
            assert_eq!(tiers.len(), levels, "{id} {period}");
        }
        rows.extend(successions.lines().skip(1).map(|line| {
            let row: Vec<&str> = line.split(',').collect();
            (row[0].to_owned(), row[1].to_owned(), row[2].to_owned(), row[4].to_owned())
        }));
    }
    let mapped = plain("2024-2025.csv");
    let mut mapped: BTreeSet<_> = mapped
        .lines()
        .skip(1)
        .map(|line| {
            let row: Vec<&str> = line.split(',').collect();
            (row[0].to_owned(), row[1].to_owned(), row[5].to_owned(), row[7].to_owned())
        })
        .collect();
    // Provinces have codes of two digits.
    rows.retain(|row| row.0.len() > 2);
    mapped.retain(|row| !rows.contains(row));
    assert_eq!(mapped, BTreeSet::new());
}

fn declared(case: &Case, period: &str) -> String {
    let text = std::fs::read_to_string(case.path(PIPELINE)).unwrap();
    let line = text.lines().find(|line| line.starts_with("period = ")).unwrap();
    text.replace(line, &format!("period = \"{period}\""))
}

/// The units of the old register are those that the successions tell of, so that both fit together to the last commune.
#[test]
fn old_units_are_those_that_the_successions_name() {
    let case = Case::new();
    for id in ["75", "01", "46", "31"] {
        let units = printed(&case, &[id, "--vintage", "both"]);
        let row = |line: &str| -> Vec<String> { line.split(',').map(str::to_owned).collect() };
        let units: Vec<_> = units.lines().skip(1).map(row).collect();
        let old = units.iter().filter(|row| row[6] == "2025-06-30" && row[1] != "district");
        let old: BTreeMap<_, _> = old.map(|row| (row[0].clone(), row[3].clone())).collect();
        let successions = printed(&case, &[id, "--successions"]);
        let named = successions.lines().skip(1).map(row);
        let named: BTreeMap<_, _> = named.map(|row| (row[0].clone(), row[1].clone())).collect();
        assert_eq!(old, named, "{id}");
    }
    // A province that is what it was is one unit without dates, and goes over into nothing.
    let hanoi = printed(&case, &["01", "--vintage", "both"]);
    assert!(hanoi.contains("\n01,province,,Thành phố Hà Nội,,,\n"), "{hanoi}");
}

#[test]
fn a_province_is_found_by_its_code_and_by_its_name_however_it_is_typed() {
    let case = Case::new();
    let dong_nai = printed(&case, &["75"]);
    for asked in ["Đồng Nai", "tỉnh đồng nai", "DONG NAI", " Tỉnh  Đồng Nai "] {
        assert_eq!(printed(&case, &[asked]), dong_nai, "{asked}");
    }
    for asked in ["1", "01", "Hà Nội", "TP. Hà Nội", "Thành phố Hà Nội"] {
        assert!(printed(&case, &[asked]).contains("\n01,province,"), "{asked}");
    }
}

#[test]
fn a_province_that_is_no_more_or_mistyped_is_told_of() {
    let case = Case::new();
    let no_more = "
        error: không có tỉnh `Bình Phước` trong danh mục 2025
        hint: từ 01/7/2025 Tỉnh Bình Phước (70) thuộc Tỉnh Đồng Nai (75); danh mục khi trước: --vintage 2024
        tthc register
    ";
    case.tthc(&["register", "Bình Phước"]).stderr(no_more).exit(2);
    let mistyped = "
        error: there is no province `Dong Nay` in the register 2025
        hint: did you mean Tỉnh Đồng Nai (75)?
        tthc register
    ";
    case.tthc(&["register", "Dong Nay", "--lang", "en"]).stderr(mistyped).exit(2);
    let unknown = "
        error: không có tỉnh `xyz` trong danh mục 2024
        tthc register --vintage 2024
    ";
    case.tthc(&["register", "xyz", "--vintage", "2024"]).stderr(unknown).exit(2);
    case.tthc(&["register", "--successions"]).says_anything().exit(2);
    case.tthc(&["register", "75", "--successions", "--vintage", "2024"]).says_anything().exit(2);
}
