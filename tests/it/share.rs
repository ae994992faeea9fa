//! What a share may do: a listing that fails, folders that nobody may look into, and far less than there was.

#![expect(clippy::unwrap_used, reason = "a case that cannot be laid out is a mistake in the test")]
#![expect(clippy::disallowed_methods, reason = "cases lay out temporary folders of their own")]

use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tthc::model::{Exit, Lang, Submissions};
use tthc::pipeline::{Overrides, load_with};
use tthc::run::{Outcome, Request, RunError, Silent, Worker, run};
use tthc::store::{Disk, Listed, OwnDisk};
use tthc::table::Artifact as _;

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

/// A share that refuses to list one folder.
#[derive(Debug)]
struct Share {
    refused: PathBuf,
    kind: io::ErrorKind,
}

impl Disk for Share {
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        if folder == self.refused { Err(self.kind.into()) } else { OwnDisk.list(folder) }
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        OwnDisk.make_folder(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        OwnDisk.write(path, bytes)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        OwnDisk.append(path, bytes)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        OwnDisk.link(from, to)
    }

    fn point(&self, name: &Path, target: &Path) -> io::Result<()> {
        OwnDisk.point(name, target)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        OwnDisk.rename(from, to)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        OwnDisk.sync(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        OwnDisk.remove(path)
    }
}

/// A run in this process of an inbox in which one folder cannot be listed.
fn night(case: &Case, folder: &str, kind: io::ErrorKind) -> Result<Outcome, RunError> {
    let overrides = Overrides {
        inbox: Some(case.path("inbox")),
        output: Some(case.path("output")),
        ..Overrides::default()
    };
    let pipeline = load_with(&case.path(PIPELINE), &overrides).unwrap();
    let refused = case.path("inbox").join(folder);
    let disk = Arc::new(Share { refused, kind });
    run(&Request { disk, ..Request::new(pipeline, Worker::Here) }, &Silent)
}

/// Who sent what: unit, form, file, status.
fn submissions(case: &Case) -> String {
    let table = Submissions::from_frame(&case.latest().table(Submissions::NAME).unwrap()).unwrap();
    let lines = table.rows.iter().map(|row| {
        let words = [&row.unit_id, &row.form, &row.file].map(|word| word.as_deref().unwrap_or("-"));
        format!("{} {}\n", words.join(" "), row.status.word())
    });
    lines.collect()
}

/// A district in folders and a department beside them.
fn folders() -> Case {
    Case::new()
        .file("huyen/quy-3/692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

#[test]
fn a_listing_that_fails_anywhere_publishes_nothing() {
    let case = folders();
    case.run(&["--quiet", "--fail-on", "never"]).exit(0);
    let published = case.latest_id();
    let case = case.file("moi.xlsx", &[("Sở Tư pháp", &under(HEAD_2, NOI_VU))]);
    for folder in ["", "huyen", "huyen/quy-3"] {
        for kind in [io::ErrorKind::Other, io::ErrorKind::TimedOut, io::ErrorKind::NotFound] {
            let error = night(&case, folder, kind).unwrap_err();
            assert_eq!(error.exit(), Exit::Failed, "{folder}: {kind:?}");
            let path = format!("{}/{folder}", case.path("inbox").display());
            let path = path.trim_end_matches('/');
            for lang in [Lang::Vi, Lang::En] {
                assert!(error.say(lang).contains(path), "{}", error.say(lang));
            }
            assert_eq!(case.latest_id(), published);
        }
    }
    assert_eq!(night(&case, "kia", io::ErrorKind::Other).unwrap().files, 3, "nothing is refused");
}

#[test]
fn the_top_of_a_share_that_may_not_be_listed_is_not_empty() {
    let case = folders();
    let error = night(&case, "", io::ErrorKind::PermissionDenied).unwrap_err();
    assert_eq!(error.exit(), Exit::Failed);
    assert_eq!(case.latest_id(), None);
}

#[test]
fn of_a_folder_that_nobody_may_open_no_unit_is_said_to_have_sent_nothing() {
    let case = folders();
    let told = night(&case, "huyen", io::ErrorKind::PermissionDenied).unwrap();
    assert_eq!(told.exit, Exit::Gaps);
    let gaps: Vec<String> = told.gaps.iter().map(ToString::to_string).collect();
    assert!(
        gaps.iter().any(|gap| gap.starts_with("F101 huyen/: không đọc được thư mục")),
        "{gaps:?}"
    );
    assert!(!gaps.iter().any(|gap| gap.contains("chưa gửi")), "{gaps:?}");
    let text = crate::book::published(&case).to_lowercase();
    assert!(!text.contains("chưa gửi"), "{text}");
    // Whoever sent its own form is not concerned.
    let rows = submissions(&case);
    assert!(rows.contains("70.so-noi-vu phu-luc-2 so-noi-vu.xlsx accepted"), "{rows}");
    assert!(rows.contains("692 phu-luc-3 huyen/ doubtful"), "{rows}");
}

#[test]
fn a_folder_that_nobody_may_open_is_of_whom_it_is_named_after() {
    let case = Case::of("phu-luc-3")
        .file("692-huyen-loc-ninh/a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    night(&case, "692-huyen-loc-ninh", io::ErrorKind::PermissionDenied).unwrap();
    let rows = submissions(&case);
    assert!(rows.contains("692 phu-luc-3 692-huyen-loc-ninh/ unreadable"), "{rows}");
    assert!(rows.contains("695 phu-luc-3 - missing"), "the folder is not of the other: {rows}");
}

#[test]
fn a_link_to_a_folder_may_hold_what_anybody_sent() {
    let case = folders();
    std::fs::rename(case.path("inbox/huyen"), case.path("noi-khac")).unwrap();
    symlink(case.path("noi-khac"), case.path("inbox/huyen")).unwrap();
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    let findings = night.findings();
    assert!(
        findings.contains("F101") && findings.contains("liên kết đến thư mục khác"),
        "{findings}"
    );
    assert!(!findings.contains("F301"), "{findings}");
}

/// Two districts, guarded as usual.
fn guarded() -> Case {
    Case::of("phu-luc-3")
        .declare("shrink-guard = 100\n", "")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
}

#[test]
fn a_run_that_lost_a_unit_is_complete_and_not_published() {
    let case = guarded();
    case.run(&["--quiet"]).says_anything().exit(0);
    let published = case.latest_id();
    let case = case.without("695.xlsx");
    let plan = case.tthc(&["plan", PIPELINE]).says_anything().exit(0).stdout;
    assert!(plan.contains("sẽ bị giữ lại"), "{plan}");
    let said = case.run(&["--quiet"]).says_anything().exit(3).stderr;
    assert_eq!(case.latest_id(), published);
    assert!(case.newest().record().complete);
    let line = said.lines().find(|line| line.contains("ít hơn hẳn")).unwrap_or_default();
    for told in ["tệp 2 → 1", "mất số liệu của Huyện Đồng Phú, ", "Xã Tân Tiến", "--accept-fewer"]
    {
        assert!(line.contains(told), "{told}: {said}");
    }
    assert_eq!(said.lines().last(), Some("tthc run pipelines/thu.toml --accept-fewer"));
    // It stays so, and is told by whoever is asked, until somebody says that it is right.
    let held = case.newest().record().run.clone();
    // It was told once; the exit code goes on saying so, and a monitor is warned.
    case.run(&[]).under_cron().exit(3);
    assert_eq!((case.latest_id(), &case.newest().record().run), (published, &held));
    let told = case.tthc(&["status", PIPELINE, "--monitor"]).says_anything().exit(1).stdout;
    assert!(told.starts_with("TTHC WARNING - ") && told.contains("giữ lại"), "{told}");
    for command in ["plan", "status", "doctor"] {
        let told = case.tthc(&[command, PIPELINE]).says_anything().exit(0).stdout;
        assert!(
            told.contains("Huyện Đồng Phú") && told.contains("--accept-fewer"),
            "{command}: {told}"
        );
        let told = case.tthc(&["--lang", "en", command, PIPELINE]).says_anything().exit(0).stdout;
        assert!(told.contains("far less could be read"), "{command}: {told}");
    }
    case.run(&["--quiet", "--accept-fewer"]).says_anything().exit(3);
    let accepted = case.latest();
    assert!(accepted.record().asked.accept_fewer && accepted.record().held_back.is_none());
    let told = case.tthc(&["status", PIPELINE]).says_anything().exit(0).stdout;
    assert!(!told.contains("--accept-fewer"), "{told}");
}

#[test]
fn what_comes_back_is_published_by_itself() {
    let case = guarded();
    case.run(&["--quiet"]).says_anything().exit(0);
    let kept = std::fs::read(case.path("inbox/695.xlsx")).unwrap();
    let case = case.without("695.xlsx");
    case.run(&["--quiet"]).says_anything().exit(3);
    let case = case.bytes("695.xlsx", &kept);
    case.run(&["--quiet"]).says_anything().exit(0);
    assert_eq!(case.latest_id(), Some(case.newest().record().run.clone()));
    assert!(case.newest().record().held_back.is_none());
}

#[test]
fn the_next_run_is_compared_with_what_is_published() {
    let case = guarded().file("moi.xlsx", &[("Ghi chép", "a | b")]);
    case.run(&["--quiet"]).says_anything().exit(3);
    let published = case.latest_id();
    let case = case.without("695.xlsx");
    case.run(&["--quiet"]).says_anything().exit(3);
    // No less than the run that was held back, and far less than what is published.
    let case = case.without("moi.xlsx");
    case.run(&["--quiet"]).says_anything().exit(3);
    assert_eq!(case.latest_id(), published);
    assert_eq!(
        case.newest().record().held_back.as_ref().map(|held| held.published.clone()),
        published
    );
}

#[test]
fn a_commune_that_its_district_left_out_is_lost_too() {
    let case = guarded();
    case.run(&["--quiet"]).says_anything().exit(0);
    let (fewer, _) = DONG_PHU.split_once("    III ").unwrap();
    let case = case.file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, fewer))]);
    let said = case.run(&["--quiet"]).says_anything().exit(3).stderr;
    assert!(said.contains("mất số liệu của Xã Tân Tiến;"), "{said}");
}

