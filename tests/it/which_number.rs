//! Which number a cell means, where it is not plain: floats of programs, words over a line, merged cells, percentages.

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_5, under};
use crate::reading::{NOI_VU, SURVEY};

/// Sở Nội vụ alone sends Phụ lục 2 with these lines, the first in row 7: what is observed, and the findings.
fn noi_vu(body: &str) -> (String, String) {
    let case = Case::of("phu-luc-2");
    told(&case.file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, body))]))
}

fn told(case: &Case) -> (String, String) {
    let night = case.read();
    (night.observed(), night.findings())
}

#[test]
fn whole_numbers_with_zero_decimals_are_whole_numbers() {
    let floats = NOI_VU.replace("120 | 80 ", "\"120.0\" | \"80.00\" ");
    assert_eq!(noi_vu(&floats).0, noi_vu(NOI_VU).0);
}

#[test]
fn numbers_that_all_end_in_three_zeros_beside_a_zero_that_does_have_decimals() {
    let line = |numbers: [u32; 9]| numbers.map(|number| format!("\"{number}.000\"")).join(" | ");
    let body = format!(
        "1 | Thi đua, khen thưởng | {} | chờ bổ sung\n2 | Tôn giáo | {}\n",
        line([120, 80, 10, 100, 97, 3, 20, 18, 2]),
        line([30, 10, 0, 30, 30, 0, 0, 0, 0])
    );
    let lines: Vec<&str> = NOI_VU.lines().take(3).collect();
    assert_eq!(noi_vu(&body).0, noi_vu(&lines.join("\n")).0);
}

#[test]
fn words_over_a_line_that_there_was_nothing_are_zeros() {
    for words in ["Không phát sinh hồ sơ | << | << | << | << | << | << | << | <<", "Không có hồ sơ"]
    {
        let body = format!(
            "1 | Tôn giáo | 30 | 10 | 0 | 30 | 30 | 0 | 0 | 0 | 0\n2 | Thanh niên | {words}\n"
        );
        let (observed, findings) = noi_vu(&body);
        let zeros = "Thanh niên: C=0 D=0 E=0 F=0 G=0 H=0 I=0 J=0 K=0";
        assert!(observed.contains(zeros), "{}", observed);
        assert!(!findings.contains("F133"), "{}", findings);
    }
}

#[test]
fn what_lies_under_a_merged_cell_does_not_count() {
    let body = "
    1    | Thi đua, khen thưởng | 120 | 80 | 10 | 100 | 97 | 3 | 20 | 18 | 2 | chờ bổ sung
    2    | Tôn giáo | Không phát sinh | <<10 | <<0 | <<30 | <<30 | <<0 | <<0 | <<0 | <<0
";
    let (observed, findings) = noi_vu(body);
    assert!(observed.contains("Tôn giáo: C=0 D=0 E=0 F=0"), "{}", observed);
    assert!(findings.contains("F117 warning so-noi-vu.xlsx!Sở Nội vụ!C8: ô gộp C8:K8"));
}

#[test]
fn a_number_merged_over_several_lines_or_columns_is_none_of_them() {
    for (body, at) in [
        (
            "1 | Thi đua | 150 | 80 | 10 | 100 | 97 | 3 | 20 | 18 | 2 | chờ\n2 | Tôn giáo | ^^ | 10 | 0 | 30 | 30 | 0 | 0 | 0 | 0\n",
            "C7",
        ),
        ("1 | Thi đua | 150 | 90 | << | 100 | 97 | 3 | 50 | 48 | 2 | chờ\n", "D7"),
    ] {
        let (observed, findings) = noi_vu(body);
        assert!(!observed.contains(&format!("{}=", &at[..1])), "{}", observed);
        let told = format!("F130 error so-noi-vu.xlsx!Sở Nội vụ!{at}: ");
        assert!(findings.contains(&told), "{}", findings);
    }
}

#[test]
fn percentages_in_the_place_of_answers_do_not_count() {
    let body =
        SURVEY.replace("40  | 0  | 30 phiếu (đạt 75%) | 10 phiếu (đạt 25%)", "40 | 0 | 75 | 25");
    let case = Case::district("phu-luc-5").file("692.xlsx", &[("PL5", &under(HEAD_5, &body))]);
    let (observed, findings) = told(&case);
    assert!(observed.contains("11 25294 -: C=40 D=0\n"), "{}", observed);
    assert!(findings.contains("F131 error 692.xlsx!PL5!E11: "), "{}", findings);
}
