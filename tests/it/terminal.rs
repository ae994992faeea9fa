//! What a person sees while a run goes on: the real program in a terminal that the test reads.

#![expect(clippy::unwrap_used, reason = "a terminal that cannot be made fails the test")]

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Command, Stdio};

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::case::{Case, PIPELINE};
use crate::manner::bare;
use crate::run::{complete, with_an_error};

/// What stands where the bar is redrawn.
const REDRAWN: &str = "\u{1b}[2K";

/// All that the program writes to a terminal of a kind, as `\n` lines, and its exit code.
fn seen(case: &Case, kind: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&keyboard).unwrap();
    unlockpt(&keyboard).unwrap();
    let name = ptsname(&keyboard, Vec::new()).unwrap();
    let size = Winsize { ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&keyboard, size).unwrap();
    let screen =
        rustix::fs::open(name.as_c_str(), OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    let again = || Stdio::from(screen.try_clone().unwrap());
    let mut child = Command::new(OsStr::from_bytes(env!("CARGO_BIN_EXE_tthc").as_bytes()))
        .args([&["run", PIPELINE], arguments].concat())
        .current_dir(case.path(""))
        .env("TERM", kind)
        .stdin(again())
        .stdout(again())
        .stderr(again())
        .spawn()
        .unwrap();
    drop(screen);
    let mut keyboard = File::from(keyboard);
    let (mut text, mut piece) = (Vec::new(), [0; 4096]);
    // Linux ends with an error when the last process has let go of the terminal, others with nothing.
    while let Ok(1..) = keyboard.read(&mut piece).inspect(|&n| text.extend(&piece[..n])) {}
    let code = child.wait().unwrap().code();
    (String::from_utf8(text).unwrap().replace("\r\n", "\n"), code)
}

#[test]
fn a_terminal_shows_a_bar_and_above_it_stages_and_errors() {
    let (painted, code) = seen(&with_an_error(), "xterm", &[]);
    assert_eq!(code, Some(0), "{painted}");
    assert!(painted.contains("\u{1b}[1mpublish  \u{1b}[0m xuất bản ("), "{painted:?}");
    assert!(painted.contains("\u{1b}[31mF203\u{1b}[0m cap-huyen/"), "{painted:?}");
    let seen = bare(&painted);
    for expected in [
        " đọc, ",
        "/4 tệp",
        "ingest    đọc (chưa chạy lần nào): ",
        "F203 cap-huyen/692.xlsx!Phụ lục 3!C10: ",
        " phát hiện, 1 lỗi",
        "validate  kiểm tra (chưa chạy lần nào): 1 dòng, ",
        "publish   xuất bản (chưa chạy lần nào): ",
        "output/thu/2023-Q3/latest/xep-hang.xlsx\n",
    ] {
        assert!(seen.contains(expected), "`{expected}` is missing in {seen:?}");
    }
    let (_, after) = seen.rsplit_once(REDRAWN).unwrap();
    assert!(after.starts_with("output/"), "the bar is gone before the end is told: {after:?}");
    assert!(!seen.contains("0/0"), "nothing is drawn before a stage begins: {seen:?}");
    assert!(!seen.contains("  cap-huyen/692.xlsx: "), "files are told with -v only: {seen}");
}

#[test]
fn a_terminal_shows_it_in_english_too() {
    let (seen, _) = seen(&with_an_error(), "xterm", &["--lang", "en", "-vv", "--color", "never"]);
    for expected in [
        "ingest    read (never run): ",
        " rows, ",
        "/4 files",
        ", 1 error",
        "  cap-huyen/692.xlsx: ",
        "; files: 10, linked as in the run before: 0",
    ] {
        assert!(seen.contains(expected), "`{expected}` is missing in {seen:?}");
    }
}

#[test]
fn quiet_is_quiet_on_a_terminal_too() {
    let (seen, code) = seen(&complete(), "xterm", &["--quiet"]);
    assert_eq!((seen.as_str(), code), ("", Some(0)));
}

#[test]
fn a_terminal_that_cannot_take_back_gets_lines() {
    let (seen, _) = seen(&complete(), "dumb", &[]);
    assert!(!seen.contains('\u{1b}') && !seen.contains('\r'), "{seen:?}");
    assert!(seen.contains("ingest    đọc (chưa chạy lần nào): "), "{seen}");
}

#[test]
fn only_the_first_errors_are_shown_as_they_are_found() {
    let files = (1..=24).map(|file| format!("hỏng-{file}.xlsx"));
    let case = files.fold(complete(), |case, file| case.bytes(&file, b"no workbook"));
    let (seen, code) = seen(&case, "dumb", &["--fail-on", "never"]);
    assert_eq!(code, Some(0));
    let (before, _) = seen.split_once("ingest    đọc").unwrap();
    assert_eq!(before.lines().filter(|line| line.starts_with("F102 ")).count(), 20, "{seen}");
    assert!(before.contains("… các lỗi tìm thấy từ đây chỉ được đếm\n"), "{seen}");
}

#[test]
fn without_a_terminal_only_verbose_tells_what_goes_on() {
    let case = complete();
    case.run(&[]).stdout("").stderr("").exit(0);
    let told = case.run(&["--force", "-v"]).says_anything().exit(0).stderr;
    assert!(told.contains("  cap-huyen/692.xlsx: ") && told.contains("ingest    đọc"), "{told}");
    assert!(!told.contains("phan-hoi.xlsx: ") && !told.contains('\u{1b}'), "{told:?}");
    let told = case.run(&["-vv", "--from", "rank"]).says_anything().exit(0).stderr;
    assert!(told.contains("measure   không có gì thay đổi, lấy lại 1 tệp\n"), "{told}");
    assert!(told.contains("; 2 tệp, 2 giống lượt trước nên chỉ liên kết\n"), "{told}");
}
