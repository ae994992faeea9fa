//! `tthc why`: why a unit stands where it does, against the period before or any run, in parts that add up.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests spoil runs of a temporary folder by hand")]

use serde_json::{Value, json};
use tthc::store::Folder;

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

/// Both districts and one department; Phụ lục 5 is not known.
pub(crate) fn province() -> Case {
    let case = Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"")
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))]);
    dong_phu(loc_ninh(case, 45, 34), 20)
}

/// Lộc Ninh with so many of 50 files of Đất đai in time, and so many of 35 of its commune Lộc Thành.
pub(crate) fn loc_ninh(case: Case, district: u32, commune: u32) -> Case {
    let lines = LOC_NINH
        .replace("50 | 45 | 5 |", &format!("50 | {district} | {} |", 50 - district))
        .replace("90 | 85 | 5 |", &format!("90 | {} | {} |", 40 + district, 50 - district))
        .replace("35 | 34 | 1 |", &format!("35 | {commune} | {} |", 35 - commune));
    case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &lines))])
}

/// Đồng Phú with so many of 80 files late.
pub(crate) fn dong_phu(case: Case, late: u32) -> Case {
    let lines = DONG_PHU.replace("80 | 60 | 20 |", &format!("80 | {} | {late} |", 80 - late));
    case.file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &lines))])
}

/// The periods that a test may run.
const PERIODS: [&str; 3] = ["2023-Q1", "2023-Q2", "2023-Q3"];

#[track_caller]
pub(crate) fn run(case: &Case, period: &str) {
    case.run(&["--quiet", "--period", period]).says_anything().exit(0);
}

#[track_caller]
fn says(case: &Case, arguments: &[&str]) -> String {
    let night = case.tthc(&[&["why", "thu"], arguments].concat()).says_anything().exit(0);
    assert_eq!(night.stderr, "");
    // Ids of runs of other periods are no more the same from night to night than those of this one.
    let ids = PERIODS.iter().flat_map(|period| of_period(case, period).ids().unwrap());
    ids.fold(night.stdout, |text, id| text.replace(&id, "[RUN]"))
}

#[track_caller]
pub(crate) fn told(case: &Case, arguments: &[&str]) -> Value {
    let arguments = [&["why", "thu", "--json"], arguments].concat();
    let night = case.tthc(&arguments).says_anything().exit(0);
    serde_json::from_str(&night.stdout).unwrap()
}

/// The unit in a ranking.
#[track_caller]
pub(crate) fn place<'t>(told: &'t Value, ranking: &str) -> &'t Value {
    let mut places = told["explained"].as_array().unwrap().iter();
    places.find(|place| place["ranking"] == ranking).unwrap_or_else(|| panic!("{told:#}"))
}

/// The parts, each with the places that it makes.
#[track_caller]
fn parts(place: &Value) -> Vec<(&str, i64)> {
    let parts = place["move_parts"].as_array().unwrap_or_else(|| panic!("{place:#}")).iter();
    let parts = parts.map(|part| (part["cause"].as_str().unwrap(), part["fell"].as_i64().unwrap()));
    let parts: Vec<(&str, i64)> = parts.collect();
    assert_eq!(place["fell"], parts.iter().map(|part| part.1).sum::<i64>(), "{place:#}");
    parts
}

/// The runs of a period.
fn of_period(case: &Case, period: &str) -> Folder {
    Folder::new(&case.path("output"), "thu", period)
}

#[test]
fn a_move_since_the_period_before_is_explained() {
    let case = dong_phu(province(), 0);
    run(&case, "2023-Q1");
    let case = dong_phu(case, 20);
    run(&case, "2023-Q2");
    let case = dong_phu(loc_ninh(case, 25, 35), 10);
    run(&case, "2023-Q3");
    insta::assert_snapshot!("why_vi", says(&case, &["--unit", "692"]));
    insta::assert_snapshot!("why_en", says(&case, &["--unit", "692", "--lang", "en"]));
    let all = told(&case, &["--unit", "Huyện Lộc Ninh"]);
    assert_eq!(
        (&all["version"], &all["exit_code"], &all["warnings"]),
        (&2.into(), &0.into(), &json!([]))
    );
    assert_eq!(
        (&all["old"]["period"], &all["new"]["period"]),
        (&"2023-Q2".into(), &"2023-Q3".into())
    );
    assert_eq!((&all["corrected"], &all["published"]), (&Value::Null, &true.into()));
    let district = place(&all, "districts");
    assert_eq!(parts(district), [("own", 1)]);
    assert_eq!(district["own"][0]["cells"][0]["new"]["cell"], "H8");
    let crossing = &district["now_better"]["units"][0];
    assert_eq!((&crossing["unit_id"], &crossing["cause"]), (&"695".into(), &"own".into()));
    assert_eq!(district["changed_others"][0]["unit_id"], "695");
    assert_eq!(district["changed_others"][0]["new"]["numerator"], 138);
    let history = district["history"].as_array().unwrap();
    let lines: Vec<(&str, u64)> = history
        .iter()
        .map(|past| (past["period"].as_str().unwrap(), past["place"].as_u64().unwrap()))
        .collect();
    assert_eq!(lines, [("2023-Q1", 2), ("2023-Q2", 1), ("2023-Q3", 2)]);
}

