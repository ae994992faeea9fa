//! The same files are counted once: lines that detail others, or sum them, wherever they stand and whatever they are
//! called, told apart by the totals that are printed for them.

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{LOC_NINH, LOC_NINH_RATES};

/// Lines of which each detail is half of its head.
const HEADS: [(&str, &str); 2] = [
    ("Đất đai", "120 | 70 | 10 | 110 | 105 | 5 | 10 | 9 | 1"),
    ("Nhà ở", "60 | 30 | 5 | 58 | 58 | 0 | 2 | 2 | 0"),
];
const DETAILS: [&str; 2] =
    ["80 | 50 | 7 | 72 | 69 | 3 | 8 | 7 | 1", "40 | 20 | 3 | 38 | 36 | 2 | 2 | 2 | 0"];
const TOTAL: &str = "Tổng | << | 180 | 100 | 15 | 168 | 163 | 5 | 12 | 11 | 1";

/// What Sở Nội vụ sends as Phụ lục 2: the sums of what counts of it, and what is found.
fn noi_vu(body: &str) -> (Vec<i64>, String) {
    let case = Case::of("phu-luc-2").edit(
        "pipelines/units.csv",
        "70.so-tu-phap,department,70,Sở Tư pháp,\n",
        "",
    );
    let case = case.file("so-noi-vu.xlsx", &[("Phụ lục 2", &under(HEAD_2, body))]);
    let night = case.read();
    (sums(&night.observed()), night.findings())
}

/// The sums of the columns of lines as `observed` writes them.
fn sums(observed: &str) -> Vec<i64> {
    let mut sums = vec![0; 9];
    for line in observed.lines() {
        for (at, column) in ('C'..='K').enumerate() {
            let value =
                line.split([' ', ':']).find_map(|word| word.strip_prefix(&format!("{column}=")));
            sums[at] += value.and_then(|value| value.parse::<i64>().ok()).unwrap_or(0);
        }
    }
    sums
}

fn numbers(cells: &str) -> Vec<i64> {
    cells.split('|').filter_map(|cell| cell.trim().parse().ok()).collect()
}

/// A line with details in front of another line, and the total where there is one.
fn detailed(marks: [&str; 2], total: &str) -> String {
    let [(land, land_counts), (homes, homes_counts)] = HEADS;
    let [first, second] = DETAILS;
    format!(
        "1 | {land} | {land_counts} | chờ\n{} | {first}\n{} | {second}\n2 | {homes} | {homes_counts}\n{total}\n",
        marks[0], marks[1]
    )
}

#[test]
fn details_do_not_count_however_they_are_marked() {
    let right = numbers(TOTAL);
    for marks in [
        ["| Trong đó: cấp lần đầu", "| Biến động"],
        ["| - Cấp lần đầu", "| - Biến động"],
        ["| + Cấp lần đầu", "| + Biến động"],
        ["+ | Cấp lần đầu", "+ | Biến động"],
        ["| a) Cấp lần đầu", "| b) Biến động"],
        ["1.1 | Cấp lần đầu", "1.2 | Biến động"],
        ["| Cấp lần đầu", "| Biến động"],
    ] {
        for total in ["", TOTAL] {
            let (sums, findings) = noi_vu(&detailed(marks, total));
            assert_eq!(sums, right, "{marks:?} {total}: {findings}");
            assert!(
                findings.contains("F126 note so-noi-vu.xlsx!Phụ lục 2!B8: 2 dòng"),
                "{findings}"
            );
            // A blank and a slip in the details change nothing but the words.
            let body = detailed(marks, total).replace("| 36 | 2 |", "|  | 1 |");
            let (sums, findings) = noi_vu(&body);
            assert_eq!(sums, right, "{marks:?} {total}: {findings}");
            assert!(findings.contains("F126 "), "{findings}");
        }
    }
}

#[test]
fn a_detail_that_is_but_a_part_does_not_count() {
    for words in ["Trong đó: cấp lần đầu", "- Cấp lần đầu", "(Bao gồm: cấp lần đầu)"]
    {
        for total in ["", TOTAL] {
            let body = detailed([&format!("| {words}"), "| X"], total);
            let body: Vec<&str> = body.lines().filter(|line| !line.contains("| X |")).collect();
            let (sums, findings) = noi_vu(&body.join("\n"));
            assert_eq!(sums, numbers(TOTAL), "{words} {total}: {findings}");
            assert!(findings.contains("F126 "), "{words} {total}: {findings}");
        }
    }
}

