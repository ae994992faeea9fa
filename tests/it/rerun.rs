//! Running again: what is done again and why, and that it makes no difference how a result came about.

#![expect(
    clippy::disallowed_methods,
    reason = "some tests spoil files of a temporary folder by hand"
)]

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::Command;

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

const METRICS: &str = "metrics = \"metrics.toml\"\n";
const MILDER: &str = "\n[[check]]\ncode = \"F301\"\nseverity = \"warning\"\n";

const MINIMUM: &str = "minimum-denominator = 30";

fn loc_ninh() -> String {
    under(HEAD_3, LOC_NINH)
}

/// Both districts and one department; Phụ lục 5 is not known.
fn province() -> Case {
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"")
        .file("692.xlsx", &[("Phụ lục 3", &loc_ninh())])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

/// A run that is to end with 0, whatever it says.
#[track_caller]
fn run(case: &Case, arguments: &[&str]) {
    case.run(&[arguments, &["--quiet"]].concat()).exit(0);
}

fn id(case: &Case) -> String {
    case.latest().record().run.clone()
}

#[test]
fn a_second_run_does_nothing() {
    let case = Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &loc_ninh())]);
    case.run(&[]).exit(0).reasons(
        "ingest=never_run validate=never_run measure=never_run rank=never_run publish=never_run",
    );
    let (latest, record) =
        (id(&case), std::fs::read(case.latest().path().join("run.json")).unwrap());
    case.run(&[]).stdout("").stderr("").exit(0);
    assert_eq!(id(&case), latest);
    assert_eq!(case.newest().record().run, latest, "no second run was recorded");
    assert_eq!(std::fs::read(case.latest().path().join("run.json")).unwrap(), record);
}

#[test]
fn forced_runs_give_the_same_bytes() {
    let case = province();
    run(&case, &[]);
    let (first, artifacts) = (id(&case), case.artifacts());
    assert!(artifacts.len() >= 11, "{}", artifacts.len());
    case.run(&["--quiet", "--force"])
        .exit(0)
        .reasons("ingest=asked validate=asked measure=asked rank=asked publish=asked");
    assert_ne!(id(&case), first);
    assert_eq!(case.artifacts(), artifacts);
}

#[test]
fn two_folders_give_the_same_bytes() {
    let (one, other) = (province(), province());
    run(&one, &[]);
    run(&other, &[]);
    assert_eq!(one.artifacts(), other.artifacts());
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let case = province();
    run(&case, &["--jobs", "1"]);
    let artifacts = case.artifacts();
    run(&case, &["--jobs", "2", "--force"]);
    assert_eq!(case.artifacts(), artifacts, "--jobs 2");
    run(&case, &["--jobs", "7", "--force"]);
    assert_eq!(case.artifacts(), artifacts, "--jobs 7");
    for threads in ["1", "3"] {
        let call = case.run(&["--quiet", "--force"]).env("RAYON_NUM_THREADS", threads);
        call.env("POLARS_MAX_THREADS", threads).exit(0);
        assert_eq!(case.artifacts(), artifacts, "{threads} threads");
    }
}

#[test]
fn outputs_that_did_not_change_are_hard_links() {
    let case = province();
    run(&case, &[]);
    let before = case.latest();
    run(&case, &["--force"]);
    let after = case.latest();
    assert_ne!(before.path(), after.path());
    let inode = |run: &Path, file: &str| std::fs::metadata(run.join(file)).unwrap().ino();
    for output in after.record().outputs() {
        let file = output.file.as_str();
        assert_eq!(inode(before.path(), file), inode(after.path(), file), "{file}");
    }
}

#[test]
fn sums_are_accepted_by_sha256sum() {
    let case = province();
    run(&case, &[]);
    let mut sum = Command::new("sha256sum");
    sum.args(["--check", "--strict", "--quiet", "SHA256SUMS"]).current_dir(case.latest().path());
    let output = sum.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sums = std::fs::read_to_string(case.latest().path().join("SHA256SUMS")).unwrap();
    let mut listed: Vec<&str> = sums.lines().map(|line| &line[66..]).collect();
    assert!(listed.is_sorted(), "{listed:?}");
    let mut outputs: Vec<String> = case.artifacts().into_iter().map(|(file, _)| file).collect();
    outputs.retain(|file| file != "SHA256SUMS");
    outputs.sort();
    listed.sort_unstable();
    assert_eq!(listed, outputs);
}

#[test]
fn a_new_file_is_read_and_everything_after_it_done_again() {
    let case = province();
    run(&case, &[]);
    let case = case.file("so-tu-phap.xlsx", &[("Sở Tư pháp", &under(HEAD_2, NOI_VU))]);
    case.run(&["--quiet"])
        .exit(0)
        .reasons("ingest=input_changed validate=input_changed measure=input_changed rank=input_changed publish=input_changed");
}

