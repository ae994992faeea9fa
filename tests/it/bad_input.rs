//! Files that are no submissions, and machines that do not do what they should: one bad file harms no other,
//! and the last good output survives.

use crate::case::Case;
use crate::grid::{self, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, OBSERVED};

/// Lộc Ninh with its faultless Phụ lục 3.
fn good() -> Case {
    Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

/// A bad file beside the good one: the finding about it and what became of it; the good one is unharmed.
#[track_caller]
fn beside(name: &str, bytes: &[u8], status: &str, finding: &str) {
    good()
        .bytes(name, bytes)
        .read()
        .finds(finding)
        .observations(OBSERVED)
        .submissions(&format!("692 phu-luc-3 a.xlsx accepted\n- - {name} {status}"));
}

fn workbook() -> Vec<u8> {
    grid::xlsx(&[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
}

#[test]
fn an_empty_inbox_is_nothing_to_do() {
    let case = Case::new();
    case.run(&[])
        .stderr("inbox: thư mục nhận báo cáo chưa có tệp nào\ntthc run pipelines/thu.toml")
        .exit(4);
    assert!(case.runs().newest().unwrap().is_none());
}

#[test]
fn files_that_office_programs_leave_are_no_submissions() {
    let case =
        Case::new().bytes("~$692.xlsx", b"x").bytes(".692.xlsx", b"x").bytes("so/Thumbs.db", b"x");
    case.run(&[]).says_anything().exit(4);
}

#[test]
fn a_missing_inbox_is_a_mistake() {
    Case::new()
        .declare("../inbox", "../không-có")
        .run(&[])
        .stderr(
            "
            error: không-có: không có thư mục nhận báo cáo (inbox)
            hint: sửa khóa `inbox` của pipeline, kiểm tra --period, hoặc chỉ thư mục khác bằng --inbox
            tthc run pipelines/thu.toml
            ",
        )
        .exit(2);
}

#[test]
fn a_truncated_workbook() {
    let whole = workbook();
    for length in [4, whole.len() / 2, whole.len() - 30] {
        beside(
            "b.xlsx",
            &whole[..length],
            "unreadable",
            "F101 blocking b.xlsx: tệp bị cắt cụt hoặc hỏng (không mở được gói zip bên trong); hãy gửi lại tệp → left_out",
        );
    }
}

#[test]
fn a_workbook_with_a_damaged_middle() {
    let mut bytes = workbook();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 200].fill(0xff);
    good().bytes("b.xlsx", &bytes).run(&[]).says_anything().exit(3).observations(OBSERVED);
}

#[test]
fn a_text_file_with_the_name_of_a_workbook() {
    beside(
        "b.xlsx",
        "Kính gửi Sở Nội vụ,\nbáo cáo gửi sau.\n".as_bytes(),
        "unrecognised",
        "
        F102 blocking b.xlsx: không nhận ra biểu mẫu: không trang tính nào có bảng theo Phụ lục 3; hãy gửi đúng biểu → left_out
        F109 note b.xlsx: tên tệp có đuôi .xlsx nhưng nội dung là văn bản có dấu phân cách (.csv); đã đọc theo nội dung; nên đặt đuôi .csv → kept
        ",
    );
}

#[test]
fn a_web_page_with_the_name_of_a_workbook() {
    beside(
        "b.xls",
        b"\n<html><p>Phi\xc3\xaan l\xc3\xa0m vi\xe1\xbb\x87c h\xe1\xba\xbft h\xe1\xba\xa1n</p></html>",
        "unreadable",
        "F101 blocking b.xls: tệp là trang web (HTML) không có bảng nào; hãy gửi tệp bảng tính → left_out",
    );
}

#[test]
fn a_pdf() {
    beside(
        "b.pdf",
        b"%PDF-1.7\n1 0 obj",
        "unreadable",
        "F101 blocking b.pdf: tệp là PDF, không phải bảng tính; hãy gửi tệp .xlsx → left_out",
    );
}

#[test]
fn an_old_workbook_that_is_cut_off() {
    let ole = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 504]].concat();
    beside(
        "b.xls",
        &ole,
        "unreadable",
        "F101 blocking b.xls: tệp bị cắt cụt hoặc hỏng (không mở được khung tệp Excel 97-2003); hãy gửi lại tệp → left_out",
    );
}

#[test]
fn a_file_of_no_bytes() {
    beside(
        "b.xlsx",
        b"",
        "unreadable",
        "F101 blocking b.xlsx: tệp rỗng (0 byte); hãy gửi lại tệp → left_out",
    );
}

#[test]
fn a_zip_that_is_no_workbook() {
    beside(
        "b.xlsx",
        &grid::zip(&[("[Content_Types].xml", ""), ("báo cáo.txt", "60")]),
        "unreadable",
        "F101 blocking b.xlsx: tệp không phải bảng tính Excel hoặc bị hỏng (thiếu phần `_rels/.rels`); hãy lưu lại dạng .xlsx rồi gửi lại → left_out",
    );
}

