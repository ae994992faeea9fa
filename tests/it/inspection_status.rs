//! How a plan of inspection stands: what came in time, late, corrected, unreadable or not at all, by the day of which it is
//! told, and nothing of it after the plan is over.

#![expect(clippy::unwrap_used, reason = "a case that cannot be laid out is a mistake in the test")]
#![expect(clippy::disallowed_methods, reason = "a case lays out a folder for its plan")]

use crate::case::{Case, Night, same};
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{LOC_NINH, NOI_VU, SURVEY};

/// Two departments and a district are visited; the other district inspects itself. A report is Phụ lục 1, 2, 3 and 5.
pub(crate) const PLAN: &str = r#"title = "Kiểm tra cải cách hành chính năm 2023"
number = "12/QĐ-UBND"
period = "2023-Q3"
forms = ["phu-luc-1", "phu-luc-2", "phu-luc-3", "phu-luc-5"]
others-report-by = "2023-11-30"
others-forms = ["phu-luc-1", "phu-luc-2", "phu-luc-3", "phu-luc-5"]

[[target]]
unit = "70.so-noi-vu"
from = "2023-11-01"
to = "2023-11-08"
lead = "Sở Tư pháp"
report-by = "2023-10-30"

[[target]]
unit = "70.so-tu-phap"
from = "2023-11-09"
to = "2023-11-15"
lead = "Sở Nội vụ"
report-by = "2023-10-30"

[[target]]
unit = "692"
from = "2023-11-16"
to = "2023-11-24"
lead = "Sở Nội vụ"
deputy = "Sở Tư pháp"
report-by = "2023-11-10"
"#;

/// The small province with the plan, its sheet and the page.
pub(crate) fn planned(plan: &str) -> Case {
    let case = Case::new();
    std::fs::create_dir_all(case.path("pipelines/inspections")).unwrap();
    case.declared("inspections/ke-hoach.toml", plan)
        .declare("shrink-guard = 100", "shrink-guard = 100\nfail-on = \"never\"\ninspections = [\"inspections/ke-hoach.toml\"]")
        .declare("forms = [\"forms/phu-luc-2.toml\"", "forms = [\"forms/phu-luc-1.toml\", \"forms/phu-luc-2.toml\"")
        .declare("\"findings\", \"submissions\"]", "\"findings\", \"submissions\"]\n\n[[workbook]]\nfile = \"kiem-tra.xlsx\"\ntitle = \"Kế hoạch kiểm tra\"\nsheets = [\"inspections\"]\n\n[page]\nfile = \"xep-hang.html\"\n")
}

/// A run on a day.
#[track_caller]
pub(crate) fn run_on<'c>(case: &'c Case, day: &str) -> Night<'c> {
    case.run(&["--quiet"]).env("TTHC_NOW", &format!("{day}T03:00:00Z")).says_anything().exit(0)
}

