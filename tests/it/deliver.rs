//! What is published, handed on: a folder, a mail and a command each get it once, whatever went wrong before.

#![expect(
    clippy::disallowed_methods,
    reason = "tests block, spoil and look into temporary folders"
)]
#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::Value;
use tthc::model::Stage;
use tthc::store::{Disk, Output, OwnDisk, Run, Shelf, StoreError};

use crate::case::{Case, PIPELINE};
use crate::crash::{Fault, Faulty};
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

/// One district; what it published is handed on so.
fn case(deliver: &str) -> Case {
    Case::district("phu-luc-3")
        .declare("[[workbook]]", &format!("{deliver}\n[[workbook]]"))
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

const FOLDER: &str = "[[deliver]]\nfolder = \"../share\"\n";
const MAIL: &str = "[[deliver]]\nmail = [\"lanh-dao@tinh.vn\", \"sonoivu@tinh.vn\"]\nfrom = \"tthc@tinh.vn\"\nsendmail = \"../sendmail\"\n";
const COMMAND: &str = "[[deliver]]\ncommand = 'echo \"$TTHC_PIPELINE $TTHC_PERIOD $TTHC_RUN\" >> told; test -f \"$TTHC_FOLDER/xep-hang.xlsx\"'\n";

/// What the district sends the next night.
fn other(case: Case) -> Case {
    let changed = LOC_NINH.replacen("60", "61", 1);
    case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &changed))])
}

