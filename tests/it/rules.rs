//! Checks beyond the arithmetic of a form: reasons, samples, the period before, branches, and what says which checks
//! could be made.

use tthc::model::Checks;
use tthc::table::Artifact;

use crate::case::{Case, Night};
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{LOC_NINH, SURVEY};

fn loc_ninh(body: &str) -> Case {
    loc_ninh_under(HEAD_3, body)
}

fn loc_ninh_under(head: &str, body: &str) -> Case {
    Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(head, body))])
}

/// Sở Nội vụ sends Phụ lục 2 with these lines; nobody else has to send anything.
fn so_noi_vu(body: &str) -> Case {
    let others = "70.so-tu-phap,department,70,Sở Tư pháp,\n";
    Case::of("phu-luc-2")
        .edit("pipelines/units.csv", others, "")
        .file("so-noi-vu.xlsx", &[("Phụ lục 2", &under(HEAD_2, body))])
}

#[test]
fn overdue_files_need_a_reason_in_the_note_column() {
    loc_ninh(&LOC_NINH.replacen(" | chờ đo đạc", "", 1)).read().finds(
        r#"
        F206 warning a.xlsx!Phụ lục 3!I8: dòng "Đất đai": giải quyết quá hạn 5 nhưng Ghi chú không nêu lý do → kept
        "#,
    );
    // Dots are what the empty form has there.
    loc_ninh(&LOC_NINH.replacen("| chờ đo đạc", "| …", 1)).read().finds(
        r#"
        F206 warning a.xlsx!Phụ lục 3!I8: dòng "Đất đai": giải quyết quá hạn 5 nhưng Ghi chú không nêu lý do → kept
        "#,
    );
}

/// One note beside several lines speaks of all of them.
#[test]
fn a_reason_may_be_merged_over_several_lines() {
    let body = LOC_NINH
        .replace("40 | 40 | 0 | 0  | 0 | 0", "40 | 38 | 2 | 0  | 0 | 0 | ^^")
        .replace("90 | 85 | 5 |", "90 | 83 | 7 |");
    loc_ninh(&body).read().finds("");
}

#[test]
fn a_count_beyond_what_a_unit_can_have_is_asked_about() {
    let body = LOC_NINH.replace(
        "35  | 5  | 0  | 30 | 35 | 34 | 1",
        "2000035 | 5  | 0  | 2000030 | 2000035 | 2000034 | 1",
    );
    let case = loc_ninh(&body);
    let night = case.read();
    let found = night.findings();
    assert_eq!(found.matches("F207 warning").count(), 4, "{found}");
    assert!(found.contains("F207 warning a.xlsx!Phụ lục 3!C12: dòng \"Chứng thực\", cột Tổng số tiếp nhận: 2.000.035 lớn bất thường"), "{found}");
}

#[test]
fn a_survey_needs_as_many_answers_as_its_files_ask_for() {
    let case = |survey: &str| {
        let forms = r#"["forms/phu-luc-3.toml", "forms/phu-luc-5.toml"]"#;
        Case::district("phu-luc-3").declare(r#"["forms/phu-luc-3.toml"]"#, forms).file(
            "a.xlsx",
            &[("Phụ lục 3", &under(HEAD_3, LOC_NINH)), ("Phụ lục 5", &under(HEAD_5, survey))],
        )
    };
    // 90 files ask for 73,5 answers, 35 for 32,2 and 36 for 33,03.
    case(SURVEY).read().finds("");
    let few = SURVEY
        .replace("| 30  | 5  | 20 | 10 | 5 |", "| 28  | 5  | 18 | 10 | 5 |")
        .replace("| 70  | 5  | 50 | 20 | 5 |", "| 68  | 5  | 48 | 20 | 5 |");
    case(&few).read().finds(
        "
        F208 note a.xlsx!Phụ lục 5!C12: Xã Tân Tiến có 33 phiếu khảo sát cho 36 hồ sơ đã giải quyết, ít hơn cỡ mẫu cần thiết 34 phiếu (Phụ lục 5) → kept
        ",
    );
}

#[test]
fn a_unit_is_compared_with_itself_in_the_period_before() {
    let case = loc_ninh(LOC_NINH);
    case.run(&["--quiet", "--fail-on", "never", "--period", "2023-Q2"]).exit(0);
    // Ten times the files of Đất đai; what was pending then are 10, 0 and 4 files.
    let body = LOC_NINH
        .replace(
            "60  | 20 | 10 | 30 | 50 | 45 | 5 | 10 | 8 | 2",
            "600 | 200 | 5 | 395 | 590 | 585 | 5 | 10 | 8 | 2",
        )
        .replace("100 | 45 | 15 | 40 | 90 | 85 |", "640 | 225 | 10 | 405 | 630 | 625 |");
    let next = case.file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, &body))]);
    next.read().finds(
        "
        F210 warning a.xlsx!Phụ lục 3!C8: Huyện Lộc Ninh: Tổng số tiếp nhận kỳ này 640, kỳ trước 100 → kept
        F210 warning a.xlsx!Phụ lục 3!G8: Huyện Lộc Ninh: Tổng số đã giải quyết kỳ này 630, kỳ trước 90 → kept
        F211 warning a.xlsx!Phụ lục 3!E15: Xã Tân Tiến: Từ kỳ trước chuyển sang ghi 0, nhưng cuối kỳ trước tổng số đang giải quyết 4 (lệch 4) → kept
        ",
    );
}

