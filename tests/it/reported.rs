//! What units say of indicators, as a table and on sheets: percentages divided again, answers in words, blanks as blanks, and
//! what another form of the same unit says beside them.

use crate::appendix_1::{Sheet, province};
use crate::book::composed;
use crate::case::{Case, dedent, lines, same};
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{LOC_NINH, NOI_VU};

/// A workbook of nothing but the indicators, beside the ranking.
const WORKBOOK: &str = r#"
[[workbook]]
file = "kiem-tra.xlsx"
title = "Kế hoạch kiểm tra"
sheets = ["indicators", "submissions"]
"#;

fn with_workbook(case: Case) -> Case {
    let first = "[[workbook]]\nfile = \"xep-hang.xlsx\"";
    case.declare(first, &format!("{WORKBOOK}\n{first}"))
}

/// Lộc Ninh with its Phụ lục 3, Đồng Phú without one, Sở Nội vụ with Phụ lục 2; Sở Tư pháp sends nothing.
fn three() -> Case {
    let loc_ninh = Sheet::filled()
        .with("Tỷ lệ hoàn thành Kế hoạch", "76")
        .with("Kế hoạch được giao", "\"12.500,5\"")
        .with("Đã thực hiện", "9375.375")
        .with("Hình thức khảo sát", "Kết hợp");
    let dong_phu = Sheet::filled()
        .with("Số nhiệm vụ đề ra", "0")
        .with("Số nhiệm vụ đã hoàn thành", "0")
        .with("Tỷ lệ hoàn thành Kế hoạch", "")
        .with("Số văn bản chỉ đạo", "")
        .with("Hình thức khảo sát", "7")
        .with("Số TTHC công bố mới", "3b")
        .with("Tỷ lệ ĐVSNNCL", "12,5%");
    let noi_vu = Sheet::filled().with("Số cán bộ, công chức cấp xã", "");
    let (three, two) = (under(HEAD_3, LOC_NINH), under(HEAD_2, NOI_VU));
    let case = province().not_asked_for(&[2, 3, 5]);
    let case = with_workbook(case);
    case.file("692.xlsx", &[("Phụ lục 1", &loc_ninh.grid()), ("Phụ lục 3", &three)])
        .file("695.xlsx", &[("Phụ lục 1", &dong_phu.grid())])
        .file("so-noi-vu.xlsx", &[("Phụ lục 1", &noi_vu.grid()), ("Phụ lục 2", &two)])
}

/// The rows of the table that are about some indicators, without the words of each.
fn told(case: &Case, wanted: &[&str]) -> String {
    let columns = [
        "unit_id",
        "section",
        "number",
        "indicator",
        "status",
        "value",
        "answer",
        "numerator",
        "denominator",
        "recomputed",
        "differs",
        "other_form",
        "other_value",
        "concord",
    ];
    let rows = lines(&case.read().frame("indicators"), &columns).into_iter();
    let rows = rows.filter(|row| row.split(' ').nth(3).is_some_and(|id| wanted.contains(&id)));
    rows.map(|row| row + "\n").collect()
}

