//! `tthc diff`: what changed between two runs, and why each place moved. What it says follows from the two runs; the
//! properties at the end hold it to that.

#![expect(clippy::disallowed_methods, reason = "tests spoil runs of a temporary folder by hand")]
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a helper that fails fails the test; counts are small"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;
use tthc::check::CATALOGUE;
use tthc::compare::{SumPart, parts, values};
use tthc::measure::{measure, terms};
use tthc::model::{
    Action, CellRef, Code, Finding, Notation, Reading, Scope, Slot, Submissions, Table, UnitIx,
};
use tthc::pipeline::{MetricIx, Pipeline};
use tthc::query::Embedded;
use tthc::store::Unfound;
use tthc::table::{CountedLines, Observations, Ratios};

use crate::case::{Case, same};
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::properties::{departments, pipeline};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};
use crate::readings::{self, column, item};

/// Both districts and one department; Phụ lục 5 is not known.
fn province() -> Case {
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

/// Lộc Ninh with twenty files of Đất đai late that were in time.
fn later(case: Case) -> Case {
    let lines = LOC_NINH.replacen("50 | 45 | 5 |", "50 | 25 | 25 |", 1);
    let lines = lines.replacen("90 | 85 | 5 |", "90 | 65 | 25 |", 1);
    case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &lines))])
}

#[track_caller]
fn run(case: &Case, arguments: &[&str]) -> String {
    case.run(&[arguments, &["--quiet"]].concat()).says_anything().exit(0);
    case.latest_id().unwrap()
}

#[track_caller]
fn says(case: &Case, arguments: &[&str]) -> String {
    let night = case.tthc(&[&["diff", "thu"], arguments].concat()).says_anything().exit(0);
    assert_eq!(night.stderr, "");
    night.stdout
}

#[track_caller]
fn json(case: &Case, arguments: &[&str]) -> Value {
    let arguments = [&["diff", "thu", "--json"], arguments].concat();
    let night = case.tthc(&arguments).says_anything().exit(0);
    serde_json::from_str(&night.stdout).unwrap()
}

#[test]
fn a_changed_file_is_followed_to_the_places_it_moved() {
    let case = province();
    run(&case, &[]);
    let case = later(case);
    run(&case, &[]);
    insta::assert_snapshot!("diff_vi", says(&case, &["latest~1", "latest"]));
    insta::assert_snapshot!("diff_en", says(&case, &["latest~1", "latest", "--lang", "en"]));
    insta::assert_snapshot!("diff_verbose", says(&case, &["latest~1", "latest", "--verbose"]));
}

#[test]
fn json_holds_all_of_it() {
    let case = province();
    let old = run(&case, &[]);
    let case = later(case);
    let new = run(&case, &[]);
    let all = json(&case, &[&old, &new]);
    // Ids of runs are left out of what a test sees.
    assert_eq!((&all["version"], &all["exit_code"]), (&2.into(), &0.into()));
    assert_eq!((&all["old"]["run"], &all["new"]["period"]), (&"[RUN]".into(), &"2023-Q3".into()));
    assert_eq!(all["inputs"]["changed"], serde_json::json!(["692.xlsx"]));
    assert_eq!(all["changed_values"].as_array().unwrap().len(), 2);
    let districts: Vec<&Value> = all["changed_places"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|moved| moved["ranking"] == "districts")
        .collect();
    let of = |unit: &str| districts.iter().find(|moved| moved["unit_id"] == unit).unwrap();
    let (fell, rose) = (of("692"), of("695"));
    let part = |cause: &str, by: i64| serde_json::json!([{ "cause": cause, "fell": by }]);
    assert_eq!((&fell["fell"], &fell["move_parts"]), (&1.into(), &part("own", 1)));
    assert_eq!(fell["own"][0]["cells"][0]["numerator"], -20);
    assert_eq!(fell["own"][0]["cells"][0]["new"]["cell"], "H8");
    assert_eq!((&rose["fell"], &rose["move_parts"]), (&(-1).into(), &part("others", -1)));
    assert_eq!(rose["own"], serde_json::json!([]));
    assert_eq!(rose["no_longer_better"]["units"][0]["unit_id"], "692");
    assert_eq!(rose["no_longer_better"]["units"][0]["cause"], "others");
    assert_eq!(all["warnings"], serde_json::json!([]));
}