#[test]
fn a_file_that_does_not_open_any_more_holds_back_too() {
    let case = guarded();
    case.run(&["--quiet"]).says_anything().exit(0);
    let published = case.latest_id();
    let case = case.bytes("695.xlsx", b"PK\x03\x04 broken");
    case.run(&["--quiet", "--json"]).says_anything().exit(3);
    assert_eq!(case.latest_id(), published);
}

#[test]
fn a_unit_that_is_declared_no_more_is_not_lost() {
    let case = guarded().declare("metrics = ", "shrink-guard = 90\nmetrics = ");
    case.run(&["--quiet"]).says_anything().exit(0);
    let case = case.without("695.xlsx").edit("pipelines/units.csv", crate::case::DONG_PHU, "");
    case.run(&["--quiet"]).says_anything().exit(0);
    assert!(case.latest().record().held_back.is_none());
    assert_eq!(case.latest_id(), Some(case.newest().record().run.clone()));
}

#[test]
fn a_guard_of_a_hundred_holds_nothing_back() {
    let case = guarded().declare("metrics = ", "shrink-guard = 100\nmetrics = ");
    case.run(&["--quiet"]).says_anything().exit(0);
    let case = case.without("695.xlsx");
    case.run(&["--quiet"]).says_anything().exit(3);
    assert_eq!(case.latest_id(), Some(case.newest().record().run.clone()));
}
