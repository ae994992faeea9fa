//! The draw of communes at the command line: the record and the paper that it leaves, that there is no second one, and what a
//! record is told to be when it is looked at again.

#![expect(clippy::unwrap_used, reason = "a case that cannot be laid out is a mistake in the test")]
#![expect(clippy::disallowed_methods, reason = "a case touches what the program wrote")]

use serde_json::Value;

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::inspection_status::{PLAN, planned, run_on};
use crate::notice::outline;
use crate::office::Office;
use crate::reading::LOC_NINH;

const DRAW: &str = "
[draw]
communes = 1
seed-source = \"Giải đặc biệt xổ số ngày 15/10/2023\"
";
const RECORD: &str = "output/thu/inspections/ke-hoach/boc-tham.json";
const PAPER: &str = "output/thu/inspections/ke-hoach/bien-ban-boc-tham.docx";
const SEEDED: [&str; 6] =
    ["inspection", "ke-hoach", "draw", "--seed", "734512", "--today=2023-10-15"];

fn drawing(more: &str) -> Case {
    planned(&PLAN.replacen("\n[[target]]", &format!("{DRAW}{more}\n[[target]]"), 1))
}

fn record(case: &Case) -> Value {
    serde_json::from_slice(&std::fs::read(case.path(RECORD)).unwrap()).unwrap()
}

/// `printf '%s' '734512|25294' | b3sum` gives `7f…`; the command, the record and the paper say the same.
#[test]
fn a_draw_leaves_a_record_and_a_paper_and_says_who_is_drawn() {
    let case = drawing("");
    let night = case.tthc(&SEEDED).says_anything().exit(0);
    assert_eq!(night.stderr, "");
    insta::assert_snapshot!("draw_vi", night.stdout);
    let kept = std::fs::read_to_string(case.path(RECORD)).unwrap();
    let program = record(&case)["program"].as_str().unwrap().to_owned();
    let digest = record(&case)["digest"].as_str().unwrap().to_owned();
    let (first, second) = digest.split_at(32);
    let plain = |text: &str| {
        let text = text.replace(&program, "[PROGRAM]").replace(&digest, "[DIGEST]");
        text.replace(first, "[DIGEST]").replace(second, "[DIGEST]")
    };
    insta::assert_snapshot!("draw_record", plain(&kept));
    let paper = std::fs::read(case.path(PAPER)).unwrap();
    insta::assert_snapshot!("draw_paper", plain(&outline(&paper)));
    let other = drawing("");
    other.tthc(&SEEDED).says_anything().exit(0);
    for file in [RECORD, PAPER] {
        let both = [&case, &other].map(|case| std::fs::read(case.path(file)).unwrap());
        assert!(both[0] == both[1], "{file}: the same draw gives other bytes");
    }
}

#[test]
fn a_draw_is_told_in_english_and_as_data() {
    let case = drawing("");
    let english = [&SEEDED[..], &["--dry-run", "--lang", "en"]].concat();
    insta::assert_snapshot!("draw_dry_en", case.tthc(&english).says_anything().exit(0).stdout);
    assert!(!case.path(RECORD).exists() && !case.path(PAPER).exists());
    let data = [&SEEDED[..], &["--json"]].concat();
    let told: Value =
        serde_json::from_str(&case.tthc(&data).says_anything().exit(0).stdout).unwrap();
    let drawn = &told["districts"][0]["drawn"][0];
    let kept = &record(&case)["districts"][0]["candidates"][0];
    assert_eq!(drawn["hash"], kept["hash"]);
    let unit = drawn["unit_id"].as_str().unwrap();
    assert_eq!(drawn["by_hand"], format!("printf '%s' '734512|{unit}' | b3sum"));
    assert_eq!(told["differences"], Value::Null);
}

/// What the program says that anybody may type prints the ticket, where the tool is installed.
#[test]
#[expect(clippy::print_stderr, reason = "whoever runs the tests is told what was not looked at")]
fn what_is_typed_by_hand_prints_the_ticket() {
    let typed = |line: &str| std::process::Command::new("sh").args(["-c", line]).output().unwrap();
    if !typed("command -v b3sum").status.success() {
        eprintln!("left out, for there is no b3sum: {}", std::panic::Location::caller());
        return;
    }
    for seed in ["734512", "số 12/QĐ-UBND", "%s 'x' $HOME \\"] {
        let case = drawing("");
        let words = ["inspection", "ke-hoach", "draw", "--seed", seed, "--dry-run", "--json"];
        let told: Value =
            serde_json::from_str(&case.tthc(&words).says_anything().exit(0).stdout).unwrap();
        let drawn = &told["districts"][0]["drawn"][0];
        let printed = typed(drawn["by_hand"].as_str().unwrap()).stdout;
        let printed = String::from_utf8(printed).unwrap();
        assert_eq!(printed.split(' ').next(), drawn["hash"].as_str(), "{seed}");
    }
}

