//! Trying is not publishing: a run with another inbox or with keys of its own leaves what is published alone.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "some tests move folders of a case by hand")]

use tthc::store::Folder;
use tthc::table::{Artifact as _, Rankings};

use crate::case::{Case, Night, PIPELINE};
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

const LAX: &str = "ranking.communes.minimum-denominator=10";

fn province() -> Case {
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

fn last_line(night: &Night<'_>) -> String {
    night.stderr.lines().last().unwrap_or_default().to_owned()
}

fn runs(case: &Case) -> usize {
    std::fs::read_dir(case.runs().runs_path()).unwrap().count()
}

/// The regression: whoever only tried a key changed what leadership reads.
#[test]
fn a_key_that_is_tried_does_not_change_what_is_published() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let (latest, artifacts) = (case.latest_id().unwrap(), case.artifacts());
    let night = case.run(&["--set", LAX]).under_cron().says_anything().exit(0);
    assert!(
        night.stderr.contains("chạy thử: không xuất bản, latest giữ nguyên"),
        "{}",
        night.stderr
    );
    let tried = case.newest().record().clone();
    assert!(tried.trial && !tried.complete, "marked in its record");
    // The id of a run is shown as [RUN].
    assert_eq!(last_line(&night), "tthc diff pipelines/thu.toml [RUN] [RUN]");
    let diff = case.tthc(&["diff", PIPELINE, &latest, &tried.run]).says_anything().exit(0);
    assert!(diff.stdout.contains("Xã"), "{}", diff.stdout);
    assert_eq!((case.latest_id().unwrap(), case.artifacts()), (latest.clone(), artifacts));
    // The next night goes on from what is published: nothing is new, and nothing is made.
    let before = runs(&case);
    case.run(&[]).under_cron().exit(0);
    assert_eq!((runs(&case), case.latest_id().unwrap()), (before, latest));
}

#[test]
fn it_is_published_where_that_is_typed() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    case.run(&["--quiet", "--set", LAX, "--publish"]).exit(0);
    let newest = case.newest();
    assert!(newest.record().complete && !newest.record().trial);
    assert_eq!(case.latest_id().as_ref(), Some(&newest.record().run));
    // And where nothing is published yet, that is the command to type.
    let case = province();
    let night = case.run(&["--set", LAX]).says_anything().exit(0);
    assert_eq!(case.latest_id(), None);
    assert!(last_line(&night).ends_with(&format!("--set '{LAX}' --publish")), "{}", night.stderr);
    case.shell(&last_line(&night)).says_anything().exit(0);
    assert_eq!(case.latest_id(), Some(case.newest().record().run.clone()));
}

#[test]
fn another_inbox_is_a_trial_and_the_declared_one_is_none_however_it_is_written() {
    let case = province();
    case.run(&["--quiet", "--inbox", "./pipelines/../inbox"]).exit(0);
    let latest = case.latest_id();
    assert_eq!(latest, Some(case.newest().record().run.clone()));
    assert_eq!(case.newest().record().asked.inbox, None);
    std::fs::create_dir(case.path("thu")).unwrap();
    std::fs::copy(case.path("inbox/692.xlsx"), case.path("thu/692.xlsx")).unwrap();
    case.run(&["--quiet", "--inbox", "thu"]).exit(0);
    assert_eq!(case.latest_id(), latest);
    assert!(case.newest().record().trial);
    // A link to the declared one is the declared one.
    std::os::unix::fs::symlink(case.path("inbox"), case.path("noi")).unwrap();
    case.run(&["--quiet", "--inbox", "noi", "--force"]).exit(0);
    assert_ne!(case.latest_id(), latest);
}

