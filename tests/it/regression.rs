//! Faults that were there once. Each test is named after what went wrong and shows the smallest case of it.

#![expect(
    clippy::disallowed_methods,
    reason = "some tests spoil files of a temporary folder by hand"
)]

use tthc::ingest::{FileContent, read_file};
use tthc::model::CellRef;

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{LOC_NINH, NOI_VU, SURVEY};

fn loc_ninh(body: &str) -> Case {
    Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, body))])
}

/// Killed between the two renames that end a run: the run is there and `latest` does not point to it.
#[test]
fn a_run_that_was_killed_at_its_end_becomes_the_latest_with_the_next_one() {
    let case = loc_ninh(LOC_NINH);
    case.run(&[]).exit(0);
    std::fs::remove_file(case.runs().latest_path()).unwrap();
    case.run(&[]).exit(0);
    assert!(case.latest_id().is_some(), "`latest` is there again");
}

#[test]
fn a_latest_run_that_was_deleted_is_replaced() {
    let case = loc_ninh(LOC_NINH);
    case.run(&[]).exit(0);
    case.run(&["--force"]).exit(0);
    std::fs::remove_dir_all(case.latest().path()).unwrap();
    case.run(&[]).exit(0);
    assert!(case.runs().latest_path().join("xep-hang.xlsx").is_file());
}

/// Every night of the next period would fail, too.
#[test]
fn a_deleted_run_of_the_period_before_is_as_if_it_had_not_been() {
    let case = loc_ninh(LOC_NINH);
    case.run(&["--period", "2023-Q2"]).exit(0);
    let before = case.path("output/thu/2023-Q2");
    std::fs::remove_dir_all(before.join("latest").canonicalize().unwrap()).unwrap();
    case.run(&[]).exit(0);
}

#[test]
fn a_run_whose_record_is_broken_does_not_stop_the_next_one() {
    let case = loc_ninh(LOC_NINH);
    case.run(&[]).exit(0);
    std::fs::write(case.latest().path().join("run.json"), "{").unwrap();
    case.run(&[]).exit(0);
}