#[test]
fn words_of_their_own_line_head_details() {
    let body = detailed(["| Cấp lần đầu", "| - Biến động"], "");
    let body = body.replace("| Cấp lần đầu", "| Trong đó:\n| Cấp lần đầu");
    assert_eq!(noi_vu(&body).0, numbers(TOTAL));
}

#[test]
fn details_of_details_do_not_count() {
    let inner = "| + Cấp lần đầu | 30 | 20 | 0 | 28 | 26 | 2 | 2 | 2 | 0\n";
    let body = detailed(["| - Đất ở", "| - Đất khác"], TOTAL);
    let body = body.replace("| - Đất khác", &format!("{inner}| - Đất khác"));
    assert_eq!(noi_vu(&body).0, numbers(TOTAL));
}

/// The total sums the marked lines as well: they are fields of their own.
#[test]
fn lines_that_the_total_sums_count_however_they_are_marked() {
    let total = "Tổng | << | 300 | 170 | 25 | 278 | 268 | 10 | 22 | 20 | 2";
    for marks in [
        ["| - Hộ tịch", "| - Tôn giáo"],
        ["| Hộ tịch", "| Tôn giáo"],
        ["| a) Hộ tịch", "| b) Tôn giáo"],
    ] {
        let (sums, findings) = noi_vu(&detailed(marks, total));
        assert_eq!(sums, numbers(total), "{marks:?}: {findings}");
        assert!(!findings.contains("F126") && !findings.contains("F203"), "{findings}");
    }
}

#[test]
fn sections_do_not_count_beside_their_lines() {
    let [(land, land_counts), (homes, homes_counts)] = HEADS;
    let section = "180 | 100 | 15 | 168 | 163 | 5 | 12 | 11 | 1";
    let other = "40 | 20 | 3 | 38 | 36 | 2 | 2 | 2 | 0";
    let total = "Tổng | << | 220 | 120 | 18 | 206 | 199 | 7 | 14 | 13 | 1";
    for [first, second] in [["I", "II"], ["A", "B"]] {
        let body = format!(
            "{first} | Thuộc cấp tỉnh | {section}\n1 | {land} | {land_counts} | chờ\n2 | {homes} | {homes_counts}\n{second} | Thuộc cấp huyện | {other}\n1 | Môi trường | {other}\n"
        );
        for total in ["", total] {
            let body = format!("{body}{total}\n");
            let (sums, findings) = noi_vu(&body);
            assert_eq!(sums, numbers("220 | 120 | 18 | 206 | 199 | 7 | 14 | 13 | 1"), "{findings}");
            assert!(!findings.contains("F203"), "{findings}");
            // A slip in the sum of a section is told where it stands.
            let slip = body.replace("cấp tỉnh | 180", "cấp tỉnh | 190");
            let (slipped, findings) = noi_vu(&slip);
            assert_eq!(slipped, sums, "{findings}");
            let told = findings.matches("F203 error so-noi-vu.xlsx!Phụ lục 2!C7: ").count();
            assert_eq!((told, findings.matches("F203").count()), (1, 1), "{findings}");
        }
    }
    // Sections of sections.
    let body = format!(
        "A | Lĩnh vực chung | {section}\nI | Thuộc cấp tỉnh | {section}\n1 | {land} | {land_counts} | chờ\n2 | {homes} | {homes_counts}\nB | Khác | {other}\nI | Thuộc cấp huyện | {other}\n1 | Môi trường | {other}\n{total}\n"
    );
    let (sums, findings) = noi_vu(&body);
    assert_eq!(sums, numbers(total), "{findings}");
    assert!(!findings.contains("F203"), "{findings}");
}

