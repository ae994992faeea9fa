//! What an analyst does between two nights: foresees a run, tries again what failed, sets keys for one run.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(
    clippy::disallowed_methods,
    reason = "some tests change files of a temporary folder by hand"
)]

use std::os::unix::fs::symlink;

use tthc::model::Stage;

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

const PLAN: [&str; 2] = ["plan", "pipelines/thu.toml"];
const RETRY: [&str; 3] = ["retry", "pipelines/thu.toml", "--quiet"];

fn province() -> Case {
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

fn worse() -> String {
    under(HEAD_3, &LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5"))
}

/// Names of all files of a folder, so that it can be seen that nothing came or went.
fn everything(case: &Case) -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![case.path("output")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            }
            names.push(entry.path().display().to_string());
        }
    }
    names.sort();
    names
}

#[test]
fn a_plan_names_the_reason_for_each_stage_and_file() {
    let case = province();
    case.tthc(&PLAN)
        .stdout(
            "
            Xếp hạng thử – Quý III năm 2023
              ingest    đọc          chạy: chưa chạy lần nào
              validate  kiểm tra     chạy: chưa chạy lần nào
              measure   tính tỷ lệ   chạy: chưa chạy lần nào
              rank      xếp hạng     chạy: chưa chạy lần nào
              publish   xuất bản     chạy: chưa chạy lần nào
            tệp phải đọc: 3; giữ từ lượt trước: 0
              692.xlsx: chưa chạy lần nào
              695.xlsx: chưa chạy lần nào
              so-noi-vu.xlsx: chưa chạy lần nào
            ",
        )
        .exit(0);
    assert_eq!(everything(&case), Vec::<String>::new(), "a plan makes nothing");
    case.run(&["--quiet"]).exit(0);
    let before = everything(&case);
    case.tthc(&PLAN)
        .stdout(
            "
            Xếp hạng thử – Quý III năm 2023
            không có gì mới; không bước nào phải chạy
            ",
        )
        .exit(0);
    let case = case.file("692.xlsx", &[("Phụ lục 3", &worse())]).without("695.xlsx");
    case.tthc(&PLAN)
        .stdout(
            "
            Xếp hạng thử – Quý III năm 2023
              ingest    đọc          chạy: dữ liệu vào thay đổi
              validate  kiểm tra     chạy nếu kết quả các bước trước khác đi
              measure   tính tỷ lệ   chạy nếu kết quả các bước trước khác đi
              rank      xếp hạng     chạy nếu kết quả các bước trước khác đi
              publish   xuất bản     chạy: dữ liệu vào thay đổi
            tệp phải đọc: 1; giữ từ lượt trước: 1
              692.xlsx: dữ liệu vào thay đổi
              695.xlsx: không còn trong inbox
            ",
        )
        .exit(0);
    assert_eq!(everything(&case), before);
}

#[test]
fn a_plan_of_some_stages_tells_what_goes_out_of_date() {
    let case = province();
    case.tthc(&["plan", "pipelines/thu.toml", "--only", "rank"])
        .stderr(
            "
            error: chưa có lượt chạy nào để chạy tiếp từ bước `ingest`
            hint: chạy đủ các bước một lần, không có --from và --only
            tthc plan pipelines/thu.toml --only rank
            ",
        )
        .exit(2);
    case.run(&["--quiet"]).exit(0);
    case.tthc(&["plan", "pipelines/thu.toml", "--only", "validate"])
        .stdout(
            "
            Xếp hạng thử – Quý III năm 2023
              ingest    đọc          giữ nguyên
              validate  kiểm tra     chạy: được yêu cầu
              measure   tính tỷ lệ   không chạy, kết quả cũ đi; chạy tiếp bằng --from measure
              rank      xếp hạng     không chạy, kết quả cũ đi; chạy tiếp bằng --from rank
              publish   xuất bản     không chạy, kết quả cũ đi; chạy tiếp bằng --from publish
            tệp phải đọc: 0; giữ từ lượt trước: 3
            ",
        )
        .exit(0);
}

