//! Which runs stay on disk: each rule, what is never removed, and that a crash or a refusing disk does no harm.

#![expect(clippy::disallowed_methods, reason = "tests age and spoil runs of a temporary folder")]
#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

const METRICS: &str = r#"metrics = "metrics.toml""#;

/// One district, and how long runs are kept.
fn case(keep: &str) -> Case {
    let keep = if keep.is_empty() { String::new() } else { format!("\n\n[keep]\n{keep}") };
    Case::district("phu-luc-3")
        .declare(METRICS, &format!("{METRICS}{keep}"))
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

/// A forced run, as JSON.
#[track_caller]
fn run(case: &Case) -> Value {
    let night = case.run(&["--force", "--json"]).says_anything().exit(0);
    serde_json::from_str(&night.stdout).unwrap()
}

fn runs(case: &Case) -> std::path::PathBuf {
    case.runs().path().join("runs")
}

/// What stands in `runs/`, hidden or not, in order.
fn names(case: &Case) -> Vec<String> {
    let entries = std::fs::read_dir(runs(case)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Makes the newest run one of another moment; `latest` follows.
#[track_caller]
fn age(case: &Case, id: &str) {
    let newest = case.newest().path().to_owned();
    let (old, home) = (case.latest_id(), runs(case).join(id));
    let is_latest = old.as_deref() == newest.file_name().and_then(|name| name.to_str());
    std::fs::rename(&newest, &home).unwrap();
    let record = std::fs::read_to_string(home.join("run.json")).unwrap();
    let was = newest.file_name().unwrap().to_str().unwrap().to_owned();
    std::fs::write(home.join("run.json"), record.replacen(&was, id, 1)).unwrap();
    if is_latest {
        std::fs::remove_file(case.runs().latest_path()).unwrap();
        symlink(Path::new("runs").join(id), case.runs().latest_path()).unwrap();
    }
}

/// Runs of the first days of 2024, one a day.
fn old_runs(case: &Case, days: u32) -> Vec<String> {
    let ids: Vec<String> = (1..=days).map(|day| format!("202401{day:02}T010000-000000Z")).collect();
    for id in &ids {
        run(case);
        age(case, id);
    }
    ids
}

fn removed(json: &Value) -> Vec<&str> {
    json["removed"].as_array().unwrap().iter().map(|gone| gone["run"].as_str().unwrap()).collect()
}

#[test]
fn so_many_newest_runs_are_kept() {
    let case = case("runs = 3");
    let old = case_runs(&case, 4);
    let said = run(&case);
    // The one of the fourth day and the new one are the newest two; a third stays beside them.
    assert_eq!(removed(&said), [old[1].as_str()]);
    assert_eq!(said["removed"][0]["period"], "2023-Q3");
    assert_eq!(said["warnings"], serde_json::json!([]));
    assert_eq!(names(&case).len(), 3);
    let log = std::fs::read_to_string(case.latest().path().join("log.jsonl")).unwrap();
    let last: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    assert_eq!((&last["event"], &last["run"]), (&"run removed".into(), &old[1].as_str().into()));
}

/// Old runs of which the first went when the fourth was made.
fn case_runs(case: &Case, days: u32) -> Vec<String> {
    let old = old_runs(case, days);
    assert_eq!(names(case), old[1..], "three are kept");
    old
}

#[test]
fn young_runs_are_kept() {
    let case = case("days = 2");
    run(&case);
    let young = case.latest_id().unwrap();
    // The first of these goes when the second is made, for it is no longer what is published then.
    old_runs(&case, 2);
    let said = run(&case);
    assert_eq!(removed(&said), ["20240102T010000-000000Z"], "{said}");
    assert_eq!(names(&case), [young, case.latest_id().unwrap()]);
}

/// What is published stays however old it is, and so does the newest run, complete or not.
#[test]
fn the_published_and_the_newest_run_are_never_removed() {
    let case = case("runs = 1\nlast-of-period = false");
    run(&case);
    age(&case, "20200101T010000-000000Z");
    let changed = LOC_NINH.replacen("60", "61", 1);
    let case = case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &changed))]);
    case.run(&["--only", "ingest", "--json"]).says_anything().exit(5);
    assert_eq!(case.latest_id().as_deref(), Some("20200101T010000-000000Z"));
    let kept = names(&case);
    assert_eq!((kept.len(), kept[0].as_str()), (2, "20200101T010000-000000Z"));
    // The next night needs neither.
    let said = run(&case);
    assert_eq!(removed(&said), [kept[0].as_str(), kept[1].as_str()]);
    assert_eq!(names(&case), [case.latest_id().unwrap()]);
}

