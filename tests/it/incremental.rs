//! One file × one stage: what is read again, why, and what follows from it.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(
    clippy::disallowed_methods,
    reason = "some tests spoil files of a temporary folder by hand"
)]

use std::fmt::Write as _;

use tthc::model::Stage;

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

fn province() -> Case {
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

/// Runs, and tells why each file was read: `692.xlsx=input_changed`.
#[track_caller]
fn files_read(case: &Case, arguments: &[&str]) -> String {
    case.run(&[arguments, &["--quiet"]].concat()).exit(0);
    let newest = case.newest();
    let ingest = newest.record().stage(Stage::Ingest).unwrap();
    let mut told = String::new();
    for read in &ingest.files {
        let reason = serde_json::to_value(read.reason).unwrap();
        let _ = writeln!(told, "{}={}", read.file, reason.as_str().unwrap());
    }
    told
}

#[track_caller]
fn same_as_clean(case: &Case, clean: &Case) {
    clean.run(&["--quiet"]).exit(0);
    assert_eq!(case.artifacts(), clean.artifacts());
}

#[test]
fn only_the_file_that_changed_is_read() {
    let case = province();
    let all = "692.xlsx=never_run\n695.xlsx=never_run\nso-noi-vu.xlsx=never_run\n";
    assert_eq!(files_read(&case, &[]), all);
    let worse = under(HEAD_3, &LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5"));
    let change = |case: Case| case.file("692.xlsx", &[("Phụ lục 3", &worse)]);
    let case = change(case);
    assert_eq!(files_read(&case, &[]), "692.xlsx=input_changed\n");
    same_as_clean(&case, &change(province()));
}

#[test]
fn a_new_file_is_read_and_a_file_that_went_is_forgotten() {
    let case = province();
    files_read(&case, &[]);
    let case =
        case.file("them.xlsx", &[("Sở Tư pháp", &under(HEAD_2, NOI_VU))]).without("695.xlsx");
    assert_eq!(files_read(&case, &[]), "them.xlsx=never_run\n");
    let clean = province().file("them.xlsx", &[("Sở Tư pháp", &under(HEAD_2, NOI_VU))]);
    same_as_clean(&case, &clean.without("695.xlsx"));
    let case = case.without("them.xlsx");
    assert_eq!(files_read(&case, &[]), "", "a file that went is no reason to read others");
    same_as_clean(&case, &province().without("695.xlsx"));
}

#[test]
fn a_file_that_replaced_another_gives_way_to_it_again_without_being_read() {
    let case = province();
    files_read(&case, &[]);
    let worse = under(HEAD_3, &LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5"));
    let case = case.file("692-bo-sung.xlsx", &[("Phụ lục 3", &worse)]);
    assert_eq!(files_read(&case, &[]), "692-bo-sung.xlsx=never_run\n");
    let case = case.without("692-bo-sung.xlsx");
    assert_eq!(files_read(&case, &[]), "");
    same_as_clean(&case, &province());
}

#[test]
fn white_space_and_comments_in_a_declaration_change_nothing() {
    let case = province();
    files_read(&case, &[]);
    let before = case.latest_id();
    let case = case
        .declare(
            "[[ranking]]\nid = \"districts\"",
            "# một ghi chú\n\n[[ranking]]\nid   =   \"districts\"",
        )
        .edit("pipelines/forms/phu-luc-3.toml", "[rows]", "\n# dòng\n[rows]");
    case.run(&[]).says_anything().exit(0);
    assert_eq!(case.latest_id(), before);
    assert_eq!(case.newest().record().run, before.unwrap(), "no second run was recorded");
}

/// A unit that a form names otherwise than the register.
const STRANGE: &str = "UBND xã Lộc Thàng";

fn strange() -> String {
    under(HEAD_3, &LOC_NINH.replace("xã Lộc Thành", "xã Lộc Thàng"))
}

#[test]
fn a_new_alias_reads_the_files_that_asked_for_it() {
    let with = |case: Case| case.file("692.xlsx", &[("Phụ lục 3", &strange())]);
    let alias =
        |case: Case| case.edit("pipelines/units.csv", "Xã Lộc Thành,", "Xã Lộc Thành,Xã Lộc Thàng");
    let case = with(province());
    files_read(&case, &[]);
    assert!(case.newest().record().gaps.iter().any(|gap| gap.contains(STRANGE)));
    let case = alias(case);
    assert_eq!(files_read(&case, &[]), "692.xlsx=declaration_changed\n");
    assert!(!case.newest().record().gaps.iter().any(|gap| gap.contains(STRANGE)));
    same_as_clean(&case, &alias(with(province())));
}

#[test]
fn an_alias_that_was_taken_away_reads_the_files_that_went_by_it() {
    let alias = "Xã Lộc Thành,Xã Lộc Thàng";
    let given = |case: Case| {
        let case = case.file("692.xlsx", &[("Phụ lục 3", &strange())]);
        case.edit("pipelines/units.csv", "Xã Lộc Thành,", alias)
    };
    let case = given(province());
    files_read(&case, &[]);
    let case = case.edit("pipelines/units.csv", alias, "Xã Lộc Thành,");
    assert_eq!(files_read(&case, &[]), "692.xlsx=declaration_changed\n");
    same_as_clean(&case, &province().file("692.xlsx", &[("Phụ lục 3", &strange())]));
}

#[test]
fn an_alias_that_comes_near_a_strange_name_reads_its_file() {
    // It is no name that the file holds, and a better suggestion than the one it was given.
    let alias = |case: Case| {
        case.edit(
            "pipelines/units.csv",
            "25297,commune,692,Xã Tân Tiến,",
            "25297,commune,692,Xã Tân Tiến,Xã Lộc Thang",
        )
    };
    let with = |case: Case| case.file("692.xlsx", &[("Phụ lục 3", &strange())]);
    let case = with(province());
    files_read(&case, &[]);
    let case = alias(case);
    assert_eq!(files_read(&case, &[]), "692.xlsx=declaration_changed\n");
    same_as_clean(&case, &alias(with(province())));
}

#[test]
fn an_alias_that_a_file_name_holds_reads_that_file() {
    let with =
        |case: Case| case.file("bao cao van phong.xlsx", &[("Sheet1", &under(HEAD_2, NOI_VU))]);
    let alias =
        |case: Case| case.edit("pipelines/units.csv", "Sở Tư pháp,", "Sở Tư pháp,Văn phòng");
    let case = with(province());
    files_read(&case, &[]);
    let case = alias(case);
    assert_eq!(files_read(&case, &[]), "bao cao van phong.xlsx=declaration_changed\n");
    same_as_clean(&case, &alias(with(province())));
}

#[test]
fn an_alias_that_nobody_uses_reads_nothing_and_publishes_nothing_else() {
    let case = province();
    files_read(&case, &[]);
    let artifacts = case.artifacts();
    let data = |artifacts: &[(String, tthc::store::Fingerprint)]| {
        let declared = |file: &str| file.starts_with("pipelines/") || file == "data/units.parquet";
        let kept = |file: &str| file != "SHA256SUMS" && !declared(file);
        artifacts.iter().filter(|(file, _)| kept(file)).cloned().collect::<Vec<_>>()
    };
    let case = case.edit("pipelines/units.csv", "Sở Tư pháp,", "Sở Tư pháp,Sở Gì đó");
    case.run(&["--quiet"])
        .exit(0)
        .reasons("ingest=declaration_changed validate=– measure=– rank=– publish=–");
    assert!(case.newest().record().stage(Stage::Ingest).unwrap().files.is_empty());
    assert_eq!(data(&case.artifacts()), data(&artifacts));
}

#[test]
fn another_register_or_form_reads_every_file() {
    let every = "692.xlsx=declaration_changed\n695.xlsx=declaration_changed\nso-noi-vu.xlsx=declaration_changed\n";
    for (file, from, to) in [
        ("pipelines/units.csv", "Xã Lộc Thành", "Xã Lộc Thành Đông"),
        (
            "pipelines/forms/phu-luc-3.toml",
            "sent-by = [\"district\"]",
            "sent-by = [\"district\", \"commune\"]",
        ),
    ] {
        let case = province();
        files_read(&case, &[]);
        let case = case.edit(file, from, to);
        assert_eq!(files_read(&case, &[]), every, "{file}");
        same_as_clean(&case, &province().edit(file, from, to));
    }
}

#[test]
fn what_only_checks_read_of_a_form_reads_no_file() {
    let case = province();
    files_read(&case, &[]);
    let case =
        case.edit("pipelines/forms/phu-luc-3.toml", "sent-by = [", "optional = true\nsent-by = [");
    case.run(&["--quiet"]).exit(0).reasons(
        "ingest=– validate=declaration_changed measure=– rank=– publish=declaration_changed",
    );
}

#[test]
fn kept_readings_that_were_edited_or_lost_are_read_anew() {
    let reasons = [(true, "output_changed"), (false, "output_missing")];
    let tables = ["read_lines/phu-luc-3", "columns", "texts", "names", "units", "read_findings"];
    for (table, (spoil, reason)) in tables.iter().flat_map(|table| reasons.map(|how| (table, how)))
    {
        let case = province();
        files_read(&case, &[]);
        let artifacts = case.artifacts();
        let path = case.latest().path().join(format!("data/{table}.parquet"));
        if spoil {
            std::fs::write(&path, "khác").unwrap();
        } else {
            std::fs::remove_file(&path).unwrap();
        }
        let every = ["692.xlsx", "695.xlsx", "so-noi-vu.xlsx"].map(|f| format!("{f}={reason}\n"));
        assert_eq!(files_read(&case, &[]), every.concat());
        assert_eq!(case.artifacts(), artifacts);
    }
}

#[test]
fn a_table_of_receipts_that_was_edited_is_no_new_one() {
    let table = |time: &str| format!("file,received_at\n692.xlsx,{time}\n").into_bytes();
    let case = province().bytes("received.csv", &table("2023-10-03 09:00"));
    assert!(files_read(&case, &[]).contains("received.csv=never_run"));
    let case = case.bytes("received.csv", &table("2023-10-04 09:00"));
    assert_eq!(files_read(&case, &[]), "received.csv=input_changed\n");
    same_as_clean(&case, &province().bytes("received.csv", &table("2023-10-04 09:00")));
}

#[test]
fn forced_and_named_reading_reads_every_file() {
    let every = "692.xlsx=asked\n695.xlsx=asked\nso-noi-vu.xlsx=asked\n";
    let case = province();
    files_read(&case, &[]);
    for arguments in [&["--force"][..], &["--from", "ingest"], &["--only", "ingest"]] {
        assert_eq!(files_read(&case, arguments), every, "{arguments:?}");
    }
}

/// What each stage worked on in a night, in words: `validate 692.xlsx=input_changed`.
#[track_caller]
fn worked_on(case: &Case, arguments: &[&str]) -> String {
    case.run(&[arguments, &["--quiet"]].concat()).exit(0);
    let mut told = String::new();
    for stage in case.newest().record().stages.iter().filter(|stage| stage.stage != Stage::Ingest) {
        for file in &stage.files {
            let reason = serde_json::to_value(file.reason).unwrap();
            let reason = reason.as_str().unwrap();
            let _ = writeln!(told, "{} {}={reason}", stage.stage.word(), file.file);
        }
    }
    told
}

/// Which files the newest run read, and why.
fn read_in(case: &Case) -> String {
    let newest = case.newest();
    let files = &newest.record().stage(Stage::Ingest).unwrap().files;
    files.iter().fold(String::new(), |mut told, file| {
        let reason = serde_json::to_value(file.reason).unwrap();
        let _ = writeln!(told, "{}={}", file.file, reason.as_str().unwrap());
        told
    })
}

/// Lộc Ninh with a total that does not add up, which goes back to it.
fn faulty(case: Case) -> Case {
    let wrong = LOC_NINH.replace("Tổng  | <<         | 35 ", "Tổng  | <<         | 36 ");
    case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &wrong))])
}

