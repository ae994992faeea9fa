//! That the job is alive: the heartbeat of every start, the schedule that was missed, the line for monitors; and the
//! period that moves on with the calendar. The clock is told by a variable.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "some tests spoil a temporary folder by hand")]

use tthc::store::Heartbeat;

use crate::case::{Call, Case, PIPELINE};
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

const SCHEDULE: &str = "\n[schedule]\nat = \"01:00\"\n";
/// A minute past one in the morning of Vietnam, the first of October: in UTC it is September.
const NIGHT: &str = "2026-09-30T18:01:00Z";

fn scheduled() -> Case {
    let case =
        Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    let text = std::fs::read_to_string(case.path(PIPELINE)).unwrap();
    case.declared("thu.toml", &format!("{text}{SCHEDULE}"))
}

fn at<'c>(case: &'c Case, moment: &str, arguments: &[&str]) -> Call<'c> {
    case.tthc(arguments).env("TTHC_NOW", moment).says_anything()
}

fn beat(case: &Case) -> Heartbeat {
    let bytes = std::fs::read(case.path("output/thu/last-start.json")).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// What a monitor is told, and how that ends.
#[track_caller]
fn monitored(case: &Case, moment: &str, exit: i32) -> String {
    let night = at(case, moment, &["status", PIPELINE, "--monitor"]).exit(exit);
    assert_eq!(night.stderr, "");
    assert_eq!(night.stdout.lines().count(), 1, "{}", night.stdout);
    let state = ["OK", "WARNING", "CRITICAL"][usize::try_from(exit).unwrap()];
    assert!(night.stdout.starts_with(&format!("TTHC {state} - ")), "{}", night.stdout);
    let figures = night.stdout.trim_end().split_once(" | ").map(|(_, figures)| figures.split(' '));
    for figure in figures.into_iter().flatten() {
        let (name, rest) = figure.split_once('=').unwrap();
        assert!(name.bytes().all(|b| b.is_ascii_lowercase()), "{figure}");
        let number = rest.strip_suffix(";;;0").unwrap().trim_end_matches('s');
        assert!(number.parse::<u64>().is_ok(), "{figure}");
    }
    night.stdout
}

#[test]
fn every_start_leaves_a_heartbeat_also_where_no_run_is_made() {
    let case = scheduled();
    at(&case, NIGHT, &["run", PIPELINE]).exit(0);
    let first = beat(&case);
    assert_eq!((first.at.to_string().as_str(), first.exit_code), (NIGHT, Some(0)));
    let later = "2026-10-01T18:00:01Z";
    at(&case, later, &["run", PIPELINE]).exit(0);
    assert_eq!(beat(&case).at.to_string(), later, "nothing was new");
    std::fs::remove_file(case.path("inbox/a.xlsx")).unwrap();
    at(&case, later, &["run", PIPELINE, "--period", "2024"]).exit(4);
    assert_eq!((beat(&case).exit_code, beat(&case).period.as_str()), (Some(4), "2024"));
    std::fs::remove_dir(case.path("inbox")).unwrap();
    at(&case, later, &["run", PIPELINE]).exit(1);
    assert_eq!(beat(&case).exit_code, Some(1));
    // Nothing half-written stays beside it.
    let names = std::fs::read_dir(case.path("output/thu")).unwrap();
    let hidden =
        names.filter(|name| name.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(hidden.count(), 0);
}

#[test]
fn a_trial_is_no_sign_of_life() {
    let case = scheduled();
    at(&case, NIGHT, &["run", PIPELINE]).exit(0);
    at(&case, "2026-10-05T08:00:00Z", &["run", PIPELINE, "--set", "title=Thử"]).exit(0);
    assert_eq!(beat(&case).at.to_string(), NIGHT);
}

#[test]
fn a_schedule_that_was_missed_is_seen() {
    let case = scheduled();
    assert!(monitored(&case, NIGHT, 1).contains("chưa chạy lần nào"));
    // Nights of the machine's own clock lie between these.
    at(&case, "2040-01-01T18:00:00Z", &["run", PIPELINE]).exit(0);
    assert!(monitored(&case, "2040-01-01T19:00:00Z", 0).contains("đang xuất bản lượt"));
    assert!(monitored(&case, "2040-01-02T17:59:00Z", 0).contains("looked=86340s"));
    // A scheduler has a quarter of an hour.
    monitored(&case, "2040-01-02T18:14:00Z", 0);
    let late = monitored(&case, "2040-01-02T18:15:00Z", 2);
    assert!(
        late.contains("lỡ lịch 2040-01-02 18:00 UTC, xem lần cuối 2040-01-01 18:00 UTC"),
        "{late}"
    );
    for (command, words) in [("status", "lỡ lịch: lẽ ra phải chạy lúc"), ("doctor", "lỡ lịch")]
    {
        let said = at(&case, "2040-01-02T18:15:00Z", &[command, PIPELINE]).exit(0).stdout;
        assert!(said.contains(words), "{said}");
        let said = at(&case, "2040-01-02T18:14:00Z", &[command, PIPELINE]).exit(0).stdout;
        assert!(!said.contains("lỡ lịch"), "{said}");
    }
    // A night with nothing new is a look.
    at(&case, "2040-01-02T18:30:00Z", &["run", PIPELINE]).exit(0);
    monitored(&case, "2040-01-02T19:00:00Z", 0);
}

#[test]
fn a_start_that_was_killed_is_seen() {
    let case = scheduled();
    at(&case, "2040-01-01T18:00:00Z", &["run", PIPELINE]).exit(0);
    let killed = Heartbeat { ended: None, exit_code: None, ..beat(&case) };
    let file = "output/thu/last-start.json";
    std::fs::write(case.path(file), serde_json::to_vec(&killed).unwrap()).unwrap();
    let lock = case.hold_lock();
    monitored(&case, "2040-01-01T18:05:00Z", 0);
    drop(lock);
    let said = monitored(&case, "2040-01-01T18:05:00Z", 2);
    assert!(said.contains("lượt chạy bị cắt ngang, bắt đầu 2040-01-01 18:00 UTC"), "{said}");
    let status = at(&case, "2040-01-01T18:05:00Z", &["status", PIPELINE]).exit(0).stdout;
    assert!(status.contains("bị cắt ngang"), "{status}");
    // One that cannot be read is as if it had not been told.
    std::fs::write(case.path(file), b"{").unwrap();
    at(&case, "2040-01-01T18:05:00Z", &["status", PIPELINE]).exit(0);
}

#[test]
fn a_monitor_is_told_how_that_stands_which_is_published() {
    let case = scheduled().bytes("b.pdf", b"%PDF | 1.7");
    let moment = "2040-01-01T18:00:00Z";
    at(&case, moment, &["run", PIPELINE]).exit(3);
    let said = monitored(&case, "2040-01-01T18:01:00Z", 1);
    assert!(
        said.contains("đã xuất bản, còn thiếu 1 mục") && said.contains(" gaps=1;;;0"),
        "{said}"
    );
    at(&case, moment, &["run", PIPELINE]).exit(3);
    std::fs::rename(case.path("inbox"), case.path("di-dau")).unwrap();
    at(&case, moment, &["run", PIPELINE]).exit(1);
    let said = monitored(&case, moment, 2);
    assert!(
        said.contains("không có thư mục nhận báo cáo") && said.contains("đang xuất bản"),
        "{said}"
    );
    std::fs::rename(case.path("di-dau"), case.path("inbox")).unwrap();
    let said = monitored(&case, moment, 2);
    assert!(said.contains("lần chạy gần nhất: hỏng, không xuất bản (1)"), "{said}");
    let case = case.declare("2023-Q3", "quý 3");
    let night = at(&case, moment, &["status", PIPELINE, "--monitor", "--lang", "en"]).exit(2);
    assert!(night.stdout.starts_with("TTHC CRITICAL - faults of the declaration (1): "));
    assert_eq!((night.stdout.lines().count(), night.stderr.as_str()), (1, ""));
}

/// An exit code that monitors read and a mail that people read are two things.
#[test]
fn a_night_with_nothing_new_ends_as_it_stands_and_is_told_once() {
    let case = scheduled().bytes("b.pdf", b"%PDF-1.7");
    let night = case.run(&[]).under_cron().says_anything().exit(3);
    assert!(night.stderr.contains("F101"), "{}", night.stderr);
    case.run(&[]).under_cron().exit(3);
    let told = case.run(&["--notify", "always"]).under_cron().says_anything().exit(3);
    assert!(
        told.stderr.contains("F101") && told.stderr.ends_with("tthc status pipelines/thu.toml\n")
    );
    case.run(&["--fail-on", "never"]).under_cron().exit(0);
    // Data for programs is never kept back.
    let json = case.run(&["--json"]).under_cron().says_anything().exit(3).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["news"], &json["exit_code"]), (&false.into(), &3.into()));
    let case = case.bytes("c.pdf", b"%PDF-1.7");
    let night = case.run(&[]).under_cron().says_anything().exit(3);
    assert!(night.stderr.contains("c.pdf"), "{}", night.stderr);
}