#[test]
fn a_second_draw_is_refused_with_the_day_and_the_seed_of_the_first() {
    let case = drawing("");
    case.tthc(&SEEDED).says_anything().exit(0);
    let kept = std::fs::read(case.path(RECORD)).unwrap();
    for seed in ["734512", "734513"] {
        for more in [&[][..], &["--dry-run"]] {
            let typed = [&["inspection", "ke-hoach", "draw", "--seed", seed], more].concat();
            case.tthc(&typed)
                .stderr(
                    "
                    error: output/thu/inspections/ke-hoach/boc-tham.json: đã bốc thăm ngày 15/10/2023, hạt giống “734512”; không bốc thăm lại
                    hint: xem lại biên bản; kiểm tra nó bằng --verify
                    tthc inspection ke-hoach draw --verify
                    ",
                )
                .exit(2);
        }
    }
    assert_eq!(std::fs::read(case.path(RECORD)).unwrap(), kept);
}

/// A draw is over with its record: of one that was killed before that, only a paper is there, and there was none.
#[test]
fn a_draw_that_was_killed_before_its_record_was_none() {
    let case = drawing("");
    std::fs::create_dir_all(case.path(PAPER).parent().unwrap()).unwrap();
    std::fs::write(case.path(PAPER), "cut short").unwrap();
    case.tthc(&SEEDED).says_anything().exit(0);
    assert!(std::fs::read(case.path(PAPER)).unwrap().starts_with(b"PK"));
    // A record that cannot be read is one all the same: nobody draws again behind it.
    std::fs::write(case.path(RECORD), "{").unwrap();
    let said = case.tthc(&SEEDED).says_anything().exit(1).stderr;
    assert!(said.contains("không phải biên bản bốc thăm, hoặc đã bị sửa"), "{said}");
    assert_eq!(std::fs::read_to_string(case.path(RECORD)).unwrap(), "{");
}

#[test]
fn two_draws_at_once_are_one() {
    let case = drawing("");
    let home = case.path("output/thu/inspections/ke-hoach");
    let lock = tthc::store::Lock::of_folder(&home).unwrap().unwrap();
    case.tthc(&SEEDED).says_anything().exit(11);
    assert!(!case.path(RECORD).exists());
    drop(lock);
    case.tthc(&SEEDED).says_anything().exit(0);
}

#[test]
fn what_is_no_seed_and_a_plan_without_a_draw_are_refused() {
    let case = drawing("");
    for (seed, said) in [
        ("", "--seed: hạt giống trống"),
        (" 1", "dấu cách ở đầu"),
        ("1\u{200b}", "U+200B"),
        ("1\u{a0}2", "U+00A0"),
    ] {
        let typed = ["inspection", "ke-hoach", "draw", "--seed", seed];
        let told = case.tthc(&typed).says_anything().exit(2).stderr;
        assert!(told.contains(said), "{seed:?}: {told}");
    }
    let typed = ["inspection", "ke-hoach", "draw"];
    assert!(case.tthc(&typed).says_anything().exit(2).stderr.contains("--seed"));
    let none = planned(PLAN);
    let told = none.tthc(&SEEDED).says_anything().exit(2).stderr;
    assert!(told.contains("không có [draw]"), "{told}");
    let nobody = planned(&PLAN.replacen("\n[[target]]\nunit = \"70.so-noi-vu\"", &format!("{DRAW}not-within-years = 1\n\n[[inspected]]\nunit = \"25294\"\non = \"2023-05-01\"\ndocument = \"Số 1\"\n\n[[inspected]]\nunit = \"25297\"\non = \"2023-05-01\"\ndocument = \"Số 1\"\n\n[[target]]\nunit = \"70.so-noi-vu\""), 1));
    let told = nobody.tthc(&SEEDED).says_anything().exit(2).stderr;
    assert!(told.contains("không có xã nào để bốc thăm"), "{told}");
    let composed = ["inspection", "ke-hoach", "draw", "--seed", "Quye\u{302}\u{301}t", "--dry-run"];
    let told = case.tthc(&composed).says_anything().exit(0);
    assert!(told.stderr.contains("NFC") && told.stdout.contains("“Quyết”"), "{}", told.stderr);
}

#[test]
fn who_was_inspected_is_left_out_and_named_with_the_document() {
    let more = "not-within-years = 1\n\n[[inspected]]\nunit = \"25294\"\non = \"2022-11-01\"\ndocument = \"Kết luận số 3/KL-TTr\"\n";
    let case = drawing(more);
    let said = case.tthc(&SEEDED).says_anything().exit(0).stdout;
    assert!(said.contains("chọn 1 trong 1 xã, 1 xã đã kiểm tra không tham gia"), "{said}");
    let paper = outline(&std::fs::read(case.path(PAPER)).unwrap());
    assert!(
        paper.contains("Xã Lộc Thành (mã 25294), đến ngày 01/11/2022, theo Kết luận số 3/KL-TTr."),
        "{paper}"
    );
    assert!(paper.contains("từ ngày 01/11/2022 trở lại đây"), "{paper}");
}

