//! Flat tables: each line names its unit and its field in columns of their own. What holds for tables with a line above
//! the lines of each unit holds for them.

#![expect(clippy::unwrap_used, reason = "a form that cannot be changed is a mistake in the test")]

use std::path::Path;

use crate::case::Case;
use crate::province::{Format, Letters, drawn};

/// The form of the export that is declared in `pipelines/forms/`.
pub(crate) const FORM: &str = "tong-hop-mot-cua.toml";

const EXPORT: &str = "
    BÁO CÁO TỔNG HỢP TIẾP NHẬN VÀ GIẢI QUYẾT TTHC - QUÝ III NĂM 2023
    Mã báo cáo: BC-01 | Kỳ báo cáo: 2023-07-01 đến 2023-09-30 | Trạng thái: DRAFT
    Ngày chốt số liệu: 30/9/2023 | Người lập: ... | Người duyệt: ...

    STT | Nguồn dữ liệu | Đơn vị giải quyết | Lĩnh vực giải quyết | Tổng tiếp nhận (3) | Trực tuyến (4) | Trực tiếp (5) | Từ kỳ trước (6) | Tổng đã giải quyết (7) | Trước hạn (8) | Đúng hạn (9) | Quá hạn (10) | Tổng đang giải quyết (11) | Trong hạn (12) | Quá hạn (13) | Tỷ lệ đúng hạn (%) | Tỷ lệ trực tuyến (%) | Ghi chú
    1 | HT Bộ | Xã Lộc Thành | Chứng thực | 240 | 228 | 10 | 2 | 237 | 175 | 62 | 0 | 3 | 3 | 0 | 100.0% | 95.8% |
    2 | HT tỉnh | Xã Lộc Thành | Hộ tịch | 110 | 103 | 6 | 1 | 108 | 70 | 36 | 2 | 2 | 1 | 1 | 98.1% | 94.5% | Thiếu hồ sơ
    3 | HT tỉnh | Xã Lộc Thành | Đất đai | 65 | 55 | 8 | 2 | 60 | 40 | 15 | 5 | 5 | 3 | 2 | 91.7% | 87.3% | Chờ thuế

      | TỔNG CỘNG | Toàn đơn vị | Toàn bộ lĩnh vực | 415 | 386 | 24 | 5 | 405 | 285 | 113 | 7 | 10 | 7 | 3 | 98.3% | 94.1% | Số liệu tự động
";

/// What stands in the export.
const EXPORTED: &str = "
    25294 Chứng thực: pending_on_time=3 pending_overdue=0 pending_total=3 received_carried=2 received_direct=10 received_online=228 received_total=240 resolved_on_time=175 resolved_on_time=62 resolved_overdue=0 resolved_total=237
    25294 Hộ tịch: pending_on_time=1 pending_overdue=1 pending_total=2 received_carried=1 received_direct=6 received_online=103 received_total=110 resolved_on_time=36 resolved_on_time=70 resolved_overdue=2 resolved_total=108
    25294 Đất đai: pending_on_time=3 pending_overdue=2 pending_total=5 received_carried=2 received_direct=8 received_online=55 received_total=65 resolved_on_time=15 resolved_on_time=40 resolved_overdue=5 resolved_total=60
";

/// A short flat table with a header of two rows and no column of sources.
const HEAD: &str = "
    Đơn vị báo cáo: UBND huyện Lộc Ninh
    BÁO CÁO TỔNG HỢP TIẾP NHẬN VÀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
    Đơn vị | Lĩnh vực | Tổng tiếp nhận | Trực tuyến | Trực tiếp | Từ kỳ trước | Tổng đã giải quyết | Trước và đúng hạn | Quá hạn | Tổng đang giải quyết | Trong hạn | Quá hạn
";

const LINES: &str = "
    UBND huyện Lộc Ninh | Đất đai | 60 | 20 | 30 | 10 | 50 | 50 | 0 | 10 | 10 | 0
    UBND huyện Lộc Ninh | Hộ tịch | 40 | 30 | 10 | 0 | 40 | 40 | 0 | 0 | 0 | 0
    Xã Lộc Thành | Hộ tịch | 30 | 10 | 15 | 5 | 28 | 28 | 0 | 2 | 2 | 0
    Xã Lộc Thành | Chứng thực | 25 | 5 | 20 | 0 | 25 | 25 | 0 | 0 | 0 | 0
    Xã Tân Tiến | Hộ tịch | 12 | 6 | 5 | 1 | 12 | 12 | 0 | 0 | 0 | 0