/// Each of the causes alone, one night after the other.
#[test]
fn each_cause_is_named_alone() {
    // Xã Lộc Thành is second of the communes: behind 36/36, before 48/50.
    let case = province();
    run(&case, "2023-Q2");
    run(&case, "2023-Q3");
    let of = |case: &Case| {
        let all = told(case, &["--unit", "25294", "--since", "latest~1"]);
        let place = place(&all, "communes").clone();
        parts(&place).into_iter().map(|(cause, by)| (cause.to_owned(), by)).collect::<Vec<_>>()
    };
    let part = |cause: &str, by: i64| vec![(cause.to_owned(), by)];
    assert!(parts(place(&told(&case, &["--unit", "25294"]), "communes")).is_empty());
    let case = loc_ninh(case, 45, 30);
    run(&case, "2023-Q3");
    assert_eq!(of(&case), part("own", 1));
    let lines = DONG_PHU.replace("50 | 48 | 2  |", "50 | 40 | 10 |");
    let case = case.file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &lines))]);
    run(&case, "2023-Q3");
    assert_eq!(of(&case), part("others", -1));
    // A minimum that lets Xã Tân Tiến of Đồng Phú, 20/20, in.
    let communes = "league = \"commune\"\nscope = \"own\"\nmetric = \"on_time_rate\"\nminimum-denominator = 30";
    let case = case.declare(communes, &communes.replace("30", "20"));
    run(&case, "2023-Q3");
    assert_eq!(of(&case), part("definition", 1));
    let text = says(&case, &["--unit", "25294", "--since", "latest~1"]);
    assert!(text.contains("ranking.communes.minimum-denominator: 30 → 20"), "{text}");
    let case = case.without("695.xlsx");
    run(&case, "2023-Q3");
    assert_eq!(of(&case), part("missing", -1));
    let case = dong_phu(case, 20);
    run(&case, "2023-Q3");
    assert_eq!(of(&case), part("came", 2));
}

/// The period before was corrected after it was published: what that moved is told apart from what the unit did.
#[test]
fn corrections_of_the_period_before_are_told_apart() {
    let case = province();
    run(&case, "2023-Q2");
    run(&case, "2023-Q3");
    let case = dong_phu(case, 0);
    run(&case, "2023-Q2");
    let all = told(&case, &["--unit", "692"]);
    let started = |run: &str| all[run]["started"].as_str().unwrap();
    assert!(started("old") < started("new") && started("new") < started("corrected"), "{all:#}");
    let district = place(&all, "districts");
    assert_eq!((&district["old"]["place"], &district["new"]["place"]), (&1.into(), &1.into()));
    // By the corrected figures it was second; in the new period, with the old ones of Đồng Phú, first again.
    assert_eq!(parts(district), [("corrections", 1), ("others", -1)]);
    let text = says(&case, &["--unit", "692"]);
    assert!(text.contains("kỳ trước đã sửa sau đó: "), "{text}");
    let said = "giữ nguyên hạng = số kỳ trước đã sửa sau khi công bố: xuống 1; số của đơn vị khác: lên 1\n";
    assert!(text.contains(said), "{text}");
    let plain = told(&case, &["--unit", "695"]);
    assert_eq!(parts(place(&plain, "districts")), [("corrections", -1), ("own", 1)]);
}

