//! Every way `tthc run` ends, as cron sees it: the exit code, what is said (nothing when all is well, a screen at
//! most else), and a last line that is the next command: each is typed into a shell here.

use crate::case::{Case, Night, PIPELINE};
use crate::grid::{HEAD_2, HEAD_5, under};
use crate::reading::{NOI_VU, SURVEY};
use crate::run::{complete, with_an_error};

/// Lines of a terminal, and of what people read of a mail.
const SCREEN: usize = 24;

/// A run called by cron.
fn cron<'c>(case: &'c Case, arguments: &[&str]) -> crate::case::Call<'c> {
    case.run(arguments).under_cron()
}

/// The last line of a screen, which is a command.
#[track_caller]
fn next(night: &Night<'_>) -> String {
    let lines: Vec<&str> = night.stderr.lines().collect();
    assert!(lines.len() <= SCREEN, "{} lines:\n{}", lines.len(), night.stderr);
    let last = lines.last().copied().unwrap_or_default();
    assert!(last.starts_with("tthc "), "no command is the last line of:\n{}", night.stderr);
    last.to_owned()
}

#[test]
fn complete_0_says_nothing_under_cron() {
    let case = complete();
    cron(&case, &[]).stdout("").stderr("").exit(0);
    cron(&case, &[]).stdout("").stderr("").exit(0).reasons(
        "ingest=never_run validate=never_run measure=never_run rank=never_run publish=never_run",
    );
}

#[test]
fn failed_1_where_a_file_stands_in_place_of_the_output() {
    let case = complete().bytes("../hộp thư", b"");
    let night = cron(&case, &["--output", "hộp thư", "--jobs", "2"])
        .stderr(
            "
            error: hộp thư/thu/2023-Q3/runs: Not a directory (os error 20)
            hint: kiểm tra quyền ghi và dung lượng đĩa của thư mục kết quả
            tthc run pipelines/thu.toml --output 'hộp thư' --jobs 2
            ",
        )
        .exit(1);
    let next = next(&night);
    let case = case.without("../hộp thư");
    case.shell(&next).exit(0);
    assert!(case.path("hộp thư/thu/2023-Q3/latest/xep-hang.xlsx").is_file());
}

#[test]
fn failed_1_where_no_process_can_be_started_and_the_last_good_output_stays() {
    let case = complete();
    cron(&case, &[]).exit(0);
    let before = case.artifacts();
    let night = case
        .shell(&format!("ulimit -n 8; exec tthc run {PIPELINE} --force"))
        .stderr(
            "
            error: không khởi động được tiến trình đọc tệp: Too many open files (os error 24)
            hint: kiểm tra số tiến trình và bộ nhớ còn lại của máy
            tthc run pipelines/thu.toml --force
            ",
        )
        .exit(1);
    assert_eq!(case.artifacts(), before);
    case.shell(&next(&night)).exit(0);
}

#[test]
fn failed_1_where_the_program_itself_is_at_fault() {
    let case = complete();
    cron(&case, &[]).exit(0);
    let before = case.artifacts();
    // polars takes this number from the environment and ends with a panic where there are no threads.
    let call = cron(&case, &["--force"]).env("POLARS_MAX_THREADS", "0");
    let night = call.says_anything().exit(1);
    let said = "\nerror: chương trình dừng vì lỗi của chính nó: ";
    assert!(night.stderr.contains(said), "{}", night.stderr);
    assert_eq!(case.artifacts(), before);
    case.shell(&next(&night)).exit(0);
}

#[test]
fn usage_2_where_the_declaration_is_wrong_counts_what_no_screen_holds() {
    let keys: Vec<String> = (1..=40).map(|key| format!("key-{key} = {key}\n")).collect();
    let wrong = keys.concat();
    let case = complete().declare("place = ", &format!("{wrong}place = "));
    let night = cron(&case, &[]).says_anything().exit(2);
    assert_eq!(night.stdout, "");
    let lines: Vec<&str> = night.stderr.lines().collect();
    assert_eq!(lines.len(), SCREEN, "{}", night.stderr);
    assert!(lines[0].starts_with("error: pipelines/thu.toml:"), "{}", lines[0]);
    let shown = lines.iter().filter(|line| line.contains(": key-")).count();
    let rest = format!("… và {} lỗi nữa (thêm -v để xem hết)", 40 - shown);
    assert_eq!(lines[SCREEN - 2], rest);
    let english = case.run(&["--lang", "en"]).says_anything().exit(2).stderr;
    assert!(english.contains(" more (-v shows all)\n"), "{english}");
    for all in [
        case.run(&["-v"]).says_anything().exit(2).stderr,
        case.run(&["--json"]).says_anything().exit(2).stdout,
    ] {
        assert!((1..=40).all(|key| all.contains(&format!(": key-{key}: "))), "{all}");
    }
    let next = next(&night);
    let case = case.declare(&wrong, "");
    case.shell(&next).exit(0);
}

#[test]
fn usage_2_where_the_inbox_is_not_there() {
    let case = complete().declare("../inbox", "../hộp thư");
    let night = cron(&case, &[])
        .stderr(
            "
            error: hộp thư: không có thư mục nhận báo cáo (inbox)
            hint: sửa khóa `inbox` của pipeline, kiểm tra --period, hoặc chỉ thư mục khác bằng --inbox
            tthc run pipelines/thu.toml
            ",
        )
        .exit(2);
    let next = next(&night);
    let case = case.declare("../hộp thư", "../inbox");
    case.shell(&next).exit(0);
}