";

const COUNTED: &str = "
    692 Đất đai: pending_on_time=10 pending_overdue=0 pending_total=10 received_carried=10 received_direct=30 received_online=20 received_total=60 resolved_on_time=50 resolved_overdue=0 resolved_total=50
    692 Hộ tịch: pending_on_time=0 pending_overdue=0 pending_total=0 received_carried=0 received_direct=10 received_online=30 received_total=40 resolved_on_time=40 resolved_overdue=0 resolved_total=40
    25294 Hộ tịch: pending_on_time=2 pending_overdue=0 pending_total=2 received_carried=5 received_direct=15 received_online=10 received_total=30 resolved_on_time=28 resolved_overdue=0 resolved_total=28
    25294 Chứng thực: pending_on_time=0 pending_overdue=0 pending_total=0 received_carried=0 received_direct=20 received_online=5 received_total=25 resolved_on_time=25 resolved_overdue=0 resolved_total=25
    25297 Hộ tịch: pending_on_time=0 pending_overdue=0 pending_total=0 received_carried=1 received_direct=5 received_online=6 received_total=12 resolved_on_time=12 resolved_overdue=0 resolved_total=12
";

/// A province that knows the export alone.
fn knowing(case: Case) -> Case {
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/forms").join(FORM);
    let case = case.declare("phu-luc-2.toml", FORM);
    case.declared(&format!("forms/{FORM}"), &std::fs::read_to_string(form).unwrap())
}

/// A province whose communes send the export.
fn communes() -> Case {
    knowing(Case::district("phu-luc-2"))
}

/// A province in which districts send the same for themselves and their communes.
fn districts(case: Case) -> Case {
    let form = format!("pipelines/forms/{FORM}");
    let case = knowing(case).edit(&form, "sent-by = [\"commune\"]", "sent-by = [\"district\"]");
    case.edit(&form, "covers = [\"commune\"]", "covers = [\"district\", \"commune\"]")
}

/// What is read of a table of a district: its lines without the place, and the findings.
fn read(body: &str) -> (String, String) {
    read_with(HEAD, body)
}

fn read_with(head: &str, body: &str) -> (String, String) {
    let grid = format!("{}\n{}", head.trim_end(), body.strip_prefix('\n').unwrap_or(body));
    told(&districts(Case::district("phu-luc-2")).file("a.xlsx", &[("Tổng hợp", &grid)]))
}

/// What counts, and the findings.
fn told(case: &Case) -> (String, String) {
    let night = case.read();
    (night.values(), night.findings())
}

/// The same lines, in any order.
#[track_caller]
fn same_lines(found: &str, expected: &str) {
    let sorted = |text: &str| {
        let mut lines: Vec<String> =
            text.lines().map(|line| line.trim().to_owned()).filter(|l| !l.is_empty()).collect();
        lines.sort();
        lines.join("\n")
    };
    assert_eq!(sorted(found), sorted(expected));
}

#[test]
fn the_export_of_a_commune_is_read() {
    let (observed, findings) = told(&communes().file("a.xlsx", &[("BAOCAO_TTHC", EXPORT)]));
    same_lines(&observed, EXPORTED);
    let of_file = findings.lines().filter(|line| line.contains("a.xlsx"));
    assert!({ of_file }.all(|line| line.starts_with("F134 note")), "{findings}");
}

#[test]
fn an_export_in_any_format_is_read() {
    for format in [
        Format::Html,
        Format::Ods,
        Format::Fods,
        Format::Docx,
        Format::Xml2003,
        Format::Csv(',', Letters::Utf8Marked),
        Format::Csv(';', Letters::Utf16),
    ] {
        let file = format!("a.{}", format.ending());
        let case = communes().bytes(&file, &drawn(format, &[("Tổng hợp", EXPORT)]));
        let (observed, findings) = told(&case);
        same_lines(&observed, EXPORTED);
        assert!(!findings.contains(" error "), "{format:?}: {findings}");
        assert!(!findings.contains("F203"), "{format:?}: {findings}");
    }
}

#[test]
fn a_district_sends_a_line_for_each_unit_and_field() {
    let (observed, findings) = read(LINES);
    same_lines(&observed, COUNTED);
    assert_eq!(findings, "");
}