#[test]
fn without_a_period_before_it_says_so() {
    let case = province();
    run(&case, "2023-Q3");
    let text = says(&case, &["--unit", "692"]);
    assert!(text.contains("trước: kỳ trước không có lượt nào được công bố"), "{text}");
    assert!(text.contains("\nXếp hạng địa bàn cấp huyện: hạng 1/2\n"), "{text}");
    let all = told(&case, &["--unit", "692"]);
    let district = place(&all, "districts");
    assert_eq!(
        (&all["old"], &district["move_parts"], &district["fell"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(district["history"].as_array().unwrap().len(), 1);
    // The province itself is in no ranking.
    let text = says(&case, &["--unit", "70"]);
    assert!(text.ends_with("đơn vị không có trong bảng xếp hạng nào\n"), "{text}");
}

/// A unit that has no place is told why, and what made it so.
#[test]
fn a_place_that_was_lost_has_its_cause() {
    let case = province();
    run(&case, "2023-Q2");
    let case = case.without("692.xlsx");
    run(&case, "2023-Q3");
    let all = told(&case, &["--unit", "692"]);
    let district = place(&all, "districts");
    assert_eq!((&district["status_cause"], &district["move_parts"]), (&"own".into(), &Value::Null));
    assert_eq!(district["history"][1]["status"], "not_submitted");
    let text = says(&case, &["--unit", "692"]);
    assert!(
        text.contains("hạng 1/2 → không xếp hạng (chưa gửi báo cáo)\n  do số của đơn vị\n"),
        "{text}"
    );
    assert!(text.contains("  2023-Q3: chưa gửi báo cáo  "), "{text}");
    // By another minimum it would have had none before either.
    let case = loc_ninh(case, 45, 34).declare(
        "scope = \"own\"\nmetric = \"on_time_rate\"\nminimum-denominator = 30\n\n[[workbook]]",
        "scope = \"own\"\nmetric = \"on_time_rate\"\nminimum-denominator = 36\n\n[[workbook]]",
    );
    run(&case, "2023-Q3");
    let all = told(&case, &["--unit", "25294"]);
    assert_eq!(place(&all, "communes")["status_cause"], "definition");
}

/// A code that was given to another commune is not the commune that bore it.
#[test]
fn a_code_that_was_given_anew_is_another_unit() {
    let case = province();
    run(&case, "2023-Q2");
    let case = case.edit("pipelines/units.csv", "Xã Lộc Thành,\n", "Xã Lộc Hòa,\n");
    let lines = LOC_NINH.replace("UBND xã Lộc Thành", "UBND xã Lộc Hòa");
    let case = case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &lines))]);
    run(&case, "2023-Q3");
    let all = told(&case, &["--unit", "25294"]);
    let commune = place(&all, "communes");
    assert_eq!((&commune["old"], &commune["fell"]), (&Value::Null, &Value::Null));
    assert_eq!(
        (&commune["history"][0]["other_unit"], &commune["history"][0]["unit"]),
        (&true.into(), &"Xã Lộc Thành".into())
    );
    assert_eq!(commune["history"][1]["other_unit"], false);
    let text = says(&case, &["--unit", "25294"]);
    assert!(text.contains("  2023-Q2: mã này khi ấy là của Xã Lộc Thành  "), "{text}");
}

/// Both columns of a form bound the other way round.
fn read_otherwise(case: Case) -> Case {
    let form = "pipelines/forms/phu-luc-3.toml";
    let on_time = [
        "\"đúng hạn\"]]\nmeasure = \"resolved_on_time\"",
        "\"đúng hạn\"]]\nmeasure = \"resolved_overdue\"",
    ];
    let late = [
        "không có thư xin lỗi\"]]\nmeasure = \"resolved_overdue\"",
        "không có thư xin lỗi\"]]\nmeasure = \"resolved_on_time\"",
    ];
    case.edit(form, late[0], late[1]).edit(form, on_time[0], on_time[1])
}

/// A form whose columns are bound otherwise gives other figures of the same files: nobody did anything.
#[test]
fn a_form_that_is_read_otherwise_is_no_change_of_figures() {
    let case = province();
    run(&case, "2023-Q3");
    let case = read_otherwise(case);
    run(&case, "2023-Q3");
    for (unit, ranking, by) in
        [("692", "districts", 1), ("695", "districts", -1), ("25297", "communes", 2)]
    {
        let all = told(&case, &["--unit", unit, "--since", "latest~1"]);
        let place = place(&all, ranking);
        assert_eq!((parts(place), &place["own"]), (vec![("definition", by)], &json!([])), "{unit}");
    }
    // Back again, while one of the districts sends other figures: its file tells what it did, the form the rest.
    let case = dong_phu(province(), 20);
    run(&case, "2023-Q3");
    let case = dong_phu(read_otherwise(case), 4);
    run(&case, "2023-Q3");
    let all = told(&case, &["--unit", "692", "--since", "latest~1"]);
    let district = place(&all, "districts");
    let by: i64 = parts(district).iter().map(|part| part.1).sum();
    assert_eq!(
        (Some(by), &district["own"]),
        (district["fell"].as_i64(), &json!([])),
        "{district:#}"
    );
    assert!(!parts(district).iter().any(|(cause, _)| *cause == "own"), "{district:#}");
}

/// So does a policy that leaves a unit out for what was always found in its file.
#[test]
fn a_policy_is_a_definition() {
    let lines = DONG_PHU.replace("Tổng  | <<         | 80 | 30", "Tổng  | <<         | 81 | 30");
    let case = province().file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &lines))]);
    run(&case, "2023-Q3");
    let policy = "[[check]]\ncode = \"F203\"\naction = \"leave-out-unit\"\n\n[[workbook]]";
    let case = case.declare("[[workbook]]", policy);
    run(&case, "2023-Q3");
    let all = told(&case, &["--unit", "695", "--since", "latest~1"]);
    let district = place(&all, "districts");
    // What its communes sent stands: 68/70.
    assert_eq!((parts(district), &district["own"]), (vec![("definition", -1)], &json!([])));
}

