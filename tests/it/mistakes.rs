//! The same mistakes in every format an office can send: what is told of a workbook is told of a document, a web page and
//! any other spreadsheet, and nothing else counts there.

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::lost::QUARTERS_BESIDE;
use crate::province::{Format, Letters, drawn};
use crate::reading::{LOC_NINH, NOI_VU};

const FORMATS: [Format; 5] =
    [Format::Ods, Format::Fods, Format::Docx, Format::Html, Format::Xml2003];

/// What counts, and the codes of what is told of the file, each with its severity.
fn told(case: Case, file: &str, bytes: &[u8]) -> (String, Vec<String>) {
    let case = case.bytes(file, bytes);
    let night = case.read();
    let findings = night.findings();
    let mut codes: Vec<String> = findings
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(head, _)| head.split(' ').take(2).collect::<Vec<_>>().join(" "))
        // Documents hold nothing but texts, and some names do not fit the bytes.
        .filter(|code| !["F134 note", "F109 note"].contains(&code.as_str()))
        .collect();
    codes.sort();
    (night.values(), codes)
}

/// Sheets of a form are told alike in every format.
#[track_caller]
fn alike(form: &str, sheets: &[(&str, &str)]) -> (String, Vec<String>) {
    let case = || match form {
        "phu-luc-3" => Case::district(form),
        _ => Case::of(form),
    };
    let expected = told(case(), "so-noi-vu.xlsx", &drawn(Format::Xlsx, sheets));
    for format in FORMATS {
        let file = format!("so-noi-vu.{}", format.ending());
        assert_eq!(told(case(), &file, &drawn(format, sheets)), expected, "{format:?}");
    }
    expected
}

#[test]
fn nothing_but_zeros_of_formulas_is_a_form_that_was_not_filled_in() {
    let body = "
        1 | Thi đua, khen thưởng |
        2 | Tôn giáo |
          | Tổng | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0
    ";
    let (values, codes) = alike("phu-luc-2", &[("Phụ lục 2", &under(HEAD_2, body))]);
    assert_eq!(values, "");
    assert!(codes.contains(&"F302 error".to_owned()), "{codes:?}");
}

#[test]
fn one_number_for_several_cells_is_none_of_them() {
    for (body, number) in [
        (
            "1 | Thi đua | 150 | 80 | 10 | 100 | 97 | 3 | 20 | 18 | 2 | chờ\n2 | Tôn giáo | ^^ | 10 | 0 | 30 | 30 | 0 | 0 | 0 | 0\n",
            "=150",
        ),
        (
            "1 | Thi đua | 120 | 80 | << | 100 | 97 | 3 | 20 | 18 | 2 | chờ\n2 | Tôn giáo | 30 | 10 | 0 | 30 | 30 | 0 | 0 | 0 | 0\n",
            "=80",
        ),
    ] {
        let (values, codes) = alike("phu-luc-2", &[("Phụ lục 2", &under(HEAD_2, body))]);
        assert!(!values.contains(number), "{values}");
        assert!(codes.contains(&"F130 error".to_owned()), "{codes:?}");
    }
}

#[test]
fn a_group_with_its_total_alone_counts_with_it() {
    let body = "
        I  | UBND huyện Lộc Ninh
        1  | Đất đai | 60 | 20 | 10 | 30 | 50 | 45 | 5 | 10 | 8 | 2 | thiếu
           | Tổng    | 60 | 20 | 10 | 30 | 50 | 45 | 5 | 10 | 8 | 2
        II | UBND xã Lộc Thành
           | Tổng    | 25 | 5 | 0 | 20 | 25 | 25 | 0 | 0 | 0 | 0
    ";
    let (values, codes) = alike("phu-luc-3", &[("Phụ lục 3", &under(HEAD_3, body))]);
    assert!(values.contains("25294 -: ") && values.contains("received_total=25"), "{values}");
    assert!(!codes.iter().any(|code| code.starts_with("F203")), "{codes:?}");
}

#[test]
fn the_quarter_counts_beside_its_months() {
    let head = |time: &str| HEAD_3.replacen("Phụ lục 3", &format!("Phụ lục 3\n    {time}"), 1);
    let month = under(&head("Tháng 7 năm 2023"), LOC_NINH);
    let quarter = under(&head("Quý III năm 2023"), &LOC_NINH.replacen(" 60 ", " 160 ", 1));
    let sheets = [("Phụ lục 3", month.as_str()), ("Cả quý", quarter.as_str())];
    let (values, codes) = alike("phu-luc-3", &sheets);
    assert!(values.contains("received_total=160"), "{values}");
    assert!(codes.contains(&"F127 error".to_owned()), "{codes:?}");
}

#[test]
fn two_quarters_side_by_side_are_refused_everywhere() {
    let (values, codes) = alike("phu-luc-2", &[("Phụ lục 2", QUARTERS_BESIDE)]);
    assert_eq!(values, "");
    assert!(codes.contains(&"F102 blocking".to_owned()), "{codes:?}");
}

/// Counts with three decimals are texts, as an export of a database writes them.
#[test]
fn three_decimals_are_no_thousands_in_any_format() {
    let line = |numbers: [u32; 9]| numbers.map(|number| format!("\"{number}.000\"")).join(" | ");
    let body = format!(
        "1 | Thi đua, khen thưởng | {} | chờ bổ sung\n2 | Tôn giáo | {}\n",
        line([120, 80, 10, 100, 97, 3, 20, 18, 2]),
        line([30, 10, 0, 30, 30, 0, 0, 0, 0])
    );
    let (values, _) = alike("phu-luc-2", &[("Phụ lục 2", &under(HEAD_2, &body))]);
    assert!(values.contains("received_total=120 ") && !values.contains("000"), "{values}");
}

/// What a spreadsheet or a page separates, separated values do too.
#[test]
fn separated_values_are_read_as_the_workbook_is() {
    let sheet = under(HEAD_2, NOI_VU);
    let expected =
        told(Case::of("phu-luc-2"), "so-noi-vu.xlsx", &drawn(Format::Xlsx, &[("a", &sheet)]));
    let csv = drawn(Format::Csv(';', Letters::Utf8Marked), &[("a", &sheet)]);
    assert_eq!(told(Case::of("phu-luc-2"), "so-noi-vu.csv", &csv), expected);
}