#[test]
fn units_may_be_named_in_their_first_line_alone_or_merged() {
    let first = LINES.replacen("    UBND huyện Lộc Ninh | Hộ tịch", "     | Hộ tịch", 1).replacen(
        "    Xã Lộc Thành | Chứng thực",
        "     | Chứng thực",
        1,
    );
    let merged = LINES
        .replacen("    UBND huyện Lộc Ninh | Hộ tịch", "    ^^ | Hộ tịch", 1)
        .replacen("    Xã Lộc Thành | Chứng thực", "    ^^ | Chứng thực", 1);
    for body in [first, merged] {
        let (observed, findings) = read(&body);
        same_lines(&observed, COUNTED);
        assert_eq!(findings, "");
    }
}

#[test]
fn a_blank_unit_where_every_line_names_its_own_is_told() {
    let body = LINES.replacen("    Xã Lộc Thành | Hộ tịch", "     | Hộ tịch", 1);
    let (observed, findings) = read(&body);
    assert!(!observed.contains("received_total=30"), "{observed}");
    assert!(findings.contains("F121 error a.xlsx!Tổng hợp!B6: "), "{findings}");
    // Between two lines of one unit nothing else can be meant.
    let three = "
    Xã Lộc Thành | Hộ tịch | 30 | 10 | 15 | 5 | 28 | 28 | 0 | 2 | 2 | 0
     | Đất đai | 5 | 5 | 0 | 0 | 5 | 5 | 0 | 0 | 0 | 0
    Xã Lộc Thành | Chứng thực | 25 | 5 | 20 | 0 | 25 | 25 | 0 | 0 | 0 | 0
    Xã Lộc Thành | Tôn giáo | 1 | 1 | 0 | 0 | 1 | 1 | 0 | 0 | 0 | 0
    ";
    let (observed, _) = read(three);
    assert!(observed.contains("25294 Đất đai: "), "{observed}");
}

#[test]
fn a_blank_unit_in_the_first_line_is_nobodys() {
    let body = LINES.replacen("    UBND huyện Lộc Ninh | Đất đai", "     | Đất đai", 1);
    let (observed, findings) = read(&body);
    assert!(!observed.contains("692 Đất đai"), "{observed}");
    assert!(findings.contains("không ghi tên lĩnh vực hay đơn vị"), "{findings}");
}

#[test]
fn a_unit_in_no_register_is_told_at_its_cell_with_the_nearest() {
    let (observed, findings) = read(&LINES.replace("Xã Lộc Thành", "Xã Lộc Thanhh"));
    assert!(!observed.contains("25294"), "{observed}");
    assert_eq!(findings.matches("F120 error").count(), 1, "{findings}");
    assert!(findings.contains("F120 error a.xlsx!Tổng hợp!A6: \"Xã Lộc Thanhh\""), "{findings}");
    assert!(findings.contains("có phải là Xã Lộc Thành (25294)?"), "{findings}");
}

#[test]
fn nobody_reports_for_a_unit_that_is_not_its_own() {
    let body = LINES.replace("Xã Tân Tiến", "Thị trấn Tân Phú");
    let grid = format!("{}\n{}", HEAD.trim_end(), body.strip_prefix('\n').unwrap());
    let both = districts(Case::of("phu-luc-2"));
    let (observed, findings) = told(&both.file("a.xlsx", &[("Tổng hợp", &grid)]));
    assert!(!observed.contains("25363"), "{observed}");
    assert!(findings.contains("F120 error a.xlsx!Tổng hợp!A8: \"Thị trấn Tân Phú\""), "{findings}");
}

#[test]
fn lines_of_a_unit_need_not_stand_together() {
    let mut lines: Vec<&str> = LINES.lines().filter(|line| !line.trim().is_empty()).collect();
    // By field, with the sums of each field and of all.
    lines.sort_by_key(|line| line.split('|').nth(1).unwrap().to_owned());
    lines.push("Tổng cộng | Hộ tịch | 82 | 46 | 30 | 6 | 80 | 80 | 0 | 2 | 2 | 0");
    lines.push("Tổng cộng | | 167 | 71 | 80 | 16 | 155 | 155 | 0 | 12 | 12 | 0");
    let (observed, findings) = read(&lines.join("\n"));
    same_lines(&observed, COUNTED);
    assert_eq!(findings, "");
}

