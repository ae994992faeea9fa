//! Issue 15: the code at the foot of every published sheet, and the runs it leads back to.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use std::path::Path;

use serde_json::Value;
use tthc::model::DataCode;
use zip::ZipArchive;

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

/// Both districts, of which each has something wrong, and one department of two.
fn province() -> Case {
    let wrong = |text: &str| text.replacen("| 90 |", "| 91 |", 1);
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"\nreturn-forms = \"note\"")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &wrong(LOC_NINH)))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

#[track_caller]
fn run(case: &Case, arguments: &[&str]) {
    case.run(&[arguments, &["--quiet"]].concat()).says_anything().exit(0);
}

/// The code at the foot of every sheet of a workbook; each has to bear one, and all the same.
#[track_caller]
fn code_of(path: &Path) -> String {
    let mut zip = ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let (mut codes, mut sheets) = (BTreeSet::new(), 0);
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        if !part.name().unwrap().starts_with("xl/worksheets/sheet") {
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let foot = text.split("<oddFooter>").nth(1).unwrap();
        let code = foot.split("Mã số liệu ").nth(1).unwrap();
        codes.insert(code.chars().take_while(char::is_ascii_alphanumeric).collect::<String>());
        sheets += 1;
    }
    assert!(sheets > 0 && codes.len() == 1, "{}: {codes:?}", path.display());
    let code = codes.pop_first().unwrap();
    assert!(DataCode::parse(&code).is_some(), "{code}");
    code
}

/// Period, run and files of each run that a code leads to.
#[track_caller]
fn found(case: &Case, code: &str, arguments: &[&str]) -> Vec<(String, Vec<String>)> {
    let night =
        case.tthc(&[&["which", code, "--json"], arguments].concat()).says_anything().exit(0);
    let all: Value = serde_json::from_str(&night.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let runs = all["matches"].as_array().unwrap().iter();
    let files = |run: &Value| run["files"].as_array().unwrap().iter().map(text).collect();
    runs.map(|run| (format!("{}/{}", text(&run["pipeline"]), text(&run["period"])), files(run)))
        .collect()
}

#[test]
fn every_published_sheet_bears_a_code_that_leads_to_its_run() {
    let case = province();
    run(&case, &[]);
    let latest = case.latest();
    let publish = latest.record().stage(tthc::model::Stage::Publish).unwrap();
    let files: Vec<&str> = publish.outputs.iter().map(|output| output.file.as_str()).collect();
    assert!(files.iter().filter(|file| file.starts_with("phan-hoi/")).count() >= 1, "{files:?}");
    let code = code_of(&latest.path().join("xep-hang.xlsx"));
    let home = "thu/2023-Q3".to_owned();
    for file in &files {
        let of_file = code_of(&latest.path().join(file));
        let alone = file.starts_with("phan-hoi/");
        let expected = if alone { vec![*file] } else { vec!["xep-hang.xlsx", "phan-hoi.xlsx"] };
        let expected = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(found(&case, &of_file, &["thu"]), [(home.clone(), expected)], "{file}");
    }
    let small = format!("{}-{}", &code[..4], &code[4..]).to_lowercase();
    let said = case.tthc(&["which", &small]).says_anything().exit(0).stdout;
    assert_eq!(
        said,
        "output/thu/2023-Q3/runs/[RUN]  xep-hang.xlsx, phan-hoi.xlsx  (đang xuất bản)\n"
    );
    // What was not published bears none.
    case.tthc(&["export", "metrics", "thu", "-o", "so.xlsx"]).exit(0);
    let bytes = std::fs::read(case.path("so.xlsx")).unwrap();
    let mut sheet = String::new();
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    zip.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert!(sheet.contains("oddFooter") && !sheet.contains("Mã số liệu"), "{sheet}");
}

/// The code is of inputs and declaration, not of the time or the place at which a run was made.
#[test]
fn the_same_data_have_the_same_code_anywhere_and_other_data_another() {
    let code = |case: &Case| code_of(&case.latest().path().join("xep-hang.xlsx"));
    let (one, other) = (province(), province());
    run(&one, &[]);
    run(&other, &["--jobs", "1"]);
    assert_eq!(code(&one), code(&other));
    let first = code(&one);
    run(&one, &["--force"]);
    let both = found(&one, &first, &["--output", "output"]);
    assert_eq!(both.len(), 2, "made twice from the same: {both:?}");
    let edits: [fn(Case) -> Case; 4] = [
        |case| case.bytes("ghi-chu.pdf", b"%PDF-1.7"),
        |case| {
            case.file(
                "695.xlsx",
                &[("Phụ lục 3", &under(HEAD_3, &DONG_PHU.replacen("10", "11", 1)))],
            )
        },
        |case| case.declare("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        |case| case.edit("pipelines/units.csv", "Xã Lộc Thành,", "Xã Lộc Thạnh,"),
    ];
    let mut codes = BTreeSet::from([first]);
    for edit in edits {
        let case = edit(province());
        run(&case, &[]);
        assert!(codes.insert(code(&case)), "{codes:?}");
    }
}

/// Over all periods and pipelines of an output, also where the pipeline is declared nowhere any more.
#[test]
fn all_periods_and_pipelines_of_an_output_are_looked_through() {
    let case = province();
    run(&case, &["--period", "2023-Q2"]);
    run(&case, &[]);
    let declaration = std::fs::read_to_string(case.path("pipelines/thu.toml")).unwrap();
    let case =
        case.declared("khac.toml", &declaration.replace("\"Xếp hạng thử\"", "\"Xếp hạng khác\""));
    case.tthc(&["run", "khac", "--quiet"]).says_anything().exit(0);
    let of = |period: &str| code_of(&case.path(format!("output/{period}/latest/xep-hang.xlsx")));
    let homes = ["khac/2023-Q3", "thu/2023-Q2", "thu/2023-Q3"];
    for home in homes {
        for arguments in [&[][..], &["khac"], &["thu"], &["--output", "output"]] {
            let runs = found(&case, &of(home), arguments);
            assert_eq!(runs.iter().map(|run| run.0.as_str()).collect::<Vec<_>>(), [home]);
        }
    }
}

/// A form that goes back is not made again because another unit sent something, and its code leads to both runs.
#[test]
fn a_form_that_is_taken_over_keeps_its_code() {
    let case = province();
    run(&case, &[]);
    let form = "phan-hoi/692-huyen-loc-ninh.xlsx";
    let code = code_of(&case.latest().path().join(form));
    let workbook = code_of(&case.latest().path().join("xep-hang.xlsx"));
    let case = case.bytes("ghi-chu.pdf", b"%PDF-1.7");
    run(&case, &[]);
    assert_eq!(code_of(&case.latest().path().join(form)), code);
    assert_eq!(found(&case, &code, &[]).len(), 2);
    assert_eq!(found(&case, &workbook, &[]).len(), 1);
}

#[test]
fn a_code_of_no_run_and_a_word_that_is_no_code_are_told() {
    let case = province();
    run(&case, &[]);
    case.tthc(&["which", "AAAA-AAAA", "thu"])
        .stderr(
            "
            error: AAAAAAAA: không có lượt chạy nào mang mã này trong output
            hint: ghi pipeline hoặc --output; lượt cũ có thể đã bị xóa theo [keep]
            tthc which AAAA-AAAA thu
            ",
        )
        .exit(2);
    let night = case.tthc(&["which", "AAAAAAA0"]).says_anything().exit(2);
    assert!(night.stderr.contains("cần tám chữ và số"), "{}", night.stderr);
    case.tthc(&["which", "AAAAAAAA", "--output", "khong-co"]).says_anything().exit(1);
}