#[test]
fn a_run_does_not_differ_from_itself() {
    let case = province();
    let id = run(&case, &[]);
    let text = says(&case, &["latest", &id]);
    assert!(text.ends_with("hai lượt không khác gì nhau\n"), "{text}");
    run(&case, &["--force"]);
    let all = json(&case, &["latest~1", "latest"]);
    assert_eq!(all["different"], false);
    assert_ne!(all["old"]["started"], all["new"]["started"]);
}

/// A declared minimum that leaves a unit out is told as that, and not as a change of its figures.
#[test]
fn a_changed_minimum_is_named() {
    let case = province();
    run(&case, &[]);
    let case = case.declare("minimum-denominator = 30", "minimum-denominator = 36");
    run(&case, &[]);
    let text = says(&case, &["latest~1", "latest"]);
    assert!(text.contains("  rank: khai báo khác\n"), "{text}");
    let keys = "\nKhai báo: 3 khóa khác\n  pipelines/thu.toml: ranking.departments.minimum-denominator: 30 → 36\n";
    assert!(text.contains(keys), "{text}");
    let said = "  Xã Lộc Thành: hạng 2/3 → không xếp hạng (số hồ sơ dưới mức tối thiểu)\n    do cách đọc, cách tính hoặc danh mục đơn vị khác trước\n";
    assert!(text.contains(said), "{text}");
    assert!(!text.contains("số của đơn vị đổi"), "{text}");
}

/// Another metric moves places; nobody's figures changed.
#[test]
fn a_changed_metric_is_named() {
    let case = province();
    run(&case, &[]);
    let case = case.declare("metric = \"on_time_rate\"", "metric = \"online_rate\"");
    run(&case, &[]);
    let text = says(&case, &["latest~1", "latest"]);
    assert!(text.contains("= cách đọc, cách tính hoặc danh mục đơn vị khác trước: "), "{text}");
    assert!(!text.contains("số của đơn vị"), "{text}");
}

/// A metric that is computed in another way moves places, and no figure of anybody.
#[test]
fn a_changed_formula_is_not_taken_for_changed_cells() {
    let case = later(province());
    run(&case, &[]);
    let case = case.edit(
        "pipelines/metrics.toml",
        "numerator = \"resolved_on_time\"\ndenominator = \"resolved_total\"",
        "numerator = \"resolved_overdue\"\ndenominator = \"resolved_total\"",
    );
    run(&case, &[]);
    let all = json(&case, &["latest~1", "latest"]);
    let moved = all["changed_places"].as_array().unwrap();
    assert!(!moved.is_empty(), "{all}");
    for moved in moved {
        let all = serde_json::json!([{ "cause": "definition", "fell": moved["fell"] }]);
        assert_eq!(moved["move_parts"], all, "{moved}");
        assert_eq!(moved["own"], serde_json::json!([]));
    }
    assert_eq!(all["changed_values"], serde_json::json!([]));
}

/// A unit that sent nothing this time lost its place; those behind it did not do better.
#[test]
fn a_file_that_is_gone_is_told() {
    let case = province();
    run(&case, &[]);
    let case = case.without("692.xlsx");
    run(&case, &[]);
    let text = says(&case, &["latest~1", "latest"]);
    assert!(
        text.contains("Tệp: 0 mới, 0 thay đổi, 1 không còn; 2 như cũ\n  - 692.xlsx\n"),
        "{text}"
    );
    assert!(
        text.contains("  Huyện Lộc Ninh: hạng 1/2 → không xếp hạng (chưa gửi báo cáo)\n"),
        "{text}"
    );
    let rose = "  Huyện Đồng Phú: hạng 2/2 → hạng 1/1
    lên 1 hạng = đơn vị khác không còn hạng: lên 1
    không còn đứng trên: Huyện Lộc Ninh (nay không xếp hạng: chưa gửi báo cáo)\n";
    assert!(text.contains(rose), "{text}");
    assert!(text.contains("+ F101 ") || text.contains(" mới, "), "{text}");
}

