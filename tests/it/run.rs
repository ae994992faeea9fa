//! What `tthc run` says and how it ends: data on stdout, messages on stderr, nothing at all under cron when all
//! is well.

use tthc::model::Lang;

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU, SURVEY};

/// Every form that is due, without a fault.
pub(crate) fn complete() -> Case {
    // Tân Phú resolved more files, which ask for more answers.
    let other = SURVEY
        .replace("UBND xã Lộc Thành", "UBND TT. Tân Phú")
        .replace("| 40  | 0  | 30 phiếu", "| 40  | 5  | 35 phiếu")
        .replace("35 phiếu (đạt 75%) | 10 phiếu (đạt 25%)", "35 | 10")
        .replace("| 70  | 5  | 50 |", "| 70  | 10 | 55 |");
    Case::new()
        .file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
        .file("so-nganh/so-tu-phap.xlsx", &[("Sở Tư pháp", &under(HEAD_2, NOI_VU))])
        .file(
            "cap-huyen/692.xlsx",
            &[("Phụ lục 3", &under(HEAD_3, LOC_NINH)), ("Phụ lục 5", &under(HEAD_5, SURVEY))],
        )
        .file(
            "cap-huyen/695.xlsx",
            &[("Phụ lục 3", &under(HEAD_3, DONG_PHU)), ("Phụ lục 5", &under(HEAD_5, &other))],
        )
}

/// The same with a total that is wrong: an error in the data, and nothing left out.
pub(crate) fn with_an_error() -> Case {
    let wrong = LOC_NINH.replace("| 100 | 45", "| 101 | 45");
    complete().file(
        "cap-huyen/692.xlsx",
        &[("Phụ lục 3", &under(HEAD_3, &wrong)), ("Phụ lục 5", &under(HEAD_5, SURVEY))],
    )
}

#[test]
fn complete_success_is_silent() {
    let case = complete();
    case.run(&[]).stdout("").stderr("").exit(0).finds("").submissions(
        "
        692 phu-luc-3 cap-huyen/692.xlsx accepted
        692 phu-luc-5 cap-huyen/692.xlsx accepted
        695 phu-luc-3 cap-huyen/695.xlsx accepted
        695 phu-luc-5 cap-huyen/695.xlsx accepted
        70.so-noi-vu phu-luc-2 so-nganh/so-noi-vu.xlsx accepted
        70.so-tu-phap phu-luc-2 so-nganh/so-tu-phap.xlsx accepted
        ",
    );
    assert!(case.latest().path().join("xep-hang.xlsx").is_file());
    assert!(case.latest().record().complete && case.latest().record().gaps.is_empty());
}

#[test]
fn leagues_are_ranked_apart() {
    let case = complete();
    let night = case.run(&[]).exit(0);
    let night = night.rankings(
        "departments",
        "
        1 70.so-noi-vu 127/130 tied
        1 70.so-tu-phap 127/130 tied
        ",
    );
    let night = night.rankings(
        "districts",
        "
        1 692 155/161
        2 695 128/150
        ",
    );
    night.rankings(
        "communes",
        "
        1 25297 36/36
        2 25294 34/35
        3 25363 48/50
        - 25380 20/20 below_minimum
        ",
    );
}

#[test]
fn what_is_missing_is_listed_on_stderr() {
    let case = complete().without("so-nganh/so-tu-phap.xlsx");
    case.run(&[])
        .stdout(
            "
            output/thu/2023-Q3/latest/xep-hang.xlsx
            output/thu/2023-Q3/latest/phan-hoi.xlsx
            ",
        )
        .stderr(
            "
            Xếp hạng thử – Quý III năm 2023: 3 tệp, 130 số liệu; 0 không dùng được, 1 lỗi, 0 cảnh báo, 0 ghi nhận
            kết quả chung: Tỷ lệ giải quyết đúng hạn 92,97% (tính từ 3 / 4 biểu phải gửi)
              không có trong kết quả: Phụ lục 2: Sở Tư pháp
            số liệu còn thiếu hoặc không tính được (1):
              F301 Sở Tư pháp chưa gửi Phụ lục 2 (Kết quả giải quyết thủ tục hành chính tại các sở, ban, ngành tỉnh) cho Quý III năm 2023
            tthc status pipelines/thu.toml
            ",
        )
        .exit(3)
        .rankings(
            "departments",
            "
            1 70.so-noi-vu 127/130
            - 70.so-tu-phap not_submitted
            ",
        );
}