const SUMMED: &str = "
    UBND huyện Lộc Ninh | Đất đai | 60 | 20 | 30 | 10 | 50 | 50 | 0 | 10 | 10 | 0
    UBND huyện Lộc Ninh | Hộ tịch | 40 | 30 | 10 | 0 | 40 | 40 | 0 | 0 | 0 | 0
    UBND huyện Lộc Ninh | Tổng | 100 | 50 | 40 | 10 | 90 | 90 | 0 | 10 | 10 | 0
    Xã Lộc Thành | Hộ tịch | 30 | 10 | 15 | 5 | 28 | 28 | 0 | 2 | 2 | 0
    Xã Lộc Thành | Chứng thực | 25 | 5 | 20 | 0 | 25 | 25 | 0 | 0 | 0 | 0
    Xã Lộc Thành | Tổng | 55 | 15 | 35 | 5 | 53 | 53 | 0 | 2 | 2 | 0
    Xã Tân Tiến | Hộ tịch | 12 | 6 | 5 | 1 | 12 | 12 | 0 | 0 | 0 | 0
    Xã Tân Tiến | Tổng | 12 | 6 | 5 | 1 | 12 | 12 | 0 | 0 | 0 | 0
    Tổng cộng | | 167 | 71 | 80 | 16 | 155 | 155 | 0 | 12 | 12 | 0
";

#[test]
fn sums_of_units_and_of_the_table_are_compared_and_not_counted() {
    let (observed, findings) = read(SUMMED);
    same_lines(&observed, COUNTED);
    assert_eq!(findings, "");
    let (_, findings) = read(&SUMMED.replace("Tổng | 55 |", "Tổng | 57 |"));
    let said = "F203 error a.xlsx!Tổng hợp!C9: dòng \"Tổng\", cột Tổng số tiếp nhận: ghi 57, cộng các dòng được 55";
    assert!(findings.contains(said), "{findings}");
    let (_, findings) = read(&SUMMED.replace("| | 167 |", "| | 168 |"));
    assert!(findings.contains("F203 error a.xlsx!Tổng hợp!C12: "), "{findings}");
}

#[test]
fn sums_may_stand_above_their_lines_or_below_all() {
    let lines: Vec<&str> = SUMMED.lines().collect();
    let above = [0, 3, 1, 2, 6, 4, 5, 8, 7, 9].map(|at| lines[at]).join("\n");
    let below = [0, 1, 2, 4, 5, 7, 3, 6, 8, 9].map(|at| lines[at]).join("\n");
    let first = [0, 9, 1, 2, 3, 4, 5, 6, 7, 8].map(|at| lines[at]).join("\n");
    for body in [above, below, first] {
        let (observed, findings) = read(&body);
        same_lines(&observed, COUNTED);
        assert_eq!(findings, "");
    }
}

#[test]
fn a_unit_with_its_sum_alone_counts_with_it() {
    let body =
        SUMMED.lines().filter(|line| !line.contains("Lộc Thành | Chứng")).collect::<Vec<_>>();
    let body = body.join("\n").replace(
        "Xã Lộc Thành | Hộ tịch | 30 | 10 | 15 | 5 | 28 | 28 | 0 | 2 | 2 | 0",
        "Xã Lộc Thành | Hộ tịch | | | | | | | | | |",
    );
    let (observed, findings) = read(&body);
    assert!(observed.contains("25294 -: ") && observed.contains("received_total=55"), "{observed}");
    assert!(findings.contains("Xã Lộc Thành chỉ ghi dòng tổng"), "{findings}");
}

#[test]
fn a_line_that_stands_twice_is_told_unless_it_is_of_another_source() {
    let twice = LINES.replace("Xã Lộc Thành | Chứng thực", "Xã Lộc Thành | Hộ tịch");
    let (_, findings) = read(&twice);
    assert!(findings.contains("F205 warning a.xlsx!Tổng hợp!C7: "), "{findings}");
    let sources = |text: &str, number: usize| {
        let source = if number.is_multiple_of(2) { "HT tỉnh" } else { "HT Bộ" };
        if text.trim().is_empty() { String::new() } else { format!("{source} | {}", text.trim()) }
    };
    let lines: Vec<String> =
        twice.lines().enumerate().map(|(number, line)| sources(line, number)).collect();
    let head = HEAD.replace("    Đơn vị | Lĩnh vực", "    Nguồn dữ liệu | Đơn vị | Lĩnh vực");
    let (observed, findings) = read_with(&head, &lines.join("\n"));
    assert_eq!(observed.matches("received_total=30").count(), 1, "{observed}");
    assert_eq!(findings, "");
}