#[test]
fn an_inbox_that_stays_empty_is_told_once() {
    let case = scheduled().without("a.xlsx");
    let night = case.run(&[]).under_cron().says_anything().exit(4);
    assert!(night.stderr.contains("chưa có tệp nào"), "{}", night.stderr);
    case.run(&[]).under_cron().exit(4);
    case.run(&["--notify", "always"]).under_cron().says_anything().exit(4);
}

#[test]
fn a_period_moves_on_with_the_calendar_of_the_schedule() {
    let case = scheduled().declare("\"2023-Q3\"", "\"last-quarter\"");
    let plan = at(&case, NIGHT, &["plan", PIPELINE]).exit(0).stdout;
    assert!(
        plan.starts_with("Xếp hạng thử – Quý III năm 2026 (last-quarter → 2026-Q3)\n"),
        "{plan}"
    );
    // In New York it is still the thirtieth of September.
    let zoned = "zone = \"America/New_York\"\nat = \"01:00\"";
    let there = case.declare("at = \"01:00\"", zoned);
    let json = at(&there, NIGHT, &["plan", PIPELINE, "--json"]).exit(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&json["period"], &json["period_declared"]),
        (&"2026-Q2".into(), &"last-quarter".into())
    );
    let case = there.declare("zone = \"America/New_York\"\n", "");
    let doctor = at(&case, NIGHT, &["doctor", PIPELINE]).exit(0).stdout;
    assert!(doctor.contains("last-quarter → 2026-Q3"), "{doctor}");
    at(&case, NIGHT, &["run", PIPELINE]).exit(0);
    let of_q3 = case.path("output/thu/2026-Q3/latest/data/submissions.parquet");
    assert!(of_q3.is_file());
    // What is typed wins, and then no clock is asked.
    let plan = at(&case, NIGHT, &["plan", PIPELINE, "--period", "2024-H1"]).exit(0).stdout;
    assert!(plan.starts_with("Xếp hạng thử – 6 tháng đầu năm 2024\n"), "{plan}");
    for (word, period) in
        [("last-month", "2026-09"), ("last-half", "2026-H1"), ("last-year", "2025")]
    {
        let set = format!("period={word}");
        let json = at(&case, NIGHT, &["plan", PIPELINE, "--json", "--set", &set]).exit(0).stdout;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["period"], period, "{word}");
    }
}

/// What is published says which period it is of, not by which word that was found: the bytes are the same.
#[test]
fn artifacts_carry_the_period_itself() {
    let case = scheduled().declare("\"2023-Q3\"", "\"last-quarter\"");
    at(&case, "2023-11-05T00:00:00Z", &["run", PIPELINE]).exit(0);
    let moved = case.made();
    let fixed = scheduled();
    fixed.run(&[]).exit(0);
    assert_eq!(moved, fixed.made());
    // The quarter after it has nothing to do with what was published.
    let latest = case.latest_id();
    at(&case, "2024-01-05T00:00:00Z", &["run", PIPELINE]).exit(0);
    assert_eq!(case.latest_id(), latest);
    assert!(case.path("output/thu/2023-Q4/latest").exists());
}
