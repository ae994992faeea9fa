//! Plans of inspection as they are declared: the shipped one against the plan itself, deadlines, doubts, the command that
//! finds a plan.

#![expect(clippy::unwrap_used, reason = "a case that cannot be laid out is a mistake in the test")]
#![expect(clippy::disallowed_methods, reason = "cases lay out temporary folders of their own")]

use std::path::Path;

use tthc::model::{Lang, UnitIx};
use tthc::pipeline::{InspectionPlan, Match, Overrides, Pipeline, PlanDoubt, load, load_with};

use crate::case::{Case, PIPELINE};

/// The plan of 2023 as printed.
const PRINTED: &str = include_str!("../../fixtures/ke-hoach-2023.txt");
const NIGHTLY: &str = "pipelines/nightly.toml";

fn shipped() -> (Pipeline, InspectionPlan) {
    let pipeline = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(NIGHTLY)).unwrap();
    let plan = pipeline.inspections[0].clone();
    (pipeline, plan)
}

/// `2023-08-01` as the plan prints it: `01/8/2023`.
fn printed(day: jiff::civil::Date) -> String {
    format!("{:02}/{}/{}", day.day(), day.month(), day.year())
}

#[test]
fn every_date_and_office_of_the_shipped_plan_stands_in_the_plan() {
    let (pipeline, plan) = shipped();
    let register = &pipeline.register;
    let rows: Vec<Vec<&str>> = PRINTED
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(rows.len(), 10);
    assert_eq!(plan.targets.len(), 10);
    let due: Vec<&str> = PRINTED.lines().filter(|line| line.starts_with("- ")).collect();
    for (row, target) in rows.iter().zip(&plan.targets) {
        let [_, unit, days, lead, deputy] = row.as_slice() else { panic!("{row:?}") };
        let Match::One(ix) = register.find(unit, |_: UnitIx, _| true) else { panic!("{unit}") };
        assert_eq!(register.get(ix).id, target.unit);
        let visit = format!("Từ ngày {} đến hết ngày {}", printed(target.from), printed(target.to));
        assert_eq!(*days, visit, "{unit}");
        assert_eq!([*lead, *deputy], [target.lead.as_str(), &target.deputy], "{unit}");
        let last_word = register.get(ix).name.split(' ').next_back().unwrap().to_owned();
        let lines: Vec<&&str> = due.iter().filter(|line| line.contains(&last_word)).collect();
        let by = format!("trước ngày {}.", printed(target.report_by));
        assert!(lines.iter().any(|line| line.ends_with(&by)), "{unit}: {by} in {lines:?}");
        assert_eq!(target.period.to_string(), "2023-Q3");
    }
    let others = printed(plan.others_report_by.unwrap());
    assert!(PRINTED.contains(&format!("qua Sở Nội vụ trước ngày {others}")));
    let districts = plan.targets.iter().filter(|target| target.communes > 0);
    assert_eq!(districts.map(|target| target.communes).collect::<Vec<_>>(), [3; 5]);
    assert_eq!(plan.last_day().unwrap().to_string(), "2023-11-30");
}

/// Each line of Phụ lục 1 answers one section of the outline, and each form that the plan asks for answers one.
#[test]
fn the_outline_of_the_shipped_plan_leaves_no_indicator_out() {
    let (pipeline, plan) = shipped();
    let form = pipeline.form("phu-luc-1").unwrap();
    let values = form.indicators.iter().filter_map(|indicator| indicator.value.as_ref());
    let mut declared: Vec<&str> =
        values.map(|value| pipeline.measure(value.measure).id.as_str()).collect();
    let mut answering: Vec<&str> =
        plan.outline.iter().flat_map(|section| &section.indicators).map(String::as_str).collect();
    declared.sort_unstable();
    answering.sort_unstable();
    assert_eq!(answering, declared);
    let forms: Vec<&str> =
        plan.outline.iter().flat_map(|section| &section.forms).map(String::as_str).collect();
    assert_eq!(forms, ["phu-luc-2", "phu-luc-3", "phu-luc-5"]);
    assert!(plan.outline.iter().filter(|section| !section.questions.is_empty()).count() >= 14);
}

/// Days that the decision set on a Sunday and on a Saturday hold, and are told.
#[test]
fn the_doubts_of_the_shipped_plan_are_its_days_off() {
    let (pipeline, plan) = shipped();
    let told = |lang| -> Vec<String> {
        let doubts = plan.doubts(&pipeline.register);
        doubts.iter().map(|doubt| doubt.sentence().say(lang).to_owned()).collect()
    };
    assert_eq!(
        told(Lang::Vi),
        [
            "hạn báo cáo 30/7/2023 là Chủ nhật: Sở Công Thương; Sở Tài nguyên và Môi trường; Huyện Phú Riềng",
            "hạn báo cáo 30/9/2023 là thứ Bảy: Huyện Bù Đăng; Thị xã Bình Long",
        ]
    );
    assert_eq!(
        told(Lang::En)[1],
        "the last day of reports 2023-09-30 is a Saturday: Huyện Bù Đăng; Thị xã Bình Long"
    );
}