#[test]
fn a_stage_works_only_on_the_file_that_changed() {
    let case = province();
    assert_eq!(worked_on(&case, &[]), "publish phan-hoi/70.so-tu-phap-so-tu-phap.xlsx=never_run\n");
    let case = faulty(case);
    assert_eq!(worked_on(&case, &[]), "publish phan-hoi/692-huyen-loc-ninh.xlsx=never_run\n");
    assert_eq!(read_in(&case), "692.xlsx=input_changed\n");
    same_as_clean(&case, &faulty(province()));
    let worse = under(HEAD_3, &DONG_PHU.replace("30 |", "31 |"));
    let other = |case: Case| case.file("695.xlsx", &[("Phụ lục 3", &worse)]);
    let case = other(case);
    let told = worked_on(&case, &[]);
    assert!(!told.contains("692.xlsx"), "what goes back to Lộc Ninh is as it was: {told}");
    assert_eq!(read_in(&case), "695.xlsx=input_changed\n");
    same_as_clean(&case, &other(faulty(province())));
}

/// A file of the run before that was lost or edited is made again, and nothing else.
#[test]
fn a_form_that_was_lost_or_edited_is_made_again_alone() {
    let case = faulty(province());
    worked_on(&case, &[]);
    let clean = case.artifacts();
    let file = "phan-hoi/692-huyen-loc-ninh.xlsx";
    for reason in ["output_changed", "output_missing"] {
        let path = case.latest().path().join(file);
        std::fs::remove_file(&path).unwrap();
        if reason == "output_changed" {
            std::fs::write(&path, b"something else").unwrap();
        }
        assert_eq!(worked_on(&case, &[]), format!("publish {file}={reason}\n"));
        assert_eq!(case.artifacts(), clean, "{reason}");
    }
}