#[test]
fn a_file_that_brings_nothing_new_ends_before_the_ranking() {
    let case = province();
    run(&case, &[]);
    let case = case.bytes("b.pdf", b"%PDF-1.7");
    case.run(&["--quiet"])
        .exit(0)
        .reasons("ingest=input_changed validate=input_changed measure=input_changed rank=– publish=input_changed");
}

#[test]
fn a_changed_title_is_published_without_counting_again() {
    let case = province();
    run(&case, &[]);
    let case =
        case.declare("title = \"Xếp hạng thử\"\nagency", "title = \"Bảng xếp hạng\"\nagency");
    case.run(&["--quiet"])
        .exit(0)
        .reasons("ingest=– validate=– measure=– rank=– publish=declaration_changed");
}

#[test]
fn a_changed_title_of_a_ranking_publishes_alone() {
    let case = province();
    run(&case, &[]);
    let data = |case: &Case| {
        let artifacts = case.artifacts().into_iter();
        let made_before = |file: &str| file.starts_with("data/");
        artifacts.filter(|(file, _)| made_before(file)).collect::<Vec<_>>()
    };
    let before = data(&case);
    let case = case.declare("Xếp hạng UBND cấp xã", "Xếp hạng UBND xã, phường, thị trấn");
    case.run(&["--quiet"])
        .exit(0)
        .reasons("ingest=– validate=– measure=– rank=– publish=declaration_changed");
    assert_eq!(data(&case), before, "only what is published differs");
}

#[test]
fn a_changed_minimum_ranks_again() {
    let case = province();
    run(&case, &[]);
    let case = case.declare(MINIMUM, "minimum-denominator = 10");
    case.run(&["--quiet"])
        .exit(0)
        .reasons(
            "ingest=– validate=– measure=– rank=declaration_changed publish=declaration_changed",
        )
        .rankings(
            "communes",
            "
            1 25297 36/36 tied
            1 25380 20/20 tied
            3 25294 34/35
            4 25363 48/50
            ",
        );
}

#[test]
fn from_a_stage_on_everything_is_done_again() {
    let case = province();
    run(&case, &[]);
    let artifacts = case.artifacts();
    for (stage, reasons) in [
        ("ingest", "ingest=asked validate=asked measure=asked rank=asked publish=asked"),
        ("validate", "ingest=– validate=asked measure=asked rank=asked publish=asked"),
        ("measure", "ingest=– validate=– measure=asked rank=asked publish=asked"),
        ("rank", "ingest=– validate=– measure=– rank=asked publish=asked"),
        ("publish", "ingest=– validate=– measure=– rank=– publish=asked"),
    ] {
        case.run(&["--quiet", "--from", stage]).exit(0).reasons(reasons);
        assert_eq!(case.artifacts(), artifacts, "--from {stage}");
    }
}

#[test]
fn one_stage_alone_that_changes_nothing_leaves_a_complete_run() {
    let case = province();
    run(&case, &[]);
    let artifacts = case.artifacts();
    for stage in ["ingest", "validate", "measure", "rank", "publish"] {
        let before = id(&case);
        run(&case, &["--only", stage]);
        assert_ne!(id(&case), before, "--only {stage}");
        assert_eq!(case.artifacts(), artifacts, "--only {stage}");
    }
}

#[test]
fn one_stage_alone_leaves_later_ones_behind_until_the_next_run() {
    let case = province();
    run(&case, &[]);
    let before = id(&case);
    let case = case.declare(METRICS, &format!("{METRICS}{MILDER}"));
    case.run(&["--quiet", "--only", "validate", "--period", "2023-Q3"])
        .stderr(
            "
            Xếp hạng thử – Quý III năm 2023: 3 tệp, 88 số liệu; 0 không dùng được, 0 lỗi, 1 cảnh báo, 0 ghi nhận
            số liệu còn thiếu hoặc không tính được (1):
              F301 Sở Tư pháp chưa gửi Phụ lục 2 (Kết quả giải quyết thủ tục hành chính tại các sở, ban, ngành tỉnh) cho Quý III năm 2023
            các bước sau bước vừa chạy đã cũ; chạy tiếp bằng:
            tthc run pipelines/thu.toml --period 2023-Q3
            ",
        )
        .exit(5)
        .reasons("ingest=– validate=asked measure=– rank=– publish=–");
    assert_eq!(id(&case), before, "an incomplete run is not the latest");
    case.run(&["--quiet"]).exit(0).reasons(
        "ingest=– validate=– measure=input_changed rank=input_changed publish=input_changed",
    );
    assert_eq!(id(&case), case.newest().record().run);
}