#[test]
fn every_unit_that_sent_the_form_tells_of_every_indicator() {
    let case = three();
    let wanted = [
        "directives",
        "plan_completion_rate",
        "survey_method",
        "survey_forms",
        "procedures_new",
        "files_resolved",
        "files_resolved_below",
        "service_units_cut_rate",
        "commune_officials_transferred",
        "investment_done_rate",
        "investment_planned",
    ];
    let expected = "
    70.so-noi-vu I 1 directives reported 1001.0 - - - - false - - -
    70.so-noi-vu I 2 plan_completion_rate reported 75.0 - 312.0 416.0 75.0 false - - -
    70.so-noi-vu I 5.1 survey_forms reported 1016.0 - - - - false phu-luc-4 - not_sent
    70.so-noi-vu I 5.2 survey_method reported 1.0 Phát phiếu - - - false - - -
    70.so-noi-vu III 1.2 procedures_new reported 1035.0 - - - - false - - -
    70.so-noi-vu III 3.1.1 files_resolved reported 760.0 - - - - false phu-luc-2 130 differs
    70.so-noi-vu III 3.2.1 files_resolved_below reported 784.0 - - - - false - - -
    70.so-noi-vu IV 1.3 service_units_cut_rate reported 48.5 - - - - false - - -
    70.so-noi-vu V 2.3 commune_officials_transferred not_asked - - - - - false - - -
    70.so-noi-vu VI 1 investment_done_rate reported 75.0 - 822.0 1096.0 75.0 false - - -
    70.so-noi-vu VI 1.1 investment_planned reported 1096.0 - - - - false - - -
    692 I 1 directives reported 1001.0 - - - - false - - -
    692 I 2 plan_completion_rate reported 76.0 - 312.0 416.0 75.0 true - - -
    692 I 5.1 survey_forms reported 1016.0 - - - - false phu-luc-5 - not_sent
    692 I 5.2 survey_method reported 2.0 Kết hợp - - - false - - -
    692 III 1.2 procedures_new reported 1035.0 - - - - false - - -
    692 III 3.1.1 files_resolved reported 760.0 - - - - false phu-luc-3 161 differs
    692 III 3.2.1 files_resolved_below reported 784.0 - - - - false phu-luc-3 71 differs
    692 IV 1.3 service_units_cut_rate reported 48.5 - - - - false - - -
    692 V 2.3 commune_officials_transferred reported 1078.0 - - - - false - - -
    692 VI 1 investment_done_rate reported 75.0 - 9375.375 12500.5 75.0 false - - -
    692 VI 1.1 investment_planned reported 12500.5 - - - - false - - -
    695 I 1 directives blank - - - - - false - - -
    695 I 2 plan_completion_rate blank - - 0.0 0.0 - false - - -
    695 I 5.1 survey_forms reported 1016.0 - - - - false phu-luc-5 - not_sent
    695 I 5.2 survey_method left_out - - - - - false - - -
    695 III 1.2 procedures_new left_out - - - - - false - - -
    695 III 3.1.1 files_resolved reported 760.0 - - - - false phu-luc-3 - not_sent
    695 III 3.2.1 files_resolved_below reported 784.0 - - - - false phu-luc-3 - not_sent
    695 IV 1.3 service_units_cut_rate reported 12.5 - - - - false - - -
    695 V 2.3 commune_officials_transferred reported 1078.0 - - - - false - - -
    695 VI 1 investment_done_rate reported 75.0 - 822.0 1096.0 75.0 false - - -
    695 VI 1.1 investment_planned reported 1096.0 - - - - false - - -
    ";
    same("indicators", &dedent(expected), &told(&case, &wanted));
}

#[test]
fn the_sheets_show_them_by_section_and_unit() {
    let case = three();
    let _ = case.read();
    let sheets = composed(&case, |books| {
        let mut books = books.iter().filter(|book| book.title == "Kế hoạch kiểm tra");
        books.next().map(ToString::to_string)
    });
    insta::assert_snapshot!(sheets.unwrap_or_default());
}

/// Nobody sent the form: the table is empty, the sheet says so, and nothing else changes.
#[test]
fn a_province_that_sends_none_is_told_so() {
    let case = with_workbook(province().not_asked_for(&[2, 3, 5]));
    let case = case.file("so-noi-vu.xlsx", &[("Phụ lục 2", &under(HEAD_2, NOI_VU))]);
    assert_eq!(case.read().frame("indicators").height(), 0);
    let sheets = composed(&case, |books| {
        let book = books.iter().find(|book| book.title == "Kế hoạch kiểm tra");
        book.map(|book| book.sheets[0].to_string())
    });
    let sheets = sheets.unwrap_or_default();
    assert!(sheets.contains("Chưa đơn vị nào gửi Phụ lục 1 dùng được."), "{sheets}");
    // Without any form of indicators there is no such table.
    let plain = Case::new().not_asked_for(&[2, 3, 5]);
    let plain = plain.file("so-noi-vu.xlsx", &[("Phụ lục 2", &under(HEAD_2, NOI_VU))]);
    let _ = plain.read();
    assert!(plain.made().iter().all(|(file, _)| file != "data/indicators.parquet"));
}