/// The first file that names a field decides how it is spelled, also in what is found in the others.
#[test]
fn a_file_that_spells_a_field_for_others_takes_the_spelling_with_it() {
    let spelled = |text: &str| under(HEAD_3, &text.replace("Chứng thực", "CHỨNG  THỰC"));
    let wrong = DONG_PHU.replace("Chứng thực", "chứng thực");
    let first = |case: Case| case.file("1.xlsx", &[("Phụ lục 3", &spelled(LOC_NINH))]);
    let base = || {
        province().without("692.xlsx").file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &wrong))])
    };
    let case = first(base());
    worked_on(&case, &[]);
    same_as_clean(&case, &first(base()));
    let case = case.without("1.xlsx");
    worked_on(&case, &[]);
    assert_eq!(read_in(&case), "", "no file is read for it");
    same_as_clean(&case, &base());
}

/// A figure that a policy leaves out is no longer counted, and no file is read for it.
#[test]
fn what_a_policy_leaves_out_is_added_up_again() {
    let leaves_out = |case: Case| {
        let policy = "[[check]]\ncode = \"F203\"\naction = \"leave-out-unit\"\n\n[[workbook]]";
        case.declare("[[workbook]]", policy)
    };
    let case = faulty(province());
    worked_on(&case, &[]);
    let case = leaves_out(case);
    worked_on(&case, &[]);
    assert_eq!(read_in(&case), "", "no file is read for it");
    same_as_clean(&case, &leaves_out(faulty(province())));
}