#[test]
fn a_workbook_without_a_sheet_of_a_known_form() {
    let bytes = grid::xlsx(&[("Danh bạ", "STT | Họ tên | Điện thoại\n1 | … | …")]);
    beside(
        "b.xlsx",
        &bytes,
        "unrecognised",
        "F102 blocking b.xlsx: không nhận ra biểu mẫu: không trang tính nào có bảng theo Phụ lục 3; hãy gửi đúng biểu → left_out",
    );
}

#[test]
fn a_workbook_of_empty_sheets() {
    beside(
        "b.xlsx",
        &grid::xlsx(&[("Sheet1", ""), ("Sheet2", "")]),
        "unrecognised",
        "F102 blocking b.xlsx: không nhận ra biểu mẫu: không trang tính nào có bảng theo Phụ lục 3; hãy gửi đúng biểu → left_out",
    );
}

#[test]
fn a_form_that_lacks_most_of_its_columns() {
    let bytes =
        grid::xlsx(&[("Sheet1", "STT | Lĩnh vực giải quyết | Ghi chú\n1 | Đất đai | đã xong")]);
    beside(
        "b.xlsx",
        &bytes,
        "unrecognised",
        r#"F102 blocking b.xlsx!Sheet1: không nhận ra biểu mẫu; gần nhất là Phụ lục 3 nhưng thiếu cột "số lượng hồ sơ tiếp nhận / tổng số", "số lượng hồ sơ tiếp nhận / trực tuyến", "số lượng hồ sơ tiếp nhận / từ kỳ trước", "số lượng hồ sơ tiếp nhận / trực tiếp, dịch vụ bưu chính", và 6 cột khác → left_out"#,
    );
}

#[test]
fn a_form_of_an_unknown_unit() {
    let body = DONG_PHU.replace("UBND huyện Đồng Phú", "UBND huyện Bù Đăng");
    let bytes = grid::xlsx(&[("Phụ lục 3", &under(HEAD_3, &body))]);
    beside(
        "b.xlsx",
        &bytes,
        "unrecognised",
        r#"F103 blocking b.xlsx!Phụ lục 3!B7: có Phụ lục 3 nhưng không rõ của đơn vị nào: tên nhóm (ô B7) ghi "UBND huyện Bù Đăng" (không có trong danh mục); tên nhóm (ô B10) ghi "UBND TT. Tân Phú" (không có trong danh mục); tên nhóm (ô B13) ghi "UBND xã Tân Tiến" (Xã Tân Tiến); bảng này không được tính; hãy ghi đúng tên đơn vị, hoặc thêm tên này vào danh mục → left_out"#,
    );
}

#[test]
fn a_department_that_sends_the_form_of_districts() {
    let body = DONG_PHU.replace("UBND huyện Đồng Phú", "Sở Nội vụ");
    let bytes = grid::xlsx(&[("Phụ lục 3", &under(HEAD_3, &body))]);
    beside(
        "so-noi-vu.xlsx",
        &bytes,
        "unrecognised",
        "F103 blocking so-noi-vu.xlsx!Phụ lục 3: có Phụ lục 3 nhưng không rõ của đơn vị nào: tiêu đề, tên nhóm, tên trang tính và tên tệp đều không nêu tên một đơn vị cấp huyện trong danh mục; hãy ghi tên đơn vị ở đầu biểu → left_out",
    );
}

#[test]
fn gaps_are_listed_and_end_the_run_with_3() {
    let case = good().bytes("b.pdf", b"%PDF-1.7");
    case.run(&[])
        .stdout(
            "
            output/thu/2023-Q3/latest/xep-hang.xlsx
            output/thu/2023-Q3/latest/phan-hoi.xlsx
            ",
        )
        .stderr(
            "
            Xếp hạng thử – Quý III năm 2023: 2 tệp, 40 số liệu; 1 không dùng được, 0 lỗi, 0 cảnh báo, 0 ghi nhận
            kết quả chung: Tỷ lệ giải quyết đúng hạn 96,27% (tính từ 1 / 1 biểu phải gửi)
            số liệu còn thiếu hoặc không tính được (1):
              F101 b.pdf: tệp là PDF, không phải bảng tính; hãy gửi tệp .xlsx
            tthc status pipelines/thu.toml
            ",
        )
        .exit(3);
    assert_eq!(case.latest_id(), Some(case.newest().record().run.clone()));
}

#[test]
fn a_night_on_which_nothing_can_be_read_keeps_the_last_good_output() {
    let case = good();
    case.run(&[]).exit(0);
    let (good_night, artifacts) = (case.latest_id(), case.artifacts());
    let case = case.bytes("a.xlsx", b"");
    let night = case.run(&[]).says_anything().exit(1);
    assert!(night.stderr.contains("kết quả tốt gần nhất được giữ nguyên"), "{}", night.stderr);
    assert_eq!(case.latest_id(), good_night);
    assert_eq!(case.artifacts(), artifacts);
    assert_ne!(
        Some(&case.newest().record().run),
        good_night.as_ref(),
        "the bad night has a record"
    );
}