/// A plan of Huyện Lộc Ninh and of Sở Tư pháp, which reports on the quarter before.
pub(crate) const PLAN: &str = r#"title = "Kiểm tra thử"
number = "12/QĐ-UBND"
period = "2023-Q3"
forms = ["phu-luc-2", "phu-luc-3"]
others-report-by = "2023-11-30"
others-forms = ["phu-luc-2", "phu-luc-3"]

[draw]
communes = 1
seed-source = "Giải đặc biệt xổ số ngày 15/7/2023"

[[target]]
unit = "692"
from = "2023-10-16"
to = "2023-10-20"
lead = "Sở Nội vụ"
report-by = "2023-10-10"

[[target]]
unit = "70.so-tu-phap"
from = "2023-08-01"
to = "2023-08-04"
lead = "Thanh tra tỉnh"
deputy = "70.so-noi-vu"
report-by = "2023-07-28"
period = "2023-Q2"
"#;

/// A case whose pipeline lists a plan.
pub(crate) fn planned(case: Case, plan: &str) -> Case {
    std::fs::create_dir_all(case.path("pipelines/inspections")).unwrap();
    case.declared("inspections/ke-hoach.toml", plan)
        .declare("metrics = ", "inspections = [\"inspections/ke-hoach.toml\"]\nmetrics = ")
}

fn due(case: &Case, period: &str, form: &str, unit: &str) -> Option<String> {
    let overrides = Overrides { period: period.parse().ok(), ..Overrides::default() };
    let pipeline =
        load_with(&case.path(PIPELINE), &overrides).unwrap_or_else(|error| panic!("{error}"));
    let ix = pipeline.register.find_id(unit).unwrap();
    pipeline.due(form, pipeline.register.get(ix)).map(str::to_owned)
}

/// A target's day comes before what the pipeline declares, and that before the day of everybody else.
#[test]
fn which_deadline_holds_is_one_rule() {
    let case = planned(Case::new(), PLAN).declare(
        "[[workbook]]",
        "[[deadline]]\ndate = \"2023-10-20\"\nlevels = [\"district\"]\n\n[[workbook]]",
    );
    for (period, form, unit, expected) in [
        ("2023-Q3", "phu-luc-3", "692", Some("2023-10-10T23:59:59")),
        // The plan does not ask for it.
        ("2023-Q3", "phu-luc-5", "692", Some("2023-10-20T23:59:59")),
        ("2023-Q3", "phu-luc-3", "695", Some("2023-10-20T23:59:59")),
        ("2023-Q3", "phu-luc-2", "70.so-noi-vu", Some("2023-11-30T23:59:59")),
        // A target is none of the others, whatever period it reports on.
        ("2023-Q3", "phu-luc-2", "70.so-tu-phap", None),
        ("2023-Q2", "phu-luc-2", "70.so-tu-phap", Some("2023-07-28T23:59:59")),
        ("2023-Q2", "phu-luc-2", "70.so-noi-vu", None),
        ("2023-Q2", "phu-luc-3", "692", Some("2023-10-20T23:59:59")),
    ] {
        assert_eq!(due(&case, period, form, unit).as_deref(), expected, "{period} {form} {unit}");
    }
}

/// Where neither the target nor the plan names a period it is the last one that was over before the month of the report.
#[test]
fn a_report_is_on_the_period_that_was_over_before_it_is_due() {
    let without = PLAN.replace("period = \"2023-Q3\"\n", "").replace("period = \"2023-Q2\"\n", "");
    for (declared, [district, department, others]) in [
        ("2023-Q3", ["2023-Q3", "2023-Q2", "2023-Q3"]),
        ("2023-09", ["2023-09", "2023-06", "2023-10"]),
        ("2023-H1", ["2023-H1", "2023-H1", "2023-H1"]),
        ("2022", ["2022", "2022", "2022"]),
    ] {
        let case = planned(Case::new(), &without)
            .declare("period = \"2023-Q3\"", &format!("period = \"{declared}\""));
        let plan = load(&case.path(PIPELINE)).unwrap().inspections.remove(0);
        let periods = plan.targets.iter().map(|target| target.period.to_string());
        assert_eq!(periods.collect::<Vec<_>>(), [district, department], "{declared}");
        assert_eq!(plan.others_period.unwrap().to_string(), others, "{declared}");
    }
}

