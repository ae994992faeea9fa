//! The report after the visits: what was found, answered and mended by a day, who has not finished, and sums that add up.

#![expect(clippy::unwrap_used, reason = "a case that cannot be laid out is a mistake in the test")]

use serde_json::Value;

use crate::case::Case;
use crate::inspection_status::{PLAN, planned};
use crate::notice::outline;
use crate::office::Office;

const RESULTS: &str = r#"
[draw]
communes = 1
seed-source = "Giải đặc biệt xổ số ngày 15/10/2023"

[[section]]
number = "I"
title = "Chỉ đạo, điều hành"

[[section]]
number = "II.2"
title = "Cải cách thủ tục hành chính"

[[result]]
unit = "692"
on = "2023-11-17"
section = "II.2"
found = "Chưa niêm yết đủ thủ tục"
due = "2023-12-15"
answered = "Đã niêm yết"
done = "2023-12-20"

[[result]]
unit = "25294"
on = "2023-11-18"
section = "II.2"
found = "Hồ sơ quá hạn chưa có thư xin lỗi"
due = "2023-12-31"

[[result]]
unit = "25297"
on = "2023-11-18"
section = "I"
found = "Chưa ban hành kế hoạch"
answered = "Sẽ ban hành trong tháng 12"

[[result]]
unit = "70.so-noi-vu"
on = "2023-11-03"
found = "Chưa báo cáo đúng mẫu"
due = "2023-11-30"
"#;
const PATH: &str = "output/thu/inspections/ke-hoach/bao-cao-ket-qua.docx";

fn reported() -> Case {
    // Tables of tables stand behind what the plan says of itself.
    planned(&format!("{PLAN}{RESULTS}"))
}

fn data(case: &Case, day: &str) -> Value {
    let typed = ["inspection", "ke-hoach", "report", "--json", "--today", day];
    serde_json::from_str(&case.tthc(&typed).says_anything().exit(0).stdout).unwrap()
}

fn total(of: &Value) -> [i64; 6] {
    ["found", "answered", "mended", "open", "overdue", "no_date"]
        .map(|key| of[key].as_i64().unwrap())
}

#[test]
fn a_report_tells_what_was_found_answered_and_mended() {
    let case = reported();
    case.tthc(&["inspection", "ke-hoach", "draw", "--seed", "734512", "--today", "2023-10-15"])
        .says_anything()
        .exit(0);
    let typed = ["inspection", "ke-hoach", "report", "--today", "2023-12-22"];
    insta::assert_snapshot!("report_vi", case.tthc(&typed).says_anything().exit(0).stdout);
    insta::assert_snapshot!("report_paper", outline(&std::fs::read(case.path(PATH)).unwrap()));
    let english = [&typed[..], &["--lang", "en"]].concat();
    insta::assert_snapshot!("report_en", case.tthc(&english).says_anything().exit(0).stdout);
}

/// Each day on its own: found, answered, mended, still open, overdue, without a date.
#[test]
fn what_becomes_of_a_finding_goes_by_the_day() {
    let case = reported();
    for (day, expected) in [
        ("2023-10-31", [0, 0, 0, 0, 0, 0]),
        ("2023-11-03", [1, 0, 0, 1, 0, 0]),
        ("2023-11-30", [4, 2, 0, 3, 0, 1]),
        ("2023-12-01", [4, 2, 0, 2, 1, 1]),
        ("2023-12-16", [4, 2, 0, 1, 2, 1]),
        ("2023-12-20", [4, 2, 1, 1, 1, 1]),
        ("2024-01-01", [4, 2, 1, 0, 2, 1]),
    ] {
        let told = data(&case, day);
        assert_eq!(total(&told["counts"]), expected, "{day}");
        let mut sums = [0; 6];
        for visit in told["visits"].as_array().unwrap() {
            let own = total(&visit["counts"]);
            assert_eq!(own[0], own[2..].iter().sum::<i64>(), "{day}: {visit}");
            assert_eq!(own[0], i64::try_from(visit["results"].as_array().unwrap().len()).unwrap());
            sums.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        }
        assert_eq!(sums, expected, "{day}: the sums do not add up");
    }
    let mended = &data(&case, "2024-01-01")["visits"][2]["results"];
    let found = |what: &str| {
        let mut all = mended.as_array().unwrap().iter();
        all.find(|one| one["found"].as_str().unwrap().contains(what)).unwrap().clone()
    };
    assert_eq!(found("niêm yết")["days_late"], 5);
    assert_eq!(found("xin lỗi")["days_late"], 1);
}