/// Stage by stage by hand: what is published must be made from what lies beside it.
#[test]
fn a_run_of_stages_that_do_not_belong_together_is_not_the_latest() {
    let case = loc_ninh(LOC_NINH);
    case.run(&[]).exit(0);
    let before = case.latest_id();
    let case = case.file(
        "a.xlsx",
        &[("Phụ lục 3", &under(HEAD_3, &LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5")))],
    );
    case.run(&["--quiet", "--only", "ingest"]).says_anything().exit(5);
    case.run(&["--quiet", "--only", "publish"]).says_anything().exit(5);
    assert_eq!(case.latest_id(), before);
}

/// What `--from` starts from was published with the sums of whole files beside it.
#[test]
fn an_artifact_edited_by_hand_is_not_taken_over_as_if_it_were_whole() {
    let other = loc_ninh(&LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5"));
    other.run(&[]).exit(0);
    let case = loc_ninh(LOC_NINH);
    case.run(&[]).exit(0);
    let artifacts = case.artifacts();
    let metrics = "data/metrics.parquet";
    let edited = std::fs::read(other.latest().path().join(metrics)).unwrap();
    std::fs::write(case.latest().path().join(metrics), edited).unwrap();
    case.run(&["--from", "rank"]).says_anything().exit(2);
    case.run(&[]).exit(0);
    assert_eq!(case.artifacts(), artifacts);
}

/// The second night would be green although the data is as incomplete as on the first: an exit code is how that stands which
/// is published. What was told is told again only where that is asked for.
#[test]
fn gaps_do_not_go_away_by_running_again() {
    let case = loc_ninh(LOC_NINH).bytes("b.pdf", b"%PDF-1.7");
    let first = case.run(&[]).says_anything().exit(3);
    case.run(&[]).exit(3);
    let second = case.run(&["--notify", "always"]).says_anything().exit(3);
    let gap = "  F101 b.pdf: tệp là PDF, không phải bảng tính; hãy gửi tệp .xlsx\n";
    assert!(first.stderr.contains(gap) && second.stderr.contains(gap), "{}", second.stderr);
    assert_eq!(second.stdout, first.stdout);
    let unchanged = "không có gì mới so với lượt chạy trước; kết quả giữ nguyên\n";
    assert!(second.stderr.starts_with(unchanged), "{}", second.stderr);
    case.run(&["--quiet", "--fail-on", "error"]).exit(3);
    // A run that was ended before it became the latest has told nobody.
    std::fs::remove_file(case.runs().latest_path()).unwrap();
    let told = case.run(&[]).says_anything().exit(3);
    assert!(told.stderr.contains(gap), "{}", told.stderr);
    case.run(&[]).exit(3);
    case.run(&["--force"]).says_anything().exit(3);
}

#[test]
fn a_night_on_which_nothing_can_be_read_is_not_green_when_run_again() {
    let case = loc_ninh(LOC_NINH);
    case.run(&[]).exit(0);
    let case = case.bytes("a.xlsx", b"");
    case.run(&[]).says_anything().exit(1);
    case.run(&[]).says_anything().exit(1);
}

#[test]
fn a_record_lists_the_files_that_were_read_and_no_others() {
    let case = loc_ninh(LOC_NINH);
    case.run(&[]).exit(0);
    let case = case.bytes("b.pdf", b"%PDF-1.7");
    case.run(&["--quiet", "--from", "rank"]).exit(0);
    let inputs: Vec<String> =
        case.newest().record().inputs.iter().map(|input| input.file.clone()).collect();
    assert_eq!(inputs, ["a.xlsx"]);
}

/// `c)` after `a)` and `b)` is no Roman hundred.
#[test]
fn an_item_lettered_c_opens_no_group() {
    let lettered = LOC_NINH
        .replace("1     | Đất đai", "b)    | Đất đai")
        .replace("2     | Hộ tịch", "c)    | Hộ tịch");
    loc_ninh(&lettered).read().finds("");
}

#[test]
fn an_address_with_dollar_signs_is_no_address() {
    assert_eq!(CellRef::parse("$A$1"), None);
    assert_eq!(CellRef::parse("!1"), None);
}

/// A field in two lines, one without a total: 110 files on time of 10 resolved.
#[test]
fn a_line_without_its_denominator_adds_nothing_to_the_numerator() {
    let lines = "
        I | UBND huyện Lộc Ninh
        1 | Đất đai | 10  | 0 | 0 | 10  | 10 | 10  | 0 | 0 | 0 | 0
        2 | Đất đai |     | 0 | 0 |     |    | 100 |   | 0 | 0 | 0
    ";
    loc_ninh(lines).read().metrics(
        "on_time_rate",
        "
        own 692 10/10 incomplete
        total 70 10/10 incomplete
        total 692 10/10 incomplete
        ",
    );
}

/// A night without a single number, and then an analyst who reruns a stage of it.
#[test]
fn an_empty_table_is_read_back() {
    let case = loc_ninh(LOC_NINH).without("a.xlsx").bytes("a.xlsx", b"");
    case.run(&[]).says_anything().exit(3);
    case.run(&["--from", "validate"]).says_anything().exit(1);
}

/// Headers that were never merged: the blank below "Ghi chú" is not headed by the column before it.
#[test]
fn a_header_without_merged_cells_has_no_unknown_column() {
    let head = HEAD_3.replace("<<", "").replace("^^", "");
    Case::district("phu-luc-3")
        .file("a.xlsx", &[("Phụ lục 3", &under(&head, LOC_NINH))])
        .read()
        .finds("");
}

/// Number and name of a group in one cell.
#[test]
fn a_group_is_known_with_its_number_in_the_same_cell() {
    let lines = "
        I. UBND HUYỆN LỘC NINH
        1 | Đất đai | 10  | 0 | 0 | 10  | 10 | 10  | 0 | 0 | 0 | 0
        II. UBND XÃ LỘC THÀNH
        1 | Đất đai | 20  | 0 | 0 | 20  | 20 | 19  | 1 | 0 | 0 | 0 | chờ đo đạc
        III. UBND XÃ TÂN TIẾN
        1 | Đất đai | 30  | 0 | 0 | 30  | 30 | 29  | 1 | 0 | 0 | 0 | chờ đo đạc
    ";
    loc_ninh(lines).read().finds("").metrics(
        "on_time_rate",
        "
        own 692 10/10
        own 25294 19/20
        own 25297 29/30
        total 70 58/60
        total 692 58/60
        ",
    );
}

/// Totals as formulas that show an error: they are compared and never used, so nothing is missing.
#[test]
fn a_total_that_cannot_be_read_leaves_nothing_out() {
    let lines = LOC_NINH.replace(
        "Tổng  | <<         | 100 | 45 ",
        "Tổng  | <<         | =1/0→#DIV/0! | =1/0→#DIV/0! ",
    );
    let case = loc_ninh(&lines);
    let night = case.run(&["--quiet"]).exit(0);
    night.finds(
        "F132 warning a.xlsx!Phụ lục 3!C10: dòng \"Tổng\": 2 ô là công thức báo lỗi; dòng tổng không được đối chiếu, số liệu các dòng vẫn tính → kept",
    );
}

/// The workbook could not be written then, and the run failed with its last stage.
#[test]
fn a_ranking_may_not_have_the_name_of_a_fixed_sheet() {
    Case::new()
        .declare("sheet = \"Cấp xã\"", "sheet = \"phát hiện\"")
        .run(&[])
        .stderr(
            "
            error: pipelines/thu.toml:33: ranking[3].sheet: `phát hiện`, cần tên khác tên các trang tính có sẵn `Tổng hợp`, `Biến động`, `Lĩnh vực`, `Hồ sơ quá hạn`, `Phương pháp`, `Phát hiện`, `Chất lượng số liệu`, `Nộp báo cáo`, `Kế hoạch kiểm tra`, `Chỉ tiêu`
            tthc run pipelines/thu.toml
            ",
        )
        .exit(2);
}

/// A number behind the last column was nobody's.
#[test]
fn a_number_beside_the_table_is_reported() {
    let lines = LOC_NINH.replace("| 10 | 8 | 2 | chờ đo đạc", "| 10 | 8 | 2 | chờ đo đạc | | 77");
    loc_ninh(&lines).read().finds(
        "F113 warning a.xlsx!Phụ lục 3!O8: 1 ô nằm ngoài các cột của biểu, ví dụ \"77\"; các ô này không được tính → left_out",
    );
}

/// Beside a form that is read, a sheet that is nearly one was passed over without a word.
#[test]
fn a_sheet_without_a_form_is_reported_beside_one_that_has_it() {
    let good = under(HEAD_3, LOC_NINH);
    let near = "
        STT | Lĩnh vực giải quyết | Số lượng hồ sơ tiếp nhận
        1   | Đất đai             | 5
    ";
    let sheets = [("Phụ lục 3", good.as_str()), ("Bản nháp", near), ("Ghi chép", "Việc cần làm")];
    Case::district("phu-luc-3").file("a.xlsx", &sheets).read().finds(
        "
        F102 error a.xlsx!Bản nháp: không nhận ra biểu mẫu; gần nhất là Phụ lục 3 nhưng thiếu cột \"số lượng hồ sơ tiếp nhận / tổng số\", \"số lượng hồ sơ tiếp nhận / trực tuyến\", \"số lượng hồ sơ tiếp nhận / từ kỳ trước\", \"số lượng hồ sơ tiếp nhận / trực tiếp, dịch vụ bưu chính\", và 6 cột khác → left_out
        F108 note a.xlsx!Ghi chép: trang tính \"Ghi chép\" không có biểu nào đã khai báo nên không được đọc → left_out
        ",
    );
}

/// A line of nothing but text, as other programs export it, with a date in its reason: it was a signature.
#[test]
fn a_line_typed_as_text_with_a_date_in_its_note_is_data() {
    let lines = r#"
        I    | UBND huyện Lộc Ninh
        "1"  | Đất đai | "60" | "20" | "10" | "30" | "50" | "45" | "5" | "10" | "8" | "2" | chờ văn bản ngày 05 tháng 9 năm 2023
        "2"  | Hộ tịch | "40" | "25" | "5"  | "10" | "40" | "39" | "1" | "0"  | "0" | "0" | Lưu ý: trễ do mất điện
    "#;
    loc_ninh(lines).read().metrics(
        "on_time_rate",
        "
        own 692 84/90
        total 70 84/90 incomplete
        total 692 84/90 incomplete
        ",
    );
}

/// The title of a part that carries its own sums became a field of that name, and all was counted twice.
#[test]
fn a_part_with_sums_in_its_title_line_is_no_field() {
    let lines = SURVEY.replace(
        "I    | Kết quả khảo sát tại UBND huyện, thị xã, thành phố\n",
        "I    | Kết quả khảo sát tại UBND huyện, thị xã, thành phố | 100 | 20 | 60 | 48 | 12 | 0 | 0\n",
    );
    Case::district("phu-luc-5")
        .file("692-loc-ninh.xlsx", &[("Phụ lục 5", &under(HEAD_5, &lines))])
        .read()
        .finds("F121 error 692-loc-ninh.xlsx!Phụ lục 5!B7: dòng tên phần có kèm số liệu; dòng này không được tính → left_out")
        .metrics(
            "satisfaction_rate",
            "
            own 692 108/120 incomplete
            own 25294 40/40
            own 25297 30/35
            total 70 178/195 incomplete
            total 692 178/195 incomplete
            ",
        );
}

/// A rate that no one can read is only compared; the counts of its line are all there.
#[test]
fn an_unreadable_printed_rate_leaves_nothing_out() {
    let sheet = "
        UBND TỈNH PHÚ THỌ
        STT | Mã đơn vị | Đơn vị | Cấp | Số lượng hồ sơ | << | << | Số ngày xử lý trung bình | Tỷ lệ đúng hạn (%) | Điểm (thang 20)
        ^^  | ^^ | ^^ | ^^ | Tổng số | Đúng hạn và trong hạn | Quá hạn | ^^ | ^^ | ^^
        1   | H44.100 | UBND Phường Việt Trì | COMMUNE | 100 | 90 | 10 | 4 | NaN% | 18
    ";
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("inbox")).unwrap();
    std::fs::write(home.path().join("inbox/a.xlsx"), crate::grid::xlsx(&[("766", sheet)])).unwrap();
    let pipeline =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/phu-tho-2026q3.toml");
    let overrides = tthc::pipeline::Overrides {
        inbox: Some(home.path().join("inbox")),
        output: Some(home.path().join("output")),
        ..Default::default()
    };
    let pipeline = tthc::pipeline::load_with(&pipeline, &overrides).unwrap();
    let bytes = std::fs::read(home.path().join("inbox/a.xlsx")).unwrap();
    let FileContent::Reading(read) = read_file("a.xlsx", &bytes, false, &pipeline) else {
        panic!("a workbook is no archive")
    };
    let found: Vec<String> = read
        .findings
        .iter()
        .map(|f| format!("{} {} {}", f.code, f.place, f.action.word()))
        .collect();
    assert_eq!(found, ["F130 a.xlsx!766!I4 kept"]);
    assert_eq!(read.tables[0].items(), 3);
}

/// With "Kết quả khảo sát tại cấp xã" above them in place of the official title, the votes of communes were added
/// to those of their district as if "Xã Tân Tiến" were a field.
#[test]
fn a_line_about_a_commune_is_never_a_field_of_its_district() {
    use crate::grid::{HEAD_5, under};
    use crate::reading::SURVEY;
    let official = Case::district("phu-luc-5").file("a.xlsx", &[("PL5", &under(HEAD_5, SURVEY))]);
    let expected = official.read().values();
    for title in ["Kết quả tại cấp xã", "Cấp xã", "B. Các xã, phường, thị trấn"]
    {
        let body = SURVEY.replace("Kết quả khảo sát tại UBND cấp xã trên địa bàn quản lý", title);
        let case = Case::district("phu-luc-5").file("a.xlsx", &[("PL5", &under(HEAD_5, &body))]);
        assert_eq!(case.read().values(), expected, "{title}");
    }
}

/// A total above all lines was taken for the sum of the first group.
#[test]
fn a_total_above_all_lines_sums_the_table() {
    let with = |total: u32| {
        format!("Tổng cộng | << | {total} | 60 | 15 | 100 | 161 | 155 | 6 | 14 | 12 | 2{LOC_NINH}")
    };
    loc_ninh(&with(175)).read().finds("");
    loc_ninh(&with(176)).read().finds(
        r#"
        F203 error a.xlsx!Phụ lục 3!C7: dòng "Tổng cộng", cột Tổng số tiếp nhận: ghi 176, cộng các dòng được 175 (lệch 1) → kept
        "#,
    );
}

/// A file of which nothing counts took the place of one that was read, because its name came later.
#[test]
fn a_file_without_numbers_replaces_none_with_some() {
    let nothing = LOC_NINH.replace("Tân Tiến", "Nào Đó").replace("Lộc Thành", "Không Có");
    let nothing = nothing.replace("UBND huyện Lộc Ninh", "Phòng Một");
    let head = HEAD_3.replacen("Phụ lục 3", "UBND HUYỆN LỘC NINH", 1);
    let night = loc_ninh(LOC_NINH).file("z.xlsx", &[("Phụ lục 3", &under(&head, &nothing))]);
    night.read().submissions(
        "
        692 phu-luc-3 a.xlsx accepted
        692 phu-luc-3 z.xlsx superseded
        ",
    );
}

/// Units that come again below a heading that names another system were repeats.
#[test]
fn a_source_in_the_heading_lets_units_come_again() {
    let first = under(HEAD_3, LOC_NINH);
    let other = first.replacen("Phụ lục 3", "Phụ lục 3\nTrên hệ thống của Bộ", 1);
    let sheets = [("Phụ lục 3", first.as_str()), ("Phụ lục 3 (2)", other.as_str())];
    Case::district("phu-luc-3").file("a.xlsx", &sheets).read().finds("").metrics(
        "on_time_rate",
        "
        own 692 170/180
        own 25294 68/70
        own 25297 72/72
        total 70 310/322
        total 692 310/322
        ",
    );
}

/// A total is not called wrong where a cell above it is blank: the cell is named.
#[test]
fn a_blank_cell_is_named_in_place_of_the_total_that_it_breaks() {
    let lines = LOC_NINH.replacen("| 60 ", "|    ", 1).replacen("| 100 | 45", "| 101 | 45", 1);
    let found = loc_ninh(&lines).read().findings();
    assert!(found.contains("F133 error a.xlsx!Phụ lục 3!C8: dòng \"Đất đai\" để trống"), "{found}");
    assert!(!found.contains("F203"), "{found}");
}

/// Where a form has no groups, the total of a table on several pages was held against the last page alone.
#[test]
fn a_total_sums_the_lines_of_all_pages() {
    let header = HEAD_2.split_once("STT").map(|(_, header)| format!("STT{}", header.trim_end()));
    let numbers = "(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10) | (11) | (12)";
    let page = format!("{}\n{numbers}\n2    | Tôn giáo", header.unwrap_or_default());
    let sheet = under(HEAD_2, &NOI_VU.replacen("2    | Tôn giáo", &page, 1));
    let case = Case::of("phu-luc-2").file("so-noi-vu.xlsx", &[("Sở Nội vụ", &sheet)]);
    let night = case.read();
    assert!(!night.findings().contains("so-noi-vu.xlsx"), "{}", night.findings());
    assert_eq!(night.values().lines().count(), 2);
}

/// A total that nobody named was a line of unknown meaning.
#[test]
fn a_line_without_a_label_that_is_the_sum_above_is_a_total() {
    let lines = LOC_NINH.replacen("Tổng  | <<         | 100", "      |            | 100", 1);
    let once = loc_ninh(LOC_NINH).read().values();
    let night = loc_ninh(&lines);
    let night = night.read().finds(
        "F122 warning a.xlsx!Phụ lục 3!C10: dòng không ghi tên bằng tổng các dòng phía trên nên được hiểu là dòng tổng, không tính lần nữa → corrected",
    );
    assert_eq!(night.values(), once);
}

/// `II. X. LONG BÌNH` in one cell named nobody, for the number hid the short form.
#[test]
fn a_short_form_behind_the_number_of_a_group_is_known() {
    let lines = LOC_NINH
        .replace("I     | UBND huyện Lộc Ninh", "I. H. LỘC NINH")
        .replace("II    | UBND xã Lộc Thành", "II. X. LỘC THÀNH")
        .replace("III   | UBND xã Tân Tiến", "III. X.TÂN TIẾN");
    let once = loc_ninh(LOC_NINH).read().values();
    assert_eq!(loc_ninh(&lines).read().finds("").values(), once);
}

/// A total of an odd name with one wrong sum was an item, and its unit counted twice.
#[test]
fn a_total_of_an_odd_name_with_a_slip_is_a_total() {
    let once = loc_ninh(LOC_NINH).read().values();
    for name in ["Cộng chung cả huyện", "Cả huyện"] {
        let line = format!("      | {name} | 100 | 54 ");
        let lines = LOC_NINH.replacen("Tổng  | <<         | 100 | 45 ", &line, 1);
        let case = loc_ninh(&lines);
        let night = case.read();
        assert_eq!(night.values(), once, "{name}");
        let findings = night.findings();
        // `Cộng …` says so itself.
        let told = findings.contains("F122 warning a.xlsx!Phụ lục 3!B10: ");
        assert_eq!(told, name == "Cả huyện", "{findings}");
        assert!(findings.contains("F203 error a.xlsx!Phụ lục 3!D10: "), "{findings}");
    }
}

/// A note between two groups swallowed the name of the second, and its lines went to the unit before.
#[test]
fn a_note_above_a_group_does_not_hide_it() {
    for note in ["Ghi chú: số liệu lấy từ phần mềm một cửa", "Lộc Ninh, ngày 30 tháng 9 năm 2023"]
    {
        let lines = LOC_NINH.replacen("    II    |", &format!("    | {note}\n    II    |"), 1);
        let night = loc_ninh(&lines);
        let values = night.read().finds("").values();
        assert_eq!(values, loc_ninh(LOC_NINH).read().values(), "{note}");
    }
}

/// A misspelt unit whose group is numbered 1, 2, 3 was a field without figures.
#[test]
fn an_unknown_unit_is_told_however_it_is_numbered() {
    let lines = LOC_NINH
        .replace("    I     |", "    1     |")
        .replace("    II    | UBND xã Lộc Thành", "    2     | UBND xã Lộc Thàng")
        .replace("    III   |", "    3     |");
    let case = loc_ninh(&lines);
    let night = case.read();
    let found = night.findings();
    assert!(found.contains("F120 error a.xlsx!Phụ lục 3!B11: \"UBND xã Lộc Thàng\""), "{found}");
    assert!(!night.values().contains("25294") && !night.values().contains("692 Chứng thực"));
}

/// In a small commune one field easily equals the sum of those above.
#[test]
fn a_numbered_field_that_equals_the_sum_above_is_a_field() {
    let zeros = "0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0";
    let one = "5 | 5 | 0 | 0 | 5 | 5 | 0 | 0 | 0 | 0";
    let lines = LOC_NINH.replacen(
        "    Tổng  | <<         | 35  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0",
        &format!(
            "    2 | Hộ tịch | {zeros}\n    3 | Đất đai | 35 | 5 | 0 | 30 | 35 | 34 | 1 | 0 | 0 | 0 | chờ\n    4 | Xây dựng | {one}\n    Tổng | << | 75 | 15 | 0 | 60 | 75 | 73 | 2 | 0 | 0 | 0"
        ),
        1,
    );
    let case = loc_ninh(&lines);
    let night = case.read().finds("");
    assert!(night.values().contains("25294 Xây dựng: "), "{}", night.values());
}

/// A total under a name of its own in a group of one line was a second field.
#[test]
fn a_total_of_one_line_is_known_by_its_name() {
    for name in ["Cộng nhóm II", "Tổng UBND xã", "Toàn xã"] {
        let lines =
            LOC_NINH.replacen("    Tổng  | <<         | 35 ", &format!("      | {name} | 35 "), 1);
        let case = loc_ninh(&lines);
        let night = case.read();
        assert_eq!(night.values(), loc_ninh(LOC_NINH).read().values(), "{name}");
    }
}

/// In a form without groups, sums above their lines counted as fields.
#[test]
fn sums_above_the_fields_of_a_department_do_not_count() {
    let lines = "
        I    | Sở Nội vụ            | 150 | 90 | 10 | 130 | 127 | 3 | 20 | 18 | 2
        1    | Thi đua, khen thưởng | 120 | 80 | 10 | 100 | 97 | 3 | 20 | 18 | 2 | chờ bổ sung
        2    | Tôn giáo             | 30  | 10 | 0  | 30  | 30 | 0 | 0  | 0  | 0
    ";
    let case = Case::of("phu-luc-2")
        .edit("pipelines/units.csv", "70.so-tu-phap,department,70,Sở Tư pháp,\n", "")
        .file("so-noi-vu.xlsx", &[("Phụ lục 2", &under(HEAD_2, lines))]);
    case.read()
        .finds(
            r#"
            F122 warning so-noi-vu.xlsx!Phụ lục 2!B7: dòng "Sở Nội vụ" bằng tổng các dòng ngay dưới nên được hiểu là dòng tổng, không tính lần nữa → corrected
            "#,
        )
        .metrics("on_time_rate", "own 70.so-noi-vu 127/130\ntotal 70 127/130");
}

/// A sum above the first group took the place of the district, whose own lines were left out as repeats.
#[test]
fn a_sum_above_the_first_group_is_not_the_senders() {
    let sum = "      | Toàn huyện | 175 | 60 | 15 | 100 | 161 | 155 | 6 | 14 | 12 | 2";
    let case = loc_ninh(&format!("\n{sum}{LOC_NINH}"));
    let values = case.read().finds("").values();
    assert_eq!(values, loc_ninh(LOC_NINH).read().values());
}

/// The letter above the notes made the row of column numbers a field.
#[test]
fn column_numbers_may_end_with_a_letter() {
    let lines = format!("\nA | B | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | C{LOC_NINH}");
    let case = loc_ninh(&lines);
    let values = case.read().finds("").values();
    assert_eq!(values, loc_ninh(LOC_NINH).read().values());
}

/// Words between the lines of a group ended it.
#[test]
fn words_between_the_lines_end_no_group() {
    let lines =
        LOC_NINH.replacen("    2     | Hộ tịch", "      | Trong đó:\n    2     | Hộ tịch", 1);
    let case = loc_ninh(&lines);
    let night = case.read().finds(
        r#"
        F121 note a.xlsx!Phụ lục 3!B9: dòng "Trong đó:" không có số liệu và không phải tên đơn vị nên được bỏ qua; các dòng dưới vẫn thuộc đơn vị ở trên → kept
        "#,
    );
    assert_eq!(night.values(), loc_ninh(LOC_NINH).read().values());
}

/// A reason beside a line without a label was taken for its field.
#[test]
fn a_note_is_no_label() {
    let lines = LOC_NINH.replacen("    1     | Đất đai    |", "    1     |            |", 1);
    let found = loc_ninh(&lines).read().findings();
    assert!(found.starts_with("F121 error a.xlsx!Phụ lục 3!A8: "), "{found}");
}