#[test]
fn usage_2_where_the_name_is_mistyped_hands_over_the_right_one() {
    let case = complete();
    let night = case
        .tthc(&["run", "tju", "--fail-on", "error"])
        .under_cron()
        .stderr(
            "
            error: pipelines/tju.toml: tệp không tồn tại, cần một tệp pipeline
            hint: có phải là `thu`?
            tthc run thu --fail-on error
            ",
        )
        .exit(2);
    case.shell(&next(&night)).exit(0);
    let night = case
        .tthc(&["run", "pipelines/thuu.toml", "--lang", "en"])
        .stderr(
            "
            error: pipelines/thuu.toml: found no such file, expected a pipeline file
            hint: did you mean `pipelines/thu.toml`?
            tthc run pipelines/thu.toml
            ",
        )
        .exit(2);
    case.shell(&next(&night)).exit(0);
    let far = case.tthc(&["run", "metrics"]).says_anything().exit(2).stderr;
    assert!(!far.contains("hint: có phải"), "what pipelines share is none: {far}");
}

#[test]
fn gaps_3_fill_one_screen_and_lead_to_who_is_missing() {
    let line = |unit| format!("1 | Xã lạ {unit} | 1 | 0 | 1 | 0 | 0 | 0 | 0\n");
    let survey = (0..25).fold(SURVEY.to_owned(), |survey, unit| survey + &line(unit));
    let case =
        Case::district("phu-luc-5").file("692.xlsx", &[("Phụ lục 5", &under(HEAD_5, &survey))]);
    let night = cron(&case, &["--period", "2023-Q3"]).says_anything().exit(3);
    assert_eq!(
        night.stdout,
        "output/thu/2023-Q3/latest/xep-hang.xlsx\noutput/thu/2023-Q3/latest/phan-hoi.xlsx\n"
    );
    assert_eq!(night.stderr.lines().count(), SCREEN, "{}", night.stderr);
    assert_eq!(night.stderr.lines().filter(|line| line.starts_with("  F120 ")).count(), 18);
    assert!(night.stderr.contains("\n  … và 7 mục nữa, xem trang \"Phát hiện\"\n"));
    assert_eq!(next(&night), "tthc status pipelines/thu.toml --period 2023-Q3");
    let status = case.shell(&next(&night)).says_anything().exit(0);
    assert!(status.stdout.contains("692.xlsx"), "{}", status.stdout);
    let all = case.run(&["--force", "-v", "--fail-on", "never"]).says_anything().exit(0).stderr;
    assert_eq!(all.lines().filter(|line| line.starts_with("  F120 ")).count(), 25, "{all}");
}

#[test]
fn fail_on_says_from_what_on_a_run_ends_with_3() {
    let unexplained = under(HEAD_2, &NOI_VU.replace(" | chờ bổ sung", ""));
    let doubtful = complete().file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &unexplained)]);
    let missing = complete().without("so-nganh/so-tu-phap.xlsx");
    let cases = [&complete(), &doubtful, &with_an_error(), &missing];
    for (fail_on, codes) in [
        ("never", [0, 0, 0, 0]),
        ("gaps", [0, 0, 0, 3]),
        ("error", [0, 0, 3, 3]),
        ("warning", [0, 3, 3, 3]),
    ] {
        for (case, code) in cases.into_iter().zip(codes) {
            let night = cron(case, &["--force", "--fail-on", fail_on]).says_anything().exit(code);
            let silent = night.stderr.is_empty() && night.stdout.is_empty();
            let gap = std::ptr::eq(case, &raw const missing);
            assert_eq!(silent, code == 0 && !gap, "{fail_on}: {}", night.stderr);
            if code == 3 {
                assert!(night.stdout.contains("xep-hang.xlsx"), "{fail_on}: {}", night.stdout);
                case.shell(&next(&night)).says_anything().exit(0);
            }
        }
    }
}

#[test]
fn nothing_to_do_4_where_the_inbox_is_empty() {
    let case = Case::of("phu-luc-2").not_asked_for(&[2]);
    let night = cron(&case, &[])
        .stderr(
            "
            inbox: thư mục nhận báo cáo chưa có tệp nào
            tthc run pipelines/thu.toml
            ",
        )
        .exit(4);
    let next = next(&night);
    let case = case.file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))]);
    case.shell(&next).exit(0);
}

#[test]
fn partial_5_where_one_stage_was_rerun_alone() {
    let case = complete();
    cron(&case, &[]).exit(0);
    let case = case.without("so-nganh/so-tu-phap.xlsx");
    let night = cron(&case, &["--only", "ingest"]).says_anything().exit(5);
    assert_eq!(next(&night), "tthc run pipelines/thu.toml");
    assert!(
        night.stderr.contains("các bước sau bước vừa chạy đã cũ; chạy tiếp bằng:\n"),
        "{}",
        night.stderr
    );
    case.shell(&next(&night)).says_anything().exit(3);
}

#[test]
fn locked_11_while_another_run_goes_on() {
    let case = complete();
    let lock = case.hold_lock();
    let night = cron(&case, &[])
        .stderr(
            "
            error: một lượt chạy khác đang giữ khóa (pid [PID], [HOST], [SINCE])
            hint: đợi lượt chạy kia xong rồi chạy lại, hoặc thêm --wait-for-lock
            tthc run pipelines/thu.toml
            ",
        )
        .exit(11);
    drop(lock);
    case.shell(&next(&night)).exit(0);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "it is opened to find that nothing can be written to it"
)]
fn data_that_cannot_be_written_is_no_success() {
    let full = std::path::Path::new("/dev/full");
    if !full.exists() {
        return;
    }
    for arguments in [&["explain"][..], &["schema", "form"], &["explain", "F203", "--json"]] {
        let to = std::fs::OpenOptions::new().write(true).open(full).unwrap();
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_tthc"));
        let output = program.args(arguments).stdout(to).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.starts_with("error: stdout: "), "{stderr}");
    }
}