#[test]
fn counts_below_one_text_are_told_by_the_count_before_them() {
    let turned = "
    Đơn vị báo cáo: UBND huyện Lộc Ninh
    BÁO CÁO TỔNG HỢP TIẾP NHẬN VÀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
    Đơn vị | Lĩnh vực | Tổng đang giải quyết | Quá hạn | Trong hạn | Tổng đã giải quyết | Quá hạn | Trước và đúng hạn | Tổng tiếp nhận | Trực tuyến | Trực tiếp | Từ kỳ trước
    Xã Lộc Thành | Hộ tịch | 5 | 4 | 1 | 25 | 7 | 18 | 30 | 10 | 15 | 5
";
    let case = districts(Case::district("phu-luc-2")).file("a.xlsx", &[("Tổng hợp", turned)]);
    let (observed, _) = told(&case);
    assert!(observed.contains(" resolved_overdue=7"), "{observed}");
    assert!(observed.contains(" pending_overdue=4"), "{observed}");
}

#[test]
fn counts_below_one_text_that_nothing_tells_apart_count_for_neither() {
    let head = HEAD.replace(
        "Quá hạn | Tổng đang giải quyết | Trong hạn | Quá hạn",
        "Quá hạn | Quá hạn | Tổng đang giải quyết | Trong hạn",
    );
    let (observed, findings) = read_with(&head, LINES);
    assert!(!observed.contains("overdue"), "{observed}");
    assert!(findings.contains("hai cột cùng có thể là \"quá hạn\" (I3, J3)"), "{findings}");
}

#[test]
fn groups_of_columns_may_be_headed_by_merged_cells() {
    let head = "
    Đơn vị báo cáo: UBND huyện Lộc Ninh
    BÁO CÁO TỔNG HỢP TIẾP NHẬN VÀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
    Đơn vị | Lĩnh vực | Tiếp nhận | << | << | << | Đã giải quyết | << | << | Đang giải quyết | << | <<
    ^^ | ^^ | Tổng tiếp nhận | Trực tuyến | Trực tiếp | Từ kỳ trước | Tổng đã giải quyết | Trước và đúng hạn | Quá hạn | Tổng đang giải quyết | Trong hạn | Quá hạn
";
    let (observed, findings) = read_with(head, LINES);
    same_lines(&observed, COUNTED);
    assert_eq!(findings, "");
}

#[test]
fn a_table_without_the_column_of_units_is_refused() {
    let grid = EXPORT.replace("Đơn vị giải quyết", "Ký hiệu");
    let (observed, findings) = told(&communes().file("25294.xlsx", &[("Tổng hợp", &grid)]));
    assert_eq!(observed, "");
    assert!(findings.contains("thiếu cột \"đơn vị giải quyết\""), "{findings}");
}

/// A form that knows no column of units: the lines would all be the sender's.
#[test]
fn an_undeclared_column_of_units_is_never_the_sender_alone() {
    let head = "
        Sở Nội vụ
        Phụ lục 2
        STT | Đơn vị giải quyết | Lĩnh vực giải quyết | Số lượng hồ sơ tiếp nhận | << | << | Số lượng hồ sơ đã giải quyết | << | << | Số lượng hồ sơ đang giải quyết | << | <<
        ^^ | ^^ | ^^ | Tổng số | Trực tuyến | Từ kỳ trước | Tổng số | Trước hạn và Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn
        1 | Sở Nội vụ | Tôn giáo | 30 | 10 | 0 | 30 | 30 | 0 | 0 | 0 | 0
        2 | Sở Nội vụ | Thi đua | 20 | 10 | 0 | 20 | 20 | 0 | 0 | 0 | 0
    ";
    let (observed, _) = told(&Case::of("phu-luc-2").file("a.xlsx", &[("Phụ lục 2", head)]));
    assert!(observed.contains("70.so-noi-vu Thi đua: "), "{observed}");
    let other = head.replace("2 | Sở Nội vụ", "2 | Sở Tư pháp");
    let (observed, findings) =
        told(&Case::of("phu-luc-2").file("a.xlsx", &[("Phụ lục 2", &other)]));
    assert_eq!(observed, "");
    assert!(findings.contains("F120 error a.xlsx!Phụ lục 2!B6: cột \"Đơn vị"), "{findings}");
}