/// The table of a run: unit, form, status, days late or left, when it came.
#[track_caller]
fn rows(night: &Night) -> String {
    let frame = night.frame("inspections");
    let cell = |column: &str, row: usize| {
        let value = frame.column(column).unwrap().get(row).unwrap();
        if value.is_null() { "-".to_owned() } else { value.to_string().replace('"', "") }
    };
    let lines = (0..frame.height()).map(|row| {
        let columns =
            ["part", "unit_id", "form", "status", "days_late", "days_left", "received_at"];
        columns.map(|column| cell(column, row)).join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn stands(case: &Case, day: &str, expected: &str) {
    let night = run_on(case, day);
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    same("inspections", &expected.join("\n"), &rows(&night));
}

/// What `status` says on a day.
#[track_caller]
fn told(case: &Case, arguments: &[&str]) -> String {
    let typed = [&["inspection", "ke-hoach", "status"], arguments].concat();
    let night = case.tthc(&typed).says_anything().exit(0);
    assert_eq!(night.stderr, "");
    // The id of a run tells of time.
    let run = case.latest_id().unwrap_or_else(|| "-".to_owned());
    night.stdout.replace(&run, "[RUN]")
}

fn receipts(case: Case, lines: &str) -> Case {
    case.bytes("received.csv", format!("file,received_at\n{lines}").as_bytes())
}

/// Sở Nội vụ in time, Sở Tư pháp two days late, Lộc Ninh one form of three.
fn some_came() -> Case {
    let case = planned(PLAN)
        .file("noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
        .file("tu-phap.xlsx", &[("Sở Tư pháp", &under(HEAD_2, NOI_VU))])
        .file("692.xlsx", &[("PL3", &under(HEAD_3, LOC_NINH))]);
    receipts(
        case,
        "noi-vu.xlsx,2023-10-30 23:59\ntu-phap.xlsx,2023-11-01 00:01\n692.xlsx,2023-10-20 08:00\n",
    )
}

#[test]
fn what_came_is_judged_by_its_receipt_and_what_did_not_by_the_day() {
    stands(
        &some_came(),
        "2023-11-05",
        "
        target 70.so-noi-vu phu-luc-1 missing 6 - -
        target 70.so-noi-vu phu-luc-2 in_time - - 2023-10-30T23:59:00
        target 70.so-tu-phap phu-luc-1 missing 6 - -
        target 70.so-tu-phap phu-luc-2 late 2 - 2023-11-01T00:01:00
        target 692 phu-luc-1 missing - 5 -
        target 692 phu-luc-3 in_time - - 2023-10-20T08:00:00
        target 692 phu-luc-5 missing - 5 -
        other 695 phu-luc-1 missing - 25 -
        other 695 phu-luc-3 missing - 25 -
        other 695 phu-luc-5 missing - 25 -
        ",
    );
}

#[test]
fn status_tells_what_came_and_who_is_next_in_both_languages() {
    let case = some_came();
    run_on(&case, "2023-11-05");
    insta::assert_snapshot!("status_vi", told(&case, &["--today", "2023-11-05"]));
    insta::assert_snapshot!("status_en", told(&case, &["--today", "2023-11-05", "--lang", "en"]));
    insta::assert_snapshot!("status_json", told(&case, &["--today", "2023-11-05", "--json"]));
}

/// Each day before the plan is over brings a new sheet and nothing else; after it nothing changes any more.
#[test]
fn a_new_day_is_published_until_the_plan_is_over_and_then_no_more() {
    let case = some_came();
    run_on(&case, "2023-11-05");
    let first = case.made();
    run_on(&case, "2023-11-06").reasons("ingest=– validate=– measure=– rank=– publish=new_day");
    let changed: Vec<String> = case
        .made()
        .into_iter()
        .filter(|made| !first.contains(made))
        .map(|(file, _)| file)
        .collect();
    assert_eq!(changed, ["data/inspections.parquet", "kiem-tra.xlsx", "xep-hang.html"]);
    let id = case.latest_id();
    run_on(&case, "2023-11-06");
    assert_eq!(case.latest_id(), id, "the same day brings no run");
    run_on(&case, "2023-12-24");
    let (over, id) = (case.made(), case.latest_id());
    run_on(&case, "2024-02-29");
    assert_eq!(case.latest_id(), id, "nothing changes after the plan");
    case.run(&["--quiet", "--force"])
        .env("TTHC_NOW", "2026-01-01T00:00:00Z")
        .says_anything()
        .exit(0);
    assert_eq!(case.made(), over);
}

/// A day on which no plan serves the period is no day: nothing is made of it.
#[test]
fn a_plan_of_another_period_makes_no_table_and_no_new_day() {
    let case = planned(&PLAN.replace("2023-Q3", "2023-Q2"))
        .file("noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))]);
    run_on(&case, "2023-11-05");
    let names = tthc::run::table_names(&case.latest());
    assert!(!names.contains(&"inspections".to_owned()), "{names:?}");
    let id = case.latest_id();
    run_on(&case, "2023-11-06");
    assert_eq!(case.latest_id(), id);
}

/// The report came in time and was mended later: nobody is late.
#[test]
fn a_report_that_was_corrected_after_its_deadline_came_in_time() {
    let case = some_came().file(
        "noi-vu-2.xlsx",
        &[("Sở Nội vụ", &under(HEAD_2, &NOI_VU.replace("Tôn giáo", "Hộ tịch")))],
    );
    let case = receipts(
        case,
        "noi-vu.xlsx,2023-10-30 08:00\nnoi-vu-2.xlsx,2023-11-04 09:00\n692.xlsx,2023-10-20 08:00\n",
    );
    let night = run_on(&case, "2023-11-05");
    let all = rows(&night);
    assert!(all.contains("70.so-noi-vu phu-luc-2 in_time - - 2023-10-30T08:00:00"), "{all}");
    // The register says the same, and no finding does otherwise.
    let sent = night.frame("submissions");
    let statuses = sent.column("status").unwrap().str().unwrap();
    assert!(statuses.iter().flatten().all(|status| status != "late"));
    assert!(!night.findings().contains("F303"), "{}", night.findings());
    // Of Sở Tư pháp nothing tells when it came: it is neither in time nor late.
    assert!(all.contains("70.so-tu-phap phu-luc-2 undated - - -"), "{all}");
    let text = told(&case, &["--today", "2023-11-05"]);
    let said = "Phụ lục 2: Đã gửi ngày 30/10/2023, đúng hạn; bản thay thế gửi ngày 04/11/2023";
    assert!(text.contains(said), "{text}");
    assert!(text.contains("Phụ lục 2: Đã gửi, không rõ ngày nhận"), "{text}");
}

/// Of who sent something that cannot be read, and of nobody else, it is not said that he did not send.
#[test]
fn what_cannot_be_read_was_not_missing() {
    let case = planned(PLAN)
        .bytes("so-noi-vu.xlsx", b"PK\x03\x04 broken")
        .file(
            "tu-phap.xlsx",
            &[(
                "Sở Tư pháp",
                &under(
                    &HEAD_2.replacen("Phụ lục 2", "Phụ lục 2\n    Kỳ báo cáo: Quý II năm 2023", 1),
                    NOI_VU,
                ),
            )],
        )
        .file("692.xlsx", &[("PL3", &under(HEAD_3, LOC_NINH)), ("PL5", &under(HEAD_5, SURVEY))]);
    stands(
        &case,
        "2023-12-24",
        "
        target 70.so-noi-vu phu-luc-1 unusable - - -
        target 70.so-noi-vu phu-luc-2 unusable - - -
        target 70.so-tu-phap phu-luc-1 missing 32 - -
        target 70.so-tu-phap phu-luc-2 unusable - - -
        target 692 phu-luc-1 missing 21 - -
        target 692 phu-luc-3 undated - - -
        target 692 phu-luc-5 undated - - -
        other 695 phu-luc-1 missing 1 - -
        other 695 phu-luc-3 missing 1 - -
        other 695 phu-luc-5 missing 1 - -
        ",
    );
    insta::assert_snapshot!("status_unreadable", told(&case, &["--today", "2023-12-24"]));
}

/// A target whose report is of another period is told with that period, and judged by the run of that alone.
#[test]
fn a_report_of_another_period_is_judged_by_the_run_of_that() {
    let plan = PLAN
        .replace("report-by = \"2023-11-10\"", "report-by = \"2023-11-10\"\nperiod = \"2023-Q2\"");
    let case = planned(&plan).file("noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))]);
    let night = run_on(&case, "2023-11-05");
    let all = rows(&night);
    assert!(all.contains("692 phu-luc-3 not_judged - - -"), "{all}");
    let text = told(&case, &["--today", "2023-11-05"]);
    assert!(text.contains("Chưa xét: báo cáo của kỳ Quý II năm 2023"), "{text}");
    assert!(text.contains("Quý II năm 2023: chưa có lượt nào được xuất bản"), "{text}");
}

/// What came since the run is told beside what is said by it.
#[test]
fn files_that_nobody_read_yet_are_told() {
    let case = some_came();
    run_on(&case, "2023-11-05");
    let case = case.file("692-b.xlsx", &[("PL5", &under(HEAD_5, SURVEY))]);
    let text = told(&case, &["--today", "2023-11-05"]);
    assert!(text.contains("hộp thư có 1 tệp mới, thay đổi hoặc không còn, chưa đọc"), "{text}");
}

/// The sheet and the page say what the table says.
#[test]
fn the_sheet_and_the_page_say_the_same() {
    let case = some_came();
    run_on(&case, "2023-11-05");
    let sheet = crate::book::composed(&case, |books| {
        let own = books.iter().find(|book| book.title == "Kế hoạch kiểm tra");
        own.map(ToString::to_string).unwrap_or_default()
    });
    insta::assert_snapshot!("sheet", sheet);
    let page = std::fs::read_to_string(case.latest().path().join("xep-hang.html")).unwrap();
    for said in [
        "Tính đến ngày 05/11/2023.",
        "Phụ lục 1, Phụ lục 5: Chưa gửi, còn 5 ngày",
        "Phụ lục 2: Đã gửi ngày 01/11/2023, muộn 2 ngày",
        "Kiểm tra tiếp theo: Sở Tư pháp, từ ngày 09/11/2023 (còn 4 ngày).",
    ] {
        let wide = sheet.replace('\u{a0}', " ");
        assert!(wide.contains(said), "the sheet lacks {said}\n{sheet}");
        assert!(page.contains(said), "the page lacks {said}");
    }
}

/// One stage alone, another number of threads: the same bytes.
#[test]
fn publishing_alone_gives_the_same_bytes() {
    let case = some_came();
    run_on(&case, "2023-11-05");
    let made = case.made();
    for arguments in [["--quiet", "--from", "publish"], ["--quiet", "--force", "--jobs=1"]] {
        case.run(&arguments).env("TTHC_NOW", "2023-11-05T03:00:00Z").says_anything().exit(0);
        assert_eq!(case.made(), made, "{arguments:?}");
    }
}