#[test]
fn long_lists_are_cut_and_counted() {
    let case = province();
    run(&case, &[]);
    let case = case.without("692.xlsx").without("695.xlsx");
    run(&case, &[]);
    let text = says(&case, &["latest~1", "latest"]);
    let more = text.lines().find(|line| line.starts_with("  … và ")).unwrap();
    let all = json(&case, &["latest~1", "latest"]);
    let count = all["changed_values"].as_array().unwrap().len();
    assert_eq!(more, format!("  … và {} mục nữa", count - 20));
    assert!(!says(&case, &["latest~1", "latest", "-v"]).contains("  … và "));
}

#[test]
fn runs_are_named_in_many_ways() {
    let case = province();
    let first = run(&case, &[]);
    let second = run(&case, &["--force"]);
    let third = run(&case, &["--force"]);
    let named = |word: &str| {
        let run = case.runs().find(word).unwrap().unwrap_or_else(|why| panic!("{word}: {why:?}"));
        run.record().run.clone()
    };
    let ways = [
        (third.as_str(), &third),
        ("latest", &third),
        ("latest~0", &third),
        ("latest~1", &second),
        ("latest~2", &first),
    ];
    for (word, id) in ways {
        assert_eq!(named(word), *id, "{word}");
    }
    let folder = case.runs().path().join("runs").join(&first);
    assert_eq!(named(folder.to_str().unwrap()), first);
    assert_eq!(named(case.runs().latest_path().to_str().unwrap()), third);
    // The shortest beginning that no other run shares.
    let other = |at: usize| [&second, &third].iter().all(|id| first[..=at] != id[..=at]);
    let shortest = (0..first.len()).find(|&at| other(at)).unwrap();
    assert_eq!(named(&first[..=shortest]), first);
    assert!(matches!(case.runs().find(""), Ok(Err(Unfound::Unknown(_)))));
    // A path is one from where the program is called.
    let all = json(&case, &["output/thu/2023-Q3/latest", &first]);
    assert!(all["old"]["started"].as_str() > all["new"]["started"].as_str());
}

#[test]
fn a_run_that_is_not_there_ends_with_2() {
    let case = province();
    let none = case.tthc(&["diff", "thu", "latest~1", "latest"]).says_anything().exit(2);
    assert!(
        none.stderr.starts_with("error: `latest~1`: chỉ có 0 lượt chạy trọn vẹn\nhint: "),
        "{}",
        none.stderr
    );
    assert!(none.stderr.ends_with("\ntthc diff thu 'latest~1' latest\n"), "{}", none.stderr);
    run(&case, &[]);
    run(&case, &["--force"]);
    case.tthc(&["diff", "thu", "1999", "latest"])
        .stderr(
            "
            error: `1999`: không có lượt chạy này
            hint: các lượt gần nhất: [RUN], [RUN]
            tthc diff thu 1999 latest
            ",
        )
        .exit(2);
    case.tthc(&["diff", "thu", "20", "latest", "--lang", "en"])
        .stderr(
            "
            error: `20`: 2 runs begin so
            hint: write more of one of them: [RUN], [RUN]
            tthc diff thu 20 latest
            ",
        )
        .exit(2);
    let said = case.tthc(&["diff", "thu", "latest~2", "latest", "--json"]).says_anything().exit(2);
    let said: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!((&said["version"], &said["exit_code"]), (&2.into(), &2.into()));
}