/// After the clock was set back the run just made is not the newest by its id.
#[test]
fn the_run_just_made_is_never_removed() {
    let case = case("runs = 1\nlast-of-period = false");
    run(&case);
    age(&case, "29990101T010000-000000Z");
    let changed = LOC_NINH.replacen("60", "61", 1);
    let case = case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &changed))]);
    let night = case.run(&["--only", "ingest", "--json"]).says_anything().exit(5);
    let said: Value = serde_json::from_str(&night.stdout).unwrap();
    assert_eq!((removed(&said).len(), names(&case).len()), (0, 2), "{said}");
}

#[test]
fn by_default_a_month_of_nights_is_kept() {
    let case = case("");
    let old = old_runs(&case, 31);
    assert_eq!(names(&case), old[1..]);
}

#[test]
fn a_run_of_a_newer_program_is_left_alone() {
    let case = case("runs = 1");
    run(&case);
    age(&case, "20240101T010000-000000Z");
    let newer = runs(&case).join("20230101T010000-000000Z");
    std::fs::create_dir(&newer).unwrap();
    std::fs::write(newer.join("run.json"), r#"{ "schema": 999, "what": "nobody knows" }"#).unwrap();
    let foreign = runs(&case).join("bản sao của phòng");
    std::fs::create_dir(&foreign).unwrap();
    let said = run(&case);
    assert_eq!(removed(&said), ["20240101T010000-000000Z"]);
    assert!(newer.join("run.json").exists() && foreign.exists());
}

/// The first run wrote the files, the next one links to them; removing the first does not touch them.
#[test]
fn what_later_runs_link_to_stays_whole() {
    let case = case("runs = 1");
    run(&case);
    let file = case.latest().path().join("data/columns.parquet");
    let inode = std::fs::metadata(&file).unwrap().ino();
    age(&case, "20240101T010000-000000Z");
    let artifacts = case.artifacts();
    let said = run(&case);
    assert_eq!(removed(&said), ["20240101T010000-000000Z"]);
    let linked = std::fs::metadata(case.latest().path().join("data/columns.parquet")).unwrap();
    assert_eq!((linked.ino(), linked.nlink()), (inode, 1), "the same file, under one name now");
    assert_eq!(case.artifacts(), artifacts);
    let mut sum = Command::new("sha256sum");
    sum.args(["--check", "--strict", "--quiet", "SHA256SUMS"]).current_dir(case.latest().path());
    assert!(sum.status().unwrap().success());
    assert!(case.latest().verify_all().is_empty());
}

/// A killed run leaves its draft, a killed sweep a run that is hidden already; the next run clears both.
#[test]
fn leftovers_are_cleared_by_the_next_run() {
    let case = case("");
    run(&case);
    for name in [".20240101T010000-000000Z", ".gone-20240102T010000-000000Z"] {
        std::fs::create_dir_all(runs(&case).join(name).join("data")).unwrap();
        std::fs::write(runs(&case).join(name).join("data/x.parquet"), "x").unwrap();
    }
    std::fs::create_dir(runs(&case).join(".snapshot")).unwrap();
    run(&case);
    let hidden: Vec<String> =
        names(&case).into_iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(hidden, [".snapshot"], "what is not ours stays");
}

/// A disk that does not let a run go is a warning, told also under cron; the run is published all the same.
#[test]
fn a_run_that_cannot_be_removed_is_a_warning() {
    let case = case("runs = 1");
    run(&case);
    age(&case, "20240101T010000-000000Z");
    let old = runs(&case).join("20240101T010000-000000Z");
    // Something stands where the run would be hidden, and it does not go away.
    let hidden = runs(&case).join(".gone-20240101T010000-000000Z");
    std::fs::write(&hidden, "in the way").unwrap();
    let night = case.run(&["--force"]).says_anything().exit(0);
    assert_eq!(night.stdout, "");
    let warned = night.stderr.starts_with("warning: chưa xóa được lượt chạy cũ: [DIR]/output/thu/");
    assert!(
        warned || night.stderr.starts_with("warning: chưa xóa được lượt chạy cũ: "),
        "{}",
        night.stderr
    );
    assert_eq!(night.stderr.lines().count(), 1, "{}", night.stderr);
    assert!(old.exists());
    let night = case.tthc(&["run", PIPELINE, "--force", "--lang", "en"]).says_anything().exit(0);
    assert!(
        night.stderr.starts_with("warning: an old run could not be removed: "),
        "{}",
        night.stderr
    );
    case.run(&["--force", "--quiet"]).exit(0);
    std::fs::remove_file(&hidden).unwrap();
    let said = run(&case);
    assert!(removed(&said).contains(&"20240101T010000-000000Z"));
    assert!(!old.exists());
}

/// Runs of an earlier period go by the same rules when a later one is run; what was published of it stays.
#[test]
fn earlier_periods_are_swept_too() {
    let case = case("");
    old_runs(&case, 3);
    let case = case.declare(METRICS, &format!("{METRICS}\n\n[keep]\ndays = 30"));
    let night = case.run(&["--json", "--period", "2023-Q4"]).says_anything().exit(0);
    let said: Value = serde_json::from_str(&night.stdout).unwrap();
    let gone = |day: u32| serde_json::json!({ "period": "2023-Q3", "run": format!("202401{day:02}T010000-000000Z") });
    assert_eq!(said["removed"], serde_json::json!([gone(1), gone(2)]));
    assert_eq!(names(&case), ["20240103T010000-000000Z"]);
}

/// While another run is at work in that period its folder is not touched.
#[test]
fn a_period_that_is_locked_is_left_alone() {
    let case = case("");
    old_runs(&case, 2);
    let case = case.declare(METRICS, &format!("{METRICS}\n\n[keep]\ndays = 30"));
    let before = names(&case);
    let _lock = case.hold_lock();
    let night = case.run(&["--json", "--period", "2023-Q4"]).says_anything().exit(0);
    let said: Value = serde_json::from_str(&night.stdout).unwrap();
    assert_eq!(
        (&said["removed"], &said["warnings"]),
        (&serde_json::json!([]), &serde_json::json!([]))
    );
    assert_eq!(names(&case), before);
}

/// Retention is part of no stage.
#[test]
fn a_changed_retention_makes_nothing_run_again() {
    let case = case("runs = 2");
    run(&case);
    let (id, was) = (case.latest_id(), names(&case));
    let case = case.declare("runs = 2", "runs = 7\ndays = 3\nlast-of-period = false");
    case.run(&[]).exit(0);
    assert_eq!((case.latest_id(), names(&case)), (id, was));
}

#[test]
fn faults_of_the_table_are_all_told() {
    let case = case("runs = 0\ndays = \"ba\"\nlast-of-periods = true");
    let told = case.refused("vi");
    for part in ["keep.runs", "`0`", "một số từ 1 đến 1000000", "keep.days", "last-of-period"]
    {
        assert!(told.contains(part), "{part}\n{told}");
    }
    let case = case.declare("runs = 0\ndays = \"ba\"\nlast-of-periods = true", "");
    let told = case.refused("en");
    assert!(told.contains("a table without a rule"), "{told}");
}

/// The folder cannot be listed or written by a later sweep: nothing but a warning.
#[test]
fn a_folder_that_refuses_is_only_warned_about() {
    let case = case("");
    old_runs(&case, 2);
    let case = case.declare(METRICS, &format!("{METRICS}\n\n[keep]\ndays = 30"));
    let folder = runs(&case);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    let night = case.run(&["--period", "2023-Q4", "--json"]).says_anything().exit(0);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    let said: Value = serde_json::from_str(&night.stdout).unwrap();
    // Who is root is refused nothing.
    let done =
        said["removed"].as_array().unwrap().len() + said["warnings"].as_array().unwrap().len();
    assert_eq!(done, 1, "{said}");
}