const WITH_BRANCHES: &str = "
    1    | Đất đai                          | 150 | 90 | 10 | 130 | 127 | 3 | 20 | 18 | 2 | chờ bổ sung
    2    | Môi trường                       | 30  | 10 | 0  | 30  | 30 | 0 | 0  | 0  | 0
    3    | Chi nhánh VPĐKĐĐ huyện Lộc Ninh  | 120 | 80 | 10 | 100 | 97 | 3 | 20 | 18 | 2 | chờ bổ sung
    4    | Chi nhánh VPĐKĐĐ huyện Đồng Phú  | 30  | 10 | 0  | 30  | 30 | 0 | 0  | 0  | 0
";

#[test]
fn a_field_that_sums_the_branches_beside_it_counts_them_twice() {
    so_noi_vu(WITH_BRANCHES).read().finds(
        r#"
        F212 error so-noi-vu.xlsx!Phụ lục 2!C7: dòng "Đất đai" bằng đúng tổng 2 dòng chi nhánh của cùng đơn vị; hồ sơ của các chi nhánh bị tính hai lần → kept
        "#,
    );
}

/// The land office of a district in the form of the department and in that of the district.
#[test]
fn a_branch_in_two_forms_is_counted_twice() {
    let department = "
        1    | Tôn giáo                        | 30 | 10 | 0  | 30 | 30 | 0 | 0  | 0 | 0
        2    | Chi nhánh VPĐKĐĐ huyện Lộc Ninh | 60 | 20 | 10 | 50 | 45 | 5 | 10 | 8 | 2 | chờ đo đạc
    ";
    let others = "70.so-tu-phap,department,70,Sở Tư pháp,\n";
    let forms = r#"["forms/phu-luc-2.toml", "forms/phu-luc-3.toml"]"#;
    Case::district("phu-luc-3")
        .edit("pipelines/units.csv", others, "")
        .declare(r#"["forms/phu-luc-3.toml"]"#, forms)
        .file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("so-noi-vu.xlsx", &[("Phụ lục 2", &under(HEAD_2, department))])
        .read()
        .finds(
            r#"
            F212 error so-noi-vu.xlsx!Phụ lục 2!C8: dòng "Chi nhánh VPĐKĐĐ huyện Lộc Ninh" trùng toàn bộ số liệu với dòng "Đất đai" tại a.xlsx!Phụ lục 3!C8; hồ sơ bị tính hai lần → kept
            "#,
        );
}

#[test]
fn a_wrong_total_names_the_line_that_would_explain_it() {
    for (from, to, explained) in [
        ("| 100 | 45 | 15", "| 60 | 45 | 15", r#"dòng "Hộ tịch" (C9 = 40) chưa được cộng vào"#),
        ("| 100 | 45 | 15", "| 140 | 45 | 15", r#"dòng "Hộ tịch" (C9 = 40) bị cộng hai lần"#),
        ("| 100 | 45 | 15", "| 100 | 72 | 15", r#"dòng "Hộ tịch" (D9 = 25) đảo chữ số của 52"#),
    ] {
        let found = loc_ninh(&LOC_NINH.replace(from, to)).read().findings();
        assert_eq!(found.lines().count(), 1, "{found}");
        assert!(found.contains(explained), "{found}");
    }
}

/// The total says what a cell should be, and is not called wrong for a cell that could not be read.
#[test]
fn a_total_tells_which_reading_of_a_cell_fits() {
    let body = LOC_NINH
        .replace("60  | 20 | 10 | 30 |", "1.234 | 20 | 10 | 1204 |")
        .replace("| 50 | 45 | 5 |", "| 1224 | 1219 | 5 |")
        .replace("100 | 45 | 15 | 40 | 90 | 85 |", "1274 | 45 | 15 | 1214 | 1264 | 1259 |");
    loc_ninh(&body).read().finds(
        r#"
        F131 error a.xlsx!Phụ lục 3!C8: cột "số lượng hồ sơ tiếp nhận / tổng số" ghi "1.234": là số lẻ, không thể là số đếm (có thể dấu chấm phân cách hàng nghìn bị hiểu thành dấu thập phân); ô này không được tính; dòng tổng cho thấy ô này là 1234 → left_out
        "#,
    );
}

#[test]
fn a_rounded_count_counts_and_is_told() {
    let body = LOC_NINH
        .replace("60  | 20 | 10 | 30 |", "\"8,98 ngàn hồ sơ\" | 20 | 10 | 8950 |")
        .replace("| 50 | 45 | 5 |", "| 8970 | 8965 | 5 |")
        .replace("100 | 45 | 15 | 40 | 90 | 85 |", "9020 | 45 | 15 | 8960 | 9010 | 9005 |");
    let case = loc_ninh(&body);
    let night = case.read();
    let found = night.findings();
    assert!(found.contains("F135 warning a.xlsx!Phụ lục 3!C8: cột \"số lượng hồ sơ tiếp nhận / tổng số\" ghi \"8,98 ngàn hồ sơ\", được tính là 8980"), "{found}");
    assert!(night.observed().contains("Đất đai: C=8980"), "{}", night.observed());
}

/// `05/31 phiếu` is five of thirty-one, and the thirty-one are compared with all answers.
#[test]
fn a_part_of_a_whole_is_read_and_its_whole_compared() {
    let survey = |part: &str| {
        let body = SURVEY.replace("12 phiếu (đạt 10%)", part);
        Case::district("phu-luc-5").file("692.xlsx", &[("Phụ lục 5", &under(HEAD_5, &body))])
    };
    survey("12/120 phiếu").read().finds("");
    survey("12/121 phiếu").read().finds(
        r#"
        F204 warning 692.xlsx!Phụ lục 5!G8: dòng "Đất đai": tỷ lệ ghi 9,917355, tính từ số đếm được 10,000000 → kept
        "#,
    );
    let date = survey("12/12").read().findings();
    assert!(date.contains("F130 error 692.xlsx!Phụ lục 5!G8"), "{date}");
}

/// A rate that an office adds is recomputed, whether typed as percent or in a cell that is formatted as percent.
#[test]
fn an_added_rate_is_compared() {
    let head = HEAD_3.replace("| Ghi chú", "| Ghi chú | Tỷ lệ đúng hạn (%)").replacen(
        "| ^^\n",
        "| ^^ | ^^\n",
        2,
    );
    let rate = |rate: &str| {
        let body = LOC_NINH.replacen("chờ đo đạc", &format!("chờ đo đạc | {rate}"), 1);
        let found = loc_ninh_under(&head, &body).read().findings();
        found.lines().filter(|line| !line.starts_with("F134")).collect::<String>()
    };
    for right in ["90", "\"90,0%\"", "0.9", "\"90\""] {
        assert_eq!(rate(right), "", "{right}");
    }
    assert_eq!(
        rate("\"95,5%\""),
        "F204 warning a.xlsx!Phụ lục 3!N8: dòng \"Đất đai\": tỷ lệ ghi 95,5, tính từ số đếm được 90,0 → kept"
    );
}

#[test]
fn an_added_total_of_answers_is_compared() {
    let head = HEAD_5
        .replace("Số phiếu khảo sát trực tuyến", "Số phiếu khảo sát trực tuyến | Tổng số phiếu");
    let head = head.replace("^^  | ^^       | ^^ | ^^ |", "^^  | ^^       | ^^ | ^^ | ^^ |");
    let body = SURVEY
        .replace("100 | 20 |", "100 | 20 | 120 |")
        .replace("40  | 0  |", "40  | 0  | 40 |")
        .replace("30  | 5  |", "30  | 5  | 34 |")
        .replace("70  | 5  |", "70  | 5  | 75 |");
    Case::district("phu-luc-5").file("692.xlsx", &[("Phụ lục 5", &under(&head, &body))]).read().finds(
        r#"
        F204 warning 692.xlsx!Phụ lục 5!E12: dòng "Xã Tân Tiến": tổng ghi 34, tính từ số đếm được 35,0 → kept
        "#,
    );
}

/// One line a check: `phu-luc-3 692 F201 checked 16`.
pub(crate) fn checks(night: &Night) -> String {
    let table = Checks::from_frame(&night.frame("checks")).unwrap_or_else(|e| panic!("{e}"));
    let lines = table.rows.iter().map(|row| {
        let unit = row.unit_id.as_deref().unwrap_or("-");
        let form = row.form.as_deref().unwrap_or("-");
        let (code, verdict) = (row.code, row.verdict.word());
        format!("{form} {unit} {code} {verdict} {}/{}", row.failed, row.compared)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Each check of each submission is checked, failed or not applicable; nothing is passed over.
#[test]
fn every_check_says_whether_it_could_be_made() {
    let wrong = LOC_NINH.replace("| 100 | 45 | 15", "| 101 | 45 | 15");
    let forms = r#"["forms/phu-luc-3.toml", "forms/phu-luc-5.toml"]"#;
    let case = Case::district("phu-luc-3")
        .declare(r#"["forms/phu-luc-3.toml"]"#, forms)
        .file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, &wrong))]);
    insta::assert_snapshot!("checks", checks(&case.read()));
}