/// 1 of 35 files of Lộc Thành is late, which is two whole percent; nothing is of Tân Tiến.
#[test]
fn tickets_go_by_the_late_files_that_are_published() {
    let case =
        drawing("weight = \"overdue\"\n").file("692.xlsx", &[("PL3", &under(HEAD_3, LOC_NINH))]);
    run_on(&case, "2023-10-10");
    let run = case.latest_id().unwrap();
    case.tthc(&SEEDED).says_anything().exit(0);
    let kept = record(&case);
    assert_eq!(kept["weights"]["metric"], "on_time_766");
    assert_eq!(kept["districts"][0]["run"], Value::from(run));
    for candidate in kept["districts"][0]["candidates"].as_array().unwrap() {
        let (files, tickets) = (&candidate["files"], &candidate["tickets"]);
        match candidate["unit_id"].as_str().unwrap() {
            "25294" => assert_eq!(
                (&files["late"], &files["all"], tickets),
                (&1.into(), &35.into(), &3.into())
            ),
            _ => assert_eq!(
                (&files["late"], &files["all"], tickets),
                (&0.into(), &40.into(), &1.into())
            ),
        }
    }
    case.tthc(&["inspection", "ke-hoach", "draw", "--verify"]).says_anything().exit(0);
    // Nothing else than exactly these files is taken for them.
    let less = drawing("weight = \"overdue\"\n").edit(
        "pipelines/metrics.toml",
        "numerator = \"resolved_on_time + pending_on_time\"",
        "numerator = \"resolved_on_time\"",
    );
    let told = less.tthc(&SEEDED).says_anything().exit(2).stderr;
    assert!(told.contains("cần một chỉ tiêu có đủ hồ sơ quá hạn"), "{told}");
    // Without anything published everybody has one ticket, which is said.
    let case = drawing("weight = \"overdue\"\n");
    let night = case.tthc(&SEEDED).says_anything().exit(0);
    assert!(night.stderr.contains("2 xã không có đủ số liệu"), "{}", night.stderr);
}

#[test]
fn a_record_is_looked_at_again() {
    let case = drawing("");
    let verify = ["inspection", "ke-hoach", "draw", "--verify"];
    let told = case.tthc(&verify).says_anything().exit(2).stderr;
    assert!(told.contains("không có biên bản bốc thăm"), "{told}");
    case.tthc(&SEEDED).says_anything().exit(0);
    let whole = std::fs::read_to_string(case.path(RECORD)).unwrap();
    let told = case.tthc(&verify).says_anything().exit(0).stdout;
    assert!(told.contains("đúng, và khớp với kế hoạch và danh mục hiện nay"), "{told}");
    // A copy that somebody touched, by its path.
    std::fs::write(case.path("ban-sao.json"), whole.replace("\"drawn\": true", "\"drawn\": false"))
        .unwrap();
    let copy = [&verify[..], &["ban-sao.json"]].concat();
    let told = case.tthc(&copy).says_anything().exit(1).stdout;
    for said in ["mã biên bản không khớp", "phải được chọn mà biên bản ghi là không", "KHÔNG ĐÚNG"]
    {
        assert!(told.contains(said), "{said}: {told}");
    }
    let english = [&copy[..], &["--lang", "en", "--json"]].concat();
    let told: Value =
        serde_json::from_str(&case.tthc(&english).says_anything().exit(1).stdout).unwrap();
    assert_eq!(told["differences"].as_array().unwrap().len(), 2);
    assert_eq!(told["differences"][0]["against"], "record");
    std::fs::write(case.path("ban-sao.json"), "[]").unwrap();
    case.tthc(&copy).says_anything().exit(1);
    // The register and the plan went on.
    let case = case
        .edit(
            "pipelines/units.csv",
            "25297,commune,692,Xã Tân Tiến",
            "25298,commune,692,Xã Tân Tiến",
        )
        .edit("pipelines/inspections/ke-hoach.toml", "12/QĐ-UBND", "13/QĐ-UBND");
    let told = case.tthc(&verify).says_anything().exit(3).stdout;
    for said in [
        "số quyết định: biên bản ghi “12/QĐ-UBND”, nay là “13/QĐ-UBND”",
        "(25297) không còn trong danh mục",
        "(25298) nay có trong danh mục",
        "đúng theo hạt giống của nó",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
}

/// The paper of the shipped plan on its few pages, no ticket cut.
#[test]
fn an_office_opens_the_paper_of_a_draw() {
    let Some(office) = Office::open() else { return };
    let case = drawing("");
    case.tthc(&SEEDED).says_anything().exit(0);
    let docx = std::fs::read(case.path(PAPER)).unwrap();
    let papers = office.print(&[("bien-ban.docx", &docx)]);
    let text = papers[0].pages.join("\n");
    assert!(papers[0].pages.len() <= 3, "{text}");
    let kept = record(&case);
    for candidate in kept["districts"][0]["candidates"].as_array().unwrap() {
        let hash = candidate["hash"].as_str().unwrap();
        assert!(text.contains(&hash[..32]) && text.contains(&hash[32..]), "{hash}: {text}");
    }
    for said in ["BIÊN BẢN", "THƯ KÝ", "NGƯỜI CHỦ TRÌ", "b3sum", "734512"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}