#[test]
fn a_long_list_of_gaps_is_cut() {
    let line = |unit| format!("1 | Xã lạ {unit} | 1 | 0 | 1 | 0 | 0 | 0 | 0\n");
    let survey = (0..25).fold(SURVEY.to_owned(), |survey, unit| survey + &line(unit));
    let case =
        Case::district("phu-luc-5").file("692.xlsx", &[("Phụ lục 5", &under(HEAD_5, &survey))]);
    let night = case.run(&[]).says_anything().exit(3);
    assert_eq!(night.stderr.lines().filter(|line| line.starts_with("  F120 ")).count(), 18);
    assert!(
        night.stderr.contains("  … và 7 mục nữa, xem trang \"Phát hiện\"\n"),
        "{}",
        night.stderr
    );
}

#[test]
fn fail_on_moves_the_line_between_0_and_3() {
    let missing = complete().without("so-nganh/so-tu-phap.xlsx");
    let wrong = with_an_error();
    let right = complete();
    for (fail_on, codes) in
        [("never", [0, 0, 0]), ("gaps", [0, 0, 3]), ("error", [0, 3, 3]), ("warning", [0, 3, 3])]
    {
        for (case, code) in [&right, &wrong, &missing].into_iter().zip(codes) {
            case.run(&["--force", "--fail-on", fail_on]).says_anything().exit(code);
        }
    }
    for (key, code) in [("never", 0), ("gaps", 3), ("error", 3)] {
        let declared = complete().without("so-nganh/so-tu-phap.xlsx");
        let declared = declared.declare(
            "\n[[ranking]]\nid = \"dep",
            &format!("\nfail-on = \"{key}\"\n[[ranking]]\nid = \"dep"),
        );
        declared.run(&[]).says_anything().exit(code);
    }
}

#[test]
fn an_error_in_the_data_alone_is_no_gap() {
    with_an_error().run(&[]).exit(0);
}

#[test]
fn gaps_that_are_accepted_are_still_listed() {
    let case = complete().without("so-nganh/so-tu-phap.xlsx");
    let night = case.run(&["--fail-on", "never"]).says_anything().exit(0);
    assert!(night.stderr.contains("  F301 Sở Tư pháp"), "{}", night.stderr);
}

#[test]
fn quiet_says_nothing_but_why_it_ends_otherwise_than_well() {
    let case = complete().without("so-nganh/so-tu-phap.xlsx");
    case.run(&["--quiet", "--fail-on", "never"]).stdout("").stderr("").exit(0);
    let night = case.run(&["--quiet", "--force"]).says_anything().exit(3);
    assert_eq!(night.stdout, "");
    assert!(night.stderr.contains("  F301 Sở Tư pháp"), "{}", night.stderr);
    let night = case.declare("period", "perod").run(&["--quiet"]).says_anything().exit(2).stderr;
    assert!(night.starts_with("error: "), "{night}");
}