/// A tier heads a section of fields in a form that names no units, and is one where nothing stands below it.
#[test]
fn a_tier_may_be_a_section_or_a_field() {
    let [(land, land_counts), (homes, homes_counts)] = HEADS;
    let section = "180 | 100 | 15 | 168 | 163 | 5 | 12 | 11 | 1";
    let other = "40 | 20 | 3 | 38 | 36 | 2 | 2 | 2 | 0";
    let all = numbers("220 | 120 | 18 | 206 | 199 | 7 | 14 | 13 | 1");
    let total = "Tổng | << | 220 | 120 | 18 | 206 | 199 | 7 | 14 | 13 | 1";
    for ([first, second], total) in
        [(["I", "II"], total), (["A", "B"], ""), (["", ""], total), (["", ""], "")]
    {
        let below = format!("1 | {land} | {land_counts} | chờ\n2 | {homes} | {homes_counts}\n");
        for (below, told) in [(below.as_str(), true), ("", false)] {
            let last = if told { format!("1 | Môi trường | {other}\n") } else { String::new() };
            let body = format!(
                "{first} | Cấp tỉnh | {section} | chờ\n{below}{second} | Cấp huyện | {other} | chờ\n{last}{total}\n"
            );
            let (sums, findings) = noi_vu(&body);
            assert_eq!(sums, all, "{body}{findings}");
            assert!(!findings.contains(" error "), "{body}{findings}");
            assert_eq!(findings.contains("F122"), told, "{body}{findings}");
        }
    }
}

/// In the group of a unit sections are lettered, and its total sums all of them.
#[test]
fn sections_of_a_unit_do_not_count_beside_their_lines() {
    let body = LOC_NINH
        .replacen(
            "    1     | Đất đai    |",
            "    A     | Chung | 60  | 20 | 10 | 30 | 50 | 45 | 5 | 10 | 8 | 2\n    1     | Đất đai    |",
            1,
        )
        .replacen(
            "    2     | Hộ tịch    |",
            "    B     | Riêng | 40  | 25 | 5  | 10 | 40 | 40 | 0 | 0  | 0 | 0\n    1     | Hộ tịch    |",
            1,
        );
    let of = |body: &str| {
        Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, body))])
    };
    let night = of(&body);
    let night = night.read();
    let findings = night.findings();
    assert_eq!(findings.matches("F122 warning").count(), 2, "{findings}");
    assert!(!findings.contains(" error "), "{findings}");
    night.metrics("on_time_rate", LOC_NINH_RATES);
}

#[test]
fn a_line_that_equals_those_above_counts_where_the_total_sums_it() {
    let lines = "| Hộ tịch | 2 | 2 | 0 | 2 | 2 | 0 | 0 | 0 | 0\n| Tôn giáo | 1 | 1 | 0 | 1 | 1 | 0 | 0 | 0 | 0\n";
    let equal = "| Thi đua | 3 | 3 | 0 | 3 | 3 | 0 | 0 | 0 | 0\n";
    let more = "| Văn hóa | 5 | 2 | 0 | 4 | 4 | 0 | 1 | 1 | 0\n";
    for (body, total, sum) in [
        (format!("{lines}{equal}{more}"), "Tổng | << | 11 | 8 | 0 | 10 | 10 | 0 | 1 | 1 | 0", 11),
        (format!("{lines}{equal}"), "Tổng | << | 6 | 6 | 0 | 6 | 6 | 0 | 0 | 0 | 0", 6),
        (format!("{lines}{equal}{more}"), "Tổng | << | 11 | 7 | 0 | 10 | 10 | 0 | 1 | 1 | 0", 11),
        (format!("{lines}{equal}{more}"), "Tổng | << | 8 | 5 | 0 | 7 | 7 | 0 | 1 | 1 | 0", 8),
    ] {
        let (sums, findings) = noi_vu(&format!("{body}{total}\n"));
        assert_eq!(sums[0], sum, "{findings}");
        assert_eq!(findings.contains("F122"), sum == 8, "{findings}");
    }
    // Nothing tells: small numbers count, and that is told.
    let (sums, findings) = noi_vu(&format!("{lines}{equal}{more}"));
    assert_eq!(sums[0], 11);
    assert!(findings.contains("F122 warning so-noi-vu.xlsx!Phụ lục 2!B9: "), "{findings}");
}

/// Three sums of different sizes are no chance, whatever the line is called.
#[test]
fn a_sum_of_large_numbers_without_a_name_is_an_error() {
    let [(land, land_counts), (homes, homes_counts)] = HEADS;
    let body = format!(
        "| {land} | {land_counts} | chờ\n| {homes} | {homes_counts}\n| Số liệu | 180 | 100 | 15 | 168 | 163 | 5 | 12 | 11 | 1\n"
    );
    let (sums, findings) = noi_vu(&body);
    assert_eq!(sums, numbers(TOTAL), "{findings}");
    assert!(findings.contains("F122 error so-noi-vu.xlsx!Phụ lục 2!B9: "), "{findings}");
}
