//! A file that was made from a template says itself of which form, unit and period it is; what else says so has to agree.

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, stamped, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

const NOI_VU_ID: &str = "70.so-noi-vu";
const QUARTER: &str = "2023-Q3";

/// Phụ lục 2 without title and letterhead: nothing in it tells what it is or whose.
fn bare() -> String {
    HEAD_2.lines().skip_while(|line| !line.contains("STT")).collect::<Vec<_>>().join("\n")
}

/// The head of a form under some lines that are typed above it.
fn headed(head: &str, above: &str) -> String {
    format!("{above}\n{}", head.trim_start_matches('\n'))
}

fn departments() -> Case {
    Case::of("phu-luc-2")
}

/// Sở Nội vụ sends its template under a name, with some lines above its head.
fn noi_vu(file: &str, tab: &str, above: &str) -> Case {
    let case = departments();
    let mark = case.mark("phu-luc-2", NOI_VU_ID, QUARTER);
    case.template(file, &mark, &[(tab, &under(&headed(HEAD_2, above), NOI_VU))])
}

/// What a run says of its files, without what nobody sent.
#[track_caller]
fn found(case: &Case) -> String {
    let findings = case.read().findings();
    let lines = findings.lines().filter(|line| !line.starts_with("F301"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The one finding of a case, which has to be of a code and to hold some texts; nothing of the file counts.
#[track_caller]
fn refused(case: &Case, code: &str, texts: &[&str]) {
    let findings = found(case);
    let of_code = findings.lines().filter(|line| line.starts_with(code));
    let [line] = of_code.collect::<Vec<_>>()[..] else { panic!("{findings}") };
    for text in texts {
        assert!(line.contains(text), "no `{text}` in\n{findings}");
    }
    assert!(line.ends_with("→ left_out") && line.contains(" error "), "{line}");
    case.read().observations("");
}

/// Everything counts for Sở Nội vụ.
#[track_caller]
fn counts(case: &Case) {
    let sums = format!("own {NOI_VU_ID} 127/130\ntotal 70 127/130 incomplete");
    case.read().metrics("on_time_rate", &sums);
}

#[test]
fn a_template_needs_no_title_no_heading_and_no_name() {
    let case = departments();
    let mark = case.mark("phu-luc-2", NOI_VU_ID, QUARTER);
    let case = case.template("a.xlsx", &mark, &[("Sheet1", &under(&bare(), NOI_VU))]);
    assert_eq!(found(&case), "");
    counts(&case);
    // Without what it says of itself nobody knows whose it is.
    let case = departments().file("a.xlsx", &[("Sheet1", &under(&bare(), NOI_VU))]);
    assert!(found(&case).contains("F103 blocking"), "{}", found(&case));
}

#[test]
fn either_place_alone_tells_what_a_template_is() {
    let case = departments();
    let mark = case.mark("phu-luc-2", NOI_VU_ID, QUARTER);
    let sheets = [("Sheet1", &*under(&bare(), NOI_VU))];
    for bytes in [stamped(&sheets, &[("", &mark)], None), stamped(&sheets, &[], Some(&mark))] {
        let case = departments().bytes("a.xlsx", &bytes);
        assert_eq!(found(&case), "");
        counts(&case);
    }
}

#[test]
fn a_template_of_anybody_is_of_whom_its_heading_names() {
    let case = departments();
    let mark = case.mark("phu-luc-2", "", QUARTER);
    let case =
        case.template("a.xlsx", &mark, &[("a", &under(&headed(HEAD_2, "SỞ NỘI VỤ"), NOI_VU))]);
    assert_eq!(found(&case), "");
    counts(&case);
}

#[test]
fn a_template_resolves_a_name_that_two_units_bear() {
    // Xã Tân Tiến stands in two districts.
    let forms = "pipelines/forms/phu-luc-2.toml";
    let case = departments().edit(forms, "sent-by = [\"department\"]", "sent-by = [\"commune\"]");
    let case = case.edit(forms, "covers = [\"department\"]", "covers = [\"commune\"]");
    let mark = case.mark("phu-luc-2", "25380", QUARTER);
    let above = headed(HEAD_2, "UBND XÃ TÂN TIẾN");
    let case = case.template("xa-tan-tien.xlsx", &mark, &[("a", &under(&above, NOI_VU))]);
    assert_eq!(found(&case), "");
    let night = case.read();
    assert!(night.observed().contains(" 25380 "), "{}", night.observed());
}

#[test]
fn the_template_of_another_unit_gives_nobody_any_figures() {
    // Its heading was printed with it; the name that somebody gave the file says whose it is.
    for (file, above) in [
        ("so-tu-phap.xlsx", "SỞ NỘI VỤ"),
        ("so-tu-phap.xlsx", ""),
        ("Sở Tư pháp/a.xlsx", "SỞ NỘI VỤ"),
        ("so-tu-phap/bc quy 3.xlsx", ""),
    ] {
        refused(&noi_vu(file, "a", above), "F151", &["Sở Nội vụ", "Sở Tư pháp"]);
    }
    refused(&noi_vu("a.xlsx", "Sở Tư pháp", "SỞ NỘI VỤ"), "F151", &["tên trang tính", "Sở Nội vụ"]);
    // A name of both, or of what stands above, is of no other.
    for file in ["so-noi-vu gui so-tu-phap.xlsx", "tinh binh phuoc/a.xlsx", "so-noi-vu/a.xlsx"] {
        let case = noi_vu(file, "a", "SỞ NỘI VỤ");
        assert_eq!(found(&case), "");
        counts(&case);
    }
}

#[test]
fn a_heading_that_was_changed_by_hand_is_told_with_its_cell() {
    for above in ["SỞ TƯ PHÁP", "ỦY BAN NHÂN DÂN TỈNH\nSỞ TƯ PHÁP", "Đơn vị báo cáo: Sở Tư pháp"]
    {
        let row = above.lines().count();
        let cell = format!("a.xlsx!a!A{row}");
        refused(&noi_vu("a.xlsx", "a", above), "F151", &[&cell, NOI_VU_ID, "Sở Tư pháp"]);
    }
    // Whom nobody knows is no better.
    refused_by_stranger("SỞ TƯ PHÓP");
}

#[track_caller]
fn refused_by_stranger(above: &str) {
    let case = noi_vu("a.xlsx", "a", above);
    let findings = found(&case);
    assert!(findings.contains("F103 blocking") && findings.contains("mẫu ghi"), "{findings}");
    case.read().observations("");
}

#[test]
fn the_words_say_what_each_place_tells_and_what_to_do() {
    let case = noi_vu("so-tu-phap.xlsx", "a", "SỞ NỘI VỤ");
    assert_eq!(
        found(&case),
        "F151 error so-tu-phap.xlsx!a!A1: không rõ Phụ lục 2 này của đơn vị nào: mẫu ghi \"70.so-noi-vu\" (Sở Nội vụ); tiêu đề (ô A1) ghi \"SỞ NỘI VỤ\" (Sở Nội vụ); tên tệp ghi \"so-tu-phap.xlsx\" (Sở Tư pháp); bảng này không được tính cho đơn vị nào; hãy lấy đúng mẫu của đơn vị, hoặc trả lại tên như mẫu → left_out"
    );
}

#[test]
fn of_whom_a_refused_template_may_be_is_not_said_to_be_missing() {
    let case = noi_vu("so-tu-phap.xlsx", "a", "SỞ NỘI VỤ");
    case.read().submissions(
        "
        70.so-noi-vu phu-luc-2 so-tu-phap.xlsx doubtful
        70.so-tu-phap phu-luc-2 so-tu-phap.xlsx doubtful
        ",
    );
}

#[test]
fn lines_of_another_district_outweigh_no_template() {
    let case = Case::of("phu-luc-3");
    let mark = case.mark("phu-luc-3", "692", QUARTER);
    let sheets = |above: &str, lines: &str| under(&headed(HEAD_3, above), lines);
    for (file, above) in
        [("a.xlsx", "UBND HUYỆN LỘC NINH"), ("huyen-dong-phu.xlsx", ""), ("a.xlsx", "")]
    {
        let case = Case::of("phu-luc-3");
        let case = case.template(file, &mark, &[("a", &sheets(above, DONG_PHU))]);
        refused(&case, "F151", &["Huyện Lộc Ninh", "UBND huyện Đồng Phú"]);
    }
    let case = case.template("a.xlsx", &mark, &[("a", &sheets("", LOC_NINH))]);
    assert_eq!(found(&case), "");
}

#[test]
fn a_template_of_another_period_is_as_any_file_of_it() {
    for (period, above) in
        [("2023-Q2", ""), ("2023-Q2", "Kỳ báo cáo: Quý II năm 2023"), ("2022-Q3", "")]
    {
        let case = departments();
        let mark = case.mark("phu-luc-2", NOI_VU_ID, period);
        let sheet = under(&headed(HEAD_2, above), NOI_VU);
        let case = case.template("a.xlsx", &mark, &[("a", &sheet)]);
        refused(&case, "F127", &["làm trên mẫu của Quý"]);
        let case = case.declare("inbox =", "other-periods = \"count\"\ninbox =");
        assert!(found(&case).contains("vẫn được tính"), "{}", found(&case));
        counts(&case);
    }
}

#[test]
fn a_period_that_was_changed_by_hand_is_told_with_its_cell() {
    for (period, above) in [
        // The template of the last quarter once more.
        ("2023-Q2", "Kỳ báo cáo: Quý III năm 2023"),
        (QUARTER, "Kỳ báo cáo: Quý II năm 2023"),
        (QUARTER, "Từ 01/4/2023 đến 30/6/2023"),
        ("2023-Q1", "Quý II/2023"),
    ] {
        for count in [false, true] {
            let case = departments();
            let mark = case.mark("phu-luc-2", NOI_VU_ID, period);
            let sheet = under(&headed(HEAD_2, above), NOI_VU);
            let mut case = case.template("a.xlsx", &mark, &[("a", &sheet)]);
            if count {
                case = case.declare("inbox =", "other-periods = \"count\"\ninbox =");
            }
            let shown = above.trim_start_matches("Kỳ báo cáo: ");
            refused(&case, "F151", &["a.xlsx!a!A1", "làm trên mẫu của Quý", shown]);
        }
    }
}

#[test]
fn the_name_of_a_file_is_only_a_doubt_of_the_period_of_a_template() {
    let case = noi_vu("bao cao quy II 2023.xlsx", "a", "");
    let findings = found(&case);
    assert!(findings.starts_with("F127 warning") && findings.ends_with("→ kept"), "{findings}");
    counts(&case);
}

#[test]
fn an_old_version_is_read_and_told() {
    let mark = format!("phu-luc-2;00000000;{NOI_VU_ID};{QUARTER}");
    let case = departments().template("a.xlsx", &mark, &[("a", &under(&bare(), NOI_VU))]);
    let findings = found(&case);
    assert!(findings.starts_with("F150 warning a.xlsx: Phụ lục 2 làm trên mẫu cũ"), "{findings}");
    assert_eq!(findings.lines().count(), 1, "{findings}");
    counts(&case);
    // The form changes after the file was made.
    let case = noi_vu("a.xlsx", "a", "");
    assert_eq!(found(&case), "");
    let case = case.edit("pipelines/forms/phu-luc-2.toml", "title = \"", "title = \"Biểu mới: ");
    assert!(found(&case).starts_with("F150 warning"), "{}", found(&case));
    // Of another period nothing counts, whatever its version.
    let old = format!("phu-luc-2;00000000;{NOI_VU_ID};2023-Q2");
    let case = departments().template("a.xlsx", &old, &[("a", &under(&bare(), NOI_VU))]);
    refused(&case, "F127", &[]);
}

#[test]
fn what_a_template_cannot_be_is_told_and_the_file_is_read_without_it() {
    let good = departments().mark("phu-luc-2", NOI_VU_ID, QUARTER);
    let other = good.replace(NOI_VU_ID, "70.so-tu-phap");
    let long = "x".repeat(5_000);
    for (name, property, why) in [
        (&*good, &*other, "nhưng thuộc tính tthc_form ghi"),
        (
            &*good.replace("phu-luc-2", "phu-luc-9"),
            "",
            "biểu \"phu-luc-9\" không có trong khai báo",
        ),
        (&*good.replace(NOI_VU_ID, "999"), "", "đơn vị có mã \"999\" không có trong danh mục"),
        (&*good.replace(NOI_VU_ID, "70"), "", "Tỉnh Bình Phước không gửi Phụ lục 2"),
        ("phu-luc-2", "", "tên đã đặt tthc_form ghi \"\"phu-luc-2\"\""),
        (&*good.replace("Q3", "Q9"), "", "2023-Q9"),
        ("", &*long, "thuộc tính tthc_form ghi \"xxx"),
    ] {
        // As without it the heading tells.
        let sheets = [("a", &*under(&headed(HEAD_2, "SỞ NỘI VỤ"), NOI_VU))];
        let names = [("", name)];
        let names = if name.is_empty() { &names[..0] } else { &names };
        // A property of more than 255 letters is none that Excel writes.
        let property = (!property.is_empty()).then(|| property.get(..250).unwrap_or(property));
        let case = departments().bytes("a.xlsx", &stamped(&sheets, names, property));
        let findings = found(&case);
        assert!(findings.starts_with("F152 warning a.xlsx"), "{why}: {findings}");
        assert!(findings.contains(why), "{why}: {findings}");
        assert_eq!(findings.lines().count(), 1, "{findings}");
        counts(&case);
    }
}

#[test]
fn sheets_put_together_each_count_for_whom_they_were_made() {
    // A copied sheet brings its name along.
    let case = departments();
    let noi_vu = case.mark("phu-luc-2", NOI_VU_ID, QUARTER);
    let tu_phap = case.mark("phu-luc-2", "70.so-tu-phap", QUARTER);
    let lines = under(&bare(), NOI_VU);
    let sheets = [("Sheet1", &*lines), ("Sheet1 (2)", &*lines)];
    let names = [("", &*noi_vu), ("Sheet1 (2)", &*tu_phap)];
    let case = case.bytes("tong hop.xlsx", &stamped(&sheets, &names, Some(&noi_vu)));
    assert_eq!(found(&case), "");
    case.read().submissions(
        "
        70.so-noi-vu phu-luc-2 tong hop.xlsx accepted
        70.so-tu-phap phu-luc-2 tong hop.xlsx accepted
        ",
    );
}

#[test]
fn a_sheet_that_was_put_beside_a_template_counts_for_whom_it_names() {
    let case = departments();
    let mark = case.mark("phu-luc-2", NOI_VU_ID, QUARTER);
    let lines = |name: &str| under(&headed(HEAD_2, name), NOI_VU);
    let sheets = [("a", &*lines("SỞ NỘI VỤ")), ("b", &*lines("SỞ TƯ PHÁP"))];
    let case = case.template("tong hop.xlsx", &mark, &sheets);
    let findings = found(&case);
    assert!(findings.starts_with("F104 warning tong hop.xlsx!b"), "{findings}");
    assert!(findings.contains("làm trên mẫu của Sở Nội vụ"), "{findings}");
    case.read().submissions(
        "
        70.so-noi-vu phu-luc-2 tong hop.xlsx accepted_with_findings
        70.so-tu-phap phu-luc-2 tong hop.xlsx accepted_with_findings
        ",
    );
    // Where the sheet of the template is gone, nobody knows why it is there.
    let case = departments();
    let case = case.template("tong hop.xlsx", &mark, &[("b", &lines("SỞ TƯ PHÁP"))]);
    refused(&case, "F151", &["Sở Nội vụ", "SỞ TƯ PHÁP"]);
}

#[test]
fn another_form_in_place_of_that_of_the_template_does_not_count() {
    let case = Case::new().not_asked_for(&[3, 5]);
    let mark = case.mark("phu-luc-3", "692", QUARTER);
    let case =
        case.template("a.xlsx", &mark, &[("a", &under(&headed(HEAD_2, "SỞ NỘI VỤ"), NOI_VU))]);
    refused(&case, "F151", &["làm trên mẫu của Phụ lục 3 nhưng trang tính có Phụ lục 2"]);
    // Beside it, it is another form of the file.
    let case = Case::new().not_asked_for(&[5]);
    let sheets =
        [("a", &*under(HEAD_3, LOC_NINH)), ("b", &*under(&headed(HEAD_2, "SỞ NỘI VỤ"), NOI_VU))];
    let case = case.template("a.xlsx", &mark, &sheets);
    assert_eq!(found(&case), "");
}

#[test]
fn a_template_sent_again_counts_once() {
    let case = departments();
    let mark = case.mark("phu-luc-2", NOI_VU_ID, QUARTER);
    let lines = under(&bare(), NOI_VU);
    let later = lines.replace("| 97 | 3 |", "| 95 | 5 |").replace("| 127 | 3 |", "| 125 | 5 |");
    let case = case.template("bc (1).xlsx", &mark, &[("a", &later)]);
    let case = case.template("bc.xlsx", &mark, &[("a", &lines)]);
    case.read().submissions(
        "
        70.so-noi-vu phu-luc-2 bc (1).xlsx accepted
        70.so-noi-vu phu-luc-2 bc.xlsx superseded
        70.so-tu-phap phu-luc-2 - missing
        ",
    );
}

#[test]
fn the_column_that_checks_is_no_part_of_the_form() {
    let check = |grid: &str| -> String {
        let lines = grid.lines().map(|line| match line.trim() {
            "" => line.to_owned(),
            head if head.starts_with("STT") => format!("{line} | Kiểm tra"),
            head if head.starts_with("^^") => format!("{line} | ^^"),
            title if !title.contains('|') => line.to_owned(),
            figures => {
                let blanks = 12usize.saturating_sub(figures.matches('|').count() + 1);
                format!("{line} {} | Còn ô trống.", "|".repeat(blanks))
            }
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let sheet = check(&under(HEAD_2, NOI_VU));
    let case = departments();
    let mark = case.mark("phu-luc-2", NOI_VU_ID, QUARTER);
    let case = case.template("a.xlsx", &mark, &[("a", &sheet)]);
    assert_eq!(found(&case), "");
    counts(&case);
    // In a file that was not made from a template it is a column like any other.
    let case = departments().file("so-noi-vu.xlsx", &[("a", &sheet)]);
    assert!(found(&case).starts_with("F111"), "{}", found(&case));
}

/// Sums as formulas of which nobody stored a result, as scripts write them.
const UNCALCULATED: &str = "
    1    | Thi đua, khen thưởng | 120 | 80 | 10 | =G6+H6→0 | 97  | 3 | =J6+K6→0 | 18 | 2 | chờ bổ sung
    2    | Tôn giáo             | 30 | 10 | 0  | =G7+H7→0 | 30  | 0 | =J7+K7→0 | 0  | 0
    Tổng | <<                   | =SUM(C6:C7)→0 | =SUM(D6:D7)→0 | =SUM(E6:E7)→0 | =SUM(F6:F7)→0 | =SUM(G6:G7)→0 | =SUM(H6:H7)→0 | =SUM(I6:I7)→0 | =SUM(J6:J7)→0 | =SUM(K6:K7)→0
";

#[test]
fn formulas_of_a_template_that_nobody_calculated_cost_no_figure() {
    let case = departments();
    let mark = case.mark("phu-luc-2", NOI_VU_ID, QUARTER);
    let sheet = under(HEAD_2, UNCALCULATED);
    let case = case.template("a.xlsx", &mark, &[("a", &sheet)]);
    let findings = found(&case);
    assert!(findings.starts_with("F132 note a.xlsx!a!F7: 13 ô công thức của mẫu"), "{findings}");
    assert_eq!(findings.lines().count(), 1, "{findings}");
    counts(&case);
    // An old template may have summed something else, and a file of anybody's whatever it likes.
    for case in [
        departments().template(
            "a.xlsx",
            &format!("phu-luc-2;0;{NOI_VU_ID};{QUARTER}"),
            &[("a", &sheet)],
        ),
        departments().file("so-noi-vu.xlsx", &[("a", &sheet)]),
    ] {
        assert!(found(&case).contains("F132 error"), "{}", found(&case));
    }
}

#[test]
fn what_is_typed_as_a_formula_without_a_result_is_no_figure_in_a_template_either() {
    let case = departments();
    let mark = case.mark("phu-luc-2", NOI_VU_ID, QUARTER);
    let sheet = under(HEAD_2, &UNCALCULATED.replace("| 97 ", "| =90+7→0 "));
    let case = case.template("a.xlsx", &mark, &[("a", &sheet)]);
    let findings = found(&case);
    let errors: Vec<&str> = findings.lines().filter(|line| line.contains(" error ")).collect();
    assert!(errors.iter().any(|line| line.starts_with("F132 error a.xlsx!a!G7")), "{findings}");
    assert!(errors.iter().any(|line| line.starts_with("F132 error a.xlsx!a!F7")), "{findings}");
    assert_eq!(errors.len(), 2, "{findings}");
    assert!(findings.contains("F132 note a.xlsx!a!I7: 12 ô"), "{findings}");
}

#[test]
fn check_and_inspect_say_that_a_file_was_made_from_a_template() {
    let case = noi_vu("a.xlsx", "a", "");
    let said = "làm trên mẫu của Phụ lục 2, Sở Nội vụ (70.so-noi-vu), Quý III năm 2023";
    let check = ["check", "inbox/a.xlsx", "-p", "pipelines/thu.toml"];
    let told = case.tthc(&check).says_anything().exit(0).stdout;
    assert!(told.contains(&format!("a.xlsx: {said}\n")), "{told}");
    let told = case.tthc(&[&check[..], &["--json"]].concat()).says_anything().exit(0).stdout;
    let told: serde_json::Value = serde_json::from_str(&told).unwrap_or_default();
    assert_eq!(told["templates"][0]["unit_id"], NOI_VU_ID, "{told}");
    assert_eq!(told["templates"][0]["current"], true, "{told}");
    let inspect = ["inspect", "inbox/a.xlsx", "-p", "pipelines/thu.toml"];
    let told = case.tthc(&inspect).says_anything().exit(0).stdout;
    assert!(told.contains(said) && told.contains("mẫu"), "{told}");
    let told =
        case.tthc(&[&inspect[..], &["--lang", "en"]].concat()).says_anything().exit(0).stdout;
    assert!(told.contains("made from the template of Phụ lục 2, Sở Nội vụ"), "{told}");
}