#[test]
fn runs_of_two_periods_are_compared() {
    let case = province();
    run(&case, &[]);
    let case = later(case);
    case.run(&["--quiet", "--period", "2023-Q4"]).says_anything().exit(0);
    let folder = case.path("output/thu/2023-Q4/latest");
    let all = json(&case, &["latest", folder.to_str().unwrap()]);
    assert_eq!(
        (&all["old"]["period"], &all["new"]["period"]),
        (&"2023-Q3".into(), &"2023-Q4".into())
    );
    // A declaration holds the period and so always differs between two.
    assert_eq!(all["changed_stages"], serde_json::json!([]));
    let moved = all["changed_places"].as_array().unwrap();
    let fell = moved.iter().find(|moved| moved["unit_id"] == "692").unwrap();
    assert_eq!(fell["own"][0]["cells"].as_array().unwrap().len(), 1, "{fell}");
}

#[test]
fn a_run_that_was_edited_is_warned_about() {
    let case = province();
    run(&case, &[]);
    run(&case, &["--force"]);
    let file = case.latest().path().join("xep-hang.xlsx");
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, "sửa tay").unwrap();
    std::fs::remove_file(case.latest().path().join("data/scores.parquet")).unwrap();
    let night = case.tthc(&["diff", "thu", "latest~1", "latest"]).says_anything().exit(0);
    same(
        "stderr",
        "warning: [RUN]: `data/scores.parquet` không còn
warning: [RUN]: `xep-hang.xlsx` đã bị sửa sau khi chạy
",
        &night.stderr,
    );
    assert!(
        night.stdout.contains("thứ hạng: không so được vì một lượt không có"),
        "{}",
        night.stdout
    );
    assert!(!night.stdout.contains("hai lượt không khác gì nhau"), "{}", night.stdout);
}

/// A run of one stage has older tables behind it; that is said.
#[test]
fn a_stale_run_is_warned_about() {
    let case = province();
    run(&case, &[]);
    let case = later(case);
    case.run(&["--quiet", "--only", "ingest"]).says_anything().exit(5);
    let newest = case.newest().record().run.clone();
    let night = case.tthc(&["diff", "thu", "latest", &newest]).says_anything().exit(0);
    let said = "được tính từ số liệu cũ hơn các bước trước\n";
    assert!(night.stderr.contains(said), "{}", night.stderr);
    let all = json(&case, &["latest", &newest]);
    assert_eq!(all["changed_values"].as_array().unwrap().len(), 2);
    assert_eq!(all["changed_places"], serde_json::json!([]));
}

/// Asked for while a run is going on, it neither waits nor writes.
#[test]
fn it_takes_no_lock() {
    let case = province();
    run(&case, &[]);
    let _lock = case.hold_lock();
    says(&case, &["latest", "latest"]);
}

const MEASURES: [&str; 4] =
    ["resolved_on_time", "resolved_total", "pending_on_time", "pending_total"];

/// A line of a form: unit and field, and a count, or nothing, of each measure, with whether a finding left it out.
type Line = (usize, usize, [Option<(i64, bool)>; 4]);

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let cell = || prop::option::weighted(0.9, (0i64..50, prop::bool::weighted(0.1)));
    let line = (0usize..3, 0usize..3, [cell(), cell(), cell(), cell()]);
    prop::collection::vec(line, 0..12)
}

