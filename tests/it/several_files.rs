//! Several files with one form of one unit: which count.

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

/// The lines of Lộc Ninh, with other figures.
fn older() -> String {
    under(HEAD_3, &LOC_NINH.replace("| 35 | 34 | 1", "| 35 | 30 | 5"))
}

fn new() -> String {
    under(HEAD_3, LOC_NINH)
}

fn case(files: &[(&str, &str)]) -> Case {
    files.iter().fold(Case::district("phu-luc-3"), |case, (name, grid)| {
        case.file(name, &[("Phụ lục 3", grid)])
    })
}

#[test]
fn the_later_version_by_its_name_counts_and_the_other_is_told() {
    for (old, later) in [
        ("692.xlsx", "692 (1).xlsx"),
        ("692.xlsx", "692-sua.xlsx"),
        ("692.xlsx", "692 bản sửa.xlsx"),
        ("692.xlsx", "692 lan 2.xlsx"),
        ("692.xlsx", "Copy of 692.xlsx"),
        ("692 v9.xlsx", "692 v10.xlsx"),
        ("692 (bản cũ).xlsx", "692.xlsx"),
    ] {
        let case = case(&[(old, &older()), (later, &new())]);
        let night = case.read();
        let found = night.findings();
        assert!(found.starts_with(&format!("F141 error {old}: ")), "{old} {later}: {found}");
        assert!(found.contains(later) && found.contains("theo tên là bản sau"), "{found}");
        assert!(night.values().contains("resolved_on_time=34"), "{old} {later}");
        case.run(&["--quiet", "--force", "--fail-on", "gaps"]).says_anything().exit(3);
    }
}

#[test]
fn two_files_with_the_same_figures_need_no_word() {
    case(&[("692.xlsx", &new()), ("692 (1).xlsx", &new())]).read().finds("").submissions(
        "
        692 phu-luc-3 692 (1).xlsx accepted
        692 phu-luc-3 692.xlsx superseded
        ",
    );
}

#[test]
fn a_fraction_of_the_lines_never_takes_the_place_of_the_whole() {
    let part: Vec<&str> = LOC_NINH.lines().take(3).collect();
    let part = under(HEAD_3, &part.join("\n"));
    let case = case(&[("692.xlsx", &new()), ("692-sua.xlsx", &part)]);
    let night = case.read();
    let found = night.findings();
    assert!(found.contains("F141 error 692-sua.xlsx: "), "{found}");
    assert!(found.contains("tệp có đủ số liệu hơn được tính"), "{found}");
}

/// Nothing in the names tells, and one of them contradicts itself.
#[test]
fn the_one_with_fewer_contradictions_counts() {
    let right = under(HEAD_3, LOC_NINH);
    for (from, to) in [
        // A line that does not close, a total that is not the sum of its lines, and both with other figures elsewhere.
        ("| 50 | 45 | 5", "| 50 | 54 | 5"),
        ("| 90 | 85 | 5", "| 90 | 58 | 5"),
        ("| 35 | 34 | 1 | 0 ", "| 35 | 43 | 1 | 0 "),
    ] {
        let wrong =
            under(HEAD_3, &LOC_NINH.replace(from, to).replace("| 36 | 36 | 0", "| 36 | 35 | 1"));
        for names in [["bao-cao.xlsx", "tong-hop.xlsx"], ["tong-hop.xlsx", "bao-cao.xlsx"]] {
            let case = case(&[(names[0], &right), (names[1], &wrong)]);
            let night = case.read();
            let found = night.findings();
            assert!(night.values().contains("25297 Chứng thực: pending_on_time=4 pending_overdue=0 pending_total=4 received_carried=0 received_direct=30 received_online=10 received_total=40 resolved_on_time=36"), "{to}: {found}");
            assert!(found.contains(&format!("F141 error {}: ", names[1])), "{found}");
            assert!(found.contains("ít lỗi hơn"), "{found}");
        }
    }
}

#[test]
fn files_that_share_no_unit_all_count() {
    let lines: Vec<&str> = LOC_NINH.lines().collect();
    let groups: Vec<usize> =
        (0..lines.len()).filter(|&at| lines[at].contains("UBND")).chain([lines.len()]).collect();
    let part = |at: usize| under(HEAD_3, &lines[groups[at]..groups[at + 1]].join("\n"));
    let names = ["692/huyen.xlsx", "692/xa-loc-thanh.xlsx", "692/xa-tan-tien.xlsx"];
    let parts: Vec<String> = (0..3).map(part).collect();
    let whole = case(&[("692/a.xlsx", &new())]);
    let whole = whole.read();
    let case = case(&[(names[0], &parts[0]), (names[1], &parts[1]), (names[2], &parts[2])]);
    let night = case.read().finds("");
    assert_eq!(night.values(), whole.values());
    assert_eq!(night.frame("submissions").height(), 3);
    // A unit that is in none of them is missing once.
    let two = self::case(&[(names[0], &parts[0]), (names[1], &parts[1])]);
    let found = two.read().findings();
    assert_eq!(found.matches("F302").count(), 1, "{found}");
}