/// A program that takes a mail and keeps it beside itself, or ends with this code.
fn sendmail(case: &Case, code: i32) {
    let path = case.path("sendmail");
    let text = format!(
        "#!/bin/sh\nif [ {code} != 0 ]; then cat >/dev/null; echo 'no route to host' >&2; exit {code}; fi\n\
         {{ echo \"$@\"; cat; }} >> \"$(dirname \"$0\")/mails\"\n"
    );
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn mails(case: &Case) -> String {
    fs::read_to_string(case.path("mails")).unwrap_or_default()
}

fn shelf(case: &Case) -> PathBuf {
    case.path("share/thu")
}

/// The folders of runs that a share holds of a period.
fn dated(case: &Case, period: &str) -> Vec<String> {
    let entries = fs::read_dir(shelf(case).join(period)).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn same(a: &Path, b: &Path) -> bool {
    fs::read(a).unwrap() == fs::read(b).unwrap()
}

#[test]
fn a_folder_gets_the_files_whole_under_both_names_and_an_index() {
    let case = case(FOLDER);
    case.run(&[]).says_anything().exit(0);
    let (id, published) = (case.latest_id().unwrap(), case.latest().path().join("xep-hang.xlsx"));
    assert_eq!(dated(&case, "2023-Q3"), [id.as_str()]);
    assert!(same(&published, &shelf(&case).join("moi-nhat/xep-hang.xlsx")));
    assert!(same(&published, &shelf(&case).join("2023-Q3").join(&id).join("xep-hang.xlsx")));
    let page = fs::read_to_string(shelf(&case).join("index.html")).unwrap();
    assert!(page.contains(&format!("<a href=\"2023-Q3/{id}/xep-hang.xlsx\">")), "{page}");
    // Nothing new: nothing is written.
    let before = fs::metadata(shelf(&case).join("index.html")).unwrap().modified().unwrap();
    let said = case.run(&["--json"]).says_anything().exit(0).stdout;
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["deliveries"], serde_json::json!([]));
    assert_eq!(fs::metadata(shelf(&case).join("index.html")).unwrap().modified().unwrap(), before);
    // Another night, another run beside the first.
    let case = other(case);
    case.run(&[]).says_anything().exit(0);
    let newest = case.latest_id().unwrap();
    assert_eq!(dated(&case, "2023-Q3"), [id, newest.clone()]);
    assert_eq!(
        fs::read_link(shelf(&case).join("moi-nhat")).unwrap(),
        Path::new("2023-Q3").join(newest)
    );
}

/// A copy: who edits it there edits no run, and finds it mended the next night.
#[test]
fn what_is_edited_in_a_share_is_not_what_is_published() {
    let case = case(FOLDER);
    case.run(&[]).says_anything().exit(0);
    let (there, here) =
        (shelf(&case).join("moi-nhat/xep-hang.xlsx"), case.latest().path().join("xep-hang.xlsx"));
    fs::write(&there, b"other").unwrap();
    assert!(!same(&there, &here));
    case.run(&[]).says_anything().exit(0);
    assert!(same(&there, &here));
    // A file that somebody put beside it goes; what Windows leaves does not count.
    fs::write(shelf(&case).join("moi-nhat/Thumbs.db"), b"x").unwrap();
    case.run(&[]).says_anything().exit(0);
    assert!(shelf(&case).join("moi-nhat/Thumbs.db").exists());
}

#[test]
fn a_share_that_is_gone_is_told_tried_again_and_undoes_nothing() {
    let case = case(FOLDER);
    fs::write(case.path("share"), b"a file stands where the share should be").unwrap();
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    assert!(night.stderr.contains("chưa giao được đến"), "{}", night.stderr);
    assert!(night.stderr.ends_with("tthc deliver pipelines/thu.toml\n"), "{}", night.stderr);
    assert!(case.latest().record().complete);
    assert_eq!(case.latest().record().exit_code, 0, "the run itself is complete");
    let visit = case.tthc(&["doctor", PIPELINE]).says_anything().exit(0);
    assert!(visit.stdout.contains("chưa nhận được kết quả đang xuất bản"), "{}", visit.stdout);
    // The next night finds nothing new, and still owes it.
    case.run(&["--quiet"]).says_anything().exit(3);
    fs::remove_file(case.path("share")).unwrap();
    case.run(&["--quiet"]).exit(0);
    assert!(shelf(&case).join("moi-nhat/xep-hang.xlsx").is_file());
    let visit = case.tthc(&["doctor", PIPELINE]).says_anything().exit(0);
    assert!(visit.stdout.contains("không nơi nào còn thiếu"), "{}", visit.stdout);
}

#[test]
fn a_draft_that_was_killed_is_cleared_and_the_run_put_there_whole() {
    let case = case(FOLDER);
    let left = shelf(&case).join("2023-Q3/.20230101T010000-000000Z");
    fs::create_dir_all(&left).unwrap();
    fs::create_dir_all(shelf(&case).join("moi-nhat")).unwrap();
    fs::write(shelf(&case).join("moi-nhat/half.xlsx"), b"x").unwrap();
    case.run(&[]).says_anything().exit(0);
    assert!(!left.exists());
    assert!(shelf(&case).join("moi-nhat/xep-hang.xlsx").is_file());
    assert!(!shelf(&case).join("moi-nhat/half.xlsx").exists());
}

/// Somebody who looks for the newest figures must not find those of a quarter that was run again.
#[test]
fn an_earlier_period_does_not_take_the_stable_name() {
    let case = case(FOLDER);
    case.run(&[]).says_anything().exit(0);
    let newest = fs::read_link(shelf(&case).join("moi-nhat")).unwrap();
    case.run(&["--period", "2023-Q2", "--fail-on", "never"]).says_anything().exit(0);
    assert_eq!(dated(&case, "2023-Q2").len(), 1);
    assert_eq!(fs::read_link(shelf(&case).join("moi-nhat")).unwrap(), newest);
    let page = fs::read_to_string(shelf(&case).join("index.html")).unwrap();
    assert!(page.find("Quý III").unwrap() < page.find("Quý II năm").unwrap(), "{page}");
}

#[test]
fn a_mail_goes_out_once_for_each_thing_that_is_published() {
    let case = case(MAIL);
    sendmail(&case, 0);
    case.run(&[]).says_anything().exit(0);
    let mail = mails(&case);
    for part in [
        "-i -f tthc@tinh.vn -- lanh-dao@tinh.vn sonoivu@tinh.vn\n",
        "From: tthc@tinh.vn",
        "filename=\"xep-hang.xlsx\"",
        &format!("<{}.thu@tthc>", case.latest_id().unwrap()),
    ] {
        assert!(mail.contains(part), "{part}\n{mail}");
    }
    case.run(&[]).says_anything().exit(0);
    assert_eq!(mails(&case), mail, "nothing new is no mail");
    let case = other(case);
    case.run(&[]).says_anything().exit(0);
    assert_eq!(mails(&case).matches("From: ").count(), 2);
}

#[test]
fn a_mail_with_links_has_no_attachment() {
    let case = case(&format!("{MAIL}link = \"https://noi-bo.vn/xep-hang\"\n"));
    sendmail(&case, 0);
    case.run(&[]).says_anything().exit(0);
    let mail = mails(&case);
    assert!(mail.contains("https://noi-bo.vn/xep-hang/xep-hang.xlsx"), "{mail}");
    assert!(!mail.contains("filename="), "{mail}");
}

#[test]
fn a_mail_that_is_refused_is_owed_until_it_is_delivered_by_hand() {
    let case = case(MAIL);
    sendmail(&case, 75);
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    assert!(night.stderr.contains("lanh-dao@tinh.vn, sonoivu@tinh.vn"), "{}", night.stderr);
    assert!(night.stderr.contains("no route to host"), "{}", night.stderr);
    let by_hand = case.tthc(&["deliver", PIPELINE]).says_anything().exit(3);
    assert!(by_hand.stderr.contains("no route to host"), "{}", by_hand.stderr);
    sendmail(&case, 0);
    case.tthc(&["deliver", PIPELINE])
        .stdout("đã giao: lanh-dao@tinh.vn, sonoivu@tinh.vn\n")
        .exit(0);
    case.tthc(&["deliver", PIPELINE, "--lang", "en"])
        .stdout("delivered before: lanh-dao@tinh.vn, sonoivu@tinh.vn\n")
        .exit(0);
    assert_eq!(mails(&case).matches("From: ").count(), 1);
    case.tthc(&["deliver", PIPELINE, "--again", "--json"]).says_anything().exit(0);
    assert_eq!(mails(&case).matches("From: ").count(), 2);
}

#[test]
fn a_command_is_told_what_there_is() {
    let case = case(COMMAND);
    case.run(&[]).says_anything().exit(0);
    case.run(&[]).says_anything().exit(0);
    let told = fs::read_to_string(case.path("told")).unwrap();
    assert_eq!(told, format!("thu 2023-Q3 {}\n", case.latest_id().unwrap()));
    let night = case.tthc(&["deliver", PIPELINE, "--again"]).says_anything().exit(0);
    assert!(night.stderr.is_empty(), "{}", night.stderr);
    let case = self::case(
        "[[deliver]]\ncommand = \"echo 'first' >&2; echo 'the last word' >&2; exit 4\"\n",
    );
    let night = case.run(&["--log-format", "json"]).says_anything().exit(3);
    let line = night.stderr.lines().find(|line| line.contains("\"not delivered\"")).unwrap();
    let line: Value = serde_json::from_str(line).unwrap();
    assert_eq!(line["error"], "exit status: 4: the last word");
}

/// One that fails keeps no other from getting it.
#[test]
fn each_delivery_stands_for_itself() {
    let case = case(&format!("{MAIL}{FOLDER}{COMMAND}"));
    sendmail(&case, 1);
    let said = case.run(&["--json"]).says_anything().exit(3).stdout;
    let said: Value = serde_json::from_str(&said).unwrap();
    let states: Vec<&str> = said["deliveries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["failed", "delivered", "delivered"]);
    let log = fs::read_to_string(case.latest().path().join("log.jsonl")).unwrap();
    let events = |event: &str| log.lines().filter(|line| line.contains(event)).count();
    assert_eq!((events("\"delivered\""), events("\"not delivered\"")), (2, 1), "{log}");
}

/// What is tried is told to nobody.
#[test]
fn a_run_that_was_tried_with_another_key_is_not_handed_on() {
    let case = case(FOLDER);
    case.run(&["--set", "title=Thử"]).says_anything().exit(0);
    assert!(!case.path("share").exists());
    let elsewhere = case.path("elsewhere");
    case.run(&["--output", elsewhere.to_str().unwrap()]).says_anything().exit(0);
    assert!(!case.path("share").exists());
}

#[test]
fn nothing_to_hand_on_is_said() {
    let case = case(FOLDER);
    let said = case.tthc(&["deliver", PIPELINE]).says_anything().exit(4);
    assert!(said.stderr.contains("chưa có kết quả nào được xuất bản"), "{}", said.stderr);
    let case = self::case("");
    let said = case.tthc(&["deliver", PIPELINE]).says_anything().exit(2);
    assert!(said.stderr.contains("không khai báo [[deliver]]"), "{}", said.stderr);
}

#[test]
fn a_delivery_is_one_thing_and_goes_somewhere_else() {
    for (deliver, expected) in [
        ("", "one of `folder`, `mail` or `command`"),
        ("folder = \"../share\"\ncommand = \"true\"\n", "`folder` beside `command`"),
        ("folder = \"../inbox\"\nfrom = \"a@b.vn\"\n", "`from` without `mail`"),
        ("folder = \"../output\"\n", "one with the output"),
        ("folder = \"../inbox\"\n", "one with the inbox"),
        ("mail = [\"khong phai\"]\nfrom = \"a@b.vn\"\n", "`khong phai`"),
        ("mail = [\"a@b.vn\"]\n", "deliver[1].from"),
        ("command = \"a\\nb\"\n", "a command in one line"),
    ] {
        let case = case(&format!("[[deliver]]\n{deliver}"));
        let said = case.run(&["--lang", "en", "-v"]).says_anything().exit(2).stderr;
        assert!(said.contains(expected), "{deliver}: {expected}\n{said}");
    }
}

/// Puts a run into a share, as a night does.
fn hand(share: &Path, disk: Arc<dyn Disk>, run: &Run) -> Result<(), StoreError> {
    let shelf = Shelf::new(share, "thu", disk);
    let files = published(run);
    shelf.put(run, &files)?;
    shelf.point_to(run, &files)?;
    shelf.index(&run.record().run)
}

fn published(run: &Run) -> Vec<Output> {
    run.record().stage(Stage::Publish).unwrap().outputs.clone()
}

/// Whether a folder holds what a run published.
fn holds(folder: &Path, run: &Run) -> bool {
    published(run).iter().all(|output| {
        fs::read(folder.join(&output.file))
            .is_ok_and(|there| there == run.bytes(&output.file).unwrap())
    })
}

/// A share is as whole as `latest`, at whichever step it fails: under the stable name stands one run or the other, under
/// a dated one nothing or all, and the next night needs no hand.
#[test]
fn a_share_that_fails_at_any_step_shows_one_run_or_the_other() {
    let case = case("");
    case.run(&[]).says_anything().exit(0);
    let before = case.latest();
    let case = other(case);
    case.run(&[]).says_anything().exit(0);
    let now = case.latest();
    for fault in [Fault::Refused, Fault::Full, Fault::Dead, Fault::DeadBehind] {
        for at in 0.. {
            let share = case.path(format!("share-{fault:?}-{at}"));
            hand(&share, Arc::new(OwnDisk), &before).unwrap();
            let disk = Faulty::new(fault, at);
            let _ = hand(&share, disk.clone(), &now);
            let home = share.join("thu");
            let stable = home.join("moi-nhat");
            assert!(holds(&stable, &before) || holds(&stable, &now), "{fault:?} {at}");
            let dated = home.join("2023-Q3").join(&now.record().run);
            assert!(!dated.exists() || holds(&dated, &now), "{fault:?} {at}");
            hand(&share, Arc::new(OwnDisk), &now).unwrap();
            let shelf = Shelf::new(&share, "thu", Arc::new(OwnDisk));
            assert!(shelf.has(&now, &published(&now)), "{fault:?} {at}");
            assert!(holds(&stable, &now) && holds(&dated, &now), "{fault:?} {at}");
            assert_eq!(shelf.runs().len(), 2, "{fault:?} {at}");
            let hidden = fs::read_dir(home.join("2023-Q3")).unwrap().flatten();
            let hidden =
                hidden.filter(|entry| entry.file_name().to_string_lossy().starts_with('.'));
            assert_eq!(hidden.count(), 0, "{fault:?} {at}");
            if !disk.failed.load(Ordering::SeqCst) {
                assert!(at > 10, "only {at} steps");
                break;
            }
        }
    }
}