/// A reading of lines with its findings; a unit in `out` is left out as a whole.
fn written(
    lines: &[Line],
    units: &[String],
    out: Option<usize>,
    pipeline: &Pipeline,
) -> (Vec<Reading>, Vec<Finding>) {
    let form = readings::form(pipeline, "phu-luc-2");
    let columns = (0u32..)
        .zip(MEASURES)
        .map(|(at, measure)| column(Slot::Count(readings::measure(pipeline, measure)), at));
    let unit = |unit: usize| pipeline.register.find_id(&units[unit]).unwrap();
    let sender: UnitIx = unit(0);
    let mut table = Table::new(form, sender, "Phụ lục 2", Notation::Letters, columns.collect());
    let mut findings = Vec::new();
    for (row, (of, field, cells)) in (0u32..).zip(lines) {
        let line = item(row, unit(*of), u32::try_from(*field).ok());
        table.push(line, cells.iter().map(|cell| cell.map(|(count, _)| count as f64)));
        for (column, cell) in (0u32..).zip(cells) {
            if matches!(cell, Some((_, true))) {
                let mut finding = Finding::new(CATALOGUE.get(Code::UnitMissing), "thử")
                    .in_file("a.xlsx")
                    .in_sheet("Phụ lục 2")
                    .at(CellRef::new(row, column));
                finding.action = Action::LeftOut;
                findings.push(finding);
            }
        }
    }
    if let Some(unit) = out {
        let mut finding = Finding::new(CATALOGUE.get(Code::UnitLeftOut), "thử")
            .about(&units[unit])
            .of_form("phu-luc-2");
        finding.action = Action::LeftOut;
        findings.push(finding);
    }
    let fields = ["Đất đai", "Hộ tịch", "Tôn giáo"].map(str::to_owned).to_vec();
    let file = "a.xlsx".to_owned();
    let reading = Reading { file, fields, tables: vec![table], ..Reading::default() };
    (vec![reading], findings)
}

/// What each cell adds, by metric and unit.
fn parts_of(
    figures: &Observations,
    findings: &[Finding],
    pipeline: &Pipeline,
) -> BTreeMap<(String, String), Vec<SumPart>> {
    let mut parts: BTreeMap<(String, String), Vec<SumPart>> = BTreeMap::new();
    for term in terms(figures, findings.iter(), pipeline, |_, _| true) {
        let key =
            (pipeline.metric(term.metric).id.clone(), pipeline.register.get(term.unit).id.clone());
        let part = SumPart {
            figure: term.figure,
            counts: term.counts,
            above: term.above,
            below: term.below,
        };
        parts.entry(key).or_default().push(part);
    }
    parts
}

fn sums(parts: &[SumPart]) -> (i64, i64) {
    (parts.iter().map(|part| part.above).sum(), parts.iter().map(|part| part.below).sum())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// The parts of a unit are its sums, whatever findings left out.
    #[test]
    fn parts_add_up_to_the_sums(lines in lines(), out in prop::option::weighted(0.2, 0usize..3)) {
        let pipeline = pipeline(2);
        let units = departments(&pipeline);
        let (readings, findings) = written(&lines, &units, out, &pipeline);
        let figures = readings::observations(&readings, &pipeline);
        let parts = parts_of(&figures, &findings, &pipeline);
        let (tables, _) = readings::tables(&readings, &pipeline);
        let none = Submissions::default();
        let counted = CountedLines::of(&tables.lines, &tables.columns, findings.iter(), &none, &pipeline).unwrap();
        let metrics = measure(&counted, &Embedded, &pipeline).unwrap();
        let ratios = Ratios::of(metrics.frame(), &pipeline).unwrap();
        let mut computed: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
        for (ix, unit) in pipeline.register.iter() {
            for (place, metric) in (0u16..).zip(&pipeline.metrics) {
                if let Some(sum) = ratios.get(Scope::Own, ix, MetricIx(place)) {
                    let key = (metric.id.clone(), unit.id.clone());
                    computed.insert(key, (sum.numerator, sum.denominator));
                }
            }
        }
        for (key, parts) in &parts {
            prop_assert_eq!(sums(parts), computed.get(key).copied().unwrap_or_default(), "{:?}", key);
        }
        for (key, sums) in computed {
            prop_assert!(parts.contains_key(&key) || sums == (0, 0), "{key:?}");
        }
    }

    /// The changes of the cells are the change of the sum, and a cell that says and counts the same is none of them.
    #[test]
    fn changes_of_cells_add_up(old in lines(), new in lines(), cut in 0usize..12, out in prop::option::weighted(0.2, 0usize..3)) {
        let pipeline = pipeline(2);
        let units = departments(&pipeline);
        // What the two have in common comes first.
        let mut later = old[..cut.min(old.len())].to_vec();
        later.extend(new);
        let (was, before) = written(&old, &units, None, &pipeline);
        let (is, after) = written(&later, &units, out, &pipeline);
        let [was, is] = [was, is].map(|readings| readings::observations(&readings, &pipeline));
        let (a, b) = (parts_of(&was, &before, &pipeline), parts_of(&is, &after, &pipeline));
        let none = Vec::new();
        let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
        for key in keys {
            let (a, b) = (a.get(key).unwrap_or(&none), b.get(key).unwrap_or(&none));
            let changes = parts((&was, a), (&is, b));
            let above: i64 = changes.iter().map(tthc::compare::PartChange::above).sum();
            let below: i64 = changes.iter().map(tthc::compare::PartChange::below).sum();
            let (x, y) = (sums(a), sums(b));
            prop_assert_eq!((above, below), (y.0 - x.0, y.1 - x.1));
            prop_assert!(changes.iter().all(|change| change.above() != 0 || change.below() != 0));
        }
        let total = |figures: &Observations| figures.rows.iter().map(|figure| figure.value).sum::<f64>();
        let changed = values(&was, &is);
        let by: f64 = changed.iter().map(tthc::compare::ValueChange::by).sum();
        prop_assert!((by - (total(&is) - total(&was))).abs() < 1e-9, "values add up too");
        prop_assert!(values(&was, &was).is_empty());
    }
}