#[test]
fn who_was_visited_without_a_result_or_is_not_finished_is_named() {
    let case = reported();
    let stages = |told: &Value| -> Vec<String> {
        let visits = told["visits"].as_array().unwrap().iter();
        visits.map(|visit| visit["stage"].as_str().unwrap().to_owned()).collect()
    };
    let told = data(&case, "2023-11-16");
    assert_eq!(stages(&told), ["over", "over", "now"]);
    let missing = |told: &Value, at: usize| told["visits"][at]["missing"].to_string();
    assert!(missing(&told, 1).contains("chưa có kết quả nào"), "{told}");
    assert!(!missing(&told, 2).contains("chưa có kết quả"), "{told}");
    assert!(missing(&told, 0).contains("1 phát hiện chưa trả lời"), "{told}");
    assert!(told["visits"].as_array().unwrap().iter().all(|visit| visit["settled"] == false));
    // One who sent all, answered all and mended all.
    let done = planned(&format!(
        "{}\n[[result]]\nunit = \"70.so-noi-vu\"\non = \"2023-11-03\"\nfound = \"Sai mẫu\"\nanswered = \"Đã sửa\"\ndone = \"2023-11-09\"\n",
        PLAN.replace("\"phu-luc-1\", \"phu-luc-2\", \"phu-luc-3\", \"phu-luc-5\"", "\"phu-luc-3\"")
    ));
    let told = data(&done, "2023-11-09");
    assert_eq!(told["visits"][0]["settled"], true, "{told}");
    assert_eq!(told["visits"][0]["missing"].as_array().unwrap().len(), 0);
    assert_eq!(data(&done, "2023-11-08")["visits"][0]["settled"], false);
}

/// The drawn commune without a result is named, and a result of one that was not drawn is marked.
#[test]
fn drawn_communes_are_held_against_the_results() {
    let plan = format!("{PLAN}{RESULTS}").replace("unit = \"25294\"", "unit = \"692\"");
    let case = planned(&plan);
    case.tthc(&["inspection", "ke-hoach", "draw", "--seed", "734512", "--today", "2023-10-15"])
        .says_anything()
        .exit(0);
    let told = data(&case, "2023-12-22");
    let communes = told["visits"][2]["communes"].as_array().unwrap();
    assert_eq!(communes.len(), 1);
    let named = told["visits"][2]["missing"].to_string();
    let drawn = communes[0]["unit_id"].as_str().unwrap();
    let without = communes[0]["counts"]["found"] == 0;
    assert_eq!(without, drawn == "25294");
    assert_eq!(named.contains("xã được bốc thăm chưa có kết quả"), without, "{named}");
    let paper = outline(&std::fs::read(case.path(PATH)).unwrap());
    assert_eq!(paper.contains("(không bốc thăm)"), drawn != "25297", "{paper}");
}

#[test]
fn an_office_opens_the_report() {
    let Some(office) = Office::open() else { return };
    let case = reported();
    data(&case, "2023-12-22");
    let docx = std::fs::read(case.path(PATH)).unwrap();
    let papers = office.print(&[("bao-cao.docx", &docx)]);
    let text = papers[0].pages.join("\n");
    assert!((1..=4).contains(&papers[0].pages.len()), "{text}");
    for said in ["BÁO CÁO", "II.2. Cải cách thủ tục hành chính", "Quá hạn 22 ngày", "Cộng"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
}