#[test]
fn an_inbox_that_was_emptied_keeps_the_last_good_output() {
    let case = good();
    case.run(&[]).exit(0);
    let before = case.latest_id();
    let case = case.without("a.xlsx");
    case.run(&[]).says_anything().exit(4);
    assert_eq!(case.latest_id(), before);
}

#[test]
fn a_wrong_declaration_runs_nothing() {
    let case = good()
        .declare("metric = \"on_time_rate\"", "metric = \"on_time\"")
        .declare("period = \"2023-Q3\"", "period = \"2023-Q5\"");
    case.run(&[])
        .stderr(
            "
            error: pipelines/thu.toml:5: period: `2023-Q5`, cần một kỳ: `2023`, `2023-H1`, `2023-Q3`, `2023-09` hoặc `last-quarter`
            pipelines/thu.toml:18: ranking[1].metric: `on_time`, cần một chỉ tiêu
            hint: ở đây có: on_time_rate, on_time_of_received, on_time_of_due, on_time_766, pending_overdue_rate, online_rate, satisfaction_rate
            pipelines/thu.toml:27: ranking[2].metric: `on_time`, cần một chỉ tiêu
            hint: ở đây có: on_time_rate, on_time_of_received, on_time_of_due, on_time_766, pending_overdue_rate, online_rate, satisfaction_rate
            pipelines/thu.toml:36: ranking[3].metric: `on_time`, cần một chỉ tiêu
            hint: ở đây có: on_time_rate, on_time_of_received, on_time_of_due, on_time_766, pending_overdue_rate, online_rate, satisfaction_rate
            tthc run pipelines/thu.toml
            ",
        )
        .exit(2);
    assert!(!case.path("output").exists());
}

#[test]
fn a_wrong_register_runs_nothing() {
    good()
        .edit("pipelines/units.csv", "25297,commune,692", "25294,commune,699")
        .run(&[])
        .stderr(
            "
            error: pipelines/units.csv:7: id: `25294` lần thứ hai, cần mã riêng
            hint: đã có ở dòng 6
            pipelines/units.csv:7: parent_id: `699`, cần mã một đơn vị trong danh mục này
            hint: có phải là `692`?
            tthc run pipelines/thu.toml
            ",
        )
        .exit(2);
}

#[test]
fn a_wrong_command_line_runs_nothing() {
    let case = good();
    for wrong in [
        &["--from", "reading"][..],
        &["--from", "rank", "--only", "rank"],
        &["--force", "--only", "rank"],
        &["--period", "2023-Q5"],
        &["--jobs", "0"],
        &["--fail-on", "always"],
        &["--forced"],
    ] {
        let night = case.run(wrong).says_anything().exit(2);
        assert_eq!(night.stdout, "", "{wrong:?}");
        assert!(night.stderr.starts_with("error: "), "{wrong:?}: {}", night.stderr);
    }
    assert!(!case.path("output").exists());
}

#[test]
fn of_two_runs_at_once_the_second_gives_way() {
    let case = good();
    let lock = case.hold_lock();
    case.run(&[])
        .stderr(
            "
            error: một lượt chạy khác đang giữ khóa (pid [PID], [HOST], [SINCE])
            hint: đợi lượt chạy kia xong rồi chạy lại, hoặc thêm --wait-for-lock
            tthc run pipelines/thu.toml
            ",
        )
        .exit(11);
    drop(lock);
    case.run(&[]).exit(0);
}

#[test]
fn a_stage_alone_needs_an_earlier_run() {
    let case = good();
    for select in ["--only", "--from"] {
        case.run(&[select, "rank"])
            .stderr(
                "
                error: chưa có lượt chạy nào để chạy tiếp từ bước `ingest`
                hint: chạy đủ các bước một lần, không có --from và --only
                tthc run pipelines/thu.toml
                ",
            )
            .exit(2);
    }
    assert!(case.latest_id().is_none() && case.runs().newest().unwrap().is_none());
}

/// The package of a workbook with one part written anew.
#[expect(clippy::unwrap_used, reason = "a package that cannot be written anew fails the test")]
fn with_part(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        out.start_file(part.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
        if part.name().unwrap() == name {
            text = change(String::from_utf8(text).unwrap()).into_bytes();
        }
        out.write_all(&text).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Four billion shared strings: the reader would ask for 96 GB at once and end the program with all its work.
#[test]
fn a_workbook_that_declares_more_strings_than_it_can_hold() {
    let workbook = grid::xlsx(&[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    for count in ["4000000000", "2000000000000000000", "99999999999999999999999"] {
        let hostile = with_part(&workbook, "xl/sharedStrings.xml", |text| {
            let start = text.find("uniqueCount=\"").unwrap() + "uniqueCount=\"".len();
            let end = start + text[start..].find('"').unwrap();
            format!("{}{count}{}", &text[..start], &text[end..])
        });
        let night = good().bytes("b.xlsx", &hostile);
        let night = night.run(&["--quiet"]).says_anything().exit(3);
        let findings = night.findings();
        assert!(
            findings.contains("F101 blocking b.xlsx: tệp .xlsx bị hỏng (khai báo nhiều chuỗi"),
            "{findings}"
        );
    }
}