/// Units of a plan are those of the period that it speaks of: it stays right when they are merged later.
#[test]
fn a_plan_of_before_a_merger_is_no_fault_of_the_runs_behind_it() {
    let units = "id,level,parent_id,name,valid_from,valid_to\n\
                 70,province,,Tỉnh Bình Phước,,\n70.so-noi-vu,department,70,Sở Nội vụ,,\n\
                 70.so-tu-phap,department,70,Sở Tư pháp,,\n692,district,70,Huyện Lộc Ninh,,2025-06-30\n\
                 25294,commune,692,Xã Lộc Thành,,2025-06-30\n25300,commune,70,Xã Lộc Ninh,2025-07-01,\n\
                 695,district,70,Huyện Đồng Phú,,\n25380,commune,695,Xã Tân Tiến,,\n";
    let case = planned(Case::new(), PLAN).declared("units.csv", units);
    assert_eq!(due(&case, "2023-Q3", "phu-luc-3", "692").as_deref(), Some("2023-10-10T23:59:59"));
    // The district is no more, and the plan is as it was.
    assert_eq!(due(&case, "2025-Q4", "phu-luc-2", "70.so-noi-vu"), None);
    let later = PLAN.replace("period = \"2023-Q3\"", "period = \"2025-Q4\"");
    let case = planned(Case::new(), &later).declared("units.csv", units);
    let said = case.refused("en");
    assert!(said.contains("target[1].unit: found `692`"), "{said}");
}

#[test]
fn no_two_plans_say_when_the_same_is_due() {
    let case = planned(Case::new(), PLAN).declared("inspections/hai.toml", PLAN).declare(
        "[\"inspections/ke-hoach.toml\"]",
        "[\"inspections/ke-hoach.toml\", \"inspections/hai.toml\"]",
    );
    let said = case.refused("en");
    let found = said.lines().filter(|line| line.contains("a second time"));
    let found: Vec<&str> = found.filter_map(|line| line.split("found ").nth(1)).collect();
    assert_eq!(
        found,
        [
            "`others-report-by, 2023-Q3, phu-luc-2` a second time, expected one deadline for a unit, a form and a period in all plans",
            "`692, 2023-Q3, phu-luc-2` a second time, expected one deadline for a unit, a form and a period in all plans",
            "`70.so-tu-phap, 2023-Q2, phu-luc-2` a second time, expected one deadline for a unit, a form and a period in all plans",
        ]
    );
    // Of other forms, or of another period, both may hold.
    let other = PLAN.replace("\"phu-luc-2\", \"phu-luc-3\"", "\"phu-luc-5\"");
    let case = case.declared("inspections/hai.toml", &other);
    assert_eq!(due(&case, "2023-Q3", "phu-luc-5", "692").as_deref(), Some("2023-10-10T23:59:59"));
}

#[test]
fn what_a_decision_may_set_is_told_and_not_refused() {
    let plan = PLAN
        .replace("report-by = \"2023-10-10\"", "report-by = \"2023-10-16\"")
        .replace("others-report-by = \"2023-11-30\"", "others-report-by = \"2023-10-19\"")
        .replace("seed-source", "not-within-years = 2\nseed-source")
        .replace("from = \"2023-08-01\"", "from = \"2023-10-14\"")
        .replace("to = \"2023-08-04\"", "to = \"2023-10-17\"")
        .replace("lead = \"Thanh tra tỉnh\"", "lead = \"70.so-noi-vu\"")
        .replace("deputy = \"70.so-noi-vu\"", "deputy = \"Sở Tư phát\"");
    let past = "[[inspected]]\nunit = \"692\"\non = \"2021-10-15\"\ndocument = \"Kết luận số 3\"\n\
                [[inspected]]\nunit = \"70.so-tu-phap\"\non = \"2021-10-14\"\ndocument = \"Kết luận số 4\"\n";
    let case = planned(Case::new(), &format!("{plan}\n{past}"));
    let pipeline = load(&case.path(PIPELINE)).unwrap_or_else(|error| panic!("{error}"));
    let doubts = pipeline.inspections[0].doubts(&pipeline.register);
    let told = doubts.iter().map(|doubt| doubt.sentence().say(Lang::Vi).to_owned());
    let told: Vec<String> = told.collect();
    assert_eq!(
        told,
        [
            "ngày bắt đầu kiểm tra 14/10/2023 là thứ Bảy: Sở Tư pháp",
            "Huyện Lộc Ninh: hạn báo cáo 16/10/2023 không trước ngày bắt đầu kiểm tra 16/10/2023",
            "cơ quan `Sở Tư phát` không có trong danh mục; có phải là `Sở Tư pháp`?",
            "Sở Nội vụ chủ trì hai cuộc kiểm tra cùng lúc từ 16/10/2023 đến 17/10/2023: Huyện Lộc Ninh; Sở Tư pháp",
            "Huyện Lộc Ninh: kiểm tra đến 20/10/2023, sau hạn báo cáo 19/10/2023 của các đơn vị khác",
            "Huyện Lộc Ninh: đã được kiểm tra, kết thúc 15/10/2021 (Kết luận số 3); nội dung đó không kiểm tra lại",
        ]
    );
    assert!(
        doubts
            .iter()
            .all(|doubt| !matches!(doubt, PlanDoubt::DayOff { units, .. } if units.is_empty()))
    );
    // The doctor tells them, the night is silent.
    let doctor = case.tthc(&["doctor", PIPELINE, "--lang", "en"]).says_anything().exit(0).stdout;
    for words in
        ["ke-hoach: Sở Nội vụ leads two visits at once", "ke-hoach: the first day of a visit"]
    {
        assert!(doctor.contains(words), "{doctor}");
    }
    let night = case.run(&[]).says_anything().exit(4);
    assert!(!night.stderr.contains("14/10/2023"), "{}", night.stderr);
}