/// What a plan says of the stages is what the run then does, whatever changed.
#[test]
fn a_run_does_what_its_plan_said() {
    type Change = fn(Case) -> Case;
    let changes: [Change; 6] = [
        |case| case.file("692.xlsx", &[("Phụ lục 3", &worse())]),
        |case| case.declare("minimum-denominator = 30", "minimum-denominator = 10"),
        |case| case.declare("title = \"Xếp hạng thử\"\nagency", "title = \"Bảng\"\nagency"),
        |case| case.edit("pipelines/units.csv", "Sở Tư pháp,", "Sở Tư pháp,Sở Gì đó"),
        |case| case.without("so-noi-vu.xlsx"),
        |case| case,
    ];
    let mut case = province();
    case.run(&["--quiet"]).exit(0);
    for (index, change) in changes.into_iter().enumerate() {
        case = change(case);
        let plan = case.tthc(&["plan", "pipelines/thu.toml", "--json"]).says_anything().exit(0);
        let plan: serde_json::Value = serde_json::from_str(&plan.stdout).unwrap();
        let before = case.newest().record().run.clone();
        case.run(&["--quiet"]).exit(0);
        let newest = case.newest();
        let record = newest.record();
        assert_eq!(plan["nothing"] == true, record.run == before, "change {index}: {plan}");
        if record.run == before {
            continue;
        }
        for stage in plan["stages"].as_array().unwrap() {
            let name = Stage::parse(stage["stage"].as_str().unwrap()).unwrap();
            let ran = record.stage(name).unwrap().reason;
            let ran = serde_json::to_value(ran).unwrap();
            match stage["verdict"].as_str().unwrap() {
                "runs" => assert_eq!(stage["reason"], ran, "change {index}: {stage}"),
                "holds" => assert!(ran.is_null(), "change {index}: {stage}"),
                "follows" => assert!(ran.is_null() || ran == "input_changed", "{index}: {stage}"),
                other => panic!("change {index}: {other}"),
            }
        }
        let read = serde_json::to_value(&record.stage(Stage::Ingest).unwrap().files).unwrap();
        assert_eq!(plan["reads"], read, "change {index}");
    }
}

/// A file that cannot be read: it points to nothing.
fn broken(case: Case) -> Case {
    symlink(case.path("elsewhere.xlsx"), case.path("inbox/695.xlsx")).unwrap();
    case
}

#[test]
fn a_retry_reads_again_what_could_not_be_read_and_nothing_else() {
    let case = broken(province().without("695.xlsx"));
    case.run(&["--quiet"]).exit(0);
    case.tthc(&RETRY).exit(0).reasons("ingest=asked validate=– measure=– rank=– publish=–");
    // It can be read now; another file has changed, which is a matter of the next night.
    std::fs::write(
        case.path("elsewhere.xlsx"),
        crate::grid::xlsx(&[("Phụ lục 3", &under(HEAD_3, DONG_PHU))]),
    )
    .unwrap();
    let case = case.file("692.xlsx", &[("Phụ lục 3", &worse())]);
    case.tthc(&RETRY).exit(0);
    let newest = case.newest();
    let files = &newest.record().stage(Stage::Ingest).unwrap().files;
    let files: Vec<&str> = files.iter().map(|read| read.file.as_str()).collect();
    assert_eq!(files, ["695.xlsx"]);
    assert_eq!(case.artifacts(), {
        let clean = province();
        clean.run(&["--quiet"]).exit(0);
        clean.artifacts()
    });
    case.run(&["--quiet"]).exit(0);
    assert_eq!(case.artifacts(), {
        let clean = province().file("692.xlsx", &[("Phụ lục 3", &worse())]);
        clean.run(&["--quiet"]).exit(0);
        clean.artifacts()
    });
}

#[test]
fn a_retry_of_a_good_run_does_nothing_and_says_so() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let before = case.newest().record().run.clone();
    let night = case.tthc(&["retry", "pipelines/thu.toml"]).says_anything().exit(0);
    assert!(night.stderr.contains("không có gì hỏng"), "{}", night.stderr);
    assert_eq!(case.newest().record().run, before);
}

#[test]
fn keys_can_be_set_for_one_run_and_are_recorded() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let artifacts = case.artifacts();
    let lax = "ranking.communes.minimum-denominator=10";
    case.run(&["--quiet", "--set", lax, "--set", "title=Thử xem sao"])
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
    let newest = case.newest();
    assert_eq!(newest.record().asked.set, [lax, "title=Thử xem sao"]);
    assert_eq!(newest.record().asked.stages, "all");
    case.run(&["--quiet"]).exit(0);
    assert_eq!(case.artifacts(), artifacts, "the next run goes by the file again");
}