#[test]
fn an_artifact_edited_by_hand_is_made_again() {
    for (file, reasons) in [
        (
            // What was read and what counts of it are one file where nothing is left out.
            "data/read_lines/phu-luc-3.parquet",
            "ingest=output_changed validate=output_changed measure=– rank=– publish=–",
        ),
        ("data/findings.parquet", "ingest=– validate=output_changed measure=– rank=– publish=–"),
        ("data/metrics.parquet", "ingest=– validate=– measure=output_changed rank=– publish=–"),
        ("data/rankings.parquet", "ingest=– validate=– measure=– rank=output_changed publish=–"),
        ("xep-hang.xlsx", "ingest=– validate=– measure=– rank=– publish=output_changed"),
    ] {
        let case = province();
        run(&case, &[]);
        let artifacts = case.artifacts();
        std::fs::write(case.latest().path().join(file), "edited").unwrap();
        case.run(&["--quiet"]).exit(0).reasons(reasons);
        assert_eq!(case.artifacts(), artifacts, "{file}");
    }
}

#[test]
fn an_artifact_deleted_by_hand_is_made_again() {
    let case = province();
    run(&case, &[]);
    let artifacts = case.artifacts();
    for file in ["data/read_lines/phu-luc-3.parquet", "xep-hang.xlsx"] {
        std::fs::remove_file(case.latest().path().join(file)).unwrap();
    }
    case.run(&["--quiet"])
        .exit(0)
        .reasons("ingest=output_missing validate=– measure=– rank=– publish=output_missing");
    assert_eq!(case.artifacts(), artifacts);
}

#[test]
fn places_of_the_period_before_are_shown() {
    let case = province();
    let case = case.declare("inbox = \"../inbox\"", "inbox = \"../inbox/{period}\"");
    let better = under(HEAD_3, &DONG_PHU.replace("80 | 60 | 20", "80 | 80 | 0"));
    let case = case
        .file("2023q3/692.xlsx", &[("Phụ lục 3", &loc_ninh())])
        .file("2023q3/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("2023q2/692.xlsx", &[("Phụ lục 3", &loc_ninh())])
        .file("2023q2/695.xlsx", &[("Phụ lục 3", &better)]);
    let alone = "1 692 155/161\n2 695 128/150";
    run(&case, &[]);
    case.run(&["--quiet", "--force"]).exit(0).rankings("districts", alone);
    run(&case, &["--period", "2023-Q2"]);
    case.run(&["--quiet"])
        .exit(0)
        .reasons("ingest=– validate=input_changed measure=input_changed rank=input_changed publish=input_changed")
        .rankings(
            "districts",
            "
            1 692 155/161 before 2
            2 695 128/150 before 1
            ",
        );
}

#[test]
fn what_is_stored_is_a_function_of_the_content_of_the_inbox() {
    let case = province();
    run(&case, &[]);
    let (before, artifacts) = (id(&case), case.artifacts());
    let same = std::fs::read(case.path("inbox/692.xlsx")).unwrap();
    let case = case.without("692.xlsx").bytes("692.xlsx", &same);
    run(&case, &[]);
    assert_eq!(id(&case), before, "a file that was copied anew is not a new file");
    run(&case, &["--force"]);
    assert_eq!(case.artifacts(), artifacts);
}

/// What reading kept of a file points to units and forms by their places; a stage that is rerun alone after those have
/// moved goes by their ids.
#[test]
fn a_later_stage_goes_on_by_ids_where_the_declaration_has_moved() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let units = "pipelines/units.csv";
    let first = std::fs::read_to_string(case.path(units)).unwrap();
    let header = first.lines().next().unwrap().to_owned();
    let moved = [
        (units, format!("{header}\n"), format!("{header}\n70.so-moi,department,70,Sở Mới,\n")),
        (
            PIPELINE,
            "\"forms/phu-luc-2.toml\", \"forms/phu-luc-3.toml\"".to_owned(),
            "\"forms/phu-luc-3.toml\"".to_owned(),
        ),
    ];
    let as_before = "
        own 70.so-noi-vu 127/130
        own 692 85/90
        own 25294 34/35
        own 25297 36/36
        own 695 60/80
        own 25363 48/50
        own 25380 20/20
        total 70 410/441
        total 692 155/161
        total 695 128/150
        ";
    for (file, from, to) in moved {
        let before = std::fs::read_to_string(case.path(file)).unwrap();
        std::fs::write(case.path(file), before.replace(&from, &to)).unwrap();
        assert_ne!(before, before.replace(&from, &to), "{file} does not hold `{from}`");
        // A department that has not sent its form is missing in the province, if the form is still asked for.
        let asked = file == units;
        let expected = if asked {
            as_before.replace("total 70 410/441", "total 70 410/441 incomplete")
        } else {
            as_before.to_owned()
        };
        for stage in ["validate", "measure"] {
            case.run(&["--quiet", "--from", stage]).exit(0).metrics("on_time_rate", &expected);
        }
        std::fs::write(case.path(file), before).unwrap();
    }
}