#[test]
fn json_is_one_object_with_a_version() {
    let case = complete().without("so-nganh/so-tu-phap.xlsx");
    let stdout = case.run(&["--json", "--quiet"]).says_anything().exit(3).stdout;
    let mut json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    // What these hold is tried in `headline` and `which`.
    let fields = json.as_object_mut().unwrap();
    let (headline, code) =
        (fields.remove("headline").unwrap(), fields.remove("data_code").unwrap());
    assert_eq!((&headline["forms_received"], code.as_str().unwrap().len()), (&5.into(), 8));
    let missing = serde_json::json!({
        "code": "F301",
        "severity": "error",
        "action": "left_out",
        "unit_id": "70.so-tu-phap",
        "unit": "Sở Tư pháp",
        "form": "phu-luc-2",
        "file": null,
        "sheet": null,
        "cell": null,
        "message": "Sở Tư pháp chưa gửi Phụ lục 2 (Kết quả giải quyết thủ tục hành chính tại các sở, ban, ngành tỉnh) cho Quý III năm 2023",
        "found": null,
        "expected": "Phụ lục 2",
        "compared": null,
    });
    let expected = serde_json::json!({
        "version": 2,
        "exit_code": 3,
        "pipeline": "thu",
        "period": "2023-Q3",
        "run": "[RUN]",
        "folder": "output/thu/2023-Q3/runs/[RUN]",
        "trial": false,
        "news": true,
        "workbooks": [
            "output/thu/2023-Q3/latest/xep-hang.xlsx",
            "output/thu/2023-Q3/latest/phan-hoi.xlsx",
        ],
        "returned": ["output/thu/2023-Q3/latest/phan-hoi/70.so-tu-phap-so-tu-phap.xlsx"],
        "counts": {
            "files": 3, "observations": 130, "gaps": 1,
            "notes": 0, "warnings": 0, "errors": 1, "blocking": 0,
        },
        "findings": [missing],
        "gaps": [missing],
        "deliveries": [],
        "removed": [],
        "warnings": [],
        "held_back": null,
        "message": null,
    });
    assert_eq!(json, expected);
}

#[test]
fn json_of_a_failure_has_the_error_and_the_code() {
    let case = complete().declare("../inbox", "../none");
    let stdout = case.run(&["--json"]).says_anything().exit(2).stdout;
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((&json["version"], &json["exit_code"]), (&2.into(), &2.into()));
    let error = &json["error"];
    assert_eq!(error["code"], "no_inbox");
    assert!(error["message"].as_str().unwrap().contains("inbox"), "{json}");
    assert!(error["next"].as_str().unwrap().starts_with("tthc run "), "{json}");
}

#[test]
fn a_pipeline_is_found_by_its_name_or_its_path() {
    let case = complete();
    case.tthc(&["run", "thu"]).exit(0);
    case.tthc(&["run", PIPELINE]).exit(0);
    case.tthc(&["run", "./pipelines/thu.toml"]).exit(0);
    let night = case.tthc(&["run", "thi"]).says_anything().exit(2).stderr;
    assert!(night.starts_with("error: pipelines/thi.toml: tệp không tồn tại"), "{night}");
}

#[test]
fn folders_of_the_command_line_win() {
    let case = complete();
    case.run(&[
        "--inbox",
        "inbox/so-nganh",
        "--output",
        "else",
        "--period",
        "2023-Q4",
        "--publish",
    ])
    .says_anything()
    .exit(3);
    assert!(case.path("else/thu/2023-Q4/latest/xep-hang.xlsx").is_file());
    assert!(!case.path("output").exists());
}

#[test]
fn help_lists_the_exit_codes() {
    let case = Case::new();
    let calls = [&["--help"][..], &["run", "--help"]];
    let all = calls.into_iter().flat_map(|call| Lang::ALL.map(|lang| (call, lang)));
    for (arguments, lang) in all {
        let call = case.tthc(arguments).env("TTHC_LANG", lang.word());
        let help = call.says_anything().exit(0).stdout;
        for exit in tthc::model::Exit::ALL {
            let line = format!("  {:>3}  {}", exit.code(), exit.sentence_in(lang));
            assert!(
                help.lines().any(|found| found == line),
                "{arguments:?} lacks `{line}`:\n{help}"
            );
        }
    }
    let version = case.tthc(&["--version"]).says_anything().exit(0).stdout;
    assert!(version.starts_with("tthc "), "{version}");
}

#[test]
fn a_run_leaves_nothing_unfinished_behind() {
    let case = complete();
    case.run(&[]).exit(0);
    case.run(&["--force"]).exit(0);
    let names = |folder: &str| {
        let entries = std::fs::read_dir(case.path(folder)).unwrap().flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(names("output/thu/2023-Q3"), [".lock", "latest", "runs"]);
    assert_eq!(names("output/thu/2023-Q3/runs").len(), 2);
    assert_eq!(
        names("output/thu/2023-Q3/latest"),
        [
            "SHA256SUMS",
            "data",
            "log.jsonl",
            "phan-hoi.xlsx",
            "pipelines",
            "run.json",
            "xep-hang.xlsx"
        ]
    );
}