#[test]
fn a_plan_is_found_by_name_or_path_and_its_pipeline_beside_it() {
    let case = planned(Case::new(), PLAN);
    let by_path = ["inspection", "pipelines/inspections/ke-hoach.toml", "--today", "2023-10-09"];
    let whole = case.path("pipelines/inspections/ke-hoach.toml").display().to_string();
    let said = case.tthc(&by_path).says_anything().exit(0).stdout;
    assert!(said.contains("Huyện Lộc Ninh") && said.contains("09/10/2023"), "{said}");
    for words in [
        vec!["inspection", "ke-hoach", "status", "--today", "2023-10-09"],
        vec!["inspection", "--today=2023-10-09", "ke-hoach"],
        vec!["inspection", &whole, "--pipeline", "thu", "status", "--today", "2023-10-09"],
    ] {
        assert_eq!(case.tthc(&words).says_anything().exit(0).stdout, said, "{words:?}");
    }
    // Runs of elsewhere are looked for there.
    let there = case.path("noi-khac").display().to_string();
    let words = ["inspection", "ke-hoach", "--today", "2023-10-09", "--output", &there];
    assert_eq!(case.tthc(&words).says_anything().exit(0).stdout, said);
    let refused = |case: &Case, words: &[&str]| case.tthc(words).says_anything().exit(2).stderr;
    assert_eq!(
        refused(&case, &["inspection", "ke-hoac", "--today", "2023-10-09"]),
        "error: pipelines/inspections/ke-hoac.toml: không có kế hoạch kiểm tra này\n\
         hint: có phải là `ke-hoach`?\ntthc inspection ke-hoach --today 2023-10-09\n"
    );
    let wrong = refused(&case, &["inspection", "ke-hoach", "--today", "9/10/2023", "--lang", "en"]);
    assert!(wrong.contains("expected a day such as 2023-10-20"), "{wrong}");
    // Two pipelines list it, then none does.
    let text = std::fs::read_to_string(case.path(PIPELINE)).unwrap();
    let case = case.declared("khac.toml", &text);
    let several = refused(&case, &["inspection", "ke-hoach", "status", "--lang", "en"]);
    assert_eq!(
        several,
        "error: pipelines/inspections/ke-hoach.toml: several pipelines list this plan\n\
         hint: write --pipeline with one of: pipelines/khac.toml, pipelines/thu.toml\n\
         tthc inspection ke-hoach status --pipeline pipelines/khac.toml\n"
    );
    case.tthc(&["inspection", "ke-hoach", "--pipeline", "khac"]).says_anything().exit(0);
    let case = case.declared("inspections/moi.toml", PLAN);
    let none = refused(&case, &["inspection", "moi", "--lang", "en"]);
    assert!(none.contains("no pipeline lists this plan\nhint: write in a pipeline: inspections = [\"inspections/moi.toml\"]\n"), "{none}");
    let none = refused(&case, &["inspection", "moi", "--pipeline", "thu", "--lang", "en"]);
    assert!(none.contains("pipelines/thu.toml: does not list the plan"), "{none}");
}

/// What is wrong in a plan stops the night of its pipeline, at its own line.
#[test]
fn a_fault_of_a_plan_is_told_at_its_line() {
    let case = planned(Case::new(), &PLAN.replace("\"692\"", "\"Huyện Lộc Ninh\""));
    let said = case.refused("vi");
    assert!(
        said.contains("pipelines/inspections/ke-hoach.toml:13: target[1].unit: `Huyện Lộc Ninh`, cần mã một đơn vị trong danh mục\nhint: có phải là `692`?"),
        "{said}"
    );
    let told = case.tthc(&["inspection", "ke-hoach"]).says_anything().exit(2).stderr;
    assert!(told.contains("ke-hoach.toml:13"), "{told}");
}