/// A register that knows another name reads a commune that it did not: that is no file of the commune.
#[test]
fn a_register_that_knows_a_further_name_is_a_definition() {
    let lines = DONG_PHU.replace("UBND xã Tân Tiến", "UBND xã Tân Tiến Mới");
    let case = province().file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &lines))]);
    let communes = "league = \"commune\"\nscope = \"own\"\nmetric = \"on_time_rate\"\nminimum-denominator = 30";
    let case = case.declare(communes, &communes.replace("30", "20"));
    run(&case, "2023-Q3");
    let case = case.edit(
        "pipelines/units.csv",
        "25380,commune,695,Xã Tân Tiến,",
        "25380,commune,695,Xã Tân Tiến,Xã Tân Tiến Mới",
    );
    run(&case, "2023-Q3");
    // 20/20 comes in before 34/35.
    let all = told(&case, &["--unit", "25294", "--since", "latest~1"]);
    assert_eq!(parts(place(&all, "communes")), [("definition", 1)]);
    let all = told(&case, &["--unit", "25380", "--since", "latest~1"]);
    assert_eq!(place(&all, "communes")["status_cause"], "definition");
}

/// Two commands never say two things: of the same two runs `diff` tells the same of each unit that moved.
#[test]
fn diff_says_the_same() {
    let case = province();
    run(&case, "2023-Q3");
    let case = dong_phu(loc_ninh(case, 20, 30), 30).declare(
        "metric = \"on_time_rate\"\nminimum-denominator = 30\n\n[[ranking]]\nid = \"communes\"",
        "metric = \"online_rate\"\nminimum-denominator = 30\n\n[[ranking]]\nid = \"communes\"",
    );
    run(&case, "2023-Q3");
    let diff = case.tthc(&["diff", "thu", "latest~1", "latest", "--json"]).says_anything().exit(0);
    let diff: Value = serde_json::from_str(&diff.stdout).unwrap();
    let moved = diff["changed_places"].as_array().unwrap();
    assert!(moved.len() >= 2, "{diff:#}");
    for moved in moved {
        let unit = moved["unit_id"].as_str().unwrap();
        let all = told(&case, &["--unit", unit, "--since", "latest~1"]);
        let place = place(&all, moved["ranking"].as_str().unwrap());
        for (key, value) in moved.as_object().unwrap() {
            assert_eq!(&place[key], value, "{key} of {unit}");
        }
    }
}

#[test]
fn an_unknown_unit_or_run_ends_with_2() {
    let case = province();
    case.tthc(&["why", "thu", "--unit", "692"]).says_anything().exit(2);
    run(&case, "2023-Q3");
    for (arguments, code, next) in [
        (&["--unit", "6922"][..], "unknown_unit", "tthc why thu --json --unit 692"),
        (&["--unit", "Xã Tân Tiến"], "several_units", "tthc why thu --json --unit 25297"),
        (&["--unit", "692", "--since", "1999"], "unknown_run", "tthc status thu"),
    ] {
        let words = [&["why", "thu", "--json"], arguments].concat();
        let said = case.tthc(&words).says_anything().exit(2).stdout;
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(
            (&said["error"]["code"], &said["error"]["next"]),
            (&code.into(), &next.into()),
            "{said}"
        );
    }
}

/// Runs that cannot be counted again are told as that; nothing is made up of them.
#[test]
fn what_cannot_be_split_says_why() {
    let case = province();
    run(&case, "2023-Q2");
    let case = loc_ninh(case, 20, 34);
    run(&case, "2023-Q3");
    let lines = of_period(&case, "2023-Q2").latest_path().join("data/read_lines/phu-luc-3.parquet");
    std::fs::remove_file(lines).unwrap();
    let night = case.tthc(&["why", "thu", "--unit", "692"]).says_anything().exit(0);
    assert!(
        night.stderr.contains("`data/read_lines/phu-luc-3.parquet` không còn"),
        "{}",
        night.stderr
    );
    let said = "không tách theo nguyên nhân được: một lượt không còn bảng số liệu của nó\n";
    assert!(night.stdout.contains(said), "{}", night.stdout);
    assert!(night.stdout.contains("hạng 1/2 → hạng 2/2\n"), "{}", night.stdout);
    let all = told(&case, &["--unit", "692"]);
    let district = place(&all, "districts");
    assert_eq!(
        (&district["move_parts"], &district["not_divided"]),
        (&Value::Null, &"missing".into())
    );
}