#[test]
fn the_period_of_an_export_is_told_in_its_own_way() {
    for period in ["2023-07-01 đến 2023-09-30", "2023/07/01 00:00:00 - 2023/09/30 23:59:59"] {
        let grid = EXPORT.replace(" - QUÝ III NĂM 2023", "");
        let grid = grid.replace("2023-07-01 đến 2023-09-30", period);
        let (observed, _) = told(&communes().file("a.xlsx", &[("Tổng hợp", &grid)]));
        same_lines(&observed, EXPORTED);
    }
    for period in ["2023-04-01 đến 2023-06-30", "2022-07-01 đến 2022-09-30"] {
        let grid = EXPORT.replace(" - QUÝ III NĂM 2023", "");
        let grid = grid.replace("2023-07-01 đến 2023-09-30", period);
        let (observed, findings) = told(&communes().file("a.xlsx", &[("Tổng hợp", &grid)]));
        assert_eq!(observed, "", "{period}");
        assert!(findings.contains("F127 error a.xlsx!Tổng hợp!B2: "), "{findings}");
    }
}

#[test]
fn a_flat_form_is_declared_whole_or_not_at_all() {
    let form = format!("pipelines/forms/{FORM}");
    for (from, to, said) in [
        ("groups = \"unit\"", "groups = \"none\"", "rows.groups: found `none` beside a column"),
        ("items = \"field\"", "items = \"unit\"", "rows.items: found no fields beside a column"),
        ("role = \"unit\"", "role = \"note\"", "without a column with `role = \"unit\"`"),
        ("path = [\"trong hạn\"]", "path = [\"quá hạn\"]", ".path: found `quá hạn`"),
    ] {
        let case = communes().edit(&form, from, to);
        let told = case.refused("en");
        assert!(told.contains(said), "{to}: {told}");
    }
}

#[test]
fn a_flat_form_can_be_drafted_of_an_export() {
    for (grid, file) in [(EXPORT, "BC-01.xlsx"), (&EXPORT.replace(" (13)", ""), "25294.xlsx")] {
        let case = communes().file(file, &[("BAOCAO_TTHC", grid)]);
        // Nothing is known of such tables.
        let case = case.declare(FORM, "phu-luc-2.toml");
        let example = format!("inbox/{file}");
        let night = case.tthc(&["form", "draft", &example, "-p", "thu"]).says_anything().exit(0);
        let read = "đọc thử ví dụ bằng bản nháp: 33 số liệu, 0 lỗi";
        assert!(night.stderr.contains(read), "{}", night.stderr);
        for role in ["unit", "label", "source"] {
            let wanted = format!("role = \"{role}\"");
            assert!(night.stdout.contains(&wanted), "{role}: {}", night.stdout);
        }
        assert_eq!(night.stdout.matches("path = [\"quá hạn\"]").count(), 2, "{}", night.stdout);
        // The counts have the names that are declared, so that the draft reads as it is.
        let draft = night.stdout;
        let case = case.declare("phu-luc-2.toml", FORM).declared(&in_forms(), &draft);
        same_lines(&told(&case).0, EXPORTED);
    }
}

fn in_forms() -> String {
    format!("forms/{FORM}")
}

#[test]
fn a_draft_of_a_district_reads_another_table_of_its_kind() {
    let first = LINES.replacen("    Xã Lộc Thành | Chứng thực", "     | Chứng thực", 1);
    let example = format!("{}\n{}", HEAD.trim_end(), first.strip_prefix('\n').unwrap());
    let case = communes().declare(FORM, "phu-luc-2.toml");
    let csv = Format::Csv(',', Letters::Utf8Marked);
    let case = case.bytes("a.csv", &drawn(csv, &[("Tổng hợp", &example)]));
    let night = case.tthc(&["form", "draft", "inbox/a.csv", "-p", "thu"]);
    let draft = night.says_anything().exit(0).stdout;
    let other = format!("{}\n{SUMMED}", HEAD.trim_end());
    let case = case.declare("phu-luc-2.toml", FORM).declared(&in_forms(), &draft);
    let case = case.without("a.csv").file("b.xlsx", &[("Tổng hợp", &other)]);
    let (observed, findings) = told(&case);
    same_lines(&observed, COUNTED);
    assert_eq!(findings, "", "{draft}");
}