#[test]
fn a_retry_keeps_the_keys_and_folders_of_the_run() {
    let case = province();
    let case = broken(case.without("695.xlsx"));
    std::fs::rename(case.path("inbox"), case.path("hop-thu")).unwrap();
    let lax = "ranking.communes.minimum-denominator=10";
    case.run(&["--quiet", "--inbox", "hop-thu", "--set", lax]).exit(0);
    case.tthc(&RETRY).exit(0);
    let newest = case.newest();
    let asked = &newest.record().asked;
    assert_eq!((asked.stages.as_str(), asked.set.as_slice()), ("retry", &[lax.to_owned()][..]));
    assert_eq!(asked.inbox.as_deref(), Some(case.path("hop-thu").as_path()));
}

#[test]
fn what_is_wrong_in_a_key_that_is_set_is_told() {
    let case = province();
    case.run(&["--set", "ranking.comunes.minimum-denominator=10"])
        .stderr(
            "
            error: --set ranking.comunes.minimum-denominator=10: ranking.comunes: mục lạ, cần một trong departments, districts, communes
            hint: có phải là `communes`?
            tthc run pipelines/thu.toml --set 'ranking.comunes.minimum-denominator=10'
            ",
        )
        .exit(2);
    let third = ["--quiet", "--set", "ranking.3.minimum-denominator=10"];
    case.run(&third).exit(0).rankings(
        "communes",
        "
        1 25297 36/36 tied
        1 25380 20/20 tied
        3 25294 34/35
        4 25363 48/50
        ",
    );
    let night = case.run(&["--set", "fail-onn=gaps", "--lang", "en"]).says_anything().exit(2);
    assert!(night.stderr.contains("fail-onn: found an unknown key"), "{}", night.stderr);
    let night = case.run(&["--set", "period=quý 3"]).says_anything().exit(2);
    assert!(night.stderr.contains("period: `quý 3`, cần một kỳ"), "{}", night.stderr);
    case.run(&["--set", "fail-on"]).says_anything().exit(2);
}

#[test]
fn a_bundle_of_a_run_with_set_keys_brings_them_along() {
    let case = province();
    case.run(&["--quiet", "--set", "title=Thử 'xem'", "--publish"]).exit(0);
    let artifacts = case.artifacts();
    case.tthc(&["bundle", "pipelines/thu.toml", "-o", "goi.zip"]).says_anything().exit(0);
    let zip = std::fs::File::open(case.path("goi.zip")).unwrap();
    zip::ZipArchive::new(zip).unwrap().extract(case.path("goi")).unwrap();
    let top = std::fs::read_dir(case.path("goi")).unwrap().next().unwrap().unwrap().path();
    let page = std::fs::read_to_string(top.join("DOC-TRUOC.txt")).unwrap();
    let line = page.lines().find(|line| line.trim_start().starts_with("tthc run")).unwrap();
    let line = line.trim().replacen("tthc", env!("CARGO_BIN_EXE_tthc"), 1) + " --quiet";
    let ended = std::process::Command::new("sh").args(["-c", &line]).current_dir(&top).status();
    assert!(ended.unwrap().success(), "{line}");
    for (file, print) in artifacts {
        let made = std::fs::read(top.join("output/thu/2023-Q3/latest").join(&file)).unwrap();
        assert_eq!(tthc::store::Fingerprint::of_bytes(&made), print, "{file}");
    }
}

#[test]
fn an_older_period_is_run_beside_the_newer_one() {
    let case = province().declare("inbox = \"../inbox\"", "inbox = \"../inbox/{period}\"");
    let case = ["692.xlsx", "695.xlsx", "so-noi-vu.xlsx"].into_iter().fold(case, |case, file| {
        let bytes = std::fs::read(case.path("inbox").join(file)).unwrap();
        case.bytes(&format!("2023q3/{file}"), &bytes).bytes(&format!("2022q4/{file}"), &bytes)
    });
    case.run(&["--quiet"]).exit(0);
    let newer = case.artifacts();
    case.run(&["--quiet", "--period", "2022-Q4"]).exit(0);
    assert_eq!(case.artifacts(), newer, "a rerun of another period leaves this one alone");
    assert!(case.path("output/thu/2022-Q4/latest/xep-hang.xlsx").exists());
}

#[test]
fn a_rerun_keeps_the_state_it_went_on_from() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let first = case.latest();
    for arguments in [&["--force"][..], &["--from", "rank"], &["--only", "publish"]] {
        case.run(&[arguments, &["--quiet"]].concat()).exit(0);
        for output in first.record().outputs() {
            assert_eq!(first.verify(output), tthc::store::Verified::Whole, "{}", output.file);
        }
    }
    assert_eq!(case.runs().last(9).unwrap().len(), 4);
}