/// The same trial goes on from itself, another one and a night do not.
#[test]
fn a_trial_is_the_ground_of_the_same_trial_alone() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    case.run(&["--quiet", "--set", LAX]).exit(0);
    let count = runs(&case);
    let night = case.run(&["--set", LAX]).says_anything().exit(0);
    assert!(night.stderr.starts_with("không có gì mới"), "{}", night.stderr);
    assert_eq!(last_line(&night), "tthc diff pipelines/thu.toml [RUN] [RUN]");
    assert_eq!(runs(&case), count);
    let plan = |arguments: &[&str]| {
        let arguments = [&["plan", PIPELINE][..], arguments].concat();
        case.tthc(&arguments).says_anything().exit(0).stdout
    };
    assert!(plan(&[]).contains("không có gì mới"), "a night");
    let tried = plan(&["--set", LAX]);
    assert!(tried.contains("chạy thử: sẽ không xuất bản") && tried.contains("không có gì mới"));
    let other = plan(&["--set", "ranking.communes.minimum-denominator=20"]);
    assert!(other.contains("chạy: khai báo thay đổi"), "{other}");
    // What follows from one stage on goes on from what is published, with the keys that are tried.
    case.run(&["--quiet", "--from", "rank", "--set", "ranking.communes.minimum-denominator=20"])
        .exit(0)
        .reasons("ingest=– validate=– measure=– rank=asked publish=asked");
    assert!(case.newest().record().trial);
}

#[test]
fn a_retry_of_a_trial_is_a_trial_and_one_of_a_published_run_is_published() {
    let case = province().bytes("hong.xlsx", b"PK");
    case.run(&["--quiet"]).exit(0);
    let latest = case.latest_id();
    case.run(&["--quiet", "--set", LAX]).exit(0);
    case.tthc(&["retry", PIPELINE, "--quiet"]).exit(0);
    assert!(case.newest().record().trial && case.latest_id() == latest);
    case.run(&["--quiet", "--set", LAX, "--publish"]).exit(0);
    case.tthc(&["retry", PIPELINE, "--quiet"]).exit(0);
    let newest = case.newest();
    assert_eq!(newest.record().asked.stages, "retry");
    assert_eq!(case.latest_id().as_ref(), Some(&newest.record().run));
}

/// Who has sent, the period before, the doctor and `latest~1` go by nights alone.
#[test]
fn nothing_else_goes_by_a_trial() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    std::fs::create_dir(case.path("thu")).unwrap();
    std::fs::copy(case.path("inbox/692.xlsx"), case.path("thu/692.xlsx")).unwrap();
    case.run(&["--quiet", "--inbox", "thu"]).exit(0);
    let status = case.tthc(&["status", PIPELINE]).says_anything().exit(0).stdout;
    assert!(status.contains("nhận 3 trong 4 biểu"), "{status}");
    assert!(status.contains("chạy thử, không xuất bản"), "{status}");
    let json = case.tthc(&["status", PIPELINE, "--json"]).says_anything().exit(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&json["runs"][0]["trial"], &json["runs"][1]["trial"]),
        (&true.into(), &false.into())
    );
    let doctor = case.tthc(&["doctor", PIPELINE]).says_anything().exit(0).stdout;
    assert!(doctor.contains("mã 0, đang xuất bản"), "{doctor}");
    // A trial of the next period is compared with what is published of this one.
    case.run(&["--quiet", "--period", "2023-Q4", "--set", "title=Thử"]).exit(0);
    let tried = Folder::new(&case.path("output"), "thu", "2023-Q4").newest().unwrap().unwrap();
    let rankings = Rankings::from_frame(&tried.table(Rankings::NAME).unwrap()).unwrap();
    assert!(rankings.rows.iter().any(|row| row.previous_place.is_some()), "as it is compared");
    assert!(!case.path("output/thu/2023-Q4/latest").exists());
}

/// What a scheduler starts is no trial.
#[test]
fn a_schedule_with_another_inbox_publishes() {
    let case = province();
    let text = std::fs::read_to_string(case.path(PIPELINE)).unwrap();
    let case = case.declared("thu.toml", &format!("{text}\n[schedule]\nat = \"01:00\"\n"));
    let with = case.tthc(&["schedule", "thu", "--inbox", "noi-khac"]).says_anything().exit(0);
    assert!(with.stdout.trim_end().ends_with("--publish"), "{}", with.stdout);
    let own = case.tthc(&["schedule", "thu", "--inbox", "inbox"]).says_anything().exit(0);
    assert!(!own.stdout.contains("--publish"), "{}", own.stdout);
}
