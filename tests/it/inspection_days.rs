//! Days of a plan of inspection: by which clock they are told, and when what came in is late.

#![expect(clippy::unwrap_used, reason = "a run that is not there is a mistake in the test")]

use crate::case::{Case, PIPELINE};
use crate::grid::{self, HEAD_3, under};
use crate::inspection_plans::{PLAN, planned};
use crate::letters::letter;
use crate::reading::LOC_NINH;

/// Huyện Lộc Ninh alone, whose Phụ lục 3 is due on 10 October.
fn district() -> Case {
    let department = PLAN.find("[[target]]\nunit = \"70.so-tu-phap\"").unwrap();
    let plan = PLAN[..department].replace("\"phu-luc-2\", ", "");
    planned(Case::district("phu-luc-3"), &plan)
}

fn form() -> Vec<u8> {
    grid::xlsx(&[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

const SENT: [&str; 2] = ["692 phu-luc-3 a.xlsx accepted", "692 phu-luc-3 a.xlsx late"];

/// Until the last second of the day in the province, whichever zone the receipt says.
#[test]
fn a_report_is_late_from_midnight_of_the_province_on() {
    for (received, late) in [
        ("2023-10-10 23:59", false),
        ("2023-10-11 00:01", true),
        ("2023-10-10T16:59:59Z", false),
        ("2023-10-10T17:00:00Z", true),
        ("2023-10-10T19:59:00+03:00", false),
        ("2023-10-11T02:01:00+09:00", true),
        ("10/10/2023 23:59", false),
    ] {
        let receipts = format!("file,received_at\na.xlsx,{received}\n");
        let case = district().bytes("a.xlsx", &form()).bytes("received.csv", receipts.as_bytes());
        let night = case.read().submissions(SENT[usize::from(late)]);
        let found = night.findings();
        assert_eq!(found.contains("F303"), late, "{received}: {found}");
        assert!(!late || found.contains("sau hạn nộp 23:59 ngày 10/10/2023"), "{found}");
    }
}

#[test]
fn what_came_with_a_letter_came_when_the_letter_did_wherever_it_was_stamped() {
    for (stamp, late) in [
        ("Tue, 10 Oct 2023 23:59:00 +0700", false),
        ("Wed, 11 Oct 2023 00:01:00 +0700", true),
        ("Tue, 10 Oct 2023 16:58:00 +0000", false),
        ("Tue, 10 Oct 2023 17:01:00 +0000", true),
        ("Tue, 10 Oct 2023 10:01:00 -0700", true),
    ] {
        let sent = letter(9, &[("pl3.xlsx", &form())]);
        let sent = sent.replace("Thu, 5 Oct 2023 09:30:00 +0700", stamp);
        let night = district().bytes("thu.eml", sent.as_bytes());
        let found = night.read().findings();
        assert_eq!(found.contains("F303"), late, "{stamp}: {found}");
    }
}

/// The day that a run wrote down.
fn told(case: &Case) -> String {
    case.newest().record().today.clone()
}

/// By the clock of the province it is the next day while it is half past eleven at night in UTC.
#[test]
fn a_run_keeps_the_day_it_tells_of() {
    let night = |case: &Case, words: &[&str], now: &str| {
        let words = [&["--fail-on", "never", "-q"], words].concat();
        case.run(&words).says_anything().env("TTHC_NOW", now).exit(0);
        told(case)
    };
    let case = district().bytes("a.xlsx", &form());
    assert_eq!(night(&case, &[], "2023-10-09T16:59:59Z"), "2023-10-09");
    assert_eq!(night(&case, &[], "2023-10-09T23:30:00Z"), "2023-10-10");
    assert_eq!(night(&case, &["--today", "2023-10-02"], "2023-10-09T23:30:00Z"), "2023-10-02");
    // The zone of the schedule is the one that counts.
    let zone = "[schedule]\nat = \"01:00\"\nzone = \"America/Los_Angeles\"\n\n[[workbook]]";
    let case = case.declare("[[workbook]]", zone);
    assert_eq!(night(&case, &[], "2023-10-10T06:30:00Z"), "2023-10-09");
    assert_eq!(night(&case, &[], "2023-10-10T07:30:00Z"), "2023-10-10");
    case.tthc(&["run", PIPELINE, "--today", "10/10/2023", "--lang", "en"])
        .stderr(
            "
            error: `--today <DAY>` cannot take `10/10/2023`: expected a day such as 2023-10-20
            tthc run --help
            ",
        )
        .exit(2);
}

/// Nothing else of a run goes by the day: without a plan, and behind the end of one, a new day is nothing new.
#[test]
fn a_new_day_is_no_news_where_no_plan_tells_of_it() {
    let quiet = |case: &Case, day: &str| {
        case.run(&["--fail-on", "never", "-q", "--today", day]).exit(0);
        case.latest_id().unwrap()
    };
    let without = Case::district("phu-luc-3").bytes("a.xlsx", &form());
    let first = quiet(&without, "2023-10-09");
    assert_eq!(quiet(&without, "2023-10-10"), first);
    let case = district().bytes("a.xlsx", &form());
    let first = quiet(&case, "2023-10-09");
    let before = case.artifacts();
    assert_ne!(quiet(&case, "2023-10-10"), first);
    let after = quiet(&case, "2024-01-05");
    assert_eq!(quiet(&case, "2026-11-30"), after);
    // Asked of the same day again it is what it was.
    quiet(&case, "2023-10-09");
    assert_eq!(case.artifacts(), before);
}