#[test]
fn a_finding_that_was_waived_is_judged_otherwise_and_not_gone() {
    let case = province();
    let case = case.file(
        "692.xlsx",
        &[("Phụ lục 3", &under(HEAD_3, &LOC_NINH.replacen("90 | 85", "91 | 85", 1)))],
    );
    case.run(&["--quiet"]).exit(0);
    let waiver = "[[waiver]]\ncode = \"F203\"\noffice = \"Sở Nội vụ\"\nreason = \"thử\"\nuntil = \"2023-12-31\"\n";
    let metrics = "metrics = \"metrics.toml\"\n";
    let case = case.declare(metrics, &format!("{metrics}\n{waiver}"));
    case.run(&["--quiet"]).exit(0);
    let night = case.tthc(&["diff", "thu", "latest~1", "latest", "--json"]).says_anything().exit(0);
    let told: Value = serde_json::from_str(&night.stdout).unwrap();
    let findings = told["changed_findings"].as_array().unwrap();
    let of_totals = |side: &Value| side["code"] == "F203";
    let changed = findings.iter().filter(|f| of_totals(&f["old"]) || of_totals(&f["new"]));
    let changed: Vec<&Value> = changed.collect();
    assert!(!changed.is_empty());
    for change in changed {
        assert!(of_totals(&change["old"]) && of_totals(&change["new"]), "{change}");
        assert_eq!(change["new"]["severity"], "note", "{change}");
    }
}

/// Issue 15: which key changed from what to what, whatever kind of file it stands in.
#[test]
fn a_changed_declaration_is_told_key_by_key() {
    let case = province();
    run(&case, &[]);
    let old = case.declare("id = \"communes\"", "# nothing but a remark\nid = \"communes\"");
    let case = old
        .declare("signatory = \"GIÁM ĐỐC\"\n", "")
        .declare("\"SỞ NỘI VỤ\"", "\"VĂN PHÒNG\", \"PHÒNG MỘT CỬA\"")
        .edit("pipelines/units.csv", "Xã Lộc Thành,\n", "Xã Lộc Thành,Lộc Thành cũ\n")
        .edit("pipelines/units.csv", "25380,commune,695,Xã Tân Tiến,\n", "")
        .edit(
            "pipelines/forms/phu-luc-3.toml",
            "covers = [\"district\", \"commune\"]",
            "covers = [\"district\"]",
        );
    run(&case, &["--set", "ranking.communes.minimum-denominator=12", "--publish"]);
    let text = says(&case, &["latest~1", "latest"]);
    let from = text.find("Khai báo: ").unwrap();
    let part: Vec<&str> = text[from..].lines().take_while(|line| !line.is_empty()).collect();
    let expected = [
        "Khai báo: 7 khóa khác",
        "  pipelines/thu.toml: agency[2]: \"SỞ NỘI VỤ\" → \"VĂN PHÒNG\"",
        "  pipelines/thu.toml: agency[3]: (không có) → \"PHÒNG MỘT CỬA\"",
        "  pipelines/thu.toml: ranking.communes.minimum-denominator: 30 → 12",
        "  pipelines/thu.toml: signatory: \"GIÁM ĐỐC\" → (không có)",
        "  pipelines/forms/phu-luc-3.toml: covers[2]: \"commune\" → (không có)",
        "  pipelines/units.csv: 25294.aliases: (không có) → Lộc Thành cũ",
        "  pipelines/units.csv: 25380: 25380,commune,695,Xã Tân Tiến, → (không có)",
    ];
    assert_eq!(part, expected);
    let english = says(&case, &["latest~1", "latest", "--lang", "en"]);
    assert!(english.contains("\nDeclaration: keys that differ: 7\n"), "{english}");
    assert!(english.contains(": signatory: \"GIÁM ĐỐC\" → (none)\n"), "{english}");
    let all = json(&case, &["latest~1", "latest"]);
    let first = serde_json::json!({
        "file": "pipelines/thu.toml", "key": "agency[2]", "how": "changed",
        "old": "\"SỞ NỘI VỤ\"", "new": "\"VĂN PHÒNG\"",
    });
    assert_eq!(
        (&all["changed_keys"][0], all["changed_keys"].as_array().unwrap().len()),
        (&first, 7)
    );
}

/// Three further kinds: a file that comes, entries that change places, an entry that is new.
#[test]
fn files_entries_and_their_order_are_part_of_a_declaration() {
    use tthc::pipeline::{DeclarationText, key_changes};
    let changes = |old: &[(&str, &str)], new: &[(&str, &str)]| -> Vec<String> {
        let side = |files| DeclarationText { files, set: &[] };
        let changes = key_changes(side(old), side(new)).into_iter();
        changes.map(|c| format!("{} {:?} {:?} {:?}", c.file, c.key, c.old, c.new)).collect()
    };
    let none: [String; 0] = [];
    assert_eq!(changes(&[("a.toml", "x = 1 # one\ny = 2")], &[("a.toml", "y = 2\n\nx = 1")]), none);
    assert_eq!(
        changes(&[("a.toml", "")], &[("a.toml", ""), ("b.csv", "id\n1")]),
        ["b.csv None None Some(\"\")"]
    );
    let (one, two) = ("[[r]]\nid = \"p\"\n", "[[r]]\nid = \"q\"\nk.z = [1, 2]\n");
    assert_eq!(
        changes(&[("a.toml", &format!("{one}{two}"))], &[("a.toml", &format!("{two}{one}"))]),
        ["a.toml Some(\"r\") Some(\"[p, q]\") Some(\"[q, p]\")"]
    );
    assert_eq!(
        changes(&[("a.toml", one)], &[("a.toml", &format!("{two}{one}"))]),
        ["a.toml Some(\"r.q\") None Some(\"{ id = \\\"q\\\", k = { z = [1, 2] } }\")"]
    );
    // Entries without names are told apart by their places, and one more among them moves none of the others.
    let list = |all: &str| format!("c = [{all}]");
    assert_eq!(
        changes(&[("a.toml", &list("{m=1},{m=2}"))], &[("a.toml", &list("{m=1},{m=3},{m=2}"))]),
        ["a.toml Some(\"c[2]\") None Some(\"{ m = 3 }\")"]
    );
}
